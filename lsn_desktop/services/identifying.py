"""What a reading means here: our own codes first, then what a standard says."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.label_in_progress import LabelInProgress
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.storage import catalogue, lsns

if TYPE_CHECKING:
    from lsn_desktop.domain.items import Item
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.lsns import Candidate
    from lsn_desktop.storage.transactions import Tx

_TIMES = re.compile(r"[xX\u00d7]\s?(\d{1,9})")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_LONGEST_CODE = 90
_NAMED = 60
_OWN_FIRST = {"plain", "ean", "carrier", "hibc", "iccbba"}
_NAMES_NOTHING = {"plain", "carrier"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a label; ``candidates`` are the LSNs it may mean when there are several."""

    label: LabelInProgress
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """The next scan counts so many."""

    count: Decimal


@dataclass(frozen=True, slots=True)
class Place:
    """A place of ours."""

    location_id: int
    code: str


def identify(
    tx: Tx, reading: Reading, scan_id: int, awaiting: Item | None
) -> Part | Count | Place:
    """Settle what a reading means: a part of a label, a place, or a count.

    Args:
        tx: the transaction of the scan.
        reading: what the scanner sent, read.
        scan_id: the journal's row of it.
        awaiting: the item of the label in progress while its lot or serial is awaited;
            a plain code is then taken for that.

    Raises:
        Refusal: the code breaks the standard it claims, or names nothing we know.
    """
    if times := _TIMES.fullmatch(reading.text):
        return Count(Decimal(times[1]))
    if reading.read_as in _OWN_FIRST:
        _must_be_text(reading, awaiting)
        return _own(tx, reading, scan_id, awaiting)
    if reading.grave:
        raise _unreadable(reading)
    return Part(_told(tx, reading, scan_id))


def _own(tx: Tx, reading: Reading, scan_id: int, awaiting: Item | None) -> Part | Place:
    text = reading.text.strip()
    found = lsns.candidates(tx.connection, text) if text else []
    if awaiting is not None:
        found = [each for each in found if each.lsn.item_id == awaiting.id]
    # One supplier's lot or another's is no choice: the receipt says whose goods they are.
    firsts: dict[tuple[int, LsnKind], Candidate] = {}
    for each in found:
        firsts.setdefault((each.lsn.item_id, each.lsn.kind), each)
    found = list(firsts.values())
    if found:
        label = LabelInProgress(scan_ids=(scan_id,))
        if len(found) == 1:
            label = of_lsn(tx, found[0], scan_id)
        return Part(label, tuple(found) if len(found) > 1 else ())
    if place := catalogue.location_by_code(tx.connection, text):
        return Place(place.id, place.code)
    if item := catalogue.item_by_sku(tx.connection, text):
        return Part(LabelInProgress(item_id=item.id, scan_ids=(scan_id,)))
    if reading.read_as not in _NAMES_NOTHING:
        if reading.grave:
            raise _unreadable(reading)
        return Part(_told(tx, reading, scan_id))
    if awaiting is not None and text and not reading.grave:
        return Part(_awaited(awaiting, text, scan_id))
    raise _unknown(reading)


def of_lsn(tx: Tx, candidate: Candidate, scan_id: int) -> LabelInProgress:
    """The label facts an LSN of ours stands for."""
    lsn = candidate.lsn
    if lsn.kind is LsnKind.LOT:
        return LabelInProgress(item_id=lsn.item_id, lot=lsn.code, scan_ids=(scan_id,))
    lot = lsns.by_id(tx.connection, lsn.lot_id).code if lsn.lot_id else None
    return LabelInProgress(item_id=lsn.item_id, lot=lot, serial=lsn.code, scan_ids=(scan_id,))


def _must_be_text(reading: Reading, awaiting: Item | None) -> None:
    """Refuse control characters: none of our codes has them, and PostgreSQL stores no NUL."""
    text = reading.text.strip()
    if _CONTROLS.search(text):
        if awaiting is not None:
            must_be_a_number(text, of=awaiting.description)
        raise _unknown(reading)


