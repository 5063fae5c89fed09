"""Who did what to the record, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from lsn_desktop.storage.timeline import Audited
from ui.parts.days import instant
from ui.parts.empty_state import EmptyState
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from lsn_desktop.storage.lsn_pages import LsnPage
    from ui.desk import Desk


class AuditTab(QWidget):
    """The entries of the audit trail about it, newest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._table: Table[Audited] = Table(
            "lsn.audit",
            _("Audit"),
            (
                Column[Audited](_("When"), self._when, "at", key=lambda row: row.at, width=150),
                Column[Audited](_("Who"), lambda row: row.user, "user", width=170),
                Column[Audited](_("Act"), lambda row: row.action, "action", width=110),
                Column[Audited](_("What"), lambda row: str(row.words)),
            ),
            desk.theme,
            EmptyState(
                desk.theme,
                "verified",
                _("Nothing was done to the record itself"),
                _("Holds, corrections, labels and certificates are told here."),
            ),
        )
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._table)

    def tell(self, page: LsnPage) -> None:
        """Show what was done to another LSN."""
        self._table.show_rows(page.audit)

    def _when(self, row: Audited) -> str:
        return instant(row.at, self._desk.station.time_zone)
