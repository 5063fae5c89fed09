"""What is spoiled in a build: a component or an output that ends as scrap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.builds import build_ties
from lsn_desktop.services.documents import drafting
from lsn_desktop.storage import catalogue, claims, documents, part_of
from lsn_desktop.storage.audit_chain import Entry
from lsn_desktop.storage.documents import NewLine

if TYPE_CHECKING:
    from lsn_desktop.storage.part_of import BuildLine
    from lsn_desktop.storage.transactions import Tx


def scrap_line(tx: Tx, document_id: int, line_id: int, quantity: int | None = None) -> None:
    """Let a line of a draft, or so much of it, end as scrap.

    A component that is spoiled leaves its place for scrap and goes into nothing; a bad output
    was made, with all that is tied to it, and is scrapped at once.

    Raises:
        Refusal: the build is no draft open here, the line is no such line, or has less.
    """
    head = drafting.kept_here(tx, document_id)
    line = {each.id: each for each in part_of.lines(tx.connection, head.id)}.get(line_id)
    if line is None or line.is_scrap:
        raise refusal("That line is no component or output any more.", "Choose another.")
    wanted = line.quantity if quantity is None else quantity
    if not 0 < wanted <= line.quantity:
        raise refusal(
            "That line is of {quantity} {unit}.",
            "Scrap at most so many.",
            quantity=plain(off_grid(line.quantity, line.decimals)),
            unit=line.unit,
        )
    ties = [
        each
        for each in part_of.ties(tx.connection, head.id)
        if line_id in {each.component_line, each.output_line}
    ]
    documents.void_line(tx, line_id)
    scrap = catalogue.virtual_location(tx.connection, "scrap")
    bad = _again(tx, head.id, line, wanted, scrap)
    rest = None
    if wanted < line.quantity:
        rest = _again(tx, head.id, line, line.quantity - wanted, line.to_id)
    after = bad if line.comes_out else rest
    if after is not None:  # what was in a bad output stays in it; what is spoiled is in none
        _tie_again(tx, line, after, line.quantity if line.comes_out else line.quantity - wanted,
                   [(t.component_line, t.output_line, t.quantity) for t in ties])  # fmt: skip
    words = message("{goods} is scrapped", goods=build_ties.named(line))
    tx.entries.append(Entry("scrap", words, "document", head.id))
    tx.events.append(Event("document", head.id))


def _again(tx: Tx, document_id: int, line: BuildLine, quantity: int, target: int) -> int:
    """The same goods as another line: claimed anew where they are taken from a place."""
    taken = line.goes_in
    if taken:  # it was promised already, also if it was put on hold since
        promised = claims.claim(
            tx, line.lsn_id, line.from_id, quantity, line.from_unit_id, over_hold=True
        )
        assert promised  # noqa: S101 - it was freed in this transaction
    added = documents.add_line(
        tx,
        document_id,
        NewLine(
            uid=tx.uid(),
            item_id=line.item_id,
            lsn_id=line.lsn_id,
            from_location_id=line.from_id,
            to_location_id=target,
            quantity=quantity,
            scan_id=line.scan_id,
            from_unit_id=line.from_unit_id,
            claims=taken,
        ),
    )
    assert added is not None  # noqa: S101 - the build is kept a draft
    words = message("Line {line} in place of one", line=added[0])
    tx.entries.append(Entry("scan", words, "document", document_id, added[1]))
    return added[0]


def _tie_again(
    tx: Tx, line: BuildLine, after: int, most: int, ties: list[tuple[int, int, int]]
) -> None:
    """Let the line that took another's place be tied as that one was, as far as it goes."""
    rows = []
    for component, output, quantity in ties:
        part = min(quantity, most) if component == line.id else quantity
        if component == line.id:
            most -= part
        if part > 0:
            rows.append(
                (
                    after if component == line.id else component,
                    after if output == line.id else output,
                    part,
                )
            )
    part_of.tie(tx, rows)
