"""Layers of cost: written once, and what they come to by line, charge and LSN."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, and_, bindparam, cast, exists, func, insert, or_, select

from lsn_desktop.storage.parts import in_parts
from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.catalogue import company, item, location, purchase_order_line
from lsn_desktop.storage.tables.costing import cost_layer
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.ledger import MAKING, genealogy_edge, move
from lsn_desktop.storage.tables.making import work_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx


@dataclass(frozen=True, slots=True)
class Layer:
    """What so much of an LSN cost: a total, and what it was in another currency."""

    lsn_id: int
    line_id: int | None
    charge_id: int | None
    kind: str
    quantity: int
    amount: int
    currency: str
    original_amount: int | None = None
    original_currency: str = ""
    rate: int | None = None
    rate_on: date | None = None


def lock(tx: Tx) -> str:
    """Let nobody else change what is known of costs meanwhile; the company's currency."""
    question = select(company.c.currency).with_for_update(key_share=True)
    return str(tx.connection.execute(question).scalar_one())


def currency(connection: Connection) -> str:
    """The company's currency."""
    return str(connection.execute(select(company.c.currency)).scalar_one())


_ADD = Prepared(insert(cost_layer))


def add(tx: Tx, document_id: int, layers: Sequence[Layer]) -> None:
    """Write layers, for the document that brings them."""
    _ADD.many(
        tx.connection,
        [
            {
                "lsn_id": each.lsn_id,
                "document_id": document_id,
                "line_id": each.line_id,
                "charge_id": each.charge_id,
                "kind": each.kind,
                "quantity": each.quantity,
                "amount": each.amount,
                "currency": each.currency,
                "original_amount": each.original_amount,
                "original_currency": each.original_currency,
                "rate": each.rate,
                "rate_on": each.rate_on,
                "at": tx.by.at,
            }
            for each in layers
        ],
    )


_GROUP = (
    cost_layer.c.lsn_id,
    cost_layer.c.line_id,
    cost_layer.c.charge_id,
    cost_layer.c.kind,
    cost_layer.c.currency,
    cost_layer.c.original_currency,
    cost_layer.c.rate,
    cost_layer.c.rate_on,
)


def _sum(column: Any) -> Any:
    return cast(func.sum(column), BigInteger)


_STANDING = (
    select(
        *_GROUP,
        _sum(cost_layer.c.quantity),
        _sum(cost_layer.c.amount),
        _sum(cost_layer.c.original_amount),
    )
    .group_by(*_GROUP)
    .order_by(func.min(cost_layer.c.id))
)


def _standing(connection: Connection, question: Any) -> list[Layer]:
    """Layers of one source summed up, without those that were taken back."""
    return [
        Layer(lsn_id, line_id, charge_id, kind, quantity, amount, money, original, foreign,
              rate, on)
        for (lsn_id, line_id, charge_id, kind, money, foreign, rate, on, quantity, amount,
             original) in connection.execute(question)
        if quantity or amount or original
    ]  # fmt: skip


def of_lsn(connection: Connection, lsn_id: int) -> list[Layer]:
    """What an LSN carries, source by source."""
    return _standing(connection, _STANDING.where(cost_layer.c.lsn_id == lsn_id))


def of_charge(connection: Connection, charge_id: int) -> list[Layer]:
    """What a charge laid upon goods, wherever they are carried now."""
    return _standing(connection, _STANDING.where(cost_layer.c.charge_id == charge_id))


def of_receipt(connection: Connection, document_id: int) -> list[Layer]:
    """All that the goods of a receipt cost, under whatever code they are carried now."""
    question = _STANDING.join(document_line, document_line.c.id == cost_layer.c.line_id)
    return _standing(connection, question.where(document_line.c.document_id == document_id))


