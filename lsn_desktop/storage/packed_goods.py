"""What is in pallets and cases, as their labels and lists say it: stock, promised, or gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Date, and_, case, func, or_, select

from lsn_desktop.storage.expiries import KNOWN
from lsn_desktop.storage.tables.catalogue import handling_unit, item, item_gtin, party
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.ledger import balance
from lsn_desktop.storage.tables.selling import parcel, sales_order

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection


class Packed(NamedTuple):
    """So much of a lot or serial in a pallet or case.

    ``lot`` is the lot, or that of a serial; ``gtin`` the trade item one base unit is, if any.
    """

    unit_id: int
    sscc: str
    lsn_id: int
    item_id: int
    sku: str
    item: str
    code: str
    kind: str
    lot: str
    expiry: date | None
    best_before: date | None
    gtin: str
    quantity: int
    unit: str
    decimals: int


_lot = lsn.alias("lot")
_GTIN = (
    select(func.min(item_gtin.c.gtin))
    .where(
        item_gtin.c.item_id == item.c.id,
        item_gtin.c.pack_numerator == item_gtin.c.pack_denominator,
    )
    .correlate(item)
    .scalar_subquery()
)


def _rows(quantity: Any) -> Any:
    return select(
        handling_unit.c.id,
        handling_unit.c.sscc,
        lsn.c.id,
        item.c.id,
        item.c.sku,
        item.c.description,
        lsn.c.code,
        lsn.c.kind,
        case((lsn.c.kind == "lot", lsn.c.code), else_=func.coalesce(_lot.c.code, "")),
        KNOWN,
        func.coalesce(lsn.c.best_before, _lot.c.best_before, type_=Date),
        func.coalesce(_GTIN, ""),
        quantity,
        item.c.unit,
        item.c.decimals,
    )


def of_units(connection: Connection, unit_ids: Sequence[int]) -> list[Packed]:
    """What is in some pallets and cases, and in the cases on them.

    In one packed for a shipment is also what is on that, before it is posted as after it.
    """
    ids = list(unit_ids)
    these = or_(handling_unit.c.id.in_(ids), handling_unit.c.parent_id.in_(ids))
    stock = (
        _rows(balance.c.on_hand)
        .join(balance, balance.c.handling_unit_id == handling_unit.c.id)
        .join(lsn, lsn.c.id == balance.c.lsn_id)
        .where(these, balance.c.on_hand > 0)
    )
    shipped = (
        _rows(document_line.c.quantity)
        .join(document_line, document_line.c.to_unit_id == handling_unit.c.id)
        .join(document, document.c.id == document_line.c.document_id)
        .join(lsn, lsn.c.id == document_line.c.lsn_id)
        .where(
            these,
            handling_unit.c.document_id == document.c.id,
            document_line.c.voided.is_(False),
            # What is on a shipment with its unit as it stood is still counted as stock.
            or_(
                document.c.status == "posted",
                and_(
                    document.c.status == "draft",
                    func.coalesce(document_line.c.from_unit_id, 0) != handling_unit.c.id,
                ),
            ),
        )
    )
    found = []
    for question in (stock, shipped):
        rows = (
            question.join(item, item.c.id == lsn.c.item_id)
            .outerjoin(_lot, _lot.c.id == lsn.c.lot_id)
            .order_by(handling_unit.c.id, item.c.sku_key, lsn.c.code_key, lsn.c.id)
        )
        found += [Packed(*row) for row in connection.execute(rows)]
    return found


class Going(NamedTuple):
    """Whom a shipment goes to, and with whom."""

    number: str
    customer: str
    address: str
    order: str
    reference: str
    ship_to: str
    carrier: str


_CARRIER = (
    select(func.max(parcel.c.carrier))
    .where(parcel.c.document_id == document.c.id, parcel.c.voided.is_(False))
    .correlate(document)
    .scalar_subquery()
)


def going_to(connection: Connection, document_id: int) -> Going:
    """Whom a shipment goes to, by its own head, its order and its parcels."""
    row = connection.execute(
        select(
            document.c.number,
            func.coalesce(party.c.name, ""),
            func.coalesce(party.c.address, ""),
            func.coalesce(sales_order.c.number, ""),
            func.coalesce(sales_order.c.reference, ""),
            func.coalesce(sales_order.c.ship_to, ""),
            func.coalesce(_CARRIER, ""),
        )
        .outerjoin(party, party.c.id == document.c.party_id)
        .outerjoin(sales_order, sales_order.c.id == document.c.sales_order_id)
        .where(document.c.id == document_id)
    ).one()
    return Going(*row)
