"""What to take for an order and where: first expired first out, of what may leave."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain import picking
from lsn_desktop.storage import parties, pickable, sales_orders

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from lsn_desktop.domain.picking import Pick
    from lsn_desktop.storage.pickable import Stand
    from lsn_desktop.storage.sales_orders import Wanted
    from lsn_desktop.storage.transactions import Connection

MOST_ROWS = 5000
"""Lots, serials and places of an item that a list looks at, at most."""


@dataclass(frozen=True, slots=True)
class PickLine:
    """A line of an order with what to take for what is still to go.

    ``short`` is what of it cannot be taken now, on the item's grid.
    """

    wanted: Wanted
    picks: Sequence[Pick[Stand]]
    short: int


def of_order(connection: Connection, order_id: int, on: date) -> list[PickLine]:
    """The lines of an order, each with its lots or serials place by place.

    What is held, promised to others, in quarantine, expired, or too short-dated for this
    customer is not proposed. A fixed number of questions, however long the order is.
    """
    order = sales_orders.by_id(connection, order_id)
    lines = [one for one in sales_orders.wanted(connection, order_id) if one.ordered]
    life = parties.life_on_ship(connection, order.customer_id)
    stands = takeable(connection, lines, on, life)
    taken: Counter[tuple[int, int, int | None]] = Counter()
    found: dict[int, PickLine] = {}
    # Who asks for one very lot gets it before those who take any.
    for line in sorted(lines, key=lambda one: one.lsn_id is None):
        mine = [
            _less(one, taken[_key(one)])
            for one in stands
            if one.item_id == line.item_id
            and (line.lsn_id is None or line.lsn_id in {one.lsn_id, one.lot_id})
        ]
        picks = picking.pick(mine, line.left)
        for each in picks:
            taken[_key(each.stock)] += each.quantity
        short = line.left - sum(each.quantity for each in picks)
        found[line.line_id] = PickLine(line, picks, short)
    return [found[line.line_id] for line in lines]


def takeable(
    connection: Connection, lines: Iterable[Wanted], on: date, life: int | None
) -> list[Stand]:
    """What may be taken for some lines, by what the customer or each item asks."""
    left = [line for line in lines if line.left]
    policies = pickable.policies(connection, {line.item_id for line in left})
    good_until = {
        item_id: picking.good_until(on, usable, picking.life_asked(life, of_item))
        for item_id, (usable, of_item) in policies.items()
    }
    most = min(sum(line.left for line in left), MOST_ROWS)
    named = [line.lsn_id for line in left if line.lsn_id is not None]
    found = pickable.of_items(connection, good_until, most)
    if named:  # a lot that is asked for may be far down the list
        known = {_key(one) for one in found}
        asked = pickable.of_lots(connection, good_until, named)
        found += [one for one in asked if _key(one) not in known]
    return found


def _less(stand: Stand, taken: int) -> Stand:
    """Stock less what another line of the list takes of it."""
    return stand._replace(claimed=stand.claimed + taken) if taken else stand


def _key(stand: Stand) -> tuple[int, int, int | None]:
    return stand.lsn_id, stand.place_id, stand.unit_id
