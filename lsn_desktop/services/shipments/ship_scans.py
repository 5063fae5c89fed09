"""Scans on a shipment: goods, pallets, places, the order's number, the carrier's label.

Each scan of goods is one label: a serial is one piece, a lot as much as its label or the
pack of its GTIN says, times the number set before. What is claimed by a scan is promised to
this shipment until it is posted, taken back or discarded.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

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
from lsn_desktop.domain.shipping import Goods, Shipping
from lsn_desktop.scanning.naming import read_as
from lsn_desktop.services.codes import identifying
from lsn_desktop.services.codes.identifying import Count, Delivery, Place
from lsn_desktop.services.documents import drafting, taken
from lsn_desktop.services.receipts import receiving
from lsn_desktop.services.shipments import (
    parcelling,
    ship_goods,
    ship_meant,
    ship_orders,
    ship_packing,
)
from lsn_desktop.storage import (
    catalogue,
    lsns,
    pickable,
    sales_orders,
    standing,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.domain.label_in_progress import LabelInProgress
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.services.codes.identifying import Part
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.lsns import Lsn
    from lsn_desktop.storage.transactions import Tx

_NONE = Shipping()
_ANSWERS = 9


def ship_scan(tx: Tx, reading: Reading, expected: Expectation, scan_id: int) -> Outcome:
    """Take one scan on a shipment.

    Raises:
        Refusal: the code names no goods of ours, or they may not go: it says why.
    """
    head = drafting.kept_here(tx, expected.document_id)
    expected = _asks_no_more(expected)
    if meant := ship_meant.called_like_a_number(tx, reading):
        return _one_of(tx, head, meant, expected, scan_id)
    try:
        found = identifying.identify(tx, reading, scan_id, None, Delivery(tx, head.id))
    except Refusal as unknown:
        outcome = _otherwise(tx, head, reading, expected, scan_id)
        if outcome is None:
            raise unknown from None
        return replace(outcome, read_as=read_as(reading))
    if isinstance(found, Count):
        outcome = receiving.count_next(expected, found)
    elif isinstance(found, Place):
        outcome = _from(tx, expected, found)
    else:
        outcome = _take(tx, head, found, expected, scan_id)
    return replace(outcome, read_as=read_as(reading))


def take_row(
    tx: Tx, lsn_id: int, place_id: int, quantity: int, expected: Expectation, scan_id: int
) -> Outcome:
    """Take goods chosen from the pick list, where they stand and as many as it proposes.

    Raises:
        Refusal: they are not there any more, or may not go.
    """
    head = drafting.kept_here(tx, expected.document_id)
    goods = Goods(lsn_id, quantity, place_id)
    return ship_goods.put_on(tx, head, goods, _asks_no_more(expected), scan_id)


def answer(tx: Tx, value: str, expected: Expectation, scan_id: int) -> Outcome:
    """Take the answer to what is asked: which goods, in place of what, or really so many.

    Raises:
        Refusal: it was not asked, it is no answer to it, or the goods may not go.
    """
    head = drafting.kept_here(tx, expected.document_id)
    question, now = expected.question, expected.shipping or _NONE
    offered = {choice.value for choice in question.answers} if question else set()
    if question is None or value not in offered:
        raise refusal(
            "{value} is no answer to this.", "Choose one of the answers.", value=value
        )
    plain = _asks_no_more(expected)
    if value == "leave":
        return Outcome(OutcomeKind.HEARD, message("Left here"), _begun(plain))
    if question.asks is Asks.CODE:
        lsn = lsns.by_id(tx.connection, int(value))
        return _put(tx, head, lsn, expected.label, plain, scan_id)
    assert now.asked is not None  # noqa: S101 - the question is about goods
    goods = _settled(tx, head, now.asked, value)
    return ship_goods.put_on(tx, head, goods, plain, scan_id)


def _settled(tx: Tx, head: Document, asked: Goods, value: str) -> Goods:
    """The goods as the answer says they go."""
    if value == "beside":
        return replace(asked, settled=asked.settled | {ship_orders.NOT_ORDERED})
    if value == "more":
        return replace(asked, settled=asked.settled | {ship_orders.MORE})
    if value == "rest":
        where = ship_orders.of_item(tx, head, lsns.by_id(tx.connection, asked.lsn_id), asked)
        return replace(asked, quantity=where.left) if where and where.left else asked
    line_id = int(value.removeprefix(ship_orders.INSTEAD.format("")))
    return replace(asked, order_line_id=line_id)


def _asks_no_more(expected: Expectation) -> Expectation:
    """Without what was asked of the goods before, and what stopped them."""
    now = expected.shipping
    if now is not None:
        now = Shipping(now.source, now.source_code) if now.source is not None else None
    return replace(expected, question=None, shipping=now)


def _begun(expected: Expectation) -> Expectation:
    """Ready for the next label."""
    return Expectation(expected.document_id, shipping=expected.shipping)


def _otherwise(
    tx: Tx, head: Document, reading: Reading, expected: Expectation, scan_id: int
) -> Outcome | None:
    """What a code means that names no goods by itself; None if nothing."""
    if meant := ship_meant.by_anybody(tx, reading):
        return _one_of(tx, head, meant, expected, scan_id)
    if (kept := parcelling.keep_scanned(tx, head, reading, scan_id)) is not None:
        return replace(kept, next=expected)
    return _of_order(tx, head, reading.text.strip(), expected)


def _of_order(tx: Tx, head: Document, text: str, expected: Expectation) -> Outcome | None:
    """The number of an order, ours or the customer's, while a shipment is open."""
    found = sales_orders.by_number(tx.connection, text)
    orders = [found] if found else sales_orders.by_reference(tx.connection, text)
    if not orders:
        return None
    if head.sales_order_id in {one.id for one in orders}:
        words = message("{order} goes with this shipment", order=text)
        return Outcome(OutcomeKind.HEARD, words, expected)
    raise refusal(
        "{order} is another order: this shipment is for {customer}, {mine}.",
        "Post this one or leave it (Esc), then scan the other order.",
        order=text,
        customer=head.party or "-",
        mine=sales_orders.by_id(tx.connection, head.sales_order_id).number
        if head.sales_order_id
        else str(message("without an order")),
    )


