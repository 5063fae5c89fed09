"""The Receive page: which delivery, its scans, and what was posted."""

from __future__ import annotations

import time
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from lsn_desktop.domain.outcomes import OutcomeKind
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.program import new_uid
from lsn_desktop.services.documents import choosing
from lsn_desktop.services.receipts import receiving_twice
from lsn_desktop.storage import builds, going_back, shipments
from ui.dock import dock_words
from ui.page import PlainPage
from ui.prints.line_labels import Labels
from ui.scans.scan_loop import ScanLoop
from ui.screens.receive import acts, facts
from ui.screens.receive.chooser import Chooser
from ui.screens.receive.costs import Costs
from ui.screens.receive.dock import Dock
from ui.screens.receive.files import ReceiptFiles
from ui.screens.receive.many_serials import ManySerials
from ui.screens.receive.notice_part import NoticePart
from ui.screens.receive.recovered import RecoveredScans
from ui.screens.receive.summary import Summary
from ui.screens.receive.teaching import Teaching

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lsn_desktop.domain.double_scans import Twice
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.domain.outcomes import Expectation, Outcome
    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.scans.scan_loop import Meant, UseCase
    from ui.screens.receive.facts import OnReceipt, Recovered


_Part = (
    Chooser
    | Dock
    | Summary
    | RecoveredScans
    | Teaching
    | ManySerials
    | Costs
    | NoticePart
    | ReceiptFiles
)

_ELSEWHERE = {
    builds.KIND: "make",
    going_back.KIND: "return",
    shipments.CUSTOMER_RETURN: "return",
    shipments.SHIPMENT: "ship",
    "build": "make",
}
"""Documents that are shown on a page of their own, wherever they were found."""


