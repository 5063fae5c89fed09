"""Under which lots and serials goods come out of a build: known ones refused, new ones made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.expiry import NEVER
from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.making import expiry_of_output
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.codes import identifying, own_numbers
from lsn_desktop.services.receipts import receipt_lots
from lsn_desktop.storage import (
    builds,
    documents,
    ledger,
    lsns,
    many_rows,
    part_of,
)
from lsn_desktop.storage.audit_chain import Entry
from lsn_desktop.storage.lsns import Lsn

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.domain.items import Item
    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.services.builds.build_outputs import Output
    from lsn_desktop.services.builds.building import Scan
    from lsn_desktop.storage.transactions import Connection, Tx


def lsns_of(tx: Tx, scan: Scan, out: Output) -> list[Lsn] | None:
    """The LSNs an output comes out under, made where they are new.

    Returns:
        One, or so many serials; None for a serial that is on this build already.

    Raises:
        Refusal: a code is known elsewhere: two pieces cannot have one.
    """
    item = out.item
    if item.tracking.by_serial:
        if out.serial and (known := _known(tx, item, LsnKind.SERIAL, out.serial)):
            if _is_on(tx, scan, known):
                return None
            _must_be_free(tx, scan, item, known)
            if scan.order.kind == "disassembly":
                return [known]
        lot = _lot(tx, scan, out) if item.tracking.by_lot else None
        if out.serial:
            if known is not None:
                return [_taken_up(tx, scan, out, known, lot)]
            codes = [out.serial]
        else:
            codes = own_numbers.take_for(tx, item, out.quantity, serial=True)
        return _made(tx, scan, out, codes, lot)
    if item.tracking.by_lot:
        return [_lot(tx, scan, out)]
    bulk = lsns.find(tx.connection, item.id, LsnKind.BULK, "", "")
    return [bulk or _new(tx, item, LsnKind.BULK, "")]


def lot_code(tx: Tx, lsn: Lsn) -> str | None:
    """The code of a serial's lot, if it is of one."""
    return lsns.by_id(tx.connection, lsn.lot_id).code if lsn.lot_id else None


def expiry(tx: Tx, lsn: Lsn) -> date | None:
    """When it expires: by its own day, or its lot's."""
    if lsn.expiry is None and lsn.lot_id is not None:
        return lsns.by_id(tx.connection, lsn.lot_id).expiry
    return lsn.expiry


def by_rule(tx: Tx, scan: Scan, item: Item) -> date | None:
    """When an output made now expires, by what is in the build so far."""
    days = builds.expiries(tx.connection, scan.head.id).values()
    parts = [None if day == NEVER else day for day in days]
    return expiry_of_output(item.expiry_rule, tx.by.on, item.shelf_life_days, parts)


def _known(tx: Tx, item: Item, kind: LsnKind, code: str) -> Lsn | None:
    return lsns.find(tx.connection, item.id, kind, "", code)


def _is_on(tx: Tx, scan: Scan, lsn: Lsn) -> bool:
    lines = part_of.lines(tx.connection, scan.head.id)
    return any(line.lsn_id == lsn.id and line.comes_out for line in lines)


def _must_be_free(tx: Tx, scan: Scan, item: Item, lsn: Lsn) -> None:
    """A serial comes out once: unless it is a part that was put in before and is taken out."""
    connection = tx.connection
    for place in ledger.places(connection, lsn.id):
        raise refusal(
            "Serial {serial} of {item} is already in {place}.",
            "Check the label: two pieces cannot have one serial.",
            serial=lsn.code,
            item=item.description,
            place=place.location,
        )
    draft = documents.draft_with(connection, lsn.id)
    number = draft[0] if draft else None
    if scan.order.kind != "disassembly":
        number = number or part_of.came_with(connection, lsn.id)
        number = number or part_of.made_with(connection, lsn.id)
    if number:
        raise _elsewhere(item, lsn.code, number)


def _elsewhere(item: Item, code: str, number: str) -> Refusal:
    return refusal(
        "{code} of {item} is known already, from {number}.",
        "Check the label: two pieces cannot have one serial. Give it a new number.",
        code=code,
        item=item.description,
        number=number,
    )


