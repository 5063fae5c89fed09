"""What is kept made anew: balances, totals, the days that count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from lsn_desktop.domain.messages import message
from lsn_desktop.storage import claims, expiries, ledger, totals
from lsn_desktop.storage.audit_chain import Entry
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.ledger import balance, hold

if TYPE_CHECKING:
    from lsn_desktop.storage.transactions import Tx


def rebuild(tx: Tx) -> int:
    """Throw the balances away and sum them from the moves; how many there are.

    The totals of items are summed from them, and each LSN is given the day that counts.
    """
    summed = ledger.balances_from_moves(tx.connection)
    serials = set(tx.connection.scalars(select(lsn.c.id).where(lsn.c.kind == "serial")))
    claimed = claims.of_drafts(tx.connection)
    tx.connection.execute(delete(balance))
    rows = [
        {
            "lsn_id": lsn_id,
            "location_id": location_id,
            "handling_unit_id": unit_id or None,
            "on_hand": quantity,
            "claimed": claimed.get((lsn_id, location_id, unit_id or None), 0),
            "one_place": lsn_id in serials,
        }
        for (lsn_id, location_id, unit_id), quantity in sorted(summed.items())
    ]
    if rows:
        tx.connection.execute(insert(balance), rows)
    for lsn_id in tx.connection.scalars(select(hold.c.lsn_id).distinct()).all():
        ledger.follow_holds(tx, lsn_id)
    totals.rebuild(tx.connection)
    expiries.follow_all(tx)
    words = message("Balances rebuilt from the moves: {count}", count=len(rows))
    tx.entries.append(Entry("rebuild", words, "balance"))
    return len(rows)
