"""To whom goods go back: said by a return, a receipt, an order, a supplier, or the goods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import mark, message
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.codes import identifying
from lsn_desktop.services.codes.identifying import Delivery, Part
from lsn_desktop.services.documents import choosing
from lsn_desktop.services.returns import return_scans, returning
from lsn_desktop.storage import (
    catalogue,
    documents,
    going_back,
    handling_units,
    orders,
)

if TYPE_CHECKING:
    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.transactions import Tx


def choose_by_scan(tx: Tx, reading: Reading, _expected: Expectation, scan_id: int) -> Outcome:
    """Open the return of what is scanned: a return, a receipt or order, a supplier, or goods.

    Goods of one supplier begin a return to it, and go on it at once.

    Raises:
        Refusal: it names none of these, or the goods may be of several suppliers.
    """
    text = reading.text.strip()
    document = documents.by_number(tx.connection, text)
    if document is not None and document.kind == returning.KIND and not document.reverses_id:
        return opened(tx, _ours(tx, document))
    vendor_id = document.party_id if document is not None else None
    if order := orders.by_number(tx.connection, text):
        vendor_id = order.vendor_id
    if party := catalogue.party_by_code(tx.connection, text):
        vendor_id = party.id
    if vendor_id is not None:
        return opened(tx, open_for(tx, vendor_id))
    if document is not None:
        raise refusal(
            "{number} names no supplier.", "Choose the supplier in the list.", number=text
        )
    found = identifying.identify(tx, reading, scan_id, None, Delivery(tx, 0))
    if isinstance(found, Part) and found.label.sscc and not found.label.identifies:
        return _pallet_of_one(tx, found.label.sscc, scan_id)
    meant = (
        return_scans.meant_by(tx, found, found.label, scan_id)
        if isinstance(found, Part)
        else []
    )
    if len(meant) != 1:
        raise _unclear()
    came_from = going_back.suppliers(tx.connection, meant[0].id)
    if len(came_from) != 1:
        raise refusal(
            "Choose the supplier first: {code} came from {others}.",
            "Choose it in the list, then scan the goods.",
            code=meant[0].code,
            others=", ".join(each.name for each in came_from) or str(message("nobody known")),
        )
    document_id = open_for(tx, came_from[0].id)
    return return_scans.take(tx, meant[0], Expectation(document_id), scan_id)


def open_for(tx: Tx, vendor_id: int, reason: str = "") -> int:
    """The return to a supplier: the draft this workstation has open, or a new one."""
    if draft := going_back.draft_for(tx.connection, vendor_id, tx.by.workstation_id):
        return draft
    uid = tx.uid()
    return returning.open_return(tx, returning.OpenReturn(uid, vendor_id, reason))


def opened(tx: Tx, document_id: int) -> Outcome:
    """What is said of a return that is open now."""
    head = documents.by_id(tx.connection, document_id)
    words = message("{number} to {vendor}: scan the goods", number=head.number,
                    vendor=head.party or "-")  # fmt: skip
    return Outcome(OutcomeKind.HEARD, words, Expectation(document_id))


def _ours(tx: Tx, head: Document) -> int:
    remedy = mark("Choose another supplier, or look at it in the list.")
    return choosing.draft_of_ours(tx, head, remedy).id


def _pallet_of_one(tx: Tx, sscc: str, scan_id: int) -> Outcome:
    """Begin the return of a pallet to the one supplier its goods came from.

    Raises:
        Refusal: they came from several, or nobody knows from whom.
    """
    came_from = {
        party.id: party
        for each in handling_units.content(tx.connection, sscc)
        for party in going_back.suppliers(tx.connection, each.lsn_id)
    }
    if len(came_from) != 1:
        raise _unclear()
    head = documents.by_id(tx.connection, open_for(tx, next(iter(came_from))))
    return return_scans.take_pallet(tx, head, sscc, scan_id)


def _unclear() -> Refusal:
    return refusal(
        "Choose the supplier first: that code does not say which goods go back to whom.",
        "Scan a receipt, an order, a supplier's code or the lot of the goods.",
    )
