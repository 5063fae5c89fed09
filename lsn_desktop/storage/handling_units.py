"""Pallets and cases by their SSCC: where they stand, what is on them, and what came on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import (
    BigInteger,
    bindparam,
    cast,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.arriving import manifest_line, manifest_tick
from lsn_desktop.storage.tables.catalogue import handling_unit, location, unit_step
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.ledger import balance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx

PALLET, CASE = "pallet", "case"


class On(NamedTuple):
    """So much of a lot or serial on a pallet: in a unit, or loose as it came on it."""

    lsn_id: int
    place_id: int
    quantity: int
    unit_id: int | None = None


class Unit(NamedTuple):
    """A pallet or case; ``parent_id`` is the pallet a case stands on.

    ``document_id`` is the shipment it is packed for or left with; ``closed_at`` is when
    nothing more was to go into it.
    """

    id: int
    sscc: str
    kind: str
    place_id: int
    place: str
    parent_id: int | None
    parent_sscc: str
    document_id: int | None
    closed_at: int | None
    is_here: bool


_back = document.alias("back")
_CAME = Prepared(
    select(
        document_line.c.lsn_id,
        document_line.c.to_location_id,
        cast(func.sum(manifest_tick.c.quantity), BigInteger),
    )
    .join(manifest_tick, manifest_tick.c.line_id == document_line.c.id)
    .join(manifest_line, manifest_line.c.id == manifest_tick.c.manifest_line_id)
    .join(document, document.c.id == document_line.c.document_id)
    .outerjoin(_back, _back.c.reverses_id == document.c.id)
    .where(
        manifest_line.c.sscc == bindparam("sscc"),
        document.c.status == "posted",
        document_line.c.voided.is_(False),
        _back.c.id.is_(None),
    )
    .group_by(document_line.c.lsn_id, document_line.c.to_location_id)
    .order_by(document_line.c.lsn_id)
)
_parent, _child = handling_unit.alias("parent"), handling_unit.alias("child")
_UNIT = (
    select(
        handling_unit.c.id,
        handling_unit.c.sscc,
        handling_unit.c.kind,
        handling_unit.c.location_id,
        location.c.code,
        handling_unit.c.parent_id,
        func.coalesce(_parent.c.sscc, ""),
        handling_unit.c.document_id,
        handling_unit.c.closed_at,
        location.c.is_real,
    )
    .join(location, location.c.id == handling_unit.c.location_id)
    .outerjoin(_parent, _parent.c.id == handling_unit.c.parent_id)
)
_BY_SSCC = Prepared(_UNIT.where(handling_unit.c.sscc == bindparam("sscc")))
_BY_ID = Prepared(_UNIT.where(handling_unit.c.id == bindparam("unit_id")))
_ON = Prepared(_UNIT.where(handling_unit.c.parent_id == bindparam("unit_id")).order_by(
    handling_unit.c.id))  # fmt: skip
_OF_DOCUMENT = Prepared(
    _UNIT.where(handling_unit.c.document_id == bindparam("document_id")).order_by(
        handling_unit.c.id
    )
)
_AT = Prepared(
    _UNIT.where(
        handling_unit.c.location_id == bindparam("place_id"),
        handling_unit.c.parent_id.is_(None),
        handling_unit.c.document_id.is_(None),
    ).order_by(handling_unit.c.id)
)
_THESE = or_(
    handling_unit.c.id == bindparam("unit_id"),
    handling_unit.c.parent_id == bindparam("unit_id"),
)
_CONTENT = Prepared(
    select(
        balance.c.lsn_id,
        balance.c.location_id,
        balance.c.on_hand,
        balance.c.handling_unit_id,
    )
    .join(handling_unit, handling_unit.c.id == balance.c.handling_unit_id)
    .where(balance.c.on_hand > 0, _THESE)
    .order_by(balance.c.handling_unit_id, balance.c.lsn_id)
)
_EVER_PACKED = Prepared(
    select(document_line.c.id)
    .join(document, document.c.id == document_line.c.document_id)
    .outerjoin(_back, _back.c.reverses_id == document.c.id)
    .where(
        document_line.c.handling_unit_id == bindparam("unit_id"),
        document_line.c.to_unit_id.is_not(None),
        document.c.status == "posted",
        document.c.reverses_id.is_(None),
        _back.c.id.is_(None),
    )
    .limit(1)
)


def content(connection: Connection, sscc: str) -> list[On]:
    """What is on a pallet or in a case, and in the cases on it.

    Of a pallet nobody has moved yet: what came on it, loose where it was received.
    """
    unit = by_sscc(connection, sscc)
    if unit is not None:
        if rows := of_unit(connection, unit.id):
            return rows
        if _EVER_PACKED.first(connection, unit_id=unit.id) is not None:
            return []
    came = [On(*row) for row in _CAME.all(connection, sscc=sscc)]
    # Before goods stood in a pallet as such, only the pallet was said to stand elsewhere.
    return [row._replace(place_id=unit.place_id) for row in came] if unit else came


def of_unit(connection: Connection, unit_id: int) -> list[On]:
    """What stands in a unit and in the cases on it, by each one's own balance."""
    return [On(*row) for row in _CONTENT.all(connection, unit_id=unit_id)]


