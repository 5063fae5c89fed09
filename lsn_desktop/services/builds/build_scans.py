"""Scans on a build: components, what is made, places, pallets.

A label of the item that is made is an output, any other goods of ours a component. A serial is
one piece; of a lot as much goes in as its label or the number set before says, else what the
order still needs of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.items import LsnKind, Tracking
from lsn_desktop.domain.label_in_progress import LabelInProgress
from lsn_desktop.domain.making import Put
from lsn_desktop.domain.messages import mark, message
from lsn_desktop.domain.outcomes import (
    Answer,
    Asks,
    Expectation,
    Outcome,
    OutcomeKind,
    Question,
    ToldLine,
)
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.scanning.naming import read_as
from lsn_desktop.services.builds import build_again, build_components, build_outputs, building
from lsn_desktop.services.builds.build_outputs import Output
from lsn_desktop.services.codes import identifying
from lsn_desktop.services.codes.identifying import Count, Delivery, Place
from lsn_desktop.services.documents import taken
from lsn_desktop.services.receipts import receiving
from lsn_desktop.services.shipments import ship_meant, ship_scans
from lsn_desktop.storage import builds, catalogue, documents, lsns, pickable, standing

if TYPE_CHECKING:
    from lsn_desktop.domain.items import Item
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.services.builds.building import Scan
    from lsn_desktop.services.codes.identifying import Part
    from lsn_desktop.storage.lsns import Lsn
    from lsn_desktop.storage.transactions import Tx

_PLAIN = frozenset({"plain", "carrier"})
ALL_NEW = "all new"
"""The answer that every code nobody knows is of what is made."""

_NO_GOODS = mark("Scan a label with the lot or serial of the goods.")


def build_scan(tx: Tx, reading: Reading, expected: Expectation, scan_id: int) -> Outcome:
    """Take one scan on a build.

    Raises:
        Refusal: the code names no goods of ours, or they may not go in: it says why.
    """
    scan = building.begun(tx, replace(expected, question=None), scan_id)
    try:
        found = identifying.identify(tx, reading, scan_id, None, Delivery(tx, scan.head.id))
    except Refusal as unknown:
        outcome = _otherwise(tx, scan, reading)
        if outcome is None:
            raise unknown from None
        return replace(outcome, read_as=read_as(reading))
    if isinstance(found, Count):
        outcome = receiving.count_next(scan.expected, found)
    elif isinstance(found, Place):
        outcome = _place(tx, scan, found)
    else:
        outcome = _take(tx, scan, found)
    return replace(outcome, read_as=read_as(reading))


def take_row(
    tx: Tx, lsn_id: int, place_id: int, quantity: int, expected: Expectation, scan_id: int
) -> Outcome:
    """Put in components chosen from a proposal, where they stand and as many as it says.

    Raises:
        Refusal: they are not there any more, or may not go in.
    """
    scan = building.begun(tx, replace(expected, question=None), scan_id)
    return put(tx, scan, Put(lsn_id, quantity, place_id))


def _otherwise(tx: Tx, scan: Scan, reading: Reading) -> Outcome | None:
    """What a code means that names nothing we know; None if nothing here either."""
    meant = ship_meant.by_anybody(tx, reading)
    if len(meant) == 1:
        return one_lsn(tx, scan, meant[0], LabelInProgress())
    if meant:
        return _which(tx, scan, meant, LabelInProgress())
    text = reading.text.strip()
    is_plain = reading.read_as in _PLAIN and not (reading.grave or reading.warnings)
    item = catalogue.item_by_id(tx.connection, scan.order.item_id)
    may_be_new = scan.order.kind == "build" and item.tracking is not Tracking.NONE
    return _maybe_new(tx, scan, item, text) if text and is_plain and may_be_new else None


def _maybe_new(tx: Tx, scan: Scan, item: Item, text: str) -> Outcome:
    """Ask whether a code nobody knows is one of what is made, where it was not said yet."""
    identifying.must_be_a_number(text, of=item.description)
    if ALL_NEW in scan.expected.settled:
        return new_code(tx, scan, text)
    words = message(
        "Nobody knows {code}. Is it of {item}, made now?", code=text, item=item.description
    )
    answers = (
        Answer("new", message("Yes, it is new")),
        Answer(ALL_NEW, message("Yes, and so are all others from now on")),
        Answer("leave", message("No, leave it out")),
    )
    question = Question(Asks.NEW_CODE, answers)
    line = ToldLine(item=item.description, sku=item.sku)
    asked = Outcome(OutcomeKind.QUESTION, words, line=line, question=question)
    return scan.asking(asked, Put(code=text))


def new_code(tx: Tx, scan: Scan, code: str) -> Outcome:
    """Let a code that nobody knew be the serial or lot of what is made."""
    item = catalogue.item_by_id(tx.connection, scan.order.item_id)
    if item.tracking.by_serial:
        out = Output(item, 1, serial=code, scrap=scan.now.scrap)
    else:
        label = LabelInProgress(lot=code)
        quantity = _made_quantity(tx, scan, item, label)
        out = Output(item, quantity, lot=code, scrap=scan.now.scrap)
    return build_outputs.make(tx, scan, out)


def _place(tx: Tx, scan: Scan, place: Place) -> Outcome:
    """Take components from a place, or let what is made go there; asked where it may be both.

    Raises:
        Refusal: nobody can walk there.
    """
    spot = standing.spot(tx.connection, place.location_id)
    if not spot.is_real:
        raise refusal(
            "{place} is no place one can walk to.", "Scan a bin or a dock.", place=spot.code
        )
    if not standing.is_anything_in(tx.connection, spot.id):
        return way(tx, scan, spot.id, "into")
    if spot.id == scan.head.location_id:  # what is made goes there already
        return way(tx, scan, spot.id, "from")
    answers = (
        Answer("from", message("Components are taken from {place}", place=spot.code)),
        Answer("into", message("What is made goes to {place}", place=spot.code)),
        Answer("leave", message("Neither")),
    )
    question = Question(Asks.WAY, answers)
    words = message("From {place}, or into it?", place=spot.code)
    line = ToldLine(place=spot.code)
    asked = Outcome(OutcomeKind.QUESTION, words, line=line, question=question)
    return scan.asking(asked, Put(place_id=spot.id))


def way(tx: Tx, scan: Scan, place_id: int, value: str) -> Outcome:
    """Take components ``from`` a place, or let what is made go ``into`` it."""
    spot = standing.spot(tx.connection, place_id)
    after, line = scan.following(), ToldLine(place=spot.code)
    if value == "into":
        documents.receive_into(tx, scan.head.id, place_id)
        words = message("What is made goes to {place}", place=spot.code)
        return Outcome(OutcomeKind.HEARD, words, after, line=line)
    if spot.kind == "quarantine" and scan.order.kind == "build":
        raise refusal(
            "Nothing is built from {place}: it is quarantine.",
            "Scan the place of good stock.",
            place=spot.code,
        )
    now = replace(scan.now, source=spot.id, source_code=spot.code, asked=None)
    words = message("From {place}: scan the components", place=spot.code)
    return Outcome(OutcomeKind.HEARD, words, replace(after, making=now), line=line)


def _take(tx: Tx, scan: Scan, found: Part) -> Outcome:
    before, part = scan.expected.label, found.label
    label = part if before.contradicts(part) else before.with_part(part)
    if label.sscc and not label.identifies:
        unit_id = pickable.unit(tx.connection, label.sscc)
        if unit_id is None:
            raise refusal(
                "Nothing is known of pallet {sscc}.", "Scan what is on it.", sscc=label.sscc
            )
        return build_components.put_in_unit(tx, scan, unit_id, label.sscc)
    item_id = ship_meant.item_of(tx, label)
    if item_id is not None and build_outputs.is_output(tx, scan, item_id):
        return _output(tx, scan, catalogue.item_by_id(tx.connection, item_id), label)
    meant = ship_meant.of(tx, found, label, scan.scan_id)
    if len(meant) > 1:
        meant = _narrowed(tx, scan, label, meant)
    if len(meant) == 1:
        return one_lsn(tx, scan, meant[0], label)
    if meant:
        return _which(tx, scan, meant, label)
    return _unfinished(tx, scan, label)


def _narrowed(tx: Tx, scan: Scan, label: LabelInProgress, meant: list[Lsn]) -> list[Lsn]:
    """Of several with one code those on hand, and of those what the order asks for."""
    meant = ship_meant.narrowed(tx, scan.head, label, meant)
    if len(meant) > 1:
        order = scan.order
        items = {one.item_id for one in builds.needs(tx.connection, order.id, order.kind)}
        items.add(order.item_id)
        meant = [lsn for lsn in meant if lsn.item_id in items] or meant
    return meant


def _which(tx: Tx, scan: Scan, meant: list[Lsn], label: LabelInProgress) -> Outcome:
    expected = replace(scan.following(), label=label, count=scan.expected.count)
    return ship_scans.which(tx, meant, expected, message("Which of them is it?"))


def one_lsn(tx: Tx, scan: Scan, lsn: Lsn, label: LabelInProgress) -> Outcome:
    """One lot or serial: an output, one that is worked on again, or a component."""
    item = catalogue.item_by_id(tx.connection, lsn.item_id)
    if build_outputs.is_output(tx, scan, item.id):
        serial = lsn.kind is LsnKind.SERIAL
        named = replace(
            label,
            serial=lsn.code if serial else None,
            lot=lsn.code if lsn.kind is LsnKind.LOT else label.lot if serial else None,
        )
        return _output(tx, scan, item, named)
    quantity = None
    if _says_how_many(tx, scan, label) and lsn.kind is not LsnKind.SERIAL:
        quantity = ship_meant.quantity(tx, lsn, label, scan.expected.count)
    return put(tx, scan, Put(lsn.id, quantity, scrap=scan.now.scrap))


def put(tx: Tx, scan: Scan, goods: Put) -> Outcome:
    """Put goods in; what is worked on again comes out, too."""
    lsn = lsns.by_id(tx.connection, goods.lsn_id or 0)
    again = scan.order.kind == "rework" and lsn.item_id == scan.order.item_id
    if again and not goods.scrap:
        return build_again.work_on(tx, scan, goods)
    return build_components.put_in(tx, scan, goods)


def _says_how_many(tx: Tx, scan: Scan, label: LabelInProgress) -> bool:
    """Whether a number was set, or stands on the label, or its GTIN is of a pack."""
    if scan.expected.count is not None or label.quantity is not None:
        return True
    if label.weight_kg is not None:
        return True
    pack = catalogue.item_by_gtin(tx.connection, label.gtin) if label.gtin else None
    return pack is not None and pack.units != 1


def _output(tx: Tx, scan: Scan, item: Item, label: LabelInProgress) -> Outcome:
    """What is made: under the codes of its label, or the next of ours."""
    quantity = _made_quantity(tx, scan, item, label)
    out = Output(
        item,
        quantity,
        lot=label.lot if item.tracking.by_lot else None,
        serial=label.serial if item.tracking.by_serial else None,
        expiry=label.expiry,
        scrap=scan.now.scrap,
    )
    return build_outputs.make(tx, scan, out)


def _made_quantity(tx: Tx, scan: Scan, item: Item, label: LabelInProgress) -> int:
    """How much is made: what was said, else what the order still wants; of serials one."""
    if item.tracking.by_serial:
        return 1 if label.serial else int(scan.expected.count or 1)
    if _says_how_many(tx, scan, label):
        return ship_meant.of_item(tx, item, label, scan.expected.count)
    drafts = builds.on_drafts(tx.connection, scan.order.id)
    if item.id == scan.order.item_id:
        left = scan.order.ordered - scan.order.made - drafts.made.get(item.id, 0)
    else:
        needs = builds.needs(tx.connection, scan.order.id, scan.order.kind)
        left = sum(one.left for one in needs if one.item_id == item.id)
    return max(left, 0) or int(10**item.decimals)


def _unfinished(tx: Tx, scan: Scan, label: LabelInProgress) -> Outcome:
    """An item whose lot or serial is still to be scanned: which goes first is said.

    Raises:
        Refusal: the label names a lot or serial that is not ours, or no item.
    """
    item_id = ship_meant.item_of(tx, label)
    if item_id is None:
        raise refusal("No lot or serial of ours is on this label.", _NO_GOODS)
    item = catalogue.item_by_id(tx.connection, item_id)
    if item.tracking is Tracking.NONE:
        raise refusal(
            "Nothing of {item} is on hand.", "Receive it first.", item=item.description
        )
    first = next(iter(pickable.of_items(tx.connection, {item.id: tx.by.on}, most=1)), None)
    return taken.unfinished(item, label, scan.expected, first)
