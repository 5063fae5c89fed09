"""Two columns of fields that scroll where the window is low, with what saves them below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui.parts.scrolled import scrolled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QScrollArea, QWidget

_BETWEEN = 32  # px


def side_by_side(*parts: QWidget) -> QScrollArea:
    """Each part at its own height, at the top of its column."""
    columns = QHBoxLayout()
    columns.setSpacing(_BETWEEN)
    for part in parts:
        column = QVBoxLayout()
        column.addWidget(part)
        column.addStretch()
        columns.addLayout(column, 1)
    return scrolled(columns)
