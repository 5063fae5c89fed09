"""One sales order: what is ordered, what left, and what is still to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain import costing
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.paper import shipping_papers
from lsn_desktop.services.shipments import selling
from lsn_desktop.storage import sales_orders
from lsn_desktop.storage.sales_orders import Wanted
from ui import saving
from ui.asking import ask, change
from ui.page import PageHead
from ui.parts.buttons import danger, primary, quiet
from ui.parts.card import Card, badge, rebadge
from ui.parts.empty_state import EmptyState
from ui.parts.money import amount_text
from ui.parts.notice import Notice
from ui.parts.text import named, plain, quantity_text
from ui.screens.items.sale_list import STATES
from ui.tables.rows_model import Column
from ui.tables.table import Table
from ui.tasks import Asked

if TYPE_CHECKING:
    from lsn_desktop.storage.sales_orders import SalesOrder
    from lsn_desktop.storage.transactions import Connection
    from ui.desk import Desk

_FOLLOWED = frozenset({"sales order", "document"})


class SaleView(QWidget):
    """Its lines; Ship begins or goes on with its shipment, Change opens it to be changed."""

    to_change = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._order_id, self._number = desk, 0, ""
        self._asked = Asked()
        self._head, self._state, self._notice = PageHead(""), badge(""), Notice("sale.notice")
        self._about = plain("", "muted", wrap=True)
        self._why = QLineEdit()
        self._cancel = danger("sale.cancel", _("Cancel it"), self._ask_why)
        self._change = quiet("sale.change", _("Change"), self._go_change)
        self._paper = quiet("sale.pick_list", _("Pick list (Ctrl+P)"), self.show_pick_list)
        self._ship = primary("sale.ship", _("Ship"), self._go_ship)
        empty = EmptyState(
            desk.theme, "ship", _("This order has no lines"), _("Enter another one.")
        )
        self._table: Table[Wanted] = Table(
            "sale.lines", _("Lines of the order"), _columns(), desk.theme, empty
        )
        self._table.opened.connect(lambda row: desk.go("items", row.item_id))
        self._lay_out()
        desk.changes.changed.connect(self._follow)

    def open_order(self, order_id: int, words: str = "") -> None:
        """Show another order, and what was just done to it."""
        self._order_id = order_id
        self._notice.clear()
        self._why.hide()
        if words:
            self._notice.ok(words)
        self._table.view.setFocus()
        self._reload()

    def show_pick_list(self) -> None:
        """What to take for it and where, in the system's viewer."""
        program, order_id = self._desk.program, self._order_id
        today = self._desk.station.by().on
        saving.show(
            self._desk,
            f"{self._number} pick list.pdf",
            lambda: shipping_papers.picking(program, order_id, today),
            self._notice,
        )

    def go_back(self) -> bool:
        """Leave the question why it is cancelled; False if it is not asked."""
        asked = self._why.isVisibleTo(self)
        self._why.hide()
        return asked

    def _reload(self) -> None:
        order_id = self._order_id

        def question(connection: Connection) -> tuple[SalesOrder, list[Wanted]]:
            lines = sales_orders.wanted(connection, order_id)
            return sales_orders.by_id(connection, order_id), lines

        self._asked.cancel()
        self._asked = ask(self._desk, question, self._tell, self._notice.refuse)

    def _tell(self, found: tuple[SalesOrder, list[Wanted]]) -> None:
        order, lines = found
        self._number = order.number
        due = str(message("due {day}", day=order.due_on)) if order.due_on else _("no due day")
        self._head.tell(order.number, f"{order.customer} · {due}")
        rebadge(self._state, *STATES[order.status][:2])
        about = (
            (_("Their number"), order.reference),
            (_("Ship to"), " · ".join(order.ship_to.split("\n"))),
            (_("Note"), order.note),
        )
        said = "   ".join(f"{label}: {value}" for label, value in about if value)
        self._about.setText(said)
        self._about.setVisible(bool(said))
        is_open = order.status == "open"
        for button in (self._ship, self._cancel, self._paper):
            button.setEnabled(is_open)
        self._change.setEnabled(order.status != "cancelled")
        self._table.show_rows([line for line in lines if line.ordered or line.shipped])

    def _ask_why(self) -> None:
        self._why.clear()
        self._why.show()
        self._why.setFocus()

    def _cancel_for(self) -> None:
        order_id, reason = self._order_id, self._why.text()
        words = str(message("{number} is cancelled.", number=self._number))

        def done(_nothing: None) -> None:
            self.open_order(order_id, words)

        change(
            self._desk,
            lambda tx: selling.cancel(tx, order_id, reason),
            done,
            self._notice.refuse,
        )

    def _go_ship(self) -> None:
        self._desk.go("sales orders", self._order_id)

    def _go_change(self) -> None:
        self.to_change.emit(self._order_id)

    def _follow(self, subjects: frozenset[str]) -> None:
        if self._order_id and subjects & _FOLLOWED:
            self._reload()

    def _lay_out(self) -> None:
        self._head.add_badge(self._state)
        for button in (self._cancel, self._change, self._paper, self._ship):
            self._head.add_action(button)
        named(self._why, "sale.why", _("Why is it cancelled? Enter cancels it, Esc leaves it"))
        self._why.setPlaceholderText(_("Why is it cancelled? Enter cancels it, Esc leaves it"))
        self._why.returnPressed.connect(self._cancel_for)
        self._why.hide()
        card = Card(padding=8)
        card.add(self._table, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        for part in (self._head, self._notice, self._why, self._about):
            rows.addWidget(part)
        rows.addWidget(card, 1)


def _columns() -> tuple[Column[Wanted], ...]:
    return (
        Column[Wanted](
            _("Line"), lambda row: str(row.number), "number", right=True,
            key=lambda row: row.number, width=70, missable=True,
        ),
        Column[Wanted](
            _("SKU"), lambda row: row.sku, "sku", mono=True, width=150, missable=True
        ),
        Column[Wanted](_("Item"), lambda row: row.description, "item"),
        Column[Wanted](_("Lot asked for"), lambda row: row.lsn, mono=True, width=140,
                       missable=True),
        Column[Wanted](
            _("Ordered"), lambda row: _quantity(row, row.ordered), right=True, width=120
        ),
        Column[Wanted](
            _("Shipped"), lambda row: _quantity(row, row.posted), right=True, width=120,
            tone=lambda row: "ok" if row.posted >= row.ordered else "text",
        ),
        Column[Wanted](
            _("On shipments"),
            lambda row: _quantity(row, row.drafted) if row.drafted else "",
            right=True, width=120, tone=lambda _row: "accent", missable=True,
        ),
        Column[Wanted](
            _("Still to go"), lambda row: _quantity(row, row.left), right=True, width=120,
            tone=lambda row: "text" if row.left else "muted",
        ),
        Column[Wanted](
            _("Price"),
            lambda row: "" if row.price is None else amount_text(costing.said(row.price)),
            right=True, width=100, missable=True,
        ),
    )  # fmt: skip


def _quantity(row: Wanted, quantity: int) -> str:
    return f"{quantity_text(off_grid(quantity, row.decimals))} {row.unit}"
