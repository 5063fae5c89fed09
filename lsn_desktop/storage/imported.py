"""Rows of any table, thousands at once: looked up, stored, changed, and taken back.

What enters the law (documents, lines, moves, balances) never comes this way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Boolean,
    Date,
    DefaultClause,
    Integer,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
    update,
)

from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.storage import expiries
from lsn_desktop.storage.parts import in_parts
from lsn_desktop.storage.tables.base import metadata
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.identity import attachment, lsn
from lsn_desktop.storage.tables.ledger import balance, move

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Column, Connection, Table

    from lsn_desktop.storage.transactions import Tx

TABLES = frozenset(
    {
        "item_family", "party", "site", "location", "item", "item_gtin", "item_alias",
        "custom_field", "lsn", "lsn_alias", "custom_value", "purchase_order",
        "purchase_order_line", "sales_order", "sales_order_line",
        "unit_conversion", "bill_of_material", "bom_line", "work_order", "work_order_line",
        "test_specification", "test_result",
    }
)  # fmt: skip
_FOLDED = {
    "code_key": "code",
    "name_key": "name",
    "sku_key": "sku",
    "description_key": "description",
    "number_key": "number",
    "text_key": "text",
}


def _table(name: str) -> Table:
    if name not in TABLES:
        raise LookupError(name)
    return metadata.tables[name]


def rows(
    connection: Connection, table: str, column: str, values: Iterable[object]
) -> list[dict[str, Any]]:
    """The rows of a table whose column is one of some values, whole."""
    of = _table(table)
    wanted = dict.fromkeys(values)  # each once, in order: the same statements every time
    return [
        dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
        for part in in_parts(wanted)
        for row in connection.execute(select(of).where(of.c[column].in_(part)))
    ]


def every(connection: Connection, table: str) -> list[dict[str, Any]]:
    """All rows of a table that has few."""
    return [dict(row._mapping) for row in connection.execute(select(_table(table)))]  # noqa: SLF001


def standing(connection: Connection, lsn_ids: Iterable[int]) -> dict[tuple[int, int], int]:
    """How much of each LSN stands in each place, loose and packed."""
    question = select(balance.c.lsn_id, balance.c.location_id, balance.c.on_hand)
    found: dict[tuple[int, int], int] = {}
    for part in in_parts(lsn_ids):
        for lsn_id, place, on_hand in connection.execute(
            question.where(balance.c.lsn_id.in_(part))
        ):
            found[lsn_id, place] = found.get((lsn_id, place), 0) + on_hand
    return found


def moved(connection: Connection, lsn_ids: Iterable[int]) -> set[int]:
    """Those of some LSNs that were ever moved and are not back where they came from."""
    return {
        lsn_id
        for part in in_parts(lsn_ids)
        for lsn_id in connection.scalars(
            select(balance.c.lsn_id)
            .where(balance.c.lsn_id.in_(part), balance.c.on_hand > 0)
            .union(
                select(move.c.lsn_id)
                .join(document_line, document_line.c.id == move.c.document_line_id)
                .join(document, document.c.id == document_line.c.document_id)
                .where(move.c.lsn_id.in_(part), document.c.kind != "opening")
            )
        )
    }


def add(tx: Tx, table: str, new: Sequence[Mapping[str, Any]]) -> list[int]:
    """Store rows and give back their numbers, in order; uids and folded columns are made."""
    of = _table(table)
    ids = _numbers(tx, of, len(new))
    by_columns: dict[frozenset[str], list[dict[str, Any]]] = {}
    for row_id, values in zip(ids, new, strict=True):
        row = {**values, **_derived(of, values), "id": row_id}
        if "uid" in of.c:
            row["uid"] = tx.uid()
        if "created_at" in of.c:
            row["created_at"] = tx.by.at
        if "created_by" in of.c:
            row["created_by"] = tx.by.user_id
        by_columns.setdefault(frozenset(row), []).append(row)
    for group in by_columns.values():
        tx.connection.execute(insert(of), group)
    _follow(tx, of, ids)
    return ids


def change(tx: Tx, table: str, changed: Sequence[tuple[int, Mapping[str, Any]]]) -> None:
    """Give rows, by their numbers, other values in some columns."""
    of = _table(table)
    by_columns: dict[frozenset[str], list[dict[str, Any]]] = {}
    for row_id, values in changed:
        row = {**values, **_derived(of, values)}
        by_columns.setdefault(frozenset(row), []).append({**row, "row_id": row_id})
    for columns, group in by_columns.items():
        statement = (
            update(of)
            .where(of.c.id == bindparam("row_id"))
            .values({name: bindparam(name) for name in columns})
        )
        tx.connection.execute(statement, group)
    _follow(tx, of, [row_id for row_id, _ in changed])


def _follow(tx: Tx, of: Table, ids: Sequence[int]) -> None:
    if of is lsn:
        expiries.follow(tx, ids)


def remove(tx: Tx, table: str, ids: Sequence[int]) -> None:
    """Take rows out again that nothing stands on."""
    of = _table(table)
    for part in in_parts(ids):
        tx.connection.execute(delete(of).where(of.c.id.in_(part)))


def as_kept(table: str, columns: Mapping[str, Any]) -> dict[str, Any]:
    """Values as they came out of JSON, as the columns want them."""
    of = _table(table)
    return {
        name: date.fromisoformat(value)
        if isinstance(value, str) and isinstance(of.c[name].type, Date)
        else value
        for name, value in columns.items()
    }


@cache
def unsaid(table: str) -> dict[str, Any]:
    """What a new row has in the columns nobody wrote."""
    of = _table(table)
    return {
        column.name: _default(column)
        for column in of.c
        if column.name not in {"id", "uid", "created_at", "created_by", "expires", *_FOLDED}
    }


def _default(column: Column[Any]) -> Any:
    if not isinstance(column.server_default, DefaultClause):
        return None
    said = str(column.server_default.arg)
    if isinstance(column.type, Boolean):
        return said == "true"
    return int(said) if isinstance(column.type, Integer) else said


@dataclass(frozen=True, slots=True)
class Use:
    """A row that something stands on: which row, and what kind of thing."""

    row_id: int
    by: str


def used(connection: Connection, table: str, ids: Iterable[int]) -> Use | None:
    """The first of some rows that another row refers to, whatever table that is in."""
    wanted = list(ids)
    of = _table(table)
    for other in metadata.sorted_tables:
        for column in other.c:
            if not any(key.column is of.c.id for key in column.foreign_keys):
                continue
            for part in in_parts(wanted):
                found = connection.scalar(select(column).where(column.in_(part)).limit(1))
                if found is not None:
                    return Use(int(found), other.name)
    if table in {"lsn", "item", "party"}:
        for part in in_parts(wanted):
            found = connection.scalar(
                select(attachment.c.subject_id)
                .where(and_(attachment.c.subject == table, attachment.c.subject_id.in_(part)))
                .limit(1)
            )
            if found is not None:
                return Use(int(found), "attachment")
    return None


def _numbers(tx: Tx, of: Table, count: int) -> list[int]:
    """Numbers for new rows, so that what refers to them can be stored at once.

    SQLite has one writer, and it is us; PostgreSQL's sequence gives each number once.
    """
    if tx.connection.dialect.name == "sqlite":
        last = tx.connection.scalar(select(func.coalesce(func.max(of.c.id), 0))) or 0
        return list(range(last + 1, last + count + 1))
    taken = tx.connection.execute(
        text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :n)"),
        {"name": of.name, "n": count},
    )
    return [int(row[0]) for row in taken]


def _derived(of: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: code_key(str(values[source])) for key, source in _folded(of) if source in values
    }


@cache
def _folded(of: Table) -> list[tuple[str, str]]:
    return [(key, source) for key, source in _FOLDED.items() if key in of.c]