class ReceivePage(PlainPage):
    """Choose, scan, post, go on; scans reach it by :meth:`scanned` in the order they came."""

    takes_scans = True

    def __init__(self, desk: Desk, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(_("Receive"), "receive")
        self._desk = desk
        self._loop = ScanLoop(desk, self, self._goods, clock)
        self._labels = Labels(desk, self)
        self._chooser = Chooser(desk, self._loop)
        self._dock = Dock(desk, self._loop, self._labels)
        self._summary = Summary(desk, self._loop, self._labels)
        self._recovered = RecoveredScans(desk, self._loop)
        self._teaching = Teaching(desk, self._loop)
        self._document_id = 0
        self._looked_back = False
        self._stack = QStackedWidget()
        for part in (
            *(self._chooser, self._dock, self._summary, self._recovered),
            self._teaching,
        ):
            self._stack.addWidget(part)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._stack)
        self._connect()

    @cached_property
    def many(self) -> ManySerials:
        """The list of many serials, made when it is first wanted."""
        many = ManySerials(self._desk, self._loop)
        self._stack.addWidget(many)
        many.opened.connect(lambda: self._show_part(many))
        many.finished.connect(lambda: self._show_part(self._dock))
        return many

    @cached_property
    def notice(self) -> NoticePart:
        """A file of announced goods looked over, made when it is first wanted."""
        notice = NoticePart(self._desk, self._loop)
        self._stack.addWidget(notice)
        notice.finished.connect(self._leave_notice)
        notice.kept.connect(self._notice_kept)
        return notice

    @cached_property
    def costs(self) -> Costs:
        """What a posted receipt cost, made when it is first wanted."""
        costs = Costs(self._desk)
        self._stack.addWidget(costs)
        costs.finished.connect(self._show_posted)
        return costs

    @cached_property
    def files(self) -> ReceiptFiles:
        """The files of a posted receipt, made when they are first wanted."""
        files = ReceiptFiles(self._desk)
        self._stack.addWidget(files)
        files.finished.connect(self._leave_files)
        return files

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
        self._loop.command(frame, device, lambda: self._meant(asked))
        return True

    def scan_broke(self, frame: bytes, device: str, words: Message, remedy: Message) -> bool:
        """Show it where every outcome is shown, in its turn."""
        self._loop.broken(frame, device, words, remedy)
        return True

    def open_order(self, order_id: int) -> None:
        """Receive an order, as if it had been chosen here."""
        self._loop.change(acts.opened_order(order_id, new_uid()))

    def go_to(self, document_id: int) -> None:
        """Show a receipt: a draft to go on with, a posted one as its summary."""
        database = self._desk.program.database
        self._desk.lanes.read(
            lambda: facts.on_receipt(database, document_id),
            self._go_on_with,
            self._chooser.fail,
        )

    def chip(self) -> str:
        part = self._stack.currentWidget()
        if part is self._dock:
            return self._dock.chip()
        if isinstance(part, RecoveredScans | Teaching | ManySerials | NoticePart):
            return part.chip()
        return _("Next scan: a purchase order")

    def shown(self) -> None:
        if not self._looked_back:
            self._looked_back = True
            self._look_back()
        self._refresh()

    def undo_last(self) -> bool:
        if self._stack.currentWidget() is self._teaching:
            return self._teaching.panel.undo()
        on_dock = self._stack.currentWidget() is self._dock
        if on_dock:
            self._dock.undo_last()
        return on_dock

    def print_chosen(self) -> bool:
        """The label of the last goods, or all labels of the receipt that was posted."""
        part = self._stack.currentWidget()
        if isinstance(part, Dock):
            part.print_chosen()
        elif isinstance(part, Summary):
            part.print_labels()
        return isinstance(part, Dock | Summary)

    def go_back(self) -> bool:
        part = self._stack.currentWidget()
        if part is self._recovered:
            return False
        assert isinstance(part, _Part)  # noqa: S101 - there are no others
        assert not isinstance(part, RecoveredScans)  # noqa: S101 - it has no way back
        return part.go_back()

    def _goods(self, expected: Expectation, twice: Twice) -> UseCase:
        """What a scan means where its turn has come."""
        if self._loop.recovering:
            return _answer_first
        part = self._stack.currentWidget()
        if not expected.document_id:
            return part.opening() if isinstance(part, NoticePart) else choosing.choose_by_scan
        return partial(receiving_twice.receive_scan, twice=twice)

    def _meant(self, asked: Command) -> Meant:
        part = self._stack.currentWidget()
        assert isinstance(part, _Part)  # noqa: S101 - there are no others
        return part.meant(asked)

    def _connect(self) -> None:
        self._loop.told.connect(self._told)
        self._loop.heard.connect(self._heard)
        self._dock.posted.connect(self._show_posted)
        self._dock.left.connect(self._show_chooser)
        self._dock.files_wanted.connect(lambda: self._show_files(self._document_id))
        self._dock.chip_changed.connect(self.chip_changed)
        self._dock.many_wanted.connect(
            lambda delivery: self.many.begin(self._document_id, delivery)
        )
        self._dock.notice_wanted.connect(
            lambda delivery, file: self._begin_notice(file, delivery)
        )
        self._chooser.notice_wanted.connect(self._begin_notice)
        self._dock.teach_wanted.connect(lambda: self._teaching.begin(self._document_id))
        self._teaching.opened.connect(lambda: self._show_part(self._teaching))
        self._teaching.finished.connect(lambda: self._show_part(self._dock))
        self._teaching.failed.connect(self._dock.say)
        self._summary.order_chosen.connect(self.open_order)
        self._summary.left.connect(self._show_chooser)
        self._summary.costs_wanted.connect(self._show_costs)
        self._summary.files_wanted.connect(self._show_files)
        self._chooser.posted_chosen.connect(self._show_posted)
        self._recovered.finished.connect(self._show_chooser)
        self._recovered.chip_changed.connect(self.chip_changed)
        self._desk.changes.changed.connect(self._changed)

    def _go_on_with(self, on: OnReceipt) -> None:
        if on.receipt.kind in _ELSEWHERE:
            self._desk.go(_ELSEWHERE[on.receipt.kind], on.receipt.id)
        elif on.receipt.status == "draft":
            self._loop.change(acts.opened_draft(on.receipt.id))
        else:
            self._show_posted(on.receipt.id)

    def _look_back(self) -> None:
        """Ask for scans of the last run that were recorded but perhaps never told."""
        program, station = self._desk.program, self._desk.station
        mark = program.told.seq
        self._desk.lanes.read(
            lambda: facts.recovered(program.database, station.workstation_id, mark),
            self._ask_recovered,
            self._not_looked_back,
        )

    def _ask_recovered(self, recovered: list[Recovered]) -> None:
        if recovered:
            self._recovered.ask(recovered)
            self._show_part(self._recovered)

    def _not_looked_back(self, _error: Exception) -> None:
        """Ask again when the page is next opened; the deliveries say what is wrong."""
        self._looked_back = False

    def _told(self, outcome: Outcome) -> None:
        """Sound and show an outcome; the next scan waits until this returns."""
        by_hand = outcome.seq is None and outcome.kind is OutcomeKind.HEARD
        if not by_hand:
            self._desk.sounds.play(dock_words.KINDS[outcome.kind])
        before, self._document_id = self._document_id, self._loop.expectation.document_id
        part = self._stack.currentWidget()
        if isinstance(part, ManySerials | NoticePart | ReceiptFiles):
            part.tell(outcome)
        if part is self._recovered:
            self._recovered.tell(outcome)
        elif self._document_id and self._document_id != before:
            self._dock.open(self._document_id)
            self._show_part(self._dock)
        elif self._document_id or before:
            self._dock.tell(outcome)
        elif isinstance(part, Summary | Costs):
            part.tell(outcome)
        elif not isinstance(part, NoticePart | ReceiptFiles):
            self._chooser.tell(outcome)

    def _heard(self, outcome: Outcome) -> None:
        """Sound a command whose doing is shown by itself, and list it."""
        self._desk.sounds.play(dock_words.KINDS[outcome.kind])
        if self._stack.currentWidget() is self._dock:
            self._dock.reload()

    def _show_posted(self, document_id: int) -> None:
        self._summary.open(document_id)
        self._show_part(self._summary)

    def _leave_files(self, document_id: int) -> None:
        if document_id == self._document_id:
            self._show_part(self._dock)
        else:
            self._show_posted(document_id)

    def _show_files(self, document_id: int) -> None:
        self.files.open(document_id)
        self._show_part(self.files)

    def _show_costs(self, document_id: int) -> None:
        self.costs.open(document_id)
        self._show_part(self.costs)

    def _begin_notice(self, file: Path | None, delivery: str = "") -> None:
        self.notice.begin(self._document_id, delivery, file)
        self._show_part(self.notice)

    def _leave_notice(self) -> None:
        if self._document_id:
            self._show_part(self._dock)
        else:
            self._show_chooser()

    def _notice_kept(self, outcome: Outcome) -> None:
        self._show_chooser()
        self._chooser.tell(outcome)

    def _show_chooser(self) -> None:
        self._chooser.reload()
        self._show_part(self._chooser)

    def _show_part(self, part: QWidget) -> None:
        if part is not self._teaching:
            self._loop.instead = None
        self._stack.setCurrentWidget(part)
        self._take_focus()
        self.chip_changed.emit()

    def _refresh(self) -> None:
        part = self._stack.currentWidget()
        if part is self._chooser:
            self._chooser.reload()
        elif part is self._dock:
            self._dock.reload()
        self._take_focus()

    def _take_focus(self) -> None:
        part = self._stack.currentWidget()
        if part is self._chooser:
            self._chooser.take_focus()
        elif part is not None:
            part.setFocus()

    def _changed(self, subjects: frozenset[str]) -> None:
        """Somebody changed orders or receipts: the list on show follows."""
        on_chooser = self._stack.currentWidget() is self._chooser
        if on_chooser and self.isVisible() and subjects & {"order", "document", "party"}:
            self._chooser.reload()


def _answer_first(_tx: Tx, _reading: Reading, _expected: Expectation, _scan_id: int) -> Outcome:
    raise refusal(
        "Recovered scans wait for an answer.", "Keep or undo each of them, then scan again."
    )
