"""Lists as they leave the house: every row of them, by codes instead of row numbers."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Select, case, cast, func, select

from lsn_desktop.storage.tables.catalogue import (
    custom_field,
    item,
    item_alias,
    item_family,
    item_gtin,
    location,
    party,
    purchase_order,
    purchase_order_line,
    site,
)
from lsn_desktop.storage.tables.certifying import test_result, test_specification
from lsn_desktop.storage.tables.documents import document
from lsn_desktop.storage.tables.identity import custom_value, lsn, lsn_alias
from lsn_desktop.storage.tables.ledger import balance, hold
from lsn_desktop.storage.tables.making import bill_of_material, bom_line, work_order
from lsn_desktop.storage.tables.selling import sales_order, sales_order_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

_LOT = lsn.alias("its_lot")


def parties(connection: Connection) -> Sequence[Any]:
    """Everyone we trade with, by code."""
    return _all(
        connection,
        select(
            party.c.code,
            party.c.name,
            party.c.address,
            party.c.gln,
            party.c.is_vendor,
            party.c.is_customer,
            party.c.is_maker,
            party.c.is_carrier,
            party.c.life_on_ship_days,
            party.c.active,
        ).order_by(party.c.code_key),
    )


def places(connection: Connection, kinds: Sequence[str]) -> Sequence[Any]:
    """Places of some kinds, those that others stand in first."""
    above = location.alias("above")
    return _all(
        connection,
        select(
            location.c.code,
            location.c.name,
            location.c.kind,
            above.c.code,
            site.c.code,
            location.c.active,
        )
        .outerjoin(above, above.c.id == location.c.parent_id)
        .outerjoin(site, site.c.id == location.c.site_id)
        .where(location.c.kind.in_(kinds))
        .order_by(location.c.code_key),
    )


def fields(connection: Connection) -> Sequence[Any]:
    """The custom fields of every family, in their order."""
    return _all(
        connection,
        select(
            item_family.c.name,
            custom_field.c.name,
            custom_field.c.kind,
            custom_field.c.choices,
            custom_field.c.of,
            custom_field.c.position,
        )
        .join(item_family, item_family.c.id == custom_field.c.family_id)
        .order_by(
            item_family.c.name,
            custom_field.c.of,
            custom_field.c.position,
            custom_field.c.id,
        ),
    )


ITEM = (
    "sku", "description", "tracking", "unit", "decimals", "shelf_life_days",
    "life_on_receipt_days", "life_on_ship_days", "expiry_rule", "part_of", "expiry_required",
    "usable", "hold_on_receipt", "lot_by_supplier",
    "lot_pattern", "serial_pattern", "label_template", "put_away", "weight_g", "volume_ml",
    "scan_limit", "active",
)  # fmt: skip


def items(connection: Connection) -> Sequence[Any]:
    """Every item: its number, its family's name, then its columns as :data:`ITEM` has them."""
    return _all(
        connection,
        select(item.c.id, item_family.c.name, *(item.c[name] for name in ITEM))
        .outerjoin(item_family, item_family.c.id == item.c.family_id)
        .order_by(item.c.sku_key),
    )


def gtins(connection: Connection) -> Sequence[Any]:
    """Every GTIN: item number, SKU, GTIN, and the pack it stands for, smallest first."""
    return _all(
        connection,
        select(
            item.c.id,
            item.c.sku,
            item_gtin.c.gtin,
            item_gtin.c.pack_numerator,
            item_gtin.c.pack_denominator,
        )
        .join(item, item.c.id == item_gtin.c.item_id)
        .order_by(item.c.sku_key, item_gtin.c.pack_numerator, item_gtin.c.gtin),
    )


def other_numbers(connection: Connection) -> Sequence[Any]:
    """Every other number of an item."""
    return _all(
        connection,
        select(
            item.c.sku,
            item_alias.c.code,
            item_alias.c.kind,
            item_alias.c.scope,
            item_alias.c.pack_numerator,
            item_alias.c.pack_denominator,
        )
        .join(item, item.c.id == item_alias.c.item_id)
        .order_by(item.c.sku_key, item_alias.c.code_key, item_alias.c.scope),
    )


def _of_lsn() -> Select[Any]:
    return (
        select(
            lsn.c.id,
            item.c.sku,
            lsn.c.kind,
            lsn.c.code,
            _LOT.c.code,
            func.coalesce(party.c.code, lsn.c.scope),
        )
        .join(item, item.c.id == lsn.c.item_id)
        .outerjoin(_LOT, _LOT.c.id == lsn.c.lot_id)
        .outerjoin(party, party.c.id == lsn.c.vendor_id)
    )


