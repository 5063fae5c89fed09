"""Command barcodes on a receipt, and the keys that do the same.

Each is done in the transaction of its scan or key, in its turn among the scans: "undo" right
after a label takes back that label.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Asks, Expectation, Outcome, OutcomeKind
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.codes.identifying import Count
from lsn_desktop.services.documents import commanding, posting
from lsn_desktop.services.receipts import answering, receiving, rejecting, taking_back
from lsn_desktop.storage import documents

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.domain.outcomes import Question
    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.storage.transactions import Tx

_NO = {Asks.EXPIRY: "none", Asks.EXPIRY_CONFLICT: "label"}
_LEAVE = "leave"
WHICH = frozenset({Asks.READING, Asks.CODE})
"""What is asked that no yes answers: it does not say which."""


def receive_command(tx: Tx, command: Command, expected: Expectation, scan_id: int) -> Outcome:
    """Do what a command barcode asks on the receipt that is open.

    Raises:
        Refusal: there is nothing of the kind to do, or a rule forbids it.
    """
    if command.name in {"yes", "no", "answer"}:
        return _answered(tx, command, expected, scan_id)
    if command.name == "quantity" and asks_how_many(expected):
        return answering.answer(tx, command.argument, expected, scan_id)
    if command.name == "quantity":
        return receiving.count_next(expected, Count(Decimal(command.argument)))
    acts: dict[str, Callable[[Tx, Expectation], Outcome]] = {
        "undo": undo_last,
        "back": put_aside,
        "next": next_label,
        "post": post,
        "damaged": rejecting.begin,
    }
    return commanding.do(tx, command, expected, acts)


def put_aside(tx: Tx, expected: Expectation) -> Outcome:
    """Begin the next label: what is unfinished stays in the list as it is."""
    words = message("Scan the next label")
    return Outcome(OutcomeKind.HEARD, words, receiving.begin_next_label(tx, expected))


def next_label(tx: Tx, expected: Expectation) -> Outcome:
    """Put the label in progress aside, if there is one.

    Raises:
        Refusal: none is in progress.
    """
    if not is_under_way(expected):
        raise refusal("No label is unfinished.", "Scan the goods.")
    return put_aside(tx, expected)


def undone(line_id: int) -> Callable[[Tx, Expectation], Outcome]:
    """Take back one line; a label in progress goes on."""

    def act(tx: Tx, expected: Expectation) -> Outcome:
        outcome = taking_back.take_back_line(tx, line_id)
        if expected.last_line_id == line_id:
            expected = replace(expected, last=None, last_line_id=None)
        # An answer about separators may be what is taken back: the next such label asks.
        return replace(outcome, next=replace(expected, read_before=()))

    return act


def scan_undone(scan_id: int) -> Callable[[Tx, Expectation], Outcome]:
    """Take back all that one scan brought, a pallet say; a label in progress goes on."""

    def act(tx: Tx, expected: Expectation) -> Outcome:
        outcome = taking_back.take_back_scan(tx, scan_id)
        return replace(outcome, next=replace(expected, read_before=()))

    return act


def undo_last(tx: Tx, expected: Expectation) -> Outcome:
    """Take back what came last: the label in progress, the set quantity, or the newest line.

    Raises:
        Refusal: nothing came yet.
    """
    if is_under_way(expected):
        return put_aside(tx, expected)
    lines = documents.lines(tx.connection, expected.document_id)
    if not lines:
        raise refusal("There is nothing to take back.", "Scan the goods.")
    if scan_id := taking_back.scan_of_several(tx.connection, lines[-1].id):
        return scan_undone(scan_id)(tx, expected)
    return undone(lines[-1].id)(tx, expected)


def post(tx: Tx, expected: Expectation) -> Outcome:
    """Post what is there; a label in progress is put aside first."""
    receiving.begin_next_label(tx, expected)
    count = posting.post(tx, expected.document_id)
    number = documents.by_id(tx.connection, expected.document_id).number
    words = message("Posted {number}: {count} lines", number=number, count=count)
    return Outcome(OutcomeKind.OK, words, Expectation(0))


def asks_how_many(expected: Expectation) -> bool:
    """Whether a quantity answers what is asked: how many are rejected."""
    return expected.question is not None and expected.question.asks is Asks.DAMAGED


def no_to(question: Question) -> str | None:
    """The answer that is a no to a question; None where only Esc says it."""
    offered = {answer.value for answer in question.answers}
    chosen = _NO.get(question.asks, _LEAVE)
    return chosen if chosen in offered else None


def is_under_way(expected: Expectation) -> bool:
    """Whether a label, a question or a set quantity is there to be put aside."""
    unset = expected.question is None and expected.count is None
    return bool(expected.label) or not unset


def _answered(tx: Tx, command: Command, expected: Expectation, scan_id: int) -> Outcome:
    question = commanding.asked(command, expected)
    if command.name == "no":
        value = no_to(question)
        return (
            put_aside(tx, expected)
            if value is None
            else answering.answer(tx, value, expected, scan_id)
        )
    value = commanding.chosen(command, question, which=question.asks in WHICH)
    return answering.answer(tx, value, expected, scan_id)
