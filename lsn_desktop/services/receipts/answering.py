"""Answers and typed lines on a receipt: the same way as a scan, from the keyboard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from lsn_desktop.domain.items import Tracking
from lsn_desktop.domain.label_in_progress import LabelInProgress
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Asks, Expectation, Outcome, OutcomeKind
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.codes import identifying, naming, own_numbers, which_reading
from lsn_desktop.services.receipts import (
    ordered_items,
    pallets,
    questions,
    receipt_lines,
    receiving,
    rejecting,
)
from lsn_desktop.storage import catalogue, journal
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from lsn_desktop.storage.transactions import Tx


def answer(tx: Tx, value: str, expectation: Expectation, scan_id: int) -> Outcome:
    """Give the answer to the question in line, by its key or typed.

    Raises:
        Refusal: nothing was asked, or this is no answer to it.
    """
    question = expectation.question
    if question is not None and (own := _own_answer(tx, value, expectation, scan_id)):
        return own
    if question is not None and (found := which_reading.chosen(question, value, tx.by.on)):
        asked = replace(expectation, question=None)
        return receiving.take_reading(tx, asked, found, scan_id)
    if item_id := ordered_items.chosen(expectation, value):
        return _linked(tx, item_id, expectation, scan_id)
    chosen = questions.apply_answer(tx, expectation, value, scan_id)
    if chosen is None:
        words = message("Left out: {label}", label=questions.have(tx, expectation.label))
        for earlier in expectation.label.scan_ids[-1:]:
            journal.add_outcome(tx, earlier, OutcomeKind.UNFINISHED, words)
        begun = Expectation(expectation.document_id, read_before=expectation.read_before)
        return Outcome(OutcomeKind.HEARD, words, begun)
    return receipt_lines.settle(tx, chosen, scan_id)


def _own_answer(tx: Tx, value: str, expectation: Expectation, scan_id: int) -> Outcome | None:
    """What an answer comes to where the question has a way of its own."""
    question = expectation.question
    if question is None:
        return None
    if question.asks in {Asks.LOT, Asks.SERIAL}:
        return _numbered(tx, expectation, question.asks, value, scan_id)
    if question.asks in rejecting.ASKS:
        return rejecting.answer(tx, value, expectation, scan_id)
    if (question.asks, value) == (Asks.PALLET, "all"):
        return pallets.receive_all(tx, expectation, scan_id)
    return None


def _linked(tx: Tx, item_id: int, expectation: Expectation, scan_id: int) -> Outcome:
    """The item of an unknown number, chosen from the order: kept, and said so."""
    number = number_asked(expectation)
    outcome = link_item(tx, (item_id, ordered_items.ONE), expectation, scan_id)
    if outcome.remedy:
        return outcome
    item = catalogue.item_by_id(tx.connection, item_id)
    kept = receiving.number_kept(number, ordered_items.ONE, item)
    return replace(outcome, remedy=kept)


def _numbered(
    tx: Tx, expectation: Expectation, asks: Asks, value: str, scan_id: int
) -> Outcome:
    """A lot or serial typed, or one of ours by numbering."""
    label = expectation.label
    assert label.item_id is not None  # noqa: S101 - only asked once the item is known
    item = catalogue.item_by_id(tx.connection, label.item_id)
    code = value.strip()
    if value == "own":
        (code,) = own_numbers.take_for(tx, item, serial=asks is Asks.SERIAL)
    if not code:
        raise refusal("No number was given.", "Type the number on the goods, or choose ours.")
    identifying.must_be_a_number(code, of=item.description)
    known = replace(label, lot=code) if asks is Asks.LOT else replace(label, serial=code)
    return receipt_lines.settle(tx, replace(expectation, label=known, question=None), scan_id)


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line entered by hand (F2). ``lot`` and ``serial`` empty: number it ourselves.

    ``quantity`` is in the item's base unit.
    """

    item_id: int
    quantity: Decimal
    lot: str = ""
    serial: str = ""
    expiry: date | None = None
    no_expiry: bool = False


