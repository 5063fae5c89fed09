"""Cases and pallets on paper: where each stands, what is in it, and what undoing comes to."""

from __future__ import annotations

import copy
from collections import Counter
from dataclasses import dataclass, field

Where = tuple[str, str, int]
"""A lot, a place, and the unit there; 0 is what is loose."""


@dataclass
class Unit:
    kind: str
    place: str
    parent: int = 0
    closed: bool = False


@dataclass
class Deed:
    """A transfer: its moves, the units that went as they were, the case that left a pallet."""

    moves: list[tuple[Where, Where, int]]
    whole: list[tuple[int, str]] = field(default_factory=list)  # and where from
    steps: list[tuple[int, int, int]] = field(default_factory=list)  # case, before, after


@dataclass
class Model:
    """Plain data; every question is answered by looking through all of it."""

    stock: Counter[Where] = field(default_factory=Counter)
    units: dict[int, Unit] = field(default_factory=dict)

    def inside(self, unit: int) -> dict[Where, int]:
        """What is in a unit and in the cases on it."""
        these = {unit, *self.on(unit)}
        return {where: n for where, n in self.stock.items() if n and where[2] in these}

    def on(self, unit: int) -> list[int]:
        return [number for number, one in self.units.items() if unit and one.parent == unit]

    def put(self, unit: int, place: str) -> None:
        for number in (unit, *self.on(unit)):
            self.units[number].place = place

    def is_sound(self) -> bool:
        """Nothing below zero, all of a unit where it stands, cases where their pallet does."""
        goods = all(
            n >= 0 and (not n or not unit or self.units[unit].place == place)
            for (_lot, place, unit), n in self.stock.items()
        )
        cases = (one for one in self.units.values() if one.parent)
        return goods and all(self.units[one.parent].place == one.place for one in cases)

    def undone(self, deed: Deed) -> Model | None:
        """The house after a deed is turned back; None where it cannot be."""
        after = copy.deepcopy(self)
        for source, target, n in deed.moves:
            after.stock[target] -= n
            after.stock[source] += n
        if any(after.stock[target] < 0 for _source, target, _n in deed.moves):
            return None
        for unit, place in deed.whole:
            after.put(unit, place)
            if any(where[1] != place for where in after.inside(unit)):
                return None
        for case, before, now in reversed(deed.steps):
            one = after.units[case]
            if one.parent == now and (not before or after.units[before].place == one.place):
                one.parent = before
        back_in = {where[2]: where[1] for where, _target, _n in deed.moves if where[2]}
        return after if all(after.let_in(*one) for one in back_in.items()) else None

    def let_in(self, unit: int, place: str) -> bool:
        """Whether goods can come back into a unit in a place: an empty one goes there."""
        if self.units[unit].place == place:
            return True
        if self.units[unit].parent or {at for _lot, at, _in in self.inside(unit)} - {place}:
            return False
        self.put(unit, place)
        return True
