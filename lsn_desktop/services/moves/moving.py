"""Moving goods from a place to a place: posted at once, one transfer for each scan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import OutcomeKind
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.services.documents import moved_along, posting
from lsn_desktop.storage import (
    counters,
    documents,
    handling_units,
    journal,
    ledger,
    lsns,
    standing,
)
from lsn_desktop.storage.documents import NewLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.domain.moving import Part
    from lsn_desktop.services.documents.moved_along import Going
    from lsn_desktop.storage.standing import Spot, Standing
    from lsn_desktop.storage.transactions import Connection, Tx

KIND = moved_along.KIND


@dataclass(frozen=True, slots=True)
class Transfer:
    """An order to put goods into a place.

    ``units`` are the pallets and cases that go there as they are; ``sscc`` a pallet that goes
    there for the first time, with what came on it; ``into`` the one that goods are packed into.
    """

    uid: str
    parts: Sequence[Part]
    target_id: int
    sscc: str = ""
    scan_id: int | None = None
    units: Sequence[int] = ()
    into: int | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved: how much of what, and the line that says so."""

    goods: Standing
    quantity: int
    line_id: int


def transfer(tx: Tx, order: Transfer) -> int:
    """Put goods into another place; returns the document, as :func:`carry`.

    Raises:
        Refusal: as :func:`carry`.
    """
    return carry(tx, order)[0]


def carry(tx: Tx, order: Transfer) -> tuple[int, list[Moved]]:
    """Put goods into another place: a posted document with a line for each lot or serial.

    An order that arrives twice (same uid) moves once. Holds on goods that go to quarantine
    go along. Goods leave their pallet or case, unless that goes as it is, or they are packed.

    Raises:
        Refusal: they are not there, too few may be taken, they are on hold and the place is
            no quarantine, or nothing can be put into the place.
    """
    if known := documents.by_uid(tx.connection, order.uid):
        return known, moved(tx.connection, known)
    target = must_take_goods(standing.spot(tx.connection, order.target_id))
    going = moved_along.going(tx, order.units, order.into)
    moved_along.must_be_all(tx, going, order.parts)
    lsns.keep_all(tx, {part.lsn_id for part in order.parts})
    rows = standing.of_lsns(tx.connection, sorted({part.lsn_id for part in order.parts}))
    there = {(row.lsn_id, row.place_id, row.unit_id): row for row in rows}
    taken = [
        (
            there.get((part.lsn_id, part.place_id, part.unit_id)),
            how_many(tx.connection, there, part, target, going),
        )
        for part in order.parts
    ]
    document_id = documents.add(
        tx,
        {
            "uid": order.uid,
            "kind": KIND,
            "number": f"TR-{counters.take(tx, KIND):05d}",
            "location_id": target.id,
        },
    )
    if order.sscc and not order.units:
        going = going.with_first(handling_units.known(tx, order.sscc, target.id))
    made = []
    for goods, quantity in taken:
        assert goods is not None  # noqa: S101 - else there were too few
        line = NewLine(
            uid=tx.uid(),
            item_id=goods.item_id,
            lsn_id=goods.lsn_id,
            from_location_id=goods.place_id,
            to_location_id=target.id,
            quantity=quantity,
            handling_unit_id=going.carried_by(goods.unit_id),
            scan_id=order.scan_id,
            from_unit_id=goods.unit_id,
            to_unit_id=going.into(goods.unit_id),
        )
        added = documents.add_line(tx, document_id, line)
        assert added is not None  # noqa: S101 - nobody else knows the draft yet
        made.append(Moved(goods, quantity, added[0]))
    posting.post(tx, document_id)
    moved_along.put(tx, going, target.id, document_id)
    if target.kind == "quarantine":
        head = documents.by_id(tx.connection, document_id)
        lines = documents.lines(tx.connection, document_id)
        came = [line for line in lines if line.from_location_id != target.id]
        moved_along.holds(tx, head, came)
    tx.events += [Event("lsn", each.goods.lsn_id) for each in made]
    return document_id, made


def must_take_goods(place: Spot) -> Spot:
    """A place goods can be put into.

    Raises:
        Refusal: it is none, or is used no more.
    """
    if not place.is_real:
        raise refusal(
            "{place} is no place one can walk to.", "Scan a bin or a dock.", place=place.code
        )
    if not place.active:
        raise refusal("{place} is not used any more.", "Scan another place.", place=place.code)
    return place


