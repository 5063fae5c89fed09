"""What a list does beyond its rows: it remembers how it looks, and leaves as a file."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from lsn_desktop.domain.messages import _
from lsn_desktop.paper import table_files
from lsn_desktop.services.office import view_layouts
from lsn_desktop.storage import house
from ui import saving
from ui.asking import ask, change

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.services.office.view_layouts import Layout
    from lsn_desktop.sheets.values import Value
    from ui.desk import Desk
    from ui.tables.rows_model import Column
    from ui.tables.table import Table

_PAGE = 5_000  # rows asked for at a time


class TableService(QObject):
    """Gives a table of a desk its memory, by the user who looks at it, and its files."""

    def __init__(self, desk: Desk, table: Table[Any]) -> None:
        super().__init__(table)
        self._desk, self._table = desk, table
        self._kept: Layout = view_layouts.USUAL
        table.columns.changed.connect(self._keep)
        table.acts += [
            (_("Save as XLSX…"), partial(self.save, ".xlsx")),
            (_("Save as CSV…"), partial(self.save, ".csv")),
            (_("Save as PDF…"), partial(self.save, ".pdf")),
            (_("Show as PDF, to print"), self.show_paper),
        ]

    def remember(self, then: Callable[[], None] | None = None) -> None:
        """Make the table look as this user left it, and go on."""

        def look(layout: Layout) -> None:
            self._kept = layout
            self._table.look_like(layout)
            if then is not None:
                then()
            elif layout.sort and self._table.rows:
                self._table.reload()

        def without(_error: Exception) -> None:
            if then is not None:
                then()  # its rows will say what is wrong

        view, user_id = self._table.view.objectName(), self._desk.station.by().user_id
        ask(
            self._desk,
            lambda connection: view_layouts.remembered(connection, user_id, view),
            look,
            without,
        )

    def save(self, suffix: str) -> None:
        """Ask where to, and write all rows that are wanted now, as the columns show them."""
        name = f"{self._title} {self._desk.station.by().on}{suffix}"
        saving.save_as(
            self._desk,
            self._table,
            _("Save the list as"),
            name,
            self.content(suffix),
            self._table.notice,
        )

    def show_paper(self) -> None:
        """Show the list as a PDF in the system's viewer, which prints it."""
        saving.show(self._desk, f"{self._title}.pdf", self.content(".pdf"), self._table.notice)

    def content(self, suffix: str) -> Callable[[], bytes]:
        """What writes the file, off the UI thread: every row that the table would show."""
        columns = self._table.columns_in_sight()
        fetch, wanted = self._table.source, replace(self._table.wanted, count=_PAGE)
        title, database = self._title, self._desk.program.database

        def content() -> bytes:
            rows: list[Any] = list(fetch(wanted))
            page = len(rows)
            while page == _PAGE:
                more = fetch(replace(wanted, after=rows[-1]))
                page = len(more)
                rows += more
            cells = [[_value(one, row) for one in columns] for row in rows]
            with database.reading() as connection:
                company = house.the_company(connection)
            headings = [one.title for one in columns]
            whose = company.name if company else ""
            return table_files.as_file(suffix, title, headings, cells, whose)

        return content

    @property
    def _title(self) -> str:
        return self._table.view.accessibleName()

    def _keep(self) -> None:
        layout = self._table.layout_kept
        if layout == self._kept:
            return
        self._kept = layout
        view = self._table.view.objectName()
        change(
            self._desk,
            lambda tx: view_layouts.remember(tx, view, layout),
            lambda _done: None,
            self._table.notice.refuse,
        )


def _value(column: Column[Any], row: Any) -> Value:
    return column.text(row) if column.value is None else column.value(row)
