"""What is on hand of each item, all its LSNs together, kept beside the balances.

The ledger notes in the open transaction what it changed; the totals follow at the end of it,
one statement an item in the order of items. So two stations that post the same items wait for
each other's commit at most, and never in a ring.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.ledger import balance, item_total

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection


def _change_for(dialect: str) -> Prepared:
    make = sqlite.insert if dialect == "sqlite" else postgresql.insert
    new = make(item_total).values(item_id=bindparam("item_id"), on_hand=bindparam("on_hand"))
    return Prepared(
        new.on_conflict_do_update(
            index_elements=[item_total.c.item_id],
            set_={"on_hand": item_total.c.on_hand + new.excluded.on_hand},
        )
    )


_CHANGE = {dialect: _change_for(dialect) for dialect in ("sqlite", "postgresql")}


def change(connection: Connection, changes: Mapping[int, int]) -> None:
    """Bring the totals along: by item, how much more is on hand (or less, below nothing)."""
    rows = [
        {"item_id": item_id, "on_hand": more}
        for item_id, more in sorted(changes.items())
        if more
    ]
    _CHANGE[connection.dialect.name].many(connection, rows)


_SUMS = (
    select(lsn.c.item_id, func.sum(balance.c.on_hand).label("on_hand"))
    .join(lsn, lsn.c.id == balance.c.lsn_id)
    .group_by(lsn.c.item_id)
)


def rebuild(connection: Connection) -> None:
    """Throw the totals away and sum them from the balances."""
    connection.execute(delete(item_total))
    connection.execute(insert(item_total).from_select(["item_id", "on_hand"], _SUMS))


def astray(connection: Connection) -> list[tuple[int, int, int]]:
    """Items whose kept total is not the sum of their balances: item, kept, should be."""
    kept = {
        row[0]: row[1]
        for row in connection.execute(select(item_total.c.item_id, item_total.c.on_hand))
    }
    summed = {row[0]: int(row[1]) for row in connection.execute(_SUMS)}
    return [
        (item_id, kept.get(item_id, 0), summed.get(item_id, 0))
        for item_id in sorted(kept.keys() | summed.keys())
        if kept.get(item_id, 0) != summed.get(item_id, 0)
    ]
