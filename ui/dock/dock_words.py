"""What happened at the dock, in its own words: outcomes and journal rows as they are shown."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from lsn_desktop.domain.expiry import days_left
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.outcomes import Asks, OutcomeKind
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.services.codes import identifying
from lsn_desktop.storage.receipts import ScanShown
from ui.scans.scan_words import BannerWords, ExpectedLine, ScanRow

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.domain.outcomes import Expectation, Outcome, Question, ToldLine
    from lsn_desktop.storage.orders import Expected
    from lsn_desktop.storage.receipts import Came
    from ui.scans.scan_words import Kind

_LISTED = 3  # answers whose numbers are named one by one
_LONGEST_HEADLINE = 60  # characters that are still large
KINDS: dict[str, Kind] = {
    OutcomeKind.OK: "ok",
    OutcomeKind.HEARD: "heard",
    OutcomeKind.ATTENTION: "attention",
    OutcomeKind.REFUSED: "refused",
    OutcomeKind.QUESTION: "question",
    OutcomeKind.FAILED: "refused",
    OutcomeKind.UNDONE: "waiting",
    OutcomeKind.UNFINISHED: "waiting",
    OutcomeKind.INCOMPLETE: "refused",
}


def banner_words(outcome: Outcome, on: date) -> BannerWords:
    """The banner of an outcome; ``on`` is the day at the site."""
    kind, words = KINDS[outcome.kind], _headline(str(outcome.words))
    remedy = str(outcome.remedy) if outcome.remedy else ""
    answers = _answers(outcome.question)
    if made_a_line(outcome):
        said = details(outcome, on)
        return BannerWords(kind, outcome.line.item, _added(outcome), said, (), remedy)
    if kind == "refused":
        teach = _("Teach this label (T)") if can_be_taught(outcome) else ""
        return BannerWords(kind, *_refused(words), remedy=remedy, offer=teach)
    if kind == "heard" and outcome.line.item:
        return BannerWords(kind, outcome.line.item, words, (), answers, remedy)
    return BannerWords(kind, words, _about(outcome.line), (), answers, remedy)


def can_be_taught(outcome: Outcome) -> bool:
    """Whether a code means nothing here yet, so that one may want to teach it."""
    return outcome.words.text in identifying.TEACHABLE


def still_asked(words: BannerWords, asked: BannerWords) -> BannerWords:
    """A refusal while a question is open: both, and the answers."""
    line = f"{words.line} {message('Still asked: {question}', question=asked.headline)}"
    return BannerWords(
        words.kind,
        words.headline,
        line.strip(),
        (),
        asked.answers,
        words.remedy,
        words.offer,
    )


def made_a_line(outcome: Outcome) -> bool:
    """Whether the scan became a line, rather than a part, a question or an undo."""
    made = outcome.next is not None and outcome.next.last_line_id is not None
    told = outcome.kind in {OutcomeKind.OK, OutcomeKind.ATTENTION}
    return made and told and outcome.line.line_id is not None


def details(outcome: Outcome, on: date) -> tuple[tuple[str, str], ...]:
    """All that is known of the goods just received, label and value."""
    line = outcome.line
    rows = (
        (_("Lot"), line.lot or ""),
        (_("Serial"), line.serial or ""),
        (_("Expires"), expires(line.expiry, on) if line.expiry else ""),
        (_("Quantity"), _quantity(line)),
        (_("This lot") if line.lot else _("So far"), _of_lot(line)),
        (_("Place"), line.place),
        (_("Read as"), outcome.read_as),
    )
    return tuple((label, value) for label, value in rows if value)


def expires(day: date, on: date) -> str:
    """A day of expiry with the days left: ``2026-12-19 · 27 days``."""
    left = days_left(day, on)
    if left < 0:
        ago = _("{day} · {days} day ago") if left == -1 else _("{day} · {days} days ago")
        return str(message(ago, day=day, days=-left))
    if left == 0:
        return str(message("{day} · today", day=day))
    words = _("{day} · {days} day") if left == 1 else _("{day} · {days} days")
    return str(message(words, day=day, days=left))


def scan_row(shown: ScanShown, zone: str) -> ScanRow:
    """A scan as its row in the list; what is not taken back can be undone."""
    kind = KINDS[OutcomeKind(shown.outcome)]
    words, quantity = str(shown.words), ""
    if shown.quantity is not None and kind in {"ok", "attention"}:
        words = shown.item if kind == "ok" else f"{shown.item}: {_within(shown.words)}"
        words = f"\N{EN DASH} {words}" if shown.below else words
        quantity = f"+{plain(shown.quantity)}"
    return ScanRow(
        key=str(shown.line_id or f"scan {shown.scan_id}"),
        kind=kind,
        words=words,
        lot=shown.code,
        quantity=quantity,
        time=time_of_day(shown.at, zone),
        can_undo=bool(shown.several) or (bool(quantity) and not shown.voided),
    )


def outcome_row(outcome: Outcome, at: int, zone: str) -> ScanRow:
    """The row of a scan that was just told, until the list is asked again."""
    made, line = made_a_line(outcome), outcome.line
    return scan_row(
        ScanShown(
            scan_id=outcome.scan_id or 0,
            at=at,
            outcome=outcome.kind,
            words=outcome.words,
            line_id=line.line_id if made else None,
            voided=False,
            item=line.item,
            code=(line.serial or line.lot or "") if made else "",
            quantity=line.quantity if made else None,
        ),
        zone,
    )


def time_of_day(at: int, zone: str) -> str:
    """An instant as the clock at the site shows it."""
    return f"{datetime.fromtimestamp(at / 1_000_000, UTC).astimezone(ZoneInfo(zone)):%H:%M:%S}"


def expected_line(line: Expected) -> ExpectedLine:
    """A line of the order with what came of it."""
    return ExpectedLine(
        str(line.line_id),
        line.description,
        off_grid(line.received, line.decimals),
        off_grid(line.ordered, line.decimals),
        line.unit,
    )


def not_expected(came: list[Came], expected: list[Expected]) -> list[ExpectedLine]:
    """What came though no line of an order asks for it, item by item."""
    asked = {line.item_id for line in expected}
    return beside([each for each in came if each.item_id not in asked])


def beside(came: list[Came]) -> list[ExpectedLine]:
    """What came, item by item, with nothing that was asked for."""
    found: dict[int, ExpectedLine] = {}
    for each in came:
        before = found.get(each.item_id)
        done = each.quantity + (before.done if before else 0)
        key = f"item {each.item_id}"
        found[each.item_id] = ExpectedLine(key, each.item, done, None, each.unit)
    return list(found.values())


def came_rows(came: list[Came]) -> list[ScanRow]:
    """What a posted receipt brought, LSN by LSN."""
    return [
        ScanRow(
            key=str(at),
            kind="ok",
            words=each.item,
            lot=each.code,
            quantity=f"+{plain(each.quantity)}",
        )
        for at, each in enumerate(came)
    ]


def chip(expectation: Expectation, delivery: str, item: str) -> str:
    """Where the next scan goes: the goods of a delivery, a lot, or an answer.

    ``item`` names the goods of the label in progress.
    """
    question = expectation.question
    if question is not None and question.asks in {Asks.LOT, Asks.SERIAL}:
        what = _("Next scan: lot of {item}")
        if question.asks is Asks.SERIAL:
            what = _("Next scan: serial of {item}")
        return str(message(what, item=item))
    if question is not None:
        return to_answer(len(question.answers), by_day=question.asks is Asks.EXPIRY)
    if expectation.count is not None:
        return str(message("Next scan counts {count}", count=plain(expectation.count)))
    if expectation.label:
        return str(message("Next scan: more of {item}", item=item))
    return str(message("Next scan: goods for {delivery}", delivery=delivery))


def to_answer(count: int, *, by_day: bool = False) -> str:
    """The chip of a question: the keys that answer it."""
    numbers = [str(number) for number in range(1, count + 1)]
    if count > _LISTED:
        numbers = [str(message("1 to {last}", last=count))]
    if by_day:
        return str(message("Answer: the date, or {numbers}", numbers=_or(numbers)))
    return str(message("Answer: {numbers}", numbers=_or(numbers)))


def _or(words: list[str]) -> str:
    if len(words) < 2:  # noqa: PLR2004 - nothing to choose between
        return "".join(words)
    first, last = ", ".join(words[:-1]), words[-1]
    return str(message("{first} or {last}", first=first, last=last))


def _answers(question: Question | None) -> tuple[str, ...]:
    return tuple(str(each.words) for each in question.answers) if question else ()


def _refused(words: str) -> tuple[str, str]:
    """A refusal in large type and in smaller: a long one is cut where it names its reason."""
    nothing = _("Nothing was added.")
    if len(words) <= _LONGEST_HEADLINE:
        return words, nothing
    what, _colon, why = words.partition(": ")
    if why and len(what) <= _LONGEST_HEADLINE:
        return what, f"{why[:1].upper()}{why[1:]}. {nothing}"
    return _headline(nothing), f"{words}."


def _headline(words: str) -> str:
    """A sentence as a headline: without its full stop."""
    return words.removesuffix(".")


def _within(words: Message) -> str:
    """A sentence of ours that goes on after another part: it begins small, data never does."""
    shown = _headline(str(words))
    return shown if words.text.startswith("{") else f"{shown[:1].lower()}{shown[1:]}"


def _added(outcome: Outcome) -> str:
    line = outcome.line
    quantity = plain(line.quantity) if line.quantity is not None else ""
    added = str(message("{quantity} {unit} added", quantity=quantity, unit=line.unit))
    if outcome.kind is OutcomeKind.ATTENTION:
        return f"{added} · {_within(outcome.words)}"
    code = line.lot or line.serial
    return f"{added} · {code}" if code else added


def _quantity(line: ToldLine) -> str:
    if line.quantity is None:
        return ""
    quantity = f"{plain(line.quantity)} {line.unit}".strip()
    if line.so_far is None or line.ordered is None:
        return quantity
    so_far = message(
        "now {so_far} of {ordered} on this order",
        so_far=plain(line.so_far),
        ordered=plain(line.ordered),
    )
    return f"{quantity} · {so_far}"


def _of_lot(line: ToldLine) -> str:
    """Of a lot that was scanned before on this receipt: which scan it is, and how much came."""
    if line.scans == 1 or line.of_lot is None:
        return ""
    words = message(
        "{total} {unit} in {scans} scans",
        total=plain(line.of_lot),
        unit=line.unit,
        scans=line.scans,
    )
    return str(words)


def _about(line: ToldLine) -> str:
    """The goods a question is about."""
    return " · ".join(part for part in (line.item, line.lot, line.serial) if part)


def failed_words(what: str, error: Exception) -> BannerWords:
    """What could not be done, and the error's own words."""
    return BannerWords("refused", what, str(error))
