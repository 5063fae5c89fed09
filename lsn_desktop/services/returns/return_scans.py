"""Scans on a return to a supplier: lots, serials and pallets that go back."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.items import LsnKind, Tracking
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
from lsn_desktop.domain.quantities import off_grid, on_grid, plain
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.services.codes import identifying, stated
from lsn_desktop.services.codes.identifying import Count, Delivery, Part, Place
from lsn_desktop.services.receipts import receipt_lines, receiving
from lsn_desktop.services.returns import returnable
from lsn_desktop.storage import (
    catalogue,
    documents,
    going_back,
    handling_units,
    journal,
    lsns,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.domain.items import Item
    from lsn_desktop.domain.label_in_progress import LabelInProgress
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.services.returns.returnable import Taken
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.lsns import Lsn
    from lsn_desktop.storage.transactions import Tx

_NO_GOODS = mark("Scan the label of the goods that go back.")
_ANSWERS = 9


def return_scan(tx: Tx, reading: Reading, expected: Expectation, scan_id: int) -> Outcome:
    """Put a scanned lot, serial or pallet on a return: all that is held, or as many as set.

    Raises:
        Refusal: the code names no goods of ours, they never came from the supplier, or
            nothing of them may go back.
    """
    head = _kept_draft(tx, expected.document_id)
    found = identifying.identify(tx, reading, scan_id, None, Delivery(tx, head.id))
    if isinstance(found, Count):
        return receiving.count_next(expected, found)
    if isinstance(found, Place):
        raise refusal("{place} is a place, and no goods.", _NO_GOODS, place=found.code)
    label = _gathered(expected.label, found.label)
    if label.sscc and not label.identifies:
        return take_pallet(tx, head, label.sscc, scan_id)
    meant = _narrowed(tx, head, label, meant_by(tx, found, label, scan_id))
    if len(meant) == 1:
        return take(tx, meant[0], replace(expected, document_id=head.id), scan_id)
    if not meant:
        return _which_of_item(tx, label, expected)
    return _which(tx, meant, expected, message("Which of them goes back?"))


def take(tx: Tx, lsn: Lsn, expected: Expectation, scan_id: int) -> Outcome:
    """Put one lot or serial on the return.

    Raises:
        Refusal: it never came from the supplier, or too little of it may go back.
    """
    head = _kept_draft(tx, expected.document_id)
    item = catalogue.item_by_id(tx.connection, lsn.item_id)
    wanted = None
    if expected.count is not None:
        wanted = on_grid(Fraction(expected.count), item.decimals, item.unit)
    taken = returnable.put_on(tx, head, lsn, wanted, scan_id)
    told = _told(item, lsn, taken)
    words = message(
        "{quantity} {unit} of {item} {code} goes back",
        quantity=plain(off_grid(taken.quantity, item.decimals)),
        unit=item.unit,
        item=item.description,
        code="" if lsn.kind is LsnKind.BULK else lsn.code,
    )
    kind, remedy = OutcomeKind.OK, None
    if not going_back.suppliers(tx.connection, lsn.id):
        kind = OutcomeKind.ATTENTION
        remedy = message("No receipt says who it came from: check that it is theirs.")
    tx.events.append(Event("document", head.id))
    following = Expectation(head.id, last_line_id=taken.line_ids[-1])
    if len(taken.line_ids) == 1:
        told = replace(told, line_id=taken.line_ids[0])
    else:
        _journal_each(tx, taken, scan_id)
    return Outcome(kind, words, following, remedy, line=told)


def answer(tx: Tx, value: str, expected: Expectation, scan_id: int) -> Outcome:
    """Take the answer to which lot or serial goes back.

    Raises:
        Refusal: it was not asked, or it is no answer to it.
    """
    question = expected.question
    offered = {choice.value for choice in question.answers} if question else set()
    if value not in offered:
        raise refusal(
            "{value} is no answer to this.", "Choose one of the answers.", value=value
        )
    if value == "leave":
        return Outcome(
            OutcomeKind.HEARD, message("Left out"), Expectation(expected.document_id)
        )
    lsn = lsns.by_id(tx.connection, int(value))
    return take(tx, lsn, Expectation(expected.document_id, count=expected.count), scan_id)


def _kept_draft(tx: Tx, document_id: int) -> Document:
    is_draft = documents.keep_draft(tx, document_id)
    head = documents.by_id(tx.connection, document_id)
    if not is_draft:
        raise refusal(
            "{number} is {status}: it takes no more scans.",
            "Start a new return and scan this label again.",
            number=head.number,
            status=head.status,
        )
    receipt_lines.must_be_here(tx, head)
    return head


def _gathered(before: LabelInProgress, part: LabelInProgress) -> LabelInProgress:
    """The label so far with a part of it; another label begins anew."""
    return part if before.contradicts(part) else before.with_part(part)


def meant_by(tx: Tx, found: Part, label: LabelInProgress, scan_id: int) -> list[Lsn]:
    """The lots or serials a label may mean."""
    if found.candidates:
        return [each.lsn for each in found.candidates]
    if found.readings:
        each = (stated.facts(tx.connection, one, scan_id, "") for one in found.readings)
        meant = {lsn.id: lsn for one in each for lsn in _of_label(tx, one)}
        return list(meant.values())
    return _of_label(tx, label)


def _narrowed(tx: Tx, head: Document, label: LabelInProgress, meant: list[Lsn]) -> list[Lsn]:
    """Of several with one code those of the item that was scanned, then of the supplier."""
    if len(meant) > 1:
        of_item = [lsn for lsn in meant if lsn.item_id == label.item_id]
        meant = of_item or meant
    if len(meant) > 1:
        theirs = [
            lsn
            for lsn in meant
            if head.party_id
            in {each.id for each in going_back.suppliers(tx.connection, lsn.id)}
        ]
        meant = theirs or meant
    return meant


def _of_label(tx: Tx, label: LabelInProgress) -> list[Lsn]:
    item_id = _item_of(tx, label)
    code = label.serial or label.lot
    if item_id is None or not code:
        return []
    kind = LsnKind.SERIAL if label.serial else LsnKind.LOT
    return [
        each.lsn
        for each in lsns.candidates(tx.connection, code)
        if each.lsn.item_id == item_id and each.lsn.kind is kind
    ][:1]


def _item_of(tx: Tx, label: LabelInProgress) -> int | None:
    if label.item_id is not None or label.gtin is None:
        return label.item_id
    pack = catalogue.item_by_gtin(tx.connection, label.gtin)
    return pack.item.id if pack else None


def _which_of_item(tx: Tx, label: LabelInProgress, expected: Expectation) -> Outcome:
    """Ask which of what is held of an item goes back: its label says no more.

    Raises:
        Refusal: no lot of ours is on the label, or nothing of the item is held.
    """
    item_id = _item_of(tx, label)
    if item_id is None or label.lot or label.serial:
        raise refusal(
            "No lot or serial of ours is on this label.",
            "Scan a label with the lot or serial of the goods.",
        )
    item = catalogue.item_by_id(tx.connection, item_id)
    found = going_back.stopped_of(tx.connection, item_id)
    if not found:
        raise refusal(
            "Nothing of {item} is held or rejected.",
            "Hold the goods first: what may be used or sold does not go back.",
            item=item.description,
        )
    if item.tracking is Tracking.NONE:
        return take(tx, found[0], expected, label.scan_ids[-1])
    words = message("Which {item} goes back?", item=item.description)
    asked = _which(tx, found, replace(expected, label=label), words)
    return replace(asked, remedy=message("Choose it, or scan its lot or serial."))


def _which(tx: Tx, meant: Sequence[Lsn], expected: Expectation, words: Message) -> Outcome:
    answers = [
        Answer(str(lsn.id), message("{code} · {item}", code=lsn.code, item=_name(tx, lsn)))
        for lsn in meant[: _ANSWERS - 1]
    ]
    leave = Answer("leave", message("Leave it out"))
    question = Question(Asks.GOING_BACK, (*answers, leave))
    line = ToldLine(item=_name(tx, meant[0]))
    return Outcome(
        OutcomeKind.QUESTION, words, replace(expected, question=question), line=line,
        question=question,
    )  # fmt: skip


def _name(tx: Tx, lsn: Lsn) -> str:
    return catalogue.item_by_id(tx.connection, lsn.item_id).description


def take_pallet(tx: Tx, head: Document, sscc: str, scan_id: int) -> Outcome:
    """All that came on a pallet and may go back.

    Raises:
        Refusal: nothing came on it, or nothing of it may go back.
    """
    content = handling_units.content(tx.connection, sscc)
    if not content:
        raise refusal(
            "Nothing of ours came on pallet {sscc}.",
            "Scan the labels of the goods on it.",
            sscc=sscc,
        )
    # What came on it may stand anywhere by now; what was packed stands in it.
    units = {each.unit_id for each in content if each.unit_id is not None}
    made: list[Taken] = []
    why: Refusal | None = None
    for lsn_id in dict.fromkeys(each.lsn_id for each in content):
        try:
            lsn = lsns.by_id(tx.connection, lsn_id)
            made.append(returnable.put_on(tx, head, lsn, None, scan_id, units))
        except Refusal as refused:
            why = refused
    if not made:
        raise why or LookupError(sscc)
    for each in made:
        _journal_each(tx, each, scan_id)
    left = len({each.lsn_id for each in content}) - len(made)
    words = mark("{count} lots or serials of pallet {sscc} go back")
    if len(made) == 1:
        words = mark("{count} lot or serial of pallet {sscc} goes back")
    remedy = message("{count} others on it may not go back.", count=left) if left else None
    kind = OutcomeKind.ATTENTION if left else OutcomeKind.OK
    tx.events.append(Event("document", head.id))
    line = ToldLine(item=str(message("Pallet {sscc}", sscc=sscc)))
    following = Expectation(head.id, last_line_id=made[-1].line_ids[-1])
    said = message(words, count=len(made), sscc=sscc)
    return Outcome(kind, said, following, remedy, line=line)


def _journal_each(tx: Tx, taken: Taken, scan_id: int) -> None:
    goods = taken.goods
    words = message("{item} {code} goes back", item=goods.item, code=goods.code)
    for line_id in taken.line_ids:
        journal.add_outcome(tx, scan_id, OutcomeKind.OK, words, line_id=line_id)


def _told(item: Item, lsn: Lsn, taken: Taken) -> ToldLine:
    return ToldLine(
        item=item.description,
        sku=item.sku,
        lot=lsn.code if lsn.kind is LsnKind.LOT else None,
        serial=lsn.code if lsn.kind is LsnKind.SERIAL else None,
        expiry=lsn.expiry,
        quantity=off_grid(taken.quantity, item.decimals),
        unit=item.unit,
        place=taken.goods.place,
        lsn_id=lsn.id,
    )
