"""What every panel at the right of the designer has: it shows one part and changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.designer import acts
from ui.parts.text import named, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.designer.editor import Editor
    from ui.designer.parts import Key, Part


class Panel(QWidget):
    """Fields under their names; ``show_part`` is told again after every change."""

    def __init__(self, editor: Editor, name: str) -> None:
        super().__init__()
        self.editor, self.name = editor, name
        self.key: Key | None = None
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(10)

    def offer(self, custom: Sequence[str]) -> None:
        """Offer the company's own fields too."""

    def add(self, *fields: tuple[str, str, QWidget]) -> None:
        """Put fields side by side: the end of the object's name, its words, the field."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for column, (name, words, field) in enumerate(fields):
            label = plain(words, "muted")
            label.setBuddy(field)
            if not field.objectName():
                named(field, f"{self.name}.{name}", words)
            grid.addWidget(label, 0, column)
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, 1)
        self.rows.addLayout(grid)

    def put(self, part: Part, kind: str = "") -> None:
        """Change the part on show."""
        if self.key is not None:
            acts.set_part(self.editor, self.key, part, f"{kind}{self.key}" if kind else "")
