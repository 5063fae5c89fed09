"""A table of what the database keeps: asked when first looked at, and again on changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ui.asking import ask
from ui.tables.table import Table
from ui.tables.table_service import TableService

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from lsn_desktop.storage.transactions import Connection
    from ui.desk import Desk
    from ui.parts.empty_state import EmptyState
    from ui.tables.row_sources import Fetch, Survey
    from ui.tables.rows_model import Column

Row = TypeVar("Row")
_FIELDS = "item"  # what a family's new field is told as


class Listing(Table[Row]):
    """A table that knows where its rows come from, and which changes touch them."""

    def __init__(
        self,
        desk: Desk,
        name: str,
        says: str,
        columns: Sequence[Column[Row]],
        empty: EmptyState,
        rows: tuple[Fetch[Row], AbstractSet[str]],
        survey: Survey[Row] | None = None,
    ) -> None:
        super().__init__(name, says, columns, desk.theme, empty)
        self._source, self._touched = rows
        self._survey = survey
        self._more: Callable[[Connection], Sequence[Column[Row]]] | None = None
        self._desk, self._is_asked = desk, False
        self._service = TableService(desk, self)
        desk.changes.changed.connect(self._follow)

    def also(self, more: Callable[[Connection], Sequence[Column[Row]]]) -> None:
        """Have the columns, too, that this question tells; it is asked before the rows."""
        self._more = more

    def ask_once(self) -> None:
        """Ask for the first page, if that was not done yet."""
        if not self._is_asked:
            self._is_asked = True
            self._look_for_columns(self._begin_as_left)

    def ask_anew(self) -> None:
        """Ask for the first page, or again for what is looked at."""
        if self._is_asked:
            self.reload()
        else:
            self.ask_once()

    def show_paper(self) -> None:
        """Show what is listed as a PDF, which the system's viewer prints."""
        self._service.show_paper()

    def _begin_as_left(self) -> None:
        self._service.remember(self._ask_first)

    def _look_for_columns(self, then: Callable[[], None]) -> None:
        """Ask which columns there are beside those every company has."""
        if self._more is None:
            then()
            return

        def widen(columns: Sequence[Column[Row]]) -> None:
            self.widen(columns)
            then()

        ask(self._desk, self._more, widen, self.failed.emit)

    def _ask_first(self) -> None:
        self.fetch_from(self._source, self._desk.lanes, self._survey)

    def reload(self) -> None:
        """Ask again, if anything was asked yet."""
        if self._is_asked:
            super().reload()

    def _follow(self, subjects: frozenset[str]) -> None:
        if self._is_asked and self._more is not None and _FIELDS in subjects:
            self._look_for_columns(self.reload)
        elif subjects & self._touched:
            self.reload()
