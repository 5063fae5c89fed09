"""What to fetch for a work order, and where: first expired first out, of what may be used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain import picking
from lsn_desktop.domain.bills import COMPONENT
from lsn_desktop.services.builds import exploding
from lsn_desktop.storage import builds, catalogue, pickable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lsn_desktop.domain.picking import Pick
    from lsn_desktop.storage.pickable import Stand
    from lsn_desktop.storage.transactions import Connection

MOST = 200
"""Lots, serials and places of an item that are proposed, at most."""


@dataclass(frozen=True, slots=True)
class ToFetch:
    """What is still to go in of an item, and what to take for it.

    ``left`` is all of that, ``short`` what of it is not there to be taken.
    """

    item_id: int
    sku: str
    item: str
    unit: str
    decimals: int
    left: int
    short: int
    picks: Sequence[Pick[Stand]]


def of_order(connection: Connection, order_id: int, on: date) -> list[ToFetch]:
    """What to fetch for an order, item by item. A fixed number of questions.

    What is held, promised to others, in quarantine or expired is not proposed. Of a
    disassembly or a rework it is the goods themselves, beside what else goes in.
    """
    order = builds.order(connection, order_id)
    left: dict[int, int] = {}
    if order.kind != "build":
        gone_in = builds.on_drafts(connection, order_id).put_in.get(order.item_id, 0)
        left[order.item_id] = order.ordered - order.made - order.scrapped - gone_in
    if order.kind != "disassembly":
        for need in builds.needs(connection, order_id, order.kind):
            if need.kind == COMPONENT:
                left[need.item_id] = left.get(need.item_id, 0) + need.left
    wanted = {item_id: quantity for item_id, quantity in left.items() if quantity > 0}
    items = catalogue.items_by_ids(connection, wanted)
    good_until = {
        item_id: picking.good_until(on, items[item_id].usable, None) for item_id in wanted
    }
    stands = pickable.of_items(connection, good_until, MOST)
    there = exploding.available(connection, wanted, on)
    return [
        ToFetch(
            item_id,
            items[item_id].sku,
            items[item_id].description,
            items[item_id].unit,
            items[item_id].decimals,
            quantity,
            max(0, quantity - there.get(item_id, 0)),
            picking.pick((one for one in stands if one.item_id == item_id), quantity),
        )
        for item_id, quantity in wanted.items()
    ]
