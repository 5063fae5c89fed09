"""What stands in a dock page's banner: the last outcome, its question, or what is typed."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Signal

from lsn_desktop.domain.messages import _, message
from lsn_desktop.services.codes.identifying import Count
from lsn_desktop.services.receipts import receiving
from ui.dock import dock_words
from ui.dock.shown import Shown
from ui.scans.scan_words import BannerWords

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from lsn_desktop.domain.outcomes import Expectation, Outcome, Question
    from lsn_desktop.storage.transactions import Tx
    from ui.dock.answer_fields import AnswerField
    from ui.dock.shown import Act
    from ui.scans.scan_banner import ScanBanner
    from ui.scans.scan_loop import ScanLoop

_LONGEST_COUNT = 6  # digits
_SHOWN = 40  # characters of a wrong answer
Answering: TypeAlias = "Callable[[Tx, str, Expectation, int], Outcome]"
Asks: TypeAlias = "Callable[[Question, BannerWords], Shown]"


class InBanner(QObject):
    """Shows one thing at a time in a page's banner and knows what its answers and Esc do.

    ``answering`` is the use case of an answer; ``take_focus`` gives the focus back to the page
    before something else is shown.
    """

    shown_changed = Signal()

    def __init__(
        self, loop: ScanLoop, banner: ScanBanner, answering: Answering, take_focus: Act
    ) -> None:
        super().__init__(banner)
        self._loop, self._banner = loop, banner
        self._answering, self._take_focus = answering, take_focus
        self.outcome = Shown(BannerWords("waiting", _("Ready to scan")))
        self.asked = self.outcome.words  # the question that is open
        self.shown = self.outcome
        banner.answered.connect(self._answered)

    def wait_to_scan(self, line: str) -> None:
        """Nothing has happened yet."""
        self.show_as_outcome(BannerWords("waiting", _("Ready to scan"), line))

    def tell(self, outcome: Outcome, words: BannerWords, asks: Asks | None = None) -> None:
        """Show an outcome in these words; ``asks`` shows a question that takes a field too."""
        question = self._loop.expectation.question
        if question is None:
            self.outcome = Shown(words)
        else:
            if outcome.question is None:
                words = dock_words.still_asked(words, self.asked)
            else:
                self.asked = words
            to_answer = Shown(words, self.answers_to(question))
            self.outcome = to_answer if asks is None else asks(question, words)
        self.show(self.outcome)

    def show(self, shown: Shown) -> None:
        """Put something else into the banner; the focus leaves what was there."""
        self.shown = shown
        self._take_focus()
        self._banner.tell(shown.words, shown.field() if shown.field else None)
        self.shown_changed.emit()

    def show_outcome(self) -> None:
        """Back to the last outcome and its question."""
        self.show(self.outcome)

    def show_as_outcome(self, words: BannerWords) -> None:
        """Show what is come back to later, as the outcome of a scan is."""
        self.outcome = Shown(words)
        self.show_outcome()

    def reword(self, words: BannerWords) -> None:
        """Say more of the last outcome; what else is on show stays."""
        is_shown = self.shown is self.outcome
        self.outcome = Shown(words)
        if is_shown:
            self.shown = self.outcome
            self._banner.tell(words)

    def ask(self, words: BannerWords, field: Callable[[], QWidget]) -> None:
        """Ask for something in a form; Esc leaves it."""
        self.show(Shown(words, field=field, back=self.show_outcome))

    def ask_typed(
        self,
        headline: str,
        field: Callable[[], AnswerField],
        take: Callable[[AnswerField, str], None],
        begun: str = "",
    ) -> None:
        """Ask for one line, perhaps begun with a digit; ``take`` is given what was entered."""

        def begin() -> QWidget:
            edit = field()
            edit.edit.setText(begun)
            edit.entered.connect(partial(take, edit))
            return edit

        self.ask(BannerWords("waiting", headline), begin)

    def take_count(self, field: AnswerField, text: str) -> None:
        """Let the next scan count as many whole pieces as were typed."""
        if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_COUNT):
            wrong = message("{text} is no quantity for a scan.", text=text[:_SHOWN])
            field.say(str(wrong), wrong=True)
            return
        count = Count(Decimal(text))

        def use_case(_tx: Tx, expected: Expectation, _scan_id: int) -> Outcome:
            return receiving.count_next(expected, count)

        self._loop.enter(f"x {text}", use_case)

    def take_digit(self, digit: str, ask_count: Callable[[str], None]) -> bool:
        """A digit answers what is asked, or begins a count; False if it is none."""
        if not (len(digit) == 1 and digit.isascii() and digit.isdigit()):
            return False
        if self.shown.words.answers:
            return self.press(int(digit))
        if self.shown.field is None:
            ask_count(digit)
        return True

    def press(self, number: int) -> bool:
        """Answer what is asked by a digit; False if it asks for none."""
        return self._banner.press(number)

    def step_back(self) -> bool:
        """Leave what is asked or typed; False if only an outcome is on show."""
        if self.shown.back is None:
            return False
        self.shown.back()
        return True

    def answers_to(self, question: Question) -> tuple[Act, ...]:
        """What each answer of a scan's question does."""
        return tuple(partial(self.answer, each.value) for each in question.answers)

    def answer(self, value: str) -> None:
        """Send an answer the way of a scan, unless scans wait that may answer it."""
        if self._loop.waiting:
            return

        def use_case(tx: Tx, expected: Expectation, scan_id: int) -> Outcome:
            return self._answering(tx, value, expected, scan_id)

        self._loop.enter(value, use_case)

    def _answered(self, number: int) -> None:
        if number <= len(self.shown.answers) and not self._loop.waiting:
            self.shown.answers[number - 1]()
