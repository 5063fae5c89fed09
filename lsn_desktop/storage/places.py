"""The tree of places: sites, zones and bins, as the office lists and changes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select, update

from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.storage.tables.catalogue import location
from lsn_desktop.storage.tables.ledger import balance

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx


class PlaceRow(NamedTuple):
    """A place in the tree, ``depth`` below the top; ``is_used``: goods stand in it now."""

    id: int
    code: str
    name: str
    kind: str
    parent_id: int | None
    parent: str
    active: bool
    is_used: bool
    depth: int = 0


_above = location.alias("above")
_ROWS = (
    select(
        location.c.id,
        location.c.code,
        location.c.name,
        location.c.kind,
        location.c.parent_id,
        func.coalesce(_above.c.code, ""),
        location.c.active,
        select(balance.c.id)
        .where(balance.c.location_id == location.c.id, balance.c.on_hand > 0)
        .exists(),
    )
    .outerjoin(_above, _above.c.id == location.c.parent_id)
    .where(location.c.code.not_like("~%"))
    .order_by(location.c.code_key)
)


def tree(connection: Connection) -> list[PlaceRow]:
    """Every place of ours, each below the one it belongs to."""
    rows = [PlaceRow(*row) for row in connection.execute(_ROWS)]
    below: dict[int | None, list[PlaceRow]] = {}
    known = {row.id for row in rows}
    for row in rows:
        at = row.parent_id if row.parent_id in known else None
        below.setdefault(at, []).append(row)
    found: list[PlaceRow] = []
    waiting = [(row, 0) for row in reversed(below.get(None, []))]
    while waiting:
        row, depth = waiting.pop()
        found.append(row._replace(depth=depth))
        waiting += [(each, depth + 1) for each in reversed(below.get(row.id, []))]
    return found


def by_codes(connection: Connection, codes: list[str]) -> dict[str, PlaceRow]:
    """Places of ours by their code, whether capitals or not."""
    keys = [code_key(code) for code in codes]
    rows = connection.execute(_ROWS.where(location.c.code_key.in_(keys)))
    return {code_key(row[1]): PlaceRow(*row) for row in rows}


def by_id(connection: Connection, place_id: int) -> PlaceRow:
    """A place of ours by its row."""
    return PlaceRow(*connection.execute(_ROWS.where(location.c.id == place_id)).one())


def change(tx: Tx, place_id: int, values: dict[str, object]) -> None:
    """Change some columns of a place."""
    tx.connection.execute(update(location).where(location.c.id == place_id).values(values))
