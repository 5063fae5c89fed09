"""What a reading means here: our own codes first, then what a standard says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from lsn_desktop.domain.items import ItemNumber, LsnKind
from lsn_desktop.domain.label_in_progress import LabelInProgress
from lsn_desktop.domain.messages import mark
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.scanning.commands import command
from lsn_desktop.services.codes import own_codes, reading_by_rules, stated
from lsn_desktop.storage import catalogue, documents, lsns

if TYPE_CHECKING:
    from lsn_desktop.domain.items import Item
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.services.codes.own_codes import Own
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.lsns import Candidate
    from lsn_desktop.storage.transactions import Tx

COUNTED = re.compile(r"[xX\u00d7]\s?(\d{1,9})")
"""How a number of pieces is scanned or typed: ``x 12``."""

_NAMED = 60
UNKNOWN = mark("Unknown code {text}.")
NO_GOODS = mark("{text} is a tracking number of {carrier}: it names no goods.")
MISREAD = mark("Unknown code {text}. {flaw}")
NO_NUMBER = mark("This is no lot or serial number: {text}.")
TEACHABLE = frozenset({UNKNOWN, NO_GOODS, MISREAD})
"""What is said of a code that means nothing here yet: it can be taught."""

_NO_GOODS = {"command", "badge"}
_NAMES_NOTHING = {"plain", "carrier"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a label; ``candidates`` are the LSNs it may mean when there are several.

    ``reading`` is the scan as a taught rule reads it, where one does; ``readings`` are those
    that a code may have whose separators may be lost.
    """

    label: LabelInProgress
    candidates: tuple[Candidate, ...] = ()
    reading: Reading | None = None
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """The next scan counts so many."""

    count: Decimal


@dataclass(frozen=True, slots=True)
class Place:
    """A place of ours."""

    location_id: int
    code: str


class Delivery:
    """What is received; asked of the database when it is needed, which it seldom is.

    Of document 0 nothing is known: no supplier is chosen yet.
    """

    def __init__(self, tx: Tx, document_id: int) -> None:
        self._tx, self._document_id = tx, document_id

    @cached_property
    def receipt(self) -> Document:
        """The head of the receipt."""
        return documents.by_id(self._tx.connection, self._document_id)

    @cached_property
    def vendor_id(self) -> int | None:
        """The supplier it comes from or goes to, if that is known."""
        return self.receipt.party_id if self._document_id else None

    @cached_property
    def scope(self) -> str:
        """The code of the supplier, whose own numbers for items count; empty without one."""
        if self.vendor_id is None:
            return ""
        return catalogue.party_by_id(self._tx.connection, self.vendor_id).code


def identify(
    tx: Tx, reading: Reading, scan_id: int, awaiting: Item | None, delivery: Delivery
) -> Part | Count | Place:
    """Settle what a reading means: a part of a label, a place, or a count.

    Args:
        tx: the transaction of the scan.
        reading: what the scanner sent, read.
        scan_id: the journal's row of it.
        awaiting: the item of the label in progress while its lot or serial is awaited;
            a plain code is then taken for that.
        delivery: what is received; its supplier's own numbers for items count.

    Raises:
        Refusal: the code breaks the standard it claims, or names nothing we know.
    """
    text = reading.text.strip()
    if count := asked_for(reading):
        return count
    ours = own_codes.own(
        tx.connection,
        text,
        scope=lambda: delivery.scope,
        of_item=awaiting.id if awaiting else None,
        folded=reading.read_as in _NAMES_NOTHING,
    )
    if ours and not (ours.number and awaiting):
        return _ours(tx, ours, text, delivery, scan_id)
    taught = None
    if not reading_by_rules.says_itself(reading):
        taught = reading_by_rules.by_rule(tx.connection, reading, delivery.vendor_id, tx.by.on)
    if taught is not None:
        label = stated.facts(tx.connection, taught, scan_id, delivery.scope)
        return Part(label, reading=taught)
    if reading.candidates:
        return Part(LabelInProgress(scan_ids=(scan_id,)), readings=reading.candidates)
    if reading.read_as not in _NAMES_NOTHING:
        if reading.grave:
            raise _unreadable(reading)
        named = bool(reading.gtin or reading.content_gtin)
        scope = "" if named else delivery.scope
        return Part(stated.facts(tx.connection, reading, scan_id, scope))
    # What is nearly a label of a standard is a label misread, and no lot.
    if awaiting is not None and text and not (reading.grave or reading.warnings):
        return Part(_awaited(awaiting, text, scan_id))
    raise _unknown(reading)


