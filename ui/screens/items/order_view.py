"""One purchase order: what was ordered, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsn_desktop.domain import costing
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.storage import costs, orders
from lsn_desktop.storage.orders import Expected
from ui.asking import ask
from ui.page import PageHead
from ui.parts.buttons import primary
from ui.parts.card import Card, badge, rebadge
from ui.parts.empty_state import EmptyState
from ui.parts.money import amount_text
from ui.parts.notice import Notice
from ui.parts.text import quantity_text
from ui.tables.rows_model import Column
from ui.tables.table import Table
from ui.tasks import Asked

if TYPE_CHECKING:
    from lsn_desktop.storage.orders import PurchaseOrder
    from ui.desk import Desk

    _Found = tuple[PurchaseOrder, list[Expected], dict[int, tuple[int, int]]]


class OrderView(QWidget):
    """Its lines; Receive begins or goes on with a receipt against it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._order_id = desk, 0
        self._asked = Asked()
        self._prices: dict[int, tuple[int, int]] = {}  # by line: of one, and its decimals
        self._head, self._state, self._notice = PageHead(""), badge(""), Notice("order.notice")
        self._receive = primary("order.receive", _("Receive"), self._go_receive)
        self._head.add_badge(self._state)
        self._head.add_action(self._receive)
        self._table: Table[Expected] = Table(
            "order.lines",
            _("Lines of the order"),
            (
                Column[Expected](
                    _("Line"),
                    lambda row: str(row.number),
                    "number",
                    right=True,
                    key=lambda row: row.number,
                    width=80,
                    missable=True,
                ),
                Column[Expected](
                    _("SKU"), lambda row: row.sku, "sku", mono=True, width=180, missable=True
                ),
                Column[Expected](_("Item"), lambda row: row.description, "item"),
                Column[Expected](
                    _("Ordered"), lambda row: _quantity(row, row.ordered), right=True, width=140
                ),
                Column[Expected](
                    _("Received"),
                    lambda row: _quantity(row, row.received),
                    right=True,
                    tone=_tone,
                    width=140,
                ),
                Column[Expected](
                    _("Still to come"),
                    lambda row: _quantity(row, max(0, row.ordered - row.received)),
                    right=True,
                    tone=lambda row: "text" if row.received < row.ordered else "muted",
                    width=140,
                ),
                Column[Expected](
                    _("Price"), self._price_of, right=True, width=110, missable=True
                ),
            ),
            desk.theme,
            EmptyState(
                desk.theme, "document", _("This order has no lines"), _("Enter another one.")
            ),
        )
        self._table.opened.connect(self._open)
        card = Card(padding=8)
        card.add(self._table, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        rows.addWidget(self._head)
        rows.addWidget(self._notice)
        rows.addWidget(card, 1)
        desk.changes.changed.connect(self._follow)

    def open_order(self, order_id: int, words: str = "") -> None:
        """Show another order, and what was just done to it."""
        self._order_id = order_id
        self._notice.clear()
        if words:
            self._notice.ok(words)
        self._table.view.setFocus()
        self._reload()

    def _reload(self) -> None:
        order_id = self._order_id
        self._asked.cancel()
        self._asked = ask(
            self._desk,
            lambda connection: (
                orders.by_id(connection, order_id),
                lines := orders.expected(connection, order_id),
                costs.prices(connection, [line.line_id for line in lines]),
            ),
            self._tell,
            self._notice.refuse,
        )

    def _price_of(self, row: Expected) -> str:
        known = self._prices.get(row.line_id)
        return "" if known is None else amount_text(costing.said(known[0]))

    def _tell(self, found: _Found) -> None:
        order, lines, self._prices = found
        due = str(message("due {day}", day=order.due_on)) if order.due_on else _("no due day")
        self._head.tell(order.number, f"{order.vendor} · {due}")
        is_open = order.status == "open"
        rebadge(
            self._state,
            _("Open") if is_open else _("All received"),
            "accent" if is_open else "ok",
        )
        self._receive.setEnabled(is_open)
        self._table.show_rows(lines)

    def _go_receive(self) -> None:
        self._desk.go("orders", self._order_id)

    def _open(self, row: Expected) -> None:
        self._desk.go("items", row.item_id)

    def _follow(self, subjects: frozenset[str]) -> None:
        if self._order_id and subjects & {"order", "document"}:
            self._reload()


def _quantity(row: Expected, quantity: int) -> str:
    return f"{quantity_text(off_grid(quantity, row.decimals))} {row.unit}"


def _tone(row: Expected) -> str:
    if row.received > row.ordered:
        return "attention"
    return "ok" if row.received == row.ordered else "text"
