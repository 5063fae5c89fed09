"""Which shipment is filled: an order by our number or the customer's, a draft, a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import mark, message
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.documents import choosing
from lsn_desktop.services.shipments import shipping
from lsn_desktop.storage import catalogue, documents, sales_orders

if TYPE_CHECKING:
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.sales_orders import SalesOrder
    from lsn_desktop.storage.transactions import Tx

_SHOWN = 60
_ANOTHER = mark("Choose another order or customer.")


def choose_by_scan(tx: Tx, reading: Reading, _expected: Expectation, _scan_id: int) -> Outcome:
    """Open the shipment of what is scanned.

    Raises:
        Refusal: it names no order, draft or customer, nothing is left of the order, or the
            draft is open elsewhere.
    """
    text = reading.text.strip()
    if order := sales_orders.by_number(tx.connection, text):
        return opened(tx, shipping.open_for_order(tx, order.id))
    if theirs := sales_orders.by_reference(tx.connection, text):
        return opened(tx, shipping.open_for_order(tx, _the_one(theirs, text).id))
    head = documents.by_number(tx.connection, text)
    if head is not None and head.kind == shipping.KIND and head.reverses_id is None:
        return opened(tx, choosing.draft_of_ours(tx, head, _ANOTHER).id)
    if party := catalogue.party_by_code(tx.connection, text):
        return opened(tx, shipping.open_for_customer(tx, party.id))
    if gtin := reading.gtin or reading.content_gtin:
        pack = catalogue.item_by_gtin(tx.connection, gtin)
        raise refusal(
            "No shipment is chosen for {goods}.",
            "Scan the order's number or choose the customer, then scan the goods.",
            goods=pack.item.description if pack else gtin,
        )
    raise refusal(
        "{text} is no order of a customer.",
        "Choose the order or the customer first, then scan the goods.",
        text=text[:_SHOWN] or "(empty)",
    )


def opened(tx: Tx, document_id: int) -> Outcome:
    """What is said of a shipment that is open now."""
    head = documents.by_id(tx.connection, document_id)
    words = message(
        "{number} to {customer}: scan the goods", number=head.number, customer=head.party or "-"
    )
    after = Expectation(document_id)
    return Outcome(
        OutcomeKind.HEARD, words, after, _beside(tx, head.sales_order_id, head.number)
    )


def _beside(tx: Tx, order_id: int | None, number: str) -> Message | None:
    """Who else ships the same order at this moment."""
    drafts = sales_orders.drafts_of(tx.connection, order_id) if order_id else []
    others = [one for one in drafts if one != number]
    return (
        message("It is shipped with {others} too.", others=", ".join(others))
        if others
        else None
    )


def _the_one(orders: list[SalesOrder], text: str) -> SalesOrder:
    """The order a customer's number means: the open one.

    Raises:
        Refusal: several are open that customers call so.
    """
    still = [one for one in orders if one.status == "open"]
    if len(still) > 1:
        raise refusal(
            "{text} is the number of {orders}.",
            "Scan our number of the order, or choose it in the list.",
            text=text,
            orders=", ".join(f"{one.number} ({one.customer})" for one in still),
        )
    return next(iter(still or orders))
