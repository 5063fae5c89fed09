"""What happened on a build, in the words of the dock."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.making import Making
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.outcomes import OutcomeKind
from lsn_desktop.domain.quantities import off_grid, plain
from ui.dock import dock_words
from ui.scans.scan_words import BannerWords, ScanRow

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.domain.making import ToldBuild
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.domain.outcomes import Expectation, Outcome
    from lsn_desktop.storage.receipts import ScanShown
    from ui.screens.make.facts import OnBuild

_TOLD = {OutcomeKind.OK, OutcomeKind.ATTENTION}


def banner_words(outcome: Outcome, on: date) -> BannerWords:
    """The banner of an outcome; ``on`` is the day at the site."""
    told = outcome.build
    if told is None or outcome.kind not in _TOLD or not outcome.line.item:
        return _other(outcome, on)
    line = outcome.line
    quantity = plain(line.quantity) if line.quantity is not None else ""
    said = message(_said(told.role), quantity=quantity, unit=line.unit)
    code = line.serial or line.lot or ""
    words = " · ".join(filter(None, (str(said).strip(), code, _tied(told))))
    rows = (
        (_("Lot"), line.lot or ""),
        (_("Serial"), line.serial or ""),
        (_("Expires"), dock_words.expires(line.expiry, on) if line.expiry else ""),
        (_("From") if told.role == "component" else _("Place"), line.place),
        (_("Part of"), told.into),
        (_("Of the order"), _of_order(outcome)),
        (_("Read as"), outcome.read_as),
    )
    details = tuple((label, value) for label, value in rows if value)
    remedy = str(outcome.remedy) if outcome.remedy else ""
    kind = dock_words.KINDS[outcome.kind]
    return BannerWords(kind, line.item, words, details, (), remedy)


def _said(role: str) -> str:
    return {
        "component": _("{quantity} {unit} put in"),
        "output": _("{quantity} {unit} made"),
        "by-product": _("{quantity} {unit} came out"),
        "scrap": _("{quantity} {unit} scrapped"),
        "rework": _("{quantity} {unit} to be worked on"),
    }.get(role, "{quantity} {unit}")


def _tied(told: ToldBuild) -> str:
    if told.tied:
        said = _("{count} part tied") if told.tied == 1 else _("{count} parts tied")
        return str(message(said, count=told.tied))
    if told.waiting and told.role == "component":
        said = _("{count} waits for its output")
        if told.waiting != 1:
            said = _("{count} wait for their output")
        return str(message(said, count=told.waiting))
    return ""


def _of_order(outcome: Outcome) -> str:
    line, told = outcome.line, outcome.build
    done, of = line.so_far, line.ordered
    if told is not None and told.ordered is not None:
        done, of = told.made, told.ordered
    if done is None or of is None:
        return ""
    said = message("{done} of {of} {unit}", done=plain(done), of=plain(of), unit=line.unit)
    return str(said)


def _other(outcome: Outcome, on: date) -> BannerWords:
    """A question, a refusal, an undo: nothing is taught here, and nothing went in."""
    words = replace(dock_words.banner_words(outcome, on), offer="")
    if words.kind == "refused":
        added, nothing = _("Nothing was added."), _("Nothing was used.")
        headline = words.headline.replace(added.removesuffix("."), nothing.removesuffix("."))
        words = replace(words, headline=headline, line=words.line.replace(added, nothing))
    return words


def scan_row(shown: ScanShown, zone: str) -> ScanRow:
    """A scan as its row in the list: what goes in is no plus."""
    row = dock_words.scan_row(shown, zone)
    return replace(row, quantity=row.quantity.removeprefix("+"))


def posted_rows(on: OnBuild) -> list[ScanRow]:
    """What came out of a build and what went in, LSN by LSN."""
    rows = []
    for line in (*on.outputs, *(one for one in on.lines if not one.comes_out)):
        words = line.item
        if line.is_scrap:
            words = str(message("{item} (scrapped)", item=line.item))
        elif line.goes_in:
            words = str(message("{item} went in", item=line.item))
        amount = plain(off_grid(line.quantity, line.decimals))
        rows.append(
            ScanRow(
                key=str(line.id),
                kind="attention" if line.is_scrap else "ok",
                words=words,
                lot=line.code,
                quantity=f"{amount} {line.unit}",
            )
        )
    return rows


def chip(expected: Expectation, on: OnBuild | None) -> str:
    """Where the next scan goes."""
    question, now = expected.question, expected.making
    if question is not None:
        return dock_words.to_answer(len(question.answers))
    if now is not None and now.scrap:
        return _("Next scan: what is scrapped")
    if expected.count is not None:
        return str(message("Next scan counts {count}", count=plain(expected.count)))
    if expected.label:
        return _("Next scan: the lot or serial")
    return str(_next_goods(now or Making(), on))


def _next_goods(now: Making, on: OnBuild | None) -> Message:
    if now.waiting:
        said = _("Next scan: another part, or what it goes into")
        if len(now.waiting) > 1:
            said = _("Next scan: another part, or what these {count} go into")
        return message(said, count=len(now.waiting))
    if now.output is not None and on is not None:
        code = next((line.code for line in on.lines if line.id == now.output), "")
        return message("Next scan: a part of {code}", code=code)
    if now.source is not None:
        return message("Next scan: components from {place}", place=now.source_code)
    return message("Next scan: goods for {order}", order=on.order.number if on else "")
