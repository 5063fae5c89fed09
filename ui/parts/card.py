"""White cards on grey, the figures and badges that stand on them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.parts.text import ElidedLabel, plain
from ui.parts.theme import restyle


class Card(QFrame):
    """A card with an optional small heading; ``body`` takes what it shows."""

    def __init__(self, heading: str = "", *, padding: int = 16) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(8)
        self.heading = plain(heading, "section")
        self.body.addWidget(self.heading)  # first: shown before, it would be a window
        self.heading.setVisible(bool(heading))

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget below the others."""
        self.body.addWidget(widget, stretch)


class Figure(Card):
    """One number a page is about: what it is, the number, and a quiet line."""

    def __init__(self, label: str, figure: str = "", line: str = "") -> None:
        super().__init__()
        self.body.setSpacing(4)
        self._figure, self._line = ElidedLabel(figure, "figure"), ElidedLabel(line, "muted")
        for part in (ElidedLabel(label, "muted"), self._figure, self._line):
            self.body.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def tell(self, figure: str, line: str = "", tone: str = "") -> None:
        """Show another number; a tone only where the number itself says something is wrong."""
        self._figure.setText(figure)
        self._line.setText(line)
        restyle(self._figure, tone=tone)


def badge(text: str, tone: str = "") -> QLabel:
    """A word on its own ground: ``ok``, ``attention``, ``refused``, ``accent`` or grey."""
    label = plain(text, "badge")
    label.setProperty("tone", tone)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return label


def rebadge(label: QLabel, text: str, tone: str) -> None:
    """Let a badge say something else."""
    label.setText(text)
    label.setVisible(bool(text))
    restyle(label, tone=tone)
