"""What to do first, where there is nothing to show yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.parts.buttons import quiet
from ui.parts.text import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.parts.theme import Theme

_SIZE = 56  # px


class EmptyState(QWidget):
    """An icon, what is missing, what to do, and the button that does it.

    ``button`` is its object name, its words and what it does.
    """

    def __init__(
        self,
        theme: Theme,
        icon: str,
        title: str,
        line: str,
        button: tuple[str, str, Callable[[], object]] | None = None,
    ) -> None:
        super().__init__()
        self._theme, self._name = theme, icon
        self._icon, self._title = plain(), plain(title, "large", wrap=True)
        rows = QVBoxLayout(self)
        rows.setSpacing(8)
        rows.addStretch()
        for part in (self._icon, self._title, plain(line, "muted", wrap=True)):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            rows.addWidget(part)
        if button is not None:
            does = quiet(*button)
            does.setAutoDefault(True)  # Enter presses it: it is all there is
            rows.addSpacing(8)
            rows.addWidget(does, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch()
        self._draw()
        theme.changed.connect(self._draw)

    def say(self, title: str) -> None:
        """Name what is missing."""
        self._title.setText(title)

    def _draw(self) -> None:
        self._icon.setPixmap(self._theme.pixmap(self._name, "faint", _SIZE))
