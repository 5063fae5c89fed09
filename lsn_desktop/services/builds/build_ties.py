"""Part of: which components are in which finished serial, by the order they are scanned in.

Components scanned before their output wait for it; those scanned after an output for which
none waited go into that one, until it has all that belongs into it. What is not tied by scan
can be tied afterwards.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.making import Making, allowed, needed
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.builds import building
from lsn_desktop.services.documents import drafting
from lsn_desktop.storage import builds, catalogue, part_of
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.storage.builds import Need, Order
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.part_of import BuildLine
    from lsn_desktop.storage.transactions import Connection, Tx

NONE = Making()


def per_one(connection: Connection, order: Order, need: Need) -> int:
    """How much of a component one output takes."""
    item = catalogue.item_by_id(connection, order.item_id)
    return needed(need.needed, order.ordered, 10**item.decimals)


def component_scanned(
    tx: Tx, head: Document, order: Order, now: Making, line_ids: Sequence[int], *, tied: bool
) -> Making:
    """What is known after a component was scanned; ``tied``: it belongs to one output."""
    if order.kind == "disassembly":  # what comes out after it is out of it
        return replace(now, output=line_ids[0])
    again = order.kind == "rework"  # what is put in belongs to what is worked on
    if not (tied or now.part_of or again):
        return now
    lines = {line.id: line for line in part_of.lines(tx.connection, head.id)}
    if again and lines[line_ids[0]].item_id == order.item_id:
        return now
    output = lines.get(now.output or 0)
    if output is not None:
        room = _room(tx, head, order, now, [lines[line_id] for line_id in line_ids])
        if room.fits:
            rows = [(line_id, output.id, lines[line_id].quantity) for line_id in line_ids]
            part_of.tie(tx, rows)
            return now if room.more else replace(now, output=None)
    return replace(now, output=None, waiting=(*now.waiting, *line_ids))


def outputs_scanned(
    tx: Tx, head: Document, order: Order, now: Making, line_ids: Sequence[int]
) -> tuple[Making, Message | None]:
    """Tie what waits to the outputs just scanned or numbered.

    Returns:
        What is known then, and what is said where nothing could be tied.

    """
    lines = {line.id: line for line in part_of.lines(tx.connection, head.id)}
    waiting = [lines[line_id] for line_id in now.waiting if line_id in lines]
    if not waiting:
        alone = len(line_ids) == 1 and lines[line_ids[0]].lsn_kind == LsnKind.SERIAL
        return replace(now, waiting=(), output=line_ids[0] if alone else None), None
    many = _too_many(tx, order, waiting, sum(lines[line_id].quantity for line_id in line_ids))
    rows = None if many else _shared(waiting, line_ids)
    if rows is None:
        words = many or message("The serials that wait can only be tied to one output.")
        return replace(now, output=None), words
    part_of.tie(tx, rows)
    return replace(now, waiting=(), output=None), None


def tie(
    tx: Tx, document_id: int, component_line: int, output_line: int, quantity: int | None = None
) -> None:
    """Say afterwards that a component is part of an output: all that is not tied, or so much.

    Raises:
        Refusal: they are not a component and an output of this build, or less is untied.
    """
    head = drafting.kept_here(tx, document_id)
    lines = {line.id: line for line in part_of.lines(tx.connection, head.id)}
    component, output = lines.get(component_line), lines.get(output_line)
    if not (component and component.goes_in and output and output.comes_out):
        raise refusal(
            "That is no component and output of {number} any more.",
            "Choose both again.",
            number=head.number,
        )
    free = component.quantity - tied_of(tx.connection, head.id)[component_line]
    order = building.order_of(tx.connection, head)
    if order.kind == "disassembly":  # a part comes out of one unit, all of its line
        free = output.quantity
        if any(
            each.output_line == output_line for each in part_of.ties(tx.connection, head.id)
        ):
            free = 0
    wanted = free if quantity is None else quantity
    if not 0 < wanted <= free:
        raise refusal(
            "Of {component} {free} {unit} are tied to nothing yet.",
            "Untie some of it first.",
            component=named(component),
            free=plain(off_grid(free, component.decimals)),
            unit=component.unit,
        )
    part_of.tie(tx, [(component_line, output_line, wanted)])
    words = message(
        "{component} is part of {output}", component=named(component), output=named(output)
    )
    tx.entries.append(Entry("tie", words, "document", head.id))
    tx.events.append(Event("document", head.id))


def untie(tx: Tx, document_id: int, tie_id: int) -> None:
    """Take a tie back.

    Raises:
        Refusal: the build is no draft open here, or it was taken back before.
    """
    head = drafting.kept_here(tx, document_id)
    mine = {each.id for each in part_of.ties(tx.connection, head.id)}
    if tie_id not in mine or not part_of.untie(tx, tie_id):
        raise refusal("That was untied before.", "Nothing more to undo there.")
    words = message("Untied on {number}", number=head.number)
    tx.entries.append(Entry("untie", words, "document", head.id))
    tx.events.append(Event("document", head.id))


def tied_of(connection: Connection, document_id: int) -> Counter[int]:
    """How much of each component's line is tied to outputs."""
    tied: Counter[int] = Counter()
    for each in part_of.ties(connection, document_id):
        tied[each.component_line] += each.quantity
    return tied


