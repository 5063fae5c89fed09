"""Moves and the balances kept beside them.

What leaves one place arrives in another, by construction. Taking out is one guarded statement,
so two stations cannot take the same stock; take out before putting in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, case, func, insert, or_, select, true, update
from sqlalchemy.dialects import postgresql, sqlite

from lsn_desktop.storage.audit_chain import digest_of
from lsn_desktop.storage.parts import among
from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.catalogue import location
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.ledger import LOOSE, PACKED, balance, hold, move

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx


class NewMove(NamedTuple):
    """So much of an LSN from one place to another, for a document's line."""

    lsn_id: int
    item_id: int
    from_location_id: int
    to_location_id: int
    quantity: int
    line_id: int
    serial: bool
    from_real: bool
    to_real: bool
    from_unit_id: int | None = None
    to_unit_id: int | None = None
    claimed: bool = False  # it was promised to its line: the claim ends with it


def move_digest(row: dict[str, object]) -> str:
    """The digest of a move's own columns, as the move carries it."""
    return digest_of([row[name] for name in _DIGESTED])


_DIGESTED = (
    "lsn_id", "item_id", "from_location_id", "from_unit_id", "to_location_id", "to_unit_id",
    "quantity", "document_line_id", "at", "on",
)  # fmt: skip
_ADD_MOVE = Prepared(insert(move))
_FREE = balance.c.on_hand - balance.c.claimed
# What its line had claimed is promised to nobody else: it may be taken, and the claim ends.
_LEFT = _FREE + bindparam("promised") - bindparam("quantity")
_TAKE_OUT = {
    loose: Prepared(
        update(balance)
        .where(
            balance.c.lsn_id == bindparam("lsn"),
            balance.c.location_id == bindparam("place"),
            which,
            _LEFT >= 0,
            balance.c.claimed >= bindparam("promised"),
        )
        .values(
            on_hand=balance.c.on_hand - bindparam("quantity"),
            claimed=balance.c.claimed - bindparam("promised"),
            held=case((balance.c.held > _LEFT, _LEFT), else_=balance.c.held),
        )
    )
    for loose, which in (
        (True, balance.c.handling_unit_id.is_(None)),
        (False, balance.c.handling_unit_id == bindparam("unit")),
    )
}


def _put_in_for(dialect: str, *, loose: bool) -> Prepared:
    make = sqlite.insert if dialect == "sqlite" else postgresql.insert
    values: dict[str, object] = {
        "lsn_id": bindparam("lsn_id"),
        "location_id": bindparam("location_id"),
        "on_hand": bindparam("on_hand"),
        "held": 0,
        "claimed": 0,
        "one_place": bindparam("one_place"),
    }
    where = [balance.c.lsn_id, balance.c.location_id]
    if not loose:
        values["handling_unit_id"] = bindparam("handling_unit_id")
        where.append(balance.c.handling_unit_id)
    new = make(balance).values(values)
    return Prepared(
        new.on_conflict_do_update(
            index_elements=where,
            index_where=LOOSE if loose else PACKED,
            set_={"on_hand": balance.c.on_hand + new.excluded.on_hand},
        )
    )


_PUT_IN = {
    (dialect, loose): _put_in_for(dialect, loose=loose)
    for dialect in ("sqlite", "postgresql")
    for loose in (True, False)
}


def record(tx: Tx, moves: Sequence[NewMove]) -> tuple[list[str], NewMove | None]:
    """Write moves and bring the balances along; the totals follow as the transaction ends.

    Returns the digests of the rows, and the first move whose stock is no longer there
    (nothing more is written then; the caller refuses and everything rolls back).
    """
    for each in moves:
        if each.from_real:
            if not _take_out(tx.connection, each):
                return [], each
            tx.on_hand[each.item_id] -= each.quantity
        if each.to_real:
            tx.on_hand[each.item_id] += each.quantity
    _put_in(tx.connection, [each for each in moves if each.to_real])
    rows = [_row(tx, each) for each in moves]
    _ADD_MOVE.many(tx.connection, rows)
    return [str(row["digest"]) for row in rows], None


def _take_out(connection: Connection, each: NewMove) -> bool:
    named = {
        "lsn": each.lsn_id,
        "place": each.from_location_id,
        "quantity": each.quantity,
        "promised": each.quantity if each.claimed else 0,
    }
    if each.from_unit_id is None:
        return _TAKE_OUT[True].run(connection, **named) == 1
    return _TAKE_OUT[False].run(connection, **named, unit=each.from_unit_id) == 1


