"""Command barcodes on a build, and the keys that do the same."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from lsn_desktop.domain.making import Making
from lsn_desktop.domain.messages import mark, message
from lsn_desktop.domain.outcomes import Asks, Expectation, Outcome, OutcomeKind
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.builds import build_answers, building
from lsn_desktop.services.codes.identifying import Count
from lsn_desktop.services.documents import commanding, drafting, posting
from lsn_desktop.services.receipts import receipt_commands, receiving
from lsn_desktop.storage import catalogue, documents, part_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.transactions import Connection, Tx

_ONE_WAY = frozenset({Asks.NOT_ORDERED, Asks.NEW_CODE})
"""What is asked that a yes answers, though there are several answers."""
_LEAVE = 1  # the answer that leaves the goods out


def build_command(tx: Tx, command: Command, expected: Expectation, scan_id: int) -> Outcome:
    """Do what a command barcode asks on the build that is open.

    Raises:
        Refusal: there is nothing of the kind to do, or a rule forbids it.
    """
    if command.name in {"yes", "no", "answer"}:
        return _answered(tx, command, expected, scan_id)
    if command.name == "quantity":
        return receiving.count_next(expected, Count(Decimal(command.argument)))
    acts: dict[str, Callable[[Tx, Expectation], Outcome]] = {
        "undo": undo_last,
        "back": step_back,
        "next": next_output,
        "post": post,
        "damaged": scrap_next,
    }
    return commanding.do(tx, command, expected, acts)


def _now(expected: Expectation) -> Making:
    return expected.making or Making()


def scrap_next(tx: Tx, expected: Expectation) -> Outcome:  # noqa: ARG001 - as every act
    """Let what is scanned next end as scrap: a spoiled component, or a bad output."""
    now = replace(_now(expected), scrap=not _now(expected).scrap)
    words = message("What is scanned next is scrapped")
    if not now.scrap:
        words = message("What is scanned next is good")
    return Outcome(OutcomeKind.HEARD, words, replace(expected, making=now))


def part_of_mode(*, on: bool) -> Callable[[Tx, Expectation], Outcome]:
    """Let components belong to the finished serial scanned with them, or not."""

    def act(tx: Tx, expected: Expectation) -> Outcome:  # noqa: ARG001 - as every act
        now = replace(_now(expected), part_of=on, waiting=(), output=None)
        words = message("Scan the components and the finished serial they go into")
        if not on:
            words = message("Components go into the build as a whole")
        return Outcome(OutcomeKind.HEARD, words, replace(expected, making=now))

    return act


def next_output(tx: Tx, expected: Expectation) -> Outcome:  # noqa: ARG001 - as every act
    """Go on to the next finished serial: what is scanned from now on is of another.

    Raises:
        Refusal: nothing is begun.
    """
    now = _now(expected)
    if now.output is None and not now.waiting and not _under_way(expected):
        raise refusal("No label is unfinished.", "Scan the goods.")
    words = message("Scan the components of the next one")
    after = Expectation(
        expected.document_id,
        settled=expected.settled,
        making=replace(now, output=None, waiting=(), asked=None, scrap=False),
    )
    return Outcome(OutcomeKind.HEARD, words, after)


def _under_way(expected: Expectation) -> bool:
    return _now(expected).scrap or receipt_commands.is_under_way(expected)


def step_back(tx: Tx, expected: Expectation) -> Outcome:
    """Take back one step of what nothing was claimed by yet (Esc).

    Raises:
        Refusal: there is none.
    """
    now = _now(expected)
    if _under_way(expected):
        return _put_aside(tx, expected)
    if now.source is not None:
        words = message("From any place again")
        after = replace(expected, making=replace(now, source=None, source_code=""))
        return Outcome(OutcomeKind.HEARD, words, after)
    return next_output(tx, expected)


def _put_aside(tx: Tx, expected: Expectation) -> Outcome:
    outcome = receipt_commands.put_aside(tx, expected)
    return replace(outcome, next=_still(expected))


def _still(expected: Expectation, without: tuple[int, ...] = ()) -> Expectation:
    """The same but for the label in progress, and without lines that were taken back."""
    now = _now(expected)
    waiting = tuple(line_id for line_id in now.waiting if line_id not in without)
    output = None if now.output in without else now.output
    kept = replace(now, asked=None, scrap=False, waiting=waiting, output=output)
    return Expectation(expected.document_id, settled=expected.settled, making=kept)


def undo_last(tx: Tx, expected: Expectation) -> Outcome:
    """Take back what came last: what is unfinished, or the goods of a scan.

    Raises:
        Refusal: nothing came yet, or the build is open elsewhere.
    """
    if _under_way(expected):
        return _put_aside(tx, expected)
    return _undo(tx, expected, receipt_commands.undo_last)


def undone(line_id: int) -> Callable[[Tx, Expectation], Outcome]:
    """Take back one line of the list, and its ties with it."""
    return lambda tx, expected: _undo(tx, expected, receipt_commands.undone(line_id))


def scan_undone(scan_id: int) -> Callable[[Tx, Expectation], Outcome]:
    """Take back all that one scan brought: a pallet, or a serial that is worked on."""
    return lambda tx, expected: _undo(tx, expected, receipt_commands.scan_undone(scan_id))


def _undo(tx: Tx, expected: Expectation, act: Callable[[Tx, Expectation], Outcome]) -> Outcome:
    drafting.kept_here(tx, expected.document_id)
    before = {line.id for line in part_of.lines(tx.connection, expected.document_id)}
    outcome = act(tx, expected)
    left = {line.id for line in part_of.lines(tx.connection, expected.document_id)}
    return replace(outcome, next=_still(expected, tuple(before - left)))


def post(tx: Tx, expected: Expectation) -> Outcome:
    """Post the build; how far its order is, is said.

    Raises:
        Refusal: nothing came out, a component must be tied, or goods were held since.
    """
    count = posting.post(tx, expected.document_id)
    head = documents.by_id(tx.connection, expected.document_id)
    said = mark("Posted {number}: {count} lines")
    if count == 1:
        said = mark("Posted {number}: {count} line")
    words = message(said, number=head.number, count=count)
    return Outcome(OutcomeKind.OK, words, Expectation(0), progress(tx.connection, head))


def progress(connection: Connection, head: Document) -> Message:
    """How far the work order of a build is."""
    order = building.order_of(connection, head)
    item = catalogue.item_by_id(connection, order.item_id)
    said = mark("{order}: {made} of {ordered} {unit} made.")
    if order.scrapped:
        said = mark("{order}: {made} of {ordered} {unit} made, {scrapped} scrapped.")
    return message(
        said,
        order=order.number,
        made=plain(off_grid(order.made, item.decimals)),
        ordered=plain(off_grid(order.ordered, item.decimals)),
        scrapped=plain(off_grid(order.scrapped, item.decimals)),
        unit=item.unit,
    )


def _answered(tx: Tx, command: Command, expected: Expectation, scan_id: int) -> Outcome:
    question = commanding.asked(command, expected)
    if command.name == "no":
        return _put_aside(tx, expected)
    several = len(question.answers) > 1 + _LEAVE and question.asks not in _ONE_WAY
    value = commanding.chosen(command, question, which=several)
    return build_answers.answer(tx, value, expected, scan_id)