def named(line: BuildLine) -> str:
    """Goods as they are called."""
    return f"{line.item} {line.code}".strip()


class _Room(NamedTuple):
    """Whether components fit into an output beside what it has, and whether more belongs there.

    A part too many is the first one of the next output: were it tied, the trace would be wrong.
    """

    fits: bool
    more: bool


def _room(
    tx: Tx, head: Document, order: Order, now: Making, adds: Sequence[BuildLine]
) -> _Room:
    needs = [
        need
        for need in builds.needs(tx.connection, order.id, order.kind)
        if need.kind == "component" and order.kind == "build"
    ]
    lines = {line.id: line for line in part_of.lines(tx.connection, head.id)}
    made = lines[now.output or 0].quantity
    has: Counter[int] = Counter()
    for tied in part_of.ties(tx.connection, head.id):
        if tied.output_line == now.output:
            has[lines[tied.component_line].item_id] += tied.quantity
    for line in adds:
        has[line.item_id] += line.quantity
    fits, more = True, not needs
    for need in needs:
        wanted = needed(need.needed, order.ordered, made)
        fits = fits and has[need.item_id] <= allowed(wanted, need.scrap)
        more = more or ((need.part_of or now.part_of) and has[need.item_id] < wanted)
    return _Room(fits, more)


def _too_many(tx: Tx, order: Order, waiting: Sequence[BuildLine], made: int) -> Message | None:
    """What is said if more waits than these outputs take: some belong to others."""
    by_item = {
        need.item_id: need
        for need in builds.needs(tx.connection, order.id, order.kind)
        if need.kind == "component"
    }
    sums: Counter[int] = Counter()
    for line in waiting:
        sums[line.item_id] += line.quantity
    for item_id, quantity in sums.items():
        need = by_item.get(item_id)
        if need is None:
            continue
        most = allowed(needed(need.needed, order.ordered, made), need.scrap)
        if quantity > most:
            return message(
                "{quantity} {unit} of {item} wait and {most} belong into this: tie them"
                " one by one.",
                quantity=plain(off_grid(quantity, need.decimals)),
                unit=need.unit,
                item=need.item,
                most=plain(off_grid(most, need.decimals)),
            )
    return None


def _shared(
    waiting: Sequence[BuildLine], line_ids: Sequence[int]
) -> list[tuple[int, int, int]] | None:
    """What waits in equal parts over outputs; None where it cannot be divided."""
    count = len(line_ids)
    if any(line.quantity % count for line in waiting):
        return None
    return [
        (line.id, output, line.quantity // count) for line in waiting for output in line_ids
    ]