def must_be_a_number(text: str, *, of: str) -> None:
    """Refuse what no lot or serial number of an item can be."""
    if flaw := number_flaw(text, of=of):
        raise flaw


def number_flaw(text: str, *, of: str) -> Refusal | None:
    """Why a text can be no lot or serial number of an item, if so."""
    if len(text) <= _LONGEST_CODE and not _CONTROLS.search(text):
        return None
    return refusal(
        "This is no lot or serial number: {text}.",
        "Scan the lot or serial of {item}, or type it (F2).",
        text=_shown(text),
        item=of,
    )


def _awaited(item: Item, text: str, scan_id: int) -> LabelInProgress:
    must_be_a_number(text, of=item.description)
    if item.tracking.by_lot:
        return LabelInProgress(lot=text, scan_ids=(scan_id,))
    return LabelInProgress(serial=text, scan_ids=(scan_id,))


def _told(tx: Tx, reading: Reading, scan_id: int) -> LabelInProgress:
    """The facts a label states, with the item where its number is one of ours.

    Raises:
        Refusal: it states nothing but a number that no item here has.
    """
    facts = _facts(reading, scan_id)
    numbers = _item_numbers(reading)
    for number in numbers:
        if item := catalogue.item_by_sku(tx.connection, number):
            return replace(facts, item_id=item.id)
    if numbers and not facts:
        raise refusal(
            "No item here has the number {number}.",
            "Give it to the item as its SKU, or type the line (F2).",
            number=_shown(numbers[0]),
        )
    return facts


def _item_numbers(reading: Reading) -> list[str]:
    """The numbers other than a GTIN by which a label names an item, the fullest first.

    HIBC: labeler, product number and unit of measure are the device identifier together; the
    product number alone is not, since another labeler may have the same. MH10.8.2: (P) is the
    number that we, the customer, gave the item; the supplier's own (1P) proves nothing here.
    """
    said = {element.id: element.value for element in reading.elements}
    if reading.read_as == "hibc" and "PCN" in said:
        product = said["LIC"] + said["PCN"]
        return [product + said["UM"], product]
    return [said["P"]] if reading.read_as == "mh10" and said.get("P") else []


def _facts(reading: Reading, scan_id: int) -> LabelInProgress:
    return LabelInProgress(
        gtin=reading.gtin or reading.content_gtin,
        content=True if reading.content_gtin and not reading.gtin else None,
        sscc=reading.sscc,
        lot=reading.lot,
        serial=reading.serial,
        expiry=reading.expiry,
        best_before=reading.best_before,
        production=reading.production,
        quantity=reading.quantity,
        weight_kg=reading.weight_kg,
        scan_ids=(scan_id,),
    )


def _unreadable(reading: Reading) -> Refusal:
    flaw = reading.grave[0]
    return refusal(
        "This label cannot be right. {flaw}",
        "Scan it again; if it is refused again, type the line (F2) and tell the supplier.",
        flaw=flaw.message,
    )


def _unknown(reading: Reading) -> Refusal:
    if reading.read_as == "carrier":
        return refusal(
            "{text} is a tracking number of {carrier}: it names no goods.",
            "Scan a barcode of the goods, or type the line (F2).",
            text=_shown(reading.text),
            carrier=reading.elements[-1].title,
        )
    return refusal(
        "Unknown code {text}.",
        "Scan the label's other barcode, or type the line (F2).",
        text=_shown(reading.text) or "(empty)",
    )


def _shown(text: str) -> str:
    """A code in words: control characters as pictures, long ones cut."""
    shown = "".join(chr(0x2400 + ord(char)) if ord(char) < ord(" ") else char for char in text)
    return shown if len(shown) <= _NAMED else shown[:_NAMED] + "…"
