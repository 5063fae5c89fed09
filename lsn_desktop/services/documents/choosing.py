"""Which delivery is being received: an order by its number, a draft to go on with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import mark, message
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.receipts import receiving
from lsn_desktop.storage import catalogue, documents, house, orders, receipts
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.catalogue import Location
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.transactions import Connection, Tx

_SHOWN = 60
_ANOTHER = mark("Choose another delivery.")


def usual_place(connection: Connection) -> Location:
    """Where goods are received unless another place is scanned.

    Raises:
        Refusal: there is no receiving place at all.
    """
    named = house.settings(connection).get("receiving place", "")
    place = catalogue.location_by_code(connection, named) if named else None
    if place is not None and place.is_real:
        return place
    for found in catalogue.real_locations(connection, ("receiving",)):
        return found
    raise refusal(
        "There is no place to receive into.", "Make a receiving place in Settings first."
    )


def receive_order(tx: Tx, order_id: int, uid: str) -> int:
    """The receipt for an order: the draft this workstation has open for it, or a new one.

    Raises:
        Refusal: there is no receiving place.
    """
    if draft := receipts.draft_of(tx.connection, order_id, tx.by.workstation_id):
        return draft
    place = usual_place(tx.connection)
    return receiving.open_receipt(
        tx, receiving.OpenReceipt(uid, place.id, purchase_order_id=order_id)
    )


def take_over(tx: Tx, document_id: int) -> None:
    """Go on here with a draft that was begun at another workstation.

    Raises:
        Refusal: it was posted or discarded meanwhile.
    """
    receipt = documents.by_id(tx.connection, document_id)
    if receipt.workstation_id == tx.by.workstation_id and receipt.status == "draft":
        return
    if not receipts.take_over(tx, document_id):
        raise refusal(
            "{number} is {status} already.",
            "Choose another delivery.",
            number=receipt.number,
            status=receipt.status,
        )
    before = receipts.workstation_name(tx.connection, receipt.workstation_id)
    words = message("{number} taken over from {station}", number=receipt.number, station=before)
    tx.entries.append(Entry("take over", words, "document", document_id))


def choose_by_scan(
    tx: Tx, reading: Reading, _expectation: Expectation, _scan_id: int
) -> Outcome:
    """Open what a scanned number names: an order, or a draft receipt of this workstation.

    Raises:
        Refusal: it names neither, everything of the order came, or the draft is elsewhere.
    """
    text = reading.text.strip()
    if order := orders.by_number(tx.connection, text):
        if order.status != "open":
            raise refusal(
                "{number} is {status}: nothing more is to come.",
                "Scan another order, or receive without an order.",
                number=order.number,
                status=order.status,
            )
        uid = tx.uid()
        return _opened(order.number, receive_order(tx, order.id, uid))
    receipt = documents.by_number(tx.connection, text)
    if receipt is not None and receipt.kind == "receipt" and receipt.reverses_id is None:
        return _opened(receipt.number, draft_of_ours(tx, receipt, _ANOTHER).id)
    if gtin := reading.gtin or reading.content_gtin:
        pack = catalogue.item_by_gtin(tx.connection, gtin)
        raise refusal(
            "No delivery is chosen for {goods}.",
            "Scan the order's number or choose the delivery, then scan the goods.",
            goods=pack.item.description if pack else gtin,
        )
    raise refusal(
        "{text} is no order of ours.",
        "Choose the delivery first, then scan the goods.",
        text=text[:_SHOWN] or "(empty)",
    )


def draft_of_ours(tx: Tx, head: Document, another: str) -> Document:
    """A draft that is open at this station.

    Raises:
        Refusal: it is posted or discarded (``another`` is the remedy), or open elsewhere.
    """
    if head.status != "draft":
        raise refusal(
            "{number} is {status} already.",
            another,
            number=head.number,
            status=head.status,
        )
    if head.workstation_id != tx.by.workstation_id:
        raise refusal(
            "{number} is open at {station}.",
            "Choose it in the list to take it over.",
            number=head.number,
            station=receipts.workstation_name(tx.connection, head.workstation_id),
        )
    return head


def _opened(number: str, document_id: int) -> Outcome:
    words = message("Receiving {number}: scan the goods", number=number)
    return Outcome(OutcomeKind.HEARD, words, Expectation(document_id))
