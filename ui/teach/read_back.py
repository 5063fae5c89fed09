"""What the label says by the rule so far, to be compared with what is printed on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from lsn_desktop.domain.messages import _
from ui.parts.text import ElidedLabel, named, plain
from ui.teach import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.scanning.taught_rules import Name


class ReadBack(QWidget):
    """A row for each part with a name, its value in large type; days with the month named."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "teach.read_back", _("What the label says"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)

    def show_values(self, values: Sequence[tuple[Name, str]]) -> None:
        """Show these and no others."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, (name, value) in enumerate(values):
            parts = (plain(words.name_of(name), "muted"), ElidedLabel(value, "large"))
            for column, part in enumerate(parts):
                self._grid.addWidget(part, row, column)
                part.show()
        said = ", ".join(f"{words.name_of(name)} {value}" for name, value in values)
        self.setAccessibleDescription(said)
