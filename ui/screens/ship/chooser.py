"""What leaves: an open shipment, an order, or goods to a customer without one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from lsn_desktop.services.documents import choosing
from lsn_desktop.services.shipments import ship_choosing, shipping
from ui.dock.document_chooser import DocumentChooser, going_on, here_first, offer
from ui.dock.posted_last import PostedLast
from ui.page import PageHead
from ui.parts.buttons import quiet
from ui.parts.card import Card
from ui.parts.choice_box import ChoiceBox
from ui.parts.empty_state import EmptyState
from ui.parts.form import Form
from ui.screens.ship import facts, words
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.domain.outcomes import Expectation, Outcome
    from lsn_desktop.storage.sales_orders import SalesOrder
    from lsn_desktop.storage.shipments import Shipment
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.scans.scan_loop import ScanLoop
    from ui.scans.scan_words import BannerWords
    from ui.screens.ship.facts import Choice


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
    order_id: int = 0
    document_id: int = 0


class Chooser(DocumentChooser[Leaves, "Choice"]):
    """The orders to choose from; a scanned order, shipment or customer opens one too."""

    def __init__(self, desk: Desk, loop: ScanLoop) -> None:
        empty = EmptyState(
            desk.theme,
            "ship",
            _("Nothing is ordered"),
            _("Enter or import sales orders on page Items, or ship to a customer without one."),
        )
        table: Table[Leaves] = Table(
            "ship.orders", _("To leave"), _columns(), desk.theme, empty
        )
        super().__init__(desk, loop, table)
        self._customer = ChoiceBox()
        self._posted: PostedLast[Shipment] = PostedLast(
            desk.theme, "ship.recent", _("Shipments posted last"), _recent_columns()
        )
        self._lay_out()
        self._posted.chosen.connect(self.posted_chosen)

    def load(self) -> Choice:
        return facts.choice(self.desk.program.database)

    def words(self, outcome: Outcome) -> BannerWords:
        return words.banner_words(outcome, self.desk.station.by().on)

    def failed(self) -> str:
        return _("The orders cannot be listed")

    def show_loaded(self, choice: Choice) -> None:
        self.table.show_rows(rows_of(choice, self.desk.station.workstation_id))
        offer(self._customer, ((one.id, one.name) for one in choice.customers))
        self._start.setEnabled(bool(choice.customers))
        self._posted.show_posted(choice.recent)

    def opening(self, row: Leaves) -> Callable[[Tx, Expectation], Outcome]:
        return opened_draft(row.document_id) if row.document_id else opened_order(row.order_id)

    def _begin(self) -> None:
        self.banner.hide()
        if self._customer.currentData() is not None:
            self.loop.change(opened_customer(self._customer.currentData()))

    def _lay_out(self) -> None:
        head = PageHead(_("Ship"), _("Scan the order's number, or choose it here"))
        form = Form("ship.any")
        form.add("customer", _("Customer"), self._customer)
        self._start = quiet("ship.any.start", _("Begin a shipment"), self._begin)
        other = Card(_("Without an order"))
        other.add(form)
        other.add(self._start)
        self.begin_by_enter(self._begin, self._start, self._customer)
        self.lay_out(head, ("ship.open", _("Ship")), other, self._posted)


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
    here, elsewhere = here_first(choice.drafts, workstation_id)
    begun = {one.order_id for one in here}
    rows = [_of_draft(one, here=one in here) for one in here + elsewhere]
    return rows + [_of_order(one) for one in choice.orders if one.id not in begun]


def _of_draft(draft: Shipment, *, here: bool) -> Leaves:
    what, tone = going_on(draft, here=here)
    return Leaves(
        draft.order or _("without an order"),
        draft.customer,
        draft.reference,
        str(draft.due_on or ""),
        draft.number,
        what,
        tone,
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
