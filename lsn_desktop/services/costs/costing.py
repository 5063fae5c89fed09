"""Layers of cost go with the goods: laid on when they come, carried on, taken back.

Moves carry no cost. What goes back to a supplier, is sold or scrapped leaves the layers where
they are, so that what it cost can be read for ever; what an LSN is worth is its cost of one
times what is left of it.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from lsn_desktop.domain import costing
from lsn_desktop.storage import costs
from lsn_desktop.storage.costs import Layer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lsn_desktop.storage.costs import CarriedOn
    from lsn_desktop.storage.documents import Line
    from lsn_desktop.storage.transactions import Connection, Tx


def lay_purchase(tx: Tx, document_id: int, lines: Iterable[Line]) -> None:
    """What the goods of a receipt cost at their order's prices, line by line."""
    by_order_line: defaultdict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.purchase_order_line_id is not None:
            by_order_line[line.purchase_order_line_id].append(line)
    prices = costs.prices(tx.connection, by_order_line)
    if not prices:
        return
    money = costs.currency(tx.connection)
    layers = []
    for order_line, (price, decimals) in sorted(prices.items()):
        of = by_order_line[order_line]
        amounts = costing.portions(
            [line.quantity for line in of], Fraction(price, 10**decimals)
        )
        layers += [
            Layer(line.lsn_id, line.id, None, "purchase", line.quantity, amount, money)
            for line, amount in zip(of, amounts, strict=True)
        ]
    costs.add(tx, document_id, layers)


def take_back(tx: Tx, document_id: int, layers: Iterable[Layer]) -> None:
    """Write the opposite of what stands, for the document or receipt that says so."""
    costs.add(tx, document_id, [_opposite(each) for each in layers])


def carry_on(tx: Tx, document_id: int, lsn_id: int) -> None:
    """What a conversion that is posted took from an LSN goes to the others with its cost."""
    costs.lock(tx)
    every = costs.carried_on(tx.connection, [lsn_id]).get(lsn_id, ())
    onward = [each for each in every if each.document_id == document_id]
    standing = costs.of_lsn(tx.connection, lsn_id)
    if not onward or not standing:
        return
    # What is left stays; of goods found beyond what came, nothing is.
    left = max(onward[0].of - sum(each.quantity for each in onward), 0)
    weights = [*(each.quantity for each in onward), left]
    rows = zip(
        costing.shares([each.quantity for each in standing], weights),
        costing.shares([each.amount for each in standing], weights),
        costing.shares([each.original_amount or 0 for each in standing], weights),
        strict=True,
    )
    layers: list[Layer] = []
    for each, parts in zip(standing, rows, strict=True):
        gone = [
            _portion(each, to.to_id, portion)
            for to, portion in zip(onward, list(zip(*parts, strict=True))[:-1], strict=True)
            if any(portion)
        ]
        layers += [*(replace(_opposite(part), lsn_id=lsn_id) for part in gone), *gone]
    costs.add(tx, document_id, layers)


def landed(connection: Connection, layers: list[Layer]) -> list[Layer]:
    """Layers of received lines, under the codes their goods have now."""
    where = _landings(connection, [(each.line_id or 0, each.lsn_id) for each in layers])
    return [part for layer in layers for part in _over(layer, where[layer.line_id or 0])]


def _over(layer: Layer, where: list[tuple[int, Fraction]]) -> list[Layer]:
    """A layer over the codes its goods have now; the parts add up to it."""
    if len(where) == 1:  # as nearly always: nothing is divided
        return [replace(layer, lsn_id=where[0][0])]
    parts = [part for _lsn, part in where]
    portions = zip(
        costing.spread(layer.quantity, parts),
        costing.spread(layer.amount, parts),
        costing.spread(layer.original_amount or 0, parts),
        strict=True,
    )
    return [
        _portion(layer, lsn_id, portion)
        for (lsn_id, _part), portion in zip(where, portions, strict=True)
    ]


def _portion(layer: Layer, lsn_id: int, portion: tuple[int, int, int]) -> Layer:
    quantity, amount, original = portion
    return replace(
        layer,
        lsn_id=lsn_id,
        quantity=quantity,
        amount=amount,
        original_amount=None if layer.original_amount is None else original,
    )


def _landings(
    connection: Connection, lines: Sequence[tuple[int, int]]
) -> dict[int, list[tuple[int, Fraction]]]:
    """Under which codes the goods of lines are now, as parts of each line.

    Args:
        connection: where to look.
        lines: of receipts that are posted, each with its LSN.

    Returns:
        By line, the LSNs and their parts, which add up to one.

    """
    onward = _onward(connection, {lsn_id for _line, lsn_id in lines})
    followed = [line for line in lines if line[1] in onward]
    came = costs.first_moves(connection, (line_id for line_id, _lsn in followed))
    found = {line_id: [(lsn_id, Fraction(1))] for line_id, lsn_id in lines}
    for line_id, lsn_id in followed:
        found[line_id] = _followed(lsn_id, came[line_id], onward)
    return found


def _onward(connection: Connection, lsn_ids: set[int]) -> dict[int, list[CarriedOn]]:
    """What went on under other codes of some LSNs, of those it went to, and so on."""
    onward: dict[int, list[CarriedOn]] = {}
    met, coming = set(lsn_ids), lsn_ids
    while coming:
        found = costs.carried_on(connection, sorted(coming))
        onward |= found
        coming = {each.to_id for steps in found.values() for each in steps} - met
        met |= coming
    return onward


def _followed(
    lsn_id: int, came: int, onward: dict[int, list[CarriedOn]]
) -> list[tuple[int, Fraction]]:
    parts = {lsn_id: Fraction(1)}
    steps = [
        (each.move_id, lsn_id, place)
        for place, each in enumerate(onward[lsn_id])
        if each.move_id > came
    ]
    heapq.heapify(steps)
    while steps:
        move_id, source, place = heapq.heappop(steps)
        each = onward[source][place]
        gone = parts[source] * _part(each)
        parts[source] -= gone
        if each.to_id not in parts:
            parts[each.to_id] = Fraction(0)
            for later, step in enumerate(onward.get(each.to_id, ())):
                if step.move_id > move_id:
                    heapq.heappush(steps, (step.move_id, each.to_id, later))
        parts[each.to_id] += gone
    return [(lsn, part) for lsn, part in parts.items() if part]


def _part(carried: CarriedOn) -> Fraction:
    """How much of what bore cost; goods found beyond what came bear none."""
    return Fraction(carried.quantity, max(carried.of, carried.quantity))


def _opposite(layer: Layer) -> Layer:
    original = layer.original_amount
    return replace(
        layer,
        quantity=-layer.quantity,
        amount=-layer.amount,
        original_amount=None if original is None else -original,
    )
