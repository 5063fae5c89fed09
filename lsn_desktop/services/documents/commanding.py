"""A command barcode on a document: what it does, and what is said where there is nothing to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import mark, message
from lsn_desktop.domain.outcomes import OutcomeKind
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.storage import journal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.domain.outcomes import Expectation, Outcome, Question
    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.storage.transactions import Tx

_SHOWN = 40


def heard(command: Command) -> Message:
    """A command in the words of its sheet, as the journal keeps it."""
    return message(_HEARD[command.name], what=command.argument[:_SHOWN].upper())


def do(
    tx: Tx,
    command: Command,
    expected: Expectation,
    acts: Mapping[str, Callable[[Tx, Expectation], Outcome]],
) -> Outcome:
    """Do what a command asks on the document that is open.

    Raises:
        Refusal: there is nothing of the kind to do, or a rule forbids it.
    """
    if command.name not in acts:
        raise nothing_to_do(command)
    outcome = acts[command.name](tx, expected)
    # The line belongs to the scan that made it, not to this one.
    return replace(outcome, line=replace(outcome.line, line_id=None))


def asked(command: Command, expected: Expectation) -> Question:
    """What a yes, a no or an answer is said to.

    Raises:
        Refusal: nothing is asked.
    """
    if expected.question is None:
        raise nothing_to_do(command)
    return expected.question


def chosen(command: Command, question: Question, *, which: bool) -> str:
    """The answer that a command gives: a yes is the first, unless it is asked ``which`` one.

    Raises:
        Refusal: a yes does not say which, or the question has no such answer.
    """
    count = len(question.answers)
    if command.name == "yes" and which:
        raise which_one(count)
    number = int(command.argument or 1)
    if number > count:
        raise no_such_answer(number, count)
    return question.answers[number - 1].value


def no_such_answer(number: int, count: int) -> Refusal:
    """The refusal of an answer the question does not have."""
    if count == 1:
        return refusal("There is no answer {number} here.", "Scan answer 1.", number=number)
    return refusal(
        "There is no answer {number} here.",
        "Scan one of the answers 1 to {count}.",
        number=number,
        count=count,
    )


def which_one(count: int) -> Refusal:
    """The refusal of a yes where it is asked which of several."""
    return refusal(
        "A yes does not say which.", "Scan one of the answers 1 to {count}.", count=count
    )


def nothing_to_do(command: Command) -> Refusal:
    """The refusal of a command that asks for nothing this page has."""
    fact, remedy = _NOTHING[command.name]
    name = command.argument[:_SHOWN].upper() or "-"
    return refusal(fact, remedy, name=name)


def refuse(tx: Tx, scan_id: int, why: Refusal) -> None:
    """Note with a command that was heard that there was nothing to do."""
    journal.add_outcome(tx, scan_id, OutcomeKind.REFUSED, why.fact, remedy=why.remedy)


_HEARD = {
    "undo": mark("Undo"),
    "post": mark("Post"),
    "print": mark("Print"),
    "yes": mark("Yes"),
    "no": mark("No"),
    "next": mark("Next"),
    "back": mark("Back"),
    "teach": mark("Teach"),
    "damaged": mark("Damaged"),
    "help": mark("Help"),
    "quantity": mark("Quantity {what}"),
    "answer": mark("Answer {what}"),
    "go": mark("Go to {what}"),
    "unknown": mark("Unknown command {what}"),
}
_NOTHING = {
    "undo": (mark("Nothing to take back here."), mark("Go on.")),
    "post": (mark("Nothing to post here."), mark("Open a receipt first, on Receive.")),
    "print": (mark("Nothing to print here."), mark("Open it or scan it first.")),
    "yes": (mark("Nothing is asked here."), mark("Go on scanning.")),
    "no": (mark("Nothing is asked here."), mark("Go on scanning.")),
    "answer": (mark("Nothing is asked here."), mark("Go on scanning.")),
    "next": (mark("There is no next step here."), mark("Go on scanning.")),
    "back": (mark("There is no step back from here."), mark("Scan the page you want.")),
    "teach": (mark("Nothing to teach here."), mark("Scan the label on Receive first.")),
    "damaged": (mark("Nothing to reject here."), mark("Scan the goods on Receive first.")),
    "help": (mark("No help is needed here."), mark("Press F1.")),
    "quantity": (
        mark("No quantity is counted here."),
        mark("Set it on Receive or Move, or the copies on Labels."),
    ),
    "go": (mark("There is no page {name}."), mark("Print a new command sheet.")),
    "unknown": (mark("There is no command {name}."), mark("Print a new command sheet.")),
}
"""What is said of a command where there is nothing to do, by its name."""
