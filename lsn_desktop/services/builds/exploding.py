"""What so much of an item needs, through all levels, and what of it is there."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain import picking
from lsn_desktop.domain.bills import COMPONENT, Bill, Part, exploded
from lsn_desktop.storage import bills, catalogue, pickable, to_hand

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from lsn_desktop.domain.bills import Level
    from lsn_desktop.domain.items import Item
    from lsn_desktop.storage.transactions import Connection

MOST = 5000
"""Rows of an explosion that are told, at most."""


@dataclass(frozen=True, slots=True)
class Row:
    """A level of an explosion with its item; ``available`` is all that may be taken of it."""

    level: Level
    item: Item
    available: int


@dataclass(frozen=True, slots=True)
class Total:
    """What is needed of an item altogether; ``short`` is what of it is not there."""

    item: Item
    quantity: int
    available: int
    is_made: bool

    @property
    def short(self) -> int:
        """What is missing."""
        return max(0, self.quantity - self.available)


@dataclass(frozen=True, slots=True)
class Explosion:
    """All levels, each item before its parts, and the sums; ``is_cut`` after :data:`MOST`."""

    rows: Sequence[Row]
    totals: Sequence[Total]
    is_cut: bool


def explode(connection: Connection, bom_id: int, quantity: int, on: date) -> Explosion:
    """What so much of a bill's item needs on a day. A fixed number of questions.

    By the bill itself on the first level, below by the newest bill in force of each part.
    """
    head = bills.by_id(connection, bom_id)
    lines = bills.lines(connection, bom_id)
    known = bills.below(connection, [one.item_id for one in lines])
    parts = [Part(one.item_id, one.quantity, one.scrap, one.kind) for one in lines]
    known[head.item_id] = Bill(head.makes, parts)
    levels = list(itertools.islice(exploded(head.item_id, quantity, known), MOST + 1))
    shown = levels[:MOST]
    there = available(connection, {one.item_id for one in shown}, on)
    items = catalogue.items_by_ids(connection, {one.item_id for one in shown})
    rows = [Row(one, items[one.item_id], there.get(one.item_id, 0)) for one in shown]
    total: Counter[int] = Counter()
    made: set[int] = set()
    for one in shown[1:]:
        if one.kind == COMPONENT:
            total[one.item_id] += one.quantity
        if one.is_made:
            made.add(one.item_id)
    totals = [
        Total(items[each], need, there.get(each, 0), each in made)
        for each, need in total.items()
    ]
    return Explosion(rows, totals, len(levels) > MOST)


def available(connection: Connection, item_ids: Iterable[int], on: date) -> dict[int, int]:
    """How much of some items may be consumed on a day: not held, promised, set aside, old."""
    policies = pickable.policies(connection, item_ids)
    good_until = {
        item_id: picking.good_until(on, usable, None)
        for item_id, (usable, _life) in policies.items()
    }
    return to_hand.available(connection, good_until)
