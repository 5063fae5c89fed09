"""The rail of pages at the left: icon and word, or the icons alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from ui.parts.text import named, plain, tooltip
from ui.parts.tokens import ICON

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.page import PageEntry
    from ui.parts.theme import Theme

_WIDE, _NARROW = 168, 64  # px
_NUMBERED = 9  # pages reached by Ctrl and a digit


class Rail(QWidget):
    """One button for each page; ``chosen`` tells its name."""

    chosen = Signal(str)

    def __init__(self, pages: Sequence[PageEntry], theme: Theme) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._name = plain("LSN Desktop")
        self._icons: dict[QToolButton, str] = {}
        self._words: dict[QToolButton, str] = {}
        self._pages = {page.name: self._button(page, at) for at, page in enumerate(pages, 1)}
        self._fold = QToolButton()
        self._fold.clicked.connect(lambda _checked: self.collapse(on=not self.collapsed))
        self._lay_out()
        self.collapse(on=False)
        theme.changed.connect(self._draw)

    def select(self, name: str) -> None:
        """Mark the page on show."""
        for page, button in self._pages.items():
            button.setChecked(page == name)
        self._draw()

    def collapse(self, *, on: bool) -> None:
        """Icons alone, or icons and words."""
        self.collapsed = on
        self.setFixedWidth(_NARROW if on else _WIDE)
        self._name.setText("LSN" if on else "LSN Desktop")
        self._name.setContentsMargins(4 if on else 18, 0, 0, 0)
        says = _("Show the words") if on else _("Show icons only")
        named(self._fold, "rail.fold", says)
        self._fold.setToolTip(tooltip(says))
        style = (
            Qt.ToolButtonStyle.ToolButtonIconOnly
            if on
            else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        )
        for button in self._words:
            button.setToolButtonStyle(style)
        self._draw()

    def _button(self, page: PageEntry, number: int) -> QToolButton:
        button = QToolButton()
        button.setText(f"  {page.title}".replace("&", "&&"))
        button.setCheckable(True)
        button.setIconSize(QSize(ICON, ICON))
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        named(button, f"rail.{page.name}", page.title)
        keys = f" (Ctrl+{number})" if number <= _NUMBERED else ""
        button.setToolTip(tooltip(page.title + keys))
        button.clicked.connect(lambda _checked: self._choose(page.name))
        self._icons[button], self._words[button] = page.icon, page.title
        return button

    def _choose(self, name: str) -> None:
        self.select(name)
        self.chosen.emit(name)

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(10, 14, 10, 12)
        rows.setSpacing(2)
        rows.addWidget(self._name)
        rows.addSpacing(12)
        for button in self._pages.values():
            rows.addWidget(button)
        rows.addStretch()
        rows.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)

    def _draw(self) -> None:
        for button, icon in self._icons.items():
            tone = "rail_bright" if button.isChecked() else "rail_text"
            button.setIcon(self._theme.icon(icon, tone))
        self._fold.setIcon(
            self._theme.icon("expand" if self.collapsed else "collapse", "rail_text")
        )
