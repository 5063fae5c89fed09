"""Documents and orders found by a part of their numbers, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.storage.tables.catalogue import party, purchase_order
from lsn_desktop.storage.tables.documents import document

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Numbered:
    """A document or an order: its row, its number, its status and whom it is with."""

    id: int
    number: str
    status: str
    party: str | None


def documents_like(connection: Connection, typed: str, n: int) -> list[Numbered]:
    """Documents whose numbers hold what was typed."""
    question = (
        select(document.c.id, document.c.number, document.c.status, party.c.name)
        .outerjoin(party, party.c.id == document.c.party_id)
        .where(_holds(func.upper(document.c.number), typed))
        .order_by(document.c.id.desc())
        .limit(n)
    )
    return [Numbered(*row) for row in connection.execute(question)]


def orders_like(connection: Connection, typed: str, n: int) -> list[Numbered]:
    """Purchase orders whose numbers hold what was typed."""
    question = (
        select(
            purchase_order.c.id,
            purchase_order.c.number,
            purchase_order.c.status,
            party.c.name,
        )
        .join(party, party.c.id == purchase_order.c.vendor_id)
        .where(_holds(purchase_order.c.number_key, typed))
        .order_by(purchase_order.c.id.desc())
        .limit(n)
    )
    return [Numbered(*row) for row in connection.execute(question)]


def _holds(column: Any, typed: str) -> Any:
    return column.contains(code_key(typed), autoescape=True)
