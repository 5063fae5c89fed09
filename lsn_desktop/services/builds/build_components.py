"""Components put into a build: checked against the bill, claimed in the scan's transaction."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.making import ToldBuild
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
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.services.builds import build_ties, build_told
from lsn_desktop.services.builds.build_told import SUBSTITUTE, Made
from lsn_desktop.services.documents import claiming, stopping
from lsn_desktop.services.shipments import ship_missing
from lsn_desktop.storage import (
    builds,
    catalogue,
    documents,
    journal,
    lsns,
    part_of,
    pickable,
)
from lsn_desktop.storage.audit_chain import Entry
from lsn_desktop.storage.documents import NewLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.domain.items import Item
    from lsn_desktop.domain.making import Put
    from lsn_desktop.services.builds.building import Scan
    from lsn_desktop.services.documents.claiming import Claimed
    from lsn_desktop.storage.builds import Need, Order
    from lsn_desktop.storage.pickable import Stand
    from lsn_desktop.storage.transactions import Tx

MORE = "more"
_ANOTHER = mark("Take another lot; Quality may release this one.")


def put_in(tx: Tx, scan: Scan, put: Put) -> Outcome:
    """Put so much of a lot or serial into a build: claimed now, gone when it is posted.

    Args:
        tx: the transaction of the scan.
        scan: the build, its work order, and what the scan was met with.
        put: which, how much (None: what is still needed), and what a person agreed to.

    Raises:
        Refusal: it is not here, held, expired, in quarantine, or others have claimed it.
    """
    assert put.lsn_id is not None  # noqa: S101 - of components it is known
    head, order = scan.head, scan.order
    lsn = lsns.by_id(tx.connection, put.lsn_id)
    item = catalogue.item_by_id(tx.connection, lsn.item_id)
    stands = pickable.of_lsn(tx.connection, lsn.id)
    if not stands:
        raise ship_missing.nowhere(tx.connection, item, lsn)
    if lsn.kind is LsnKind.SERIAL and ship_missing.is_on(tx.connection, head, lsn):
        words = message("Serial {serial} of {item} is on {number} already", serial=lsn.code,
                        item=item.description, number=head.number)  # fmt: skip
        return Outcome(OutcomeKind.ATTENTION, words, scan.following())
    there = _takeable(tx, scan, stands, put)
    _must_not_stop(tx, there[0])
    needs = builds.needs(tx.connection, order.id, order.kind)
    need = need_of(order, needs, item.id)
    quantity = _quantity(tx, order, lsn.kind, item, put, need, there)
    put = replace(put, quantity=quantity)
    asked = _asked(order, item, put, need, needs)
    if asked is not None:
        return scan.asking(asked, put)
    parts = claiming.claimed(tx, _enough_first(there, quantity), quantity)
    if parts is None:
        raise ship_missing.too_few(tx, head, there, quantity)
    target = "scrap" if put.scrap else "process"
    line_ids = [_line(tx, scan, part, target) for part in parts]
    made = Made(parts[0].stand, tuple(line_ids), need, put)
    return build_told.component(tx, scan, made)


def put_in_unit(tx: Tx, scan: Scan, unit_id: int, sscc: str) -> Outcome:
    """Put all that stands on a pallet or in a case into a build, or nothing of it.

    Raises:
        Refusal: nothing is on it, or something on it may not go in: it says what.
    """
    stands = pickable.in_unit(tx.connection, unit_id)
    if not stands:
        raise refusal("Nothing is on {sscc}.", "Scan the goods.", sscc=sscc)
    head, order = scan.head, scan.order
    needs = builds.needs(tx.connection, order.id, order.kind)
    line_ids: list[int] = []
    tied = False
    for stand in stands:
        need = need_of(order, needs, stand.item_id)
        _must_not_stop(tx, stand)
        if stand.place_kind == "quarantine":
            raise _in_quarantine(stand)
        if need is None and _has_bill(needs):
            raise refusal(
                "{goods} on {sscc} is not on the bill of {order}.",
                "Scan what goes in of it, one by one.",
                goods=stopping.named(stand), sscc=sscc, order=order.number,
            )  # fmt: skip
        if need is not None and need.used + need.taken + stand.on_hand > need.most:
            raise refusal(
                "{goods} on {sscc} is more than {order} needs.",
                "Scan what goes in of it, one by one.",
                goods=stopping.named(stand), sscc=sscc, order=order.number,
            )  # fmt: skip
        whole = stand.available == stand.on_hand
        parts = claiming.claimed(tx, [stand], stand.on_hand) if whole else None
        if parts is None:
            raise ship_missing.too_few(tx, head, [stand], stand.on_hand)
        line_id = _line(tx, scan, parts[0], "process")
        words = message("{item} {code} goes in", item=stand.item, code=stand.code)
        journal.add_outcome(tx, scan.scan_id, OutcomeKind.OK, words, line_id=line_id)
        line_ids.append(line_id)
        tied = tied or bool(need and need.part_of)
        needs = builds.needs(tx.connection, order.id, order.kind)
    after = scan.following(line_ids[-1])
    now = build_ties.component_scanned(
        tx, head, order, after.making or build_ties.NONE, line_ids, tied=tied
    )
    said = mark("{count} lots or serials of pallet {sscc} go in")
    if len(line_ids) == 1:
        said = mark("{count} lot or serial of pallet {sscc} goes in")
    tx.events.append(Event("document", head.id))
    line = ToldLine(item=str(message("Pallet {sscc}", sscc=sscc)))
    words = message(said, count=len(line_ids), sscc=sscc)
    build = ToldBuild("component", waiting=len(now.waiting), line_ids=tuple(line_ids))
    return Outcome(OutcomeKind.OK, words, replace(after, making=now), line=line, build=build)


def on_lines(tx: Tx, scan: Scan, line_ids: Sequence[int]) -> int:
    """How much some lines of the build bring together."""
    lines = part_of.lines(tx.connection, scan.head.id)
    return sum(line.quantity for line in lines if line.id in line_ids)


def need_of(order: Order, needs: Sequence[Need], item_id: int) -> Need | None:
    """The line of the order that asks for a component."""
    if order.kind == "disassembly" and item_id == order.item_id:
        return None
    return next(
        (one for one in needs if one.item_id == item_id and one.kind == "component"), None
    )


def _has_bill(needs: Sequence[Need]) -> bool:
    return any(one.kind == "component" for one in needs)


def _takeable(tx: Tx, scan: Scan, stands: Sequence[Stand], put: Put) -> list[Stand]:
    """Where it can be taken from: the place that was said, else loose goods first.

    What is worked on again may be in quarantine, where it came back to.
    """
    source, order = put.place_id or scan.now.source, scan.order
    here = [one for one in stands if source in {None, one.place_id}]
    if not here:
        raise ship_missing.not_in(tx.connection, stands, source or 0)
    if order.kind == "build" or here[0].item_id != order.item_id:
        good = [one for one in here if one.place_kind != "quarantine"]
        if not good and not put.scrap:
            raise _in_quarantine(here[0])
        here = good or here
    return sorted(here, key=lambda one: (one.unit_id is not None, one.place))


def _in_quarantine(stand: Stand) -> Refusal:
    return refusal(
        "{goods} stands in {place}: nothing is built from quarantine.",
        "Move it out first, when Quality says it is good.",
        goods=stopping.named(stand),
        place=stand.place,
    )


def _must_not_stop(tx: Tx, stand: Stand) -> None:
    if found := stopping.stop(tx, stand):
        fact = found.refusal.fact
        raise Refusal(fact, message(_ANOTHER))


def _enough_first(there: Sequence[Stand], quantity: int) -> Sequence[Stand]:
    """All of it from one place where that is possible: one walk, and one line."""
    return [one for one in there if one.available >= quantity] or there


def _quantity(
    tx: Tx,
    order: Order,
    kind: LsnKind,
    item: Item,
    put: Put,
    need: Need | None,
    there: Sequence[Stand],
) -> int:
    """How much goes in: what was said, else what is still needed, as far as there is any."""
    if kind is LsnKind.SERIAL:
        return 1
    if put.quantity is not None:
        return put.quantity
    if need is None:
        return int(10**item.decimals)
    left = need.left
    if need.part_of:
        left = min(left, build_ties.per_one(tx.connection, order, need))
    free = sum(one.available for one in there)
    return max(min(left or 10**item.decimals, free), 1)


def _asked(
    order: Order, item: Item, put: Put, need: Need | None, needs: Sequence[Need]
) -> Outcome | None:
    """The question in the way of a component that is not on the bill, or is too much."""
    quantity = put.quantity or 0
    amount = f"{plain(off_grid(quantity, item.decimals))} {item.unit}"
    leave = Answer("leave", message("Leave it out"))
    if order.item_id == item.id:
        return None
    if need is None:
        if not _has_bill(needs) or SUBSTITUTE in put.settled:
            return None
        words = message(
            "{item} is not on the bill of {order}. Use it all the same?",
            item=item.description,
            order=order.number,
        )
        yes = Answer(SUBSTITUTE, message("Yes, use {amount} in its place", amount=amount))
        question = Question(Asks.NOT_ORDERED, (yes, leave))
    else:
        over = need.used + need.taken + quantity - need.most
        if over <= 0 or MORE in put.settled:
            return None
        words = message(
            "{order} needs {most} {unit} of {item}: this makes {over} more.",
            order=order.number,
            most=plain(off_grid(need.most, need.decimals)),
            unit=need.unit,
            item=need.item,
            over=plain(off_grid(over, need.decimals)),
        )
        answers = [Answer(MORE, message("Yes, {amount} go in", amount=amount))]
        if 0 < need.left < quantity:
            rest = f"{plain(off_grid(need.left, need.decimals))} {need.unit}"
            answers.append(Answer("rest", message("Only {amount}", amount=rest)))
        question = Question(Asks.QUANTITY, (*answers, leave))
    line = ToldLine(item=item.description, sku=item.sku)
    return Outcome(OutcomeKind.QUESTION, words, line=line, question=question)


def _line(tx: Tx, scan: Scan, part: Claimed, target: str) -> int:
    stand = part.stand
    line = NewLine(
        uid=tx.uid(),
        item_id=stand.item_id,
        lsn_id=stand.lsn_id,
        from_location_id=stand.place_id,
        to_location_id=catalogue.virtual_location(tx.connection, target),
        quantity=part.quantity,
        scan_id=scan.scan_id or None,
        from_unit_id=stand.unit_id,
        claims=True,
    )
    added = documents.add_line(tx, scan.head.id, line)
    assert added is not None  # noqa: S101 - the build is kept a draft
    words = message("Line {line} goes in", line=added[0])
    tx.entries.append(Entry("scan", words, "document", scan.head.id, added[1]))
    return added[0]
