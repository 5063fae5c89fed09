"""What stands in a place, with all that decides where it may go next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Date, bindparam, distinct, func, or_, select

from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.storage.parts import in_parts
from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.catalogue import handling_unit, item, location
from lsn_desktop.storage.tables.documents import document_line
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.ledger import balance

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection


class Spot(NamedTuple):
    """A place, and whether goods can be put there."""

    id: int
    code: str
    kind: str
    is_real: bool
    active: bool


class Standing(NamedTuple):
    """So much of a lot or serial in a place, loose or in a pallet or case.

    ``code`` is empty where nothing is told apart; ``unit_id`` is None of what stands loose.
    """

    lsn_id: int
    lot_id: int | None
    code: str
    lsn_kind: str
    held_whole: bool
    item_id: int
    sku: str
    item: str
    unit: str
    decimals: int
    usable: str
    put_away: str
    family_id: int | None
    place_id: int
    place: str
    place_kind: str
    on_hand: int
    held: int
    claimed: int
    expiry: date | None
    unit_id: int | None
    sscc: str

    @property
    def free(self) -> int:
        """What nobody else has claimed."""
        return self.on_hand - self.claimed

    @property
    def available(self) -> int:
        """What may be taken: on hand less held and claimed."""
        return self.on_hand - self.held - self.claimed


_SPOT = select(
    location.c.id, location.c.code, location.c.kind, location.c.is_real, location.c.active
)
_SPOT_BY_ID = Prepared(_SPOT.where(location.c.id == bindparam("place_id")))
_SPOT_BY_CODE = Prepared(_SPOT.where(location.c.code == bindparam("code")))
_SPOTS_FOLDED = Prepared(_SPOT.where(location.c.code_key == bindparam("key")).limit(2))


def spot(connection: Connection, place_id: int) -> Spot:
    """A place by its number."""
    return Spot(*_SPOT_BY_ID.one(connection, place_id=place_id))


def spot_by_code(connection: Connection, code: str) -> Spot | None:
    """A place by its code, or by the one that is the same but for capitals."""
    row = _SPOT_BY_CODE.first(connection, code=code)
    if row is None:
        alike = _SPOTS_FOLDED.all(connection, key=code_key(code))
        row = alike[0] if len(alike) == 1 else None
    return None if row is None else Spot(*row)


_lot = lsn.alias("lot")
_EXPIRY: Any = func.coalesce(lsn.c.expiry, _lot.c.expiry, type_=Date)
_STANDING = (
    select(
        lsn.c.id,
        lsn.c.lot_id,
        lsn.c.code,
        lsn.c.kind,
        lsn.c.held_whole,
        item.c.id,
        item.c.sku,
        item.c.description,
        item.c.unit,
        item.c.decimals,
        item.c.usable,
        item.c.put_away,
        item.c.family_id,
        location.c.id,
        location.c.code,
        location.c.kind,
        balance.c.on_hand,
        balance.c.held,
        balance.c.claimed,
        _EXPIRY,
        balance.c.handling_unit_id,
        func.coalesce(handling_unit.c.sscc, ""),
    )
    .join(balance, balance.c.lsn_id == lsn.c.id)
    .join(item, item.c.id == lsn.c.item_id)
    .join(location, location.c.id == balance.c.location_id)
    .outerjoin(_lot, _lot.c.id == lsn.c.lot_id)
    .outerjoin(handling_unit, handling_unit.c.id == balance.c.handling_unit_id)
    .where(balance.c.on_hand > 0)
)
_LOOSE_FIRST: Any = func.coalesce(balance.c.handling_unit_id, 0)
_OF_LSN = Prepared(
    _STANDING.where(
        or_(lsn.c.id == bindparam("lsn_id"), lsn.c.lot_id == bindparam("lsn_id"))
    ).order_by(location.c.code_key, lsn.c.id, _LOOSE_FIRST)
)
_OF_ONE = Prepared(
    _STANDING.where(lsn.c.id == bindparam("lsn_id")).order_by(location.c.code_key, _LOOSE_FIRST)
)
_OF_LSNS = _STANDING.where(lsn.c.id.in_(bindparam("ids", expanding=True)))
_dock = location.alias("dock")
# By the places, which are few, not by every balance there is.
_AT_A_DOCK = balance.c.location_id.in_(select(_dock.c.id).where(_dock.c.kind == "receiving"))
_RECEIVING = Prepared(
    _STANDING.where(_AT_A_DOCK)
    .order_by(_EXPIRY.nulls_last(), lsn.c.id)
    .limit(bindparam("most"))
)
_COUNT = Prepared(
    select(func.count()).select_from(balance).where(balance.c.on_hand > 0, _AT_A_DOCK)
)
_OF_RECEIPT = Prepared(
    select(func.count(distinct(balance.c.lsn_id)))
    .select_from(document_line)
    .join(
        balance,
        (balance.c.lsn_id == document_line.c.lsn_id)
        & (balance.c.location_id == document_line.c.to_location_id),
    )
    .join(location, location.c.id == balance.c.location_id)
    .where(
        document_line.c.document_id == bindparam("document_id"),
        document_line.c.voided.is_(False),
        balance.c.on_hand > 0,
        location.c.kind == "receiving",
    )
)
_BY_UNIT = (_LOOSE_FIRST, item.c.sku_key, lsn.c.code_key, lsn.c.id)
_IN_PLACE = Prepared(
    _STANDING.where(balance.c.location_id == bindparam("place_id")).order_by(*_BY_UNIT)
)
_OF_UNITS = _STANDING.where(
    or_(
        handling_unit.c.id.in_(bindparam("ids", expanding=True)),
        handling_unit.c.parent_id.in_(bindparam("ids", expanding=True)),
    )
).order_by(*_BY_UNIT)
_IN = Prepared(
    select(balance.c.id)
    .where(balance.c.location_id == bindparam("place_id"), balance.c.on_hand > 0)
    .limit(1)
)


def of_lsn(connection: Connection, lsn_id: int) -> list[Standing]:
    """Where a lot or serial stands; of a lot of serials, where each of them does."""
    return [Standing(*row) for row in _OF_LSN.all(connection, lsn_id=lsn_id)]


def of_lsns(connection: Connection, lsn_ids: Sequence[int]) -> list[Standing]:
    """Where each of some lots and serials stands, by its own balance."""
    if len(lsn_ids) == 1:  # a scan's own question, which is asked at once
        return [Standing(*row) for row in _OF_ONE.all(connection, lsn_id=lsn_ids[0])]
    return [
        Standing._make(row)
        for part in in_parts(lsn_ids)
        for row in connection.execute(_OF_LSNS, {"ids": part})
    ]


def in_place(connection: Connection, place_id: int) -> list[Standing]:
    """All that stands in a place, unit by unit, what is loose first."""
    return [Standing(*row) for row in _IN_PLACE.all(connection, place_id=place_id)]


def of_units(connection: Connection, unit_ids: Sequence[int]) -> list[Standing]:
    """What stands in some pallets and cases and in the cases on them, unit by unit."""
    return [
        Standing._make(row)
        for part in in_parts(unit_ids)
        for row in connection.execute(_OF_UNITS, {"ids": part})
    ]


def in_receiving(connection: Connection, most: int) -> tuple[list[Standing], int]:
    """What waits to be put away, the first to expire first; and how much there is at all."""
    rows = [Standing(*row) for row in _RECEIVING.all(connection, most=most)]
    return rows, int(_COUNT.one(connection)[0])


def waiting_of(connection: Connection, document_id: int) -> int:
    """How many lots and serials of a receipt still stand where they came in."""
    return int(_OF_RECEIPT.one(connection, document_id=document_id)[0])


def is_anything_in(connection: Connection, place_id: int) -> bool:
    """Whether any goods stand in a place."""
    return _IN.first(connection, place_id=place_id) is not None
