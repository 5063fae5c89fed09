"""What the Ship page asks the database: what waits to leave, and what is on a shipment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.filters import OneOf
from lsn_desktop.services.documents import overriding
from lsn_desktop.services.shipments import picking_lists
from lsn_desktop.storage import (
    documents,
    handling_units,
    packed_goods,
    parcels,
    parties,
    receipts,
    sales_orders,
    shipments,
)

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.services.shipments.picking_lists import PickLine
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.handling_units import Unit
    from lsn_desktop.storage.packed_goods import Packed
    from lsn_desktop.storage.parcels import Parcel
    from lsn_desktop.storage.parties import PartyRow
    from lsn_desktop.storage.receipts import ScanShown
    from lsn_desktop.storage.sales_orders import SalesOrder, Wanted
    from lsn_desktop.storage.shipments import Gone, Shipment
    from lsn_desktop.storage.transactions import Connection, Database

_MOST_CUSTOMERS = 2000


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be shipped: open shipments, open orders, and all customers."""

    drafts: list[Shipment]
    orders: list[SalesOrder]
    recent: list[Shipment]
    customers: list[PartyRow]


@dataclass(frozen=True, slots=True)
class OnShipment:
    """A shipment with its scans, what is on it, and what is still to be taken."""

    head: Document
    order: SalesOrder | None
    scans: list[ScanShown]
    goods: list[Gone]
    wanted: list[Wanted]
    picks: list[PickLine]
    parcels: list[Parcel]
    signers: list[str]
    reversed_by: str
    units: list[Unit]
    packed: list[Packed]

    @property
    def customer(self) -> str:
        return self.head.party or "-"

    @property
    def left(self) -> list[Wanted]:
        """The lines of the order of which something is still to leave."""
        return [line for line in self.wanted if line.left]


def choice(database: Database) -> Choice:
    """All there is to choose from."""
    with database.reading() as connection:
        return Choice(
            shipments.drafts(connection),
            sales_orders.open_orders(connection),
            shipments.recent(connection),
            customers(connection),
        )


def customers(connection: Connection) -> list[PartyRow]:
    """Everyone who buys from us, by name."""
    only = [OneOf("roles", frozenset({"customer"}))]
    found = parties.listed(connection, n=_MOST_CUSTOMERS, only=only)
    return [one for one in found if one.active]


def on_shipment(database: Database, document_id: int, on: date) -> OnShipment:
    """A shipment as the dock, or the summary of a posted one, shows it."""
    with database.reading() as connection:
        head = documents.by_id(connection, document_id)
        order, wanted, picks = None, [], []
        if head.sales_order_id is not None:
            order = sales_orders.by_id(connection, head.sales_order_id)
            wanted = sales_orders.wanted(connection, order.id)
            if head.status == "draft":
                picks = picking_lists.of_order(connection, order.id, on)
        back = documents.reversed_by(connection, document_id)
        units = handling_units.of_document(connection, document_id)
        return OnShipment(
            head,
            order,
            receipts.scans(connection, document_id)
            + receipts.begun_by(connection, document_id),
            shipments.goods(connection, document_id),
            wanted,
            picks,
            parcels.of_document(connection, document_id),
            overriding.signers(connection),
            back.number if back else "",
            units,
            packed_goods.of_units(connection, [unit.id for unit in units]) if units else [],
        )
