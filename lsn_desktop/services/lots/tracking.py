"""Start of tracking: what stands in the bins gets its lots and serials, all of it at once.

The goods stay where they are. Each quantity leaves the LSN it was counted under for the place
of conversions and comes back under its new code, so every place holds afterwards what it held
before. What nobody gave a code is never left over in silence: it gets a code that says so, or
is written off.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.items import LsnKind, Tracking
from lsn_desktop.domain.messages import Message, mark, message
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.codes import own_numbers
from lsn_desktop.services.costs import costing
from lsn_desktop.services.documents import posting
from lsn_desktop.services.lots import sharing_out
from lsn_desktop.storage import (
    catalogue,
    counters,
    documents,
    many_rows,
    tracking,
)
from lsn_desktop.storage.audit_chain import Entry
from lsn_desktop.storage.documents import NewLine
from lsn_desktop.storage.lsns import Lsn

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from lsn_desktop.domain.items import Item
    from lsn_desktop.services.lots.sharing_out import Part, Plan, StartTracking
    from lsn_desktop.storage.transactions import Connection, Tx

WAYS: Mapping[Tracking, tuple[Tracking, ...]] = {
    Tracking.NONE: (Tracking.LOT, Tracking.SERIAL, Tracking.LOT_SERIAL),
    Tracking.LOT: (Tracking.LOT_SERIAL,),
}
"""How an item that has stock may be told apart from now on, by how it is now."""


@dataclass(frozen=True, slots=True)
class Started:
    """The document that says so (None where nothing stood anywhere), and the new LSNs."""

    document_id: int | None
    lsn_ids: tuple[int, ...]


def must_be_ready(connection: Connection, item: Item, wanted: Tracking | None = None) -> None:
    """Nothing is in the way of tracking an item.

    Raises:
        Refusal: it cannot be tracked so from how it is now, or some of it is on an open
            document, claimed or held.
    """
    ways = WAYS.get(item.tracking, ())
    if not ways or (wanted is not None and wanted not in ways):
        raise refusal(
            "The tracking of {item} is {now}: it cannot be started another way.",
            "Make a new item to track it otherwise.",
            item=item.description,
            now=item.tracking.value,
        )
    if wanted is not None and wanted.by_serial and item.decimals:
        raise refusal(
            "{item} is counted to {decimals} decimals: it has no single pieces.",
            "Track it by lot.",
            item=item.description,
            decimals=item.decimals,
        )
    if number := tracking.open_document(connection, item.id):
        raise refusal(
            "{item} is on {number}, which is still open.",
            "Post or discard {number} first.",
            item=item.description,
            number=number,
        )
    if held := tracking.open_hold(connection, item.id):
        raise refusal(
            "Some of {item} is on hold: {reason}.",
            "Release it first, and hold the new lot or serial afterwards.",
            item=item.description,
            reason=held[1],
        )
    for each in tracking.standing(connection, item.id):
        if each.sscc:
            raise refusal(
                "Some of {item} at {place} is packed in {sscc}.",
                "Unpack it first: each lot or serial is packed anew.",
                item=item.description,
                place=each.location,
                sscc=each.sscc,
            )
        if each.claimed:
            raise refusal(
                "Some of {item} at {place} is claimed by an open document.",
                "Post or discard that document first.",
                item=item.description,
                place=each.location,
            )


def foretell(connection: Connection, order: StartTracking, on: date) -> list[Message]:
    """What a start of tracking does, in words.

    Raises:
        Refusal: as :func:`start`.
    """
    item = catalogue.item_by_id(connection, order.item_id)
    must_be_ready(connection, item, order.tracking)
    stands = tracking.standing(connection, item.id)
    plan = sharing_out.worked_out(
        connection,
        item,
        order,
        stands,
        on,
        lambda count, *, serial: own_numbers.coming(connection, item, on, count, serial=serial),
    )
    told = [_all_in_words(item, plan)]
    told += [_place_in_words(item, place, plan) for place in plan.places]
    if plan.unknown:
        told.append(
            message("What is left over is {code} until somebody knows better.",
                    code=plan.unknown)
        )  # fmt: skip
    undated = sum(lot.expiry is None for lot in plan.lots.values())
    if item.expiry_required and undated:
        told.append(
            message("{count} lots have no expiry date: give it on their page.", count=undated)
        )
    told.append(message(_FROM_THEN_ON[order.tracking], item=item.description))
    return told


_FROM_THEN_ON = {
    Tracking.LOT: mark("{item} is tracked by lot from then on: every receipt asks for it."),
    Tracking.SERIAL: mark("{item} is tracked by serial from then on: every receipt asks."),
    Tracking.LOT_SERIAL: mark(
        "{item} is tracked by lot and serial from then on: every receipt asks for both."
    ),
}


def _all_in_words(item: Item, plan: Plan) -> Message:
    serials = sum(len(part.serials) for part in plan.parts)
    lots = len(plan.lots)
    if not plan.stands:
        return message(
            "Nothing of {item} stands anywhere: only its tracking changes.",
            item=item.description,
        )
    if serials and lots:
        return message(
            "{serials} serials in {lots} lots are made of {item}.",
            serials=serials,
            lots=lots,
            item=item.description,
        )
    if serials:
        return message(
            "{serials} serials are made of {item}.", serials=serials, item=item.description
        )
    return message("{lots} lots are made of {item}.", lots=lots, item=item.description)


def _place_in_words(item: Item, place: int, plan: Plan) -> Message:
    before, named, off = plan.places[place]
    code = next(each.location for each in plan.stands if each.location_id == place)
    params = {
        "place": code,
        "before": plain(off_grid(before, item.decimals)),
        "named": plain(off_grid(named, item.decimals)),
        "off": plain(off_grid(off, item.decimals)),
        "unit": item.unit,
    }
    if off:
        return message(
            "{place}: {named} of {before} {unit} have a code, {off} are written off.", **params
        )
    return message("{place}: {named} of {before} {unit} have a code.", **params)


def start(tx: Tx, order: StartTracking) -> Started:
    """Tell what stands of an item apart from now on.

    An order that arrives twice (same uid) does it once.

    Raises:
        Refusal: it cannot be tracked so, some of it is on an open document, claimed or held,
            more is given a code than stands there or less and nothing is said of the rest, a
            code cannot be scanned, or a serial is named twice.
    """
    if known := documents.by_uid(tx.connection, order.uid):
        return Started(known, tuple(tracking.told_apart(tx.connection, known)))
    tracking.keep_item(tx, order.item_id)
    item = catalogue.item_by_id(tx.connection, order.item_id)
    if item.tracking is order.tracking and not _stands(tx, item):
        return Started(None, ())  # arrived twice, and nothing stood there the first time
    must_be_ready(tx.connection, item, order.tracking)
    plan = sharing_out.worked_out(
        tx.connection,
        item,
        order,
        tracking.standing(tx.connection, item.id, keep=True),
        tx.by.on,
        lambda count, *, serial: own_numbers.take_for(tx, item, count, serial=serial),
    )
    catalogue.change_item(tx, item.id, {"tracking": order.tracking.value})
    reason = order.reason.strip() or "start of tracking"
    words = message(
        "tracking of {sku}: {old} > {new} ({reason})",
        sku=item.sku,
        old=item.tracking.value,
        new=order.tracking.value,
        reason=reason,
    )
    tx.entries.append(Entry("track", words, "item", item.id))
    tx.events += [Event("item", item.id), Event("stock")]
    if not plan.stands:
        return Started(None, ())
    document_id = _document(tx, order.uid, reason)
    lots = _lots(tx, item, plan)
    made = [_made(tx, item, part, lots) for part in plan.parts]
    many_rows.add_lines(tx, document_id, _lines(tx, item, plan, made))
    posting.post(tx, document_id)
    edges = [
        (part.source.lsn_id, lsn.id, part.quantity if lsn.kind is LsnKind.LOT else 1)
        for part, each in zip(plan.parts, made, strict=True)
        for lsn in each
    ]
    if edges:
        tracking.add_edges(tx, document_id, edges)
    for source_id in dict.fromkeys(each[0] for each in edges):
        costing.carry_on(tx, document_id, source_id)
    return Started(document_id, tuple(dict.fromkeys(each[1] for each in edges)))


def _stands(tx: Tx, item: Item) -> bool:
    return bool(tracking.standing(tx.connection, item.id))


def _document(tx: Tx, uid: str, reason: str) -> int:
    number = f"CV-{counters.take(tx, 'conversion'):05d}"
    head: dict[str, object] = {
        "uid": uid,
        "kind": "adjustment",
        "number": number,
        "reason": reason,
    }
    return documents.add(tx, head)


def _lots(tx: Tx, item: Item, plan: Plan) -> dict[str, Lsn]:
    new = [_new(item, LsnKind.LOT, code, expiry=lot.expiry) for code, lot in plan.lots.items()]
    made = many_rows.add_lsns(tx, new)
    _tell(tx, item, made)
    return {lot.code: lot for lot in made}


def _made(tx: Tx, item: Item, part: Part, lots: Mapping[str, Lsn]) -> list[Lsn]:
    """The LSNs that a part of the stock is from now on."""
    if not part.serials:
        return [lots[part.lot]]
    lot_id = lots[part.lot].id if part.lot in lots else None
    if part.source.kind is LsnKind.LOT:
        lot_id = part.source.lsn_id
    expiry = part.expiry if lot_id is None else None  # the lot owns the dates
    made = many_rows.add_lsns(
        tx,
        [
            _new(item, LsnKind.SERIAL, code, lot_id=lot_id, expiry=expiry)
            for code in part.serials
        ],
    )
    _tell(tx, item, made)
    return made


def _new(
    item: Item,
    kind: LsnKind,
    code: str,
    *,
    lot_id: int | None = None,
    expiry: date | None = None,
) -> Lsn:
    return Lsn(0, item.id, kind, "", code, lot_id, expiry, None, None, None, held_whole=False)


def _tell(tx: Tx, item: Item, made: list[Lsn]) -> None:
    for lsn in made:
        words = message(
            "New {kind} {code} of {item}, from stock that stood here",
            kind=lsn.kind,
            code=lsn.code,
            item=item.description,
        )
        tx.entries.append(Entry("create", words, "lsn", lsn.id))


def _lines(tx: Tx, item: Item, plan: Plan, made: list[list[Lsn]]) -> list[NewLine]:
    """All that stood goes out of its place, then comes back under its new codes."""
    between = catalogue.virtual_location(tx.connection, "conversion")
    gone = catalogue.virtual_location(tx.connection, "adjustment")
    lines = []
    for each in plan.stands:
        off = plan.written_off.get((each.lsn_id, each.location_id), 0)
        for target, quantity in ((between, each.on_hand - off), (gone, off)):
            if quantity:
                lines.append(_line(tx, item, each.lsn_id, each.location_id, target, quantity))
    for part, lots_or_serials in zip(plan.parts, made, strict=True):
        lines += [
            _line(
                tx,
                item,
                lsn.id,
                between,
                part.source.location_id,
                part.quantity if lsn.kind is LsnKind.LOT else 1,
            )
            for lsn in lots_or_serials
        ]
    return lines


def _line(tx: Tx, item: Item, lsn_id: int, source: int, target: int, quantity: int) -> NewLine:
    return NewLine(tx.uid(), item.id, lsn_id, source, target, quantity)
