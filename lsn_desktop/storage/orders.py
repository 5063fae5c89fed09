"""Purchase orders and how far they have come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Date,
    and_,
    bindparam,
    cast,
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
from lsn_desktop.storage.tables.catalogue import (
    item,
    party,
    purchase_order,
    purchase_order_line,
)
from lsn_desktop.storage.tables.documents import document, document_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection

    from lsn_desktop.domain.filters import Filter
    from lsn_desktop.storage.transactions import Tx


@dataclass(frozen=True, slots=True)
class PurchaseOrder:
    """The head of a purchase order."""

    id: int
    number: str
    vendor_id: int
    vendor: str
    due_on: date | None
    status: str
    lines: int
    ordered: int
    received: int


_HEAD = (
    select(
        purchase_order.c.id,
        purchase_order.c.number,
        purchase_order.c.vendor_id,
        party.c.name,
        purchase_order.c.due_on,
        purchase_order.c.status,
        func.count(purchase_order_line.c.id),
        func.coalesce(func.sum(purchase_order_line.c.ordered), 0),
        func.coalesce(func.sum(purchase_order_line.c.received), 0),
    )
    .join(party, party.c.id == purchase_order.c.vendor_id)
    .outerjoin(purchase_order_line)
    .group_by(purchase_order.c.id, party.c.id)
)


def _as_order(row: Any) -> PurchaseOrder:
    values: Any = (*row[:7], int(row[7]), int(row[8]))
    return PurchaseOrder(*values)


def open_orders(connection: Connection) -> list[PurchaseOrder]:
    """What is still to come, earliest first."""
    rows = connection.execute(
        _HEAD.where(purchase_order.c.status == "open").order_by(
            purchase_order.c.due_on.nulls_last(), purchase_order.c.number
        )
    )
    return [_as_order(row) for row in rows]


NEWEST = Order("", descending=True)
"""The order of :func:`listed`, from its beginning."""

_SORTED = {
    "": purchase_order.c.id,
    "number": purchase_order.c.number_key,
    "vendor": party.c.name_key,
    "due": func.coalesce(purchase_order.c.due_on, literal(NEVER, Date)),
}
_FILTERED = {
    "number": purchase_order.c.number_key,
    "vendor": party.c.name_key,
    "due": purchase_order.c.due_on,
    "status": purchase_order.c.status,
}


def listed(
    connection: Connection,
    typed: str = "",
    order: Order = NEWEST,
    n: int = 100,
    only: Sequence[Filter] = (),
) -> list[PurchaseOrder]:
    """Orders found by number or vendor, a page of them, by a column of theirs.

    Columns: ``number`` and ``vendor`` (both folded) and ``due`` sort; ``number`` and
    ``vendor`` contain, ``due`` is between, ``status`` is one of.
    """
    question = paged(_HEAD, _SORTED[order.by], purchase_order.c.id, order, n)
    question = question.where(*kept_filters.conditions(_FILTERED, only))
    if key := code_key(typed):
        question = question.where(
            or_(
                purchase_order.c.number_key.contains(key, autoescape=True),
                party.c.name_key.contains(key, autoescape=True),
            )
        )
    return [_as_order(row) for row in connection.execute(question)]


def by_id(connection: Connection, order_id: int) -> PurchaseOrder:
    """The order with this row number."""
    return _as_order(connection.execute(_HEAD.where(purchase_order.c.id == order_id)).one())


_BY_NUMBER = Prepared(_HEAD.where(purchase_order.c.number_key == bindparam("key")))


def by_number(connection: Connection, number: str) -> PurchaseOrder | None:
    """The order with this number, in whatever case it is typed."""
    row = _BY_NUMBER.first(connection, key=code_key(number))
    return None if row is None else _as_order(row)


@dataclass(frozen=True, slots=True)
class Expected:
    """A line of an order: ordered, posted so far, and on this open receipt."""

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

    @property
    def received(self) -> int:
        """All that came, posted or not."""
        return self.posted + self.drafted


_DRAFTED = (
    select(
        document_line.c.purchase_order_line_id.label("line_id"),
        func.sum(document_line.c.quantity).label("quantity"),
    )
    .join(document, document.c.id == document_line.c.document_id)
    .where(
        document.c.purchase_order_id == bindparam("order_id"),
        document.c.status == "draft",
        document_line.c.voided.is_(False),
    )
    .group_by(document_line.c.purchase_order_line_id)
    .subquery()
)
_EXPECTED = (
    select(
        purchase_order_line.c.id,
        purchase_order_line.c.number,
        purchase_order_line.c.item_id,
        item.c.sku,
        item.c.description,
        item.c.unit,
        item.c.decimals,
        purchase_order_line.c.ordered,
        purchase_order_line.c.received,
        cast(func.coalesce(_DRAFTED.c.quantity, 0), BigInteger),
    )
    .join(item, item.c.id == purchase_order_line.c.item_id)
    .outerjoin(_DRAFTED, _DRAFTED.c.line_id == purchase_order_line.c.id)
    .where(purchase_order_line.c.purchase_order_id == bindparam("order_id"))
    .order_by(purchase_order_line.c.number)
)
_ALL_EXPECTED = Prepared(_EXPECTED)


def expected(connection: Connection, order_id: int) -> list[Expected]:
    """The lines of an order with what came of each, open receipts included."""
    rows = _ALL_EXPECTED.all(connection, order_id=order_id)
    return [Expected(*row) for row in rows]


_OF_ITEM = Prepared(
    select(
        purchase_order_line.c.id,
        purchase_order_line.c.ordered,
        purchase_order_line.c.received
        + func.coalesce(
            select(func.sum(document_line.c.quantity))
            .join(document, document.c.id == document_line.c.document_id)
            .where(
                and_(
                    document_line.c.purchase_order_line_id == purchase_order_line.c.id,
                    document_line.c.voided.is_(False),
                    document.c.status == "draft",
                )
            )
            .scalar_subquery(),
            0,
        ),
    )
    .where(
        purchase_order_line.c.purchase_order_id == bindparam("order_id"),
        purchase_order_line.c.item_id == bindparam("item_id"),
    )
    .order_by(purchase_order_line.c.number)
)


@dataclass(frozen=True, slots=True)
class OpenLine:
    """An order line of one item: what was ordered and what came so far."""

    id: int
    ordered: int
    received: int


def line_for(connection: Connection, order_id: int, item_id: int) -> OpenLine | None:
    """The order line an item's goods count for: the first that is short, else the last."""
    return first_short(lines_for(connection, order_id, item_id))


