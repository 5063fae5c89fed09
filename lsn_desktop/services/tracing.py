"""Where goods came from and where they went, level by level.

    starts = trace_starts.of_lsn(connection, lsn_id)
    for level in tracing.trace(connection, starts, Direction.BOTH):
        ...                       # Level: at most some thousand nodes, with their edges

A level of many nodes is handed over in parts, so that the first stand on the screen while the
last are asked for. Whoever reads stops when they like, or says ``cancelled``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.genealogy import Certainty, Direction, Edge, Level, Walk
from lsn_desktop.services.traced import Describer
from lsn_desktop.storage import trace_balances, traces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lsn_desktop.domain.genealogy import MassBalance
    from lsn_desktop.storage.traces import Beyond
    from lsn_desktop.storage.transactions import Connection

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
    describe = Describer(connection, there)
    ids = list(dict.fromkeys(starts))
    yield from _parts(describe, Level(0, (), ()), ids, dict.fromkeys(ids, True), cancelled)
    for way, step, sign in (
        (Direction.BACK, _back, -1),
        (Direction.FORWARD, _forward, 1),
    ):
        if direction not in (way, Direction.BOTH):
            continue
        walk, depth, new = Walk(ids), 0, ids
        while new and not cancelled():
            depth += sign
            edges = step(connection, there, new)
            new, certain = walk.take(
                (edge[0], edge[1], edge[6] is Certainty.CERTAIN)
                if sign > 0
                else (edge[1], edge[0], edge[6] is Certainty.CERTAIN)
                for edge in edges
            )
            new.sort()
            if edges:
                found = Level(depth, (), tuple(edges), certain)
                sure = {node: walk.is_certain(node) for node in new}
                yield from _parts(describe, found, new, sure, cancelled)


def _parts(
    describe: Describer,
    found: Level,
    new: Sequence[int],
    sure: dict[int, bool],
    cancelled: Callable[[], bool],
) -> Iterator[Level]:
    """A level with its nodes described, in parts: each with the edges that lead to it."""
    end = FIRST
    nodes = describe.nodes(new[:end], found.depth, sure)
    if len(new) <= end:
        yield Level(found.depth, nodes, found.edges, found.certain)
        return
    far = 0 if found.depth < 0 else 1
    later = set(new[end:])
    yield Level(
        found.depth, nodes, tuple(e for e in found.edges if e[far] not in later), found.certain
    )
    rest = [edge for edge in found.edges if edge[far] in later]
    while end < len(new) and not cancelled():
        part, end = new[end : end + PART], end + PART
        nodes = describe.nodes(part, found.depth, sure)
        here = set(part)
        edges = rest if len(here) == len(later) else [e for e in rest if e[far] in here]
        yield Level(found.depth, nodes, tuple(edges))


def _forward(connection: Connection, there: Beyond, ids: Sequence[int]) -> list[Edge]:
    """What went from these LSNs into others, or may have."""
    links = traces.links_into(connection, ids)
    builds = {link[0] for link in links if link[2] is None}
    outputs: dict[int, list[int]] = {build: [] for build in builds}
    for build, made in traces.outputs(connection, there, builds):
        outputs[build].append(made)
    found = []
    for build, component, output, quantity, kind, number in links:
        if output is not None:
            found.append(Edge(component, output, quantity, build, number, kind, _CERTAIN))
            continue
        into = outputs[build]
        how = _CERTAIN if len(into) == 1 else _POSSIBLE
        found += [Edge(component, one, quantity, build, number, kind, how) for one in into]
    return _once(found)


def _back(connection: Connection, there: Beyond, ids: Sequence[int]) -> list[Edge]:
    """What went into these LSNs from others, or may have."""
    found = [
        Edge(component, output, quantity, build, number, kind, _CERTAIN)
        for build, component, output, quantity, kind, number in traces.links_out_of(
            connection, ids
        )
        if output is not None
    ]
    outputs: dict[int, list[int]] = {}
    for build, made in traces.made_in(connection, there, ids):
        outputs.setdefault(build, []).append(made)
    links = traces.untied(connection, outputs)
    alone = traces.alone(connection, there, {link[0] for link in links})
    for build, component, _no_output, quantity, kind, number in links:
        how = _CERTAIN if build in alone else _POSSIBLE
        found += [
            Edge(component, one, quantity, build, number, kind, how) for one in outputs[build]
        ]
    return _once(found)


_CERTAIN, _POSSIBLE = Certainty.CERTAIN, Certainty.POSSIBLE


def _once(edges: list[Edge]) -> list[Edge]:
    """Each edge once: what was kept in several rows is summed."""
    found: dict[tuple[int, int, int, bool], Edge] = {}
    for edge in edges:
        key = (edge[3], edge[0], edge[1], edge[6] is _CERTAIN)
        before = found.get(key)
        found[key] = edge if before is None else edge._replace(quantity=before[2] + edge[2])
    return list(found.values())


def balance(connection: Connection, lsn_id: int) -> MassBalance:
    """What came of an LSN (of a lot: of its serials too) and where it is."""
    return trace_balances.of_lsn(connection, lsn_id)