def _from(tx: Tx, expected: Expectation, place: Place) -> Outcome:
    """Take what comes next from a place."""
    spot = standing.spot(tx.connection, place.location_id)
    if not spot.is_real:
        raise refusal(
            "{place} is no place one can walk to.", "Scan a bin or a dock.", place=spot.code
        )
    if spot.kind == "quarantine":
        raise refusal(
            "Nothing is shipped from {place}: it is quarantine.",
            "Scan the place of good stock.",
            place=spot.code,
        )
    words = message("From {place}: scan the goods", place=spot.code)
    after = replace(expected, shipping=Shipping(spot.id, spot.code))
    return Outcome(OutcomeKind.HEARD, words, after, line=ToldLine(place=spot.code))


def _take(tx: Tx, head: Document, found: Part, expected: Expectation, scan_id: int) -> Outcome:
    before, part = expected.label, found.label
    label = part if before.contradicts(part) else before.with_part(part)
    if label.sscc and not label.identifies:
        return _unit(tx, head, label.sscc, expected, scan_id)
    meant = ship_meant.narrowed(tx, head, label, ship_meant.of(tx, found, label, scan_id))
    if len(meant) == 1:
        return _put(tx, head, meant[0], label, expected, scan_id)
    if meant:
        return which(tx, meant, replace(expected, label=label), _WHICH)
    return _unfinished(tx, head, label, expected)


def _one_of(
    tx: Tx, head: Document, meant: Sequence[Lsn], expected: Expectation, scan_id: int
) -> Outcome:
    found = ship_meant.narrowed(tx, head, expected.label, list(meant))
    if len(found) == 1:
        return _put(tx, head, found[0], expected.label, expected, scan_id)
    return which(tx, found, expected, _WHICH)


def _unit(tx: Tx, head: Document, sscc: str, expected: Expectation, scan_id: int) -> Outcome:
    if (ours := ship_packing.scanned(tx, expected, sscc)) is not None:
        return ours
    unit_id = pickable.unit(tx.connection, sscc)
    if unit_id is None:
        raise refusal("Nothing is known of pallet {sscc}.", "Scan what is on it.", sscc=sscc)
    return ship_goods.put_on_unit(tx, head, unit_id, sscc, expected, scan_id)


def _put(
    tx: Tx,
    head: Document,
    lsn: Lsn,
    label: LabelInProgress,
    expected: Expectation,
    scan_id: int,
) -> Outcome:
    quantity = ship_meant.quantity(tx, lsn, label, expected.count)
    return ship_goods.put_on(tx, head, Goods(lsn.id, quantity), expected, scan_id)


_WHICH = message("Which of them goes?")


def which(tx: Tx, meant: Sequence[Lsn], expected: Expectation, words: Message) -> Outcome:
    """Ask which of several lots or serials with one code is meant."""
    names = {
        lsn.item_id: catalogue.item_by_id(tx.connection, lsn.item_id).description
        for lsn in meant
    }
    answers = [
        Answer(
            str(lsn.id),
            message("{code} · {item}", code=f"{lsn.code} {lsn.scope}".strip(),
                    item=names[lsn.item_id]),
        )
        for lsn in meant[: _ANSWERS - 1]
    ]  # fmt: skip
    question = Question(Asks.CODE, (*answers, Answer("leave", message("Leave it here"))))
    return Outcome(
        OutcomeKind.QUESTION,
        words,
        replace(expected, question=question),
        line=ToldLine(item=names[meant[0].item_id]),
        question=question,
    )


_NO_GOODS = mark("Scan a label with the lot or serial of the goods.")


def _unfinished(
    tx: Tx, head: Document, label: LabelInProgress, expected: Expectation
) -> Outcome:
    """An item whose lot or serial is still to be scanned: which goes first is said.

    Raises:
        Refusal: the label names a lot or serial that is not ours, or no item.
    """
    item_id = ship_meant.item_of(tx, label)
    if item_id is None:
        raise refusal("No lot or serial of ours is on this label.", _NO_GOODS)
    item = catalogue.item_by_id(tx.connection, item_id)
    first = ship_meant.goes_first(tx, head, item)
    return taken.unfinished(item, label, expected, first)
