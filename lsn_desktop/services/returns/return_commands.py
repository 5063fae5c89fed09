"""Command barcodes on a return, to a supplier or from a customer; the keys do the same."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import mark, message
from lsn_desktop.domain.outcomes import (
    Answer,
    Asks,
    Expectation,
    Outcome,
    OutcomeKind,
    Question,
)
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.codes.identifying import Count
from lsn_desktop.services.documents import commanding
from lsn_desktop.services.receipts import receipt_commands, receiving, rejecting
from lsn_desktop.services.returns import (
    customer_return_scans,
    customer_returns,
    return_scans,
    returning,
)
from lsn_desktop.storage import documents, going_back

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.transactions import Tx

REASONS = (
    mark("Damaged"),
    mark("Not what was ordered"),
    mark("Expired or too short-dated"),
    mark("Recalled"),
)
"""Why goods go back to a supplier."""
CUSTOMERS_REASONS = (
    mark("Not what was ordered"),
    mark("Damaged on the way"),
    mark("Does not work"),
    mark("Recalled"),
)
"""Why customers send them back."""
_OFFERED = 4  # beside the field for another


def return_command(tx: Tx, command: Command, expected: Expectation, scan_id: int) -> Outcome:
    """Do what a command barcode asks on the return that is open.

    Raises:
        Refusal: there is nothing of the kind to do, or a rule forbids it.
    """
    if command.name in {"yes", "no", "answer"}:
        return _answered(tx, command, expected, scan_id)
    if command.name == "quantity":
        return receiving.count_next(expected, Count(Decimal(command.argument)))
    acts: dict[str, Callable[[Tx, Expectation], Outcome]] = {
        "undo": receipt_commands.undo_last,
        "back": receipt_commands.put_aside,
        "next": receipt_commands.next_label,
        "post": post,
    }
    return commanding.do(tx, command, expected, acts)


def post(tx: Tx, expected: Expectation) -> Outcome:
    """Post the return; why the goods go or come back is asked first, if nobody said it yet.

    Raises:
        Refusal: nothing is on it, or some of it is here no more.
    """
    head = documents.by_id(tx.connection, expected.document_id)
    if head.reason or not documents.lines(tx.connection, head.id):
        return receipt_commands.post(tx, expected)
    if head.kind == customer_returns.KIND:
        answers = tuple(Answer(str(message(text)), message(text)) for text in CUSTOMERS_REASONS)
        words = message("Why does {customer} send them back?", customer=head.party or "-")
        remedy = message("Choose it, or type it.")
    else:
        answers = reasons(tx, head)
        words = message("Why do they go back to {vendor}?", vendor=head.party or "-")
        remedy = message("Choose it, or type it: it stands on the packing note.")
    question = Question(Asks.REASON, answers)
    after = replace(expected, question=question)
    return Outcome(OutcomeKind.QUESTION, words, after, remedy, question=question)


def reasons(tx: Tx, head: Document) -> tuple[Answer, ...]:
    """What may be a supplier's reason: first why the goods on it were rejected."""
    on_it = {line.lsn_id for line in documents.lines(tx.connection, head.id)}
    rejected = dict(rejecting.REASONS)
    said = [
        rejected[reason]
        for each in going_back.waiting(tx.connection, head.party_id)
        if each.lsn_id in on_it
        for reason in each.reasons
        if reason in rejected and reason != "other"
    ]
    texts = list(dict.fromkeys((*said, *REASONS)))[:_OFFERED]
    return tuple(Answer(str(message(text)), message(text)) for text in texts)


def answer(tx: Tx, value: str, expected: Expectation, scan_id: int) -> Outcome:
    """Take an answer: which goods, or why; with the reason the return is posted.

    Raises:
        Refusal: nothing was asked, it is no answer, or the return cannot be posted.
    """
    question = expected.question
    if question is None:
        raise refusal("Nothing was asked.", "Scan the goods.")
    if question.asks is Asks.REASON:
        returning.give_reason(tx, expected.document_id, value)
        return post(tx, Expectation(expected.document_id))
    head = documents.by_id(tx.connection, expected.document_id)
    if head.kind == customer_returns.KIND:
        return customer_return_scans.answer(tx, value, expected, scan_id)
    return return_scans.answer(tx, value, expected, scan_id)


def reason_given(reason: str) -> Callable[[Tx, Expectation], Outcome]:
    """Say why the goods go or come back, before the return is posted."""

    def act(tx: Tx, expected: Expectation) -> Outcome:
        returning.give_reason(tx, expected.document_id, reason)
        words = message("Reason: {reason}", reason=reason.strip())
        return Outcome(OutcomeKind.HEARD, words, replace(expected, question=None))

    return act


def _answered(tx: Tx, command: Command, expected: Expectation, scan_id: int) -> Outcome:
    question = commanding.asked(command, expected)
    if command.name == "no":
        return receipt_commands.put_aside(tx, expected)
    value = commanding.chosen(command, question, which=True)
    return answer(tx, value, expected, scan_id)