def lsns(connection: Connection) -> Sequence[Any]:
    """Every lot and serial: number, SKU, kind, code, lot, vendor, then dates and words."""
    return _all(
        connection,
        _of_lsn()
        .add_columns(
            lsn.c.production,
            lsn.c.expiry,
            lsn.c.best_before,
            lsn.c.retest,
            lsn.c.maker,
            lsn.c.country,
            lsn.c.description,
        )
        .where(lsn.c.kind != "bulk")
        .order_by(item.c.sku_key, lsn.c.code_key, lsn.c.id),
    )


def aliases(connection: Connection) -> Sequence[Any]:
    """Every other code of a lot or serial, as :func:`lsns`, then the code and its kind."""
    return _all(
        connection,
        _of_lsn()
        .join(lsn_alias, lsn_alias.c.lsn_id == lsn.c.id)
        .add_columns(lsn_alias.c.code, lsn_alias.c.kind)
        .order_by(item.c.sku_key, lsn.c.code_key, lsn_alias.c.code_key),
    )


def tests(connection: Connection) -> Sequence[Any]:
    """What items are tested for, in its order: row, SKU, and each column of a test."""
    of = test_specification.c
    return _all(
        connection,
        select(of.id, item.c.sku, of.name, of.method, of.unit, of.low, of.high, of.expected,
               of.required)
        .join(item, item.c.id == of.item_id)
        .where(of.active)
        .order_by(item.c.sku_key, of.number, of.id),
    )  # fmt: skip


def results(connection: Connection) -> Sequence[Any]:
    """The result that stands of each test, as :func:`lsns`, then what it says."""
    of = test_result.c
    later = test_result.alias("later")
    stands = ~(
        select(later.c.id)
        .where(
            later.c.lsn_id == of.lsn_id,
            later.c.specification_id == of.specification_id,
            later.c.turn > of.turn,
        )
        .exists()
    )
    return _all(
        connection,
        _of_lsn()
        .join(test_result, of.lsn_id == lsn.c.id)
        .add_columns(of.name, of.value, of.tested_on, of.laboratory, of.note)
        .where(stands)
        .order_by(item.c.sku_key, lsn.c.code_key, of.id),
    )


def _owned(name: str) -> Any:
    """A date as its owner has it: the lot, where a serial belongs to one."""
    return case((lsn.c.lot_id.is_(None), lsn.c[name]), else_=_LOT.c[name])


def stock(connection: Connection) -> Sequence[Any]:
    """What stands where, as :func:`lsns`, then place, quantities, grid, unit and dates."""
    there = _by_place().subquery()
    return _all(
        connection,
        _of_lsn()
        .join(there, there.c.lsn_id == lsn.c.id)
        .join(location, location.c.id == there.c.location_id)
        .add_columns(
            location.c.code,
            there.c.on_hand,
            there.c.held,
            there.c.claimed,
            item.c.decimals,
            item.c.unit,
            _owned("production"),
            _owned("expiry"),
        )
        .order_by(item.c.sku_key, lsn.c.code_key, location.c.code_key),
    )


def _by_place() -> Select[Any]:
    """What stands of each LSN in each place, loose and packed together."""
    sums = [
        cast(func.sum(column), BigInteger).label(column.name)
        for column in (balance.c.on_hand, balance.c.held, balance.c.claimed)
    ]
    return (
        select(balance.c.lsn_id, balance.c.location_id, *sums)
        .where(balance.c.on_hand > 0)
        .group_by(balance.c.lsn_id, balance.c.location_id)
    )


def order_lines(connection: Connection) -> Sequence[Any]:
    """Every line of every purchase order, in their order."""
    return _all(
        connection,
        select(
            purchase_order.c.number,
            party.c.code,
            purchase_order_line.c.number,
            item.c.sku,
            purchase_order_line.c.ordered,
            purchase_order_line.c.received,
            item.c.decimals,
            item.c.unit,
            purchase_order.c.due_on,
            purchase_order_line.c.price,
            purchase_order.c.note,
            purchase_order.c.status,
        )
        .join(purchase_order, purchase_order.c.id == purchase_order_line.c.purchase_order_id)
        .join(party, party.c.id == purchase_order.c.vendor_id)
        .join(item, item.c.id == purchase_order_line.c.item_id)
        .order_by(purchase_order.c.number_key, purchase_order_line.c.number),
    )


