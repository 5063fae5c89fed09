"""A trace finds all there is and nothing else: random histories beside a closure of their plan.

The closure is plain Python over the plan; it knows no table and no function of the program.
All of 10,000 histories with ``LSN_SCALE=50``; on PostgreSQL, where a question takes ten times
as long, a tenth of them (all with 500).
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from random import Random
from typing import TYPE_CHECKING

from lsn_desktop.domain.genealogy import Certainty, Direction, gather
from lsn_desktop.services.simulation.happenings import Received, Shipped, TurnedBack
from lsn_desktop.services.traces import tracing
from tests.closure import Closure
from tests.histories import Written, random_history

if TYPE_CHECKING:
    from lsn_desktop.domain.genealogy import Edge, Node, Trace
    from lsn_desktop.services.simulation.happenings import Happening
    from lsn_desktop.storage.transactions import Connection
    from tests.house_for_tests import House

_HISTORIES = 200 * int(os.environ.get("LSN_SCALE", "1"))
_STARTS = 2
_ANALYSED = 50


def _random(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - no secret


def test_every_trace_is_what_the_plan_says(house: House) -> None:
    with house.database.writer.connect() as connection, connection.begin() as going:
        written = Written(connection, house.by)
        for seed in range(_HISTORIES // (1 if house.database.is_file else 10)):
            if seed % _ANALYSED == _ANALYSED - 1:  # as the server does by itself after a while
                connection.exec_driver_sql("ANALYZE")
            plan = random_history(_random(seed))
            ids = written.write(plan)
            _Compared(connection, plan, ids, written.documents).all_of(_random(seed))
        going.rollback()


class _Compared:
    def __init__(
        self,
        connection: Connection,
        plan: list[Happening],
        ids: dict[int, int],
        documents: dict[int, int],
    ) -> None:
        self.connection = connection
        self.plan = plan
        self.ids = ids
        self.goods = {lsn_id: goods for goods, lsn_id in ids.items()}
        self.happened = {document_id: n for n, document_id in documents.items()}
        self.closure = Closure(plan)
        self.received, self.shipped = self._handed(Received), self._handed(Shipped)

    def all_of(self, random: Random) -> None:
        """Some goods forward and back, and both."""
        chosen = random.sample(sorted(self.ids), min(len(self.ids), _STARTS))
        for goods in chosen:
            forward = self._trace(goods, Direction.FORWARD)
            back = self._trace(goods, Direction.BACK)
            assert self._reached(forward) == self.closure.went_into(goods) | {goods: "certain"}
            assert self._reached(back) == self.closure.came_from(goods) | {goods: "certain"}
            for found in (forward, back):
                assert all(map(self._is_as_planned, found.nodes))
                assert set(map(self._planned, found.edges)) <= self._edges()
            self._nothing_is_lost(forward)
            both = self._trace(goods, Direction.BOTH)
            assert {node.id for node in both.nodes} == {
                node.id for node in (*forward.nodes, *back.nodes)
            }
            assert set(both.edges) == {*forward.edges, *back.edges}
            assert tracing.balance(self.connection, self.ids[goods]).unexplained == 0

    def _trace(self, goods: int, direction: Direction) -> Trace:
        levels = tracing.trace(self.connection, [self.ids[goods]], direction)
        return gather(levels)

    def _reached(self, trace: Trace) -> dict[int, str]:
        return {self.goods[node.id]: node.certainty.value for node in trace.nodes}

    def _is_as_planned(self, node: Node) -> bool:
        """What stands where and who has it, of one node."""
        goods = self.goods[node.id]
        stands = {stand.location: stand.quantity for stand in node.on_hand}
        assert stands == {
            place: quantity
            for (number, place), quantity in self.closure.on_hand.items()
            if number == goods
        }
        got: Counter[str] = Counter()
        for one in node.handed:
            if one.kind != "receipt":
                got[one.party] += one.quantity if one.kind == "shipment" else -one.quantity
        assert +got == {
            customer: quantity
            for (number, customer), quantity in self.closure.with_customers.items()
            if number == goods
        }
        told = {(self.happened[one.document_id], one.quantity) for one in node.shipped}
        assert told == self.shipped[goods]
        came = {(self.happened[one.document_id], one.quantity) for one in node.received}
        return came == self.received[goods]

    def _handed(self, kind: type[Received | Shipped]) -> defaultdict[int, set[tuple[int, int]]]:
        never_was = {each.of for each in self.plan if isinstance(each, TurnedBack)}
        found: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
        for each in self.plan:
            if isinstance(each, kind) and each.n not in never_was:
                for part in each.parts:
                    found[part.goods].add((each.n, part.quantity))
        return found

    def _planned(self, edge: Edge) -> tuple[int, int, int | None, int]:
        """An edge as the closure has it; one that is only possible names no output there."""
        build, used = self.happened[edge.document_id], self.goods[edge.source]
        sure = edge.certainty is Certainty.CERTAIN
        return build, used, self.goods[edge.target] if sure else None, edge.quantity

    def _edges(self) -> set[tuple[int, int, int | None, int]]:
        return {
            (each.build, each.used, each.made, each.quantity) for each in self.closure.edges
        }

    def _nothing_is_lost(self, forward: Trace) -> None:
        """Of every component and build the edges add up to what was consumed."""
        on_edges: Counter[tuple[int, int]] = Counter()
        builds = [edge for edge in forward.edges if edge.kind == "build"]
        for build, used, _made, quantity in set(map(self._planned, builds)):
            on_edges[build, used] += quantity
        met = {self.goods[node.id] for node in forward.nodes}
        assert on_edges == Counter(
            {key: much for key, much in self.closure.consumed.items() if key[1] in met}
        )
