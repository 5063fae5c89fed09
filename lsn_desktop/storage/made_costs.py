"""What goods are known to cost when they are used, and what a build laid on what it made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, case, cast, func, select

from lsn_desktop.storage import costs
from lsn_desktop.storage.costs import Layer
from lsn_desktop.storage.parts import in_parts
from lsn_desktop.storage.tables.costing import cost_layer
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.ledger import move

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
    rows = connection.execute(
        select(
            cost_layer.c.lsn_id,
            cost_layer.c.currency,
            cast(func.sum(cost_layer.c.quantity), BigInteger),
            cast(func.sum(cost_layer.c.amount), BigInteger),
        )
        .where(cost_layer.c.document_id == document_id, cost_layer.c.kind == "material")
        .group_by(cost_layer.c.lsn_id, cost_layer.c.currency)
        .order_by(cost_layer.c.lsn_id)
    )
    return [
        Layer(lsn_id, None, None, "material", quantity, amount, money)
        for lsn_id, money, quantity, amount in rows
        if quantity or amount
    ]
