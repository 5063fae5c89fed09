"""What is asked in the banner of a return: how many, which goods, and why."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from lsn_desktop.domain.outcomes import Asks
from lsn_desktop.services import return_commands, return_scans
from ui.answer_fields import AnswerField
from ui.scan_words import BannerWords
from ui.screens.returning import words as said
from ui.shown import Shown

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from lsn_desktop.domain.outcomes import Expectation, Outcome, Question
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.in_banner import InBanner
    from ui.scan_loop import ScanLoop

_SSCC = 18  # digits


class Asking:
    """Asks in line, and sends what is answered or typed the way of a scan."""

    def __init__(self, desk: Desk, loop: ScanLoop, banner: InBanner) -> None:
        self._desk, self._loop, self._banner = desk, loop, banner

    def wait_to_scan(self) -> None:
        """Nothing has happened on this return since it was opened."""
        self._banner.wait_to_scan(
            _("Scan the goods that go back, or press F2 to type their lot or serial")
        )

    def tell(self, outcome: Outcome) -> None:
        """Show what a scan came to, with the question that is now open."""
        words = said.banner_words(outcome, self._desk.station.by().on)
        self._banner.tell(outcome, words, self._asks)

    def ask_count(self, digit: str) -> None:
        """The quantity of the next scan, begun with a digit."""
        hint = _("Enter sets it, Esc leaves it at all that may")
        field = partial(AnswerField, "return.count", _("Quantity"), hint)
        headline = _("How many of the next scan go back?")
        self._banner.ask_typed(headline, field, self._banner.take_count, digit)

    def ask_code(self) -> None:
        """F2: a code by hand."""
        hint = _("As it stands on the label; Enter")
        field = partial(AnswerField, "return.code", _("Lot, serial or SSCC"), hint)
        self._banner.ask_typed(_("Which goods go back?"), field, self._typed)

    def ask_reason(self) -> None:
        """R: why the goods go back."""
        texts = [_(text) for text in return_commands.REASONS]

        def field() -> QWidget:
            hint = _("Choose it, or type it and press Enter: it stands on the packing note")
            edit = AnswerField("return.reason", _("Reason"), hint, len(texts))
            edit.entered.connect(self._give_reason)
            edit.chosen.connect(self._banner.press)
            return edit

        asked = BannerWords("question", _("Why do they go back?"), answers=tuple(texts))
        acts = tuple(partial(self._give_reason, text) for text in texts)
        self._banner.show(Shown(asked, acts, field, back=self._banner.show_outcome))

    def _give_reason(self, text: str) -> None:
        self._loop.change(return_commands.reason_given(text))

    def _asks(self, question: Question, words: BannerWords) -> Shown:
        answers = self._banner.answers_to(question)
        return Shown(words, answers, partial(self._field, question))

    def _field(self, question: Question) -> QWidget | None:
        if question.asks is not Asks.REASON:
            return None
        hint = _("Choose it, or type it and press Enter")
        edit = AnswerField("return.answer", _("Reason"), hint, len(question.answers))
        edit.entered.connect(self._banner.answer)
        edit.chosen.connect(self._banner.press)
        return edit

    def _typed(self, _field: AnswerField, text: str) -> None:
        digits = text.removeprefix("(00)")
        is_sscc = len(digits) == _SSCC and digits.isascii() and digits.isdecimal()
        frame = f"00{digits}" if is_sscc else text
        reading = self._desk.program.read(frame.encode(), self._desk.station)

        def use_case(tx: Tx, expected: Expectation, scan_id: int) -> Outcome:
            return return_scans.return_scan(tx, reading, expected, scan_id)

        self._loop.enter(text, use_case)
