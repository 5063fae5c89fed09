"""What went into what: the words of a trace, how a walk goes, and the balance of an LSN.

A trace goes over edges, each a quantity of a component that went into an output. It is handed
over level by level, so that the first rows stand before the last are known::

    levels = tracing.trace(connection, tracing.of_lsn(lsn_id), Direction.FORWARD)
    for level in levels:      # Level: new nodes, new edges, nodes certain after all
        show(level)
    whole = gather(levels)    # or all at once, as a Trace
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class Direction(StrEnum):
    """Which way a trace goes: to suppliers, to customers, or one after the other."""

    BACK = "back"
    FORWARD = "forward"
    BOTH = "both"


class Certainty(StrEnum):
    """Whether goods went into others, or only may have."""

    CERTAIN = "certain"
    POSSIBLE = "possible"


_CERTAIN = Certainty.CERTAIN


class Stand(NamedTuple):
    """So much stands at a place; ``held`` of it may not be taken."""

    location: str
    quantity: int
    held: int


class Handed(NamedTuple):
    """So much came from or went to somebody by a document.

    ``kind`` is that of the document: ``receipt``, ``shipment``, ``customer return`` or
    ``supplier return``.
    """

    party_id: int
    party: str
    document_id: int
    document: str
    kind: str
    on: date
    quantity: int


class Node(NamedTuple):
    """A lot, a serial or untracked goods in a trace: what it is, where it is, who had it.

    ``depth`` is how many steps it is away by the shortest way: 0 what the trace begins with,
    below 0 on the way back. Quantities are on the item's grid of ``decimals``.
    """

    id: int
    item_id: int
    sku: str
    item: str
    unit: str
    decimals: int
    kind: str
    code: str
    expires: date | None
    stopped: bool
    depth: int
    certainty: Certainty
    on_hand: tuple[Stand, ...] = ()
    handed: tuple[Handed, ...] = ()

    @property
    def name(self) -> str:
        """Its lot or serial number; the item's own where there is none."""
        return self.code or self.sku

    @property
    def total(self) -> int:
        """All of it that is on hand."""
        return sum(one.quantity for one in self.on_hand)

    @property
    def shipped(self) -> tuple[Handed, ...]:
        """What customers got, by shipment."""
        return tuple(one for one in self.handed if one.kind == "shipment")

    @property
    def received(self) -> tuple[Handed, ...]:
        """What suppliers brought, by receipt."""
        return tuple(one for one in self.handed if one.kind == "receipt")


class Edge(NamedTuple):
    """So much of ``source`` went into ``target`` by a document: a build, or a conversion.

    One that is only possible is of a build that says no output: its quantity is somewhere
    in all the outputs of that build. ``kind`` is ``build``, ``disassembly`` (the quantity is of
    what came out), ``merge``, ``split`` or ``track``.
    """

    source: int
    target: int
    quantity: int
    document_id: int
    build: str
    kind: str
    certainty: Certainty

    @property
    def measured(self) -> int:
        """The node in whose unit the quantity is."""
        return self.target if self.kind == "disassembly" else self.source


