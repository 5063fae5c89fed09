"""What a command barcode means on a dock page where its turn has come: what a key would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.services.documents import commanding
from ui.scans.scan_loop import Meant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.storage.transactions import Tx
    from ui.dock.shown import Act


def answer(asked: Command, answers: tuple[Act, ...], no: Act | None) -> Meant:
    """One of the answers on show, as its key does it; ``no`` is what a no comes to."""
    if asked.name == "no":
        return refused(commanding.nothing_to_do(asked)) if no is None else done(asked, no)
    number = int(asked.argument or 1)
    if number > len(answers):
        return refused(commanding.no_such_answer(number, len(answers)))
    return done(asked, answers[number - 1])


def by_name(asked: Command, acts: Mapping[str, Act]) -> Meant:
    """A command where only these can be done."""
    if asked.name in acts:
        return done(asked, acts[asked.name])
    return refused(commanding.nothing_to_do(asked))


def done(asked: Command, act: Act) -> Meant:
    """The command is journalled as heard, then the page does it."""

    def use_case(_tx: Tx, _expected: Expectation, _scan_id: int) -> Outcome:
        return Outcome(OutcomeKind.HEARD, commanding.heard(asked))

    return Meant(use_case, lambda _outcome: act(), shown=False)


def refused(why: Refusal) -> Meant:
    """There is nothing of the kind to do: journalled and shown as refused."""

    def use_case(_tx: Tx, _expected: Expectation, _scan_id: int) -> Outcome:
        raise why

    return Meant(use_case)