def how_many(
    connection: Connection,
    there: dict[tuple[int, int, int | None], Standing],
    part: Part,
    target: Spot,
    going: Going,
) -> int:
    """How many of a part go to a place: as many as were said, else all that may.

    To quarantine the held ones go, if some are; elsewhere only what is neither held nor
    claimed. What is in a pallet or case that goes as it is goes whole. What is on hold may
    be packed where it stands.

    Raises:
        Refusal: as :func:`transfer`.
    """
    goods = there.get((part.lsn_id, part.place_id, part.unit_id))
    if goods is None:
        raise not_there(connection, list(there.values()), part)
    stays = goods.place_id == target.id
    if stays and going.into(goods.unit_id) == goods.unit_id:
        raise refusal(
            "{goods} is in {place} already.",
            "Scan the place it goes to.",
            goods=named(goods),
            place=target.code,
        )
    to_quarantine = target.kind == "quarantine"
    most = goods.free if to_quarantine or stays else goods.available
    if goods.unit_id in going.units:
        wanted = goods.on_hand
    elif part.quantity is not None:
        wanted = part.quantity
    elif to_quarantine and goods.place_kind != "quarantine":
        wanted = most = goods.held or most
    else:
        wanted = most
    if not most or wanted > most:
        raise _too_few(connection, goods, most)
    return wanted


def not_there(connection: Connection, rows: Sequence[Standing], part: Part) -> Refusal:
    """The refusal of goods that are not where they are taken from; it says where they are."""
    mine = [row for row in rows if row.lsn_id == part.lsn_id]
    place = standing.spot(connection, part.place_id).code
    if not mine:
        code = lsns.by_id(connection, part.lsn_id).code
        return refusal(
            "{code} is not in {place}: nothing of it is on hand.",
            "Receive it first, or scan other goods.",
            code=code,
            place=place,
        )
    return refusal(
        "{goods} is not in {place}: it is in {where}.",
        "Scan the place it is taken from, then the goods.",
        goods=named(mine[0]),
        place=place,
        where=where(mine),
    )


def where(rows: Sequence[Standing]) -> str:
    """Where goods are, in words: ``COLD-A-01 (24 pcs), DOCK-1 (12 pcs)``."""
    return ", ".join(f"{row.place} ({amount(row, row.on_hand)})" for row in rows[:_NAMED])


_NAMED = 4  # places


def named(goods: Standing) -> str:
    """Goods as they are called: ``Butter 250 g B-1002``."""
    return f"{goods.item} {goods.code}".strip()


def amount(goods: Standing, quantity: int) -> str:
    """A quantity of goods with its unit."""
    return f"{plain(off_grid(quantity, goods.decimals))} {goods.unit}"


def _too_few(connection: Connection, goods: Standing, most: int) -> Refusal:
    if not most and goods.held:
        return refusal(
            "{goods} is on hold: {reason}.",
            "Put it into quarantine, or ask Quality to release it.",
            goods=named(goods),
            reason=_reason(connection, goods),
        )
    if not goods.held and not goods.claimed:
        return refusal(
            "Of {goods} only {most} are in {place}.",
            "Count again; scan the right number.",
            goods=named(goods),
            most=amount(goods, most),
            place=goods.place,
        )
    return refusal(
        "Of {goods} only {most} in {place} may be moved: {held} are held, {claimed} promised.",
        "Move fewer; what is held goes to quarantine.",
        goods=named(goods),
        most=amount(goods, most),
        place=goods.place,
        held=plain(off_grid(goods.held, goods.decimals)),
        claimed=plain(off_grid(goods.claimed, goods.decimals)),
    )


def _reason(connection: Connection, goods: Standing) -> str:
    reasons = [
        held.reason
        for held in ledger.holds(connection, goods.lsn_id)
        if held.released_at is None and held.location_id in {None, goods.place_id}
    ]
    return reasons[0] if reasons else "-"


def undo(tx: Tx, document_id: int) -> list[Moved]:
    """Turn a transfer back, whole: the goods stand where they stood, held as they were.

    Raises:
        Refusal: it was turned back before, or the goods have moved on.
    """
    head = documents.by_id(tx.connection, document_id)
    lines = documents.lines(tx.connection, document_id)
    uid = tx.uid()
    posting.reverse(tx, document_id, "taken back", uid)
    for line in lines:
        scan_id = journal.scan_of_line(tx.connection, line.id)
        if scan_id is not None:
            words = message("Taken back: {number}", number=head.number)
            journal.add_outcome(tx, scan_id, OutcomeKind.UNDONE, words, line_id=line.id)
    tx.events += [Event("lsn", line.lsn_id) for line in lines]
    return moved(tx.connection, document_id)


def moved(connection: Connection, document_id: int) -> list[Moved]:
    """What a transfer moved, as it stands in one of the places now."""
    lines = documents.lines(connection, document_id)
    rows = standing.of_lsns(connection, sorted({line.lsn_id for line in lines}))
    by_place = {(row.lsn_id, row.place_id): row for row in reversed(rows)}
    found = []
    for line in lines:
        ends = (line.to_location_id, line.from_location_id)
        goods = next(
            by_place[line.lsn_id, end] for end in ends if (line.lsn_id, end) in by_place
        )
        found.append(Moved(goods, line.quantity, line.id))
    return found
