"""Many rows at once into a database that nobody else uses: a history is loaded, not lived.

Rows get their numbers here, so that they can name each other before they are written. The
triggers that keep what is written as it was, and the indexes that only help to find it, stand
aside meanwhile; all else the database enforces stays, and ``lsn verify`` proves the rest.
Balances, totals and what holds stop are summed at the end, and the counters go on where the
history ends.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select, text, update
from sqlalchemy import insert as inserting

from lsn_desktop.storage import counters, ledger, totals, triggers
from lsn_desktop.storage.audit_chain import digest_of
from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.arriving import discrepancy
from lsn_desktop.storage.tables.base import metadata
from lsn_desktop.storage.tables.catalogue import (
    item,
    purchase_order,
    purchase_order_line,
)
from lsn_desktop.storage.tables.costing import cost_layer
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.ledger import genealogy_edge, hold, move
from lsn_desktop.storage.tables.making import part_of, work_order, work_order_line
from lsn_desktop.storage.tables.selling import sales_order, sales_order_line
from lsn_desktop.storage.tables.trust import audit_entry, workstation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Table

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.storage.transactions import By, Database, Tx

# Each after those it refers to.
_TABLES = (
    purchase_order, purchase_order_line, sales_order, sales_order_line, work_order,
    work_order_line, lsn, document, document_line, move, part_of, genealogy_edge, cost_layer,
    hold, discrepancy, audit_entry,
)  # fmt: skip
_ROWS = 50_000  # of audit entries between two commits


class BulkLoading:
    """Rows on their way into a database; :meth:`end` must be called when all are given."""

    def __init__(self, database: Database, by: By) -> None:
        self._database = database
        self._by = by
        self._rows: dict[str, list[dict[str, object]]] = {t.name: [] for t in _TABLES}
        self._blank = {table.name: _blank(table) for table in _TABLES}
        self._adds = {table.name: Prepared(inserting(table)) for table in _TABLES}
        self._changed: defaultdict[tuple[str, tuple[str, ...]], list[dict[str, object]]]
        self._changed = defaultdict(list)
        self.counted: Counter[str] = Counter()
        self.moved: set[int] = set()
        with database.transaction(by) as tx:
            triggers.drop(tx.connection)
            _without_indexes(tx.connection)
            self._last = {table.name: _last(tx.connection, table) for table in _TABLES}
            head = tx.connection.execute(
                select(workstation.c.audit_number, workstation.c.audit_hash).where(
                    workstation.c.id == by.workstation_id
                )
            ).one()
            self._number, self._hash = int(head[0]), str(head[1])
            self._counters = {
                str(name): int(number) - 1 for name, number in tx.connection.execute(_COUNTERS)
            }

    def add(self, table: str, row: Mapping[str, object]) -> int:
        """Give a row of a table; its number. What it does not say is as the table has it."""
        self._last[table] += 1
        row_id = self._last[table]
        self._rows[table].append({**self._blank[table], **row, "id": row_id})
        return row_id

    def given(self, table: str, row_id: int) -> dict[str, object]:
        """A row that was given just now, to say more of it."""
        row = self._rows[table][row_id - self._last[table] - 1]
        assert row["id"] == row_id  # noqa: S101 - a row is complete before the next rest
        return row

    def change(self, table: str, row_id: int, **values: object) -> None:
        """Change columns of a row that was given, in the order in which this is said."""
        self._changed[table, tuple(values)].append({"row_id": row_id, **values})

    def number(self, counter: str) -> int:
        """The next number of a counter."""
        self.counted[counter] += 1
        return self._counters.get(counter, 0) + self.counted[counter]

    def audit(
        self,
        at: int,
        action: str,
        words: Message,
        subject: str,
        subject_id: int,
        digest: str = "",
    ) -> None:
        """Give the next entry of the audit trail."""
        self._number += 1
        by = self._by
        values = (
            by.workstation_id, self._number, at, by.user_id, action, words.text,
            words.params_json(), subject, subject_id, digest, self._hash,
        )  # fmt: skip
        self._hash = digest_of(values)
        self.add("audit_entry", dict(zip(_ENTRY, (*values, self._hash), strict=True)))

    def rest(self) -> None:
        """Write what was given so far, if it is much."""
        if len(self._rows["audit_entry"]) >= _ROWS:
            self._write()

    def _write(self) -> None:
        with self._database.transaction(self._by) as tx:
            for name, rows in self._rows.items():
                self._adds[name].many(tx.connection, rows)
                rows.clear()

    def end(self) -> None:
        """Write the rest, and bring all that is kept beside moves and holds in line."""
        self._write()
        with self._database.transaction(self._by) as tx:
            _with_indexes(tx.connection)
            for (name, columns), rows in self._changed.items():
                _change(tx.connection, metadata.tables[name], columns, rows)
            tx.connection.execute(
                update(item).where(item.c.id.in_(sorted(self.moved))).values(moved=True)
            )
            for name, count in self.counted.items():
                counters.take(tx, name, count)
            tx.connection.execute(
                update(workstation)
                .where(workstation.c.id == self._by.workstation_id)
                .values(audit_number=self._number, audit_hash=self._hash)
            )
            _sum_up(tx)
            if tx.connection.dialect.name == "postgresql":
                for table in _TABLES:
                    _go_on(tx.connection, table)
            triggers.create(tx.connection)


_ENTRY = (
    "workstation_id", "number", "at", "user_id", "action", "words", "params", "subject",
    "subject_id", "digest", "previous_hash", "hash",
)  # fmt: skip
_COUNTERS = text("SELECT name, next FROM counter")
# Also of what is nowhere any more: a balance stays where goods once were.
_BALANCES = text("""
    INSERT INTO balance (lsn_id, location_id, handling_unit_id, on_hand, one_place)
    SELECT moved.lsn_id, moved.place, moved.unit, sum(moved.n), lsn.kind = 'serial'
    FROM (
        SELECT lsn_id, to_location_id AS place, to_unit_id AS unit, quantity AS n FROM move
        UNION ALL
        SELECT lsn_id, from_location_id, from_unit_id, -quantity FROM move
    ) AS moved
    JOIN location ON location.id = moved.place
    JOIN lsn ON lsn.id = moved.lsn_id
    WHERE location.is_real
    GROUP BY moved.lsn_id, moved.place, moved.unit, lsn.kind
    ORDER BY moved.lsn_id, moved.place