def sales_order_lines(connection: Connection) -> Sequence[Any]:
    """Every line of every sales order, in their order."""
    return _all(
        connection,
        select(
            sales_order.c.number,
            party.c.code,
            sales_order_line.c.number,
            item.c.sku,
            sales_order_line.c.ordered,
            sales_order_line.c.shipped,
            item.c.decimals,
            item.c.unit,
            sales_order.c.due_on,
            sales_order_line.c.price,
            sales_order.c.reference,
            sales_order.c.ship_to,
            sales_order.c.note,
            sales_order.c.status,
        )
        .join(sales_order, sales_order.c.id == sales_order_line.c.sales_order_id)
        .join(party, party.c.id == sales_order.c.customer_id)
        .join(item, item.c.id == sales_order_line.c.item_id)
        .where(sales_order_line.c.ordered > 0)
        .order_by(sales_order.c.number_key, sales_order_line.c.number),
    )


def bom_lines(connection: Connection) -> Sequence[Any]:
    """Every line of every bill of material, by what it makes."""
    part = item.alias("part")
    return _all(
        connection,
        select(
            item.c.sku,
            bill_of_material.c.revision,
            bill_of_material.c.makes,
            item.c.decimals,
            part.c.sku,
            bom_line.c.quantity,
            part.c.decimals,
            part.c.unit,
            bom_line.c.scrap,
            bom_line.c.kind,
            bom_line.c.part_of,
            bill_of_material.c.note,
            bill_of_material.c.active,
        )
        .join(bill_of_material, bill_of_material.c.id == bom_line.c.bom_id)
        .join(item, item.c.id == bill_of_material.c.item_id)
        .join(part, part.c.id == bom_line.c.item_id)
        .order_by(item.c.sku_key, bill_of_material.c.id, bom_line.c.number),
    )


def work_orders(connection: Connection) -> Sequence[Any]:
    """Every work order, by number."""
    return _all(
        connection,
        select(
            work_order.c.number,
            item.c.sku,
            work_order.c.ordered,
            work_order.c.made,
            work_order.c.scrapped,
            item.c.decimals,
            item.c.unit,
            func.coalesce(bill_of_material.c.revision, ""),
            work_order.c.kind,
            work_order.c.due_on,
            func.coalesce(location.c.code, ""),
            work_order.c.note,
            work_order.c.status,
        )
        .join(item, item.c.id == work_order.c.item_id)
        .outerjoin(bill_of_material, bill_of_material.c.id == work_order.c.bom_id)
        .outerjoin(location, location.c.id == work_order.c.location_id)
        .order_by(work_order.c.number_key),
    )


def documents(connection: Connection) -> Sequence[Any]:
    """Every document, oldest first."""
    return _all(
        connection,
        select(
            document.c.number,
            document.c.kind,
            document.c.status,
            party.c.name,
            purchase_order.c.number,
            location.c.code,
            document.c.posted_on,
            document.c.lines,
            document.c.reason,
        )
        .outerjoin(party, party.c.id == document.c.party_id)
        .outerjoin(purchase_order, purchase_order.c.id == document.c.purchase_order_id)
        .outerjoin(location, location.c.id == document.c.location_id)
        .order_by(document.c.id),
    )


def holds(connection: Connection) -> Sequence[Any]:
    """Every hold there is or was, as :func:`lsns`, then place, quantity, reason and times."""
    return _all(
        connection,
        _of_lsn()
        .join(hold, hold.c.lsn_id == lsn.c.id)
        .outerjoin(location, location.c.id == hold.c.location_id)
        .add_columns(
            location.c.code,
            hold.c.quantity,
            item.c.decimals,
            hold.c.reason,
            hold.c.note,
            hold.c.placed_at,
            hold.c.released_at,
            hold.c.release_note,
        )
        .order_by(hold.c.id),
    )


def custom(connection: Connection, of: str) -> tuple[list[str], dict[int, dict[str, str]]]:
    """The names of the custom fields of items or LSNs, and what each has in them."""
    column = custom_value.c[f"{of}_id"]
    names = connection.scalars(
        select(custom_field.c.name)
        .where(custom_field.c.of == of)
        .group_by(custom_field.c.name)
        .order_by(func.min(custom_field.c.id))
    ).all()
    rows = connection.execute(
        select(column, custom_field.c.name, custom_value.c.text)
        .join(custom_field, custom_field.c.id == custom_value.c.field_id)
        .where(column.is_not(None))
    )
    filled: dict[int, dict[str, str]] = defaultdict(dict)
    for subject, name, text in rows:
        filled[subject][name] = text
    return list(names), filled


def _all(connection: Connection, question: Select[Any]) -> Sequence[Any]:
    return connection.execute(question).all()
