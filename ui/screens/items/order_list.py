"""Purchase orders, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from lsn_desktop.storage import orders
from lsn_desktop.storage.orders import PurchaseOrder
from ui.empty_state import EmptyState
from ui.rows_model import Column
from ui.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.desk import Desk
    from ui.row_sources import Wanted

_TOUCHED = {"order", "document"}


class OrderList(QWidget):
    """The table of purchase orders, asked page by page."""

    def __init__(self, desk: Desk, begin: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._asked = desk, False
        self.table: Table[PurchaseOrder] = Table(
            "orders.table",
            _("Purchase orders"),
            (
                Column[PurchaseOrder](
                    _("Number"), lambda row: row.number, mono=True, width=200
                ),
                Column[PurchaseOrder](_("Vendor"), lambda row: row.vendor),
                Column[PurchaseOrder](_("Due"), lambda row: str(row.due_on or ""), width=130),
                Column[PurchaseOrder](
                    _("Lines"), lambda row: str(row.lines), right=True, width=90
                ),
                Column[PurchaseOrder](
                    _("State"),
                    lambda row: _("Open") if row.status == "open" else _("All received"),
                    tone=lambda row: "accent" if row.status == "open" else "ok",
                    icon=lambda row: "waiting" if row.status == "open" else "check",
                    width=160,
                ),
            ),
            desk.theme,
            EmptyState(
                desk.theme,
                "document",
                _("No purchase orders yet"),
                _("Enter one, or import them from a CSV file. Goods may also come without."),
                ("orders.first", _("New order"), begin),
            ),
        )
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.table)
        desk.changes.changed.connect(self._follow)

    def ask_once(self) -> None:
        """Ask for the first page, if that was not done yet."""
        if not self._asked:
            self._asked = True
            self.table.fetch_from(self._fetch, self._desk.lanes)

    def _fetch(self, wanted: Wanted[PurchaseOrder]) -> Sequence[PurchaseOrder]:
        after = wanted.after.id if wanted.after else None
        with self._desk.program.database.reading() as connection:
            return orders.listed(connection, wanted.needle, after=after, n=wanted.count)

    def _follow(self, subjects: frozenset[str]) -> None:
        if self._asked and subjects & _TOUCHED:
            self.table.reload()
