"""Sales orders: entered one by one, changed while they are open, and cancelled.

    order_id = selling.enter(tx, Sale(customer_id, [SaleLine("MILK", Decimal(24))]))
    selling.change(tx, order_id, replace(selling.sale(connection, order_id), due_on=day))
    selling.cancel(tx, order_id, "ordered twice")

Files of them are taken in by ``services/imports`` (kind ``sales-orders``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain import costing
from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.quantities import off_grid, on_grid, plain
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.storage import catalogue, counters, lsns, parties, sales_orders
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from lsn_desktop.domain.items import Item
    from lsn_desktop.storage.sales_orders import SalesOrder, Wanted
    from lsn_desktop.storage.transactions import Connection, Tx

SUBJECT = "sales order"
"""What its events and its audit trail are about."""


@dataclass(frozen=True, slots=True)
class SaleLine:
    """So much of an item in its base unit, at a price of one in the company's currency.

    ``lsn`` is the lot or serial the customer asks for, if they do; ``line_id`` the line this
    one is, of an order that is changed.
    """

    sku: str
    quantity: Decimal
    price: Decimal | None = None
    lsn: str = ""
    line_id: int | None = None


@dataclass(frozen=True, slots=True)
class Sale:
    """A sales order as it shall be; without a number it takes the next one of ours.

    ``reference`` is the customer's own number: scanned, it opens the order as ours does.
    """

    customer_id: int
    lines: Sequence[SaleLine]
    number: str = ""
    due_on: date | None = None
    reference: str = ""
    ship_to: str = ""
    note: str = ""


def enter(tx: Tx, order: Sale) -> int:
    """Store a sales order; its row.

    Raises:
        Refusal: the number is taken, it is no customer of ours, nothing is ordered, or a line
            names no item of ours or no quantity of it.
    """
    number = order.number.strip() or _next_number(tx)
    customer = _customer(tx.connection, order.customer_id)
    if sales_orders.by_number(tx.connection, number):
        raise refusal("Order {number} is entered already.", "Open it instead.", number=number)
    if not order.lines:
        raise refusal("Nothing is ordered on {number}.", "Add a line.", number=number)
    head = {"uid": tx.uid(), "number": number, "customer_id": customer.id, **_head(order)}
    order_id = sales_orders.add(tx, {**head, "source": ""})
    for at, line in enumerate(order.lines, start=1):
        sales_orders.add_line(tx, order_id, {"number": at, **_line(tx.connection, line)})
    words = message("Order {number} of {customer}", number=number, customer=customer.name)
    tx.entries.append(Entry("create", words, SUBJECT, order_id))
    tx.events.append(Event(SUBJECT, order_id))
    return order_id


def sale(connection: Connection, order_id: int) -> Sale:
    """An order as it is: what :func:`change` takes."""
    head = sales_orders.by_id(connection, order_id)
    return Sale(
        head.customer_id,
        [_as_line(one) for one in sales_orders.wanted(connection, order_id) if one.ordered],
        head.number,
        head.due_on,
        head.reference,
        head.ship_to,
        head.note,
    )


def change(tx: Tx, order_id: int, wanted: Sale) -> None:
    """Bring an open order to what is wanted; lines that are not in it any more are taken off.

    Raises:
        Refusal: it is cancelled, another customer's now, nothing is left on it, or less is
            wanted of a line than left already or is on a shipment.
    """
    head = sales_orders.keep(tx, order_id)
    if head.status == "cancelled":
        raise refusal(
            "{number} is cancelled: it stays as it is.",
            "Enter a new order.",
            number=head.number,
        )
    if wanted.customer_id != head.customer_id:
        raise refusal(
            "{number} is an order of {customer}.",
            "Cancel it, and enter one for the other customer.",
            number=head.number,
            customer=head.customer,
        )
    if not wanted.lines:
        raise refusal("Nothing is left on {number}.", "Cancel it.", number=head.number)
    _change_head(tx, head, wanted)
    known = {one.line_id: one for one in sales_orders.wanted(tx.connection, order_id)}
    for line in wanted.lines:
        if line.line_id is not None:
            _change_line(tx, head, known.pop(line.line_id), line)
    last = max((one.number for one in _all(tx, order_id)), default=0)
    for line in wanted.lines:
        if line.line_id is None:
            last += 1
            sales_orders.add_line(tx, order_id, {"number": last, **_line(tx.connection, line)})
            words = message("{quantity} of {sku} added", quantity=plain(line.quantity),
                            sku=line.sku)  # fmt: skip
            tx.entries.append(Entry("change", words, SUBJECT, order_id))
    for one in known.values():
        if one.ordered:
            _take_off(tx, head, one)
    sales_orders.settle(tx, order_id)
    tx.events.append(Event(SUBJECT, order_id))


def cancel(tx: Tx, order_id: int, reason: str) -> None:
    """Let nothing more of an order leave; what left stays shipped.

    Raises:
        Refusal: it is no open order, goods for it are on a shipment, or nobody says why.
    """
    head = sales_orders.keep(tx, order_id)
    if head.status != "open":
        raise refusal(
            "{number} is {status} already.",
            "Nothing more to do.",
            number=head.number,
            status=head.status,
        )
    if not reason.strip():
        raise refusal("A cancelled order needs a reason.", "Say why {number} is cancelled.",
                      number=head.number)  # fmt: skip
    if drafts := sales_orders.drafts_of(tx.connection, order_id):
        raise refusal(
            "{number} is being shipped with {shipment}.",
            "Post or discard that shipment first.",
            number=head.number,
            shipment=drafts[0],
        )
    sales_orders.change(tx, order_id, {"status": "cancelled"})
    words = message("Cancelled {number}: {reason}", number=head.number, reason=reason.strip())
    tx.entries.append(Entry("cancel", words, SUBJECT, order_id))
    tx.events.append(Event(SUBJECT, order_id))


def _change_head(tx: Tx, head: SalesOrder, wanted: Sale) -> None:
    number = wanted.number.strip() or head.number
    if number != head.number:
        raise refusal("{number} keeps its number.", "Cancel it, and enter another order.",
                      number=head.number)  # fmt: skip
    old = {name: getattr(head, name) for name in _head(wanted)}
    changed = {name: new for name, new in _head(wanted).items() if old[name] != new}
    if changed:
        sales_orders.change(tx, head.id, changed)
    for name, new in changed.items():
        words = message(
            "{what}: {old} > {new}",
            what=name.replace("_", " "),
            old=old[name] or "-",
            new=new or "-",
        )
        tx.entries.append(Entry("change", words, SUBJECT, head.id))


def _change_line(tx: Tx, head: SalesOrder, known: Wanted, line: SaleLine) -> None:
    before = _as_line(known)
    if line == before:
        return
    values = _line(tx.connection, line)
    if values["item_id"] != known.item_id:
        raise refusal(
            "Line {at} of {number} is {item}.",
            "Take it off, and add a line for the other item.",
            at=known.number,
            number=head.number,
            item=known.description,
        )
    ordered = on_grid(line.quantity, known.decimals, known.unit)
    if ordered < known.shipped:
        raise _left_already(head, known)
    sales_orders.change_line(tx, known.line_id, values)
    words = message(
        "{sku}: {old} > {new}",
        sku=known.sku,
        old=plain(before.quantity),
        new=plain(line.quantity),
    )
    tx.entries.append(Entry("change", words, SUBJECT, head.id))


def _take_off(tx: Tx, head: SalesOrder, known: Wanted) -> None:
    if known.shipped:
        raise _left_already(head, known)
    sales_orders.drop_line(tx, known.line_id)
    words = message("{sku} taken off", sku=known.sku)
    tx.entries.append(Entry("change", words, SUBJECT, head.id))


def _left_already(head: SalesOrder, known: Wanted) -> Refusal:
    return refusal(
        "{shipped} {unit} of {item} on {number} left already or are on a shipment.",
        "Order at least so many.",
        shipped=plain(off_grid(known.shipped, known.decimals)),
        unit=known.unit,
        item=known.description,
        number=head.number,
    )


def _all(tx: Tx, order_id: int) -> list[Wanted]:
    return sales_orders.wanted(tx.connection, order_id)


def _as_line(one: Wanted) -> SaleLine:
    price = None if one.price is None else costing.said(one.price)
    quantity = off_grid(one.ordered, one.decimals)
    return SaleLine(one.sku, quantity, price, one.lsn, one.line_id)


def _head(order: Sale) -> dict[str, object]:
    return {
        "due_on": order.due_on,
        "reference": order.reference.strip(),
        "ship_to": order.ship_to.strip(),
        "note": order.note.strip(),
    }


def _line(connection: Connection, line: SaleLine) -> dict[str, object]:
    item = catalogue.item_by_sku(connection, line.sku.strip())
    if item is None:
        raise refusal("There is no item {sku}.", "Make the item first.", sku=line.sku)
    return {
        "item_id": item.id,
        "ordered": on_grid(line.quantity, item.decimals, item.unit),
        "price": None if line.price is None else costing.money(line.price),
        "lsn_id": _asked_for(connection, item, line.lsn.strip()),
    }


def _asked_for(connection: Connection, item: Item, code: str) -> int | None:
    """The lot or serial a customer asks for by its code."""
    if not code:
        return None
    for each in lsns.candidates(connection, code):
        if each.lsn.item_id == item.id:
            return each.lsn.id
    raise refusal(
        "{item} has no lot or serial {code}.",
        "Mend the code, or leave it empty.",
        item=item.description,
        code=code,
    )


def _customer(connection: Connection, party_id: int) -> parties.PartyRow:
    found = parties.by_id(connection, party_id)
    if "customer" not in found.roles or not found.active:
        raise refusal(
            "{name} is no customer.",
            "Say in the list of partners that it buys from us.",
            name=found.name,
        )
    return found


def _next_number(tx: Tx) -> str:
    while True:
        number = f"SO-{counters.take(tx, 'sales order'):05d}"
        if sales_orders.by_number(tx.connection, number) is None:
            return number
