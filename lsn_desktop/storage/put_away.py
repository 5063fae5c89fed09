"""Where goods were put before, and which bins have room: the questions of a suggestion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, bindparam, func, or_, select

from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.standing import Spot
from lsn_desktop.storage.tables.catalogue import item, location
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.ledger import balance, move

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

_LOOKED_AT = 50  # moves of an item that are looked at: its last ones
_OF_ALL = 300  # moves of anything, for where a family is kept
_BINS = 500
_SPOT = (
    location.c.id,
    location.c.code,
    location.c.kind,
    location.c.is_real,
    location.c.active,
)
_A_BIN = (location.c.kind == "storage", location.c.is_real, location.c.active)


_NAMED = select(*_SPOT).where(
    location.c.code.in_(bindparam("codes", expanding=True)),
    location.c.is_real,
    location.c.active,
)
_LOT_OF: Any = func.coalesce(lsn.c.lot_id, lsn.c.id)
_WITH_LOTS = (
    select(_LOT_OF, *_SPOT)
    .join(balance, balance.c.lsn_id == lsn.c.id)
    .join(location, location.c.id == balance.c.location_id)
    .where(
        or_(
            lsn.c.id.in_(bindparam("ids", expanding=True)),
            lsn.c.lot_id.in_(bindparam("ids", expanding=True)),
        ),
        balance.c.on_hand > 0,
        *_A_BIN,
    )
    .group_by(_LOT_OF, *_SPOT)
    .order_by(func.sum(balance.c.on_hand).desc(), location.c.id)
)


def _with_items() -> Select[Any]:
    """Only an item's last moves are looked at: it may have millions."""
    last = (
        select(move.c.id, move.c.lsn_id, move.c.to_location_id)
        .where(move.c.item_id == item.c.id)
        .order_by(move.c.id.desc())
        .limit(_LOOKED_AT)
        .correlate(item)
        .subquery()
    )
    newest = (
        select(last.c.to_location_id)
        .join(location, location.c.id == last.c.to_location_id)
        .join(
            balance,
            (balance.c.lsn_id == last.c.lsn_id)
            & (balance.c.location_id == last.c.to_location_id),
        )
        .where(balance.c.on_hand > 0, *_A_BIN)
        .order_by(last.c.id.desc())
        .limit(1)
        .correlate(item)
        .scalar_subquery()
    )
    chosen = select(item.c.id, newest.label("place_id"))
    kept = chosen.where(item.c.id.in_(bindparam("ids", expanding=True))).subquery()
    return select(kept.c.id, *_SPOT).join(location, location.c.id == kept.c.place_id)


def _with_families() -> Select[Any]:
    last = select(move.c.item_id, move.c.to_location_id).order_by(move.c.id.desc())
    lately = last.limit(_OF_ALL).subquery()
    return (
        select(item.c.family_id, location.c.code)
        .distinct()
        .join(lately, lately.c.item_id == item.c.id)
        .join(location, location.c.id == lately.c.to_location_id)
        .where(item.c.family_id.is_not(None), *_A_BIN)
    )


def _empty() -> Select[Any]:
    full = (
        select(balance.c.id)
        .where(balance.c.location_id == location.c.id, balance.c.on_hand > 0)
        .exists()
    )
    return select(*_SPOT).where(*_A_BIN, ~full).order_by(location.c.code_key).limit(_BINS)


_WITH_ITEMS, _WITH_FAMILIES, _EMPTY = (
    _with_items(),
    Prepared(_with_families()),
    Prepared(_empty()),
)
_QUARANTINE = Prepared(
    select(*_SPOT)
    .where(location.c.kind == "quarantine", location.c.is_real, location.c.active)
    .order_by(location.c.code_key)
    .limit(1)
)


def named(connection: Connection, codes: Collection[str]) -> dict[str, Spot]:
    """The places of these codes, those in use."""
    wanted = [code for code in codes if code]
    rows = connection.execute(_NAMED, {"codes": wanted}) if wanted else ()
    return {row[1]: Spot(*row) for row in rows}


def with_lots(connection: Connection, lot_ids: Collection[int]) -> dict[int, list[Spot]]:
    """The bins that each of these lots stands in, a lot's serials too: the fullest first."""
    found: dict[int, list[Spot]] = {}
    for row in connection.execute(_WITH_LOTS, {"ids": list(lot_ids)}) if lot_ids else ():
        found.setdefault(row[0], []).append(Spot(*row[1:]))
    return found


def with_items(connection: Connection, item_ids: Collection[int]) -> dict[int, list[Spot]]:
    """The bin that each of these items was last put into and still stands in."""
    rows = connection.execute(_WITH_ITEMS, {"ids": list(item_ids)}) if item_ids else ()
    return {row[0]: [Spot(*row[1:])] for row in rows}


def with_families(connection: Connection) -> dict[int, list[str]]:
    """The codes of bins that each family was put into lately."""
    found: dict[int, list[str]] = {}
    for family_id, code in _WITH_FAMILIES.all(connection):
        found.setdefault(family_id, []).append(code)
    return found


def empty_bins(connection: Connection) -> list[Spot]:
    """Bins nothing stands in, by code."""
    return [Spot(*row) for row in _EMPTY.all(connection)]


def quarantine(connection: Connection) -> Spot | None:
    """Where held goods are kept."""
    row = _QUARANTINE.first(connection)
    return None if row is None else Spot(*row)
