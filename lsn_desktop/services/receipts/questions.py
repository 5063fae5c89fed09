"""What is asked in line while receiving, and what each answer does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from lsn_desktop.domain.expiry import expiry_by_shelf_life
from lsn_desktop.domain.messages import Message, mark, message
from lsn_desktop.domain.outcomes import (
    Answer,
    Asks,
    Expectation,
    Outcome,
    OutcomeKind,
    Question,
    ToldLine,
)
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.codes import identifying
from lsn_desktop.services.codes.which_reading import question as readings_question
from lsn_desktop.services.receipts import ordered_items
from lsn_desktop.storage import catalogue, lsns

if TYPE_CHECKING:
    from lsn_desktop.domain.items import Item
    from lsn_desktop.domain.label_in_progress import LabelInProgress
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.services.codes.identifying import Part
    from lsn_desktop.services.receipts.receipt_lots import Lots
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.transactions import Tx


def have(tx: Tx, label: LabelInProgress) -> str:
    """What is known of a label, in few words: ``Whole milk, lot L1, 2026-12-19``."""
    parts = []
    if label.item_id is not None:
        parts.append(catalogue.item_by_id(tx.connection, label.item_id).description)
    elif number := label.gtin or (label.number and label.number.code):
        parts.append(number)
    parts += [value for value in (label.lot, label.serial) if value]
    if label.expiry:
        parts.append(str(label.expiry))
    if label.quantity is not None:
        parts.append(f"x {plain(label.quantity)}")
    return ", ".join(parts) or label.sscc or str(message("a date"))


def _asked(
    expectation: Expectation, question: Question, words: Message, item: Item | None = None
) -> Outcome:
    label = expectation.label
    line = ToldLine(
        item=item.description if item else "",
        sku=item.sku if item else "",
        gtin=label.gtin,
        lot=label.lot,
        serial=label.serial,
        expiry=label.expiry,
        unit=item.unit if item else "",
    )
    return Outcome(
        OutcomeKind.QUESTION,
        words,
        replace(expectation, question=question),
        line=line,
        question=question,
    )


def item_wanted(tx: Tx, expectation: Expectation) -> Outcome:
    """No item yet: heard so far, or a GTIN or other number nobody here knows."""
    label = expectation.label
    number = label.gtin or (label.number and label.number.code)
    if number is None:
        words = message("Have: {label}; scan the item", label=have(tx, label))
        return Outcome(OutcomeKind.HEARD, words, expectation)
    answers = (
        *ordered_items.offered(tx, expectation),
        Answer("new", message("New item")),
        Answer("known", message("One of our items")),
        Answer("leave", message("Leave it out")),
    )
    words = message("Which item is {number}?", number=number)
    asked = _asked(expectation, Question(Asks.ITEM, answers), words)
    if label.gtin:
        return asked
    return replace(asked, remedy=message("Choose it, or scan a barcode of the item itself."))


def code_wanted(tx: Tx, expectation: Expectation, item: Item) -> Outcome | None:
    """The lot or serial a label still lacks, or None."""
    label = expectation.label
    if item.tracking.by_lot and label.lot is None:
        asks, text = Asks.LOT, mark("Have: {label}; scan the lot")
        own = message("No lot on it: number it")
    elif item.tracking.by_serial and label.serial is None:
        asks, text = Asks.SERIAL, mark("Have: {label}; scan the serial")
        own = message("No serial on it: number it")
    else:
        return None
    question = Question(asks, (Answer("own", own),))
    outcome = _asked(expectation, question, message(text, label=have(tx, label)), item)
    return replace(outcome, kind=OutcomeKind.HEARD)


def not_ordered(expectation: Expectation, item: Item, receipt: Document) -> Outcome:
    """The item is not on the purchase order."""
    answers = (
        Answer("take", message("Receive it anyway")),
        Answer("leave", message("Leave it out")),
    )
    words = message(
        "{item} is not on {order}", item=item.description, order=receipt.purchase_order
    )
    return _asked(expectation, Question(Asks.NOT_ORDERED, answers), words, item)


def so_many(expectation: Expectation, item: Item, quantity: int) -> Outcome:
    """More than one scan usually counts."""
    shown = plain(off_grid(quantity, item.decimals))
    answers = (
        Answer("yes", message("Yes, {quantity} {unit}", quantity=shown, unit=item.unit)),
        Answer("leave", message("No, leave it out")),
    )
    words = message("Really {quantity} {unit}?", quantity=shown, unit=item.unit)
    return _asked(expectation, Question(Asks.QUANTITY, answers), words, item)


def another_carton(tx: Tx, expectation: Expectation, scan_id: int) -> Outcome:
    """The label of the line just made came again at once: another carton, or the same one."""
    label = expectation.label
    if not label and expectation.last is not None:
        label = replace(expectation.last, count=None, scan_ids=(scan_id,))
    answers = (
        Answer("yes", message("Another carton")),
        Answer("leave", message("The same one")),
    )
    item = catalogue.item_by_id(tx.connection, label.item_id) if label.item_id else None
    return _asked(
        replace(expectation, label=label),
        Question(Asks.TWICE, answers),
        message("Scanned twice at once: another carton?"),
        item,
    )


def about_expiry(tx: Tx, expectation: Expectation, item: Item, lots: Lots) -> Outcome:
    """The expiry is missing, or contradicts what is known of the lot."""
    code = expectation.label.lot or expectation.label.serial or item.description
    if lots.question is Asks.EXPIRY_CONFLICT:
        answers = (
            Answer("known", message("Keep {day}", day=lots.known_expiry)),
            Answer("label", message("Change to {day}", day=lots.expiry)),
        )
        words = message(
            "{code} is known with {known}, this label says {new}",
            code=code,
            known=lots.known_expiry,
            new=lots.expiry,
        )
        return _asked(expectation, Question(Asks.EXPIRY_CONFLICT, answers), words, item)
    choices = []
    if item.shelf_life_days is not None:
        day = expiry_by_shelf_life(tx.by.on, item.shelf_life_days)
        text = message("By shelf life: {day}", day=day)
        choices.append(Answer(day.isoformat(), text))
    choices.append(Answer("none", message("Not on the label")))
    words = message("When does {code} expire?", code=code)
    return _asked(expectation, Question(Asks.EXPIRY, tuple(choices)), words, item)


def which_item(expectation: Expectation, part: Part) -> Outcome:
    """One code names LSNs of several items: a chooser of one line each."""
    answers = tuple(
        Answer(str(each.lsn.id), message("{item}", item=each.description))
        for each in part.candidates[:9]
    )
    code = part.candidates[0].lsn.code
    question = Question(Asks.CODE, answers)
    return _asked(
        replace(expectation, label=expectation.label.with_part(part.label)),
        question,
        message("Which item is {code} of?", code=code),
    )


def which_reading(
    expectation: Expectation, readings: tuple[Reading, ...], item: Item | None
) -> Outcome:
    """One code may be read in several ways, since the scanner may have lost a separator."""
    question = readings_question(readings)
    words = message("Which is on the label?")
    remedy = message("The scanner may have lost a separator. Scanning the lot answers too.")
    return replace(_asked(expectation, question, words, item), remedy=remedy)


def apply_answer(
    tx: Tx, expectation: Expectation, value: str, scan_id: int
) -> Expectation | None:
    """The expectation after an answer, ready to be settled; None when the label is left out.

    Raises:
        Refusal: nothing was asked, or the answer is no choice of it.
    """
    question = expectation.question
    if question is None:
        raise refusal("Nothing was asked.", "Scan the next label.")
    offered = {choice.value for choice in question.answers}
    if value == "leave" and value in offered:
        return None
    label, settled = expectation.label, expectation.settled
    chosen = replace(expectation, question=None)
    if question.asks is Asks.EXPIRY:
        return replace(chosen, label=_with_expiry(label, value))
    if question.asks is Asks.EXPIRY_CONFLICT and value == "known":
        return replace(chosen, label=replace(label, expiry=None))
    if question.asks is Asks.CODE and value in offered:
        return replace(chosen, label=_of_choice(tx, label, int(value), scan_id))
    fixed = {
        (Asks.EXPIRY_CONFLICT, "label"): "expiry",
        (Asks.NOT_ORDERED, "take"): "not ordered",
        (Asks.QUANTITY, "yes"): "quantity",
        (Asks.TWICE, "yes"): "twice",
    }
    if (question.asks, value) in fixed:
        return replace(chosen, settled=settled | {fixed[question.asks, value]})
    raise refusal("{value} is no answer to this.", "Choose one of the answers.", value=value)


def _with_expiry(label: LabelInProgress, value: str) -> LabelInProgress:
    if value == "none":
        return replace(label, no_expiry=True)
    try:
        return replace(label, expiry=date.fromisoformat(value))
    except ValueError:
        raise refusal(
            "{value} is no day.", "Type the expiry as 2026-12-31.", value=value
        ) from None


def _of_choice(tx: Tx, label: LabelInProgress, lsn_id: int, scan_id: int) -> LabelInProgress:
    lsn = lsns.by_id(tx.connection, lsn_id)
    item = catalogue.item_by_id(tx.connection, lsn.item_id)
    candidate = lsns.Candidate(lsn, item.sku, item.description)
    return label.with_part(identifying.of_lsn(tx, candidate, scan_id))
