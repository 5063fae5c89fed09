"""How much of items may be taken, all lots and places together."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from lsn_desktop.storage.parts import in_parts
from lsn_desktop.storage.tables.catalogue import location
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.ledger import balance

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy import Connection

_FREE = balance.c.on_hand - balance.c.held - balance.c.claimed


def available(connection: Connection, good_until: Mapping[int, date]) -> dict[int, int]:
    """What may be taken of some items, each good until a day at least.

    Not what is held, promised, or stands in quarantine.
    """
    by_day: defaultdict[date, list[int]] = defaultdict(list)
    for item_id, day in good_until.items():
        by_day[day].append(item_id)
    question = (
        select(lsn.c.item_id, func.sum(_FREE))
        .join(balance, balance.c.lsn_id == lsn.c.id)
        .join(location, location.c.id == balance.c.location_id)
        .where(
            balance.c.on_hand > 0,
            lsn.c.held_whole.is_(False),
            location.c.is_real,
            location.c.kind != "quarantine",
        )
        .group_by(lsn.c.item_id)
    )
    return {
        item_id: int(quantity)
        for day, items in sorted(by_day.items())
        for part in in_parts(sorted(items))
        for item_id, quantity in connection.execute(
            question.where(lsn.c.item_id.in_(part), lsn.c.expires >= day)
        )
    }
