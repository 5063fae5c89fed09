"""F1: what the manual says about this page, beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QToolButton, QVBoxLayout

from lsn_desktop.domain.messages import _
from ui.parts.text import named, plain

if TYPE_CHECKING:
    from pathlib import Path

    from ui.parts.theme import Theme

_WIDTH = 360  # px


class HelpPanel(QFrame):
    """One page of the manual; only our own files are ever rendered."""

    closed = Signal()

    def __init__(self, manual: Path, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("help")
        self.setFixedWidth(_WIDTH)
        self._manual, self._theme = manual, theme
        self._text = QTextBrowser()
        self._text.setOpenExternalLinks(True)
        named(self._text, "help.text", _("Help for this page"))
        self._close = QToolButton()
        named(self._close, "help.close", _("Close help"))
        self._close.clicked.connect(lambda _checked: self.closed.emit())
        head = QHBoxLayout()
        head.setContentsMargins(24, 12, 12, 0)
        head.addWidget(plain(_("Help"), "section"))
        head.addStretch()
        head.addWidget(self._close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(head)
        rows.addWidget(self._text, 1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._draw()
        theme.changed.connect(self._draw)

    def tell(self, name: str) -> None:
        """Show the manual's page of this name."""
        page = self._manual / f"{name}.md"
        words = (
            page.read_text(encoding="utf-8")
            if page.is_file()
            else _("The manual has no page about this.")
        )
        self._text.setMarkdown(words)

    def _draw(self) -> None:
        self._close.setIcon(self._theme.icon("close", "muted"))
