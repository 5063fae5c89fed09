"""What is on hand of an item, lot by lot, and what was done to its record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from lsn_desktop.storage.lists import LsnRow
from lsn_desktop.storage.timeline import Audited
from ui.parts.days import instant
from ui.parts.empty_state import EmptyState
from ui.tables import lsn_table
from ui.tables.rows_model import Column
from ui.tables.table import Table
from ui.tables.table_service import TableService

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.screens.items.facts import OnItem


class OnHand(QWidget):
    """The lots and serials of an item; Enter opens the page of one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        on = desk.station.by().on
        self._table: Table[LsnRow] = Table(
            "item.on_hand",
            _("Lots and serials of this item"),
            (
                Column[LsnRow](_("Code"), lambda row: row.code, "code", mono=True),
                Column[LsnRow](
                    _("Expires"),
                    lambda row: row.expiry.isoformat() if row.expiry else "",
                    "expiry",
                    width=110,
                ),
                Column[LsnRow](
                    _("Status"),
                    lambda row: lsn_table.status_words(row.status(on)),
                    tone=lambda row: lsn_table.status_tone(row.status(on)),
                    width=110,
                    missable=True,
                ),
                Column[LsnRow](_("On hand"), lsn_table.on_hand, right=True, width=120),
            ),
            desk.theme,
            EmptyState(
                desk.theme,
                "lsns",
                _("Nothing of it came in yet"),
                _("Each lot and serial that is received stands here."),
            ),
        )
        TableService(desk, self._table).remember()
        self._table.opened.connect(self._open)
        _fill(self, self._table)

    def tell(self, item_id: int) -> None:
        """Ask for the lots of another item."""
        source = lsn_table.source(self._desk, item_id=item_id)
        survey = lsn_table.survey(self._desk, item_id=item_id)
        self._table.fetch_from(source, self._desk.lanes, survey)

    def _open(self, row: LsnRow) -> None:
        self._desk.go("lsns", row.id)


class History(QWidget):
    """Who changed the record of an item, when, from what to what."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._table: Table[Audited] = Table(
            "item.history",
            _("What was done to this item"),
            (
                Column[Audited](_("When"), self._when, "at", key=lambda row: row.at, width=140),
                Column[Audited](
                    _("Who"), lambda row: row.user, "user", width=110, missable=True
                ),
                Column[Audited](_("What"), lambda row: str(row.words)),
            ),
            desk.theme,
            EmptyState(
                desk.theme,
                "timeline",
                _("Nothing was done to it yet"),
                _("Each change is told here with what stood there before."),
            ),
        )
        _fill(self, self._table)

    def tell(self, on: OnItem) -> None:
        """Show what was done to another item."""
        self._table.show_rows(on.audit)

    def _when(self, row: Audited) -> str:
        return instant(row.at, self._desk.station.time_zone)


def _fill(part: QWidget, table: QWidget) -> None:
    rows = QVBoxLayout(part)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.addWidget(table)
