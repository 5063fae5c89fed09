"""What posting a build brings beside its moves: genealogy, cost, and how far its order is.

A build's edges of a component add up to what of it was consumed. A finished thing that is taken
apart has edges of its own kind, each as much as of the part came out; what went into it before
stays said. What is worked on again has no edge to itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.expiry import NEVER, usable_on
from lsn_desktop.domain.making import Tie, edges, expiry_of_output
from lsn_desktop.domain.messages import mark
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.services.builds import build_apart, build_codes
from lsn_desktop.services.costs import build_costs
from lsn_desktop.storage import (
    builds,
    catalogue,
    lsns,
    overrides,
    part_of,
    pickable,
)

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.domain.items import Item
    from lsn_desktop.storage.builds import Order
    from lsn_desktop.storage.documents import Document, Line
    from lsn_desktop.storage.lsns import Lsn
    from lsn_desktop.storage.part_of import BuildLine
    from lsn_desktop.storage.transactions import Tx

KIND = "build"
_TAKE_BACK = mark("Take its line back, and scan another.")


def before(tx: Tx, head: Document, lines: list[Line]) -> None:  # noqa: ARG001 - as every kind
    """What must be true before a build is posted.

    Raises:
        Refusal: nothing comes out of it, goods were held or expired since they were scanned,
            or a component that must be part of something is tied to nothing.
    """
    order = _order(tx, head)
    mine = part_of.lines(tx.connection, head.id)
    if not any(line.comes_out for line in mine) and any(line.goes_in for line in mine):
        raise refusal(
            "Nothing comes out of {number} yet.",
            "Scan or number what was made, then post it.",
            number=head.number,
        )
    _must_not_stop(tx, head, mine)
    if order.kind == "disassembly":
        build_apart.must_be_out_of_one(tx.connection, head, mine)
    else:
        _must_be_tied(tx, head, order, mine)
        _expire(tx, head, order, mine)


def after(tx: Tx, head: Document, lines: list[Line]) -> None:  # noqa: ARG001 - as every kind
    """Write what went into what, what it cost, and how far the order is."""
    order = _order(tx, head)
    mine = part_of.lines(tx.connection, head.id)
    consumed = _consumed(mine)
    if order.kind == "disassembly":
        found = build_apart.edges_of(tx.connection, head.id, mine)
        part_of.add_edges(tx, head.id, "disassembly", found)
    else:
        into = dict.fromkeys(line.lsn_id for line in mine if line.comes_out)
        ties = [
            Tie(each.component_id, each.output_id, each.quantity)
            for each in part_of.ties(tx.connection, head.id)
        ]
        found = edges(consumed, ties, list(into))
        part_of.add_edges(tx, head.id, "build", found)
        build_costs.roll_up(tx, head, order, found, mine)
    _count(tx, order, mine, sign=1)


def back(tx: Tx, head: Document, reversing: Document) -> None:
    """Undo what :func:`after` did beside the moves; the edges stay, of a reversed build."""
    order = _order(tx, head)
    build_costs.take_back(tx, head.id, reversing.id)
    _count(tx, order, part_of.lines(tx.connection, head.id), sign=-1)


def _order(tx: Tx, head: Document) -> Order:
    assert head.work_order_id is not None  # noqa: S101 - every build is of one
    builds.keep_order(tx, head.work_order_id)
    return builds.order(tx.connection, head.work_order_id)


def _consumed(mine: list[BuildLine]) -> dict[int, int]:
    """What was consumed; what goes in and comes out again was not."""
    there: Counter[int] = Counter()
    for line in mine:
        if line.goes_in:
            there[line.lsn_id] -= line.quantity
        elif line.comes_out:
            there[line.lsn_id] += line.quantity
    return {lsn_id: -quantity for lsn_id, quantity in there.items() if quantity < 0}


def _must_not_stop(tx: Tx, head: Document, mine: list[BuildLine]) -> None:
    passed = overrides.of_document(tx.connection, head.id)
    which = {line.lsn_id for line in mine if line.goes_in and line.id not in passed}
    recalled = pickable.recalled(tx.connection, which)
    for one in pickable.facts(tx.connection, which):
        name = f"{one.item} {one.code}".strip()
        if one.held_whole or one.lsn_id in recalled:
            raise refusal(
                "{number} cannot be posted: {goods} was put on hold since it was scanned.",
                _TAKE_BACK,
                number=head.number,
                goods=name,
            )
        if not usable_on(one.expiry, tx.by.on, one.usable):
            raise refusal(
                "{number} cannot be posted: {goods} expires on {day}.",
                _TAKE_BACK,
                number=head.number,
                goods=name,
                day=one.expiry or "",
            )


def _must_be_tied(tx: Tx, head: Document, order: Order, mine: list[BuildLine]) -> None:
    """Refuse components that must be part of an output and are tied to none, by name."""
    if len({line.lsn_id for line in mine if line.comes_out}) <= 1:
        return  # all of it is in that one
    must = {
        need.item_id
        for need in builds.needs(tx.connection, order.id, order.kind)
        if need.part_of and need.kind == "component"
    }
    items = {line.item_id for line in mine if line.goes_in} - must
    must |= {i for i in items if catalogue.item_by_id(tx.connection, i).part_of}
    tied: Counter[int] = Counter()
    for each in part_of.ties(tx.connection, head.id):
        tied[each.component_line] += each.quantity
    outputs = {line.lsn_id for line in mine if line.comes_out}
    loose = [
        line
        for line in mine
        if line.goes_in
        and line.item_id in must
        and tied[line.id] < line.quantity
        and line.lsn_id not in outputs  # it is worked on, and comes out itself
    ]
    if loose:
        raise _untied(head, loose, tied)


_NAMED = 4  # components named in a refusal; of more it says how many


def _untied(head: Document, loose: list[BuildLine], tied: Counter[int]) -> Refusal:
    names = [
        f"{line.item} {line.code}".strip()
        + (
            f" ({plain(off_grid(line.quantity - tied[line.id], line.decimals))} {line.unit})"
            if line.quantity != 1
            else ""
        )
        for line in loose
    ]
    more = f" + {len(names) - _NAMED}" if len(names) > _NAMED else ""
    return refusal(
        "{number} cannot be posted: nothing says which finished piece {goods} went into.",
        "Tie each to the one it is part of.",
        number=head.number,
        goods=", ".join(names[:_NAMED]) + more,
    )


def _expire(tx: Tx, head: Document, order: Order, mine: list[BuildLine]) -> None:
    """Give each output the day its item's rule gives by all that may be in it.

    Raises:
        Refusal: it goes into a lot that was made before and lasts longer.
    """
    if order.kind != "build":
        return
    days = builds.expiries(tx.connection, head.id)
    ties = part_of.ties(tx.connection, head.id)
    rest: Counter[int] = Counter()
    for line in mine:
        if line.goes_in:
            rest[line.lsn_id] += line.quantity
    into: defaultdict[int, set[int]] = defaultdict(set)
    for tie in ties:
        into[tie.output_id].add(tie.component_id)
        rest[tie.component_id] -= tie.quantity
    shared = {lsn_id for lsn_id, quantity in rest.items() if quantity > 0}
    items: dict[int, Item] = {}
    lots: dict[int, Lsn] = {}
    for lsn in builds.made(tx.connection, head.id):
        item = items.get(lsn.item_id) or catalogue.item_by_id(tx.connection, lsn.item_id)
        items[lsn.item_id] = item
        parts = [None if days[each] == NEVER else days[each] for each in shared | into[lsn.id]]
        day = expiry_of_output(item.expiry_rule, tx.by.on, item.shelf_life_days, parts)
        owner = lsn
        if lsn.lot_id is not None:
            owner = lots.get(lsn.lot_id) or lsns.by_id(tx.connection, lsn.lot_id)
        if day is not None and (owner.expiry is None or day < owner.expiry):
            _must_not_be_older(tx, head, item, owner, day)
            build_codes.shorten(tx, owner, day)
            owner = owner._replace(expiry=day)
        if lsn.lot_id is not None:
            lots[lsn.lot_id] = owner


def _must_not_be_older(tx: Tx, head: Document, item: Item, owner: Lsn, day: date) -> None:
    """What an earlier build made under this code stays as it was labelled."""
    number = part_of.made_with(tx.connection, owner.id)
    if number is not None and number != head.number:
        raise refusal(
            "{code} of {item} expires {known}, what is made now on {day}.",
            "Give it another lot.",
            code=owner.code,
            item=item.description,
            known=owner.expiry or "-",
            day=day,
        )


def _count(tx: Tx, order: Order, mine: list[BuildLine], *, sign: int) -> None:
    """Let the order count what was used and made, or count it no more."""
    took, good, bad = Counter[int](), Counter[int](), Counter[int]()
    for line in mine:
        if line.comes_out:
            (bad if line.is_scrap else good)[line.item_id] += line.quantity
        else:
            took[line.item_id] += line.quantity
    apart = order.kind == "disassembly"
    made = took[order.item_id] if apart else good[order.item_id]
    builds.progress(tx, order.id, sign * made, sign * (0 if apart else bad[order.item_id]))
    used = []
    for need in builds.needs(tx.connection, order.id, order.kind):
        of = good if apart or need.kind == "by-product" else took
        if quantity := of.pop(need.item_id, 0):
            used.append((need.line_id, sign * quantity))
    builds.use(tx, used)
    builds.settle(tx, order.id, opened=sign < 0)
    tx.events.append(Event("work order", order.id))
