"""What a supplier announced of a delivery, and how what comes is ticked off against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Goods:
    """One line of a notice, as its sender wrote it.

    ``names`` are the numbers by which it names the item, the surest first; ``at`` is the line
    or segment of the file that says so. ``quantity`` counts what the first name stands for.
    """

    at: int
    names: tuple[str, ...]
    quantity: Decimal
    lot: str = ""
    serial: str = ""
    sscc: str = ""
    expiry: date | None = None
    best_before: date | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice of what comes: of which kind, its number, the order it names, and the goods."""

    kind: str
    number: str
    order: str
    goods: tuple[Goods, ...]


@dataclass(frozen=True, slots=True)
class Allotted:
    """How what came is divided among announced lines, and what no line is left for."""

    ticks: tuple[tuple[int, int], ...]
    over: int


def allot(quantity: int, left: Iterable[tuple[int, int]]) -> Allotted:
    """Divide what came among lines, in their order; each takes at most what is left of it.

    Args:
        quantity: what came, on the item's grid.
        left: lines with how much of each is still to come, the likeliest first.
    """
    ticks = []
    for line_id, rest in left:
        taken = min(quantity, max(rest, 0))
        if taken:
            ticks.append((line_id, taken))
            quantity -= taken
    return Allotted(tuple(ticks), quantity)
