"""A pallet or carton whose content was announced: scanned once, received as announced."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from lsn_desktop.domain.label_in_progress import LabelInProgress
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
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.services.receipts import announcing, receipt_lines, ticking
from lsn_desktop.storage import documents, journal, manifests

if TYPE_CHECKING:
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.storage.manifests import Announced
    from lsn_desktop.storage.transactions import Tx

_SETTLED = frozenset({"not ordered", "quantity"})  # the notice said so, and a person agreed


def asked(tx: Tx, expectation: Expectation, part: LabelInProgress) -> Outcome | None:
    """What is asked of an SSCC by itself; None where nothing is announced of it.

    An SSCC beside other codes of a label, or of a label in progress, is a part of that.
    """
    if part.sscc is None or part.identifies or expectation.label:
        return None
    receipt = documents.by_id(tx.connection, expectation.document_id)
    if not receipt.announced:
        return None
    by = ticking.going_by(receipt)
    announcing.learn_items(tx, by)
    lines = manifests.of_unit(tx.connection, by, part.sscc)
    if not lines:
        return None
    left = [line for line in lines if line.left]
    if not left:
        words = message("All of pallet {sscc} is here already", sscc=part.sscc)
        return Outcome(OutcomeKind.ATTENTION, words, expectation)
    question = Question(
        Asks.PALLET,
        (
            Answer("all", message("Receive all as announced")),
            Answer("leave", message("No, scan what is on it")),
        ),
    )
    return Outcome(
        OutcomeKind.QUESTION,
        _content(left),
        Expectation(
            expectation.document_id,
            label=LabelInProgress(sscc=part.sscc, scan_ids=part.scan_ids),
            question=question,
            read_before=expectation.read_before,
        ),
        line=ToldLine(item=_names(left)),
        question=question,
    )


def receive_all(tx: Tx, expectation: Expectation, scan_id: int) -> Outcome:
    """Receive what is still to come of the pallet, each announced line as a line.

    What cannot be received without being looked at (no lot, no expiry) stays to be scanned.
    """
    sscc = expectation.label.sscc or ""
    receipt = documents.by_id(tx.connection, expectation.document_id)
    left = [
        line
        for line in manifests.of_unit(tx.connection, ticking.going_by(receipt), sscc)
        if line.left
    ]
    fresh = Expectation(expectation.document_id, read_before=expectation.read_before)
    made: list[Outcome] = []
    for line in left:
        outcome = _receive(tx, fresh, line, scan_id)
        if outcome is not None:
            made.append(outcome)
    for each in made if len(left) > 1 else ():
        journal.add_outcome(tx, scan_id, each.kind, each.words, line_id=each.line.line_id)
    places = {"count": len(made), "sscc": sscc, "rest": len(left) - len(made)}
    if len(made) < len(left):
        rest = mark("{count} lines of pallet {sscc} received, scan the other {rest}")
        return Outcome(OutcomeKind.ATTENTION, message(rest, **places), fresh)
    words = message("{count} lines of pallet {sscc} received", **places)
    return made[0] if len(made) == 1 else Outcome(OutcomeKind.OK, words, fresh)


def _receive(tx: Tx, fresh: Expectation, line: Announced, scan_id: int) -> Outcome | None:
    """One announced line as a line of the receipt; None if something must be asked first."""
    if line.item_id is None:
        return None
    label = LabelInProgress(
        item_id=line.item_id,
        sscc=line.sscc,
        lot=line.lot or None,
        serial=line.serial or None,
        expiry=line.expiry,
        quantity=off_grid(line.left, line.decimals),
        scan_ids=(scan_id,),
    )
    expectation = replace(fresh, label=label, settled=_SETTLED)
    outcome = receipt_lines.settle(tx, expectation, scan_id)
    return outcome if outcome.line.line_id is not None else None


def _content(left: list[Announced]) -> Message:
    """The question, with what is on the pallet in few words."""
    items = {line.item_id for line in left}
    if len(items) == 1:
        quantity = sum((off_grid(line.left, line.decimals) for line in left), Decimal(0))
        return message(
            "Pallet of {quantity} {unit} {item}: receive all as announced?",
            quantity=plain(quantity),
            unit=left[0].unit,
            item=_names(left),
        )
    return message("Pallet of {count} lines: receive all as announced?", count=len(left))


def _names(left: list[Announced]) -> str:
    """The goods by name: the first, and how many others."""
    names = list(dict.fromkeys(line.item or line.named for line in left))
    return names[0] if len(names) == 1 else f"{names[0]} + {len(names) - 1}"
