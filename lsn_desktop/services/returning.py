"""Goods that go back to their supplier: held or rejected lots, by scan, then posted."""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.identifiers import uid7
from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind, ToldLine
from lsn_desktop.domain.quantities import off_grid, on_grid, plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services import identifying, receiving
from lsn_desktop.services.identifying import Count, Delivery, Place
from lsn_desktop.storage import catalogue, counters, discrepancies, documents, ledger, lsns
from lsn_desktop.storage.audit_chain import Entry
from lsn_desktop.storage.documents import NewLine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lsn_desktop.domain.items import Item
    from lsn_desktop.domain.label_in_progress import LabelInProgress
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.documents import Document, Line
    from lsn_desktop.storage.lsns import Lsn
    from lsn_desktop.storage.transactions import Connection, Tx

KIND = "supplier return"


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


def return_scan(tx: Tx, reading: Reading, expected: Expectation, scan_id: int) -> Outcome:
    """Put a scanned lot or serial on a return: all of it that is held, or as many as were set.

    Raises:
        Refusal: the code names no lot or serial of ours, or nothing of it is held.
    """
    head = _kept_draft(tx, expected.document_id)
    found = identifying.identify(tx, reading, scan_id, None, Delivery(tx, head.id))
    if isinstance(found, Count):
        return receiving.count_next(expected, found)
    if isinstance(found, Place) or not found.label:
        raise refusal("That is no lot or serial.", "Scan the label of the goods that go back.")
    item, lsn = _named(tx, found.label)
    wanted = None
    if expected.count is not None:
        wanted = on_grid(Fraction(expected.count), item.decimals, item.unit)
    taken = _put_on(tx, head, item, lsn, (wanted, scan_id))
    code = "" if lsn.kind is LsnKind.BULK else lsn.code
    words = message(
        "{quantity} {unit} of {item} {code} goes back",
        quantity=plain(off_grid(taken, item.decimals)),
        unit=item.unit,
        item=item.description,
        code=code,
    )
    tx.events.append(Event("document", head.id))
    line = ToldLine(
        item=item.description, sku=item.sku, lot=found.label.lot, serial=found.label.serial,
        quantity=off_grid(taken, item.decimals), unit=item.unit, lsn_id=lsn.id,
        line_id=documents.lines(tx.connection, head.id)[-1].id,
    )  # fmt: skip
    return Outcome(OutcomeKind.OK, words, Expectation(head.id), line=line)


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
        item = catalogue.item_by_id(tx.connection, lsn.item_id)
        _put_on(tx, head, item, lsn, (row.on_grid, None))
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


def end_holds(tx: Tx, lines: Iterable[Line]) -> None:
    """What went back is held no more; what is left of it stays so."""
    gone: Counter[tuple[int, int]] = Counter()
    for line in lines:
        gone[line.lsn_id, line.from_location_id] += line.quantity
    for (lsn_id, place), quantity in gone.items():
        left = quantity
        for held in reversed(ledger.holds(tx.connection, lsn_id)):
            mine = held.released_at is None and held.location_id == place
            if not mine or held.quantity is None or not left:
                continue
            ledger.release_hold(tx, held.id, "returned to its supplier")
            rest = max(held.quantity - left, 0)
            left -= held.quantity - rest
            if rest:
                _hold(tx, (lsn_id, place, rest), held.reason, held.note)
        ledger.follow_holds(tx, lsn_id)


def hold_again(tx: Tx, head: Document, lines: Iterable[Line]) -> None:
    """What comes back of a return that is turned back is held as it was before."""
    for line in lines:
        part = (line.lsn_id, line.from_location_id, line.quantity)
        _hold(tx, part, "quarantine", f"{head.number} reversed")
        ledger.follow_holds(tx, line.lsn_id)


def _hold(tx: Tx, part: tuple[int, int, int], reason: str, note: str) -> None:
    lsn_id, place, quantity = part
    hold = {
        "uid": uid7(tx.by.at, secrets.token_bytes(10)),
        "lsn_id": lsn_id,
        "location_id": place,
        "quantity": quantity,
        "reason": reason,
        "note": note,
    }
    ledger.add_hold(tx, hold)


def _kept_draft(tx: Tx, document_id: int) -> Document:
    is_draft = documents.keep_draft(tx, document_id)
    head = documents.by_id(tx.connection, document_id)
    if not is_draft:
        raise refusal(
            "{number} is {status}: it takes no more scans.",
            "Start a new return and scan this label again.",
            number=head.number,
            status=head.status,
        )
    return head


def _named(tx: Tx, label: LabelInProgress) -> tuple[Item, Lsn]:
    """The lot or serial a label names."""
    item_id = label.item_id
    if item_id is None and label.gtin is not None:
        pack = catalogue.item_by_gtin(tx.connection, label.gtin)
        item_id = pack.item.id if pack else None
    code = label.serial or label.lot
    for each in lsns.candidates(tx.connection, code) if item_id and code else ():
        kind = LsnKind.SERIAL if label.serial else LsnKind.LOT
        if each.lsn.item_id == item_id and each.lsn.kind is kind:
            return catalogue.item_by_id(tx.connection, item_id), each.lsn
    raise refusal(
        "No lot or serial of ours is on this label.",
        "Scan a label with the lot or serial of the goods.",
    )


def _put_on(
    tx: Tx, head: Document, item: Item, lsn: Lsn, asked: tuple[int | None, int | None]
) -> int:
    """Lines for what is held of an LSN, place by place; how much that is.

    Raises:
        Refusal: nothing is held, or less than was set.
    """
    wanted, scan_id = asked
    before: Counter[int] = Counter()
    for line in documents.lines(tx.connection, head.id):
        if line.lsn_id == lsn.id:
            before[line.from_location_id] += line.quantity
    held = [
        (place.location_id, place.held - before[place.location_id])
        for place in ledger.places(tx.connection, lsn.id)
    ]
    there = sum(free for _place, free in held if free > 0)
    if there <= 0 or (wanted is not None and wanted > there):
        raise refusal(
            "Of {code} only {held} {unit} are held or rejected.",
            "Hold the goods first: what may be used or sold does not go back.",
            code=lsn.code or item.description,
            held=plain(off_grid(max(there, 0), item.decimals)),
            unit=item.unit,
        )
    rest = taken = wanted or there
    for place, free in held:
        part = min(max(free, 0), rest)
        if part:
            _add_line(tx, head, NewLine(
                uid7(tx.by.at, secrets.token_bytes(10)), item.id, lsn.id, place,
                catalogue.virtual_location(tx.connection, "supplier"), part, scan_id=scan_id,
            ))  # fmt: skip
            rest -= part
    return taken


def _add_line(tx: Tx, head: Document, line: NewLine) -> None:
    added = documents.add_line(tx, head.id, line)
    assert added is not None  # noqa: S101 - the return is kept a draft
    words = message("Line {line} goes back", line=added[0])
    tx.entries.append(Entry("scan", words, "document", head.id, added[1]))
