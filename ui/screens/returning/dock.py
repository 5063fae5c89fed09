"""One return at the dock, to a supplier or from a customer: its scans, and posting it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.outcomes import Asks
from lsn_desktop.services.returns import any_return, return_commands, return_scans
from lsn_desktop.storage import lsns
from ui.dock.answer_fields import AnswerField
from ui.dock.document_dock import DocumentDock
from ui.dock.shown import Shown
from ui.scans.scan_words import BannerWords
from ui.screens.returning import facts, words
from ui.screens.returning.dock_view import DockView
from ui.screens.returning.facts import OnReturn

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.domain.outcomes import Expectation, Outcome, Question
    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.scans.scan_loop import ScanLoop


class Dock(DocumentDock[OnReturn]):
    """A return that is open: each scan puts goods on it."""

    def __init__(self, desk: Desk, loop: ScanLoop) -> None:
        super().__init__(desk, loop, "return")
        self._on: OnReturn | None = None
        self._view = DockView(
            desk.theme,
            {
                "post": self.post_it,
                "take": self.take_marked,
                "type": self.ask_code,
                "reason": self.ask_reason,
                "undo": self.undo_last,
                "discard": self.ask_discard,
            },
        )
        letters = {"r": self.ask_reason}
        self.lay_out(self._view, return_commands.answer, [self._view.lines], letters)

    @property
    def where_to(self) -> Message:
        return message("Choose a supplier or a customer")

    @property
    def number(self) -> str:
        return self._on.head.number if self._on else ""

    @property
    def if_discarded(self) -> str:
        if self._on is not None and self._on.is_customers:
            return _("Nothing comes back; what was scanned stays with the customer.")
        return _("Nothing goes back; what was scanned stays held.")

    def load(self) -> Callable[[], OnReturn]:
        database, document_id = self.desk.program.database, self.document_id
        return lambda: facts.on_return(database, document_id)

    def show_loaded(self, found: OnReturn | None) -> None:
        self._on = found
        if found is not None:
            self._view.show_facts(found, self.desk.station.time_zone)

    def begin_banner(self) -> None:
        self.banner.wait_to_scan(
            _("Scan the goods of this return, or press F2 to type their lot or serial")
        )

    def words(self, outcome: Outcome) -> BannerWords:
        return words.banner_words(outcome, self.desk.station.by().on)

    def field_of(self, question: Question) -> QWidget | None:
        if question.asks is not Asks.REASON:
            return None
        hint = _("Choose it, or type it and press Enter")
        edit = AnswerField("return.answer", _("Reason"), hint, len(question.answers))
        edit.entered.connect(self.banner.answer)
        edit.chosen.connect(self.banner.press)
        return edit

    def chip(self) -> str:
        return self.answers_asked() or words.chip(self.loop.expectation, self._on)

    def post(self, tx: Tx, expected: Expectation) -> Outcome:
        return return_commands.post(tx, expected)

    def run_command(
        self, asked: Command, tx: Tx, expected: Expectation, scan_id: int
    ) -> Outcome:
        return return_commands.return_command(tx, asked, expected, scan_id)

    def scan_typed(self, frame: bytes) -> Callable[[Tx, Expectation, int], Outcome]:
        reading = self.desk.program.read(frame, self.desk.station)
        return lambda tx, expected, scan_id: any_return.scan(tx, reading, expected, scan_id)

    def take_marked(self) -> None:
        """Put the row that is marked on the return, as if it had been scanned."""
        lsn_id = self._view.marked()
        if lsn_id is None or self._on is None or self.is_asked:
            return
        count = self._on.left_of(lsn_id)

        def use_case(tx: Tx, expected: Expectation, scan_id: int) -> Outcome:
            lsn = lsns.by_id(tx.connection, lsn_id)
            counted = replace(expected, count=expected.count or count)
            return return_scans.take(tx, lsn, counted, scan_id)

        self.loop.enter(_("from the list"), use_case)

    def ask_reason(self) -> None:
        """R: why the goods go or come back."""
        if self.is_asked:
            return
        theirs = self._on is not None and self._on.is_customers
        reasons = return_commands.CUSTOMERS_REASONS if theirs else return_commands.REASONS
        texts = [_(text) for text in reasons]

        def field() -> QWidget:
            hint = _("Choose it, or type it and press Enter")
            edit = AnswerField("return.reason", _("Reason"), hint, len(texts))
            edit.entered.connect(self._give_reason)
            edit.chosen.connect(self.banner.press)
            return edit

        asked = BannerWords("question", _("Why do they go back?"), answers=tuple(texts))
        if theirs:
            asked = replace(asked, headline=_("Why do they come back?"))
        acts = tuple(partial(self._give_reason, text) for text in texts)
        self.banner.show(Shown(asked, acts, field, back=self.banner.show_outcome))

    def _give_reason(self, text: str) -> None:
        self.loop.change(return_commands.reason_given(text))
