"""What goods are made of, level by level."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lsn_desktop.domain.making import allowed, needed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

COMPONENT, BY_PRODUCT = "component", "by-product"


class Part(NamedTuple):
    """A line of a bill: so much of an item for one batch, ``scrap`` in 1/100 % of it."""

    item_id: int
    quantity: int
    scrap: int = 0
    kind: str = COMPONENT


class Bill(NamedTuple):
    """What one batch is made of, and how much of the item it gives."""

    makes: int
    parts: Sequence[Part]


class Level(NamedTuple):
    """So much of an item, so deep below what is made; ``is_made`` of parts of its own."""

    depth: int
    item_id: int
    kind: str
    quantity: int
    is_made: bool


def exploded(item_id: int, quantity: int, bills: Mapping[int, Bill]) -> Iterator[Level]:
    """All that so much of an item needs, each item before what it is made of.

    What is made on the way is made with its scrap allowance, so that enough of it is good.
    Bills are no circle (:func:`circle`); whoever reads may stop at any time.

    Args:
        item_id: what is made, the first level that is told.
        quantity: of it, on its grid.
        bills: the bill in force of each item that has one.
    """
    waiting = [Level(0, item_id, COMPONENT, quantity, item_id in bills)]
    while waiting:
        level = waiting.pop()
        yield level
        if not level.is_made:
            continue
        bill = bills[level.item_id]
        waiting += [
            Level(
                level.depth + 1,
                part.item_id,
                part.kind,
                allowed(needed(part.quantity, bill.makes, level.quantity), part.scrap),
                part.kind == COMPONENT and part.item_id in bills,
            )
            for part in reversed(bill.parts)
        ]


def circle(item_id: int, parts: Mapping[int, set[int]]) -> list[int]:
    """The way from an item back to itself, through what it is made of; empty if there is none.

    Args:
        item_id: where to begin.
        parts: the items each item is made of.
    """
    came_from: dict[int, int] = {}
    waiting = [item_id]
    while waiting:
        here = waiting.pop()
        for part in sorted(parts.get(here, ())):
            if part == item_id:
                way = [item_id]
                while here != item_id:
                    way.append(here)
                    here = came_from[here]
                return [item_id, *reversed(way[1:]), item_id]
            if part not in came_from:
                came_from[part] = here
                waiting.append(part)
    return []
