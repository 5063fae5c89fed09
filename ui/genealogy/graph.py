"""What a genealogy picture is of: dots and the links between them, in levels."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Key = Hashable


@dataclass(frozen=True, slots=True)
class Dot:
    """One thing in the picture: a supplier, a lot, a serial, a customer.

    Args:
        key: which one.
        order: what it is sorted by among its siblings, such as its code.
        kinds: what it has in common with its siblings, the widest first: its item, the build
            that made it, the customer who has it.

    """

    key: Key
    order: str
    kinds: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Goods of one went into another; ``certain``, or only possibly so."""

    source: Key
    target: Key
    certain: bool = True


def levels(dots: Sequence[Dot], links: Iterable[Link]) -> dict[Key, int]:
    """The column of each dot, 0 at the left: each link leads to the right.

    A dot stands as far right as what it went into allows, so that a screw bought for the last
    step stands beside it and not among the raw lots. Where goods went in a circle (a rework
    whose output is its own component) one link of the circle leads back.
    """
    after: dict[Key, list[Key]] = {dot.key: [] for dot in dots}
    waits = dict.fromkeys(after, 0)
    for link in links:
        if link.source != link.target and link.source in after and link.target in after:
            after[link.source].append(link.target)
            waits[link.target] += 1
    level = dict.fromkeys(after, 0)
    ordered = _spread(after, waits, level)
    place = {key: at for at, key in enumerate(ordered)}
    for key in reversed(ordered):
        later = [level[one] for one in after[key] if place[one] > place[key]]
        if later:
            level[key] = min(later) - 1
    first = min(level.values(), default=0)
    return {key: at - first for key, at in level.items()}


def _spread(
    after: dict[Key, list[Key]], waits: dict[Key, int], level: dict[Key, int]
) -> list[Key]:
    """Give each its earliest level; the keys in an order in which links lead onwards."""
    left = dict.fromkeys(after)
    ready = deque(key for key, count in waits.items() if not count)
    ordered = []
    while left:
        key = ready.popleft() if ready else next(iter(left))  # the latter is in a circle
        if key not in left:
            continue
        del left[key]
        ordered.append(key)
        for one in after[key]:
            if one in left:
                level[one] = max(level[one], level[key] + 1)
                waits[one] -= 1
                if not waits[one]:
                    ready.append(one)
    return ordered
