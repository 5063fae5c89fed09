"""From a label with all it needs to a draft line, or to the one question in the way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from lsn_desktop.domain import expiry as expiries
from lsn_desktop.domain.double_scans import RULES, Again, Mode
from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import mark, message
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind, ToldLine
from lsn_desktop.domain.quantities import counted_on_grid, off_grid, plain
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.services.codes import stated
from lsn_desktop.services.receipts import questions, receipt_lots, ticking
from lsn_desktop.storage import catalogue, documents, ledger, lsns, orders, receipts
from lsn_desktop.storage.audit_chain import Entry
from lsn_desktop.storage.documents import NewLine

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.domain.items import Item
    from lsn_desktop.domain.label_in_progress import LabelInProgress
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.storage.catalogue import Pack
    from lsn_desktop.storage.documents import Document, Line
    from lsn_desktop.storage.lsns import Lsn
    from lsn_desktop.storage.orders import OpenLine
    from lsn_desktop.storage.transactions import Tx

_USUAL_LIMIT = 10_000
HERE_ALREADY = mark("Serial {serial} of {item} is already in {place}.")
SCANNED_BEFORE = mark("Serial {serial} of {item} was scanned before, on {number}.")


def settle(tx: Tx, expectation: Expectation, scan_id: int) -> Outcome:
    """Make the label's line, or say what it still needs.

    Raises:
        Refusal: a rule forbids the line (a serial twice, a quantity off the grid).
    """
    expectation = _counted(expectation)
    label = expectation.label
    if label.item_id is None:
        return questions.item_wanted(tx, expectation)
    pack = _pack(tx, label)
    same = pack is not None and pack.item.id == label.item_id
    item = pack.item if pack and same else catalogue.item_by_id(tx.connection, label.item_id)
    receipt = documents.by_id(tx.connection, expectation.document_id)
    _must_be_draft(receipt)
    must_be_here(tx, receipt)
    wanted = questions.code_wanted(tx, expectation, item)
    if wanted:
        return wanted
    order_line = None
    if receipt.purchase_order_id is not None:
        order_line = orders.line_for(tx.connection, receipt.purchase_order_id, item.id)
        if order_line is None and "not ordered" not in expectation.settled:
            again = _again(tx, expectation, item)
            return again or questions.not_ordered(expectation, item, receipt)
    quantity = _quantity(label, item, pack)
    if quantity > most_at_once(item) and "quantity" not in expectation.settled:
        return questions.so_many(expectation, item, quantity)
    lots = receipt_lots.of_label(tx, item, label, receipt, expectation.settled)
    if lots.question is not None:
        return questions.about_expiry(tx, expectation, item, lots)
    found = Found(item, lots.lsn, lots.expiry, quantity, receipt, order_line)
    return _recognised(tx, expectation, found) or _add(tx, expectation, scan_id, found)


def most_at_once(item: Item) -> int:
    """How much one label usually counts at most, on the item's grid."""
    return item.scan_limit or _USUAL_LIMIT * 10**item.decimals


def _counted(expectation: Expectation) -> Expectation:
    """The quantity set for the next scan goes to the label which that scan is of."""
    if expectation.count is None:
        return expectation
    label = replace(expectation.label, count=expectation.count)
    return replace(expectation, label=label, count=None)


@dataclass(frozen=True, slots=True)
class Found:
    """All that a line is made of."""

    item: Item
    lsn: Lsn
    expiry: date | None
    quantity: int
    receipt: Document
    order_line: OpenLine | None


def _add(tx: Tx, expectation: Expectation, scan_id: int, found: Found) -> Outcome:
    label, item, receipt = expectation.label, found.item, found.receipt
    assert receipt.location_id is not None  # noqa: S101 - a receipt has a place
    weight = None
    if label.weight_kg is not None:
        weight = int(label.weight_kg * 1000)
    added = documents.add_line(
        tx,
        receipt.id,
        NewLine(
            uid=tx.uid(),
            item_id=item.id,
            lsn_id=found.lsn.id,
            from_location_id=catalogue.virtual_location(tx.connection, "supplier"),
            to_location_id=receipt.location_id,
            quantity=found.quantity,
            purchase_order_line_id=found.order_line.id if found.order_line else None,
            weight_g=weight,
            scan_id=scan_id or None,
        ),
    )
    if added is None:
        _must_be_draft(documents.by_id(tx.connection, receipt.id))
        raise LookupError(receipt.id)
    line_id, digest = added
    words = added_words(item, found.quantity)
    tx.entries.append(Entry("scan", words, "document", receipt.id, digest))
    line = told_of(found, label, line_id)
    if found.lsn.kind is not LsnKind.SERIAL:
        line = _of_lot(tx, found, line)
    ticked = _ticked(tx, found, line_id)
    differs = warning(tx.by.on, found, ticked.warning)
    beside = ticked.warning if differs != ticked.warning else ticked.done
    return Outcome(
        OutcomeKind.ATTENTION if differs else OutcomeKind.OK,
        differs or said(line),
        _next(expectation, line_id),
        beside,
        line=line,
    )


