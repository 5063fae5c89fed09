"""Goods that go back to their supplier: the return, its reason, and the holds that end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.returns import returnable
from lsn_desktop.storage import counters, discrepancies, documents, going_back, ledger, lsns
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lsn_desktop.storage.documents import Document, Line
    from lsn_desktop.storage.ledger import Hold
    from lsn_desktop.storage.transactions import Connection, Tx

KIND = going_back.KIND
_LONGEST_REASON = 200  # characters


@dataclass(frozen=True, slots=True)
class OpenReturn:
    """An order for a new return to a supplier."""

    uid: str
    vendor_id: int
    reason: str = ""


def open_return(tx: Tx, order: OpenReturn) -> int:
    """Make the draft that scans will fill; an order that arrives twice gives the same one."""
    if known := documents.by_uid(tx.connection, order.uid):
        return known
    number = f"SR-{counters.take(tx, KIND):05d}"
    document_id = documents.add(
        tx,
        {
            "uid": order.uid,
            "kind": KIND,
            "number": number,
            "party_id": order.vendor_id,
            "reason": order.reason.strip(),
        },
    )
    words = message("Return {number} begun", number=number)
    tx.entries.append(Entry("begin", words, "document", document_id))
    return document_id


def give_reason(tx: Tx, document_id: int, reason: str) -> None:
    """Say why the goods of an open return go back; it is printed on the packing note.

    Raises:
        Refusal: it is no draft, or no reason is given.
    """
    if not documents.keep_draft(tx, document_id):
        head = documents.by_id(tx.connection, document_id)
        raise refusal(
            "{number} is {status}: its reason stays.",
            "Reverse it, and make a new return.",
            number=head.number,
            status=head.status,
        )
    if not reason.strip():
        raise refusal("A return needs a reason.", "Say why the goods go back.")
    said = reason.strip()[:_LONGEST_REASON]
    going_back.give_reason(tx, document_id, said)
    words = message("Goes back because: {reason}", reason=said)
    tx.entries.append(Entry("reason", words, "document", document_id))
    tx.events.append(Event("document", document_id))


def return_rejected(tx: Tx, receipt_id: int, uid: str) -> int:
    """A return of all that was rejected on a receipt to go back, and still stands there.

    Raises:
        Refusal: nothing of it does, or the receipt is of no supplier.
    """
    if known := documents.by_uid(tx.connection, uid):
        return known
    receipt = documents.by_id(tx.connection, receipt_id)
    rows = [
        row
        for row in discrepancies.of_document(tx.connection, receipt_id)
        if row.disposition == "return" and not row.withdrawn and row.lsn_id is not None
    ]
    if receipt.party_id is None or not rows:
        raise refusal(
            "Nothing on {number} is to go back to a supplier.",
            "Reject goods to go back while they are received, or return them by scan.",
            number=receipt.number,
        )
    reason = f"{receipt.number}: " + ", ".join(sorted({row.reason for row in rows}))
    document_id = open_return(tx, OpenReturn(uid, receipt.party_id, reason))
    head = documents.by_id(tx.connection, document_id)
    for row in rows:
        lsn = lsns.by_id(tx.connection, row.lsn_id or 0)
        returnable.put_on(tx, head, lsn, row.on_grid)
    return document_id


def waits_to_go_back(connection: Connection, receipt_id: int) -> bool:
    """Whether goods rejected on a receipt are still held here, to go back."""
    for row in discrepancies.of_document(connection, receipt_id):
        hold_id = ledger.hold_by_uid(connection, row.uid)
        if row.disposition == "return" and hold_id and row.lsn_id:
            holds = ledger.holds(connection, row.lsn_id)
            if any(held.id == hold_id and held.released_at is None for held in holds):
                return True
    return False


def end_holds(tx: Tx, head: Document, lines: Iterable[Line]) -> None:
    """What went back is held no more; what is left of it stays so."""
    for (lsn_id, place), quantity in _gone(lines).items():
        left = quantity
        for held in reversed(ledger.holds(tx.connection, lsn_id)):
            mine = held.released_at is None and held.location_id == place
            if not mine or held.quantity is None or not left:
                continue
            ledger.release_hold(tx, held.id, _note(head))
            rest = max(held.quantity - left, 0)
            left -= held.quantity - rest
            if rest:
                _hold(tx, held, rest)
        ledger.follow_holds(tx, lsn_id)


def hold_again(tx: Tx, head: Document, lines: Iterable[Line]) -> None:
    """What comes back of a return that is turned back is held as it was before."""
    for (lsn_id, place), quantity in _gone(lines).items():
        left = quantity
        for held in reversed(ledger.holds(tx.connection, lsn_id)):
            mine = held.release_note == _note(head) and held.location_id == place
            if mine and held.quantity is not None and left:
                part = min(held.quantity, left)
                _hold(tx, held, part)
                left -= part
        ledger.follow_holds(tx, lsn_id)


def _gone(lines: Iterable[Line]) -> Counter[tuple[int, int]]:
    gone: Counter[tuple[int, int]] = Counter()
    for line in lines:
        gone[line.lsn_id, line.from_location_id] += line.quantity
    return gone


def _note(head: Document) -> str:
    return f"returned by {head.number}"


def _hold(tx: Tx, like: Hold, quantity: int) -> None:
    hold = {
        "uid": tx.uid(),
        "lsn_id": like.lsn_id,
        "location_id": like.location_id,
        "quantity": quantity,
        "reason": like.reason,
        "note": like.note,
    }
    ledger.add_hold(tx, hold)
