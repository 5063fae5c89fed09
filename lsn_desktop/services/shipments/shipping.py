"""A shipment: begun for a customer or for an order, filled by scans, posted.

The page and the command line build on these, each ``(tx, ...)``:

* :func:`open_shipment`, :func:`open_for_order`, :func:`open_for_customer`: the draft;
* ``ship_choosing.choose_by_scan`` opens what a scanned number names;
* ``ship_scans.ship_scan(tx, reading, expected, scan_id)`` takes a scan, ``ship_scans.take_row``
  a row chosen from the pick list, ``ship_scans.answer`` an answer;
* ``ship_commands.ship_command`` does what command barcodes and keys ask: undo, back, post;
* ``picking_lists.of_order`` proposes what to take and where, first expired first out;
* ``overriding.sign`` lets the goods refused last go, by a second person's PIN and a reason;
* ``parcelling.keep_typed`` keeps a tracking number that cannot be scanned;
* ``storage.shipments`` lists them, ``storage.parcels`` their tracking numbers.

``posting.post``, ``posting.reverse``, ``posting.discard`` and ``choosing.take_over`` do for a
shipment what they do for every document.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.storage import counters, documents, parties, sales_orders, shipments
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from lsn_desktop.storage.transactions import Tx

KIND = shipments.SHIPMENT


@dataclass(frozen=True, slots=True)
class OpenShipment:
    """An order for a new shipment to a customer; of a sales order, to who ordered."""

    uid: str
    customer_id: int | None = None
    sales_order_id: int | None = None


def open_shipment(tx: Tx, order: OpenShipment) -> int:
    """Make the draft that scans will fill; an order that arrives twice gives the same one.

    Raises:
        Refusal: nothing more is to leave for the order, or it is no customer of ours.
    """
    if known := documents.by_uid(tx.connection, order.uid):
        return known
    customer_id, sales_order_id = order.customer_id, order.sales_order_id
    if sales_order_id is not None:
        sale = sales_orders.by_id(tx.connection, sales_order_id)
        if sale.status != "open":
            raise refusal(
                "{number} is {status}: nothing more is to leave.",
                "Scan another order, or ship to the customer without an order.",
                number=sale.number,
                status=sale.status,
            )
        customer_id = sale.customer_id
    assert customer_id is not None  # noqa: S101 - one of them is given
    must_be_customer(tx, customer_id)
    number = f"SH-{counters.take(tx, KIND):05d}"
    values = {
        "uid": order.uid,
        "kind": KIND,
        "number": number,
        "party_id": customer_id,
        "sales_order_id": sales_order_id,
    }
    document_id = documents.add(tx, values)
    words = message("Shipment {number} begun", number=number)
    tx.entries.append(Entry("begin", words, "document", document_id))
    tx.events.append(Event("document", document_id))
    return document_id


def must_be_customer(tx: Tx, party_id: int) -> None:
    """Refuse who buys nothing from us.

    Raises:
        Refusal: it is no customer, or one no more.
    """
    found = parties.by_id(tx.connection, party_id)
    if "customer" not in found.roles or not found.active:
        raise refusal(
            "{name} is no customer.",
            "Say in the list of partners that it buys from us.",
            name=found.name,
        )


def open_for_order(tx: Tx, order_id: int) -> int:
    """The shipment for an order: the draft this workstation has open, or a new one."""
    sale = sales_orders.by_id(tx.connection, order_id)
    draft = shipments.draft_for(tx.connection, tx.by.workstation_id, sale.customer_id, order_id)
    return draft or open_shipment(tx, OpenShipment(tx.uid(), sales_order_id=order_id))


def open_for_customer(tx: Tx, customer_id: int) -> int:
    """The shipment to a customer without an order: the draft open here, or a new one."""
    draft = shipments.draft_for(tx.connection, tx.by.workstation_id, customer_id)
    return draft or open_shipment(tx, OpenShipment(tx.uid(), customer_id))
