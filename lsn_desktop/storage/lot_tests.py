"""What items are tested for, and the results of lots and serials; every one is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, insert, select, update
from sqlalchemy.orm import aliased

from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.domain.limits import Limits
from lsn_desktop.storage.tables.certifying import test_result, test_specification
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.trust import user

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx


@dataclass(frozen=True, slots=True)
class Specification:
    """A test of an item: how it is measured and what it must keep to."""

    id: int
    item_id: int
    number: int
    name: str
    method: str
    limits: Limits
    required: bool
    active: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a test of a lot or serial, with the limits it was judged by.

    ``standing`` is the last of its test; ``turn`` counts from 1.
    """

    id: int
    lsn_id: int
    code: str
    specification_id: int
    turn: int
    name: str
    method: str
    limits: Limits
    required: bool
    value: str
    passed: bool
    tested_on: date | None
    laboratory: str
    note: str
    source: str
    created_at: int
    created_by: str
    standing: bool


_OF = test_specification.c


def specifications(
    connection: Connection, item_id: int, *, active: bool = True
) -> list[Specification]:
    """The tests of an item in their order; with ``active`` off, also those given up."""
    question = select(test_specification).where(_OF.item_id == item_id)
    if active:
        question = question.where(_OF.active)
    rows = connection.execute(question.order_by(_OF.number, _OF.id))
    return [_as_specification(row) for row in rows]


def specification(connection: Connection, specification_id: int) -> Specification:
    """The test with this row number."""
    question = select(test_specification).where(_OF.id == specification_id)
    return _as_specification(connection.execute(question).one())


def _as_specification(row: Any) -> Specification:
    limits = Limits(row.low, row.high, row.expected, row.unit)
    return Specification(
        row.id, row.item_id, row.number, row.name, row.method, limits, row.required, row.active
    )


def named(connection: Connection, item_id: int, name: str) -> Specification | None:
    """The test of an item by its name, whatever its case."""
    question = select(test_specification).where(
        _OF.item_id == item_id, _OF.name_key == code_key(name)
    )
    row = connection.execute(question).first()
    return None if row is None else _as_specification(row)


def add_specification(tx: Tx, values: Mapping[str, Any]) -> int:
    """Keep a new test of an item, after those it has."""
    last = tx.connection.scalar(
        select(func.max(_OF.number)).where(_OF.item_id == values["item_id"])
    )
    row = {
        **values,
        "name_key": code_key(values["name"]),
        "number": values.get("number") or (last or 0) + 1,
        "created_at": tx.by.at,
        "created_by": tx.by.user_id,
    }
    result = tx.connection.execute(insert(test_specification).values(row))
    return int(result.inserted_primary_key[0])  # type: ignore[index]


def change_specification(tx: Tx, specification_id: int, values: Mapping[str, Any]) -> None:
    """Change a test; results keep the limits they were judged by."""
    row = dict(values)
    if "name" in row:
        row["name_key"] = code_key(row["name"])
    tx.connection.execute(
        update(test_specification).where(_OF.id == specification_id).values(row)
    )


_later = aliased(test_result)
_STANDS = ~(
    select(_later.c.id)
    .where(
        _later.c.lsn_id == test_result.c.lsn_id,
        _later.c.specification_id == test_result.c.specification_id,
        _later.c.turn > test_result.c.turn,
    )
    .exists()
)
_RESULTS = (
    select(test_result, lsn.c.code, user.c.name.label("by"), _STANDS.label("standing"))
    .join(lsn, lsn.c.id == test_result.c.lsn_id)
    .join(user, user.c.id == test_result.c.created_by)
)


def results(connection: Connection, lsn_id: int) -> list[Result]:
    """Every result of a lot or serial, and of a serial's lot, newest first."""
    whose = connection.execute(select(lsn.c.id, lsn.c.lot_id).where(lsn.c.id == lsn_id)).one()
    ids = [each for each in whose if each is not None]
    rows = connection.execute(
        _RESULTS.where(test_result.c.lsn_id.in_(ids)).order_by(test_result.c.id.desc())
    )
    return [_as_result(row) for row in rows]


def _as_result(row: Any) -> Result:
    return Result(
        row.id,
        row.lsn_id,
        row.code,
        row.specification_id,
        row.turn,
        row.name,
        row.method,
        Limits(row.low, row.high, row.expected, row.unit),
        row.required,
        row.value,
        row.passed,
        row.tested_on,
        row.laboratory,
        row.note,
        row.source,
        row.created_at,
        row.by,
        bool(row.standing),
    )


def standing(connection: Connection, lsn_id: int) -> dict[int, Result]:
    """The result that stands of each test, by the test; a serial's own before its lot's."""
    found: dict[int, Result] = {}
    for each in results(connection, lsn_id):
        if not each.standing:
            continue
        before = found.get(each.specification_id)
        if before is None or (each.lsn_id == lsn_id and before.lsn_id != lsn_id):
            found[each.specification_id] = each
    return found


def last_turn(tx: Tx, lsn_id: int, specification_id: int) -> tuple[int, str]:
    """How many results of a test a lot or serial has, and the value of the last.

    Two stations wait for each other here, so that each corrects what it knows of.
    """
    tx.connection.execute(select(lsn.c.id).where(lsn.c.id == lsn_id).with_for_update())
    row = tx.connection.execute(
        select(test_result.c.turn, test_result.c.value)
        .where(
            and_(
                test_result.c.lsn_id == lsn_id,
                test_result.c.specification_id == specification_id,
            )
        )
        .order_by(test_result.c.turn.desc())
        .limit(1)
    ).first()
    return (0, "") if row is None else (row.turn, row.value)


def by_uid(connection: Connection, uid: str) -> int | None:
    """The result entered under this uid."""
    return connection.scalar(select(test_result.c.id).where(test_result.c.uid == uid))


def add_result(tx: Tx, values: Mapping[str, Any]) -> int:
    """Keep a result."""
    row = {**values, "created_at": tx.by.at, "created_by": tx.by.user_id}
    result = tx.connection.execute(insert(test_result).values(row))
    return int(result.inserted_primary_key[0])  # type: ignore[index]