def prices(connection: Connection, order_line_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """The price of one unit, and the item's decimals, of order lines that have a price."""
    question = select(
        purchase_order_line.c.id, purchase_order_line.c.price, item.c.decimals
    ).join(item, item.c.id == purchase_order_line.c.item_id)
    return {
        row[0]: (row[1], row[2])
        for part in in_parts(order_line_ids)
        for row in connection.execute(
            question.where(
                purchase_order_line.c.id.in_(part), purchase_order_line.c.price.is_not(None)
            )
        )
    }


@dataclass(frozen=True, slots=True)
class CarriedOn:
    """So much of an LSN went on under another code, of all it had that carried cost."""

    move_id: int
    document_id: int
    to_id: int
    quantity: int
    of: int


_CONVERTED = (
    select(genealogy_edge.c.component_id, genealogy_edge.c.document_id,
           genealogy_edge.c.output_id, genealogy_edge.c.quantity)
    .where(
        genealogy_edge.c.kind.not_in(MAKING), genealogy_edge.c.output_id.is_not(None)
    )
    .order_by(genealogy_edge.c.id)
)  # fmt: skip
# Goods that come from a supplier, by an opening, a build or a conversion bring their cost; what
# goes to a conversion or is turned back takes it along. Sold, returned and consumed goods leave
# it to be read. What is worked on again, or taken out of a thing, has borne its cost before.
BEARING_PLACES = _arrived, _left = location.alias("arrived"), location.alias("went")
_IS_MADE = and_(
    document.c.kind == "build",
    exists().where(work_order.c.id == document.c.work_order_id, work_order.c.kind == "build"),
    # What was consumed goes back the way that what was made came: only when it is turned back.
    or_(document.c.reverses_id.is_(None), _arrived.c.kind == "process"),
)
BEARS = or_(
    document.c.kind == "receipt",
    document.c.kind == "opening",
    _arrived.c.kind == "conversion",
    _left.c.kind == "conversion",
    and_(_IS_MADE, _left.c.kind == "process", _arrived.c.is_real),
    and_(_IS_MADE, _left.c.is_real, document.c.reverses_id.is_not(None)),
)
_BEARING = Prepared(
    select(move.c.id, document.c.id, _arrived.c.is_real, move.c.quantity)
    .join(document_line, document_line.c.id == move.c.document_line_id)
    .join(document, document.c.id == document_line.c.document_id)
    .join(_arrived, _arrived.c.id == move.c.to_location_id)
    .join(_left, _left.c.id == move.c.from_location_id)
    .where(move.c.lsn_id == bindparam("lsn_id"), BEARS)
    .order_by(move.c.id)
)


def carried_on(connection: Connection, lsn_ids: Iterable[int]) -> dict[int, list[CarriedOn]]:
    """What of some LSNs went on under other codes, in order; only of those where any did."""
    edges: defaultdict[int, list[Any]] = defaultdict(list)
    for part in in_parts(lsn_ids):
        question = _CONVERTED.where(genealogy_edge.c.component_id.in_(part))
        for component_id, *edge in connection.execute(question):
            edges[component_id].append(edge)
    return {lsn_id: _in_order(connection, lsn_id, of) for lsn_id, of in edges.items()}


def _in_order(connection: Connection, lsn_id: int, edges: list[Any]) -> list[CarriedOn]:
    before: dict[int, tuple[int, int]] = {}  # of each document: its first move, what was there
    there = 0
    for move_id, document_id, arrives, quantity in _BEARING.all(connection, lsn_id=lsn_id):
        before.setdefault(document_id, (move_id, there))
        there += quantity if arrives else -quantity
    carried = []
    for document_id, to_id, quantity in edges:
        move_id, of = before[document_id]
        before[document_id] = move_id, of - quantity
        carried.append(CarriedOn(move_id, document_id, to_id, quantity, of))
    return carried


def first_moves(connection: Connection, line_ids: Iterable[int]) -> dict[int, int]:
    """The move each of some lines became."""
    question = select(move.c.document_line_id, func.min(move.c.id)).group_by(
        move.c.document_line_id
    )
    return {
        row[0]: row[1]
        for part in in_parts(line_ids)
        for row in connection.execute(question.where(move.c.document_line_id.in_(part)))
    }
