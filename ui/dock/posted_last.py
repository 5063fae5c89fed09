"""The documents posted last, beside what is still to be done: Enter looks at one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtCore import Signal

from lsn_desktop.domain.messages import _
from ui.parts.card import Card
from ui.parts.text import named
from ui.tables.rows_model import Column, RowsModel
from ui.tables.table_view import TableView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex

    from ui.parts.theme import Theme


class Posted(Protocol):
    """A document that was posted, by its row number."""

    @property
    def id(self) -> int: ...


Row = TypeVar("Row", bound=Posted)


class PostedLast(Card, Generic[Row]):
    """A card that is there only where something was posted."""

    chosen = Signal(int)  # the document's row number

    def __init__(self, theme: Theme, name: str, says: str, columns: list[Column[Row]]) -> None:
        super().__init__(_("Posted last"))
        self._rows: RowsModel[Row] = RowsModel(columns, theme, self)
        view = TableView(self._rows)
        named(view, name, says)
        view.horizontalHeader().hide()
        view.horizontalHeader().setStretchLastSection(True)
        view.opened.connect(self._open)
        self.add(view, 1)
        self.hide()

    def show_posted(self, rows: Sequence[Row]) -> None:
        """Show these, or nothing at all."""
        self._rows.show(rows)
        self.setVisible(bool(rows))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._rows.row(index).id)
