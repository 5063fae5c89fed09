"""What posting a shipment or a customer's return brings beside its moves."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.returns import returning
from lsn_desktop.services.shipments import shipping_checked
from lsn_desktop.storage import (
    catalogue,
    documents,
    handling_units,
    overrides,
    sales_orders,
    shipped_units,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lsn_desktop.storage.documents import Document, Line
    from lsn_desktop.storage.transactions import Tx

KIND = "shipment"
KINDS = (KIND, "customer return")


def before(tx: Tx, head: Document, lines: list[Line]) -> None:
    """What must be true before a shipment is posted.

    Raises:
        Refusal: goods on it were held or expired since they were scanned.
    """
    shipping_checked.must_go(tx, head, lines)


def after(tx: Tx, head: Document, lines: list[Line]) -> None:
    """Tell the order what left, and let pallets go with what is on them."""
    if head.kind != KIND:
        return
    _count(tx, head, lines, sign=1)
    passed = overrides.of_document(tx.connection, head.id)
    returning.end_holds(tx, head, [line for line in lines if line.id in passed])
    units = {line.to_unit_id for line in lines if line.to_unit_id is not None}
    _must_be_all(tx, units)
    shipped_units.leave(
        tx, units, head.id, catalogue.virtual_location(tx.connection, "customer")
    )


def _must_be_all(tx: Tx, units: Iterable[int]) -> None:
    """Refuse to let a pallet or case go that was filled on since it was scanned."""
    for unit_id in sorted(units):
        inside = handling_units.of_unit(tx.connection, unit_id)
        if any(one.unit_id == unit_id for one in inside):
            raise refusal(
                "More was put into {sscc} since it was scanned.",
                "Take its scan back, then scan it once more.",
                sscc=handling_units.by_id(tx.connection, unit_id).sscc,
            )


def back(tx: Tx, head: Document, reversing: Document) -> None:
    """Undo what :func:`after` did beside the moves."""
    if head.kind != KIND:
        return
    lines = documents.lines(tx.connection, head.id)
    _count(tx, head, lines, sign=-1)
    passed = overrides.of_document(tx.connection, head.id)
    returning.hold_again(tx, head, [line for line in lines if line.id in passed])
    places = {line.to_unit_id: line.from_location_id for line in lines if line.to_unit_id}
    shipped_units.come_back(tx, head.id, places)
    tx.events.append(Event("document", reversing.id))


def _count(tx: Tx, head: Document, lines: list[Line], sign: int) -> None:
    left: Counter[int] = Counter()
    for line in lines:
        if line.sales_order_line_id is not None:
            left[line.sales_order_line_id] += line.quantity
    for line_id, quantity in sorted(left.items()):
        sales_orders.ship(tx, line_id, sign * quantity)
    if head.sales_order_id is not None:
        sales_orders.settle(tx, head.sales_order_id)
        tx.events.append(Event("sales order", head.sales_order_id))
