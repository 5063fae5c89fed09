"""What a person looks for in a list, as conditions the database answers by itself."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Numeric,
    and_,
    case,
    cast,
    false,
    func,
    literal,
    not_,
    or_,
    select,
)

from lsn_desktop.domain.expiry import NEVER, Status
from lsn_desktop.domain.filters import Between, Contains, OneOf
from lsn_desktop.storage import field_columns
from lsn_desktop.storage.letters import like
from lsn_desktop.storage.tables.catalogue import item, item_family, item_gtin, party
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.ledger import balance, item_total

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection

    from lsn_desktop.domain.filters import Filter

_GRIDS = 10  # decimals a quantity may have, and more
_FINE = 6  # decimals a typed quantity is compared with
_MOST = Decimal(10**12)  # more than any stock; so fine still fits the database's integers
_serial = lsn.alias("serial_of_lot")


def lsns_on_hand() -> Any:
    """What is on hand of an LSN: its own, or that of the serials of a lot."""
    stands = select(func.coalesce(func.sum(balance.c.on_hand), 0))
    own = stands.where(balance.c.lsn_id == lsn.c.id).scalar_subquery()
    of_serials = (
        stands.join(_serial, _serial.c.id == balance.c.lsn_id)
        .where(_serial.c.lot_id == lsn.c.id)
        .scalar_subquery()
    )
    return own + of_serials


def found_lsns(connection: Connection, typed: str) -> Any:
    """Codes with these letters, what is of items with them, and fields that begin so.

    The items are looked up first, for they are few: if there are none, the codes alone are
    searched, within their index.
    """
    if not typed.strip():
        return None
    named = or_(like(item.c.sku_key, typed), like(item.c.description_key, typed))
    of_items = list(connection.scalars(select(item.c.id).where(named)))
    found = [like(lsn.c.code_key, typed)]
    found += [lsn.c.item_id.in_(of_items)] if of_items else []
    in_fields = field_columns.found(connection, "lsn", lsn.c.id, typed)
    found += [in_fields] if in_fields is not None else []
    return or_(*found)


def lsn_conditions(only: Sequence[Filter], on: date) -> list[Any]:
    """The conditions of a list of LSNs on a day at the site; of custom fields too.

    Columns: ``code``, ``item`` (SKU or description) and ``vendor`` contain, ``expiry`` and
    ``on_hand`` are between, ``status`` is one of.
    """
    return [
        field_columns.condition("lsn", lsn.c.id, each)
        if each.column.startswith(field_columns.PREFIX)
        else _of_lsn(each, on)
        for each in only
    ]


def _of_lsn(wanted: Filter, on: date) -> Any:
    match wanted:
        case Contains("code", text):
            return like(lsn.c.code_key, text)
        case Contains("item", text):
            named = or_(like(item.c.sku_key, text), like(item.c.description_key, text))
            return lsn.c.item_id.in_(select(item.c.id).where(named))
        case Contains("vendor", text):
            return lsn.c.vendor_id.in_(select(party.c.id).where(like(party.c.name_key, text)))
        case Between("expiry", low, high):
            return and_(lsn.c.expires < NEVER, _between(lsn.c.expires, low, high))
        case Between("on_hand", low, high):
            grid = select(_grid()).where(item.c.id == lsn.c.item_id).scalar_subquery()
            return _much(lsns_on_hand(), grid, low, high)
        case OneOf("status", names):
            return or_(false(), *(_stands(Status(name), on) for name in sorted(names)))
    raise LookupError(wanted)


def item_conditions(only: Sequence[Filter]) -> list[Any]:
    """The conditions of a list of items; of their custom fields too.

    Columns: ``sku``, ``description``, ``gtin`` and ``family`` contain, ``on_hand`` and
    ``shelf_life`` (days) are between, ``tracking`` is one of.
    """
    return [
        field_columns.condition("item", item.c.id, each)
        if each.column.startswith(field_columns.PREFIX)
        else _of_item(each)
        for each in only
    ]


def items_on_hand() -> Any:
    """What is on hand of an item, all its LSNs together."""
    kept = select(item_total.c.on_hand).where(item_total.c.item_id == item.c.id)
    return func.coalesce(kept.scalar_subquery(), 0)


def found_items(connection: Connection, typed: str) -> Any:
    """Items with these letters in SKU, description or a GTIN, and fields that begin so."""
    if not typed.strip():
        return None
    named = (like(item.c.sku_key, typed), like(item.c.description_key, typed))
    in_fields = field_columns.found(connection, "item", item.c.id, typed)
    fields = [in_fields] if in_fields is not None else []
    return or_(*named, _with_gtin(typed), *fields)


def _of_item(wanted: Filter) -> Any:
    match wanted:
        case Contains("sku" | "description" as name, text):
            return like(item.c[f"{name}_key"], text)
        case Contains("gtin", text):
            return _with_gtin(text)
        case Contains("family", text):
            named = like(func.upper(item_family.c.name), text)
            return item.c.family_id.in_(select(item_family.c.id).where(named))
        case Between("shelf_life", low, high):
            return _between(item.c.shelf_life_days, low, high)
        case Between("on_hand", low, high):
            return _much(items_on_hand(), _grid(), low, high)
        case OneOf("tracking", names):
            return item.c.tracking.in_(sorted(names))
    raise LookupError(wanted)


def _with_gtin(typed: str) -> Any:
    return item.c.id.in_(select(item_gtin.c.item_id).where(like(item_gtin.c.gtin, typed)))


def _stands(status: Status, on: date) -> Any:
    """As :func:`lsn_desktop.domain.expiry.status` has it."""
    expires = lsn.c.expires
    until = lsn.c.item_id.in_(select(item.c.id).where(item.c.usable == "until"))
    gone = or_(expires < on, and_(expires == on, until))
    held = lsn.c.held_whole
    return {
        Status.RECALLED: false(),
        Status.HELD: held,
        Status.EXPIRED: and_(not_(held), gone),
        Status.AVAILABLE: and_(not_(held), not_(gone)),
    }[status]


def _between(value: Any, low: Any, high: Any) -> Any:
    ends = [value.is_not(None)]
    ends += [value >= low] if low is not None else []
    ends += [value <= high] if high is not None else []
    return and_(*ends)


def _grid() -> Any:
    """How many steps of its grid one unit of an item has."""
    steps = {n: literal(10**n, BigInteger) for n in range(_GRIDS)}
    return cast(case(steps, value=item.c.decimals), Numeric)  # PostgreSQL's integers end


def _much(steps: Any, grid: Any, low: Any, high: Any) -> Any:
    ends = []
    fine = steps * literal(10**_FINE, BigInteger)
    ends += [fine >= grid * _fine(low)] if low is not None else []
    ends += [fine <= grid * _fine(high)] if high is not None else []
    return and_(steps.is_not(None), *ends)


def _fine(typed: Decimal) -> Any:
    within = max(-_MOST, min(_MOST, typed))
    return literal(int(within.scaleb(_FINE)), BigInteger)
