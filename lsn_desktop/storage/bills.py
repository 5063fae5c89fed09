"""Bills of material: what is kept of them, and what is below an item."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, exists, func, insert, or_, select, update

from lsn_desktop.domain.bills import COMPONENT, Bill, Part
from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.storage import kept_filters
from lsn_desktop.storage.lists import FIRST, Order, paged
from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.catalogue import item, unit_conversion
from lsn_desktop.storage.tables.making import bill_of_material, bom_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from lsn_desktop.domain.filters import Filter
    from lsn_desktop.storage.transactions import Tx


class BillRow(NamedTuple):
    """The head of a bill, with the item one batch gives so much of."""

    id: int
    item_id: int
    sku: str
    item: str
    unit: str
    decimals: int
    revision: str
    makes: int
    active: bool
    note: str
    lines: int


_LINES = (
    select(func.count())
    .select_from(bom_line)
    .where(bom_line.c.bom_id == bill_of_material.c.id)
    .correlate(bill_of_material)
    .scalar_subquery()
)
_HEAD = select(
    bill_of_material.c.id,
    item.c.id,
    item.c.sku,
    item.c.description,
    item.c.unit,
    item.c.decimals,
    bill_of_material.c.revision,
    bill_of_material.c.makes,
    bill_of_material.c.active,
    bill_of_material.c.note,
    _LINES,
).join(item, item.c.id == bill_of_material.c.item_id)
_SORTED = {"": item.c.sku_key, "item": item.c.description_key}
_FILTERED = {
    "sku": item.c.sku_key,
    "item": item.c.description_key,
    "revision": bill_of_material.c.revision,
}


def listed(
    connection: Connection,
    typed: str = "",
    order: Order = FIRST,
    n: int = 100,
    only: Sequence[Filter] = (),
) -> list[BillRow]:
    """Bills found by the item they make, a page of them, by SKU or by ``item``."""
    question = paged(_HEAD, _SORTED[order.by], bill_of_material.c.id, order, n)
    question = question.where(*kept_filters.conditions(_FILTERED, only))
    if key := code_key(typed):
        question = question.where(
            or_(
                item.c.sku_key.contains(key, autoescape=True),
                item.c.description_key.contains(key, autoescape=True),
            )
        )
    return [BillRow(*row) for row in connection.execute(question)]


def by_id(connection: Connection, bom_id: int) -> BillRow:
    """The bill with this row number."""
    return BillRow(*connection.execute(_HEAD.where(bill_of_material.c.id == bom_id)).one())


def of_item(connection: Connection, item_id: int) -> list[BillRow]:
    """All bills of an item, the newest first."""
    rows = connection.execute(
        _HEAD.where(bill_of_material.c.item_id == item_id).order_by(
            bill_of_material.c.id.desc()
        )
    )
    return [BillRow(*row) for row in rows]


class BillLine(NamedTuple):
    """A line of a bill; ``is_made`` tells that the item has a bill in force itself."""

    line_id: int
    number: int
    item_id: int
    sku: str
    description: str
    unit: str
    decimals: int
    kind: str
    quantity: int
    scrap: int
    part_of: bool
    is_made: bool


_own = bill_of_material.alias("own")
_OF_BILL = Prepared(
    select(
        bom_line.c.id,
        bom_line.c.number,
        item.c.id,
        item.c.sku,
        item.c.description,
        item.c.unit,
        item.c.decimals,
        bom_line.c.kind,
        bom_line.c.quantity,
        bom_line.c.scrap,
        bom_line.c.part_of,
        exists().where(_own.c.item_id == item.c.id, _own.c.active),
    )
    .join(item, item.c.id == bom_line.c.item_id)
    .where(bom_line.c.bom_id == bindparam("bom_id"))
    .order_by(bom_line.c.number)
)


def lines(connection: Connection, bom_id: int) -> list[BillLine]:
    """The lines of a bill, in order."""
    rows = _OF_BILL.all(connection, bom_id=bom_id)
    return [_as_line(row) for row in rows]


def _as_line(row: Any) -> BillLine:
    *values, part_of, is_made = row
    line: Any = (*values, bool(part_of), bool(is_made))
    return BillLine(*line)


def below(connection: Connection, item_ids: Iterable[int]) -> dict[int, Bill]:
    """The bill in force of each of some items and of all below them: of several the newest."""
    wanted = sorted(set(item_ids))
    if not wanted:
        return {}
    reach = select(item.c.id.label("item_id")).where(item.c.id.in_(wanted)).cte(recursive=True)
    reach = reach.union(
        select(bom_line.c.item_id)
        .join(bill_of_material, bill_of_material.c.id == bom_line.c.bom_id)
        .join(reach, reach.c.item_id == bill_of_material.c.item_id)
        .where(bill_of_material.c.active, bom_line.c.kind == COMPONENT)
    )
    newer = bill_of_material.alias("newer")
    question = (
        select(
            bill_of_material.c.item_id,
            bill_of_material.c.makes,
            bom_line.c.item_id,
            bom_line.c.quantity,
            bom_line.c.scrap,
            bom_line.c.kind,
        )
        .join(reach, reach.c.item_id == bill_of_material.c.item_id)
        .join(bom_line, bom_line.c.bom_id == bill_of_material.c.id)
        .where(
            bill_of_material.c.active,
            ~exists().where(
                newer.c.item_id == bill_of_material.c.item_id,
                newer.c.active,
                newer.c.id > bill_of_material.c.id,
            ),
        )
        .order_by(bill_of_material.c.item_id, bom_line.c.number)
    )
    made: dict[int, int] = {}
    parts: defaultdict[int, list[Part]] = defaultdict(list)
    for item_id, makes, *part in connection.execute(question):
        made[item_id] = makes
        parts[item_id].append(Part(*part))
    return {item_id: Bill(makes, parts[item_id]) for item_id, makes in made.items()}


def made_of(connection: Connection) -> dict[int, set[int]]:
    """The items each item is made of, by any bill in force."""
    question = (
        select(bill_of_material.c.item_id, bom_line.c.item_id)
        .join(bom_line, bom_line.c.bom_id == bill_of_material.c.id)
        .where(bill_of_material.c.active, bom_line.c.kind == COMPONENT)
        .distinct()
    )
    found: defaultdict[int, set[int]] = defaultdict(set)
    for item_id, part_id in connection.execute(question):
        found[item_id].add(part_id)
    return dict(found)


_RATIO = Prepared(
    select(unit_conversion.c.numerator, unit_conversion.c.denominator).where(
        unit_conversion.c.item_id == bindparam("item_id"),
        func.lower(unit_conversion.c.unit) == bindparam("unit"),
    )
)


def ratio(connection: Connection, item_id: int, unit: str) -> tuple[int, int] | None:
    """How many base units one of an item's own other units is, as a ratio."""
    row = _RATIO.first(connection, item_id=item_id, unit=unit.strip().lower())
    return None if row is None else (int(row[0]), int(row[1]))


def add(tx: Tx, values: Mapping[str, object], parts: Sequence[Mapping[str, object]]) -> int:
    """Store a bill with its lines, in order."""
    head = {**values, "created_at": tx.by.at, "created_by": tx.by.user_id}
    result = tx.connection.execute(insert(bill_of_material).values(head))
    bom_id = int(result.inserted_primary_key[0])  # type: ignore[index]
    tx.connection.execute(
        insert(bom_line),
        [{"bom_id": bom_id, "number": at, **part} for at, part in enumerate(parts, start=1)],
    )
    return bom_id


def change(tx: Tx, bom_id: int, values: Mapping[str, object]) -> None:
    """Give the head of a bill other values."""
    tx.connection.execute(
        update(bill_of_material).where(bill_of_material.c.id == bom_id).values(values)
    )
