"""Command barcodes on Move, and the keys that do the same."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.moving import Moving
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.documents import commanding
from lsn_desktop.services.moves import move_scans, moving, pack_scans
from lsn_desktop.storage import handling_units, put_away, transfers

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.storage.transactions import Tx


def move_command(tx: Tx, command: Command, expected: Expectation, scan_id: int) -> Outcome:
    """Do what a command barcode asks.

    Raises:
        Refusal: there is nothing of the kind to do, or a rule forbids it.
    """
    if command.name in {"yes", "no", "answer"}:
        return _answered(tx, command, expected, scan_id)
    if command.name == "quantity":
        return move_scans.count_next(expected, Decimal(command.argument))
    scanned: dict[str, Callable[[Tx, Expectation, int], Outcome]] = {
        "quarantine": to_quarantine,
        "case": begin_case,
        "pallet": begin_pallet,
        "unpack": pack_scans.unpack,
    }
    if command.name in scanned:
        return scanned[command.name](tx, expected, scan_id)
    acts: dict[str, Callable[[Tx, Expectation], Outcome]] = {
        "undo": undo_last,
        "back": step_back,
        "next": put_aside,
        "all": move_scans.take_whole,
        "close": pack_scans.close,
        "open": pack_scans.reopen,
    }
    if command.name not in acts:
        raise commanding.nothing_to_do(command)
    return acts[command.name](tx, expected)


def begin_case(tx: Tx, expected: Expectation, scan_id: int) -> Outcome:
    """Begin a case, as :func:`pack_scans.begin`."""
    return pack_scans.begin(tx, expected, handling_units.CASE, scan_id)


def begin_pallet(tx: Tx, expected: Expectation, scan_id: int) -> Outcome:
    """Begin a pallet, as :func:`pack_scans.begin`."""
    return pack_scans.begin(tx, expected, handling_units.PALLET, scan_id)


def to_quarantine(tx: Tx, expected: Expectation, scan_id: int) -> Outcome:
    """Put what was taken up into quarantine: the first such place there is.

    Raises:
        Refusal: nothing is taken up, or there is no such place.
    """
    spot = put_away.quarantine(tx.connection)
    if spot is None:
        raise refusal(
            "There is no quarantine place.", "Make one in Settings, Places, then scan it."
        )
    now = expected.moving or Moving()
    if not now.taken:
        raise refusal("Nothing is taken up.", "Scan the goods that go to quarantine first.")
    return move_scans.place(tx, expected, spot, scan_id)


def is_under_way(expected: Expectation) -> bool:
    """Whether goods are carried, a place is set, a number, or something is asked."""
    unset = expected.question is None and expected.count is None
    return bool(expected.moving) or not unset


def put_aside(_tx: Tx, expected: Expectation) -> Outcome:
    """Forget all that was taken up: it stands where it stood.

    Raises:
        Refusal: there is nothing to forget.
    """
    if not is_under_way(expected):
        raise refusal("Nothing is taken up.", "Scan the goods.")
    words = message("Nothing was moved: scan the goods")
    return Outcome(OutcomeKind.HEARD, words, move_scans.NOWHERE)


def step_back(_tx: Tx, expected: Expectation) -> Outcome:
    """Take back one step of what nothing was moved by yet (Esc).

    Raises:
        Refusal: there is none.
    """
    if not is_under_way(expected):
        raise refusal("Nothing is taken up.", "Scan the goods.")
    return _one_step_back(expected)


def undo_last(tx: Tx, expected: Expectation) -> Outcome:
    """Take back what came last: what is asked, the number, goods, or the last move.

    Raises:
        Refusal: nothing was moved here today, or the goods have moved on.
    """
    now = expected.moving or Moving()
    packs = now.packing is not None and not now.taken and expected.question is None
    if is_under_way(expected) and not (packs and expected.count is None):
        return _one_step_back(expected)
    last = transfers.last_of(tx.connection, tx.by.workstation_id, tx.by.on)
    if packs and not (last and transfers.is_into(tx.connection, last[0], now.packing or 0)):
        return _one_step_back(expected)
    if not last:
        raise refusal("Nothing was moved here today.", "Scan the goods.")
    return _taken_back(tx, last, expected)


def undone(document_id: int) -> Callable[[Tx, Expectation], Outcome]:
    """Take back one move of the list; what is carried stays so."""
    return lambda tx, expected: _taken_back(tx, [document_id], expected)


def _taken_back(tx: Tx, document_ids: list[int], expected: Expectation) -> Outcome:
    back = [one for number in document_ids for one in moving.undo(tx, number)]
    first = back[0]
    words = message(
        "Taken back: {amount} of {goods} in {place} again",
        amount=moving.amount(first.goods, first.quantity),
        goods=moving.named(first.goods),
        place=first.goods.place,
    )
    if len(back) > 1:
        words = message("Taken back: {count} lots or pieces", count=len(back))
    return Outcome(OutcomeKind.OK, words, expected)


def _one_step_back(expected: Expectation) -> Outcome:
    now = expected.moving or Moving()
    if expected.question is not None:
        now = replace(now, asked=None)
        after = replace(expected, question=None, count=None, moving=now)
        return Outcome(OutcomeKind.HEARD, message("Not asked any more"), after)
    if expected.count is not None:
        words = message("No number is set any more")
        return Outcome(OutcomeKind.HEARD, words, replace(expected, count=None))
    if now.taken:
        words = message("{goods} stays where it is", goods=now.taken[-1].name)
        after = replace(expected, moving=replace(now, taken=now.taken[:-1]))
        return Outcome(OutcomeKind.HEARD, words, after)
    if now.packing is not None and now.source is None:
        words = message("Nothing more is packed: it stays as it is")
        return Outcome(OutcomeKind.HEARD, words, move_scans.NOWHERE)
    words = message("No place is set any more")
    if now.packing is not None:
        after = replace(expected, moving=replace(now, source=None, source_code=""))
        return Outcome(OutcomeKind.HEARD, words, after)
    return Outcome(OutcomeKind.HEARD, words, move_scans.NOWHERE)


def _answered(tx: Tx, command: Command, expected: Expectation, scan_id: int) -> Outcome:
    question = commanding.asked(command, expected)
    if command.name == "no":
        return _one_step_back(expected)
    value = commanding.chosen(command, question, which=len(question.answers) > 1)
    return move_scans.answer(tx, value, expected, scan_id)
