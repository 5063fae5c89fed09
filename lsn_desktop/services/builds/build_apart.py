"""Units taken apart: what was put into them comes out again, and both facts stay.

A unit that is scanned goes in; the parts scanned after it come out of it. What its genealogy
does not know of it comes out by an explicit yes.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.making import Edge
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Answer, Asks, Outcome, OutcomeKind, Question, ToldLine
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.storage import documents, lsns, part_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.domain.making import Making
    from lsn_desktop.services.builds.build_outputs import Output
    from lsn_desktop.services.builds.building import Scan
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.part_of import BuildLine
    from lsn_desktop.storage.transactions import Connection, Tx

ANYWAY = "anyway"


def never_went_in(tx: Tx, scan: Scan, out: Output) -> Outcome | None:
    """Ask before a part comes out of a unit that, as far as is known, never went into it."""
    lines = part_of.lines(tx.connection, scan.head.id)
    units = [line for line in lines if line.goes_in]
    if not units:
        raise refusal("No unit is taken apart yet.", "Scan the unit first, then its parts.")
    current = [line for line in units if line.id == scan.now.output] or units
    by_serial = out.item.tracking.by_serial
    kind = LsnKind.SERIAL if by_serial else LsnKind.LOT
    code = out.serial if by_serial else out.lot
    if not out.item.tracking.by_lot and not by_serial:
        kind, code = LsnKind.BULK, ""
    part = None if code is None else lsns.find(tx.connection, out.item.id, kind, "", code)
    if part is None or ANYWAY in out.settled:
        return None
    out_already = sum(line.quantity for line in lines if line.lsn_id == part.id)
    known = sum(part_of.still_in(tx.connection, part.id, unit.lsn_id) for unit in current)
    if known >= out.quantity + out_already:
        return None
    words = message(
        "Of {part} only {known} {unit} went into {units}. Does it come out all the same?",
        part=f"{out.item.description} {part.code}".strip(),
        known=plain(off_grid(max(known - out_already, 0), out.item.decimals)),
        unit=out.item.unit,
        units=", ".join(line.code or line.item for line in current),
    )
    answers = (
        Answer(ANYWAY, message("Yes, it was in there")),
        Answer("leave", message("Leave it out")),
    )
    line = ToldLine(item=out.item.description, sku=out.item.sku)
    question = Question(Asks.NOT_ORDERED, answers)
    return Outcome(OutcomeKind.QUESTION, words, line=line, question=question)


def came_out_of(tx: Tx, now: Making, line_ids: Sequence[int]) -> None:
    """Tie parts to the unit scanned last: they came out of that one."""
    if now.output is None:
        return
    rows = []
    for line_id in line_ids:
        _document, line, _voided = documents.line_by_id(tx.connection, line_id)
        rows.append((now.output, line_id, line.quantity))
    part_of.tie(tx, rows)


def must_be_out_of_one(
    connection: Connection, head: Document, mine: Sequence[BuildLine]
) -> None:
    """Refuse parts of which nothing says which of several units they came out of.

    Raises:
        Refusal: there are such parts; they are named.
    """
    units = {line.lsn_id for line in mine if line.goes_in}
    if len(units) <= 1:
        return
    tied = {each.output_line for each in part_of.ties(connection, head.id)}
    loose = [
        f"{line.item} {line.code}".strip()
        for line in mine
        if line.comes_out and line.id not in tied
    ]
    if loose:
        raise refusal(
            "{number} cannot be posted: nothing says which unit {goods} came out of.",
            "Tie each to the one it was part of.",
            number=head.number,
            goods=", ".join(loose),
        )


def edges_of(connection: Connection, document_id: int, mine: Sequence[BuildLine]) -> list[Edge]:
    """Which part came out of which unit, as much as of the part did.

    A unit of which nothing came out was taken apart all the same: it has no edge.
    """
    units = [line.lsn_id for line in mine if line.goes_in]
    of = {each.output_line: each.component_id for each in part_of.ties(connection, document_id)}
    found: defaultdict[tuple[int, int], int] = defaultdict(int)
    for line in mine:
        if line.comes_out and units:
            found[of.get(line.id, units[0]), line.lsn_id] += line.quantity
    return [Edge(unit, part, quantity) for (unit, part), quantity in found.items()]
