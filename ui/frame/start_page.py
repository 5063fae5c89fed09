"""How the pages before work are laid out: one card in the middle of the window."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.parts.card import Card
from ui.parts.scrolled import Scrolled
from ui.parts.text import ElidedLabel, plain


class StartPage(QWidget):
    """A title, a line, and a card of fixed width below; scrolled where the window is low."""

    def __init__(self, title: str, line: str, width: int) -> None:
        super().__init__()
        self.setObjectName("start_page")
        self.card = Card(padding=24)
        self.card.setMaximumWidth(width)
        self.card.body.setSpacing(16)
        self.heading, self.line = ElidedLabel(title, "title"), plain(line, "muted", wrap=True)
        self.line.setVisible(bool(line))
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addStretch(1)
        for part in (plain("LSN Desktop", "section"), self.heading, self.line):
            column.addWidget(part)
        column.addSpacing(8)
        column.addWidget(self.card)
        column.addStretch(2)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(24, 16, 24, 16)
        row.addStretch(1)
        row.addLayout(column, 1000)  # as wide as the card may be
        row.addStretch(1)
        content.setMinimumHeight(0)
        holder = QHBoxLayout()
        middle = QWidget()
        centre = QHBoxLayout(middle)
        centre.setContentsMargins(0, 0, 0, 0)
        content.setMaximumWidth(width + 48)
        centre.addWidget(content)
        holder.addWidget(Scrolled(middle))
        holder.setContentsMargins(0, 0, 0, 0)
        self.setLayout(holder)
