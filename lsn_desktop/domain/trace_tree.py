"""A trace as a tree that grows level by level: what stands below each node, either way.

Goods that went several ways stand in the tree in each of their places; a list of the whole
tells what is below them once, and refers to it where they stand again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lsn_desktop.domain.genealogy import Certainty, Direction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lsn_desktop.domain.genealogy import Edge, Level, Node

_SURE = Certainty.CERTAIN


class Step(NamedTuple):
    """From one node to the next, along an edge."""

    node: Node
    edge: Edge


class Row(NamedTuple):
    """One line of a tree written out: how deep it stands, and along which edge.

    ``again``: what is below it was written out before.
    """

    way: Direction
    depth: int
    node: Node
    edge: Edge | None
    again: bool


class Grown:
    """What is known of a trace so far.

    Args:
        starts: what it begins with.

    """

    def __init__(self, starts: Iterable[int]) -> None:
        self.starts = tuple(starts)
        self.nodes: dict[int, Node] = {}
        self.edges: list[Edge] = []
        self._known: set[tuple[int, int, int, bool]] = set()
        self._into: dict[int, list[Edge]] = {}
        self._out_of: dict[int, list[Edge]] = {}

    def add(self, level: Level) -> None:
        """Take in what one step found; what the other way found before stays."""
        for node in level.nodes:
            known = self.nodes.setdefault(node.id, node)
            if node.certainty is Certainty.CERTAIN and known.certainty is not node.certainty:
                self._make_certain(node.id)
        for number in level.certain:
            self._make_certain(number)
        for edge in level.edges:
            key = (edge.document_id, edge.source, edge.target, edge.certainty is _SURE)
            if key not in self._known:
                self._known.add(key)
                self.edges.append(edge)
                self._into.setdefault(edge.target, []).append(edge)
                self._out_of.setdefault(edge.source, []).append(edge)

    def below(self, node_id: int, way: Direction) -> list[Step]:
        """What it was made of, or what it went into: certain first, then by item and code."""
        if way is Direction.BACK:
            found = [(edge.source, edge) for edge in self._into.get(node_id, ())]
        else:
            found = [(edge.target, edge) for edge in self._out_of.get(node_id, ())]
        steps = [
            Step(self.nodes[other], edge)
            for other, edge in found
            if other in self.nodes and other != node_id
        ]
        steps.sort(key=lambda step: (step.edge.certainty, step.node.item, step.node.code))
        return steps

    def rows(self) -> Iterator[Row]:
        """The whole tree, written out: of each start first what it came from."""
        for start in self.starts:
            if start in self.nodes:
                for way in (Direction.BACK, Direction.FORWARD):
                    yield from self._written(start, way)

    def _written(self, start: int, way: Direction) -> Iterator[Row]:
        seen: set[int] = set()
        left: list[tuple[int, Node, Edge | None]] = [(0, self.nodes[start], None)]
        while left:
            depth, node, edge = left.pop()
            steps = self.below(node.id, way)
            again = node.id in seen and bool(steps)
            yield Row(way, depth, node, edge, again)
            if node.id not in seen:
                seen.add(node.id)
                left += [(depth + 1, step.node, step.edge) for step in reversed(steps)]

    def _make_certain(self, node_id: int) -> None:
        node = self.nodes.get(node_id)
        if node is not None:
            self.nodes[node_id] = node._replace(certainty=Certainty.CERTAIN)
