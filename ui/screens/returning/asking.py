"""What stands in the banner of a return: the last outcome, its question, or what is typed."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.outcomes import Asks
from lsn_desktop.services import receiving, return_commands, return_scans
from lsn_desktop.services.identifying import Count
from ui import dock_words
from ui.answer_fields import AnswerField
from ui.scan_words import BannerWords
from ui.screens.returning import words as said
from ui.shown import Shown

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from lsn_desktop.domain.outcomes import Expectation, Outcome, Question
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.scan_banner import ScanBanner
    from ui.scan_loop import ScanLoop

_LONGEST_COUNT = 6  # digits
_SSCC = 18  # digits
_SHOWN = 40  # characters of a wrong answer


class Asking(QObject):
    """Shows outcomes and what is asked in line, and sends the answers the way of a scan."""

    shown_changed = Signal()

    def __init__(self, desk: Desk, loop: ScanLoop, banner: ScanBanner) -> None:
        super().__init__(banner)
        self._desk, self._loop, self._banner = desk, loop, banner
        self._outcome = Shown(BannerWords("waiting", _("Ready to scan")))
        self._asked = self._outcome.words
        self.shown = self._outcome
        banner.answered.connect(self._answered)

    def wait_to_scan(self) -> None:
        """Nothing has happened on this return since it was opened."""
        line = _("Scan the goods that go back, or press F2 to type their lot or serial")
        self._outcome = Shown(BannerWords("waiting", _("Ready to scan"), line))
        self.show_outcome()

    def tell(self, outcome: Outcome) -> None:
        """Show what a scan came to, with the question that is now open."""
        words = said.banner_words(outcome, self._desk.station.by().on)
        question = self._loop.expectation.question
        if question is None:
            self._outcome = Shown(words)
        else:
            if outcome.question is None:
                words = dock_words.still_asked(words, self._asked)
            else:
                self._asked = words
            acts = tuple(partial(self._answer, each.value) for each in question.answers)
            self._outcome = Shown(words, acts, partial(self._field, question))
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

    def press(self, number: int) -> bool:
        """Answer what is asked by a digit; False if it asks for none."""
        return self._banner.press(number)

    def ask_count(self, digit: str) -> None:
        """The quantity of the next scan, begun with a digit."""

        def field() -> QWidget:
            edit = AnswerField(
                "return.count", _("Quantity"), _("Enter sets it, Esc leaves it at all that may")
            )
            edit.edit.setText(digit)
            edit.entered.connect(partial(self._set_count, edit))
            return edit

        asked = BannerWords("waiting", _("How many of the next scan go back?"))
        self.show(Shown(asked, field=field, back=self.show_outcome))

    def ask_code(self) -> None:
        """F2: a code by hand."""

        def field() -> QWidget:
            edit = AnswerField(
                "return.code", _("Lot, serial or SSCC"), _("As it stands on the label; Enter")
            )
            edit.entered.connect(self._typed)
            return edit

        asked = BannerWords("waiting", _("Which goods go back?"))
        self.show(Shown(asked, field=field, back=self.show_outcome))

    def ask_reason(self) -> None:
        """R: why the goods go back."""
        texts = [_(text) for text in return_commands.REASONS]

        def field() -> QWidget:
            hint = _("Choose it, or type it and press Enter: it stands on the packing note")
            edit = AnswerField("return.reason", _("Reason"), hint, len(texts))
            edit.entered.connect(self._give_reason)
            edit.chosen.connect(self.press)
            return edit

        asked = BannerWords("question", _("Why do they go back?"), answers=tuple(texts))
        acts = tuple(partial(self._give_reason, text) for text in texts)
        self.show(Shown(asked, acts, field, back=self.show_outcome))

    def _give_reason(self, text: str) -> None:
        self._loop.change(return_commands.reason_given(text))

    def _answered(self, number: int) -> None:
        if number <= len(self.shown.answers) and not self._loop.waiting:
            self.shown.answers[number - 1]()

    def _answer(self, value: str) -> None:
        if self._loop.waiting:
            return

        def use_case(tx: Tx, expected: Expectation, scan_id: int) -> Outcome:
            return return_commands.answer(tx, value, expected, scan_id)

        self._loop.enter(value, use_case)

    def _field(self, question: Question) -> QWidget | None:
        if question.asks is not Asks.REASON:
            return None
        hint = _("Choose it, or type it and press Enter")
        edit = AnswerField("return.answer", _("Reason"), hint, len(question.answers))
        edit.entered.connect(self._answer)
        edit.chosen.connect(self.press)
        return edit

    def _set_count(self, field: AnswerField, text: str) -> None:
        if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_COUNT):
            wrong = message("{text} is no quantity for a scan.", text=text[:_SHOWN])
            field.say(str(wrong), wrong=True)
            return
        count = Count(Decimal(text))

        def use_case(_tx: Tx, expected: Expectation, _scan_id: int) -> Outcome:
            return receiving.count_next(expected, count)

        self._loop.enter(f"x {text}", use_case)

    def _typed(self, text: str) -> None:
        digits = text.removeprefix("(00)")
        is_sscc = len(digits) == _SSCC and digits.isascii() and digits.isdecimal()
        frame = f"00{digits}" if is_sscc else text
        reading = self._desk.program.read(frame.encode(), self._desk.station)

        def use_case(tx: Tx, expected: Expectation, scan_id: int) -> Outcome:
            return return_scans.return_scan(tx, reading, expected, scan_id)

        self._loop.enter(text, use_case)