def _put_in(connection: Connection, arriving: Sequence[NewMove]) -> None:
    loose: list[dict[str, object]] = []
    packed: list[dict[str, object]] = []
    for each in arriving:
        row: dict[str, object] = {
            "lsn_id": each.lsn_id,
            "location_id": each.to_location_id,
            "on_hand": each.quantity,
            "one_place": each.serial,
        }
        if each.to_unit_id is None:
            loose.append(row)
        else:
            packed.append({**row, "handling_unit_id": each.to_unit_id})
    _PUT_IN[connection.dialect.name, True].many(connection, loose)
    if packed:
        _PUT_IN[connection.dialect.name, False].many(connection, packed)


def _row(tx: Tx, each: NewMove) -> dict[str, object]:
    row: dict[str, object] = {
        "lsn_id": each.lsn_id,
        "item_id": each.item_id,
        "from_location_id": each.from_location_id,
        "from_unit_id": each.from_unit_id,
        "to_location_id": each.to_location_id,
        "to_unit_id": each.to_unit_id,
        "quantity": each.quantity,
        "document_line_id": each.line_id,
        "at": tx.by.at,
        "on": tx.by.on,
    }
    row["digest"] = move_digest(row)
    return row


@dataclass(frozen=True, slots=True)
class Balance:
    """How much of an LSN stands in a place: loose, or in a pallet or case."""

    lsn_id: int
    location_id: int
    location: str
    on_hand: int
    held: int
    claimed: int
    unit_id: int | None = None

    @property
    def available(self) -> int:
        """What may be taken: on hand less held and claimed."""
        return self.on_hand - self.held - self.claimed


_LOOSE_FIRST: Any = func.coalesce(balance.c.handling_unit_id, 0)
_PLACES = Prepared(
    select(
        balance.c.lsn_id,
        balance.c.location_id,
        location.c.code,
        balance.c.on_hand,
        balance.c.held,
        balance.c.claimed,
        balance.c.handling_unit_id,
    )
    .join(location, location.c.id == balance.c.location_id)
    .where(balance.c.lsn_id == bindparam("lsn_id"), balance.c.on_hand > 0)
    .order_by(location.c.code, _LOOSE_FIRST)
)


def places(connection: Connection, lsn_id: int) -> list[Balance]:
    """Where an LSN stands now, place by place: what is loose, then unit by unit."""
    return [Balance(*row) for row in _PLACES.all(connection, lsn_id=lsn_id)]


_WITH_US = Prepared(
    select(
        func.sum(case((move.c.from_location_id == bindparam("supplier"), 1), else_=-1))
    ).where(
        move.c.lsn_id == bindparam("lsn_id"),
        or_(
            move.c.from_location_id == bindparam("supplier"),
            move.c.to_location_id == bindparam("supplier"),
        ),
    )
)


def came(connection: Connection, lsn_id: int, supplier_id: int) -> bool:
    """Whether a serial came from its supplier and did not go back there."""
    row = _WITH_US.one(connection, lsn_id=lsn_id, supplier=supplier_id)
    return bool(row[0])


Where = tuple[int, int, int]
"""Whose stock a balance is: LSN, place, and pallet or case; 0 is what stands loose."""


def balances(connection: Connection) -> dict[Where, tuple[int, int, int]]:
    """Every kept balance that is not nothing, to on hand, held and claimed."""
    rows = connection.execute(
        select(
            balance.c.lsn_id,
            balance.c.location_id,
            _LOOSE_FIRST,
            balance.c.on_hand,
            balance.c.held,
            balance.c.claimed,
        ).where(balance.c.on_hand > 0)
    )
    return {(row[0], row[1], row[2]): (row[3], row[4], row[5]) for row in rows}


def balances_from_moves(connection: Connection) -> dict[Where, int]:
    """On hand by LSN, real place and unit, summed from the moves alone."""
    arrived = select(
        move.c.lsn_id,
        move.c.to_location_id.label("place"),
        func.coalesce(move.c.to_unit_id, 0).label("unit"),
        move.c.quantity.label("n"),
    )
    left = select(
        move.c.lsn_id,
        move.c.from_location_id,
        func.coalesce(move.c.from_unit_id, 0),
        (-move.c.quantity),
    )
    both = arrived.union_all(left).subquery()
    rows = connection.execute(
        select(both.c.lsn_id, both.c.place, both.c.unit, func.sum(both.c.n))
        .join(location, location.c.id == both.c.place)
        .where(location.c.is_real)
        .group_by(both.c.lsn_id, both.c.place, both.c.unit)
    )
    return {(row[0], row[1], row[2]): int(row[3]) for row in rows if row[3]}


