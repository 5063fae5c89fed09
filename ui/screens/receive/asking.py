"""What stands in the banner: the last outcome, its question, or what the operator types."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lsn_desktop.domain import typed_days
from lsn_desktop.domain.messages import _, message
from lsn_desktop.services import answering, receiving
from lsn_desktop.services.identifying import Count
from ui import dock_words
from ui.answer_fields import AnswerField
from ui.scan_words import BannerWords
from ui.screens.receive.item_forms import KnownItemForm, NewItemForm
from ui.screens.receive.questions import field_for
from ui.screens.receive.typed_line import TypedLineForm
from ui.shown import Act, Shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from fractions import Fraction

    from PySide6.QtWidgets import QWidget

    from lsn_desktop.domain.outcomes import Expectation, Outcome, Question
    from lsn_desktop.services.answering import NewItem, TypedLine
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.scan_banner import ScanBanner
    from ui.scan_loop import ScanLoop

_LONGEST_COUNT = 6  # digits
_SHOWN = 40  # characters of a wrong answer


class Asking(QObject):
    """Shows outcomes and what is asked in line, and sends the answers the way of a scan."""

    shown_changed = Signal()

    def __init__(self, desk: Desk, loop: ScanLoop, banner: ScanBanner) -> None:
        super().__init__(banner)
        self._desk, self._loop, self._banner = desk, loop, banner
        self._today: Callable[[], date] = lambda: desk.station.by().on
        self._outcome = Shown(BannerWords("waiting", _("Ready to scan")))
        self._asked = self._outcome.words
        self.shown = self._outcome
        self.numbers_own = False  # our number was asked for; its label is still to be made
        banner.answered.connect(self._answered)

    def tell(self, outcome: Outcome) -> None:
        """Show what a scan came to, with the question that is now open."""
        words = dock_words.banner_words(outcome, self._today())
        question = self._loop.expectation.question
        if question is None:
            self._outcome = Shown(words)
        else:
            if outcome.question is None:
                words = dock_words.still_asked(words, self._asked)
            else:
                self._asked = words
            self._outcome = self._asking(question, words)
        self.show(self._outcome)

    def show(self, shown: Shown) -> None:
        """Put something else into the banner; the focus leaves what was there."""
        self.shown = shown
        parent = self._banner.parentWidget()
        if parent is not None and parent.isAncestorOf(self._banner):
            parent.setFocus()
        self._banner.tell(shown.words, shown.field() if shown.field else None)
        self.shown_changed.emit()

    def show_outcome(self) -> None:
        """Back to the last outcome and its question."""
        self.show(self._outcome)

    def say_label(self, words: str) -> None:
        """Add what became of the label to the outcome on show."""
        before = self._outcome.words
        details = tuple(each for each in before.details if each[0] != _("Label"))
        told = BannerWords(
            before.kind, before.headline, before.line, (*details, (_("Label"), words))
        )
        is_shown = self.shown is self._outcome
        self._outcome = Shown(told)
        if is_shown:
            self.shown = self._outcome
            self._banner.tell(told)

    def wait_to_scan(self) -> None:
        """Nothing has happened on this receipt since it was opened."""
        self.numbers_own = False
        self._outcome = Shown(
            BannerWords("waiting", _("Ready to scan"), _("Scan the goods, or press F2 to type"))
        )
        self.show_outcome()

    def press(self, number: int) -> bool:
        """Answer what is asked by a digit; False if it asks for none."""
        return self._banner.press(number)

    def ask_count(self, digit: str) -> None:
        """The quantity of the next scan, begun with a digit."""

        def field() -> QWidget:
            edit = AnswerField(
                "receive.count", _("Quantity"), _("Enter sets it, Esc leaves it at one")
            )
            edit.edit.setText(digit)
            edit.entered.connect(partial(self._set_count, edit))
            return edit

        words = BannerWords("waiting", _("How many does the next scan count?"))
        self.show(Shown(words, field=field, back=self.show_outcome))

    def type_line(self) -> None:
        """F2: a line by hand."""

        def field() -> QWidget:
            form = TypedLineForm(self._desk, self._today())
            form.accepted.connect(self._line_typed)
            return form

        words = BannerWords("waiting", _("Type a line"))
        self.show(Shown(words, field=field, back=self.show_outcome))

    def _answered(self, number: int) -> None:
        if number <= len(self.shown.answers) and not self._loop.waiting:
            self.shown.answers[number - 1]()

    def _asking(self, question: Question, words: BannerWords) -> Shown:
        act = {"new": self._ask_new_item, "known": self._ask_known_item}
        answers = tuple(
            act.get(each.value) or partial(self._answer, each.value)
            for each in question.answers
        )
        return Shown(words, answers, partial(self._field, question))

    def _field(self, question: Question) -> QWidget | None:
        return field_for(question, self._today(), self._answer, self.press, self._ask_which)

    def _answer(self, value: str) -> None:
        if self._loop.waiting:
            return
        self.numbers_own |= value == "own"  # and still so when more is asked of this label

        def use_case(tx: Tx, expected: Expectation, scan_id: int) -> Outcome:
            return answering.answer(tx, value, expected, scan_id)

        self._loop.enter(value, use_case)

    def _ask_which(self, days: tuple[date, date]) -> None:
        """A day that could be read either way is never guessed."""
        words = BannerWords(
            "question",
            _("Which date expires?"),
            self._asked.line,
            answers=(*(typed_days.in_words(day) for day in days), _("Neither: type it again")),
        )
        acts: list[Act] = [
            *(partial(self._answer, day.isoformat()) for day in days),
            self.show_outcome,
        ]
        self.show(Shown(words, tuple(acts), back=self.show_outcome))

    def _set_count(self, field: AnswerField, text: str) -> None:
        if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_COUNT):
            words = message("{text} is no quantity for a scan.", text=text[:_SHOWN])
            field.say(str(words), wrong=True)
            return
        count = Count(Decimal(text))

        def use_case(_tx: Tx, expected: Expectation, _scan_id: int) -> Outcome:
            return receiving.count_next(expected, count)

        self._loop.enter(f"x {text}", use_case)

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
        self.show(Shown(words, field=field, back=self.show_outcome))

    def _ask_known_item(self) -> None:

        def field() -> QWidget:
            form = KnownItemForm(self._desk)
            form.accepted.connect(self._item_known)
            return form

        words = BannerWords("question", _("Which of our items?"), self._number_words())
        self.show(Shown(words, field=field, back=self.show_outcome))

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
