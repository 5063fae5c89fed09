"""Proving what was made: edges are what was consumed, and orders count what was built."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from lsn_desktop.domain.messages import Message, message
from lsn_desktop.storage.tables.catalogue import location
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.ledger import genealogy_edge, move
from lsn_desktop.storage.tables.making import work_order, work_order_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from sqlalchemy import Connection

Flaw = tuple[str, int, Message]


@dataclass(slots=True)
class _Built:
    """What the builds of an order moved, by item; what was turned back counts no more."""

    took: Counter[int] = field(default_factory=Counter)
    good: Counter[int] = field(default_factory=Counter)
    bad: Counter[int] = field(default_factory=Counter)

    def count(self, item_id: int, source: str, target: str, quantity: int) -> None:
        if source != "process":
            self.took[item_id] += quantity
        elif target == "scrap":
            self.bad[item_id] += quantity
        else:
            self.good[item_id] += quantity


_into = location.alias("into")
_MOVED = (
    select(
        document.c.id,
        document.c.work_order_id,
        document.c.reverses_id.is_not(None),
        move.c.lsn_id,
        move.c.item_id,
        location.c.kind,
        _into.c.kind,
        func.sum(move.c.quantity),
    )
    .join(document_line, document_line.c.id == move.c.document_line_id)
    .join(document, document.c.id == document_line.c.document_id)
    .join(location, location.c.id == move.c.from_location_id)
    .join(_into, _into.c.id == move.c.to_location_id)
    .where(document.c.kind == "build")
    .group_by(document.c.id, move.c.lsn_id, move.c.item_id, location.c.kind, _into.c.kind)
)


def found(connection: Connection) -> Iterator[Flaw]:
    """Everything about builds that does not add up: table, row, words."""
    built: defaultdict[int, _Built] = defaultdict(_Built)
    consumed: Counter[tuple[int, int]] = Counter()
    for row in connection.execute(_MOVED):
        document_id, order_id, is_back, lsn_id, item_id, source, target, quantity = row
        if is_back:
            built[order_id].count(item_id, target, source, -int(quantity))
            continue
        built[order_id].count(item_id, source, target, int(quantity))
        if target == "process":
            consumed[document_id, lsn_id] += int(quantity)
        elif source == "process":
            consumed[document_id, lsn_id] -= int(quantity)
    yield from _edges(connection, consumed)
    yield from _orders(connection, built)


def _edges(connection: Connection, consumed: Counter[tuple[int, int]]) -> Iterator[Flaw]:
    """Per build and component the edges add up to what went in and did not come out."""
    kinds: Any = dict(
        connection.execute(
            select(document.c.id, work_order.c.kind).join(
                work_order, work_order.c.id == document.c.work_order_id
            )
        ).all()
    )
    sums: Counter[tuple[int, int]] = Counter()
    for document_id, lsn_id, quantity in connection.execute(
        select(
            genealogy_edge.c.document_id,
            genealogy_edge.c.component_id,
            func.sum(genealogy_edge.c.quantity),
        )
        .where(genealogy_edge.c.kind == "build")
        .group_by(genealogy_edge.c.document_id, genealogy_edge.c.component_id)
    ):
        sums[document_id, lsn_id] = int(quantity)
    for where in sorted(consumed.keys() | sums.keys()):
        used = max(consumed[where], 0)
        if sums[where] != used and kinds.get(where[0]) != "disassembly":
            yield "genealogy_edge", where[0], message(
                "Document {document} consumed {used} of LSN {lsn}, its edges say {edges}",
                document=where[0], lsn=where[1], used=used, edges=sums[where],
            )  # fmt: skip


def _orders(connection: Connection, built: dict[int, _Built]) -> Iterator[Flaw]:
    """What an order says was made, scrapped and used is what its builds moved."""
    none = _Built()
    kinds = {}
    for order_id, number, kind, item_id, made, scrapped in connection.execute(
        select(
            work_order.c.id,
            work_order.c.number,
            work_order.c.kind,
            work_order.c.item_id,
            work_order.c.made,
            work_order.c.scrapped,
        ).order_by(work_order.c.id)
    ):
        of = built.get(order_id, none)
        kinds[order_id] = kind
        apart = kind == "disassembly"
        should = (of.took if apart else of.good)[item_id], 0 if apart else of.bad[item_id]
        if (made, scrapped) != should:
            yield "work_order", order_id, message(
                "{number} says {made} made, {scrapped} scrapped; its builds {good} and {bad}",
                number=number, made=made, scrapped=scrapped, good=should[0], bad=should[1],
            )  # fmt: skip
    lines = (
        select(
            work_order_line.c.work_order_id,
            work_order_line.c.item_id,
            work_order_line.c.kind,
            func.sum(work_order_line.c.used),
        )
        .group_by(
            work_order_line.c.work_order_id, work_order_line.c.item_id, work_order_line.c.kind
        )
        .order_by(work_order_line.c.work_order_id, work_order_line.c.item_id)
    )
    for order_id, item_id, kind, used in connection.execute(lines):
        of = built.get(order_id, none)
        comes_out = kind == "by-product" or kinds[order_id] == "disassembly"
        moved = (of.good if comes_out else of.took)[item_id]
        if int(used) != moved:
            yield "work_order", order_id, message(
                "Work order {id} says {used} of item {item} were used, its builds {moved}",
                id=order_id, item=item_id, used=used, moved=moved,
            )  # fmt: skip
