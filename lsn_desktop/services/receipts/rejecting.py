"""Rejecting goods of a line: how many, what is wrong with them, and where they go.

Three questions in line, by key or command barcode; the line is divided, so that what is good
and what is not are lines of their own. Rejected goods stand in quarantine, on hold, until they
go back; what stays on the truck never becomes a line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from lsn_desktop.domain.announced import allot
from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import mark, message
from lsn_desktop.domain.outcomes import (
    Answer,
    Asks,
    Expectation,
    Outcome,
    OutcomeKind,
    Question,
)
from lsn_desktop.domain.quantities import off_grid, on_grid, plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.receipts import receipt_lines
from lsn_desktop.storage import (
    catalogue,
    discrepancies,
    documents,
    journal,
    manifests,
)
from lsn_desktop.storage.audit_chain import Entry
from lsn_desktop.storage.documents import NewLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.domain.items import Item
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.storage.documents import Document, Line
    from lsn_desktop.storage.transactions import Tx

ASKS = frozenset({Asks.DAMAGED, Asks.DAMAGE, Asks.REJECTED})
REASONS = (
    ("broken", mark("Broken or crushed")),
    ("wet", mark("Wet or stained")),
    ("open", mark("Open, or its seal is broken")),
    ("warm", mark("Too warm or too cold")),
    ("other", mark("Something else")),
)
DISPOSITIONS = (
    ("quarantine", mark("Into quarantine, on hold")),
    ("return", mark("Into quarantine, back to the supplier")),
    ("refused", mark("Left on the truck")),
    ("accepted", mark("Keep it with the others, noted")),
)
_SHOWN = 40
_BETWEEN = "|"  # in the value of an answer: how many, why, where to


@dataclass(frozen=True, slots=True)
class Reject:
    """An order to reject so much of a draft line."""

    uid: str
    line_id: int
    quantity: Decimal
    reason: str
    disposition: str
    note: str = ""


def begin(tx: Tx, expected: Expectation) -> Outcome:
    """Ask what is wrong with the goods scanned last; a set quantity says how many of them.

    Raises:
        Refusal: nothing was scanned yet.
    """
    lines = documents.lines(tx.connection, expected.document_id)
    wanted = [line for line in lines if line.id == expected.last_line_id] or lines[-1:]
    if not wanted or expected.label:
        raise refusal(
            "No line is there to be rejected.", "Scan the damaged goods first, then say so."
        )
    line = wanted[0]
    expected = replace(expected, last_line_id=line.id)
    if expected.count is not None:
        return _answered(tx, str(expected.count), replace(expected, count=None))
    item = catalogue.item_by_id(tx.connection, line.item_id)
    shown = plain(off_grid(line.quantity, item.decimals))
    if line.quantity == 10**item.decimals:
        return _answered(tx, shown, expected)
    all_of_it = message("All {quantity} {unit}", quantity=shown, unit=item.unit)
    answers = (Answer(shown, all_of_it), Answer("leave", message("None of them")))
    words = message(
        "How many of {quantity} {unit} {item} are rejected?",
        quantity=shown,
        unit=item.unit,
        item=item.description,
    )
    return _ask(tx, expected, Question(Asks.DAMAGED, answers), words)


def answer(tx: Tx, value: str, expected: Expectation, scan_id: int) -> Outcome:
    """Take an answer: how many, then why, then where to; the last one divides the line.

    Raises:
        Refusal: it is no answer, or more than came.
    """
    asked = replace(expected, question=None)
    if value == "leave":
        return Outcome(OutcomeKind.HEARD, message("Nothing was rejected"), asked)
    said = value.split(_BETWEEN)
    if len(said) <= 2:  # noqa: PLR2004 - how many, why
        return _answered(tx, value, asked)
    order = Reject(
        tx.uid(),
        asked.last_line_id or 0,
        _quantity(said[0]),
        said[1],
        said[2],
    )
    outcome = reject(tx, order)
    journal.add_outcome(tx, scan_id, OutcomeKind.ATTENTION, outcome.words)
    # What comes next is a label of its own: a quantity belongs to no line that was divided.
    asked = replace(asked, last=None, last_line_id=outcome.line.line_id)
    return replace(outcome, next=asked, line=replace(outcome.line, line_id=None))


def reject(tx: Tx, order: Reject) -> Outcome:
    """Divide a draft line into what is accepted and what is not.

    Raises:
        Refusal: the line is posted or taken back, less of it came, it was rejected before, or
            there is no place for rejected goods.
    """
    document_id, line, voided = documents.line_by_id(tx.connection, order.line_id)
    receipt = receipt_lines.kept_draft(tx, document_id)
    item = catalogue.item_by_id(tx.connection, line.item_id)
    quantity = on_grid(order.quantity, item.decimals, item.unit)
    _may_be_rejected(tx, order, line, quantity, voided=voided)
    kept = _divide(tx, receipt, line, quantity, order)
    rest, rejected = kept
    discrepancies.add(
        tx,
        [
            {
                "uid": order.uid,
                "document_id": document_id,
                "line_id": rejected or rest,
                "manifest_line_id": _announced_as(tx, line),
                "item_id": item.id,
                "lsn_id": line.lsn_id,
                "kind": "damaged",
                "quantity": quantity,
                "reason": order.reason,
                "disposition": order.disposition,
                "note": order.note.strip(),
            }
        ],
    )
    words = message(
        "{quantity} {unit} of {item} rejected: {reason}",
        quantity=plain(off_grid(quantity, item.decimals)),
        unit=item.unit,
        item=item.description,
        reason=message(dict(REASONS)[order.reason]),
    )
    tx.entries.append(Entry("reject", words, "document", document_id))
    tx.events.append(Event("document", document_id))
    told = receipt_lines.told(tx, line, receipt.location or "")
    return Outcome(
        OutcomeKind.ATTENTION,
        words,
        Expectation(document_id),
        _what_to_do(order.disposition),
        line=replace(told, line_id=rest, quantity=None),
    )


def describe(tx: Tx, document_id: int, row_id: int, note: str) -> None:
    """Put a note to one thing that was wrong; it stands on the report."""
    discrepancies.describe(tx, row_id, note.strip())
    words = message("Note: {note}", note=note.strip())
    tx.entries.append(Entry("discrepancy", words, "document", document_id))
    tx.events.append(Event("document", document_id))


def _answered(tx: Tx, value: str, expected: Expectation) -> Outcome:
    """The next question: why, or where to."""
    said = value.split(_BETWEEN)
    line = _line(tx, expected)
    item = catalogue.item_by_id(tx.connection, line.item_id)
    quantity = _quantity(said[0])
    _must_have_come(item, line, on_grid(quantity, item.decimals, item.unit))
    choices: Sequence[tuple[str, str]] = DISPOSITIONS
    if len(said) == 1:
        asks, choices = Asks.DAMAGE, REASONS
        words = mark("What is wrong with {quantity} {unit} {item}?")
    else:
        asks = Asks.REJECTED
        words = mark("Where do {quantity} {unit} {item} go?")
    value = _BETWEEN.join([plain(quantity), *said[1:]])
    answers = (
        *(Answer(f"{value}{_BETWEEN}{each}", message(text)) for each, text in choices),
        Answer("leave", message("Nothing is wrong")),
    )
    told = message(words, quantity=plain(quantity), unit=item.unit, item=item.description)
    return _ask(tx, expected, Question(asks, answers), told)


def _ask(tx: Tx, expected: Expectation, question: Question, words: Message) -> Outcome:
    line = receipt_lines.told(tx, _line(tx, expected), "")
    return Outcome(
        OutcomeKind.QUESTION,
        words,
        replace(expected, question=question),
        line=replace(line, line_id=None, quantity=None),
        question=question,
    )


def _line(tx: Tx, expected: Expectation) -> Line:
    return documents.line_by_id(tx.connection, expected.last_line_id or 0)[1]


def _quantity(text: str) -> Decimal:
    try:
        found = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or found <= 0:
        raise refusal(
            "{text} is no quantity.", "Type how many are rejected.", text=text[:_SHOWN]
        )
    return found


def _must_have_come(item: Item, line: Line, quantity: int) -> None:
    if quantity > line.quantity:
        raise refusal(
            "Only {came} {unit} of {item} came with this scan.",
            "Reject at most that; reject others with their own scan.",
            came=plain(off_grid(line.quantity, item.decimals)),
            unit=item.unit,
            item=item.description,
        )


def _may_be_rejected(tx: Tx, order: Reject, line: Line, quantity: int, *, voided: bool) -> None:
    item = catalogue.item_by_id(tx.connection, line.item_id)
    _must_have_come(item, line, quantity)
    if order.reason not in dict(REASONS) or order.disposition not in dict(DISPOSITIONS):
        raise refusal("That is no answer to this.", "Choose one of the answers.")
    place = catalogue.location_by_id(tx.connection, line.to_location_id)
    if voided or place.kind == "quarantine":
        raise refusal(
            "These goods were taken back or rejected before.",
            "Scan the goods again, then say what is wrong with them.",
        )


def _divide(
    tx: Tx, receipt: Document, line: Line, quantity: int, order: Reject
) -> tuple[int | None, int | None]:
    """The line of what is accepted and that of what is not, where there are such."""
    if order.disposition == "accepted":
        return line.id, None
    ticks = manifests.ticks_of(tx.connection, line.id)
    scan_id = journal.scan_of_line(tx.connection, line.id)
    documents.void_line(tx, line.id)
    rest, rejected = None, None
    if line.quantity > quantity:
        rest = _again(
            tx, receipt, line, (line.quantity - quantity, line.to_location_id), scan_id
        )
        taken = allot(line.quantity - quantity, ticks).ticks
        manifests.tick(tx, rest, taken)
        ticks = [(each, left - dict(taken).get(each, 0)) for each, left in ticks]
    if order.disposition in {"quarantine", "return"}:
        rejected = _again(tx, receipt, line, (quantity, _quarantine(tx)), scan_id)
        manifests.tick(tx, rejected, allot(quantity, ticks).ticks)
    return rest, rejected


def _again(
    tx: Tx, receipt: Document, line: Line, part: tuple[int, int], scan_id: int | None
) -> int:
    """A part of a line: so much of it, to a place."""
    quantity, place = part
    added = documents.add_line(
        tx,
        receipt.id,
        NewLine(
            uid=tx.uid(),
            item_id=line.item_id,
            lsn_id=line.lsn_id,
            from_location_id=line.from_location_id,
            to_location_id=place,
            quantity=quantity,
            purchase_order_line_id=line.purchase_order_line_id,
            scan_id=scan_id,
        ),
    )
    assert added is not None  # noqa: S101 - the receipt is kept a draft
    line_id, digest = added
    words = message("Line {line} divided", line=line.number)
    tx.entries.append(Entry("divide", words, "document", receipt.id, digest))
    if scan_id is not None:
        item = catalogue.item_by_id(tx.connection, line.item_id)
        told = receipt_lines.added_words(item, quantity)
        journal.add_outcome(tx, scan_id, OutcomeKind.OK, told, line_id=line_id)
    return line_id


def _quarantine(tx: Tx) -> int:
    places = catalogue.real_locations(tx.connection, ["quarantine"])
    if not places:
        raise refusal(
            "There is no place for rejected goods.",
            "Make a place of the kind quarantine first (Settings, or lsn import locations).",
        )
    return places[0].id


def _announced_as(tx: Tx, line: Line) -> int | None:
    ticks = manifests.ticks_of(tx.connection, line.id)
    return ticks[0][0] if ticks else None


def _what_to_do(disposition: str) -> Message | None:
    return {
        "quarantine": message("Put them into quarantine."),
        "return": message("Put them into quarantine, to go back."),
        "refused": message("Leave them on the truck."),
    }.get(disposition)
