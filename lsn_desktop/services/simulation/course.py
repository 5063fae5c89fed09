"""The course of a plan: what is due next, what happened, and the dice of its one seed."""

from __future__ import annotations

import heapq
from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Any, TypeVar

from lsn_desktop.services.simulation.happenings import DAY, Happening, Moved, Part
from lsn_desktop.services.simulation.shelves import Shelves

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.services.simulation.companies import Company

_Happening = TypeVar("_Happening", bound=Happening)


class Course:
    """What the parts of a plan share.

    ``coming`` is how much of each item is ordered or to be built, ``missing`` how much of it
    somebody waits for. ``inside`` are the serials in each finished one of a serial.
    """

    def __init__(self, company: Company, seed: int) -> None:
        self.company = company
        self.dice = Random(seed)  # noqa: S311 - a plan is repeated, not guessed
        self.shelves = Shelves(company)
        self.coming: Counter[str] = Counter()
        self.missing: Counter[str] = Counter()
        self.minute = 0
        self.moves = 0
        self.inside: dict[int, tuple[int, ...]] = {}
        self.told: list[Happening] = []
        self._n = 0
        self._due: list[tuple[int, int, Callable[..., None], tuple[Any, ...]]] = []
        self._put_down = 0
        self._numbers: Counter[str] = Counter()

    @property
    def day(self) -> int:
        """The day it is."""
        return self.minute // DAY

    def later(self, minutes: int, what: Callable[..., None], *of: Any) -> None:
        """Let something happen after so many minutes."""
        self._put_down += 1
        heapq.heappush(self._due, (self.minute + minutes, self._put_down, what, of))

    def on_day(self, days: int, what: Callable[..., None], *of: Any) -> None:
        """Let something happen in the working hours of a day to come."""
        at = (self.day + days) * DAY + self.dice.randrange(7 * 60, 17 * 60)
        self.later(max(at - self.minute, 1), what, *of)

    def pass_until(self, minute: int) -> None:
        """Let everything happen that is due by then."""
        while self._due and self._due[0][0] <= minute:
            self.minute, _n, what, of = heapq.heappop(self._due)
            what(self, *of)
        self.minute = max(self.minute, minute)

    def tell(self, kind: type[_Happening], /, **facts: Any) -> _Happening:
        """Say that something happens now."""
        self._n += 1
        happening = kind(self._n, self.minute, **facts)
        self.told.append(happening)
        return happening

    def number(self, letters: str) -> str:
        """The next number of an order: ``PO-20001``."""
        self._numbers[letters] += 1
        return f"{letters}-{20_000 + self._numbers[letters]}"

    def chance(self, one_in: int) -> bool:
        """True once in so many times."""
        return self.dice.randrange(one_in) == 0

    def carry(self, goods: int, to: str) -> None:
        """Carry goods that stand in one place to another, all of them."""
        for place, quantity in list(self.shelves.of(goods).items()):
            if place != to:
                part = Part(goods, quantity, place)
                self.shelves.take(part)
                self.shelves.put(Part(goods, quantity, to))
                self.tell(Moved, part=part, to=to)
                self.moves += 1

    def put_away(self, goods: int) -> None:
        """Carry goods to where their item is kept."""
        if goods not in self.shelves.held:
            self.carry(
                goods,
                self.dice.choice(self.company.items[self.shelves.goods[goods].sku].kept_in),
            )