def receive_typed(tx: Tx, typed: TypedLine, expectation: Expectation, scan_id: int) -> Outcome:
    """Take a typed line; what is missing or doubtful is asked as for a scan.

    Raises:
        Refusal: the quantity is off the item's grid, or a rule forbids the line.
    """
    item = catalogue.item_by_id(tx.connection, typed.item_id)
    lot, serial = typed.lot.strip(), typed.serial.strip()
    for code in (lot, serial):
        identifying.must_be_a_number(code, of=item.description)
    if item.tracking.by_lot and not lot:
        (lot,) = own_numbers.take_for(tx, item, serial=False)
    if item.tracking.by_serial and not serial:
        (serial,) = own_numbers.take_for(tx, item, serial=True)
    label = LabelInProgress(
        item_id=item.id,
        lot=lot or None,
        serial=serial or None,
        expiry=typed.expiry,
        no_expiry=True if typed.no_expiry else None,
        quantity=typed.quantity,
        scan_ids=(scan_id,),
    )
    expectation = receiving.begin_next_label(tx, expectation)
    return receipt_lines.settle(tx, replace(expectation, label=label), scan_id)


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item made in line, from a label whose number nobody knows."""

    sku: str
    description: str
    tracking: Tracking = Tracking.LOT
    unit: str = "pcs"
    expiry_required: bool = False
    units_in_pack: int = 1


def add_item_in_line(tx: Tx, new: NewItem, expectation: Expectation, scan_id: int) -> Outcome:
    """Make the item a label asks for, give it the label's number, and go on with the label.

    Raises:
        Refusal: no description, or the SKU is taken.
    """
    number = number_asked(expectation)
    description = new.description.strip()
    if not number or not description:
        raise refusal("The new item has no name.", "Type what the goods are called.")
    sku = new.sku.strip() or number
    if catalogue.item_by_sku(tx.connection, sku):
        raise refusal("There is an item {sku} already.", "Choose another SKU.", sku=sku)
    item_id = catalogue.add_item(
        tx,
        {
            "uid": tx.uid(),
            "sku": sku,
            "description": description,
            "tracking": new.tracking.value,
            "unit": new.unit.strip() or "pcs",
            "expiry_required": new.expiry_required,
        },
    )
    words = message("New item {sku}: {item}", sku=sku, item=description)
    tx.entries.append(Entry("create", words, "item", item_id))
    return link_item(tx, (item_id, Fraction(new.units_in_pack)), expectation, scan_id)


def number_asked(expectation: Expectation) -> str:
    """The number of which it is asked what item it is: a GTIN, or another one."""
    label = expectation.label
    return label.gtin or (label.number.code if label.number else "")


def link_item(
    tx: Tx, pack: tuple[int, Fraction], expectation: Expectation, scan_id: int
) -> Outcome:
    """Let the label's unknown number stand for an item of ours, and go on with the label.

    A GTIN joins the item's GTINs; another number is kept as an alias of the item.

    Args:
        tx: the transaction of the scan.
        pack: the item, and how many of its base units are in what the number is on.
        expectation: with the question that asked for the item.
        scan_id: the journal's row of the answer.

    Raises:
        Refusal: the pack is empty, or the number was linked by somebody else meanwhile.
    """
    item_id, units = pack
    label = expectation.label
    if units <= 0:
        raise refusal("A pack holds at least one.", "Type how many the pack holds.")
    item = catalogue.item_by_id(tx.connection, item_id)
    if label.gtin:
        if catalogue.item_by_gtin(tx.connection, label.gtin):
            raise refusal(
                "GTIN {gtin} belongs to an item already.",
                "Scan the label again.",
                gtin=label.gtin,
            )
        catalogue.add_gtin(tx, item_id, label.gtin, units)
        words = message("GTIN {gtin} is {item}", gtin=label.gtin, item=item.description)
        tx.entries.append(Entry("link", words, "item", item_id))
    else:
        assert label.number is not None  # noqa: S101 - the question was about a number
        naming.add_number(tx, item_id, label.number, units)
    known = replace(label, item_id=item_id)
    return receipt_lines.settle(tx, replace(expectation, label=known, question=None), scan_id)
