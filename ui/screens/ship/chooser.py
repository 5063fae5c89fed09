"""What leaves: an open shipment, an order, or goods to a customer without one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.services import choosing, ship_choosing, shipping
from ui import dock_layout, dock_words, meanings
from ui.buttons import primary, quiet
from ui.card import Card
from ui.choice_box import ChoiceBox
from ui.empty_state import EmptyState
from ui.form import Form
from ui.page import PageHead
from ui.posted_last import PostedLast
from ui.rows_model import Column
from ui.scan_banner import ScanBanner
from ui.screens.ship import facts, words
from ui.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from lsn_desktop.domain.outcomes import Expectation, Outcome
    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.storage.sales_orders import SalesOrder
    from lsn_desktop.storage.shipments import Shipment
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.scan_loop import Meant, ScanLoop
    from ui.screens.ship.facts import Choice
    from ui.shown import Act


@dataclass(frozen=True, slots=True)
class Leaves:
    """A row of the list: an order of which something is to leave, or an open shipment."""

    order: str
    customer: str
    theirs: str
    due: str
    number: str
    what: str
    tone: str
    order_id: int | None = None
    document_id: int | None = None


class Chooser(QWidget):
    """The orders to choose from; a scanned order, shipment or customer opens one too."""

    posted_chosen = Signal(int)  # a shipment to look at

    def __init__(self, desk: Desk, loop: ScanLoop) -> None:
        super().__init__()
        self._desk, self._loop = desk, loop
        self._banner = ScanBanner(desk.theme)
        self._banner.hide()
        empty = EmptyState(
            desk.theme,
            "ship",
            _("Nothing is ordered"),
            _("Enter or import sales orders on page Items, or ship to a customer without one."),
        )
        self.table: Table[Leaves] = Table(
            "ship.orders", _("To leave"), _columns(), desk.theme, empty
        )
        self._customer = ChoiceBox()
        self._posted: PostedLast[Shipment] = PostedLast(
            desk.theme, "ship.recent", _("Shipments posted last"), _recent_columns()
        )
        self._lay_out()
        self.table.opened.connect(self._open)
        self._posted.chosen.connect(self.posted_chosen)

    def reload(self) -> None:
        """Ask again what is to leave."""
        database = self._desk.program.database
        self._desk.lanes.read(lambda: facts.choice(database), self._show, self.fail)

    def take_focus(self) -> None:
        """The first order is marked; Enter opens it, letters find another."""
        self.table.view.setFocus()

    def tell(self, outcome: Outcome) -> None:
        """A scan that opened nothing."""
        self._banner.tell(words.banner_words(outcome, self._desk.station.by().on))
        self._banner.show()

    def fail(self, error: Exception) -> None:
        """Say why there is no list."""
        self._banner.tell(dock_words.failed_words(_("The orders cannot be listed"), error))
        self._banner.show()

    def meant(self, asked: Command) -> Meant:
        """What a command barcode means here: next is Enter, on the row that is marked."""
        acts: dict[str, Act] = {"next": self._open_marked} if self.table.row() else {}
        if self._banner.isVisibleTo(self):
            acts["back"] = self.go_back
        return meanings.by_name(asked, acts)

    def go_back(self) -> bool:
        """Clear what was said, or what was typed into Find."""
        if self._banner.isVisibleTo(self):
            self._banner.hide()
            return True
        return self.table.go_back()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and (self._start.hasFocus() or self._customer.hasFocus()):
            self._begin()
        else:
            super().keyPressEvent(event)

    def _show(self, choice: Choice) -> None:
        self.table.show_rows(rows_of(choice, self._desk.station.workstation_id))
        before = self._customer.currentData()
        self._customer.clear()
        for one in choice.customers:
            self._customer.addItem(one.name, one.id)
        self._customer.setCurrentIndex(max(0, self._customer.findData(before)))
        self._start.setEnabled(bool(choice.customers))
        self._posted.show_posted(choice.recent)

    def _open(self, row: Leaves) -> None:
        self._banner.hide()
        if row.document_id is not None:
            self._loop.change(opened_draft(row.document_id))
        elif row.order_id is not None:
            self._loop.change(opened_order(row.order_id))

    def _open_marked(self) -> None:
        row = self.table.row()
        if row is not None:
            self._open(row)

    def _begin(self) -> None:
        self._banner.hide()
        if self._customer.currentData() is not None:
            self._loop.change(opened_customer(self._customer.currentData()))

    def _lay_out(self) -> None:
        head = PageHead(_("Ship"), _("Scan the order's number, or choose it here"))
        self._go = primary("ship.open", _("Ship"), self._open_marked)
        self._go.setEnabled(False)  # until there is an order to open
        self.table.chosen.connect(lambda row: self._go.setEnabled(row is not None))
        head.add_action(self._go)
        leaves = Card(_("To leave"))
        leaves.add(self.table, 1)
        form = Form("ship.any")
        form.add("customer", _("Customer"), self._customer)
        self._start = quiet("ship.any.start", _("Begin a shipment"), self._begin)
        other = Card(_("Without an order"))
        other.add(form)
        other.add(self._start)
        side = dock_layout.beside(other, self._posted)
        dock_layout.lay_out_choice(self, head, self._banner, leaves, side)


def opened_order(order_id: int) -> Callable[[Tx, Expectation], Outcome]:
    """Ship an order: its draft here, or a new shipment."""

    def act(tx: Tx, _expected: Expectation) -> Outcome:
        return ship_choosing.opened(tx, shipping.open_for_order(tx, order_id))

    return act


def opened_customer(customer_id: int) -> Callable[[Tx, Expectation], Outcome]:
    """Ship to a customer without an order."""

    def act(tx: Tx, _expected: Expectation) -> Outcome:
        return ship_choosing.opened(tx, shipping.open_for_customer(tx, customer_id))

    return act


def opened_draft(document_id: int) -> Callable[[Tx, Expectation], Outcome]:
    """Go on with a draft; one of another workstation is taken over."""

    def act(tx: Tx, _expected: Expectation) -> Outcome:
        choosing.take_over(tx, document_id)
        return ship_choosing.opened(tx, document_id)

    return act


def rows_of(choice: Choice, workstation_id: int) -> list[Leaves]:
    """Open shipments first, those of this workstation before others; then what is ordered.

    An order that is being shipped here stands once: choosing it goes on with its shipment.
    """
    here = [one for one in choice.drafts if one.workstation_id == workstation_id]
    elsewhere = [one for one in choice.drafts if one.workstation_id != workstation_id]
    begun = {one.order_id for one in here}
    rows = [_of_draft(one, here=one in here) for one in here + elsewhere]
    return rows + [_of_order(one) for one in choice.orders if one.id not in begun]


def _of_draft(draft: Shipment, *, here: bool) -> Leaves:
    what = _("Go on") if here else message("On {station}: take over", station=draft.workstation)
    return Leaves(
        draft.order or _("without an order"),
        draft.customer,
        draft.reference,
        str(draft.due_on or ""),
        draft.number,
        str(what),
        "accent" if here else "attention",
        document_id=draft.id,
    )


def _of_order(order: SalesOrder) -> Leaves:
    what = _("Rest of it") if order.shipped else _("Ship")
    due = str(order.due_on or "")
    return Leaves(
        order.number, order.customer, order.reference, due, "", what, "accent",
        order_id=order.id,
    )  # fmt: skip


def _columns() -> list[Column[Leaves]]:
    return [
        Column(_("Order"), lambda row: row.order, "order", mono=True, width=120),
        Column(_("Customer"), lambda row: row.customer, "customer"),
        Column(_("Their number"), lambda row: row.theirs, "theirs", width=115),
        Column(_("Due"), lambda row: row.due, "due", width=105),
        Column(_("Shipment"), lambda row: row.number, "number", width=95),
        Column("", lambda row: row.what, tone=lambda row: row.tone, width=115),
    ]


def _recent_columns() -> list[Column[Shipment]]:
    return [
        Column(_("Shipment"), lambda row: row.number, width=96),
        Column(
            _("Customer"),
            lambda row: _("reversed") if row.reversed else row.customer,
            tone=lambda row: "attention" if row.reversed else "muted",
        ),
    ]
