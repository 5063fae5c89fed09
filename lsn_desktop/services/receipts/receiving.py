"""Receiving: a scan becomes a draft line of a receipt.

Codes gather in the label in progress until the item's required fields are there; what is
missing or doubtful is asked once, in line. Nothing moves before the receipt is posted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from lsn_desktop.domain.items import Tracking
from lsn_desktop.domain.label_in_progress import LabelInProgress
from lsn_desktop.domain.messages import Message, message
from lsn_desktop.domain.outcomes import Asks, Expectation, Outcome, OutcomeKind, ToldLine
from lsn_desktop.domain.quantities import plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.scanning.naming import read_as
from lsn_desktop.services.codes import identifying, naming, separators, stated, which_reading
from lsn_desktop.services.codes.identifying import Count, Delivery, Part, Place
from lsn_desktop.services.receipts import pallets, questions, receipt_lines, receipt_lots
from lsn_desktop.storage import catalogue, counters, documents, journal, orders, printed
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from lsn_desktop.domain.items import Item
    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.transactions import Tx

_MOST_AT_ONCE = 100_000


@dataclass(frozen=True, slots=True)
class OpenReceipt:
    """An order for a new receipt: against a purchase order, or blind from a vendor."""

    uid: str
    location_id: int
    purchase_order_id: int | None = None
    vendor_id: int | None = None
    reference: str = ""


def open_receipt(tx: Tx, order: OpenReceipt) -> int:
    """Make the draft that scans will fill; it takes its number now.

    An order that arrives twice (same uid) gives the same receipt.
    """
    if known := documents.by_uid(tx.connection, order.uid):
        return known
    vendor_id = order.vendor_id
    if order.purchase_order_id is not None:
        vendor_id = orders.by_id(tx.connection, order.purchase_order_id).vendor_id
    number = f"RC-{counters.take(tx, 'receipt'):05d}"
    document_id = documents.add(
        tx,
        {
            "uid": order.uid,
            "kind": "receipt",
            "number": number,
            "party_id": vendor_id,
            "purchase_order_id": order.purchase_order_id,
            "location_id": order.location_id,
            "reference": order.reference,
        },
    )
    words = message("Receipt {number} begun", number=number)
    tx.entries.append(Entry("begin", words, "document", document_id))
    return document_id


def receive_scan(tx: Tx, reading: Reading, expectation: Expectation, scan_id: int) -> Outcome:
    """Take one scan on a receipt.

    Raises:
        Refusal: the code is unknown, breaks its standard, or a rule forbids the line.
    """
    if agreed := which_reading.agreeing(expectation.question, reading, tx.by.on):
        told = _told_of_asked(tx, expectation, reading, scan_id)
        return _take_one_of(tx, told, agreed, scan_id)
    awaiting = _awaiting(tx, expectation)
    delivery = Delivery(tx, expectation.document_id)
    found = identifying.identify(tx, reading, scan_id, awaiting, delivery)
    if isinstance(found, Count):
        outcome = count_next(expectation, found)
    elif isinstance(found, Place):
        outcome = _receive_into(tx, expectation, found)
    elif found.readings:
        return _take_one_of(tx, expectation, found.readings, scan_id)
    elif found.candidates:
        outcome = questions.which_item(expectation, found)
    else:
        outcome = take_part(tx, expectation, found.label, scan_id)
    taught = found.reading if isinstance(found, Part) else None
    return replace(outcome, read_as=read_as(taught or reading))


def take_reading(tx: Tx, expectation: Expectation, reading: Reading, scan_id: int) -> Outcome:
    """Take the reading that is right of a code that has several, and remember it."""
    scope = Delivery(tx, expectation.document_id).scope
    part = stated.facts(tx.connection, reading, scan_id, scope)
    expectation = replace(separators.remembered(expectation, reading), question=None)
    outcome = take_part(tx, expectation, part, scan_id)
    return replace(outcome, read_as=read_as(reading))


def _take_one_of(
    tx: Tx, expectation: Expectation, readings: tuple[Reading, ...], scan_id: int
) -> Outcome:
    """Take the reading that what is known proves to be right, or ask which one is."""
    receipt = documents.by_id(tx.connection, expectation.document_id)
    item = separators.item_of(tx, readings, expectation.label)
    scope = receipt_lots.scope_of(tx, item, receipt) if item else ""
    known = separators.Known(item, scope, expectation, tx.by.on)
    left = separators.settle(tx, readings, known)
    if len(left) == 1:
        return take_reading(tx, expectation, left[0], scan_id)
    first, *others = (stated.facts(tx.connection, one, scan_id, "") for one in left)
    common = _with_item(tx, first.shared_with(others))
    begun = _begun(tx, expectation, common)
    label = begun.label.with_part(common)
    return questions.which_reading(replace(begun, label=label), left, item)


def _told_of_asked(
    tx: Tx, expectation: Expectation, reading: Reading, scan_id: int
) -> Expectation:
    """The expectation after another barcode of the label that is asked about."""
    part = LabelInProgress(scan_ids=(scan_id,))
    if reading.read_as != "plain":
        part = stated.facts(tx.connection, reading, scan_id, "")
    return replace(expectation, question=None, label=expectation.label.with_part(part))


def take_part(tx: Tx, expectation: Expectation, part: LabelInProgress, scan_id: int) -> Outcome:
    """Add a part to the label in progress, and make its line when it has all it needs."""
    part = _with_item(tx, part)
    if not part:
        words = message("Nothing on this code is needed here")
        return Outcome(OutcomeKind.HEARD, words, expectation)
    if pallet := pallets.asked(tx, expectation, part):
        return pallet
    fresh = not expectation.label
    if fresh and not part.identifies and _completes_last(expectation, part):
        return _complete_last(tx, expectation, part, scan_id)
    begun = _begun(tx, expectation, part)
    learned = _learn_number(tx, expectation, begun.label, part)
    label = begun.label.with_part(part)
    outcome = receipt_lines.settle(tx, replace(begun, label=label, question=None), scan_id)
    return replace(outcome, remedy=learned) if learned and not outcome.remedy else outcome


def _begun(tx: Tx, expectation: Expectation, part: LabelInProgress) -> Expectation:
    """With the label a part belongs to: the one in progress, or the next one."""
    label = expectation.label
    if label and (label.contradicts(part) or _asked_again(expectation, part)):
        _leave_unfinished(tx, label)
        # The same code twice is one label begun anew: its quantity still holds.
        label = LabelInProgress(count=None if label.contradicts(part) else label.count)
    settled = expectation.settled if label else frozenset()
    return replace(expectation, label=label, settled=settled)


def _learn_number(
    tx: Tx, expectation: Expectation, label: LabelInProgress, part: LabelInProgress
) -> Message | None:
    """Keep the label's number, where it was asked which item it is and an item was scanned.

    Not a GTIN: how many are in what it stands for is asked by the forms only.
    """
    asked = expectation.question is not None and expectation.question.asks is Asks.ITEM
    if not asked or part.item_id is None or label.gtin or label.number is None:
        return None
    pack = catalogue.item_by_gtin(tx.connection, part.gtin) if part.gtin else None
    units = pack.units if pack else Fraction(1)
    naming.add_number(tx, part.item_id, label.number, units)
    item = catalogue.item_by_id(tx.connection, part.item_id)
    return number_kept(label.number.code, units, item)


def number_kept(number: str, units: Fraction, item: Item) -> Message:
    """What is said of a number that stands for an item from now on."""
    return message(
        "{number} is kept as {units} {unit} of {item}.",
        number=number,
        units=plain(units),
        unit=item.unit,
        item=item.description,
    )


def _asked_again(expectation: Expectation, part: LabelInProgress) -> bool:
    """Whether the whole label is scanned again instead of answering what was asked of it.

    A code scanned twice while the lot or serial is awaited is just a double scan.
    """
    question = expectation.question
    if question is None or question.asks in {Asks.LOT, Asks.SERIAL}:
        return False
    # What agrees with none of several readings is no part of the label they are of.
    return question.asks is Asks.READING or not part.adds_to(expectation.label)


def begin_next_label(tx: Tx, expectation: Expectation) -> Expectation:
    """Put the label in progress aside (Esc): its codes stay in the list, unfinished."""
    if expectation.label:
        _leave_unfinished(tx, expectation.label)
    return Expectation(expectation.document_id, read_before=expectation.read_before)


def undo_line(tx: Tx, line_id: int) -> Outcome:
    """Take back a draft line; its row stays, marked.

    Raises:
        Refusal: the receipt was posted, or the line was taken back before.
    """
    document_id, line, voided = documents.line_by_id(tx.connection, line_id)
    documents.keep_draft(tx, document_id)
    receipt = documents.by_id(tx.connection, document_id)
    if receipt.status != "draft":
        raise stays_posted(receipt.number)
    if voided or not documents.void_line(tx, line_id):
        raise refusal("That line was taken back before.", "Nothing more to undo there.")
    told = receipt_lines.told(tx, line, receipt.location or "")
    copies = printed.void_copies(tx, line_id)
    words = message("Taken back: {quantity} {unit} of {item}", **_goods(told))
    tx.entries.append(Entry("undo", words, "document", document_id))
    if scan_id := journal.scan_of_line(tx.connection, line_id):
        journal.add_outcome(tx, scan_id, OutcomeKind.UNDONE, words, line_id=line_id)
    remedy = destroy(copies) if copies else None
    return Outcome(
        OutcomeKind.ATTENTION if copies else OutcomeKind.OK,
        words,
        Expectation(document_id),
        remedy,
        line=told,
    )


def stays_posted(number: str) -> Refusal:
    """The refusal to take back a line of a posted receipt."""
    return refusal(
        "{number} is posted: its lines stay.",
        "Reverse the whole receipt, or return the goods.",
        number=number,
    )


def count_next(expectation: Expectation, found: Count) -> Outcome:
    """Let the next scan count so many.

    Raises:
        Refusal: none, or more than any delivery has.
    """
    if not 1 <= found.count <= _MOST_AT_ONCE:
        raise refusal(
            "{count} is not a quantity for one scan.",
            "Set a quantity from 1 to {most}.",
            count=found.count,
            most=_MOST_AT_ONCE,
        )
    words = message("Next scan counts {count}", count=plain(found.count))
    return Outcome(OutcomeKind.HEARD, words, replace(expectation, count=found.count))


def destroy(copies: int) -> Message:
    """What is to be done with the labels of goods that were taken back."""
    return message("Destroy its printed labels ({copies}).", copies=copies)


def _goods(told: ToldLine) -> dict[str, str]:
    quantity = plain(told.quantity) if told.quantity is not None else ""
    return {"quantity": quantity, "unit": told.unit, "item": told.item}


def _awaiting(tx: Tx, expectation: Expectation) -> Item | None:
    """The item whose lot or serial is awaited, if one is."""
    label, question = expectation.label, expectation.question
    if label.item_id is None or (question and question.asks is Asks.READING):
        return None
    item = catalogue.item_by_id(tx.connection, label.item_id)
    lacks_lot = item.tracking.by_lot and label.lot is None
    lacks_serial = item.tracking.by_serial and label.serial is None
    if lacks_lot or not lacks_serial:
        return item if lacks_lot else None
    # The lot is there: what is awaited now is the serial alone.
    return replace(item, tracking=Tracking.SERIAL)


def _with_item(tx: Tx, part: LabelInProgress) -> LabelInProgress:
    if part.gtin is None or part.item_id is not None:
        return part
    pack = catalogue.item_by_gtin(tx.connection, part.gtin)
    return part if pack is None else replace(part, item_id=pack.item.id)


def _receive_into(tx: Tx, expectation: Expectation, place: Place) -> Outcome:
    location = catalogue.location_by_id(tx.connection, place.location_id)
    if not location.is_real:
        raise refusal(
            "Goods cannot be received into {place}.", "Scan a bin or dock.", place=place.code
        )
    receipt_lines.kept_draft(tx, expectation.document_id)
    documents.receive_into(tx, expectation.document_id, place.location_id)
    words = message("Now receiving into {place}", place=place.code)
    return Outcome(OutcomeKind.HEARD, words, expectation, line=ToldLine(place=place.code))


def _completes_last(expectation: Expectation, part: LabelInProgress) -> bool:
    last = expectation.last
    return (
        last is not None
        and expectation.last_line_id is not None
        and part.adds_to(last)
        and not last.contradicts(part)
    )


def _complete_last(
    tx: Tx, expectation: Expectation, part: LabelInProgress, scan_id: int
) -> Outcome:
    """A code with nothing but a quantity, date or SSCC belongs to the label just scanned."""
    assert expectation.last is not None  # noqa: S101 - _completes_last said so
    assert expectation.last_line_id is not None  # noqa: S101
    receipt_lines.kept_draft(tx, expectation.document_id)
    if not documents.void_line(tx, expectation.last_line_id):
        raise refusal(
            "This code names no item, and the label before it was taken back.",
            "Scan the code of the goods first.",
        )
    for earlier in expectation.last.scan_ids[-1:]:
        words = message("Part of the label after it")
        journal.add_outcome(tx, earlier, OutcomeKind.HEARD, words)
    label = expectation.last.with_part(part)
    again = replace(expectation, label=label, last=None, last_line_id=None)
    copies = printed.void_copies(tx, expectation.last_line_id)
    outcome = receipt_lines.settle(tx, again, scan_id)
    if not copies:
        return outcome
    kind = OutcomeKind.ATTENTION if outcome.kind is OutcomeKind.OK else outcome.kind
    return replace(outcome, kind=kind, remedy=destroy(copies))


def unfinished_words(tx: Tx, label: LabelInProgress) -> Message:
    """What is said of a label that never became a line."""
    return message("Not received: {label} was not finished", label=questions.have(tx, label))


def _leave_unfinished(tx: Tx, label: LabelInProgress) -> None:
    """Show what was heard of a label and never became a line as a row of its own."""
    words = unfinished_words(tx, label)
    for scan_id in label.scan_ids[-1:]:
        journal.add_outcome(tx, scan_id, OutcomeKind.UNFINISHED, words)