def _lot(tx: Tx, scan: Scan, out: Output) -> Lsn:
    """The lot of an output: the one said, the one of this build, or the next of ours."""
    item, connection = out.item, tx.connection
    mine = _of_this_build(connection, scan, item)
    code = out.lot
    if code is None and mine is not None:
        return mine
    if code is None:
        (code,) = own_numbers.take_for(tx, item, serial=False)
    identifying.must_be_a_number(code, of=item.description)
    known = _known(tx, item, LsnKind.LOT, code)
    if known is None:
        new = _new(tx, item, LsnKind.LOT, code, _shorter(out.expiry, by_rule(tx, scan, item)))
        return _entered(tx, item, new)
    if mine is not None and mine.id == known.id:
        return known
    if scan.order.kind == "disassembly":
        return known
    if number := part_of.came_with(connection, known.id):
        raise _elsewhere(item, code, number)
    lines = part_of.lines(connection, scan.head.id)
    if any(line.goes_in and line.lsn_id == known.id for line in lines):
        raise refusal(
            "{code} of {item} goes into {number}: it cannot come out of it, too.",
            "Give what is made another lot.",
            code=code,
            item=item.description,
            number=scan.head.number,
        )
    day = _shorter(out.expiry, by_rule(tx, scan, item))
    return _dated(tx, item, known, day)


def _of_this_build(connection: Connection, scan: Scan, item: Item) -> Lsn | None:
    """The lot that outputs of an item have on this build so far."""
    for line in part_of.lines(connection, scan.head.id):
        if line.item_id == item.id and line.comes_out:
            lsn = lsns.by_id(connection, line.lsn_id)
            if lsn.kind is LsnKind.LOT:
                return lsn
            if lsn.lot_id is not None:
                return lsns.by_id(connection, lsn.lot_id)
    return None


def _dated(tx: Tx, item: Item, known: Lsn, day: date | None) -> Lsn:
    """A lot of an earlier build, or one reserved: what it expires on is not lengthened.

    Raises:
        Refusal: what is made now expires sooner than what its labels say.
    """
    made = part_of.made_with(tx.connection, known.id)
    if not made:
        return _filled(tx, known, day)
    if day is not None and (known.expiry is None or day < known.expiry):
        raise refusal(
            "{code} of {item} expires {known}, what is made now on {day}.",
            "Give it another lot.",
            code=known.code,
            item=item.description,
            known=known.expiry or message("never"),
            day=day,
        )
    return known


def _taken_up(tx: Tx, scan: Scan, out: Output, known: Lsn, lot: Lsn | None) -> Lsn:
    """A serial that was numbered before it was made."""
    if lot is not None:
        if known.lot_id != lot.id:
            receipt_lots.join_lot(tx, known, lot)
        return lsns.by_id(tx.connection, known.id)
    return _filled(tx, known, _shorter(out.expiry, by_rule(tx, scan, out.item)))


def _filled(tx: Tx, known: Lsn, day: date | None) -> Lsn:
    new: dict[str, object] = {"production": tx.by.on}
    if day is not None and (known.expiry is None or day < known.expiry):
        new["expiry"] = day
        tx.entries.append(receipt_lots.filled_in(known, "expiry", day))
    lsns.change(tx, known.id, new)
    return lsns.by_id(tx.connection, known.id)


def _shorter(said: date | None, ruled: date | None) -> date | None:
    """What counts of what a label says and the rule gives."""
    return min((day for day in (said, ruled) if day is not None), default=None)


def _made(tx: Tx, scan: Scan, out: Output, codes: list[str], lot: Lsn | None) -> list[Lsn]:
    item = out.item
    for code in codes:
        identifying.must_be_a_number(code, of=item.description)
    day = None if lot is not None else _shorter(out.expiry, by_rule(tx, scan, item))
    row = Lsn(0, item.id, LsnKind.SERIAL, "", "", lot.id if lot else None, day, None,
              tx.by.on, None, held_whole=False)  # fmt: skip
    made = many_rows.add_lsns(tx, [row._replace(code=code) for code in codes])
    return [_entered(tx, item, lsn) for lsn in made]


def _new(tx: Tx, item: Item, kind: LsnKind, code: str, day: date | None = None) -> Lsn:
    lsn_id = lsns.add(
        tx,
        uid=tx.uid(),
        item_id=item.id,
        kind=kind,
        scope="",
        code=code,
        expiry=day,
        production=None if kind is LsnKind.BULK else tx.by.on,
    )
    return lsns.by_id(tx.connection, lsn_id)


def _entered(tx: Tx, item: Item, lsn: Lsn) -> Lsn:
    tx.entries.append(receipt_lots.created(item, lsn.kind, lsn.code, lsn.id))
    return lsn


def shorten(tx: Tx, lsn: Lsn, day: date) -> None:
    """Let an output expire sooner than was said when it was scanned."""
    lsns.change(tx, lsn.id, {"expiry": day})
    words = message(
        "Expiry of {code}: {old} > {new}", code=lsn.code, old=lsn.expiry or "-", new=day
    )
    tx.entries.append(Entry("correct", words, "lsn", lsn.id))