@dataclass(frozen=True, slots=True)
class Hold:
    """An open or released stop on an LSN, whole or so much at a place."""

    id: int
    lsn_id: int
    location_id: int | None
    quantity: int | None
    reason: str
    note: str
    placed_at: int
    released_at: int | None
    release_note: str
    rule_id: int | None  # it waits for the certificate that this rule asks for


_HOLDS: Any = select(
    hold.c.id,
    hold.c.lsn_id,
    hold.c.location_id,
    hold.c.quantity,
    hold.c.reason,
    hold.c.note,
    hold.c.placed_at,
    hold.c.released_at,
    hold.c.release_note,
    hold.c.certificate_rule_id,
)


def holds(connection: Connection, lsn_id: int) -> list[Hold]:
    """Every hold an LSN ever had, newest first."""
    rows = connection.execute(_HOLDS.where(hold.c.lsn_id == lsn_id).order_by(hold.c.id.desc()))
    return [Hold(*row) for row in rows]


def hold_by_uid(connection: Connection, uid: str) -> int | None:
    """The hold made under this uid: the order arrived twice."""
    return connection.scalar(select(hold.c.id).where(hold.c.uid == uid))


def add_hold(tx: Tx, values: dict[str, object]) -> int:
    """Store a hold; the caller then has the balances follow it."""
    row = {**values, "placed_at": tx.by.at, "placed_by": tx.by.user_id}
    result = tx.connection.execute(insert(hold).values(row))
    return int(result.inserted_primary_key[0])  # type: ignore[index]


def release_hold(tx: Tx, hold_id: int, note: str) -> bool:
    """End a hold; False if it was released before."""
    result = tx.connection.execute(
        update(hold)
        .where(hold.c.id == hold_id, hold.c.released_at.is_(None))
        .values(released_at=tx.by.at, released_by=tx.by.user_id, release_note=note)
    )
    return result.rowcount == 1


def held_by(connection: Connection, hold_id: int) -> int:
    """The LSN a hold stops."""
    return int(
        connection.execute(select(hold.c.lsn_id).where(hold.c.id == hold_id)).scalar_one()
    )


_OPEN_WHOLE = (
    select(func.count())
    .where(hold.c.lsn_id == lsn.c.id, hold.c.released_at.is_(None), hold.c.quantity.is_(None))
    .scalar_subquery()
)
_HELD_THERE = (
    select(func.coalesce(func.sum(hold.c.quantity), 0))
    .where(
        hold.c.lsn_id == balance.c.lsn_id,
        hold.c.location_id == balance.c.location_id,
        hold.c.released_at.is_(None),
    )
    .scalar_subquery()
)
_before = balance.alias("before")
# Of several balances in a place a hold on so much stops what is loose first, then unit by unit.
_STOPPED_BEFORE = (
    select(func.coalesce(func.sum(_before.c.on_hand - _before.c.claimed), 0))
    .where(
        _before.c.lsn_id == balance.c.lsn_id,
        _before.c.location_id == balance.c.location_id,
        func.coalesce(_before.c.handling_unit_id, 0) < _LOOSE_FIRST,
    )
    .scalar_subquery()
)
_HELD_HERE = _HELD_THERE - _STOPPED_BEFORE
_LSN_HELD = select(lsn.c.held_whole).where(lsn.c.id == balance.c.lsn_id).scalar_subquery()


def follow_holds(tx: Tx, lsn_id: int) -> None:
    """Bring the held quantities of an LSN's balances in line with its open holds.

    A whole hold stops all that is not claimed; a partial one as much as still stands there.
    """
    tx.connection.execute(
        update(lsn).where(lsn.c.id == lsn_id).values(held_whole=_OPEN_WHOLE > 0)
    )
    wanted = case(
        (true() == _LSN_HELD, _FREE),
        (_HELD_HERE > _FREE, _FREE),
        (_HELD_HERE > 0, _HELD_HERE),
        else_=0,
    )
    tx.connection.execute(update(balance).where(balance.c.lsn_id == lsn_id).values(held=wanted))


_HAS_OPEN = Prepared(
    select(hold.c.id)
    .where(hold.c.lsn_id == bindparam("lsn_id"), hold.c.released_at.is_(None))
    .limit(1)
)


def has_open_holds(connection: Connection, lsn_ids: Sequence[int]) -> set[int]:
    """Those of some LSNs that have an open hold of any kind."""
    if len(lsn_ids) == 1:  # a scan's own question
        held = _HAS_OPEN.first(connection, lsn_id=lsn_ids[0])
        return set() if held is None else set(lsn_ids)
    these = among(connection, hold.c.lsn_id, lsn_ids)
    question = select(hold.c.lsn_id).where(hold.c.released_at.is_(None), these)
    return set(connection.scalars(question))
