"""Results copied from a laboratory's table: all are taken, or none and it is said why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import Message, message
from lsn_desktop.domain.outcomes import Outcome, OutcomeKind
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.domain.typed_days import days_typed
from lsn_desktop.services.certificates import measuring
from lsn_desktop.services.certificates.measuring import EnterResult
from lsn_desktop.storage import lot_tests, lsns

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lsn_desktop.storage.transactions import Tx

_COLUMNS = 5  # test, value, day, laboratory, why it corrects the one before
_MOST_SAID = 5


def cells_of(text: str) -> list[list[str]]:
    """Rows of test, value, day, laboratory and note; by tabs, or by ``;`` where none are."""
    rows = []
    for line in text.splitlines():
        if line.strip():
            cells = [cell.strip() for cell in line.split("\t" if "\t" in line else ";")]
            rows.append((cells + [""] * _COLUMNS)[:_COLUMNS])
    return rows


def paste(tx: Tx, lsn_id: int, text: str) -> Outcome:
    """Enter each row as a result of a lot or serial; see :func:`measuring.enter`.

    Raises:
        Refusal: a row cannot be taken; nothing was, and the words name the first of them.
    """
    rows = cells_of(text)
    if not rows:
        raise refusal(
            "There is nothing to paste.",
            "Copy rows of test, value, day and laboratory from a table first.",
        )
    item_id = lsns.by_id(tx.connection, lsn_id).item_id
    outcomes, flaws = [], []
    for number, cells in enumerate(rows, start=1):
        try:
            outcomes.append(measuring.enter(tx, _order(tx, lsn_id, item_id, cells)))
        except Refusal as refused:
            flaws.append(message("{row}: {why}", row=number, why=refused.fact))
    if flaws:
        raise Refusal(
            message(
                "{wrong} of {count} rows cannot be taken; none was. {words}",
                wrong=len(flaws),
                count=len(rows),
                words="\n".join(map(str, flaws[:_MOST_SAID])),
            ),
            message("Mend them where you copied them, and paste again."),
        )
    return _told(outcomes)


def _order(tx: Tx, lsn_id: int, item_id: int, cells: Sequence[str]) -> EnterResult:
    name, value, on, laboratory, note = cells
    of = lot_tests.named(tx.connection, item_id, name)
    if of is None:
        raise refusal("It is not tested for {test}.", "Give its item that test.", test=name)
    return EnterResult(
        tx.uid(), lsn_id, of.id, value, tested_on(on, tx.by.on), laboratory, note, "pasted"
    )


def tested_on(text: str, today: date) -> date | None:
    """The day a test was made; None where nothing is typed.

    Raises:
        Refusal: it may be two days, or none.
    """
    if not text.strip():
        return None
    meant = days_typed(text, today)
    if len(meant) != 1:
        raise refusal(
            "{text} is not one day.", "Write it as 2026-12-31.", text=text.strip()[:60]
        )
    return meant[0]


def _told(outcomes: Sequence[Outcome]) -> Outcome:
    told = [one for one in outcomes if one.kind is not OutcomeKind.OK]
    words: Message = message("{count} results are kept.", count=len(outcomes))
    if not told:
        return Outcome(OutcomeKind.OK, words)
    said = message("{words} {first}", words=words, first=told[0].words)
    return Outcome(OutcomeKind.ATTENTION, said, remedy=told[0].remedy)
