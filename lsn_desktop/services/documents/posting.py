"""Posting turns a draft into moves, in one transaction; reversing turns them back."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import mark, message
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.services.builds import building_posted
from lsn_desktop.services.certificates import certificate_gate
from lsn_desktop.services.costs import charging, costing, pricing
from lsn_desktop.services.documents import moved_along
from lsn_desktop.services.lots import holding
from lsn_desktop.services.receipts import differing
from lsn_desktop.services.returns import returning
from lsn_desktop.services.shipments import shipping_posted
from lsn_desktop.storage import (
    catalogue,
    costs,
    counters,
    documents,
    handling_units,
    ledger,
    lsn_changes,
    lsns,
    many_rows,
    orders,
    posted,
    printed,
)
from lsn_desktop.storage.audit_chain import Entry, digest_of
from lsn_desktop.storage.documents import NewLine

if TYPE_CHECKING:
    from lsn_desktop.storage.documents import Document, Line
    from lsn_desktop.storage.ledger import NewMove
    from lsn_desktop.storage.transactions import Tx


def post(tx: Tx, document_id: int) -> int:
    """Post a draft: its lines become moves, balances follow; returns how many lines.

    Posting a document that is posted already does nothing (the order arrived twice).

    Raises:
        Refusal: it was discarded, or nothing is on it.
    """
    # First nobody may add or take back a line any more, then head and lines are read.
    was_draft = documents.take_draft(tx, document_id, to_status="posted")
    head = documents.by_id(tx.connection, document_id)
    lines = documents.lines(tx.connection, document_id)
    if head.status == "posted" and not was_draft:
        return len(lines)
    _must_end(was_draft, head)
    if not lines:
        raise refusal(
            "Nothing was scanned on {number}.",
            "Scan the goods first, or discard it.",
            number=head.number,
        )
    _before(tx, head, lines)
    _move(tx, head, lines)
    _after(tx, head, lines)
    return len(lines)


def _before(tx: Tx, head: Document, lines: list[Line]) -> None:
    """What a document asks before its goods move."""
    if head.kind == "receipt":
        _receive_orders(tx, head, lines, sign=1)
        differing.keep_found(tx, head)
    if head.kind in {shipping_posted.KIND, building_posted.KIND}:
        certificate_gate.check_leaving(tx, (line.lsn_id for line in lines))
    if head.kind == shipping_posted.KIND:
        shipping_posted.before(tx, head, lines)
    if head.kind == building_posted.KIND:
        building_posted.before(tx, head, lines)


def _after(tx: Tx, head: Document, lines: list[Line]) -> None:
    """What follows from the moves of a document."""
    if head.kind == returning.KIND:
        returning.end_holds(tx, head, lines)
    if head.kind in shipping_posted.KINDS:
        shipping_posted.after(tx, head, lines)
    if head.kind == building_posted.KIND:
        building_posted.after(tx, head, lines)
    if head.kind == "receipt":
        costing.lay_purchase(tx, head.id, lines)
        differing.hold_rejected(tx, head)
        holding.hold_on_receipt(tx, {line.lsn_id for line in lines}, head.number)
    if head.kind in {"receipt", "customer return"}:
        certificate_gate.check_arriving(tx, (line.lsn_id for line in lines))


def discard(tx: Tx, document_id: int) -> None:
    """Give up a draft: its lines and their labels count no more, its number stays used.

    Raises:
        Refusal: it is no draft.
    """
    is_draft = documents.keep_draft(tx, document_id)
    head = documents.by_id(tx.connection, document_id)
    _must_end(is_draft, head)
    printed.void_copies_of(tx, document_id)
    documents.void_lines(tx, document_id)
    documents.take_draft(tx, document_id, to_status="discarded")
    words = message("Discarded {number}", number=head.number)
    tx.entries.append(Entry("discard", words, "document", document_id))
    tx.events.append(Event("document", document_id))


def reverse(tx: Tx, document_id: int, reason: str, uid: str) -> int:
    """Turn a posted document back, whole; returns the reversing document.

    Labels printed for it are void: ``printed.voided_of`` says how many to destroy.

    Raises:
        Refusal: it is not posted, was reversed before, or some of it has moved on.
    """
    head = documents.by_id(tx.connection, document_id)
    if known := documents.by_uid(tx.connection, uid):
        return known
    _may_be_reversed(tx, head, reason)
    back = documents.add(
        tx,
        {
            "uid": uid,
            "kind": head.kind,
            "number": f"RV-{counters.take(tx, 'reversal'):05d}",
            "party_id": head.party_id,
            "purchase_order_id": head.purchase_order_id,
            "location_id": head.location_id,
            "work_order_id": head.work_order_id,
            "sales_order_id": head.sales_order_id,
            "reverses_id": document_id,
            "reason": reason.strip(),
        },
    )
    lines = documents.lines(tx.connection, document_id)
    handling_units.keep(tx, [line.from_unit_id for line in lines if line.from_unit_id])
    many_rows.add_lines(tx, back, [_turned(tx, line) for line in lines])
    documents.take_draft(tx, back, to_status="posted")
    reversing = documents.by_id(tx.connection, back)
    _move(tx, reversing, documents.lines(tx.connection, back))
    if head.kind in pricing.BRINGS:
        costs.lock(tx)
        charging.must_not_stand(tx.connection, head.id, head.number)
        costing.take_back(tx, back, costs.of_receipt(tx.connection, head.id))
    if head.kind == "receipt":
        _receive_orders(tx, head, lines, sign=-1)
        differing.forget(tx, head)
    if head.kind == returning.KIND:
        returning.hold_again(tx, head, lines)
    if head.kind == moved_along.KIND:
        moved_along.back(tx, head, lines)
    if head.kind in shipping_posted.KINDS:
        shipping_posted.back(tx, head, reversing)
    if head.kind == building_posted.KIND:
        building_posted.back(tx, head, reversing)
    moved_along.must_stand(tx, head, documents.lines(tx.connection, back))
    printed.void_copies_of(tx, document_id)
    return back


def _move(tx: Tx, head: Document, lines: list[Line]) -> None:
    moves = posted.moves_of(tx.connection, lines)
    items = {line.item_id for line in lines}
    posted.fix_grids(tx, items)
    if any(move.to_real and not move.from_real for move in moves):
        _must_be_told_apart(tx, head, items)
    digests, gone = ledger.record(tx, moves)
    if gone is not None:
        raise _moved_on(tx, head, gone)
    for lsn_id in ledger.has_open_holds(tx.connection, sorted({m.lsn_id for m in moves})):
        ledger.follow_holds(tx, lsn_id)
    digest = digest_of([line.digest for line in lines] + digests)
    if head.reverses_id is None:
        words = message("Posted {number}: {count} lines", number=head.number, count=len(lines))
    else:
        words = message("Posted {number}: reversal", number=head.number)
    tx.entries.append(Entry("post", words, "document", head.id, digest))
    tx.events += [Event("document", head.id), Event("stock")]


def _must_be_told_apart(tx: Tx, head: Document, items: set[int]) -> None:
    """What comes in has the lot or serial its item asks for, also if it asks only lately."""
    if unlike := posted.told_apart_otherwise(tx, head.id, items):
        item, tracking = unlike
        raise refusal(
            "{item} is tracked {tracking} by now, and {number} brings some in that is not.",
            "Take these lines back and scan the goods again, or adjust what came back.",
            item=item,
            tracking=tracking,
            number=head.number,
        )


def _receive_orders(tx: Tx, head: Document, lines: list[Line], sign: int) -> None:
    came: Counter[int] = Counter()
    for line in lines:
        if line.purchase_order_line_id is not None:
            came[line.purchase_order_line_id] += line.quantity
    for line_id, quantity in came.items():
        orders.receive(tx, line_id, sign * quantity)
    if head.purchase_order_id is not None:
        orders.settle(tx, head.purchase_order_id)
        tx.events.append(Event("order", head.purchase_order_id))


def _turned(tx: Tx, line: Line) -> NewLine:
    return NewLine(
        uid=tx.uid(),
        item_id=line.item_id,
        lsn_id=line.lsn_id,
        from_location_id=line.to_location_id,
        to_location_id=line.from_location_id,
        quantity=line.quantity,
        purchase_order_line_id=line.purchase_order_line_id,
        sales_order_line_id=line.sales_order_line_id,
        from_unit_id=line.to_unit_id,
        to_unit_id=line.from_unit_id,
    )


def _must_end(ended: bool, head: Document) -> None:  # noqa: FBT001 - the answer of one statement
    if not ended:
        raise refusal(
            "{number} is {status} already.",
            "Open the list of documents to see what became of it.",
            number=head.number,
            status=head.status,
        )


def _may_be_reversed(tx: Tx, head: Document, reason: str) -> None:
    if not reason.strip():
        raise refusal(
            "A reversal needs a reason.", "Say why {number} is wrong.", number=head.number
        )
    if head.status != "posted" or head.reverses_id is not None:
        raise refusal(
            "{number} cannot be reversed: it is {status}.",
            "Only a posted document can be reversed; take a draft's lines back instead.",
            number=head.number,
            status="a reversal" if head.reverses_id else head.status,
        )
    if lsn_changes.is_conversion(tx.connection, head.id):
        raise refusal(
            "{number} gave stock another code: a reversal would not give it its old one back.",
            "Rename a wrong code, merge what was split, or split off what was merged.",
            number=head.number,
        )
    if before := documents.reversed_by(tx.connection, head.id):
        raise refusal(
            "{number} was reversed before, by {reversal}.",
            "Nothing more to do.",
            number=head.number,
            reversal=before.number,
        )


_MUST_COME_BACK = mark(
    "What has moved on must come back first: make a return or an adjustment instead."
)
_MOVE_IT_BACK = mark("Move it from where it is now.")


def _moved_on(tx: Tx, head: Document, gone: NewMove) -> Refusal:
    is_reversal = head.reverses_id is not None
    if head.reverses_id is not None:  # the reversal itself will not have been
        head = documents.by_id(tx.connection, head.reverses_id)
    lsn = lsns.by_id(tx.connection, gone.lsn_id)
    item = catalogue.item_by_id(tx.connection, gone.item_id)
    place = catalogue.location_by_id(tx.connection, gone.from_location_id)
    there = [
        each.on_hand - each.claimed
        for each in ledger.places(tx.connection, gone.lsn_id)
        if each.location_id == gone.from_location_id
    ]
    if not is_reversal:
        return refusal(
            "{number} cannot be posted: of {item} {code} only {left} {unit}"
            " are left in {place}.",
            "Take its line back, then scan what is still there.",
            number=head.number,
            item=item.description,
            code="" if lsn.kind is LsnKind.BULK else lsn.code,
            left=plain(off_grid(sum(there), item.decimals)),
            unit=item.unit,
            place=place.code,
        )
    return refusal(
        "{number} cannot be reversed: {quantity} {unit} of {item} {code} came to {place},"
        " {left} are still there.",
        _MOVE_IT_BACK if head.kind == moved_along.KIND else _MUST_COME_BACK,
        number=head.number,
        quantity=plain(off_grid(gone.quantity, item.decimals)),
        unit=item.unit,
        item=item.description,
        code="" if lsn.kind is LsnKind.BULK else lsn.code,
        place=place.code,
        left=plain(off_grid(sum(there), item.decimals)),
    )