def _ticked(tx: Tx, found: Found, line_id: int) -> ticking.Ticked:
    """What the new line is of all that was announced."""
    ticker = ticking.begun(tx, found.receipt)
    if ticker is None:
        return ticking.Ticked()
    return ticker.tick(line_id, found.item, found.lsn, found.quantity, found.expiry)


def _of_lot(tx: Tx, found: Found, line: ToldLine) -> ToldLine:
    """The line with how often its lot was scanned on this receipt: each scan is a carton."""
    scans, quantity = documents.so_far(tx.connection, found.receipt.id, found.lsn.id)
    return replace(line, scans=scans, of_lot=off_grid(quantity, found.item.decimals))


def said(line: ToldLine) -> Message:
    """What the dock says of a new line; of a lot scanned before, how much of it came."""
    nothing = Decimal(0)
    added = {"quantity": plain(line.quantity or nothing), "unit": line.unit, "item": line.item}
    if line.scans <= 1 or not line.lot:
        return message("{quantity} {unit} of {item} added", **added)
    return message(
        "{quantity} {unit} of {item} added: scan {scans} of {lot}, {total} so far",
        **added,
        scans=line.scans,
        lot=line.lot,
        total=plain(line.of_lot or nothing),
    )


def added_words(item: Item, quantity: int) -> Message:
    """What the audit trail and the dock say of a new line."""
    return message(
        "{quantity} {unit} of {item} added",
        quantity=plain(off_grid(quantity, item.decimals)),
        unit=item.unit,
        item=item.description,
    )


def told_of(found: Found, label: LabelInProgress, line_id: int) -> ToldLine:
    """A new line in the words of the dock."""
    item = found.item
    return ToldLine(
        item=item.description,
        sku=item.sku,
        gtin=label.gtin,
        lot=label.lot,
        serial=label.serial,
        expiry=found.expiry,
        quantity=off_grid(found.quantity, item.decimals),
        unit=item.unit,
        place=found.receipt.location or "",
        line_id=line_id,
        lsn_id=found.lsn.id,
        so_far=_of_order(found, with_this=True),
        ordered=_of_order(found, with_this=False),
    )


def _of_order(found: Found, *, with_this: bool) -> Decimal | None:
    """What came for the order's line, this line included, or what was ordered on it."""
    line = found.order_line
    if line is None:
        return None
    quantity = line.received + found.quantity if with_this else line.ordered
    return off_grid(quantity, found.item.decimals)


def _next(expectation: Expectation, line_id: int) -> Expectation:
    return Expectation(
        expectation.document_id,
        last=expectation.label,
        last_line_id=line_id,
        settled=expectation.settled,
        read_before=expectation.read_before,
    )


def kept_draft(tx: Tx, document_id: int) -> Document:
    """A receipt that nobody else can post or discard before this transaction ends.

    Raises:
        Refusal: it is a draft no longer.
    """
    documents.keep_draft(tx, document_id)
    receipt = documents.by_id(tx.connection, document_id)
    _must_be_draft(receipt)
    return receipt


def _must_be_draft(receipt: Document) -> None:
    if receipt.status != "draft":
        raise refusal(
            "{number} is {status}: it takes no more scans.",
            "Start a new receipt and scan this label again.",
            number=receipt.number,
            status=receipt.status,
        )


def must_be_here(tx: Tx, receipt: Document) -> None:
    """A draft belongs to one workstation at a time."""
    if receipt.workstation_id != tx.by.workstation_id:
        raise refusal(
            "{number} was taken over by {station}.",
            "Go on there, or take it over here again.",
            number=receipt.number,
            station=receipts.workstation_name(tx.connection, receipt.workstation_id),
        )


def _pack(tx: Tx, label: LabelInProgress) -> Pack | None:
    """The pack that the label's number stands for."""
    pack = catalogue.item_by_gtin(tx.connection, label.gtin) if label.gtin else None
    if pack is None and label.number is not None:
        pack = stated.pack_of(tx.connection, label.number)
    return pack


def _quantity(label: LabelInProgress, item: Item, pack: Pack | None) -> int:
    counted = quantity_of(label, item, pack)
    if isinstance(counted, Refusal):
        raise counted
    return counted


def quantity_of(label: LabelInProgress, item: Item, pack: Pack | None) -> int | Refusal:
    """How many base units a label stands for, on the item's grid; ``pack`` is its number's.

    AI (37) and (30) count trade units of the GTIN beside them; a count equal to what the
    GTIN's own pack holds counts what is inside the pack (GS1 General Specifications 3.6.5).
    """
    times = Fraction(label.count or 1)
    if item.tracking.by_serial:
        if times == 1 == (label.quantity or 1):
            return 1
        return refusal(
            "A serial number is one piece: {serial} cannot count {count}.",
            "Scan each serial by itself.",
            serial=label.serial or "",
            count=plain(times if times != 1 else Fraction(label.quantity or 1)),
        )
    units = pack.units if pack and pack.item.id == item.id else Fraction(1)
    if label.quantity is not None:
        given = Fraction(label.quantity)
        same_as_pack = not label.content and given == units
        units = given if same_as_pack else given * units
    elif label.weight_kg is not None and item.unit in _WEIGHTS:
        units = Fraction(label.weight_kg) * _WEIGHTS[item.unit]
    return counted_on_grid(times * units, item.decimals, item.unit)