@dataclass(frozen=True, slots=True)
class Level:
    """What one step of a trace found.

    ``certain`` are nodes handed over as possible before, which another way makes certain.
    """

    depth: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    certain: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Trace:
    """A whole trace: every node once, the nearest first, and every edge once."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def gather(levels: Iterable[Level]) -> Trace:
    """All that the steps of a trace found.

    What both ways found is there once, as the first found it; certain if either way is.
    """
    nodes: dict[int, Node] = {}
    edges: list[Edge] = []
    certain: set[int] = set()
    ways = set()
    for level in levels:
        certain |= level.certain
        if level.depth:
            ways.add(level.depth > 0)
        edges += level.edges
        for node in level.nodes:
            if nodes.setdefault(node.id, node) is not node and node.certainty is _CERTAIN:
                certain.add(node.id)
    for number in certain:
        nodes[number] = nodes[number]._replace(certainty=_CERTAIN)
    if len(ways) > 1:
        edges = list({(edge[3], edge[0], edge[1], edge[6] is _CERTAIN): edge for edge in edges}
                     .values())  # fmt: skip
    return Trace(tuple(nodes.values()), tuple(edges))


class Walk:
    """Where a trace has been: each LSN once, however the edges go round.

    A node is certain if edges that are certain lead to it all the way; it is possible if any
    edge on every way is. One that was possible is made certain when such a way turns up later,
    and all that certain edges lead to from it. ``certain`` are those that are, as far as is
    known.
    """

    def __init__(self, starts: Iterable[int]) -> None:
        self.certain = set(starts)
        self._seen = set(self.certain)
        self._waiting: dict[int, list[int]] = {}

    def take(
        self, links: Iterable[tuple[int, int, Certainty]]
    ) -> tuple[list[int], frozenset[int]]:
        """Go over the links of a level: near end, far end, certainty.

        Returns:
            the nodes never seen before, in order, and those seen before that are certain now.

        """
        new: dict[int, None] = {}
        before: list[int] = []
        certain, seen, waiting = self.certain, self._seen, self._waiting
        for near, far, how in links:
            if far not in seen:
                seen.add(far)
                new[far] = None
            if how is _CERTAIN and far not in certain:
                if near not in certain:
                    waiting.setdefault(near, []).append(far)
                elif far in waiting:
                    before += self._made_certain(far)
                else:
                    certain.add(far)
                    if far not in new:
                        before.append(far)
        return list(new), frozenset(before).difference(new)

    def _made_certain(self, node: int) -> list[int]:
        made, left = [], [node]
        while left:
            node = left.pop()
            if node not in self.certain:
                self.certain.add(node)
                made.append(node)
                left.extend(self._waiting.pop(node, ()))
        return made


@dataclass(frozen=True, slots=True)
class MassBalance:
    """What came of an LSN and where it is: the two sides are equal, or not explained.

    Both sides are on the item's grid; what was turned back later counts on neither.
    """

    opening: int = 0
    received: int = 0
    made: int = 0
    returned: int = 0
    converted_in: int = 0
    on_hand: int = 0
    consumed: int = 0
    shipped: int = 0
    returned_to_supplier: int = 0
    scrapped: int = 0
    converted_out: int = 0
    adjusted_down: int = 0

    @property
    def came(self) -> int:
        """All that ever was of it."""
        return self.opening + self.received + self.made + self.returned + self.converted_in

    @property
    def accounted(self) -> int:
        """All that is known of where it is."""
        return (
            self.on_hand
            + self.consumed
            + self.shipped
            + self.returned_to_supplier
            + self.scrapped
            + self.converted_out
            + self.adjusted_down
        )

    @property
    def unexplained(self) -> int:
        """What no move accounts for; 0 unless the file was changed by hand."""
        return self.came - self.accounted


_CAME = {
    "opening": "opening",
    "supplier": "received",
    "process": "made",
    "customer": "returned",
    "conversion": "converted_in",
}
_WENT = {
    "process": "consumed",
    "customer": "shipped",
    "supplier": "returned_to_supplier",
    "scrap": "scrapped",
    "conversion": "converted_out",
    "adjustment": "adjusted_down",
}


class Flow(NamedTuple):
    """So much moved between two kinds of places; ``back``: to turn an earlier document back."""

    source: str
    target: str
    quantity: int
    back: bool = False


def mass_balance(flows: Iterable[Flow], on_hand: int) -> MassBalance:
    """The balance of an LSN, of its moves by kind of place and what stands anywhere now."""
    sums = dict.fromkeys((*_CAME.values(), *_WENT.values()), 0)
    for flow in flows:
        source, target, quantity = flow.source, flow.target, flow.quantity
        if flow.back:
            source, target, quantity = target, source, -quantity
        if source in _CAME:
            sums[_CAME[source]] += quantity
        elif source in _WENT:  # found again
            sums[_WENT[source]] -= quantity
        if target in _WENT:
            sums[_WENT[target]] += quantity
        elif target in _CAME:
            sums[_CAME[target]] -= quantity
    return replace(MassBalance(), on_hand=on_hand, **sums)
