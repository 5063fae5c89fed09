"""Goods put on a shipment: checked, claimed in the scan's own transaction, and made lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lsn_desktop.domain import picking
from lsn_desktop.domain.events import Event
from lsn_desktop.domain.expiry import NEVER
from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import mark, message
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind, ToldLine
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.domain.shipping import Shipping, Stopped, Why
from lsn_desktop.services.documents import stopping
from lsn_desktop.services.documents import taken as goods_taken
from lsn_desktop.services.shipments import ship_missing, ship_orders, ship_packing
from lsn_desktop.storage import (
    catalogue,
    claims,
    documents,
    journal,
    lsns,
    parties,
    pickable,
)
from lsn_desktop.storage.audit_chain import Entry
from lsn_desktop.storage.documents import NewLine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.domain.shipping import Goods
    from lsn_desktop.services.documents.stopping import Stop
    from lsn_desktop.services.shipments.ship_orders import For
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.pickable import Stand
    from lsn_desktop.storage.transactions import Tx

_NONE = Shipping()


@dataclass(frozen=True, slots=True)
class Part:
    """So much taken of what stands in one place, and the line it became."""

    stand: Stand
    quantity: int
    line_id: int


def put_on(
    tx: Tx,
    head: Document,
    goods: Goods,
    expected: Expectation,
    scan_id: int,
    over: Why | None = None,
) -> Outcome:
    """Put so much of a lot or serial on a shipment: claimed now, gone when it is posted.

    What a rule stops is refused, and kept in the expectation: an override may let it pass.

    Args:
        tx: the transaction of the scan.
        head: the shipment, kept a draft.
        goods: which, how much, and what a person agreed to already.
        expected: what the scan was met with.
        scan_id: the journal's row of it.
        over: the rule that an override lets these goods pass.

    Raises:
        Refusal: they are not here, others have claimed them, or they stand in quarantine.
    """
    now = expected.shipping or _NONE
    stands = pickable.of_lsn(tx.connection, goods.lsn_id)
    lsn = lsns.by_id(tx.connection, goods.lsn_id)
    item = catalogue.item_by_id(tx.connection, lsn.item_id)
    if not stands:
        raise ship_missing.nowhere(tx.connection, item, lsn)
    if lsn.kind is LsnKind.SERIAL and ship_missing.is_on(tx.connection, head, lsn):
        words = message("Serial {serial} of {item} is on {number} already", serial=lsn.code,
                        item=item.description, number=head.number)  # fmt: skip
        return Outcome(OutcomeKind.ATTENTION, words, _following(head, now))
    where = ship_orders.of_item(tx, head, lsn, goods)
    if (asked := ship_orders.question(tx, head, item, goods, where)) is not None:
        after = replace(_following(head, now), question=asked.question,
                        shipping=replace(now, asked=goods, stopped=None))  # fmt: skip
        return replace(asked, next=after)
    found = _stop(tx, head, stands[0]) if over is None else None
    if found is not None:
        return _stopped(head, goods, found, now)
    there = _takeable(tx, stands, goods, now)
    parts = _claimed(tx, there, goods.quantity, over_hold=over in {Why.HELD, Why.RECALLED})
    if parts is None:
        stands = pickable.of_lsn(tx.connection, goods.lsn_id)  # somebody was quicker, perhaps
        if not stands:
            raise ship_missing.nowhere(tx.connection, item, lsn)
        there = _takeable(tx, stands, goods, now)
        held, free = sum(one.held for one in there), sum(one.available for one in there)
        if held and free < goods.quantity <= free + held:
            return _stopped(head, goods, stopping.held(tx, there[0]), now)
        raise ship_missing.too_few(tx, head, there, goods.quantity)
    made = [
        Part(stand, quantity, _line(tx, head, stand, quantity, where, scan_id))
        for stand, quantity in parts
    ]
    return _told(tx, head, made, where, now, scan_id)


def put_on_unit(
    tx: Tx, head: Document, unit_id: int, sscc: str, expected: Expectation, scan_id: int
) -> Outcome:
    """Put all that stands on a pallet or in a case on a shipment, or nothing of it.

    Raises:
        Refusal: nothing is on it, or something on it may not go: it says what.
    """
    now = expected.shipping or _NONE
    stands = pickable.in_unit(tx.connection, unit_id)
    if not stands:
        raise refusal("Nothing is on {sscc}.", "Scan the goods.", sscc=sscc)
    made: list[Part] = []
    for stand in stands:
        if found := _stop(tx, head, stand):
            raise found.refusal
        if stand.place_kind == "quarantine":
            raise ship_missing.in_quarantine(stand)
        if stand.on_hand != stand.available or not _claim(tx, stand, stand.on_hand):
            raise ship_missing.too_few(tx, head, [stand], stand.on_hand)
        where = ship_orders.of_unit(tx, head, stand)
        line_id = _line(tx, head, stand, stand.on_hand, where, scan_id, whole_unit=True)
        words = message("{item} {code} goes", item=stand.item, code=stand.code)
        journal.add_outcome(tx, scan_id, OutcomeKind.OK, words, line_id=line_id)
        made.append(Part(stand, stand.on_hand, line_id))
    said = mark("{count} lots or serials of pallet {sscc} go")
    if len(made) == 1:
        said = mark("{count} lot or serial of pallet {sscc} goes")
    tx.events.append(Event("document", head.id))
    line = ToldLine(item=str(message("Pallet {sscc}", sscc=sscc)))
    after = replace(_following(head, now), last_line_id=made[-1].line_id)
    words = message(said, count=len(made), sscc=sscc)
    last = {part.stand.item_id: part.stand for part in made}  # of each the last to expire
    for stand in last.values():
        if sooner := _sooner(tx, head, stand):
            return Outcome(OutcomeKind.ATTENTION, words, after, sooner, line=line)
    return Outcome(OutcomeKind.OK, words, after, ship_orders.complete(tx, head), line=line)


def _following(head: Document, now: Shipping) -> Expectation:
    """What comes after goods: the place they are taken from stays, all else is new."""
    kept = Shipping(now.source, now.source_code) if now.source is not None else None
    return Expectation(head.id, shipping=kept)


def life(tx: Tx, head: Document, of_item: int | None) -> tuple[int | None, str]:
    """The days goods must last on a shipment, and who asks; empty: the item does."""
    assert head.party_id is not None  # noqa: S101 - a shipment goes to somebody
    of_customer = parties.life_on_ship(tx.connection, head.party_id)
    asked = picking.life_asked(of_customer, of_item)
    return asked, "" if of_customer is None else head.party or ""


def _stop(tx: Tx, head: Document, stand: Stand) -> Stop | None:
    asked, whom = life(tx, head, stand.life)
    return stopping.stop(tx, stand, asked, whom)


def _stopped(head: Document, goods: Goods, found: Stop, now: Shipping) -> Outcome:
    """The refusal of goods that an override may let pass, kept for it."""
    after = replace(_following(head, now), shipping=replace(
        now, asked=None, stopped=Stopped(goods, found.why)))  # fmt: skip
    return Outcome(OutcomeKind.REFUSED, found.refusal.fact, after, found.refusal.remedy)


def _takeable(tx: Tx, stands: Sequence[Stand], goods: Goods, now: Shipping) -> list[Stand]:
    """Where it can be taken from: loose goods first; not from quarantine.

    Raises:
        Refusal: it stands elsewhere, or in quarantine only.
    """
    source = goods.place_id or now.source
    here = [one for one in stands if source in {None, one.place_id}]
    if not here:
        raise ship_missing.not_in(tx.connection, stands, source or 0)
    good = [one for one in here if one.place_kind != "quarantine"]
    if not good:
        raise ship_missing.in_quarantine(here[0])
    enough = [one for one in good if one.available >= goods.quantity]
    # All of it from one place where that is possible: one walk, and one line.
    return sorted(enough or good, key=lambda one: (one.unit_id is not None, one.place))


def _claimed(
    tx: Tx, there: Sequence[Stand], wanted: int, *, over_hold: bool
) -> list[tuple[Stand, int]] | None:
    """Claim so much, place by place; None if so much is not there: nothing stays claimed."""
    parts: list[tuple[Stand, int]] = []
    for stand in there:
        free = stand.free if over_hold else stand.available
        part = min(wanted, free)
        if part > 0 and _claim(tx, stand, part, over_hold=over_hold):
            parts.append((stand, part))
            wanted -= part
    if not wanted:
        return parts
    for stand, part in parts:
        claims.free(tx, stand.lsn_id, stand.place_id, part, stand.unit_id)
    return None


def _claim(tx: Tx, stand: Stand, quantity: int, *, over_hold: bool = False) -> bool:
    return claims.claim(
        tx, stand.lsn_id, stand.place_id, quantity, stand.unit_id, over_hold=over_hold
    )


def _line(
    tx: Tx,
    head: Document,
    stand: Stand,
    quantity: int,
    where: For | None,
    scan_id: int,
    *,
    whole_unit: bool = False,
) -> int:
    into = stand.unit_id if whole_unit else None
    if not whole_unit and (unit := ship_packing.open_unit(tx.connection, head.id)):
        into = unit.id
    line = NewLine(
        uid=tx.uid(),
        item_id=stand.item_id,
        lsn_id=stand.lsn_id,
        from_location_id=stand.place_id,
        to_location_id=catalogue.virtual_location(tx.connection, "customer"),
        quantity=quantity,
        scan_id=scan_id or None,
        sales_order_line_id=where.line_id if where else None,
        from_unit_id=stand.unit_id,
        to_unit_id=into,
        claims=True,
    )
    added = documents.add_line(tx, head.id, line)
    assert added is not None  # noqa: S101 - the shipment is kept a draft
    words = message("Line {line} goes to {customer}", line=added[0], customer=head.party or "-")
    tx.entries.append(Entry("scan", words, "document", head.id, added[1]))
    return added[0]


def _told(
    tx: Tx,
    head: Document,
    made: Sequence[Part],
    where: For | None,
    now: Shipping,
    scan_id: int,
) -> Outcome:
    first, quantity = made[0].stand, sum(part.quantity for part in made)
    line = goods_taken.line(
        tx, made[0].stand, quantity, made[0].line_id, _so_far(where, quantity)
    )
    words = message(
        "{quantity} {unit} of {item} {code} goes",
        quantity=plain(off_grid(quantity, first.decimals)),
        unit=first.unit,
        item=first.item,
        code=first.code,
    )
    if len(made) > 1:
        line = replace(line, line_id=None)
        for part in made:
            each = message("{item} {code} goes", item=first.item, code=first.code)
            journal.add_outcome(tx, scan_id, OutcomeKind.OK, each, line_id=part.line_id)
    tx.events.append(Event("document", head.id))
    after = replace(_following(head, now), last_line_id=made[-1].line_id)
    sooner = _sooner(tx, head, first)
    if sooner is not None:
        return Outcome(OutcomeKind.ATTENTION, words, after, sooner, line=line)
    return Outcome(OutcomeKind.OK, words, after, ship_orders.complete(tx, head), line=line)


def _so_far(where: For | None, quantity: int) -> tuple[Decimal | None, Decimal | None]:
    """What left for a line of the order with this, and what it asks for."""
    if where is None:
        return None, None
    left = off_grid(where.shipped + quantity, where.decimals)
    return left, off_grid(where.ordered, where.decimals)


def _sooner(tx: Tx, head: Document, taken: Stand) -> Message | None:
    """What should go before goods that were taken, in words; None: they are the first."""
    asked, _whom = life(tx, head, taken.life)
    good_until = picking.good_until(tx.by.on, taken.usable, asked)
    before = taken.expiry or NEVER
    first = pickable.first_before(tx.connection, taken.item_id, good_until, before)
    if first is None:
        return None
    return message(
        "{code} expires sooner, on {day}: it should go first, from {place}.",
        code=first.code or first.item,
        day=first.expiry or "",
        place=first.place,
    )
