"""Codes that stand for something: a line to add one, the list, and a way to take one out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from ui.parts.buttons import link, quiet
from ui.parts.text import named, plain
from ui.parts.theme import restyle
from ui.tables.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.parts.empty_state import EmptyState
    from ui.parts.theme import Theme
    from ui.tables.rows_model import Column

Row = TypeVar("Row")


class CodeList(QWidget, Generic[Row]):
    """Enter in the line adds; what is wrong with it is said below it."""

    added = Signal()  # what stands in the line is to be added
    removed = Signal(object)  # the row that is to go

    def __init__(
        self,
        name: str,
        says: str,
        columns: Sequence[Column[Row]],
        theme: Theme,
        empty: EmptyState,
    ) -> None:
        super().__init__()
        self.code = QLineEdit()
        named(self.code, f"{name}.code", _("Code to add"))
        self.code.setPlaceholderText(_("Scan or type a code"))
        self.code.returnPressed.connect(self.added)
        self.table: Table[Row] = Table(f"{name}.table", says, tuple(columns), theme, empty)
        self._hint = ""
        self._below = plain("", "muted", wrap=True)
        self._below.setObjectName(f"{name}.below")
        self._line = QHBoxLayout()
        self._line.setSpacing(8)
        self._line.addWidget(self.code, 3)
        self._add = quiet(f"{name}.add", _("Add"), self.added.emit)
        self._line.addWidget(self._add)
        self._remove = link(f"{name}.remove", _("Take out the one selected"), self._take_out)
        self._remove.hide()
        self.table.chosen.connect(lambda row: self._remove.setVisible(row is not None))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 0, 8, 8)
        rows.setSpacing(8)
        rows.addLayout(self._line)
        rows.addWidget(self._below)
        rows.addWidget(self.table, 1)
        rows.addWidget(self._remove)
        self.setFocusProxy(self.code)

    def ask_too(self, part: QWidget, stretch: int = 0) -> None:
        """Put another field of a new code into the line, before the button."""
        self._line.insertWidget(self._line.count() - 1, part, stretch)

    def hint(self, words: str) -> None:
        """What is said below the line while nothing is wrong."""
        self._hint = words
        self.say("")

    def say(self, wrong: str) -> None:
        """Say what is wrong with what stands in the line; nothing: the hint again."""
        self._below.setText(wrong or self._hint)
        restyle(self._below, role="error" if wrong else "muted")

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these and no others."""
        self.table.show_rows(rows)
        self._remove.setVisible(self.table.row() is not None)

    def _take_out(self) -> None:
        if (row := self.table.row()) is not None:
            self.removed.emit(row)
