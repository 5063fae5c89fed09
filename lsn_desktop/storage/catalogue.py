"""Questions about items, parties and places."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, or_, select, update

from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.domain.items import Item, Tracking
from lsn_desktop.storage.parts import in_parts
from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.catalogue import (
    item,
    item_family,
    item_gtin,
    location,
    party,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx

ITEM = (
    item.c.id,
    item.c.sku,
    item.c.description,
    item.c.tracking,
    item.c.unit,
    item.c.decimals,
    item.c.shelf_life_days,
    item.c.life_on_receipt_days,
    item.c.expiry_required,
    item.c.usable,
    item.c.lot_by_supplier,
    item.c.hold_on_receipt,
    item.c.lot_pattern,
    item.c.serial_pattern,
    item.c.scan_limit,
    item.c.moved,
    item.c.family_id,
    item.c.put_away,
    item.c.weight_g,
    item.c.volume_ml,
    item.c.expiry_rule,
    item.c.life_on_ship_days,
    item.c.part_of,
)
_BY_GTIN = Prepared(
    select(*ITEM, item_gtin.c.pack_numerator, item_gtin.c.pack_denominator)
    .join(item_gtin, item_gtin.c.item_id == item.c.id)
    .where(item_gtin.c.gtin == bindparam("gtin"))
)
_BY_ID = Prepared(select(*ITEM).where(item.c.id == bindparam("item_id")))
_BY_SKU = Prepared(select(*ITEM).where(item.c.sku == bindparam("sku")))


def as_item(row: Any) -> Item:
    """A row of :data:`ITEM`."""
    values = list(row)
    values[3] = Tracking(values[3])
    return Item(*values)


ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Pack:
    """An item by one of its GTINs, and how many base units one trade unit holds."""

    item: Item
    units: Fraction


def item_by_gtin(connection: Connection, gtin: str) -> Pack | None:
    """The item a 14-digit GTIN belongs to, with the pack it stands for."""
    row = _BY_GTIN.first(connection, gtin=gtin)
    return None if row is None else Pack(as_item(row[:-2]), Fraction(row[-2], row[-1]))


def item_by_id(connection: Connection, item_id: int) -> Item:
    """The item with this number."""
    return as_item(_BY_ID.one(connection, item_id=item_id))


def items_by_ids(connection: Connection, item_ids: Iterable[int]) -> dict[int, Item]:
    """Items by their row numbers."""
    return {
        row[0]: as_item(row)
        for part in in_parts(sorted(item_ids))
        for row in connection.execute(select(*ITEM).where(item.c.id.in_(part)))
    }


def item_by_sku(connection: Connection, sku: str) -> Item | None:
    """The item with this SKU, exactly as written."""
    row = _BY_SKU.first(connection, sku=sku)
    return None if row is None else as_item(row)


def find_items(connection: Connection, typed: str, limit: int = 50) -> list[Item]:
    """Items whose SKU, description or GTIN has what was typed, SKU order."""
    like = f"%{_escaped(code_key(typed))}%"
    rows = connection.execute(
        select(*ITEM)
        .where(item.c.active)
        .where(
            or_(
                item.c.sku_key.like(like, escape="\\"),
                item.c.description_key.like(like, escape="\\"),
                item.c.id.in_(
                    select(item_gtin.c.item_id).where(item_gtin.c.gtin.like(like, escape="\\"))
                ),
            )
        )
        .order_by(item.c.sku_key)
        .limit(limit)
    )
    return [as_item(row) for row in rows]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def gtins_of(connection: Connection, item_id: int) -> list[tuple[str, Fraction]]:
    """The GTINs of an item with their pack quantities, smallest pack first."""
    rows = connection.execute(
        select(item_gtin.c.gtin, item_gtin.c.pack_numerator, item_gtin.c.pack_denominator)
        .where(item_gtin.c.item_id == item_id)
        .order_by(item_gtin.c.pack_numerator, item_gtin.c.gtin)
    )
    return [(gtin, Fraction(top, bottom)) for gtin, top, bottom in rows]


_UNSAID: dict[str, object] = {
    "unit": "pcs",
    "decimals": 0,
    "shelf_life_days": None,
    "life_on_receipt_days": None,
    "expiry_required": False,
    "usable": "through",
    "lot_by_supplier": False,
    "hold_on_receipt": False,
    "lot_pattern": "",
    "serial_pattern": "",
    "family_id": None,
    "put_away": "",
    "weight_g": None,
    "volume_ml": None,
    "expiry_rule": "shelf life",
    "life_on_ship_days": None,
    "part_of": False,
}
_ADD_ITEM = Prepared(insert(item).returning(item.c.id))
_ADD_GTIN = Prepared(insert(item_gtin))


def add_item(tx: Tx, values: dict[str, object]) -> int:
    """Store a new item; the folded columns are made here."""
    row = {
        **_UNSAID,
        **values,
        "sku_key": code_key(str(values["sku"])),
        "description_key": code_key(str(values["description"])),
        "created_at": tx.by.at,
    }
    return int(_ADD_ITEM.one(tx.connection, **row)[0])


def change_item(tx: Tx, item_id: int, values: dict[str, object]) -> None:
    """Change some columns of an item."""
    row = dict(values)
    for name in ("sku", "description"):
        if name in row:
            row[f"{name}_key"] = code_key(str(row[name]))
    tx.connection.execute(update(item).where(item.c.id == item_id).values(row))


def add_gtin(tx: Tx, item_id: int, gtin: str, units: Fraction) -> None:
    """Let a GTIN stand for so many base units of an item."""
    _ADD_GTIN.run(
        tx.connection,
        item_id=item_id,
        gtin=gtin,
        pack_numerator=units.numerator,
        pack_denominator=units.denominator,
    )


def drop_gtin(tx: Tx, item_id: int, gtin: str) -> None:
    """Let a GTIN no longer stand for an item."""
    tx.connection.execute(
        delete(item_gtin).where(item_gtin.c.item_id == item_id, item_gtin.c.gtin == gtin)
    )


def families(connection: Connection) -> list[tuple[int, str]]:
    """Every family with its row number, by name."""
    rows = connection.execute(
        select(item_family.c.id, item_family.c.name).order_by(item_family.c.name)
    )
    return [(row[0], row[1]) for row in rows]


_FAMILY = Prepared(select(item_family.c.id).where(item_family.c.name == bindparam("name")))


def family_id(tx: Tx, name: str) -> int:
    """The family of this name, made if there is none."""
    if found := _FAMILY.first(tx.connection, name=name):
        return int(found[0])
    return _key(tx.connection.execute(insert(item_family).values(name=name)))


@dataclass(frozen=True, slots=True)
class Party:
    """A vendor, customer, maker or carrier."""

    id: int
    code: str
    name: str


_PARTY = Prepared(
    select(party.c.id, party.c.code, party.c.name).where(party.c.code == bindparam("code"))
)
_PARTY_BY_ID = Prepared(
    select(party.c.id, party.c.code, party.c.name).where(party.c.id == bindparam("party_id"))
)


def party_by_code(connection: Connection, code: str) -> Party | None:
    """The party with this code."""
    row = _PARTY.first(connection, code=code)
    return None if row is None else Party(*row)


def party_by_id(connection: Connection, party_id: int) -> Party:
    """The party with this row number."""
    return Party(*_PARTY_BY_ID.one(connection, party_id=party_id))


def vendors(connection: Connection) -> list[Party]:
    """Everyone we buy from, by name."""
    rows = connection.execute(
        select(party.c.id, party.c.code, party.c.name)
        .where(party.c.is_vendor, party.c.active)
        .order_by(party.c.name_key)
    )
    return [Party(*row) for row in rows]


def add_party(tx: Tx, values: dict[str, object]) -> int:
    """Store a party; the folded columns are made here."""
    row = {
        **values,
        "code_key": code_key(str(values["code"])),
        "name_key": code_key(str(values["name"])),
    }
    return _key(tx.connection.execute(insert(party).values(row)))


@dataclass(frozen=True, slots=True)
class Location:
    """A place in the tree, or one of the virtual ones goods come from and go to."""

    id: int
    code: str
    name: str
    kind: str
    is_real: bool


_LOCATION = (
    location.c.id,
    location.c.code,
    location.c.name,
    location.c.kind,
    location.c.is_real,
)
_LOCATION_BY_ID = Prepared(select(*_LOCATION).where(location.c.id == bindparam("location_id")))
_LOCATION_BY_CODE = Prepared(select(*_LOCATION).where(location.c.code == bindparam("code")))
_VIRTUAL = Prepared(
    select(location.c.id)
    .where(location.c.kind == bindparam("kind"), location.c.is_real.is_(False))
    .order_by(location.c.id)
    .limit(1)
)


def location_by_id(connection: Connection, location_id: int) -> Location:
    """The place with this number."""
    return Location(*_LOCATION_BY_ID.one(connection, location_id=location_id))


def location_by_code(connection: Connection, code: str) -> Location | None:
    """The place with this code."""
    row = _LOCATION_BY_CODE.first(connection, code=code)
    return None if row is None else Location(*row)


def virtual_location(connection: Connection, kind: str) -> int:
    """The virtual place of a kind: ``supplier``, ``customer``, ``opening`` ..."""
    return int(_VIRTUAL.one(connection, kind=kind)[0])


def real_locations(connection: Connection, kinds: Sequence[str] = ()) -> list[Location]:
    """Places goods can stand in, of some kinds or of all, by code."""
    question = select(*_LOCATION).where(location.c.is_real, location.c.active)
    if kinds:
        question = question.where(location.c.kind.in_(kinds))
    return [
        Location(*row) for row in connection.execute(question.order_by(location.c.code_key))
    ]


def add_location(tx: Tx, values: dict[str, object]) -> int:
    """Store a place; the folded column is made here."""
    row = {**values, "code_key": code_key(str(values["code"]))}
    return _key(tx.connection.execute(insert(location).values(row)))


def _key(result: Any) -> int:
    return int(result.inserted_primary_key[0])
