"""Packing goods into cases and onto pallets, and taking them out again.

A pallet or case has an SSCC of our own and stands in one place. What is in it is stock like
all other: packing and unpacking are transfers, posted at once and turned back as such. Cases
stand on pallets; a case on no case, a pallet on nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.moving import Part
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.codes import own_ssccs
from lsn_desktop.services.moves import moving
from lsn_desktop.storage import handling_units, packed_goods, standing
from lsn_desktop.storage.audit_chain import Entry
from lsn_desktop.storage.handling_units import CASE, PALLET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.services.moves.moving import Moved
    from lsn_desktop.storage.handling_units import Unit
    from lsn_desktop.storage.standing import Standing
    from lsn_desktop.storage.transactions import Connection, Tx


def begin(tx: Tx, kind: str, place_id: int, document_id: int | None = None) -> Unit:
    """A new, empty pallet or case with an SSCC of our own, in a place.

    ``document_id``: a shipment it is packed for.

    Raises:
        Refusal: the company has no GS1 prefix, or goods cannot stand in that place.
    """
    place = moving.must_take_goods(standing.spot(tx.connection, place_id))
    sscc = own_ssccs.take(tx)
    unit_id = handling_units.add(tx, sscc, kind, place.id, document_id)
    words = message("New {kind} {sscc} in {place}", kind=kind, sscc=sscc, place=place.code)
    _tell(tx, "create", words, unit_id)
    return handling_units.by_id(tx.connection, unit_id)


@dataclass(frozen=True, slots=True)
class Pack:
    """An order to put goods into a pallet or case."""

    uid: str
    unit_id: int
    parts: Sequence[Part]
    scan_id: int | None = None


def pack(tx: Tx, order: Pack) -> tuple[int, list[Moved]]:
    """Put goods into a pallet or case, where it stands; an empty one goes to the goods.

    An order that arrives twice (same uid) packs once. Returns the transfer and what it moved.

    Raises:
        Refusal: the unit is closed or left, or the goods are not there, or not free.
    """
    handling_units.keep(tx, [order.unit_id])
    unit = must_be_open(tx.connection, order.unit_id)
    if unit.document_id is not None:
        raise refusal(
            "{unit} is packed for a shipment.", "Pack it on page Ship.", unit=named(unit)
        )
    is_empty = unit.parent_id is None and not _has_goods(tx.connection, unit)
    target_id = order.parts[0].place_id if is_empty else unit.place_id
    carried = moving.carry(
        tx,
        moving.Transfer(order.uid, order.parts, target_id, scan_id=order.scan_id, into=unit.id),
    )
    tx.events.append(Event("unit", unit.id))
    return carried


def put_on(tx: Tx, case: Unit, pallet_id: int, scan_id: int | None = None) -> int | None:
    """Put a case on a pallet; one that stands elsewhere is carried there by a transfer.

    Returns:
        The transfer; None where nothing had to be carried.

    Raises:
        Refusal: it is no case, or the other no open pallet; or its goods may not go there.
    """
    handling_units.keep(tx, [case.id, pallet_id])
    pallet = must_be_open(tx.connection, pallet_id)
    if case.kind != CASE or pallet.kind != PALLET:
        raise refusal(
            "{sscc} cannot be put into {into}: only a case goes on a pallet.",
            "Scan a case, or close this and begin a pallet.",
            sscc=named(case),
            into=named(pallet),
        )
    must_be_here(case)
    if case.document_id != pallet.document_id:
        raise refusal(
            "{sscc} and {into} are not packed for one shipment.",
            "Begin another pallet.",
            sscc=named(case),
            into=named(pallet),
        )
    document_id = None
    if case.place_id != pallet.place_id:
        is_alone = not handling_units.on(tx.connection, pallet.id)
        if is_alone and not _has_goods(tx.connection, pallet):
            handling_units.put(tx, pallet.id, case.place_id)
        else:
            document_id = carry_whole(tx, [case], pallet.place_id, scan_id)
    case = handling_units.by_id(tx.connection, case.id)
    handling_units.put_on(tx, case, pallet.id, document_id)
    words = message("{sscc} put on {into}", sscc=named(case), into=named(pallet))
    _tell(tx, "change", words, pallet.id)
    return document_id


def carry_whole(
    tx: Tx, units: Sequence[Unit], place_id: int, scan_id: int | None = None
) -> int | None:
    """Carry pallets and cases with all that is in them to a place; the transfer, if any."""
    ids = [unit.id for unit in units]
    handling_units.keep(tx, ids)
    rows = standing.of_units(tx.connection, ids)
    if not rows:
        for unit in units:
            handling_units.put_on(tx, unit, None)
            handling_units.put(tx, unit.id, place_id)
        return None
    order = moving.Transfer(tx.uid(), parts_of(rows), place_id, scan_id=scan_id, units=ids)
    return moving.transfer(tx, order)


def parts_of(rows: Sequence[Standing]) -> list[Part]:
    """Goods where they stand, all of each."""
    return [Part(row.lsn_id, row.place_id, row.on_hand, row.unit_id) for row in rows]


def unpack(tx: Tx, unit_id: int, scan_id: int | None = None) -> tuple[int | None, int]:
    """Take all out of a pallet or case: its goods stand loose where it stands, its cases alone.

    Returns:
        The transfer, if it had goods of its own; and how many lots, serials and cases it was.

    Raises:
        Refusal: nothing is in it, or some of it is promised to an open document.
    """
    handling_units.keep(tx, [unit_id])
    unit = must_be_here(handling_units.by_id(tx.connection, unit_id))
    cases = handling_units.on(tx.connection, unit_id)
    own = [row for row in standing.of_units(tx.connection, [unit_id]) if row.unit_id == unit_id]
    if not cases and not own:
        raise refusal("Nothing is in {unit}.", "Nothing more to do.", unit=named(unit))
    document_id = None
    if own:
        order = moving.Transfer(tx.uid(), parts_of(own), unit.place_id, scan_id=scan_id)
        document_id = moving.transfer(tx, order)
    for case in cases:
        handling_units.put_on(tx, case, None, document_id)
    handling_units.close(tx, unit_id, None)
    _tell(tx, "change", message("Unpacked {unit}", unit=named(unit)), unit_id)
    return document_id, len(own) + len(cases)


def close(tx: Tx, unit_id: int) -> Unit:
    """Say that a pallet or case is complete: it gets its label, and takes no more goods.

    Raises:
        Refusal: nothing is in it.
    """
    unit = must_be_here(handling_units.by_id(tx.connection, unit_id))
    if not packed_goods.of_units(tx.connection, [unit_id]):
        raise refusal(
            "Nothing is in {unit}.", "Scan the goods that go into it.", unit=named(unit)
        )
    if unit.closed_at is None:
        handling_units.close(tx, unit_id, tx.by.at)
        _tell(tx, "change", message("Closed {unit}", unit=named(unit)), unit_id)
    return handling_units.by_id(tx.connection, unit_id)


def reopen(tx: Tx, unit_id: int) -> Unit:
    """Let a closed pallet or case take goods again; its label is to be printed anew.

    Raises:
        Refusal: it left with a shipment.
    """
    unit = must_be_here(handling_units.by_id(tx.connection, unit_id))
    if unit.closed_at is not None:
        handling_units.close(tx, unit_id, None)
        _tell(tx, "change", message("Opened {unit} again", unit=named(unit)), unit_id)
    return handling_units.by_id(tx.connection, unit_id)


def must_be_open(connection: Connection, unit_id: int) -> Unit:
    """A pallet or case that takes goods.

    Raises:
        Refusal: it is closed, or left.
    """
    unit = must_be_here(handling_units.by_id(connection, unit_id))
    if unit.closed_at is not None:
        raise refusal(
            "{unit} is closed.",
            "Open it again first; its label is printed anew when it is closed.",
            unit=named(unit),
        )
    return unit


def must_be_here(unit: Unit) -> Unit:
    """A pallet or case that did not leave.

    Raises:
        Refusal: it left with a shipment.
    """
    if not unit.is_here:
        raise refusal("{unit} left with a shipment.", "Begin another one.", unit=named(unit))
    return unit


def named(unit: Unit) -> str:
    """A pallet or case as refusals call it."""
    return f"{unit.kind} {unit.sscc}"


def _has_goods(connection: Connection, unit: Unit) -> bool:
    return bool(handling_units.of_unit(connection, unit.id))


def _tell(tx: Tx, action: str, words: Message, unit_id: int) -> None:
    tx.entries.append(Entry(action, words, "handling_unit", unit_id))
    tx.events.append(Event("unit", unit_id))
