"""Packing by scan on Move: a case or pallet is begun, goods go into it, it is closed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.moving import Moving, ToldMove
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind, ToldLine
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.moves import move_goods, moving, packing
from lsn_desktop.services.moves.packing import Pack
from lsn_desktop.services.office import company
from lsn_desktop.storage import catalogue, handling_units, house, journal

if TYPE_CHECKING:
    from lsn_desktop.storage.handling_units import Unit
    from lsn_desktop.storage.transactions import Tx

_NONE = Moving()
_TAIL = 5  # digits


def begin(tx: Tx, expected: Expectation, kind: str, scan_id: int) -> Outcome:
    """Begin a case or pallet; what is taken up goes into it, and all that is scanned next.

    Raises:
        Refusal: the company has no GS1 prefix, or what is taken up cannot be packed.
    """
    now = expected.moving or _NONE
    place_id = now.taken[0].parts[0].place_id if now.taken else now.source
    unit = packing.begin(tx, kind, _somewhere(tx) if place_id is None else place_id)
    after = replace(expected, moving=replace(now, packing=unit.id, packing_name=short(unit)))
    words = message("{unit}: scan what goes into it", unit=move_goods.called(unit))
    told = ToldMove(unit_id=unit.id)
    return filled(tx, Outcome(OutcomeKind.OK, words, after, move=told), scan_id)


def filled(tx: Tx, outcome: Outcome, scan_id: int) -> Outcome:
    """Put what a scan took up into the case or pallet that is open, if one is.

    Raises:
        Refusal: it is closed by now, or the goods cannot go into it.
    """
    after = outcome.next
    now = after.moving if after is not None else None
    if after is None or now is None or now.packing is None or not now.taken:
        return outcome
    if any(each.is_whole for each in now.taken):
        raise refusal(
            "What is packed already does not go into a case.",
            "Put it down first (Esc), then scan loose goods.",
        )
    unit = handling_units.by_id(tx.connection, now.packing)
    parts = [part for each in now.taken for part in each.parts]
    uid = tx.uid()
    document_id, made = packing.pack(tx, Pack(uid, unit.id, parts, scan_id))
    last = made[-1]
    words = message(
        "{amount} of {goods} in {unit}",
        amount=moving.amount(last.goods, last.quantity),
        goods=moving.named(last.goods),
        unit=move_goods.called(unit),
    )
    if len(made) > 1:
        words = message(
            "{count} lots or pieces in {unit}", count=len(made), unit=move_goods.called(unit)
        )
    for one in made[:-1]:
        journal.add_outcome(tx, scan_id, OutcomeKind.OK, words, line_id=one.line_id)
    serial = last.goods.lsn_kind == "serial"
    line = ToldLine(
        item=last.goods.item,
        sku=last.goods.sku,
        lot=last.goods.code if last.goods.lsn_kind == "lot" else None,
        serial=last.goods.code if serial else None,
        expiry=last.goods.expiry,
        quantity=off_grid(last.quantity, last.goods.decimals),
        unit=last.goods.unit,
        place=last.goods.place,
        lsn_id=last.goods.lsn_id,
        line_id=last.line_id,
    )
    told = ToldMove(
        source=last.goods.place,
        target=short(unit),
        goods=len(made),
        document_id=document_id,
        unit_id=unit.id,
    )
    kept = Expectation(0, moving=replace(now, taken=(), asked=None))
    return Outcome(OutcomeKind.OK, words, kept, line=line, move=told)


def put_on(tx: Tx, expected: Expectation, sscc: str, scan_id: int) -> Outcome | None:
    """A case scanned while a pallet is open goes on it; None if we know no such case.

    Raises:
        Refusal: it is no case, or what is open is no pallet.
    """
    now = expected.moving or _NONE
    case = handling_units.by_sscc(tx.connection, sscc)
    if case is None or now.packing is None:
        return None
    if case.id == now.packing:
        words = message("{unit} is open: scan what goes into it", unit=move_goods.called(case))
        return Outcome(OutcomeKind.HEARD, words, expected, move=ToldMove(unit_id=case.id))
    document_id = packing.put_on(tx, case, now.packing, scan_id)
    pallet = handling_units.by_id(tx.connection, now.packing)
    words = message(
        "{case} is on {unit}", case=move_goods.called(case), unit=move_goods.called(pallet)
    )
    line = ToldLine(item=str(move_goods.called(case)), place=pallet.place)
    told = ToldMove(
        source=case.place,
        target=short(pallet),
        goods=1,
        document_id=document_id,
        unit_id=pallet.id,
    )
    return Outcome(OutcomeKind.OK, words, replace(expected, count=None), line=line, move=told)


def close(tx: Tx, expected: Expectation) -> Outcome:
    """Close the case or pallet that is open, or the one taken up: its label is printed.

    Raises:
        Refusal: none is, or nothing is in it.
    """
    unit = packing.close(tx, _meant(tx, expected).id)
    words = message("{unit} is closed", unit=move_goods.called(unit))
    line = ToldLine(item=str(move_goods.called(unit)), place=unit.place)
    told = ToldMove(target=unit.place, unit_id=unit.id, closed=True)
    return Outcome(OutcomeKind.OK, words, Expectation(0), line=line, move=told)


def reopen(tx: Tx, expected: Expectation) -> Outcome:
    """Let the case or pallet that was taken up take goods again.

    Raises:
        Refusal: none is taken up, or it left.
    """
    unit = packing.reopen(tx, _meant(tx, expected).id)
    words = message("{unit} is open: scan what goes into it", unit=move_goods.called(unit))
    after = Expectation(0, moving=Moving(packing=unit.id, packing_name=short(unit)))
    line = ToldLine(item=str(move_goods.called(unit)), place=unit.place)
    return Outcome(OutcomeKind.OK, words, after, line=line, move=ToldMove(unit_id=unit.id))


def unpack(tx: Tx, expected: Expectation, scan_id: int) -> Outcome:
    """Take all out of the case or pallet that is open or taken up; it stands loose there.

    Raises:
        Refusal: none is, nothing is in it, or some of it is promised to others.
    """
    unit = _meant(tx, expected)
    document_id, count = packing.unpack(tx, unit.id, scan_id)
    words = message(
        "{unit} is unpacked: what was in it stands in {place}",
        unit=move_goods.called(unit),
        place=unit.place,
    )
    line = ToldLine(item=str(move_goods.called(unit)), place=unit.place)
    told = ToldMove(unit.place, unit.place, goods=count, document_id=document_id)
    return Outcome(OutcomeKind.OK, words, Expectation(0), line=line, move=told)


def short(unit: Unit) -> str:
    """A pallet or case by the end of its SSCC, as one says it at the dock."""
    words = message("pallet ...{tail}", tail=unit.sscc[-_TAIL:])
    if unit.kind == handling_units.CASE:
        words = message("case ...{tail}", tail=unit.sscc[-_TAIL:])
    return str(words)


def _meant(tx: Tx, expected: Expectation) -> Unit:
    """The case or pallet a command is about: the open one, else the one taken up."""
    now = expected.moving or _NONE
    if now.packing is not None:
        return handling_units.by_id(tx.connection, now.packing)
    units = [unit for each in now.taken if each.sscc for unit in each.units]
    if len(units) != 1:
        raise refusal(
            "No case or pallet is open.", "Scan its SSCC first, or begin one (LSN-DO-CASE)."
        )
    return handling_units.by_id(tx.connection, units[0])


def _somewhere(tx: Tx) -> int:
    """Where an empty case is said to stand: it goes to its first goods anyway."""
    code = house.settings(tx.connection).get(company.RECEIVING_PLACE, "")
    place = catalogue.location_by_code(tx.connection, code) if code else None
    return (place or catalogue.real_locations(tx.connection)[0]).id