_WEIGHTS = {"kg": Fraction(1), "g": Fraction(1000)}


def _recognised(tx: Tx, expectation: Expectation, found: Found) -> Outcome | None:
    """What is said of a serial that is on this receipt already: one piece, counted once.

    Raises:
        Refusal: it stands in a place, or is on another open receipt: two pieces have it.
    """
    item, lsn, receipt = found.item, found.lsn, found.receipt
    if lsn.kind is not LsnKind.SERIAL or RULES[Mode.RECEIVE].serial is Again.COUNTED:
        return None
    lsns.keep(tx, lsn.id)  # another station may be scanning it at this moment
    for place in ledger.places(tx.connection, lsn.id):
        raise here_already(item, lsn.code, place.location)
    draft = documents.draft_with(tx.connection, lsn.id)
    if draft is None:
        return None
    if draft[1] != receipt.id:
        raise scanned_before(item, lsn.code, draft[0])
    return _counted_once(expectation, item, lsn)


def _again(tx: Tx, expectation: Expectation, item: Item) -> Outcome | None:
    """The serial of the label where this receipt has it: nothing is asked of it again."""
    serial = expectation.label.serial if item.tracking.by_serial else None
    for each in lsns.candidates(tx.connection, serial) if serial else ():
        lsn = each.lsn
        if (lsn.item_id, lsn.kind, lsn.code) == (item.id, LsnKind.SERIAL, serial):
            draft = documents.draft_with(tx.connection, lsn.id)
            if draft is not None and draft[1] == expectation.document_id:
                return _counted_once(expectation, item, lsn)
    return None


def _counted_once(expectation: Expectation, item: Item, lsn: Lsn) -> Outcome:
    line = ToldLine(item=item.description, sku=item.sku, serial=lsn.code, lsn_id=lsn.id)
    words = message("{serial} is on this receipt already: counted once", serial=lsn.code)
    remedy = message("Go on with the next piece.")
    kind = OutcomeKind.ATTENTION
    return Outcome(kind, words, Expectation(expectation.document_id), remedy, line=line)


def here_already(item: Item, serial: str, place: str) -> Refusal:
    """The refusal of a serial that stands in a place."""
    return refusal(
        HERE_ALREADY,
        "Check the label: two pieces cannot have one serial.",
        serial=serial,
        item=item.description,
        place=place,
    )


def scanned_before(item: Item, serial: str, number: str) -> Refusal:
    """The refusal of a serial that is on an open receipt."""
    return refusal(
        SCANNED_BEFORE,
        "Go on with the next piece.",
        serial=serial,
        item=item.description,
        number=number,
    )


_PRESSING = (
    mark("Expires today, policy asks {asked}"),
    mark("Expires in {left} day, policy asks {asked}"),
)


def warning(on: date, found: Found, announced: Message | None = None) -> Message | None:
    """The most pressing thing the operator should know of a line taken on a day.

    ``announced`` is how it differs from the supplier's notice: before what was ordered, since
    a lot that nobody announced may be another's.
    """
    item, expiry = found.item, found.expiry
    if expiry is not None and not expiries.usable_on(expiry, on, item.usable):
        return message("Expired on {expiry}: it will not be shipped or used", expiry=expiry)
    left = expiries.short_of(expiry, on, item.life_on_receipt_days)
    if left is not None:
        words = mark("Expires in {left} days, policy asks {asked}")
        if left in {0, 1}:
            words = _PRESSING[left]
        return message(words, left=left, asked=item.life_on_receipt_days)
    if announced is not None:
        return announced
    line = found.order_line
    if line is not None and line.received + found.quantity > line.ordered:
        over = off_grid(line.received + found.quantity - line.ordered, item.decimals)
        return message(
            "{over} {unit} more than ordered", over=plain(Decimal(over)), unit=item.unit
        )
    if found.lsn.held_whole:
        return message("{code} is on hold: this stock is held too", code=found.lsn.code)
    return None


def told(tx: Tx, line: Line, place: str) -> ToldLine:
    """A line in the words of the dock."""
    item = catalogue.item_by_id(tx.connection, line.item_id)
    lsn = lsns.by_id(tx.connection, line.lsn_id)
    return ToldLine(
        item=item.description,
        sku=item.sku,
        lot=lsn.code if lsn.kind is LsnKind.LOT else None,
        serial=lsn.code if lsn.kind is LsnKind.SERIAL else None,
        expiry=lsn.expiry,
        quantity=off_grid(line.quantity, item.decimals),
        unit=item.unit,
        place=place,
        line_id=line.id,
        lsn_id=lsn.id,
    )
