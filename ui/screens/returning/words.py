"""What happened on a return, in the words of the dock."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.outcomes import OutcomeKind
from lsn_desktop.domain.quantities import plain
from ui.dock import dock_words
from ui.scans.scan_words import BannerWords, ScanRow

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.domain.outcomes import Expectation, Outcome
    from lsn_desktop.storage.receipts import Came, ScanShown
    from ui.screens.returning.facts import OnReturn

_TOLD = {OutcomeKind.OK, OutcomeKind.ATTENTION}


def banner_words(outcome: Outcome, on: date) -> BannerWords:
    """The banner of an outcome; ``on`` is the day at the site."""
    if not goes_back(outcome):
        return replace(dock_words.banner_words(outcome, on), offer="")  # nothing is taught here
    line = outcome.line
    remedy = str(outcome.remedy) if outcome.remedy else ""
    kind = dock_words.KINDS[outcome.kind]
    if line.lsn_id is None:  # a pallet
        return BannerWords(kind, line.item, str(outcome.words), remedy=remedy)
    quantity = plain(line.quantity) if line.quantity is not None else ""
    theirs = "comes back" in outcome.words.text
    said = _("{quantity} {unit} are back") if theirs else _("{quantity} {unit} go back")
    words = message(said, quantity=quantity, unit=line.unit)
    code = line.serial or line.lot or ""
    rows = (
        (_("Lot"), line.lot or ""),
        (_("Serial"), line.serial or ""),
        (_("Expires"), dock_words.expires(line.expiry, on) if line.expiry else ""),
        (_("Into") if theirs else _("From"), line.place),
    )
    details = tuple((label, value) for label, value in rows if value)
    below = " · ".join(filter(None, (str(words), code)))
    return BannerWords(kind, line.item, below, details, (), remedy)


def goes_back(outcome: Outcome) -> bool:
    """Whether a scan put goods on the return, rather than a question or an undo."""
    put = outcome.next is not None and outcome.next.last_line_id is not None
    return put and outcome.kind in _TOLD and bool(outcome.line.item)


def scan_row(shown: ScanShown, zone: str) -> ScanRow:
    """A scan as its row in the list: what goes back is no plus."""
    row = dock_words.scan_row(shown, zone)
    return replace(row, quantity=row.quantity.removeprefix("+"))


def went_rows(went: list[Came]) -> list[ScanRow]:
    """What a posted return took away, LSN by LSN."""
    return [
        replace(row, quantity=row.quantity.removeprefix("+"))
        for row in dock_words.came_rows(went)
    ]


def title(on: OnReturn) -> str:
    """Which way a return goes."""
    said = _("Return from {party}") if on.is_customers else _("Return to {party}")
    return str(message(said, party=on.party))


def chip(expected: Expectation, on: OnReturn | None) -> str:
    """Where the next scan goes."""
    question = expected.question
    if question is not None:
        return dock_words.to_answer(len(question.answers))
    if expected.count is not None:
        return str(message("Next scan counts {count}", count=plain(expected.count)))
    said = _("Next scan: goods back to {party}")
    if on is not None and on.is_customers:
        said = _("Next scan: goods back from {party}")
    return str(message(said, party=on.party if on else ""))
