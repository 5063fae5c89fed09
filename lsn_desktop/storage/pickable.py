"""What may be taken to ship or to consume, place by place, in the order it goes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Date, and_, bindparam, func, or_, select

from lsn_desktop.domain.expiry import NEVER
from lsn_desktop.storage.expiries import KNOWN
from lsn_desktop.storage.parts import in_parts
from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.catalogue import handling_unit, item, location
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.ledger import balance, hold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from sqlalchemy import Connection


class Stand(NamedTuple):
    """So much of a lot or serial in a place, loose or on a pallet or in a case.

    ``life`` is how many days the item asks goods to last when they are shipped.
    """

    lsn_id: int
    lot_id: int | None
    code: str
    lsn_kind: str
    held_whole: bool
    expiry: date | None
    item_id: int
    sku: str
    item: str
    unit: str
    decimals: int
    usable: str
    life: int | None
    place_id: int
    place: str
    place_kind: str
    unit_id: int | None
    sscc: str
    on_hand: int
    held: int
    claimed: int

    @property
    def available(self) -> int:
        """What may be taken: on hand less held and claimed."""
        return self.on_hand - self.held - self.claimed

    @property
    def free(self) -> int:
        """What nobody else has claimed, held or not."""
        return self.on_hand - self.claimed


_COLUMNS = (
    lsn.c.id,
    lsn.c.lot_id,
    lsn.c.code,
    lsn.c.kind,
    lsn.c.held_whole,
    KNOWN,
    item.c.id,
    item.c.sku,
    item.c.description,
    item.c.unit,
    item.c.decimals,
    item.c.usable,
    item.c.life_on_ship_days,
    location.c.id,
    location.c.code,
    location.c.kind,
    balance.c.handling_unit_id,
    func.coalesce(handling_unit.c.sscc, ""),
    balance.c.on_hand,
    balance.c.held,
    balance.c.claimed,
)


def _stands(*more: Any) -> Any:
    return (
        select(*_COLUMNS, *more)
        .join(balance, balance.c.lsn_id == lsn.c.id)
        .join(item, item.c.id == lsn.c.item_id)
        .join(location, location.c.id == balance.c.location_id)
        .outerjoin(handling_unit, handling_unit.c.id == balance.c.handling_unit_id)
        .where(balance.c.on_hand > 0)
    )


_ORDER = (lsn.c.expires, lsn.c.id, location.c.code_key, balance.c.id)
_MAY_BE_TAKEN = and_(
    balance.c.on_hand - balance.c.held - balance.c.claimed > 0,
    lsn.c.held_whole.is_(False),
    location.c.kind != "quarantine",
)
_OF_LSN = Prepared(_stands().where(lsn.c.id == bindparam("lsn_id")).order_by(*_ORDER[2:]))
_IN_UNIT = Prepared(
    _stands()
    .where(
        or_(
            balance.c.handling_unit_id == bindparam("unit_id"),
            balance.c.handling_unit_id.in_(
                select(handling_unit.c.id).where(
                    handling_unit.c.parent_id == bindparam("unit_id")
                )
            ),
        )
    )
    .order_by(*_ORDER)
)
_FIRST = Prepared(
    _stands()
    .where(
        lsn.c.item_id == bindparam("item_id"),
        _MAY_BE_TAKEN,
        lsn.c.expires >= bindparam("good_on", type_=Date),
        lsn.c.expires < bindparam("before", type_=Date),
    )
    .order_by(*_ORDER)
    .limit(1)
)


def of_lsn(connection: Connection, lsn_id: int) -> list[Stand]:
    """Where a lot or serial stands, whether it may be taken or not."""
    return [Stand(*row) for row in _OF_LSN.all(connection, lsn_id=lsn_id)]


def in_unit(connection: Connection, unit_id: int) -> list[Stand]:
    """What stands on a pallet and in the cases on it, whether it may be taken or not."""
    return [Stand(*row) for row in _IN_UNIT.all(connection, unit_id=unit_id)]


def first_before(
    connection: Connection, item_id: int, good_on: date, before: date
) -> Stand | None:
    """The first of an item to go: good until a day at least, and expiring before another."""
    row = _FIRST.first(connection, item_id=item_id, good_on=good_on, before=before)
    return None if row is None else Stand(*row)


def of_items(connection: Connection, good_until: Mapping[int, date], most: int) -> list[Stand]:
    """What may be taken of some items, first expired first; of each at most so many rows.

    Not what is held, promised, or stands in quarantine.

    Args:
        connection: where to look.
        good_until: the items, and the day until which each must be good at least.
        most: rows of each item; no row holds less than one of the item's grid.
    """
    by_day: defaultdict[date, list[int]] = defaultdict(list)
    for item_id, day in good_until.items():
        by_day[day].append(item_id)
    if not by_day:
        return []
    enough = or_(
        *(
            and_(lsn.c.item_id.in_(items), lsn.c.expires >= day)
            for day, items in sorted(by_day.items())
        )
    )
    at = func.row_number().over(partition_by=lsn.c.item_id, order_by=_ORDER).label("at")
    ranked = _stands(at).where(_MAY_BE_TAKEN, enough).subquery()
    question = select(ranked).where(ranked.c.at <= most).order_by(ranked.c.at)
    return [Stand(*row[:-1]) for row in connection.execute(question)]


def of_lots(
    connection: Connection, good_until: Mapping[int, date], lsn_ids: Iterable[int]
) -> list[Stand]:
    """What may be taken of some lots and serials, of a lot of its serials, that lasts."""
    ids = list(lsn_ids)
    rows = connection.execute(
        _stands()
        .where(_MAY_BE_TAKEN, or_(lsn.c.id.in_(ids), lsn.c.lot_id.in_(ids)))
        .order_by(*_ORDER)
    )
    found = [Stand(*row) for row in rows]
    return [
        one
        for one in found
        if one.item_id in good_until and (one.expiry or NEVER) >= good_until[one.item_id]
    ]


def policies(
    connection: Connection, item_ids: Iterable[int]
) -> dict[int, tuple[str, int | None]]:
    """Of some items whether they are usable through their day, and how long they must last."""
    question = select(item.c.id, item.c.usable, item.c.life_on_ship_days)
    rows = connection.execute(question.where(item.c.id.in_(list(item_ids))))
    return {row[0]: (row[1], row[2]) for row in rows}


class Facts(NamedTuple):
    """What decides whether a lot or serial may leave, wherever it stands."""

    lsn_id: int
    item: str
    code: str
    held_whole: bool
    expiry: date | None
    usable: str
    life: int | None


def facts(connection: Connection, lsn_ids: Iterable[int]) -> list[Facts]:
    """What decides whether some lots and serials may leave."""
    question = select(
        lsn.c.id,
        item.c.description,
        lsn.c.code,
        lsn.c.held_whole,
        KNOWN,
        item.c.usable,
        item.c.life_on_ship_days,
    ).join(item, item.c.id == lsn.c.item_id)
    return [
        Facts(*row)
        for part in in_parts(sorted(lsn_ids))
        for row in connection.execute(question.where(lsn.c.id.in_(part)).order_by(lsn.c.id))
    ]


_UNIT = Prepared(select(handling_unit.c.id).where(handling_unit.c.sscc == bindparam("sscc")))


def unit(connection: Connection, sscc: str) -> int | None:
    """The pallet or case that carries an SSCC."""
    row = _UNIT.first(connection, sscc=sscc)
    return None if row is None else int(row[0])


_RECALLED = select(hold.c.lsn_id).where(hold.c.released_at.is_(None), hold.c.reason == "recall")


_IS_RECALLED = Prepared(_RECALLED.where(hold.c.lsn_id == bindparam("lsn_id")).limit(1))


def recalled(connection: Connection, lsn_ids: Collection[int]) -> set[int]:
    """Those of some lots and serials that are recalled."""
    if len(lsn_ids) == 1:  # a scan's own question, which is asked at once
        (lsn_id,) = lsn_ids
        stopped = _IS_RECALLED.first(connection, lsn_id=lsn_id)
        return set() if stopped is None else {lsn_id}
    return {
        lsn_id
        for part in in_parts(lsn_ids)
        for lsn_id in connection.scalars(_RECALLED.where(hold.c.lsn_id.in_(part)))
    }
