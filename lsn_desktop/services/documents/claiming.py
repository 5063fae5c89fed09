"""Goods claimed for an open document, place by place: all of what is wanted, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.storage import claims

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.storage.pickable import Stand
    from lsn_desktop.storage.transactions import Tx


@dataclass(frozen=True, slots=True)
class Claimed:
    """So much of what stands in one place, promised to a line that is to be added."""

    stand: Stand
    quantity: int


def claimed(tx: Tx, there: Sequence[Stand], wanted: int) -> list[Claimed] | None:
    """Claim so much of goods that stand in several places, in this order.

    Returns:
        The parts; None if so much is not there, or others have it: nothing stays claimed.

    """
    parts: list[Claimed] = []
    for stand in there:
        part = min(wanted, stand.available)
        if part > 0 and claims.claim(tx, stand.lsn_id, stand.place_id, part, stand.unit_id):
            parts.append(Claimed(stand, part))
            wanted -= part
    if not wanted:
        return parts
    for each in parts:
        stand = each.stand
        claims.free(tx, stand.lsn_id, stand.place_id, each.quantity, stand.unit_id)
    return None
