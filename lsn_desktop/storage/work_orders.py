"""Work orders as the office keeps them: lists, lines, states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Date, func, insert, literal, or_, select, update

from lsn_desktop.domain.expiry import NEVER
from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.storage import kept_filters
from lsn_desktop.storage.lists import Order, paged
from lsn_desktop.storage.tables.catalogue import item, location
from lsn_desktop.storage.tables.documents import document
from lsn_desktop.storage.tables.making import bill_of_material, work_order, work_order_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from lsn_desktop.domain.filters import Filter
    from lsn_desktop.storage.transactions import Tx


class WorkOrder(NamedTuple):
    """A work order with the item it is for; ``place`` is where it is made, if that is said."""

    id: int
    number: str
    kind: str
    item_id: int
    sku: str
    item: str
    unit: str
    decimals: int
    bom_id: int | None
    revision: str
    ordered: int
    made: int
    scrapped: int
    status: str
    due_on: date | None
    place: str
    note: str


_HEAD = (
    select(
        work_order.c.id,
        work_order.c.number,
        work_order.c.kind,
        item.c.id,
        item.c.sku,
        item.c.description,
        item.c.unit,
        item.c.decimals,
        work_order.c.bom_id,
        func.coalesce(bill_of_material.c.revision, ""),
        work_order.c.ordered,
        work_order.c.made,
        work_order.c.scrapped,
        work_order.c.status,
        work_order.c.due_on,
        func.coalesce(location.c.code, ""),
        work_order.c.note,
    )
    .join(item, item.c.id == work_order.c.item_id)
    .outerjoin(bill_of_material, bill_of_material.c.id == work_order.c.bom_id)
    .outerjoin(location, location.c.id == work_order.c.location_id)
)


def _as_order(row: Any) -> WorkOrder:
    return WorkOrder(*row)


NEWEST = Order("", descending=True)
"""The order of :func:`listed`, from its beginning."""

_SORTED = {
    "": work_order.c.id,
    "number": work_order.c.number_key,
    "item": item.c.description_key,
    "due": func.coalesce(work_order.c.due_on, literal(NEVER, Date)),
}
_FILTERED = {
    "number": work_order.c.number_key,
    "item": item.c.description_key,
    "due": work_order.c.due_on,
    "kind": work_order.c.kind,
    "status": work_order.c.status,
}


def listed(
    connection: Connection,
    typed: str = "",
    order: Order = NEWEST,
    n: int = 100,
    only: Sequence[Filter] = (),
) -> list[WorkOrder]:
    """Work orders found by number or item, a page of them.

    Columns: ``number``, ``item`` (both folded) and ``due`` sort; ``kind`` and ``status`` are
    one of.
    """
    question = paged(_HEAD, _SORTED[order.by], work_order.c.id, order, n)
    question = question.where(*kept_filters.conditions(_FILTERED, only))
    if key := code_key(typed):
        question = question.where(
            or_(
                work_order.c.number_key.contains(key, autoescape=True),
                item.c.sku_key.contains(key, autoescape=True),
                item.c.description_key.contains(key, autoescape=True),
            )
        )
    return [_as_order(row) for row in connection.execute(question)]


def to_make(connection: Connection) -> list[WorkOrder]:
    """What is released, the first due first."""
    rows = connection.execute(
        _HEAD.where(work_order.c.status == "released").order_by(
            work_order.c.due_on.nulls_last(), work_order.c.id
        )
    )
    return [_as_order(row) for row in rows]


def by_id(connection: Connection, order_id: int) -> WorkOrder:
    """The work order with this row number."""
    return _as_order(connection.execute(_HEAD.where(work_order.c.id == order_id)).one())


def by_number(connection: Connection, number: str) -> WorkOrder | None:
    """The work order with this number, in whatever case it is typed."""
    question = _HEAD.where(work_order.c.number_key == code_key(number)).limit(1)
    row = connection.execute(question).first()
    return None if row is None else _as_order(row)


class NeedLine(NamedTuple):
    """What an order needs of an item, or what comes of it beside."""

    line_id: int
    number: int
    item_id: int
    sku: str
    description: str
    unit: str
    decimals: int
    kind: str
    needed: int
    used: int
    part_of: bool


def lines(connection: Connection, order_id: int) -> list[NeedLine]:
    """The lines of a work order, in order."""
    question = (
        select(
            work_order_line.c.id,
            work_order_line.c.number,
            item.c.id,
            item.c.sku,
            item.c.description,
            item.c.unit,
            item.c.decimals,
            work_order_line.c.kind,
            work_order_line.c.needed,
            work_order_line.c.used,
            work_order_line.c.part_of,
        )
        .join(item, item.c.id == work_order_line.c.item_id)
        .where(work_order_line.c.work_order_id == order_id)
        .order_by(work_order_line.c.number)
    )
    return [NeedLine(*row) for row in connection.execute(question)]


def drafts_of(connection: Connection, order_id: int) -> list[str]:
    """The numbers of the builds of an order that are open."""
    question = select(document.c.number).where(
        document.c.work_order_id == order_id, document.c.status == "draft"
    )
    return list(connection.scalars(question.order_by(document.c.id)))


def was_built_for(connection: Connection, order_id: int) -> bool:
    """Whether anything was ever posted for an order."""
    question = select(document.c.id).where(
        document.c.work_order_id == order_id, document.c.status == "posted"
    )
    return connection.execute(question.limit(1)).first() is not None


def add(tx: Tx, values: Mapping[str, object], needs: Iterable[Mapping[str, object]]) -> int:
    """Store a work order with its lines, in order."""
    head = {
        **values,
        "number_key": code_key(str(values["number"])),
        "created_at": tx.by.at,
        "created_by": tx.by.user_id,
    }
    result = tx.connection.execute(insert(work_order).values(head))
    order_id = int(result.inserted_primary_key[0])  # type: ignore[index]
    add_lines(tx, order_id, needs)
    return order_id


def add_lines(tx: Tx, order_id: int, needs: Iterable[Mapping[str, object]]) -> None:
    """Store the lines of a work order that has none."""
    rows = [
        {"work_order_id": order_id, "number": at, **need}
        for at, need in enumerate(needs, start=1)
    ]
    if rows:
        tx.connection.execute(insert(work_order_line), rows)


def scale(tx: Tx, order_id: int, needs: Mapping[int, int]) -> None:
    """Let lines, each by its row, need so much from now on."""
    for line_id, quantity in needs.items():
        tx.connection.execute(
            update(work_order_line)
            .where(work_order_line.c.id == line_id, work_order_line.c.work_order_id == order_id)
            .values(needed=quantity)
        )


def change(tx: Tx, order_id: int, values: Mapping[str, object]) -> None:
    """Give the head of a work order other values."""
    tx.connection.execute(update(work_order).where(work_order.c.id == order_id).values(values))


def step(tx: Tx, order_id: int, before: Sequence[str], after: str) -> bool:
    """Bring an order from one of some states to another; False if it is in none of them.

    The row is ours until the transaction ends: nobody else posts for it meanwhile.
    """
    touched = tx.connection.execute(
        update(work_order)
        .where(work_order.c.id == order_id, work_order.c.status.in_(before))
        .values(status=after)
    )
    return touched.rowcount == 1
