"""Shipments and customer returns as the dock asks for them: drafts, what was posted, goods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, select

from lsn_desktop.storage.documents import LINES_ON_IT
from lsn_desktop.storage.expiries import KNOWN
from lsn_desktop.storage.tables.catalogue import handling_unit, item, location, party
from lsn_desktop.storage.tables.documents import document, document_line, scan
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.selling import (
    override,
    parcel,
    sales_order,
    sales_order_line,
)
from lsn_desktop.storage.tables.trust import workstation

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

SHIPMENT = "shipment"
CUSTOMER_RETURN = "customer return"


@dataclass(frozen=True, slots=True)
class Shipment:
    """A shipment, or a return of a customer, in a list.

    ``lines`` counts those that were not taken back, ``parcels`` the tracking numbers;
    ``reversed`` tells that another document turned it back.
    """

    id: int
    number: str
    workstation_id: int
    workstation: str
    customer_id: int
    customer: str
    order_id: int | None
    order: str
    reference: str
    due_on: date | None
    reason: str
    posted_at: int | None
    lines: int
    parcels: int
    reversed: bool


_PARCELS = (
    select(func.count())
    .select_from(parcel)
    .where(parcel.c.document_id == document.c.id, parcel.c.voided.is_(False))
    .correlate(document)
    .scalar_subquery()
)
_back = document.alias("back")
_SHIPMENT = (
    select(
        document.c.id,
        document.c.number,
        document.c.workstation_id,
        workstation.c.name,
        document.c.party_id,
        func.coalesce(party.c.name, ""),
        document.c.sales_order_id,
        func.coalesce(sales_order.c.number, ""),
        func.coalesce(sales_order.c.reference, ""),
        sales_order.c.due_on,
        document.c.reason,
        document.c.posted_at,
        LINES_ON_IT,
        _PARCELS,
        _back.c.id.is_not(None),
    )
    .join(workstation, workstation.c.id == document.c.workstation_id)
    .outerjoin(party, party.c.id == document.c.party_id)
    .outerjoin(sales_order, sales_order.c.id == document.c.sales_order_id)
    .outerjoin(_back, _back.c.reverses_id == document.c.id)
    .where(document.c.reverses_id.is_(None))
    .order_by(document.c.id.desc())
)


def _as_shipment(row: Any) -> Shipment:
    return Shipment(*row)


def drafts(connection: Connection, kind: str = SHIPMENT) -> list[Shipment]:
    """What is not posted yet, of every workstation, newest first."""
    question = _SHIPMENT.where(document.c.status == "draft", document.c.kind == kind)
    return [_as_shipment(row) for row in connection.execute(question)]


def recent(connection: Connection, kind: str = SHIPMENT, limit: int = 10) -> list[Shipment]:
    """What was posted last, newest first."""
    question = _SHIPMENT.where(document.c.status == "posted", document.c.kind == kind)
    return [_as_shipment(row) for row in connection.execute(question.limit(limit))]


def by_id(connection: Connection, document_id: int) -> Shipment:
    """One of them."""
    return _as_shipment(connection.execute(_SHIPMENT.where(document.c.id == document_id)).one())


def draft_for(
    connection: Connection,
    workstation_id: int,
    customer_id: int,
    order_id: int | None = None,
    kind: str = SHIPMENT,
) -> int | None:
    """The draft a workstation has open for an order, or for a customer without an order."""
    return connection.scalar(
        select(document.c.id)
        .where(
            document.c.kind == kind,
            document.c.status == "draft",
            document.c.reverses_id.is_(None),
            document.c.workstation_id == workstation_id,
            document.c.party_id == customer_id,
            document.c.sales_order_id.is_(None)
            if order_id is None
            else document.c.sales_order_id == order_id,
        )
        .order_by(document.c.id.desc())
        .limit(1)
    )


class Gone(NamedTuple):
    """A line of a shipment: its goods, where they are taken, what they are packed in.

    ``ordered_item`` is the item the order asked for where another one goes in its place;
    ``why`` the rule an override lets it pass.
    """

    line_id: int
    item_id: int
    sku: str
    item: str
    lsn_id: int
    lsn_kind: str
    code: str
    lot: str
    expiry: date | None
    place: str
    quantity: int
    unit: str
    decimals: int
    sscc: str
    order_line_id: int | None
    order_line: int | None
    ordered_item: str
    why: str


_lot = lsn.alias("lot")
_ordered = item.alias("ordered")
_GONE = (
    select(
        document_line.c.id,
        item.c.id,
        item.c.sku,
        item.c.description,
        lsn.c.id,
        lsn.c.kind,
        lsn.c.code,
        func.coalesce(_lot.c.code, ""),
        KNOWN,
        location.c.code,
        document_line.c.quantity,
        item.c.unit,
        item.c.decimals,
        func.coalesce(handling_unit.c.sscc, ""),
        document_line.c.sales_order_line_id,
        sales_order_line.c.number,
        func.coalesce(_ordered.c.description, ""),
        func.coalesce(override.c.why, ""),
    )
    .join(item, item.c.id == document_line.c.item_id)
    .join(lsn, lsn.c.id == document_line.c.lsn_id)
    .join(location, location.c.id == document_line.c.from_location_id)
    .outerjoin(_lot, _lot.c.id == lsn.c.lot_id)
    .outerjoin(handling_unit, handling_unit.c.id == document_line.c.to_unit_id)
    .outerjoin(sales_order_line, sales_order_line.c.id == document_line.c.sales_order_line_id)
    .outerjoin(
        _ordered,
        (_ordered.c.id == sales_order_line.c.item_id)
        & (_ordered.c.id != document_line.c.item_id),
    )
    .outerjoin(override, override.c.line_id == document_line.c.id)
    .where(document_line.c.voided.is_(False))
    .order_by(document_line.c.number)
)


def goods(connection: Connection, document_id: int) -> list[Gone]:
    """What is on a shipment, line by line, in the order it was scanned."""
    question = _GONE.where(document_line.c.document_id == document_id)
    return [Gone(*row) for row in connection.execute(question)]


_scanned = (
    select(func.coalesce(func.max(scan.c.at), 0))
    .join(document_line, document_line.c.scan_id == scan.c.id)
    .where(document_line.c.voided.is_(False))
)


def last_scanned(connection: Connection, document_id: int) -> int:
    """When the goods on a document that count were scanned last; 0 if there are none."""
    question = _scanned.where(document_line.c.document_id == document_id)
    return int(connection.execute(question).scalar_one())
