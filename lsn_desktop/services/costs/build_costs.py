"""What goods cost goes on to what is made of them, and comes back when a build is reversed.

What was consumed keeps its layers, as what was sold does, so that what it cost can be read for
ever; what was made bears as much as material. By-products bear nothing, and what was scrapped
is borne by what is good. What is learned of the cost of components after they were used follows
them: a price, or freight, comes upon what was made of them, through all levels.
"""

from __future__ import annotations

import heapq
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from lsn_desktop.domain.making import material
from lsn_desktop.services.costs import costing
from lsn_desktop.storage import builds, costs, documents, made_costs, part_of
from lsn_desktop.storage.costs import Layer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lsn_desktop.domain.making import Edge
    from lsn_desktop.storage.builds import Order
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.part_of import BuildLine
    from lsn_desktop.storage.transactions import Connection, Tx


def roll_up(
    tx: Tx, head: Document, order: Order, found: Sequence[Edge], mine: Sequence[BuildLine]
) -> None:
    """Lay what the components of a posted build cost on what it made."""
    good = _good(order, mine)
    components = {edge.component_id for edge in found}
    if not good or not components:
        return
    money = costs.lock(tx)
    amounts = material(each_of(tx.connection, components, money), found, good)
    # What is worked on again costs more, and is no more than it was.
    counted = 0 if order.kind == "rework" else 1
    layers = [
        Layer(lsn_id, None, None, "material", counted * good[lsn_id], amount, money)
        for lsn_id, amount in amounts.items()
    ]
    costs.add(tx, head.id, layers)


def follow(tx: Tx, lsn_ids: Iterable[int]) -> None:
    """Let what was learned of the cost of some LSNs come upon what was made of them.

    The caller has locked the costs. A lot is one: what its goods cost each is what all that
    came of it cost, over all that came.
    """
    coming = set(made_costs.builds_of(tx.connection, sorted(set(lsn_ids))))
    heap = sorted(coming)
    while heap:
        _posted_at, document_id = heapq.heappop(heap)
        for build in made_costs.builds_of(tx.connection, _learned(tx, document_id)):
            if build not in coming:  # a build of what was made is posted after it
                coming.add(build)
                heapq.heappush(heap, build)


def _learned(tx: Tx, document_id: int) -> list[int]:
    """Write what a build's outputs cost more or less by now; those for which that changed."""
    connection = tx.connection
    head = documents.by_id(connection, document_id)
    order = builds.order(connection, head.work_order_id or 0)
    mine = part_of.lines(connection, document_id)
    good = _good(order, mine)
    found = made_costs.edges_of(connection, document_id)
    money = costs.currency(connection)
    each = each_of(connection, {edge.component_id for edge in found}, money)
    should = material(each, found, good)
    lines = {line.lsn_id: line.id for line in reversed(mine) if line.comes_out}
    of_line = {line.id: line.lsn_id for line in mine}
    have: Counter[int] = Counter()
    for layer in made_costs.laid(connection, document_id):
        have[of_line.get(layer.line_id or 0, layer.lsn_id)] += layer.amount
    more = [
        Layer(lsn_id, lines[lsn_id], None, "material", 0, amount, money)
        for lsn_id in good
        if (amount := should.get(lsn_id, 0) - have[lsn_id])
    ]
    layers = costing.landed(connection, more)
    costs.add(tx, document_id, layers)
    return sorted({layer.lsn_id for layer in layers})


def _good(order: Order, mine: Sequence[BuildLine]) -> Counter[int]:
    """The outputs that bear cost, and how much of each was made."""
    good: Counter[int] = Counter()
    for line in mine:
        if line.comes_out and not line.is_scrap and line.item_id == order.item_id:
            good[line.lsn_id] += line.quantity
    return good


def take_back(tx: Tx, document_id: int, reversing_id: int) -> None:
    """Take off what a build laid on what it made: it is not made any more."""
    laid = made_costs.laid(tx.connection, document_id)
    if laid:
        costs.lock(tx)
        costing.take_back(tx, reversing_id, laid)


def each_of(connection: Connection, lsn_ids: set[int], money: str) -> Mapping[int, Fraction]:
    """What one grid step of each of some LSNs costs, as far as it is known."""
    known = made_costs.totals(connection, sorted(lsn_ids), money)
    borne = made_costs.borne(connection, sorted(known))
    return {
        lsn_id: Fraction(total, borne[lsn_id])
        for lsn_id, total in known.items()
        if borne.get(lsn_id, 0) > 0
    }
