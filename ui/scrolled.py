"""A body that scrolls up and down where the window is too low for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout


def scrolled(body: QLayout) -> QScrollArea:
    """The body in a scroll area without a frame, never scrolled sideways."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    holder = QWidget()
    body.setContentsMargins(0, 0, 0, 0)
    holder.setLayout(body)
    area.setWidget(holder)
    return area
