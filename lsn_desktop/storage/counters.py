"""Numbers given once, in the transaction that uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam
from sqlalchemy.dialects import postgresql, sqlite

from lsn_desktop.storage.tables.trust import counter

if TYPE_CHECKING:
    from lsn_desktop.storage.transactions import Tx


def take(tx: Tx, name: str, count: int = 1) -> int:
    """The first of ``count`` new numbers of a counter; two stations never get the same.

    A rolled-back transaction gives them back, so document numbers have no holes.
    """
    make = sqlite.insert if tx.connection.dialect.name == "sqlite" else postgresql.insert
    statement = make(counter).values(name=bindparam("n"), next=bindparam("first"))
    taking = statement.on_conflict_do_update(
        index_elements=[counter.c.name], set_={"next": counter.c.next + bindparam("step")}
    ).returning(counter.c.next)
    following = tx.connection.execute(
        taking, {"n": name, "first": count + 1, "step": count}
    ).scalar_one()
    return int(following) - count
