"""What goods are known to cost when they are used, and what a build laid on what it made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, case, cast, exists, func, select

from lsn_desktop.domain.making import Edge
from lsn_desktop.storage import costs
from lsn_desktop.storage.costs import Layer
from lsn_desktop.storage.parts import in_parts
from lsn_desktop.storage.tables.costing import cost_layer
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.ledger import genealogy_edge, move

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection


def totals(connection: Connection, lsn_ids: Iterable[int], money: str) -> dict[int, int]:
    """What some LSNs cost in all, as far as it is known, in the company's currency."""
    question = select(
        cost_layer.c.lsn_id, cast(func.sum(cost_layer.c.amount), BigInteger)
    ).group_by(cost_layer.c.lsn_id)
    return {
        row[0]: row[1]
        for part in in_parts(lsn_ids)
        for row in connection.execute(
            question.where(cost_layer.c.lsn_id.in_(part), cost_layer.c.currency == money)
        )
    }


def borne(connection: Connection, lsn_ids: Iterable[int]) -> dict[int, int]:
    """How much of some LSNs their cost is for; see ``cost_pages.borne``."""
    arrived, went = costs.BEARING_PLACES
    question = (
        select(
            move.c.lsn_id,
            cast(
                func.sum(case((arrived.c.is_real, move.c.quantity), else_=-move.c.quantity)),
                BigInteger,
            ),
        )
        .join(document_line, document_line.c.id == move.c.document_line_id)
        .join(document, document.c.id == document_line.c.document_id)
        .join(arrived, arrived.c.id == move.c.to_location_id)
        .join(went, went.c.id == move.c.from_location_id)
        .where(costs.BEARS)
        .group_by(move.c.lsn_id)
    )
    return {
        row[0]: row[1]
        for part in in_parts(lsn_ids)
        for row in connection.execute(question.where(move.c.lsn_id.in_(part)))
    }


def laid(connection: Connection, document_id: int) -> list[Layer]:
    """The material a build laid on what it made, what was learned later included."""
    group = (cost_layer.c.lsn_id, cost_layer.c.line_id, cost_layer.c.currency)
    rows = connection.execute(
        select(
            *group,
            cast(func.sum(cost_layer.c.quantity), BigInteger),
            cast(func.sum(cost_layer.c.amount), BigInteger),
        )
        .where(cost_layer.c.document_id == document_id, cost_layer.c.kind == "material")
        .group_by(*group)
        .order_by(func.min(cost_layer.c.id))
    )
    return [
        Layer(lsn_id, line_id, None, "material", quantity, amount, money)
        for lsn_id, line_id, money, quantity, amount in rows
        if quantity or amount
    ]


_back = document.alias("back")


def builds_of(connection: Connection, lsn_ids: Iterable[int]) -> list[tuple[int, int]]:
    """The builds that consumed some LSNs and still count: when posted, and which."""
    question = (
        select(document.c.posted_at, document.c.id)
        .join(genealogy_edge, genealogy_edge.c.document_id == document.c.id)
        .where(
            genealogy_edge.c.kind == "build",
            ~exists().where(_back.c.reverses_id == document.c.id),
        )
        .distinct()
    )
    return [
        (row[0], row[1])
        for part in in_parts(lsn_ids)
        for row in connection.execute(question.where(genealogy_edge.c.component_id.in_(part)))
    ]


def edges_of(connection: Connection, document_id: int) -> list[Edge]:
    """What went into what in a build."""
    question = select(
        genealogy_edge.c.component_id, genealogy_edge.c.output_id, genealogy_edge.c.quantity
    ).where(genealogy_edge.c.document_id == document_id, genealogy_edge.c.kind == "build")
    rows = connection.execute(question.order_by(genealogy_edge.c.id))
    return [Edge(*row) for row in rows]
