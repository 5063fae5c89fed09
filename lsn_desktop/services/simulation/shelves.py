"""Where everything stands while a plan is made, so that only what can happen does."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from lsn_desktop.services.simulation.happenings import Goods, Part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lsn_desktop.services.simulation.companies import Company

NEVER = 10**9
"""The day that goods expire on which do not."""


class Dates(NamedTuple):
    """Whose goods they are, made when, and good until when."""

    vendor: str = ""
    produced: int | None = None
    expires: int | None = None


UNDATED = Dates()


class Shelves:
    """All goods there ever were, and how many of each are where."""

    def __init__(self, company: Company) -> None:
        self._company = company
        self.goods: list[Goods] = []
        self.held: set[int] = set()
        self._where: dict[int, dict[str, int]] = {}
        self._first: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
        self._last_number: Counter[str] = Counter()
        self._bulk: dict[str, int] = {}

    def new(
        self,
        sku: str,
        dates: Dates = UNDATED,
        *,
        lot: str = "",
        serial: str = "",
        of_lot: int | None = None,
    ) -> Goods:
        """Goods that were never there before."""
        made = Goods(
            len(self.goods),
            sku,
            lot,
            serial,
            of_lot,
            dates.vendor,
            dates.produced,
            dates.expires,
        )
        self.goods.append(made)
        return made

    def bulk(self, sku: str) -> tuple[Goods, bool]:
        """All of an item that is not told apart, and whether it is new."""
        fresh = sku not in self._bulk
        if fresh:
            self._bulk[sku] = self.new(sku).number
        return self.goods[self._bulk[sku]], fresh

    def code(self, pattern: str) -> str:
        """The next code: ``TC-00000`` gives TC-00001, TC-00002 ..."""
        self._last_number[pattern] += 1
        stem = pattern.rstrip("0")
        return f"{stem}{self._last_number[pattern]:0{len(pattern) - len(stem)}d}"

    def put(self, part: Part) -> None:
        """Set goods down in a place."""
        where = self._where.setdefault(part.goods, {})
        where[part.place] = where.get(part.place, 0) + part.quantity
        if where[part.place] == part.quantity and self._is_shelf(part):
            insort(self._first[self.goods[part.goods].sku], self._key(part))

    def take(self, part: Part) -> None:
        """Take goods from a place they are in."""
        where = self._where[part.goods]
        where[part.place] -= part.quantity
        if where[part.place] < 0:
            raise ValueError(part)
        if not where[part.place]:
            del where[part.place]
            if self._is_shelf(part):
                first = self._first[self.goods[part.goods].sku]
                del first[bisect_left(first, self._key(part))]
            if not where:
                del self._where[part.goods]

    def of(self, goods: int) -> Mapping[str, int]:
        """How many of some goods are in each place."""
        return self._where.get(goods, {})

    def pick(self, sku: str, quantity: int, day: int) -> list[Part]:
        """So much of an item as may be used on a day, as far as there is.

        First expired first out, from where it is kept; not what is held.
        """
        first = self._first[sku]
        found: list[Part] = []
        at = bisect_left(first, (day + self._company.items[sku].until, 0, ""))
        while quantity and at < len(first):
            _expires, number, place = first[at]
            at += 1
            if number not in self.held:
                there = self._where[number][place]
                found.append(Part(number, min(there, quantity), place))
                quantity -= found[-1].quantity
        return found

    def _is_shelf(self, part: Part) -> bool:
        return part.place in self._company.items[self.goods[part.goods].sku].kept_in

    def _key(self, part: Part) -> tuple[int, int, str]:
        goods = self.goods[part.goods]
        if goods.of_lot is not None:
            goods = self.goods[goods.of_lot]
        return NEVER if goods.expires is None else goods.expires, part.goods, part.place
