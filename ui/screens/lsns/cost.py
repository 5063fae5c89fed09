"""What it cost: in all, each, what is left of it is worth, and from which document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsn_desktop.domain import costing
from lsn_desktop.domain.messages import _, mark, message
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.services.costs import cost_rows
from lsn_desktop.storage.cost_pages import Source
from ui.asking import ask
from ui.parts.days import instant
from ui.parts.empty_state import EmptyState
from ui.parts.money import KINDS, foreign_text, kept_text, money_text
from ui.parts.text import named, plain, quantity_text
from ui.tables.rows_model import Column
from ui.tables.table import Table
from ui.tables.table_service import TableService
from ui.tasks import Asked

if TYPE_CHECKING:
    from lsn_desktop.services.costs.cost_rows import LsnCost
    from lsn_desktop.storage.lsn_pages import LsnPage
    from ui.desk import Desk
    from ui.parts.notice import Notice

_WHAT = {
    "purchase": mark("Purchase"),
    "material": mark("Material"),
    "labour": mark("Labour"),
    "overhead": mark("Overhead"),
    "adjustment": mark("Adjustment"),
}


class CostTab(QWidget):
    """Its layers of cost in order; Enter opens the receipt one came from."""

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self._desk, self._notice = desk, notice
        self._page: LsnPage | None = None
        self._asked = Asked()
        self._total, self._more = plain("", "figure"), plain("", "muted", wrap=True)
        named(self._total, "lsn.cost.total", _("What it cost"))
        named(self._more, "lsn.cost.each", _("What one cost, and what is left is worth"))
        self._table: Table[Source] = Table(
            "lsn.cost",
            _("Where its cost comes from"),
            (
                Column[Source](_("When"), self._when, width=150),
                Column[Source](_("What"), _what),
                Column[Source](_("Document"), lambda row: row.document, mono=True, width=130),
                Column[Source](_("Quantity"), self._quantity, right=True, width=110),
                Column[Source](
                    _("Amount"),
                    lambda row: kept_text(row.amount, row.currency),
                    right=True,
                    width=160,
                    value=lambda row: costing.said(row.amount),
                ),
                Column[Source](_("Paid as"), _paid, right=True, width=250, missable=True),
            ),
            desk.theme,
            EmptyState(
                desk.theme,
                "document",
                _("What it cost is not known"),
                _("Give the order its prices, or open the receipt and enter them there: C."),
            ),
        )
        TableService(desk, self._table).remember()
        self._table.opened.connect(self._open)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(self._total)
        rows.addWidget(self._more)
        rows.addSpacing(8)
        rows.addWidget(self._table, 1)
        desk.changes.changed.connect(self._follow)

    def tell(self, page: LsnPage) -> None:
        """Ask what another LSN cost."""
        self._page = page
        lsn_id, on_hand, decimals = page.lsn.id, page.totals.on_hand, page.row.decimals
        self._asked.cancel()
        self._asked = ask(
            self._desk,
            lambda connection: cost_rows.of_lsn(connection, lsn_id, on_hand, decimals),
            self._show,
            self._notice.refuse,
        )

    def _show(self, cost: LsnCost) -> None:
        self._table.show_rows(cost.sources)
        page = self._page
        known = bool(cost.sources) and cost.each is not None and page is not None
        for part in (self._total, self._more):
            part.setVisible(known)
        if page is None or cost.each is None:
            return
        in_all = message("{amount} in all", amount=money_text(cost.total, cost.currency))
        self._total.setText(str(in_all))
        words = message(
            "for {quantity} {unit} · {each} each · {on_hand} {unit} on hand are worth {worth}",
            quantity=quantity_text(cost.quantity),
            unit=page.row.unit,
            each=money_text(cost.each, cost.currency),
            on_hand=quantity_text(off_grid(page.totals.on_hand, page.row.decimals)),
            worth=money_text(cost.worth, cost.currency),
        )
        self._more.setText(str(words))

    def _open(self, row: Source) -> None:
        if row.document_kind in {"receipt", "opening"}:  # the others have no page
            self._desk.go("documents", row.document_id)

    def _follow(self, subjects: frozenset[str]) -> None:
        if "cost" in subjects and self._page is not None:
            self.tell(self._page)

    def _when(self, row: Source) -> str:
        return instant(row.at, self._desk.station.time_zone)

    def _quantity(self, row: Source) -> str:
        decimals = self._page.row.decimals if self._page else 0
        return quantity_text(off_grid(row.quantity, decimals))


def _what(row: Source) -> str:
    what = _(KINDS[row.charge]) if row.charge else _(_WHAT[row.kind])
    if row.party:
        what = f"{what}, {row.party}"
    if row.document_kind == "adjustment":
        came = row.amount >= 0
        words = mark("{what}: came from another code") if came else _WENT
        return str(message(words, what=what))
    return str(message("{what}: taken back", what=what)) if row.amount < 0 else what


_WENT = mark("{what}: went to another code")


def _paid(row: Source) -> str:
    return foreign_text(row.original_amount, row.original_currency, row.rate, row.rate_on)
