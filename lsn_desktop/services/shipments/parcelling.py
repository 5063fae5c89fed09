"""Tracking numbers of a shipment's parcels, scanned from the carrier's own label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind, ToldLine
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.storage import documents, journal, parcels
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.transactions import Tx

_TRACKING = "TRACKING"
_LONGEST = 60  # characters


def keep_scanned(tx: Tx, head: Document, reading: Reading, scan_id: int) -> Outcome | None:
    """Keep the tracking number a carrier's label has; None where it is no such label.

    The outcome's ``next`` is the caller's to fill.
    """
    found = next((one for one in reading.elements if one.id == _TRACKING), None)
    if found is None:
        return None
    return _keep(tx, head, found.title, found.value, scan_id)


def keep_typed(
    tx: Tx, carrier: str, tracking: str, expected: Expectation, scan_id: int
) -> Outcome:
    """Keep a tracking number that was typed: of a carrier whose labels are not known.

    Raises:
        Refusal: nothing was typed, or the shipment takes no more.
    """
    if not documents.keep_draft(tx, expected.document_id):
        raise refusal("The shipment is posted.", "Type it before it is posted.")
    text = tracking.strip()
    if not 0 < len(text) <= _LONGEST:
        raise refusal(
            "No tracking number was given.", "Type it as it stands on the carrier's label."
        )
    head = documents.by_id(tx.connection, expected.document_id)
    outcome = _keep(tx, head, carrier, text, scan_id)
    return Outcome(outcome.kind, outcome.words, expected, outcome.remedy, line=outcome.line)


def _keep(tx: Tx, head: Document, carrier: str, tracking: str, scan_id: int) -> Outcome:
    carrier = carrier.strip() or str(message("Carrier"))
    known = parcels.by_tracking(tx.connection, tracking)
    line = ToldLine(item=f"{carrier} {tracking}")
    if known is not None and known.document_id == head.id:
        words = message("{tracking} is a parcel of {number} already", tracking=tracking,
                        number=head.number)  # fmt: skip
        return Outcome(OutcomeKind.ATTENTION, words, line=line)
    uid = tx.uid()
    parcels.add(tx, head.id, carrier, tracking, uid=uid, scan_id=scan_id)
    words = message("Parcel {tracking} of {carrier}", tracking=tracking, carrier=carrier)
    tx.entries.append(Entry("parcel", words, "document", head.id))
    tx.events.append(Event("document", head.id))
    if known is not None:
        remedy = message("It was on {number} too: check the label.", number=known.shipment)
        return Outcome(OutcomeKind.ATTENTION, words, remedy=remedy, line=line)
    return Outcome(OutcomeKind.OK, words, line=line)


def withdraw(tx: Tx, parcel: parcels.Parcel, expected: Expectation) -> Outcome:
    """Take a tracking number back; its row stays.

    Raises:
        Refusal: it was taken back before, or the shipment is posted.
    """
    if not documents.keep_draft(tx, parcel.document_id):
        raise refusal(
            "{number} is posted: its parcels stay.",
            "Reverse it if the goods did not leave.",
            number=parcel.shipment,
        )
    if not parcels.void(tx, parcel.id):
        raise refusal("That parcel was taken back before.", "Nothing more to undo there.")
    words = message("Taken back: parcel {tracking}", tracking=parcel.tracking)
    tx.entries.append(Entry("undo", words, "document", parcel.document_id))
    if parcel.scan_id is not None:
        journal.add_outcome(tx, parcel.scan_id, OutcomeKind.UNDONE, words)
    tx.events.append(Event("document", parcel.document_id))
    return Outcome(OutcomeKind.OK, words, expected)
