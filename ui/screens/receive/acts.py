"""What is done to a receipt without a scan: each in a transaction of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services import choosing, posting, receiving
from lsn_desktop.storage import documents
from ui.screens.receive.scan_loop import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.services.receiving import OpenReceipt
    from lsn_desktop.storage.transactions import Tx


def opened_order(order_id: int, uid: str) -> Callable[[Tx, Expectation], Outcome]:
    """Receive an order: its draft here, or a new receipt."""
    return lambda tx, _expected: _opened(tx, choosing.receive_order(tx, order_id, uid))


def opened_without_order(order: OpenReceipt) -> Callable[[Tx, Expectation], Outcome]:
    """Receive what came without an order."""
    return lambda tx, _expected: _opened(tx, receiving.open_receipt(tx, order))


def opened_draft(document_id: int) -> Callable[[Tx, Expectation], Outcome]:
    """Go on with a draft; one of another workstation is taken over."""

    def act(tx: Tx, _expected: Expectation) -> Outcome:
        choosing.take_over(tx, document_id)
        return _opened(tx, document_id)

    return act


def _opened(tx: Tx, document_id: int) -> Outcome:
    receipt = documents.by_id(tx.connection, document_id)
    words = message(
        "Receiving {number}: scan the goods", number=receipt.purchase_order or receipt.number
    )
    return Outcome(OutcomeKind.HEARD, words, Expectation(document_id))


def put_aside(tx: Tx, expected: Expectation) -> Outcome:
    """Begin the next label: what is unfinished stays in the list as it is."""
    words = message("Scan the next label")
    return Outcome(OutcomeKind.HEARD, words, receiving.begin_next_label(tx, expected))


def undone(line_id: int) -> Callable[[Tx, Expectation], Outcome]:
    """Take back one line; a label in progress goes on."""

    def act(tx: Tx, expected: Expectation) -> Outcome:
        outcome = receiving.undo_line(tx, line_id)
        if expected.last_line_id == line_id:
            expected = replace(expected, last=None, last_line_id=None)
        return replace(outcome, next=expected)

    return act


def undo_last(tx: Tx, expected: Expectation) -> Outcome:
    """Take back what came last: the label in progress, the set quantity, or the newest line."""
    if expected.label or expected.question is not None or expected.count is not None:
        return put_aside(tx, expected)
    lines = documents.lines(tx.connection, expected.document_id)
    if not lines:
        raise refusal("There is nothing to take back.", "Scan the goods.")
    return undone(lines[-1].id)(tx, expected)


def post(tx: Tx, expected: Expectation) -> Outcome:
    """Post what is there; a label in progress is put aside first."""
    receiving.begin_next_label(tx, expected)
    count = posting.post(tx, expected.document_id)
    number = documents.by_id(tx.connection, expected.document_id).number
    words = message("Posted {number}: {count} lines", number=number, count=count)
    return Outcome(OutcomeKind.OK, words, NOWHERE)


def discard(tx: Tx, expected: Expectation) -> Outcome:
    """Give up the draft."""
    receiving.begin_next_label(tx, expected)
    posting.discard(tx, expected.document_id)
    number = documents.by_id(tx.connection, expected.document_id).number
    return Outcome(OutcomeKind.OK, message("Discarded {number}", number=number), NOWHERE)


def reversed_for(
    document_id: int, reason: str, uid: str
) -> Callable[[Tx, Expectation], Outcome]:
    """Turn a posted receipt back, whole."""

    def act(tx: Tx, expected: Expectation) -> Outcome:
        back = documents.by_id(tx.connection, posting.reverse(tx, document_id, reason, uid))
        number = documents.by_id(tx.connection, document_id).number
        words = message(
            "{number} is reversed by {reversal}", number=number, reversal=back.number
        )
        return Outcome(OutcomeKind.OK, words, expected)

    return act
