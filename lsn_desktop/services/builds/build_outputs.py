"""What comes out of a build: numbered by our own patterns, or under a code that is scanned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.making import Put, ToldBuild
from lsn_desktop.domain.messages import mark, message
from lsn_desktop.domain.outcomes import (
    Answer,
    Asks,
    Outcome,
    OutcomeKind,
    Question,
    ToldLine,
)
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.builds import build_apart, build_codes, build_ties, building
from lsn_desktop.storage import builds, catalogue, documents, journal, many_rows, part_of
from lsn_desktop.storage.audit_chain import Entry
from lsn_desktop.storage.documents import NewLine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lsn_desktop.domain.items import Item
    from lsn_desktop.domain.outcomes import Expectation
    from lsn_desktop.services.builds.building import Scan
    from lsn_desktop.storage.lsns import Lsn
    from lsn_desktop.storage.transactions import Tx

MORE = "more"


@dataclass(frozen=True, slots=True)
class Output:
    """What is to come out: its codes, or None for those of our own numbering.

    ``quantity`` is on the item's grid; of serials it is how many. ``expiry`` is what a label
    says of it, which only ever shortens what the item's rule gives.
    """

    item: Item
    quantity: int
    lot: str | None = None
    serial: str | None = None
    expiry: date | None = None
    scrap: bool = False
    settled: frozenset[str] = frozenset()


def number(
    tx: Tx, expected: Expectation, scan_id: int, count: int, item_id: int | None = None
) -> Outcome:
    """Number so many outputs by our own pattern: serials, or so much of a lot.

    Args:
        tx: the transaction of the key.
        expected: what the page is met with.
        scan_id: the journal's row of the key.
        count: pieces of an item with serials, else the quantity on the item's grid.
        item_id: a by-product, or the item of the order.

    Raises:
        Refusal: the build is no draft open here, or it is no output of it.
    """
    scan = building.begun(tx, expected, scan_id)
    item = catalogue.item_by_id(tx.connection, item_id or scan.order.item_id)
    if not is_output(tx, scan, item.id):
        raise refusal(
            "{item} does not come out of {order}.",
            "Choose what the order makes.",
            item=item.description,
            order=scan.order.number,
        )
    return make(tx, scan, Output(item, count, scrap=scan.now.scrap))


def is_output(tx: Tx, scan: Scan, item_id: int) -> bool:
    """Whether an item comes out of a build: what is made, a by-product, or a part taken out."""
    order = scan.order
    if order.kind == "disassembly":
        return item_id != order.item_id
    if item_id == order.item_id:
        return order.kind == "build"
    needs = builds.needs(tx.connection, order.id, order.kind)
    return any(one.item_id == item_id and one.kind == "by-product" for one in needs)


def make(tx: Tx, scan: Scan, out: Output) -> Outcome:
    """Let so much come out of a build: good, into its place, or as scrap.

    Raises:
        Refusal: a code is known elsewhere, or there is no such number.
    """
    asked = _more_than_ordered(tx, scan, out)
    if scan.order.kind == "disassembly":
        asked = build_apart.never_went_in(tx, scan, out)
    if asked is not None:
        put = Put(
            quantity=out.quantity,
            settled=out.settled,
            code=(out.serial if out.item.tracking.by_serial else out.lot) or "",
            scrap=out.scrap,
            item_id=out.item.id,
            lot=(out.lot or "") if out.item.tracking.by_serial else "",
            expiry=out.expiry,
        )
        return scan.asking(asked, put)
    made = build_codes.lsns_of(tx, scan, out)
    if made is None:
        words = message("Serial {serial} of {item} is on {number} already",
                        serial=out.serial or "", item=out.item.description,
                        number=scan.head.number)  # fmt: skip
        return Outcome(OutcomeKind.ATTENTION, words, scan.following())
    if out.item.tracking.by_serial:
        lines = [(lsn, 1) for lsn in made]
    else:
        lines = [(made[0], out.quantity)]
    line_ids = add_lines(tx, scan, lines, scrap=out.scrap)
    return _told(tx, scan, out, made, line_ids)


def add_lines(
    tx: Tx, scan: Scan, goods: Sequence[tuple[Lsn, int]], *, scrap: bool = False
) -> list[int]:
    """Lines of what comes out, into the place of the build or to scrap."""
    head = scan.head
    process = catalogue.virtual_location(tx.connection, "process")
    target = head.location_id or 0
    if scrap:
        target = catalogue.virtual_location(tx.connection, "scrap")
    new = [
        NewLine(
            uid=tx.uid(),
            item_id=lsn.item_id,
            lsn_id=lsn.id,
            from_location_id=process,
            to_location_id=target,
            quantity=quantity,
            scan_id=scan.scan_id or None,
        )
        for lsn, quantity in goods
    ]
    line_ids, digests = many_rows.add_lines(tx, head.id, new)
    words = message("{count} lines come out", count=len(new))
    tx.entries += [Entry("scan", words, "document", head.id, digest) for digest in digests]
    tx.events.append(Event("document", head.id))
    return line_ids


def _more_than_ordered(tx: Tx, scan: Scan, out: Output) -> Outcome | None:
    """Ask before more is made than the order says; scrap and by-products are not asked of."""
    order, item = scan.order, out.item
    if order.kind != "build" or item.id != order.item_id or out.scrap or MORE in out.settled:
        return None
    drafts = builds.on_drafts(tx.connection, order.id)
    left = order.ordered - order.made - drafts.made.get(item.id, 0)
    each = 10**item.decimals if item.tracking.by_serial else 1
    if out.quantity * each <= left:
        return None
    words = message(
        "{order} is for {ordered} {unit}: this makes {over} more.",
        order=order.number,
        ordered=plain(off_grid(order.ordered, item.decimals)),
        unit=item.unit,
        over=plain(off_grid(out.quantity * each - max(left, 0), item.decimals)),
    )
    yes = Answer(MORE, message("Yes, so many were made"))
    question = Question(Asks.QUANTITY, (yes, Answer("leave", message("Leave it out"))))
    line = ToldLine(item=item.description, sku=item.sku)
    return Outcome(OutcomeKind.QUESTION, words, line=line, question=question)


def _told(
    tx: Tx, scan: Scan, out: Output, made: Sequence[Lsn], line_ids: Sequence[int]
) -> Outcome:
    head, item, first = scan.head, out.item, made[0]
    codes = first.code if len(made) == 1 else f"{first.code} - {made[-1].code}"
    if first.kind is LsnKind.BULK:
        codes = ""
    amount = out.quantity * (10**item.decimals if item.tracking.by_serial else 1)
    said = mark("{quantity} {unit} of {item} {code} made")
    if out.scrap:
        said = mark("{quantity} {unit} of {item} {code} made and scrapped")
    words = message(
        said,
        quantity=plain(off_grid(amount, item.decimals)),
        unit=item.unit,
        item=item.description,
        code=codes,
    )
    after = scan.following(line_ids[-1])
    now, remedy = after.making or build_ties.NONE, None
    if scan.order.kind == "disassembly":
        build_apart.came_out_of(tx, now, line_ids)
    else:
        now, remedy = build_ties.outputs_scanned(tx, head, scan.order, now, line_ids)
    if len(line_ids) > 1:
        for line_id in line_ids:
            journal.add_outcome(tx, scan.scan_id, OutcomeKind.OK, words, line_id=line_id)
    tied = sum(
        each.output_line in set(line_ids) for each in part_of.ties(tx.connection, head.id)
    )
    main = item.id == scan.order.item_id
    drafts = builds.on_drafts(tx.connection, scan.order.id)
    so_far = scan.order.made + drafts.made.get(item.id, 0)
    build = ToldBuild(
        "scrap" if out.scrap else "output" if main else "by-product",
        tied=tied,
        waiting=len(now.waiting),
        made=off_grid(so_far, item.decimals) if main else None,
        ordered=off_grid(scan.order.ordered, item.decimals) if main else None,
        line_ids=tuple(line_ids),
    )
    place = documents.by_id(tx.connection, head.id).location or ""
    line = ToldLine(
        item=item.description,
        sku=item.sku,
        lot=first.code if first.kind is LsnKind.LOT else build_codes.lot_code(tx, first),
        serial=codes if first.kind is LsnKind.SERIAL else None,
        expiry=build_codes.expiry(tx, first),
        quantity=off_grid(amount, item.decimals),
        unit=item.unit,
        place=place,
        line_id=line_ids[0] if len(line_ids) == 1 else None,
        lsn_id=first.id if len(made) == 1 else None,
    )
    kind = OutcomeKind.OK if remedy is None else OutcomeKind.ATTENTION
    return Outcome(kind, words, replace(after, making=now), remedy, line=line, build=build)
