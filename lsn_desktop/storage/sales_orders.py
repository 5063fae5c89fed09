"""Sales orders, and how much of them has left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import (
    BigInteger,
    Date,
    bindparam,
    cast,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from lsn_desktop.domain.expiry import NEVER
from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.storage import kept_filters
from lsn_desktop.storage.lists import Order, paged
from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.catalogue import item, party
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.selling import sales_order, sales_order_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from lsn_desktop.domain.filters import Filter
    from lsn_desktop.storage.transactions import Tx


@dataclass(frozen=True, slots=True)
class SalesOrder:
    """The head of a sales order; ``reference`` is the customer's own number for it."""

    id: int
    number: str
    customer_id: int
    customer: str
    due_on: date | None
    status: str
    reference: str
    ship_to: str
    note: str
    lines: int
    ordered: int
    shipped: int


_HEAD = (
    select(
        sales_order.c.id,
        sales_order.c.number,
        sales_order.c.customer_id,
        party.c.name,
        sales_order.c.due_on,
        sales_order.c.status,
        sales_order.c.reference,
        sales_order.c.ship_to,
        sales_order.c.note,
        func.count(sales_order_line.c.id),
        cast(func.coalesce(func.sum(sales_order_line.c.ordered), 0), BigInteger),
        cast(func.coalesce(func.sum(sales_order_line.c.shipped), 0), BigInteger),
    )
    .join(party, party.c.id == sales_order.c.customer_id)
    .outerjoin(sales_order_line)
    .group_by(sales_order.c.id, party.c.id)
)
NEWEST = Order("", descending=True)
"""The order of :func:`listed`, from its beginning."""

_SORTED = {
    "": sales_order.c.id,
    "number": sales_order.c.number_key,
    "customer": party.c.name_key,
    "due": func.coalesce(sales_order.c.due_on, literal(NEVER, Date)),
}
_FILTERED = {
    "number": sales_order.c.number_key,
    "customer": party.c.name_key,
    "due": sales_order.c.due_on,
    "status": sales_order.c.status,
}


def open_orders(connection: Connection, customer_id: int | None = None) -> list[SalesOrder]:
    """What is still to leave, of all customers or of one, earliest first."""
    question = _HEAD.where(sales_order.c.status == "open").order_by(
        sales_order.c.due_on.nulls_last(), sales_order.c.number
    )
    if customer_id is not None:
        question = question.where(sales_order.c.customer_id == customer_id)
    return [SalesOrder(*row) for row in connection.execute(question)]


def listed(
    connection: Connection,
    typed: str = "",
    order: Order = NEWEST,
    n: int = 100,
    only: Sequence[Filter] = (),
) -> list[SalesOrder]:
    """Orders found by their number, the customer's own or the customer, a page of them.

    Columns: ``number``, ``customer`` (both folded) and ``due`` sort; ``number`` and
    ``customer`` contain, ``due`` is between, ``status`` is one of.
    """
    question = paged(_HEAD, _SORTED[order.by], sales_order.c.id, order, n)
    question = question.where(*kept_filters.conditions(_FILTERED, only))
    if key := code_key(typed):
        question = question.where(
            or_(
                sales_order.c.number_key.contains(key, autoescape=True),
                party.c.name_key.contains(key, autoescape=True),
                sales_order.c.reference.icontains(typed.strip(), autoescape=True),
            )
        )
    return [SalesOrder(*row) for row in connection.execute(question)]


_BY_ID = Prepared(_HEAD.where(sales_order.c.id == bindparam("order_id")))
_BY_NUMBER = Prepared(_HEAD.where(sales_order.c.number_key == bindparam("key")))
_BY_REFERENCE = Prepared(
    _HEAD.where(sales_order.c.reference == bindparam("reference")).order_by(sales_order.c.id)
)


def by_id(connection: Connection, order_id: int) -> SalesOrder:
    """The order with this row number."""
    return SalesOrder(*_BY_ID.one(connection, order_id=order_id))


def by_number(connection: Connection, number: str) -> SalesOrder | None:
    """The order with this number of ours, in whatever case it is typed."""
    row = _BY_NUMBER.first(connection, key=code_key(number))
    return None if row is None else SalesOrder(*row)


def by_reference(connection: Connection, reference: str) -> list[SalesOrder]:
    """The orders to which customers gave this number: two of them may have the same."""
    rows = _BY_REFERENCE.all(connection, reference=reference) if reference else []
    return [SalesOrder(*row) for row in rows]


_KEEP = Prepared(
    update(sales_order)
    .where(sales_order.c.id == bindparam("order_id"))
    .values(status=sales_order.c.status)
)


def keep(tx: Tx, order_id: int) -> SalesOrder:
    """An order that nobody else changes before this transaction ends."""
    _KEEP.run(tx.connection, order_id=order_id)
    return by_id(tx.connection, order_id)


class Wanted(NamedTuple):
    """A line of an order: what is ordered, left with posted shipments and with open ones.

    ``lsn`` is the lot or serial the customer asks for, empty where any will do.
    """

    line_id: int
    number: int
    item_id: int
    sku: str
    description: str
    unit: str
    decimals: int
    ordered: int
    posted: int
    drafted: int
    price: int | None
    lsn_id: int | None
    lsn: str

    @property
    def shipped(self) -> int:
        """All that left or is on a shipment, posted or not."""
        return self.posted + self.drafted

    @property
    def left(self) -> int:
        """What is still to be picked."""
        return max(self.ordered - self.shipped, 0)