""")


def _without_indexes(connection: Connection) -> None:
    """Of many rows an index is made faster at the end than row by row."""
    for table in _TABLES:
        for index in table.indexes:
            index.drop(connection, checkfirst=True)


def _with_indexes(connection: Connection) -> None:
    for table in _TABLES:
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            index.create(connection)


def _sum_up(tx: Tx) -> None:
    tx.connection.execute(text("DELETE FROM balance"))
    tx.connection.execute(_BALANCES)
    totals.rebuild(tx.connection)
    held = select(hold.c.lsn_id).distinct()
    for lsn_id in tx.connection.scalars(held).all():
        ledger.follow_holds(tx, lsn_id)


def _blank(table: Table) -> dict[str, object]:
    """A row of which nothing is said."""
    blank: dict[str, object] = {}
    for column in table.columns:
        said: Any = column.server_default
        default = None if said is None else getattr(said.arg, "text", said.arg)
        if default is not None and not isinstance(default, str):
            default = str(default) == "true"
        elif isinstance(default, str) and column.type.python_type is int:
            default = int(default)
        blank[column.name] = default
    return blank


def _last(connection: Connection, table: Table) -> int:
    return int(connection.scalar(select(func.coalesce(func.max(table.c.id), 0))) or 0)


def _go_on(connection: Connection, table: Table) -> None:
    """Let PostgreSQL number the next row after the last one loaded."""
    connection.execute(
        text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"),
        {"name": table.name, "last": max(_last(connection, table), 1)},
    )


def _change(
    connection: Connection,
    table: Table,
    columns: tuple[str, ...],
    rows: list[dict[str, object]],
) -> None:
    statement = (
        update(table)
        .where(table.c.id == bindparam("row_id"))
        .values({name: bindparam(name) for name in columns})
    )
    # Of several changes of a row the last one stays.
    last = {row["row_id"]: row for row in rows}
    connection.execute(statement, list(last.values()))
