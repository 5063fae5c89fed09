"""What a database keeps of the ledger, read out to be compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from lsn_desktop.storage import documents, ledger, lists, orders
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.ledger import balance, move

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lsn_desktop.storage.orders import Expected
    from lsn_desktop.storage.transactions import Connection


@dataclass(frozen=True)
class Books:
    """Balances, what the moves add up to, items as listed, drafts, what an order expects."""

    balances: dict[ledger.Where, tuple[int, int, int]]
    sums: dict[ledger.Where, int]
    totals: dict[str, int]
    rows: list[tuple[int, int, int]]
    drafts: dict[int, dict[int, int]]
    expecting: list[Expected]


def books(connection: Connection, order: str, drafts: Iterable[int]) -> Books:
    found = orders.by_number(connection, order)
    assert found is not None
    columns = (balance.c.on_hand, balance.c.held, balance.c.claimed)
    return Books(
        ledger.balances(connection),
        ledger.balances_from_moves(connection),
        {each.sku: each.on_hand for each in lists.items(connection) if each.on_hand},
        [tuple(row) for row in connection.execute(select(*columns))],
        {
            number: {line.id: line.quantity for line in documents.lines(connection, number)}
            for number in drafts
        },
        orders.expected(connection, found.id),
    )


def final_rows(connection: Connection) -> list[tuple[Any, ...]]:
    """Every row that may never change again: moves, posted documents and their lines."""
    posted = document.c.status == "posted"
    of_posted = select(document_line).join(document).where(posted)
    return [
        tuple(row)
        for rows in (select(move), select(document).where(posted), of_posted)
        for row in connection.execute(rows)
    ]