def _ours(tx: Tx, ours: Own, text: str, delivery: Delivery, scan_id: int) -> Part | Place:
    """The part of a label, or the place, that a code of ours stands for."""
    if len(ours.lsns) == 1:
        return Part(of_lsn(tx, ours.lsns[0], scan_id))
    if ours.lsns:
        return Part(LabelInProgress(scan_ids=(scan_id,)), ours.lsns)
    if ours.place:
        return Place(ours.place.id, ours.place.code)
    if ours.item:
        return Part(LabelInProgress(item_id=ours.item.id, scan_ids=(scan_id,)))
    if ours.pack:
        number, item_id = ItemNumber(text, delivery.scope), ours.pack.item.id
        return Part(LabelInProgress(item_id=item_id, number=number, scan_ids=(scan_id,)))
    raise refusal(
        "{number} is an order or a document: it names no goods.",
        "Go on with this delivery; to open another, leave this one first (Esc).",
        number=text,
    )


def asked_for(reading: Reading) -> Count | None:
    """How many the next scan counts, if that is what was scanned.

    Raises:
        Refusal: it is another command or a badge: neither is of goods, and both are done
            before goods are looked for.
    """
    text = reading.text.strip()
    if times := COUNTED.fullmatch(text):
        return Count(Decimal(times[1]))
    if reading.read_as not in _NO_GOODS:
        return None
    asked = command(text)
    if asked is not None and asked.name == "quantity":
        return Count(Decimal(asked.argument))
    raise refusal(
        "{text} names no goods: it is a command or a badge.",
        "Scan a label of the goods.",
        text=shown(text),
    )


def of_lsn(tx: Tx, candidate: Candidate, scan_id: int) -> LabelInProgress:
    """The label facts an LSN of ours stands for."""
    lsn = candidate.lsn
    if lsn.kind is LsnKind.LOT:
        return LabelInProgress(item_id=lsn.item_id, lot=lsn.code, scan_ids=(scan_id,))
    lot = lsns.by_id(tx.connection, lsn.lot_id).code if lsn.lot_id else None
    return LabelInProgress(item_id=lsn.item_id, lot=lot, serial=lsn.code, scan_ids=(scan_id,))


def must_be_a_number(text: str, *, of: str) -> None:
    """Refuse what no lot or serial number of an item can be."""
    if flaw := number_flaw(text, of=of):
        raise flaw


def number_flaw(text: str, *, of: str) -> Refusal | None:
    """Why a text can be no lot or serial number of an item, if so."""
    if len(text) <= own_codes.LONGEST and not own_codes.has_controls(text):
        return None
    return refusal(
        NO_NUMBER,
        "Scan the lot or serial of {item}, or type it (F2).",
        text=shown(text),
        item=of,
    )


def _awaited(item: Item, text: str, scan_id: int) -> LabelInProgress:
    must_be_a_number(text, of=item.description)
    if item.tracking.by_lot:
        return LabelInProgress(lot=text, scan_ids=(scan_id,))
    return LabelInProgress(serial=text, scan_ids=(scan_id,))


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
            NO_GOODS,
            "Scan a barcode of the goods, or type the line (F2).",
            text=shown(reading.text),
            carrier=reading.elements[-1].title,
        )
    if reading.warnings:
        return refusal(
            MISREAD,
            "Scan it again, scan another barcode of the label, type it (F2) or teach it (T).",
            text=shown(reading.text),
            flaw=reading.warnings[0].message,
        )
    return refusal(
        UNKNOWN,
        "Scan the label's other barcode, type the line (F2), or teach it (T, or scan Teach).",
        text=shown(reading.text) or "(empty)",
    )


def shown(text: str) -> str:
    """A code in words: control characters as pictures, long ones cut."""
    seen = "".join(chr(0x2400 + ord(char)) if ord(char) < ord(" ") else char for char in text)
    return seen if len(seen) <= _NAMED else seen[:_NAMED] + "…"
