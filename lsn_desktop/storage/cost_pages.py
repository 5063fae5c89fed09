"""What goods cost, as pages show it: by receipt, and source by source of one LSN."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, case, cast, func, select

from lsn_desktop.storage import costs
from lsn_desktop.storage.lsns import with_serials
from lsn_desktop.storage.tables.catalogue import party
from lsn_desktop.storage.tables.costing import charge, cost_layer
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.ledger import move

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection


def _sum(column: Any) -> Any:
    return cast(func.coalesce(func.sum(column), 0), BigInteger)


def laid(connection: Connection, document_id: int) -> dict[int, int]:
    """What charges laid upon each line of a receipt, wherever its goods are now."""
    rows = connection.execute(
        select(cost_layer.c.line_id, _sum(cost_layer.c.amount))
        .join(document_line, document_line.c.id == cost_layer.c.line_id)
        .where(document_line.c.document_id == document_id, cost_layer.c.kind == "landed")
        .group_by(cost_layer.c.line_id)
    )
    return {row[0]: row[1] for row in rows}


@dataclass(frozen=True, slots=True)
class Source:
    """What one document or charge laid upon an LSN, or carried away from it."""

    at: int
    document_id: int
    document: str
    document_kind: str
    kind: str
    charge: str  # what it was for; empty but for landed cost
    party: str
    quantity: int
    amount: int
    currency: str
    original_amount: int | None
    original_currency: str
    rate: int | None
    rate_on: date | None


def sources(connection: Connection, lsn_id: int) -> list[Source]:
    """Where the cost of an LSN comes from, in order; of a lot, with its serials."""
    group = (
        document.c.id,
        document.c.number,
        document.c.kind,
        cost_layer.c.kind,
        func.coalesce(charge.c.kind, ""),
        func.coalesce(party.c.name, ""),
    )
    money = (
        cost_layer.c.currency,
        cost_layer.c.original_currency,
        cost_layer.c.rate,
        cost_layer.c.rate_on,
        cost_layer.c.at,
    )
    rows = connection.execute(
        select(
            cost_layer.c.at,
            *group,
            _sum(cost_layer.c.quantity),
            _sum(cost_layer.c.amount),
            cost_layer.c.currency,
            cast(func.sum(cost_layer.c.original_amount), BigInteger),
            *money[1:4],
        )
        .join(lsn, lsn.c.id == cost_layer.c.lsn_id)
        .join(document, document.c.id == cost_layer.c.document_id)
        .outerjoin(charge, charge.c.id == cost_layer.c.charge_id)
        .outerjoin(party, party.c.id == charge.c.party_id)
        .where(with_serials(lsn_id))
        .group_by(*group, *money, charge.c.id, cost_layer.c.amount < 0)
        .order_by(func.min(cost_layer.c.id))
    )
    return [_as_source(row) for row in rows]


def _as_source(row: Any) -> Source:
    return Source(*row)


def borne(connection: Connection, lsn_id: int) -> int:
    """How much of an LSN (of a lot, with its serials) its cost is for, on the item's grid.

    That is what came, less what was turned back or went on under other codes. What was sold,
    scrapped or sent back to its supplier counts: its cost stays to be read.
    """
    arrived, went = costs.BEARING_PLACES
    question = (
        select(_sum(case((arrived.c.is_real, move.c.quantity), else_=-move.c.quantity)))
        .join(lsn, lsn.c.id == move.c.lsn_id)
        .join(document_line, document_line.c.id == move.c.document_line_id)
        .join(document, document.c.id == document_line.c.document_id)
        .join(arrived, arrived.c.id == move.c.to_location_id)
        .join(went, went.c.id == move.c.from_location_id)
        .where(with_serials(lsn_id), costs.BEARS)
    )
    return int(connection.execute(question).scalar_one())
