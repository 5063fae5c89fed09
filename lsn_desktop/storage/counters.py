"""Numbers given once, in the transaction that uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.trust import counter

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx


def _taking(dialect: str) -> Prepared:
    make = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement = make(counter).values(name=bindparam("n"), next=bindparam("first"))
    return Prepared(
        statement.on_conflict_do_update(
            index_elements=[counter.c.name], set_={"next": counter.c.next + bindparam("step")}
        ).returning(counter.c.next)
    )


_TAKE = {dialect: _taking(dialect) for dialect in ("sqlite", "postgresql")}


def take(tx: Tx, name: str, count: int = 1) -> int:
    """The first of ``count`` new numbers of a counter; two stations never get the same.

    A rolled-back transaction gives them back, so document numbers have no holes.
    """
    taking = _TAKE[tx.connection.dialect.name]
    row = taking.one(tx.connection, n=name, first=count + 1, step=count)
    return int(row[0]) - count


def go_back(tx: Tx, name: str, following: int) -> None:
    """Let a counter go on at a number this transaction took and did not use.

    What was taken is ours until the transaction ends, so nobody had a later one.
    """
    tx.connection.execute(update(counter).where(counter.c.name == name).values(next=following))


def following(connection: Connection, name: str) -> int:
    """The number a counter would give next; nothing is taken."""
    return connection.scalar(select(counter.c.next).where(counter.c.name == name)) or 1
