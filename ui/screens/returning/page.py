"""The Return page: to whom, its scans, and what was posted."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from lsn_desktop.domain.outcomes import OutcomeKind
from lsn_desktop.services import return_choosing, return_scans
from ui import dock_words
from ui.page import PlainPage
from ui.scan_loop import ScanLoop
from ui.screens.returning import facts
from ui.screens.returning.chooser import Chooser, opened_draft
from ui.screens.returning.dock import Dock
from ui.screens.returning.summary import Summary

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.domain.double_scans import Twice
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.domain.outcomes import Expectation, Outcome
    from lsn_desktop.scanning.commands import Command
    from ui.desk import Desk
    from ui.scan_loop import UseCase
    from ui.screens.returning.facts import OnReturn


class ReturnPage(PlainPage):
    """Choose, scan, post; scans reach it by :meth:`scanned` in the order they came."""

    takes_scans = True

    def __init__(self, desk: Desk, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(_("Return"), "returns")
        self._desk = desk
        self._loop = ScanLoop(desk, self, _goods, clock)
        self._chooser = Chooser(desk, self._loop)
        self._dock = Dock(desk, self._loop)
        self._summary = Summary(desk, self._loop)
        self._document_id = 0
        self._stack = QStackedWidget()
        for part in (self._chooser, self._dock, self._summary):
            self._stack.addWidget(part)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._stack)
        self._loop.told.connect(self._told)
        self._loop.heard.connect(self._heard)
        self._dock.chip_changed.connect(self.chip_changed)
        self._summary.left.connect(self._show_chooser)
        self._chooser.posted_chosen.connect(self._show_posted)
        desk.changes.changed.connect(self._changed)

    @property
    def waiting(self) -> int:
        """How many scans and answers are still to be told of."""
        return self._loop.waiting

    @property
    def asks(self) -> bool:  # type: ignore[override]
        """Whether a question of the dock waits for its answer."""
        on_dock = self._stack.currentWidget() is self._dock
        return on_dock and self._loop.expectation.question is not None

    def scanned(self, frame: bytes, device: str) -> None:
        """Take a scan, after those that wait."""
        self._loop.scan(frame, device)

    def command_in_turn(self, asked: Command, frame: bytes, device: str) -> bool:
        """Take a command barcode after the scans that wait: "undo" is of the one before it."""
        self._loop.command(frame, device, lambda: self._part.meant(asked))
        return True

    def scan_broke(self, frame: bytes, device: str, words: Message, remedy: Message) -> bool:
        """Show it where every outcome is shown, in its turn."""
        self._loop.broken(frame, device, words, remedy)
        return True

    def go_to(self, document_id: int) -> None:
        """Show a return: a draft to go on with, a posted one as its summary."""
        database = self._desk.program.database
        self._desk.lanes.read(
            lambda: facts.on_return(database, document_id), self._go_on_with, self._chooser.fail
        )

    def chip(self) -> str:
        if self._part is self._dock:
            return self._dock.chip()
        return _("Next scan: goods, receipt or supplier")

    def shown(self) -> None:
        if self._part is self._chooser:
            self._chooser.reload()
        elif self._part is self._dock:
            self._dock.reload()
        self._take_focus()

    def undo_last(self) -> bool:
        on_dock = self._part is self._dock
        if on_dock:
            self._dock.undo_last()
        return on_dock

    def print_chosen(self) -> bool:
        """The packing note of the return that was posted."""
        is_posted = self._part is self._summary
        if is_posted:
            self._summary.show_note()
        return is_posted

    def go_back(self) -> bool:
        return self._part.go_back()

    @property
    def _part(self) -> Chooser | Dock | Summary:
        part = self._stack.currentWidget()
        assert isinstance(part, Chooser | Dock | Summary)  # noqa: S101 - there are no others
        return part

    def _go_on_with(self, on: OnReturn) -> None:
        if on.head.status == "draft":
            self._loop.change(opened_draft(on.head.id))
        else:
            self._show_posted(on.head.id)

    def _told(self, outcome: Outcome) -> None:
        """Sound and show an outcome; the next scan waits until this returns."""
        by_hand = outcome.seq is None and outcome.kind is OutcomeKind.HEARD
        if not by_hand:
            self._desk.sounds.play(dock_words.KINDS[outcome.kind])
        before, self._document_id = self._document_id, self._loop.expectation.document_id
        if self._document_id and self._document_id != before:
            self._dock.open(self._document_id)
            self._show_part(self._dock)
            if outcome.kind is not OutcomeKind.HEARD:  # the goods that opened it are on it
                self._dock.tell(outcome)
        elif self._document_id:
            self._dock.tell(outcome)
        elif before:
            self._leave(before)
        else:
            self._part.tell(outcome)

    def _heard(self, outcome: Outcome) -> None:
        """Sound a command whose doing is shown by itself, and list it."""
        self._desk.sounds.play(dock_words.KINDS[outcome.kind])
        if self._part is self._dock:
            self._dock.reload()

    def _leave(self, document_id: int) -> None:
        """Go on from a return that is open no more: to its summary, if it was posted."""
        database = self._desk.program.database

        def then(on: OnReturn) -> None:
            if on.head.status == "posted":
                self._summary.open(document_id, just_posted=True)
                self._show_part(self._summary)
            else:
                self._show_chooser()

        self._desk.lanes.read(
            lambda: facts.on_return(database, document_id), then, self._chooser.fail
        )

    def _show_posted(self, document_id: int) -> None:
        self._summary.open(document_id)
        self._show_part(self._summary)

    def _show_chooser(self) -> None:
        self._chooser.reload()
        self._show_part(self._chooser)

    def _show_part(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(part)
        self._take_focus()
        self.chip_changed.emit()

    def _take_focus(self) -> None:
        if self._part is self._chooser:
            self._chooser.take_focus()
        else:
            self._part.setFocus()

    def _changed(self, subjects: frozenset[str]) -> None:
        """Somebody rejected goods or posted: the list on show follows."""
        on_chooser = self._part is self._chooser and self.isVisible()
        if on_chooser and subjects & {"document", "party", "stock"}:
            self._chooser.reload()


def _goods(expected: Expectation, _twice: Twice) -> UseCase:
    """What a scan means where its turn has come."""
    return return_scans.return_scan if expected.document_id else return_choosing.choose_by_scan
