"""Where goods came from and where they went, level by level.

    starts = trace_starts.of_lsn(connection, lsn_id)
    for level in tracing.trace(connection, starts, Direction.BOTH):
        ...                       # Level: at most some thousand nodes, with their edges

A level of many nodes is handed over in parts, so that the first stand on the screen while the
last are asked for. Whoever reads stops when they like, or says ``cancelled``.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from lsn_desktop.domain.genealogy import Certainty, Direction, Edge, Level, Walk
from lsn_desktop.services.traces.traced import Describer
from lsn_desktop.storage import trace_balances, traces

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from lsn_desktop.domain.genealogy import MassBalance
    from lsn_desktop.storage.traces import Beyond, Link
    from lsn_desktop.storage.transactions import Connection

FEW = 50  # nodes that wait to be described while the next step is taken
FIRST, PART = 200, 4_000  # nodes of a level in its first part, and in each of the others


def trace(
    connection: Connection,
    starts: Sequence[int],
    direction: Direction = Direction.BOTH,
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Level]:
    """The starts, then what is one step away, then two, until there is nothing more.

    Both ways are the way back and then the way forward; what both lead to (a part that was
    taken out of what it went into) is told twice, and :func:`genealogy.gather` keeps it once.

    Args:
        connection: to read by.
        starts: LSNs; see ``storage/trace_starts.py``. A lot begins with its serials.
        direction: towards suppliers, towards customers, or both.
        cancelled: asked before each question to the database; the trace ends when it is so.

    """
    there = traces.beyond(connection)
    ids = list(dict.fromkeys(starts))
    told = _Telling(Describer(connection, there), cancelled)
    told.found(Level(0, (), ()), ids)
    for way, step, sign in (
        (Direction.BACK, _back, -1),
        (Direction.FORWARD, _forward, 1),
    ):
        if direction not in (way, Direction.BOTH):
            continue
        walk, depth, new = Walk(ids), 0, ids
        while new and not cancelled():
            if len(told) >= FEW:
                yield from told.all(walk.certain)
            depth += sign
            edges = step(connection, there, new)
            new, certain = walk.take(map(_onwards if sign > 0 else _backwards, edges))
            new.sort()
            if edges:
                told.found(Level(depth, (), tuple(edges), certain), new)
        yield from told.all(walk.certain)


class _Telling:
    """Levels that were found, told with their nodes described: few at once, many in parts."""

    def __init__(self, describe: Describer, cancelled: Callable[[], bool]) -> None:
        self._describe = describe
        self._cancelled = cancelled
        self._levels: list[tuple[Level, list[int]]] = []
        self._waiting = 0

    def __len__(self) -> int:
        return self._waiting

    def found(self, level: Level, new: list[int]) -> None:
        """Take up a level and the nodes it is the first to lead to."""
        self._levels.append((level, new))
        self._waiting += len(new)

    def all(self, certain: set[int]) -> Iterator[Level]:
        """Everything that waits; of the nodes those are certain."""
        levels, self._levels, self._waiting = self._levels, [], 0
        few = [node for level, new in levels if len(new) <= FIRST for node in new]
        known = self._describe.all(few)
        for level, new in levels:
            if len(new) > FIRST:
                yield from self._parts(level, new, certain)
                continue
            nodes = known.nodes(new, level.depth, certain)
            yield Level(level.depth, nodes, level.edges, level.certain)

    def _parts(self, level: Level, new: list[int], certain: set[int]) -> Iterator[Level]:
        """A level in parts, each with the edges that lead to it; the first one is small."""
        far, rest = (0 if level.depth < 0 else 1), list(level.edges)
        later, also = set(new), level.certain
        for begin in (0, *range(FIRST, len(new), PART)):
            if begin and self._cancelled():
                return
            part = new[begin : begin + PART if begin else FIRST]
            later.difference_update(part)
            here = tuple(edge for edge in rest if edge[far] not in later) if later else rest
            rest = [edge for edge in rest if edge[far] in later] if later else []
            known = self._describe.all(part)
            nodes = known.nodes(part, level.depth, certain)
            yield Level(level.depth, nodes, tuple(here), also)
            also = frozenset()


def _forward(connection: Connection, there: Beyond, ids: Sequence[int]) -> list[Edge]:
    """What went from these LSNs into others, or may have."""
    links = traces.links_into(connection, ids)
    found = [_new_edge((*link, _CERTAIN)) for link in links if link[1] is not None]
    loose = [link for link in links if link[1] is None]
    builds = {link[3] for link in loose}
    outputs: dict[int, list[int]] = {build: [] for build in builds}
    for build, made in traces.outputs(connection, there, builds):
        outputs[build].append(made)
    alone = {build for build, into in outputs.items() if len(into) == 1}
    return _once(found + _spread(loose, outputs, alone))


def _back(connection: Connection, there: Beyond, ids: Sequence[int]) -> list[Edge]:
    """What went into these LSNs from others, or may have."""
    found = [_new_edge((*link, _CERTAIN)) for link in traces.links_out_of(connection, ids)]
    outputs: dict[int, list[int]] = {}
    for build, made in traces.made_in(connection, there, ids):
        outputs.setdefault(build, []).append(made)
    loose = traces.untied(connection, outputs)
    alone = traces.alone(connection, there, {link[3] for link in loose})
    return _once(found + _spread(loose, outputs, alone))


def _spread(
    loose: Iterable[Link], outputs: Mapping[int, Sequence[int]], alone: Collection[int]
) -> list[Edge]:
    """What went into a build, as it may be in each of these outputs: in the only one it is."""
    return [
        Edge(component, made, quantity, build, number, kind,
             _CERTAIN if build in alone else _POSSIBLE)
        for component, _none, quantity, build, number, kind in loose
        for made in outputs[build]
    ]  # fmt: skip


_CERTAIN, _POSSIBLE = Certainty.CERTAIN, Certainty.POSSIBLE
_new_edge = Edge._make
_onwards, _backwards = itemgetter(0, 1, 6), itemgetter(1, 0, 6)


def _once(edges: list[Edge]) -> list[Edge]:
    """Each edge once: goods change their code in several rows, a build says each pair once."""
    if {edge[5] for edge in edges} <= {"build"}:
        return edges
    found: dict[tuple[int, int, int, bool], Edge] = {}
    for edge in edges:
        key = (edge[3], edge[0], edge[1], edge[6] is _CERTAIN)
        before = found.get(key)
        found[key] = edge if before is None else edge._replace(quantity=before[2] + edge[2])
    return list(found.values())


def balance(connection: Connection, lsn_id: int) -> MassBalance:
    """What came of an LSN (of a lot: of its serials too) and where it is."""
    return trace_balances.of_lsn(connection, lsn_id)