def by_sscc(connection: Connection, sscc: str) -> Unit | None:
    """The pallet or case of an SSCC, if we know it."""
    row = _BY_SSCC.first(connection, sscc=sscc)
    return None if row is None else Unit(*row)


def by_id(connection: Connection, unit_id: int) -> Unit:
    """A pallet or case by its row."""
    return Unit(*_BY_ID.one(connection, unit_id=unit_id))


def on(connection: Connection, unit_id: int) -> list[Unit]:
    """The cases on a pallet."""
    return [Unit(*row) for row in _ON.all(connection, unit_id=unit_id)]


def of_document(connection: Connection, document_id: int) -> list[Unit]:
    """The pallets and cases that are packed for a shipment, in their order."""
    return [Unit(*row) for row in _OF_DOCUMENT.all(connection, document_id=document_id)]


def at(connection: Connection, place_id: int) -> list[Unit]:
    """The pallets and cases that stand in a place by themselves, in their order."""
    return [Unit(*row) for row in _AT.all(connection, place_id=place_id)]


def add(tx: Tx, sscc: str, kind: str, place_id: int, document_id: int | None = None) -> int:
    """Store a new pallet or case."""
    row = {
        "sscc": sscc,
        "kind": kind,
        "location_id": place_id,
        "document_id": document_id,
        "created_at": tx.by.at,
    }
    result = tx.connection.execute(insert(handling_unit).values(row))
    return int(result.inserted_primary_key[0])  # type: ignore[index]


def known(tx: Tx, sscc: str, place_id: int) -> int:
    """The row of a pallet that is moved now for the first time, or was before."""
    unit = by_sscc(tx.connection, sscc)
    return add(tx, sscc, PALLET, place_id) if unit is None else unit.id


def keep(tx: Tx, unit_ids: Iterable[int]) -> None:
    """Let nobody else move or fill these units, or the cases on them, until this ends."""
    ids = sorted(set(unit_ids))
    if not ids or tx.connection.dialect.name == "sqlite":  # where one at a time writes anyway
        return
    kept = (
        select(handling_unit.c.id)
        .where(or_(handling_unit.c.id.in_(ids), handling_unit.c.parent_id.in_(ids)))
        .order_by(handling_unit.c.id)
    )
    tx.connection.execute(kept.with_for_update())


def put(tx: Tx, unit_id: int, place_id: int) -> None:
    """Let a pallet and the cases on it, or a case, stand in another place."""
    tx.connection.execute(
        update(handling_unit)
        .where(or_(handling_unit.c.id == unit_id, handling_unit.c.parent_id == unit_id))
        .values(location_id=place_id)
    )


def put_on(tx: Tx, unit: Unit, parent_id: int | None, document_id: int | None = None) -> None:
    """Let a case stand on a pallet, or on none; the step is kept."""
    if unit.parent_id == parent_id:
        return
    tx.connection.execute(
        update(handling_unit).where(handling_unit.c.id == unit.id).values(parent_id=parent_id)
    )
    step = {
        "unit_id": unit.id,
        "document_id": document_id,
        "before_id": unit.parent_id,
        "after_id": parent_id,
        "at": tx.by.at,
        "user_id": tx.by.user_id,
    }
    tx.connection.execute(insert(unit_step).values(step))


def step_back(tx: Tx, document_id: int) -> None:
    """Put the cases back on the pallets that a document took them off, and the reverse."""
    steps = select(unit_step.c.unit_id, unit_step.c.before_id, unit_step.c.after_id)
    rows = tx.connection.execute(
        steps.where(unit_step.c.document_id == document_id).order_by(unit_step.c.id.desc())
    ).all()
    for unit_id, before_id, after_id in rows:
        unit = by_id(tx.connection, unit_id)
        before = None if before_id is None else by_id(tx.connection, before_id)
        if unit.parent_id == after_id and (before is None or before.place_id == unit.place_id):
            put_on(tx, unit, before_id)


def close(tx: Tx, unit_id: int, at_: int | None) -> None:
    """Say that nothing more goes into a unit, or, with None, that more does."""
    tx.connection.execute(
        update(handling_unit).where(handling_unit.c.id == unit_id).values(closed_at=at_)
    )


def give_up(tx: Tx, unit_id: int) -> None:
    """Let a unit be of no shipment any more."""
    tx.connection.execute(
        update(handling_unit).where(handling_unit.c.id == unit_id).values(document_id=None)
    )


def astray(connection: Connection) -> list[tuple[int, str]]:
    """Units that do not stand where their goods or their pallet stand, or on no pallet."""
    elsewhere = (
        select(literal(1))
        .where(
            balance.c.handling_unit_id == handling_unit.c.id,
            balance.c.on_hand > 0,
            balance.c.location_id != handling_unit.c.location_id,
        )
        .exists()
    )
    wrongly_on = (
        select(literal(1))
        .where(
            _child.c.id == handling_unit.c.parent_id,
            or_(
                _child.c.location_id != handling_unit.c.location_id,
                _child.c.kind != PALLET,
                _child.c.parent_id.is_not(None),
            ),
        )
        .exists()
    )
    rows = connection.execute(
        select(handling_unit.c.id, handling_unit.c.sscc)
        .where(or_(elsewhere, wrongly_on))
        .order_by(handling_unit.c.id)
    )
    return [(int(row[0]), str(row[1])) for row in rows]