def lines_for(connection: Connection, order_id: int, item_id: int) -> list[OpenLine]:
    """The lines of an order that ask for an item, in order."""
    rows = _OF_ITEM.all(connection, order_id=order_id, item_id=item_id)
    return [OpenLine(row[0], row[1], int(row[2])) for row in rows]


def first_short(lines: Sequence[OpenLine]) -> OpenLine | None:
    """The first line of which not all came, else the last."""
    short = [line for line in lines if line.received < line.ordered]
    return next(iter(short or lines[-1:]), None)


def receive(tx: Tx, line_id: int, quantity: int) -> None:
    """Count posted goods (negative: a reversal) for an order line."""
    tx.connection.execute(
        update(purchase_order_line)
        .where(purchase_order_line.c.id == line_id)
        .values(received=purchase_order_line.c.received + quantity)
    )


def settle(tx: Tx, order_id: int) -> bool:
    """Close an order of which everything came, or open it again; True if it is closed."""
    short = (
        select(purchase_order_line.c.id)
        .where(
            purchase_order_line.c.purchase_order_id == order_id,
            purchase_order_line.c.received < purchase_order_line.c.ordered,
        )
        .limit(1)
    )
    closed = tx.connection.execute(short).first() is None
    tx.connection.execute(
        update(purchase_order)
        .where(purchase_order.c.id == order_id)
        .values(status="closed" if closed else "open")
    )
    return closed


_ADD = Prepared(insert(purchase_order).returning(purchase_order.c.id))
_ADD_LINE = Prepared(insert(purchase_order_line))


def add(tx: Tx, uid: str, number: str, vendor_id: int, due_on: date | None) -> int:
    """Store a purchase order's head."""
    row = _ADD.one(
        tx.connection,
        uid=uid,
        number=number,
        number_key=code_key(number),
        vendor_id=vendor_id,
        due_on=due_on,
        created_at=tx.by.at,
    )
    return int(row[0])


def add_line(
    tx: Tx, order_id: int, number: int, wanted: tuple[int, int], price: int | None = None
) -> None:
    """Store a line of a purchase order: an item, and how much of it on its grid.

    The price is that of one base unit, in 10^-4 of the company's currency.
    """
    item_id, ordered = wanted
    _ADD_LINE.run(
        tx.connection,
        purchase_order_id=order_id,
        number=number,
        item_id=item_id,
        ordered=ordered,
        price=price,
    )
