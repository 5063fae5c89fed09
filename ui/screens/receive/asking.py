"""What is asked in the banner of a receipt, and what the operator types there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lsn_desktop.domain import typed_days
from lsn_desktop.domain.messages import _, message
from lsn_desktop.services.receipts import answering
from ui.dock import dock_words
from ui.dock.answer_fields import AnswerField
from ui.dock.shown import Act, Shown
from ui.scans.scan_words import BannerWords
from ui.screens.receive.item_forms import KnownItemForm, NewItemForm
from ui.screens.receive.questions import field_for
from ui.screens.receive.typed_line import TypedLineForm

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from fractions import Fraction

    from PySide6.QtWidgets import QWidget

    from lsn_desktop.domain.outcomes import Expectation, Outcome, Question
    from lsn_desktop.services.receipts.answering import NewItem, TypedLine
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.dock.in_banner import InBanner
    from ui.scans.scan_loop import ScanLoop


class Asking:
    """Asks in line, and sends what is answered or typed the way of a scan."""

    def __init__(self, desk: Desk, loop: ScanLoop, banner: InBanner) -> None:
        self._desk, self._loop, self._banner = desk, loop, banner
        self._today: Callable[[], date] = lambda: desk.station.by().on
        self.numbers_own = False  # our number was asked for; its label is still to be made

    def wait_to_scan(self) -> None:
        """Nothing has happened on this receipt since it was opened."""
        self.numbers_own = False
        self._banner.wait_to_scan(_("Scan the goods, or press F2 to type"))

    def tell(self, outcome: Outcome) -> None:
        """Show what a scan came to, with the question that is now open."""
        words = dock_words.banner_words(outcome, self._today())
        self._banner.tell(outcome, words, self._asks)

    def say_label(self, words: str) -> None:
        """Add what became of the label to the outcome on show."""
        before = self._banner.outcome.words
        details = tuple(each for each in before.details if each[0] != _("Label"))
        self._banner.reword(
            BannerWords(
                before.kind, before.headline, before.line, (*details, (_("Label"), words))
            )
        )

    def ask_count(self, digit: str) -> None:
        """The quantity of the next scan, begun with a digit."""
        hint = _("Enter sets it, Esc leaves it at one")
        field = partial(AnswerField, "receive.count", _("Quantity"), hint)
        headline = _("How many does the next scan count?")
        self._banner.ask_typed(headline, field, self._banner.take_count, digit)

    def type_line(self) -> None:
        """F2: a line by hand."""

        def field() -> QWidget:
            form = TypedLineForm(self._desk, self._today())
            form.accepted.connect(self._line_typed)
            return form

        words = BannerWords("waiting", _("Type a line"))
        self._banner.ask(words, field)

    def _asks(self, question: Question, words: BannerWords) -> Shown:
        act = {"new": self._ask_new_item, "known": self._ask_known_item}
        answers = tuple(
            act.get(each.value) or partial(self._answer, each.value)
            for each in question.answers
        )
        return Shown(words, answers, partial(self._field, question))

    def _field(self, question: Question) -> QWidget | None:
        return field_for(
            question, self._today(), self._answer, self._banner.press, self._ask_which
        )

    def _answer(self, value: str) -> None:
        if self._loop.waiting:
            return
        self.numbers_own |= value == "own"  # and still so when more is asked of this label
        self._banner.answer(value)

    def _ask_which(self, days: tuple[date, date]) -> None:
        """A day that could be read either way is never guessed."""
        words = BannerWords(
            "question",
            _("Which date expires?"),
            self._banner.asked.line,
            answers=(*(typed_days.in_words(day) for day in days), _("Neither: type it again")),
        )
        acts: list[Act] = [
            *(partial(self._answer, day.isoformat()) for day in days),
            self._banner.show_outcome,
        ]
        self._banner.show(Shown(words, tuple(acts), back=self._banner.show_outcome))

    def _line_typed(self, typed: TypedLine) -> None:
        self.numbers_own = not (typed.lot.strip() or typed.serial.strip())

        def use_case(tx: Tx, expected: Expectation, scan_id: int) -> Outcome:
            return answering.receive_typed(tx, typed, expected, scan_id)

        self._loop.enter(_("typed line"), use_case)

    def _ask_new_item(self) -> None:
        number = answering.number_asked(self._loop.expectation)

        def field() -> QWidget:
            form = NewItemForm(number)
            form.accepted.connect(self._item_named)
            return form

        words = BannerWords("question", _("New item"), self._number_words())
        self._banner.ask(words, field)

    def _ask_known_item(self) -> None:

        def field() -> QWidget:
            form = KnownItemForm(self._desk)
            form.accepted.connect(self._item_known)
            return form

        words = BannerWords("question", _("Which of our items?"), self._number_words())
        self._banner.ask(words, field)

    def _number_words(self) -> str:
        expected = self._loop.expectation
        if expected.label.gtin:
            return str(message("GTIN {gtin}", gtin=expected.label.gtin))
        return str(message("Number {number}", number=answering.number_asked(expected)))

    def _item_named(self, new: NewItem) -> None:
        def use_case(tx: Tx, expected: Expectation, scan_id: int) -> Outcome:
            return answering.add_item_in_line(tx, new, expected, scan_id)

        self._loop.enter(new.description, use_case)

    def _item_known(self, item_id: int, units: Fraction) -> None:
        def use_case(tx: Tx, expected: Expectation, scan_id: int) -> Outcome:
            return answering.link_item(tx, (item_id, units), expected, scan_id)

        self._loop.enter(_("one of our items"), use_case)
