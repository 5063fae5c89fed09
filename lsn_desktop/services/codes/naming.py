"""Other names: numbers by which labels name an item, aliases by which an LSN is scanned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.items import ItemNumber
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Outcome, OutcomeKind
from lsn_desktop.domain.quantities import plain
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.services.codes import own_codes, stated
from lsn_desktop.storage import aliases, catalogue, item_numbers, lsns
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from fractions import Fraction

    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.transactions import Connection, Tx

KINDS = ("asset tag", "maker's serial", "supplier lot", "IMEI", "MAC", "UDI", "other")
"""Kinds of aliases that are offered; any other word will do."""


def add_number(tx: Tx, item_id: int, number: ItemNumber, units: Fraction) -> None:
    """Let a number of a supplier, or of anybody, stand for so many of an item.

    Raises:
        Refusal: it is no code, or stands for an item already.
    """
    if flaw := flaw_of_number(tx.connection, item_id, number, units):
        raise flaw
    item_numbers.add(tx, item_id, number, units)
    item = catalogue.item_by_id(tx.connection, item_id)
    words = message(
        "Number {number} is {units} {unit} of {item}",
        number=number.code,
        units=plain(units),
        unit=item.unit,
        item=item.description,
    )
    tx.entries.append(Entry("link", words, "item", item_id))
    tx.events.append(Event("item", item_id))


def drop_number(tx: Tx, item_id: int, number: ItemNumber) -> None:
    """Let a number stand for an item no longer.

    Raises:
        Refusal: it did not.
    """
    if not item_numbers.drop(tx, item_id, number):
        raise refusal(
            "{number} is no number of this item any more.",
            "Look at the item again.",
            number=number.code,
        )
    words = message("Number {number} no longer names this item", number=number.code)
    tx.entries.append(Entry("unlink", words, "item", item_id))
    tx.events.append(Event("item", item_id))


def flaw_of_number(
    connection: Connection, item_id: int | None, number: ItemNumber, units: Fraction
) -> Refusal | None:
    """Why a number cannot stand for an item, if so; None as the item is one to be made."""
    if flaw := _no_code(number.code):
        return flaw
    if units <= 0:
        return refusal(
            "A pack of {number} holds nothing.", "Type its quantity.", number=number.code
        )
    taken = item_numbers.is_taken(connection, number)
    if taken is not None:
        return refusal(
            "{number} is {item} already.",
            "Look that item up; one number of one supplier is one item.",
            number=number.code,
            item=catalogue.item_by_id(connection, taken).description,
        )
    item = catalogue.item_by_sku(connection, number.code)
    if item is not None and item.id != item_id:
        return refusal(
            "{number} is the SKU of {item}.",
            "A SKU always means its own item.",
            number=number.code,
            item=item.description,
        )
    return None


def add_alias(tx: Tx, lsn_id: int, kind: str, code: str) -> None:
    """Let another code stand for an LSN: scanned, it is found like by its own.

    Raises:
        Refusal: it is no code, or a code of this LSN already.
    """
    code, kind = code.strip(), kind.strip()
    if flaw := _no_code(code):
        raise flaw
    known = lsns.by_id(tx.connection, lsn_id)
    if known.code == code or not aliases.add(tx, lsn_id, kind, code):
        raise refusal("{code} is a code of it already.", "Type another one.", code=code)
    words = message("{alias} is another code of {code}", alias=code, code=known.code)
    tx.entries.append(Entry("alias", words, "lsn", lsn_id))
    tx.events.append(Event("lsn", lsn_id))


def code_scanned(reading: Reading) -> tuple[Outcome, str]:
    """The whole of a code, to stand for an LSN as it is.

    Raises:
        Refusal: it is none that can stand for something.
    """
    code = reading.text.strip()
    if flaw := _no_code(code):
        raise flaw
    return Outcome(OutcomeKind.OK, message("Code {code} for a lot", code=code)), code


def number_scanned(reading: Reading) -> tuple[Outcome, ItemNumber]:
    """The number by which a label names an item: as its standard has it, else all of it.

    Raises:
        Refusal: the label names it by a GTIN, or it is no code.
    """
    if reading.gtin or reading.content_gtin:
        raise refusal(
            "{gtin} is a GTIN.",
            "It belongs among the item's GTINs.",
            gtin=reading.gtin or reading.content_gtin or "",
        )
    stands = stated.numbers_of(reading, "")
    number = stands[0] if stands else ItemNumber(reading.text.strip())
    if flaw := _no_code(number.code):
        raise flaw
    words = message("Number {number} for an item", number=number.code)
    return Outcome(OutcomeKind.OK, words), number


def drop_alias(tx: Tx, lsn_id: int, code: str) -> None:
    """Let a code stand for an LSN no longer.

    Raises:
        Refusal: it did not.
    """
    if not aliases.drop(tx, lsn_id, code):
        raise refusal("{code} is no code of it any more.", "Look at it again.", code=code)
    known = lsns.by_id(tx.connection, lsn_id)
    words = message("{alias} is no code of {code} any more", alias=code, code=known.code)
    tx.entries.append(Entry("unalias", words, "lsn", lsn_id))
    tx.events.append(Event("lsn", lsn_id))


def _no_code(code: str) -> Refusal | None:
    if code and len(code) <= own_codes.LONGEST and not own_codes.has_controls(code):
        return None
    return refusal(
        "This is no code that can be scanned.",
        "Scan or type it: up to {most} characters.",
        most=own_codes.LONGEST,
    )
