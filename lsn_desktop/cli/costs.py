"""What a lot or serial cost, as ``lsn show`` tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsn_desktop.domain import costing
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.services.costs import cost_rows

if TYPE_CHECKING:
    from lsn_desktop.storage.transactions import Connection


def cost_of(connection: Connection, lsn_id: int, on_hand: int, decimals: int) -> dict[str, Any]:
    """In all, each, what is left is worth, and source by source; amounts as text, exact."""
    cost = cost_rows.of_lsn(connection, lsn_id, on_hand, decimals)
    known = bool(cost.sources) and cost.each is not None
    return {
        "currency": cost.currency,
        "total": f"{cost.total:f}" if known else None,
        "each": f"{cost.each:f}" if known else None,
        "on_hand": f"{cost.worth:f}" if known else None,
        "sources": [
            {
                "document": each.document,
                "kind": each.kind,
                "charge": each.charge or None,
                "quantity": plain(off_grid(each.quantity, decimals)),
                "amount": f"{costing.said(each.amount):f}",
                "original": None
                if each.original_amount is None
                else f"{costing.said(each.original_amount):f}",
                "original_currency": each.original_currency or None,
                "rate_on": each.rate_on,
            }
            for each in cost.sources
        ],
    }
