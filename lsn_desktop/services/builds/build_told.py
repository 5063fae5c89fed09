"""What is said of a component that was put into a build."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.making import ToldBuild
from lsn_desktop.domain.messages import mark, message
from lsn_desktop.domain.outcomes import Outcome, OutcomeKind
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.services.builds import build_ties
from lsn_desktop.services.documents import taken as goods_taken
from lsn_desktop.storage import journal, part_of, pickable
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from lsn_desktop.domain.making import Put
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.services.builds.building import Scan
    from lsn_desktop.storage.builds import Need
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.pickable import Stand
    from lsn_desktop.storage.transactions import Tx

SUBSTITUTE = "substitute"
_WORDS = {
    "component": mark("{quantity} {unit} of {item} {code} goes in"),
    "scrap": mark("{quantity} {unit} of {item} {code} is scrapped"),
}


@dataclass(frozen=True, slots=True)
class Made:
    """Goods that went in: where the first of them stood, and the lines they became."""

    stand: Stand
    line_ids: tuple[int, ...]
    need: Need | None
    put: Put


def component(tx: Tx, scan: Scan, made: Made) -> Outcome:
    """Tie what went in to what it belongs to, and say what it came to."""
    head, put, need = scan.head, made.put, made.need
    first, quantity = made.stand, put.quantity or 0
    role = "scrap" if put.scrap else "component"
    words = message(
        _WORDS[role],
        quantity=plain(off_grid(quantity, first.decimals)),
        unit=first.unit,
        item=first.item,
        code=first.code,
    )
    line_id = made.line_ids[0] if len(made.line_ids) == 1 else None
    if line_id is None:
        for each in made.line_ids:
            journal.add_outcome(tx, scan.scan_id, OutcomeKind.OK, words, line_id=each)
    after = scan.following(made.line_ids[-1])
    now = after.making or build_ties.NONE
    if not put.scrap:
        now = build_ties.component_scanned(
            tx, head, scan.order, now, made.line_ids, tied=bool(need and need.part_of)
        )
    build = ToldBuild(
        role,
        into=_into(tx, head, made.line_ids),
        waiting=len(now.waiting),
        line_ids=made.line_ids,
    )
    remedy = _sooner(tx, first)
    if SUBSTITUTE in put.settled:
        remedy = message("It is not on the bill of {order}.", order=scan.order.number)
        said = message("{item} used though not on the bill", item=first.item)
        tx.entries.append(Entry("substitute", said, "document", head.id))
    tx.events.append(Event("document", head.id))
    kind = OutcomeKind.OK if remedy is None else OutcomeKind.ATTENTION
    line = goods_taken.line(tx, first, quantity, line_id, _so_far(need, quantity))
    return Outcome(kind, words, replace(after, making=now), remedy, line=line, build=build)


def _into(tx: Tx, head: Document, line_ids: Sequence[int]) -> str:
    """The finished serial these components are tied to, by its code."""
    output = next(
        (
            each.output_line
            for each in part_of.ties(tx.connection, head.id)
            if each.component_line in line_ids
        ),
        None,
    )
    if output is None:
        return ""
    lines = part_of.lines(tx.connection, head.id)
    return next(line.code for line in lines if line.id == output)


def _so_far(need: Need | None, quantity: int) -> tuple[Decimal | None, Decimal | None]:
    """What went in for a need with this, and what it asks for."""
    if need is None:
        return None, None
    went_in = off_grid(need.used + need.taken + quantity, need.decimals)
    return went_in, off_grid(need.needed, need.decimals)


def _sooner(tx: Tx, taken: Stand) -> Message | None:
    """What should go in before what was taken, in words; None: it is the first to expire."""
    if taken.expiry is None:
        return None
    first = pickable.first_before(tx.connection, taken.item_id, tx.by.on, taken.expiry)
    if first is None:
        return None
    return message(
        "{code} expires sooner, on {day}: it should go first, from {place}.",
        code=first.code or first.item,
        day=first.expiry or "",
        place=first.place,
    )
