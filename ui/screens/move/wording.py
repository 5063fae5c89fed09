"""What happened on Move, in the words of the dock: where to, how much, from where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.outcomes import OutcomeKind
from lsn_desktop.domain.quantities import off_grid, plain
from ui.dock import dock_words
from ui.scans.scan_words import BannerWords, ScanRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lsn_desktop.domain.outcomes import Expectation, Outcome, ToldLine
    from lsn_desktop.storage.transfers import Transferred

_NAMED = 5  # moves
_TAIL = 5  # digits of an SSCC that people say
_NO_LONGER = 60  # characters that are still large


def banner_words(outcome: Outcome, on: date) -> BannerWords:
    """The banner of an outcome; ``on`` is the day at the site."""
    kind, words = dock_words.KINDS[outcome.kind], str(outcome.words).removesuffix(".")
    remedy = str(outcome.remedy) if outcome.remedy else ""
    answers = (
        tuple(str(each.words) for each in outcome.question.answers)
        if (outcome.question)
        else ()
    )
    told = outcome.move
    if kind == "refused":
        nothing = _("Nothing was moved.")
        headline, line = (words, nothing) if len(words) <= _NO_LONGER else _parted(words)
        return BannerWords(kind, headline, line, remedy=remedy)
    if told is not None and told.unit_id is not None and told.document_id is None:
        return _of_unit(outcome)
    if told is None or not outcome.line.item:
        return BannerWords(kind, words, outcome.line.item, (), answers, remedy)
    if told.target:
        return _moved(outcome, on)
    where = told.suggested
    headline = str(message("Put into {place}", place=where)) if where else words
    line = str(told.why) if told.why else _("Any place will do: scan the one you choose.")
    if told.again:
        line = f"{_('Taken up already')} · {line}"
    return BannerWords(kind, headline, line, _carried(outcome, on), (), remedy)


def _of_unit(outcome: Outcome) -> BannerWords:
    """A pallet or case that was begun, closed, opened again, or put on another."""
    kind, words = dock_words.KINDS[outcome.kind], str(outcome.words).removesuffix(".")
    what, _colon, then = words.partition(": ")
    if outcome.move is not None and outcome.move.closed:
        then = _("Its label is printed: put it on.")
    line = (
        then[:1].upper() + then[1:] if then else _("Scan what else goes into it, or close it.")
    )
    return BannerWords(kind, what, line, (), (), _remedy(outcome))


def _parted(words: str) -> tuple[str, str]:
    """A long refusal in large type and in smaller, cut where it names its reason."""
    what, _colon, why = words.partition(": ")
    nothing = _("Nothing was moved.")
    if why and len(what) <= _NO_LONGER:
        return what, f"{why[:1].upper()}{why[1:]}. {nothing}"
    return nothing.removesuffix("."), f"{words}."


def _moved(outcome: Outcome, on: date) -> BannerWords:
    line, told = outcome.line, outcome.move
    assert told is not None  # noqa: S101 - the caller asked
    kind = dock_words.KINDS[outcome.kind]
    much = _amount(line)
    way = f"{told.source} > {told.target}" if told.source else told.target
    headline = str(message("In {place}", place=told.target))
    if told.goods > 1:
        count = str(message("{count} lots or pieces put there", count=told.goods))
        return BannerWords(kind, headline, count, (), (), _remedy(outcome))
    said = " · ".join(part for part in (_called(line), much) if part)
    details = (*_goods(line, on), (_("Moved"), way))
    return BannerWords(kind, headline, said, details, (), _remedy(outcome))


def _remedy(outcome: Outcome) -> str:
    return str(outcome.remedy) if outcome.remedy else ""


def _called(line: ToldLine) -> str:
    code = line.lot or line.serial
    return f"{line.item} {code}" if code else line.item


def _amount(line: ToldLine) -> str:
    return f"{plain(line.quantity)} {line.unit}" if line.quantity is not None else ""


def _carried(outcome: Outcome, on: date) -> tuple[tuple[str, str], ...]:
    """The goods taken up: which, how many there are, and how many of them go."""
    line, told = outcome.line, outcome.move
    assert told is not None  # noqa: S101 - the caller asked
    there = str(message("in {place}", place=told.source))
    if told.there is not None:
        there = str(
            message(
                "{count} {unit} in {place}",
                count=plain(told.there),
                unit=line.unit,
                place=told.source,
            )
        )
    how_many = _amount(line) or _("all of it")
    others = ""
    if told.goods > 1:
        words = message("{count} goods taken up: all go into one place", count=told.goods)
        others = str(words)
    rows = ((_("Goods"), line.item), *_goods(line, on), (_("There"), there))
    rows = (*rows, (_("Goes"), how_many), (_("With"), others))
    return tuple((label, value) for label, value in rows if value)


def _goods(line: ToldLine, on: date) -> tuple[tuple[str, str], ...]:
    rows = (
        (_("Lot"), line.lot or ""),
        (_("Serial"), line.serial or ""),
        (_("Expires"), dock_words.expires(line.expiry, on) if line.expiry else ""),
    )
    return tuple((label, value) for label, value in rows if value)


def chip(expected: Expectation) -> str:
    """Where the next scan goes."""
    now = expected.moving
    if expected.question is not None:
        return dock_words.to_answer(len(expected.question.answers))
    if now is not None and now.taken:
        name = now.taken[-1].name
        if len(now.taken) > 1:
            name = str(message("{count} goods", count=len(now.taken)))
        if expected.count is not None:
            words = _("Next scan: the place for {count} of {goods}")
            return str(message(words, count=plain(expected.count), goods=name))
        return str(message("Next scan: the place for {goods}", goods=name))
    return _next_goods(expected)


def _next_goods(expected: Expectation) -> str:
    now = expected.moving
    if expected.count is not None:
        return str(message("Next scan: goods, {count} of them", count=plain(expected.count)))
    if now is not None and now.packing is not None:
        return str(message("Next scan: goes into {unit}", unit=now.packing_name))
    if now is not None and now.source is not None:
        return str(message("Next scan: goods from {place}", place=now.source_code))
    return _("Next scan: goods to move")


def never_told(moves: Sequence[Transferred]) -> BannerWords:
    """Moves of the last run that nobody was told of: what to look at before going on."""
    count = len(moves)
    words = _("{count} move was recorded, but not told")
    if count > 1:
        words = _("{count} moves were recorded, but not told")
    said = tuple((move.target, f"{move.item} {move.code}".strip()) for move in moves[:_NAMED])
    return BannerWords(
        "attention",
        str(message(words, count=count)),
        _("The program ended before it could tell you."),
        said,
        remedy=_(
            "Look where the goods stand. F4 takes the last one back; else go on scanning."
        ),
    )


def scan_row(outcome: Outcome, at: int, zone: str) -> ScanRow:
    """A scan that moved nothing, as its row in the list."""
    words = str(outcome.words).removesuffix(".")
    kind = dock_words.KINDS[outcome.kind]
    if outcome.kind is OutcomeKind.HEARD and outcome.line.item:
        words = f"{_called(outcome.line)}: {words[:1].lower()}{words[1:]}"
    time = dock_words.time_of_day(at, zone)
    return ScanRow(key=f"scan {outcome.scan_id}", kind=kind, words=words, time=time)


def move_row(lines: list[Transferred], zone: str) -> ScanRow:
    """A transfer as its row in the list: one lot, or all that stood on a pallet."""
    first = lines[0]
    where = f"…{first.packed[-_TAIL:]}" if first.packed else first.target
    words = str(message("Into {place}: {item}", item=first.item, place=where))
    quantity = plain(off_grid(first.quantity, first.decimals))
    if len(lines) > 1:
        words = str(message("Into {place}: {count} lines", count=len(lines), place=where))
        quantity = ""
    if first.taken_back:
        words = str(message("{what}: taken back", what=words))
    return ScanRow(
        key=str(first.document_id),
        kind="waiting" if first.taken_back else "ok",
        words=words,
        lot=first.code if len(lines) == 1 else "",
        quantity=quantity,
        time=dock_words.time_of_day(first.at, zone),
        can_undo=not first.taken_back,
    )
