"""The serials of a lot, each a page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from ui.parts.empty_state import EmptyState
from ui.tables import lsn_table
from ui.tables.table import Table
from ui.tables.table_service import TableService

if TYPE_CHECKING:
    from lsn_desktop.storage.lists import LsnRow
    from lsn_desktop.storage.lsn_pages import LsnPage
    from ui.desk import Desk


class SerialsTab(QWidget):
    """The pieces of a lot whose pieces have serial numbers."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._table: Table[LsnRow] = Table(
            "lsn.serials",
            _("Serials of this lot"),
            lsn_table.columns(desk.station.by().on),
            desk.theme,
            EmptyState(
                desk.theme,
                "lsns",
                _("This lot has no serials"),
                _("Its pieces are not told apart."),
            ),
        )
        TableService(desk, self._table).remember()
        self._table.opened.connect(self._open)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._table)

    def tell(self, page: LsnPage) -> None:
        """Show the serials of another lot."""
        if page.serials:
            source = lsn_table.source(self._desk, lot_id=page.lsn.id)
            survey = lsn_table.survey(self._desk, lot_id=page.lsn.id)
            self._table.fetch_from(source, self._desk.lanes, survey)

    def _open(self, row: LsnRow) -> None:
        self._desk.go("lsns", row.id)
