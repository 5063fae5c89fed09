"""A body that scrolls up and down where the window is too low for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout

_LINES = 36, 24  # Qt's own: no area asks for more than so many of its font's heights


class Scrolled(QScrollArea):
    """A widget without a frame of its own, never scrolled sideways.

    Qt's area asks its widget once how large it would like to be and keeps the answer, even
    where it was given before the window's sheet made the widget larger.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self._shown = widget
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(widget)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        frame, high = 2 * self.frameWidth(), self.fontMetrics().height()
        asked = self._shown.sizeHint() + QSize(frame, frame)
        return asked.boundedTo(QSize(*(lines * high for lines in _LINES)))


def scrolled(body: QLayout) -> Scrolled:
    """The body in a scroll area."""
    holder = QWidget()
    body.setContentsMargins(0, 0, 0, 0)
    holder.setLayout(body)
    return Scrolled(holder)