_DRAFTED = (
    select(func.sum(document_line.c.quantity))
    .join(document, document.c.id == document_line.c.document_id)
    .where(
        document_line.c.sales_order_line_id == sales_order_line.c.id,
        document_line.c.voided.is_(False),
        document.c.status == "draft",
    )
    .correlate(sales_order_line)
    .scalar_subquery()
)
_WANTED = Prepared(
    select(
        sales_order_line.c.id,
        sales_order_line.c.number,
        sales_order_line.c.item_id,
        item.c.sku,
        item.c.description,
        item.c.unit,
        item.c.decimals,
        sales_order_line.c.ordered,
        sales_order_line.c.shipped,
        cast(func.coalesce(_DRAFTED, 0), BigInteger),
        sales_order_line.c.price,
        sales_order_line.c.lsn_id,
        func.coalesce(lsn.c.code, ""),
    )
    .join(item, item.c.id == sales_order_line.c.item_id)
    .outerjoin(lsn, lsn.c.id == sales_order_line.c.lsn_id)
    .where(sales_order_line.c.sales_order_id == bindparam("order_id"))
    .order_by(sales_order_line.c.number)
)


def wanted(connection: Connection, order_id: int) -> list[Wanted]:
    """The lines of an order with what left of each, open shipments included."""
    return [Wanted(*row) for row in _WANTED.all(connection, order_id=order_id)]


def ship(tx: Tx, line_id: int, quantity: int) -> None:
    """Count posted goods (negative: a reversal) for an order line."""
    tx.connection.execute(
        update(sales_order_line)
        .where(sales_order_line.c.id == line_id)
        .values(shipped=sales_order_line.c.shipped + quantity)
    )


def settle(tx: Tx, order_id: int) -> None:
    """Close an order of which everything left, or open it again; a cancelled one stays so."""
    short = (
        select(sales_order_line.c.id)
        .where(
            sales_order_line.c.sales_order_id == order_id,
            sales_order_line.c.shipped < sales_order_line.c.ordered,
        )
        .limit(1)
    )
    is_short = tx.connection.execute(short).first() is not None
    tx.connection.execute(
        update(sales_order)
        .where(sales_order.c.id == order_id, sales_order.c.status != "cancelled")
        .values(status="open" if is_short else "closed")
    )


_ADD = Prepared(insert(sales_order).returning(sales_order.c.id))
_ADD_LINE = Prepared(insert(sales_order_line).returning(sales_order_line.c.id))


def add(tx: Tx, values: Mapping[str, object]) -> int:
    """Store a sales order's head; the folded number is made here."""
    row = _ADD.one(
        tx.connection,
        **values,
        number_key=code_key(str(values["number"])),
        created_at=tx.by.at,
        created_by=tx.by.user_id,
    )
    return int(row[0])


def add_line(tx: Tx, order_id: int, values: Mapping[str, object]) -> int:
    """Store a line of a sales order; the price is that of one base unit, in 10^-4."""
    return int(_ADD_LINE.one(tx.connection, sales_order_id=order_id, **values)[0])


def change(tx: Tx, order_id: int, values: Mapping[str, object]) -> None:
    """Change some columns of an order's head."""
    tx.connection.execute(
        update(sales_order).where(sales_order.c.id == order_id).values(dict(values))
    )


def change_line(tx: Tx, line_id: int, values: Mapping[str, object]) -> None:
    """Change some columns of a line."""
    tx.connection.execute(
        update(sales_order_line).where(sales_order_line.c.id == line_id).values(dict(values))
    )


def drop_line(tx: Tx, line_id: int) -> None:
    """Take a line out again; one that goods were scanned for stays, and asks for nothing."""
    scanned = (
        select(document_line.c.id)
        .where(document_line.c.sales_order_line_id == line_id)
        .limit(1)
    )
    if tx.connection.execute(scanned).first() is not None:
        change_line(tx, line_id, {"ordered": 0})
        return
    tx.connection.execute(delete(sales_order_line).where(sales_order_line.c.id == line_id))


def shipments_of(connection: Connection, order_id: int) -> list[int]:
    """The shipments of an order that are open or have left, as row numbers, by age."""
    back = document.alias("back")
    question = (
        select(document.c.id)
        .outerjoin(back, back.c.reverses_id == document.c.id)
        .where(
            document.c.sales_order_id == order_id,
            document.c.status.in_(("draft", "posted")),
            document.c.kind == "shipment",
            back.c.id.is_(None),
        )
    )
    return list(connection.scalars(question.order_by(document.c.id)))


def drafts_of(connection: Connection, order_id: int) -> list[str]:
    """The numbers of the open shipments for an order."""
    question = select(document.c.number).where(
        document.c.sales_order_id == order_id,
        document.c.status == "draft",
        document.c.kind == "shipment",
    )
    return list(connection.scalars(question.order_by(document.c.id)))
