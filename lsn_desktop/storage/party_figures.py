"""A customer or supplier in a few figures, each counted by the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func

from lsn_desktop.domain.filters import OneOf
from lsn_desktop.storage import party_pages
from lsn_desktop.storage.tables.documents import document
from lsn_desktop.storage.tables.ledger import move

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from lsn_desktop.storage.party_pages import Trade

STATES = ("returned", "rejected", "held", "missing")


@dataclass(frozen=True, slots=True)
class Figures:
    """Of how many LSNs on how many documents, and of how many of them something is to say."""

    codes: int
    documents: int
    first: date | None
    last: date | None
    returned: int
    rejected: int
    held: int
    missing: int


def figures(connection: Connection, trade: Trade, party_id: int) -> Figures:
    """What all the goods of a party come to; five statements, however many goods."""
    codes, documents, first, last = connection.execute(
        party_pages.traded(trade, party_id).with_only_columns(
            func.count(move.c.lsn_id.distinct()),
            func.count(document.c.id.distinct()),
            func.min(move.c.on),
            func.max(move.c.on),
        )
    ).one()
    said = {}
    for state in STATES:
        of_state = party_pages.traded(trade, party_id, (OneOf("state", frozenset({state})),))
        count = of_state.with_only_columns(func.count(move.c.lsn_id.distinct()))
        said[state] = int(connection.scalar(count) or 0)
    return Figures(int(codes), int(documents), first, last, **said)
