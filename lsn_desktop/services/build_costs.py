"""What goods cost goes on to what is made of them, and comes back when a build is reversed.

What was consumed keeps its layers, as what was sold does, so that what it cost can be read for
ever; what was made bears as much as material. By-products bear nothing, and what was scrapped
is borne by what is good.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from lsn_desktop.domain.making import material
from lsn_desktop.services import costing
from lsn_desktop.storage import costs, made_costs
from lsn_desktop.storage.costs import Layer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lsn_desktop.domain.making import Edge
    from lsn_desktop.storage.builds import Order
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.part_of import BuildLine
    from lsn_desktop.storage.transactions import Connection, Tx


def roll_up(
    tx: Tx, head: Document, order: Order, found: Sequence[Edge], mine: Sequence[BuildLine]
) -> None:
    """Lay what the components of a posted build cost on what it made."""
    good: Counter[int] = Counter()
    for line in mine:
        if line.comes_out and not line.is_scrap and line.item_id == order.item_id:
            good[line.lsn_id] += line.quantity
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
