"""Which goods went into which, read off a plan alone: no table, no function of the program.

    known = Closure(planning.plan(company, size, seed))
    known.came_from(number)    # {goods: Certainty} of all that is or may be in it
    known.went_into(number)    # {goods: Certainty} of all it is or may be in
    known.edges                # every Edge of builds that were not turned back
    known.on_hand, known.with_customers

The certain ones are those a chain of certain edges leads to; what only some possible edge leads
to is possible.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from lsn_desktop.services.simulation.happenings import (
    Built,
    CameBack,
    Goods,
    Happening,
    Moved,
    Part,
    Received,
    SentBack,
    Shipped,
    TurnedBack,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CERTAIN, POSSIBLE = "certain", "possible"


class Edge(NamedTuple):
    """So much of a component is in an output; without one it may be in each of the build."""

    build: int  # the happening's number
    used: int
    made: int | None
    quantity: int


class Step(NamedTuple):
    """One output that a component went into, or one component that came into an output."""

    goods: int
    is_certain: bool


class Closure:
    """A plan that ran to its end."""

    def __init__(self, plan: Iterable[Happening]) -> None:
        happened = list(plan)
        never_was = {each.of for each in happened if isinstance(each, TurnedBack)}
        self.goods: dict[int, Goods] = {}
        self.edges: list[Edge] = []
        self.on_hand: Counter[tuple[int, str]] = Counter()
        self.with_customers: Counter[tuple[int, str]] = Counter()
        self.consumed: Counter[tuple[int, int]] = Counter()
        self._up: defaultdict[int, list[Step]] = defaultdict(list)
        self._down: defaultdict[int, list[Step]] = defaultdict(list)
        for each in happened:
            if isinstance(each, (Received, Built)):
                self.goods |= {goods.number: goods for goods in each.new}
            if each.n not in never_was:
                self._take(each)
        self.on_hand = +self.on_hand
        self.with_customers = +self.with_customers

    def _take(self, each: Happening) -> None:
        match each:
            case Received():
                self._stand(each.parts, 1)
            case Moved():
                self._stand([each.part], -1)
                self.on_hand[each.part.goods, each.to] += each.part.quantity
            case Built():
                self._stand(each.used, -1)
                self._stand(each.made, 1)
                self._link(each)
            case Shipped():
                self._stand(each.parts, -1)
                for part in each.parts:
                    self.with_customers[part.goods, each.customer] += part.quantity
            case CameBack():
                self._stand(each.parts, 1)
                for part in each.parts:
                    self.with_customers[part.goods, each.customer] -= part.quantity
            case SentBack():
                self._stand(each.parts, -1)

    def _stand(self, parts: Iterable[Part], sign: int) -> None:
        for part in parts:
            self.on_hand[part.goods, part.place] += sign * part.quantity

    def _link(self, build: Built) -> None:
        outputs = list(dict.fromkeys(p.goods for p in (*build.made, *build.scrapped)))
        if build.kind == "disassembly":
            for part in build.made:
                self._edge(
                    Edge(build.n, build.used[0].goods, part.goods, part.quantity), outputs
                )
            return
        left: Counter[int] = Counter()
        for part in build.used:
            left[part.goods] += part.quantity
        if build.kind == "rework":
            for part in build.made:
                left[part.goods] -= part.quantity
        for used, quantity in (+left).items():
            self.consumed[build.n, used] += quantity
        tied: Counter[tuple[int, int]] = Counter()
        for tie in build.ties if len(outputs) > 1 else ():
            tied[tie.used, tie.made] += tie.quantity
            left[tie.used] -= tie.quantity
        for (used, made), quantity in tied.items():
            self._edge(Edge(build.n, used, made, quantity), outputs)
        for used, quantity in (+left).items():
            made_of = outputs[0] if len(outputs) == 1 else None
            self._edge(Edge(build.n, used, made_of, quantity), outputs)

    def _edge(self, edge: Edge, outputs: list[int]) -> None:
        self.edges.append(edge)
        for made in outputs if edge.made is None else [edge.made]:
            self._down[edge.used].append(Step(made, edge.made is not None))
            self._up[made].append(Step(edge.used, edge.made is not None))

    def came_from(self, goods: int) -> dict[int, str]:
        """All that is in some goods, or may be."""
        return self._reached(goods, self._up)

    def went_into(self, goods: int) -> dict[int, str]:
        """All that some goods are in, or may be."""
        return self._reached(goods, self._down)

    def _reached(self, start: int, steps: Mapping[int, list[Step]]) -> dict[int, str]:
        certain = _walk(start, steps, certain_only=True)
        every = _walk(start, steps, certain_only=False)
        return {goods: CERTAIN if goods in certain else POSSIBLE for goods in every}


def _walk(start: int, steps: Mapping[int, list[Step]], *, certain_only: bool) -> set[int]:
    met, coming = {start}, [start]
    while coming:
        for step in steps.get(coming.pop(), ()):
            if step.goods not in met and (step.is_certain or not certain_only):
                met.add(step.goods)
                coming.append(step.goods)
    return met - {start}
