"""A dock page of one kind of document: choose it, scan on it, look at what was posted."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from lsn_desktop.domain.outcomes import OutcomeKind
from lsn_desktop.storage import documents
from ui.dock import dock_words
from ui.page import PlainPage
from ui.scans.scan_loop import ScanLoop

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.domain.outcomes import Expectation, Outcome
    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.scans.scan_loop import Goods, Meant

_FOLLOWED = frozenset({"document", "party", "stock", "sales order"})


class _Part(Protocol):
    def tell(self, outcome: Outcome) -> None: ...
    def meant(self, asked: Command) -> Meant: ...
    def go_back(self) -> bool: ...
    def setFocus(self) -> None: ...  # noqa: N802 - Qt's name


class ChooserPart(_Part, Protocol):
    """What one begins or goes on with."""

    posted_chosen: SignalInstance

    def reload(self) -> None: ...
    def take_focus(self) -> None: ...
    def fail(self, error: Exception) -> None: ...


class DockPart(_Part, Protocol):
    """The document that is open."""

    chip_changed: SignalInstance

    def open(self, document_id: int) -> None: ...
    def reload(self) -> None: ...
    def chip(self) -> str: ...
    def undo_last(self) -> None: ...


class SummaryPart(_Part, Protocol):
    """A document that was posted."""

    left: SignalInstance

    def open(self, document_id: int, *, just_posted: bool = False) -> None: ...
    def show_note(self) -> None: ...


class DocumentPage(PlainPage):
    """Choose, scan, post; scans reach it by :meth:`scanned` in the order they came.

    Whoever inherits builds its three parts over ``loop`` and hands them to :meth:`begin`;
    ``opened`` is the act that goes on with a draft.
    """

    takes_scans = True

    def __init__(
        self,
        titles: tuple[str, str],
        desk: Desk,
        goods: Goods,
        opened: Callable[[int], Callable[[Tx, Expectation], Outcome]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(*titles)
        self.desk = desk
        self.loop = ScanLoop(desk, self, goods, clock)
        self._opened = opened
        self._document_id = 0
        self._stack = QStackedWidget()

    def begin(
        self, chooser: ChooserPart, dock: DockPart, summary: SummaryPart, chip: str
    ) -> None:
        """Take the parts; ``chip`` says what the next scan may be while nothing is open."""
        self._chooser, self._dock, self._summary = chooser, dock, summary
        self._chip = chip
        for part in (chooser, dock, summary):
            assert isinstance(part, QWidget)  # noqa: S101 - each of them is one
            self._stack.addWidget(part)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._stack)
        self.loop.told.connect(self._told)
        self.loop.heard.connect(self._heard)
        dock.chip_changed.connect(self.chip_changed)
        summary.left.connect(self._show_chooser)
        chooser.posted_chosen.connect(self._show_posted)
        self.desk.changes.changed.connect(self._changed)

    @property
    def waiting(self) -> int:
        """How many scans and answers are still to be told of."""
        return self.loop.waiting

    @property
    def asks(self) -> bool:  # type: ignore[override]
        """Whether a question of the dock waits for its answer."""
        return self._part is self._dock and self.loop.expectation.question is not None

    def scanned(self, frame: bytes, device: str) -> None:
        """Take a scan, after those that wait."""
        self.loop.scan(frame, device)

    def command_in_turn(self, asked: Command, frame: bytes, device: str) -> bool:
        """Take a command barcode after the scans that wait: "undo" is of the one before it."""
        self.loop.command(frame, device, lambda: self._part.meant(asked))
        return True

    def scan_broke(self, frame: bytes, device: str, words: Message, remedy: Message) -> bool:
        """Show it where every outcome is shown, in its turn."""
        self.loop.broken(frame, device, words, remedy)
        return True

    def go_to(self, document_id: int) -> None:
        """Show a document: a draft to go on with, a posted one as its summary."""
        self._look(document_id, self._go_on_with)

    def chip(self) -> str:
        return self._dock.chip() if self._part is self._dock else self._chip

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
        """The paper of the document that was posted."""
        is_posted = self._part is self._summary
        if is_posted:
            self._summary.show_note()
        return is_posted

    def go_back(self) -> bool:
        return self._part.go_back()

    @property
    def _part(self) -> ChooserPart | DockPart | SummaryPart:
        parts = (self._chooser, self._dock, self._summary)
        return parts[self._stack.currentIndex()]

    def _look(self, document_id: int, then: Callable[[Document], None]) -> None:
        database = self.desk.program.database

        def job() -> Document:
            with database.reading() as connection:
                return documents.by_id(connection, document_id)

        self.desk.lanes.read(job, then, self._chooser.fail)

    def _go_on_with(self, head: Document) -> None:
        if head.status == "draft":
            self.loop.change(self._opened(head.id))
        else:
            self._show_posted(head.id)

    def _told(self, outcome: Outcome) -> None:
        """Sound and show an outcome; the next scan waits until this returns."""
        by_hand = outcome.seq is None and outcome.kind is OutcomeKind.HEARD
        if not by_hand:
            self.desk.sounds.play(dock_words.KINDS[outcome.kind])
        before, self._document_id = self._document_id, self.loop.expectation.document_id
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
        self.desk.sounds.play(dock_words.KINDS[outcome.kind])
        if self._part is self._dock:
            self._dock.reload()

    def _leave(self, document_id: int) -> None:
        """Go on from what is open no more: to its summary, if it was posted."""

        def then(head: Document) -> None:
            if head.status == "posted":
                self._summary.open(document_id, just_posted=True)
                self._show_part(self._summary)
            else:
                self._show_chooser()

        self._look(document_id, then)

    def _show_posted(self, document_id: int) -> None:
        self._summary.open(document_id)
        self._show_part(self._summary)

    def _show_chooser(self) -> None:
        self._chooser.reload()
        self._show_part(self._chooser)

    def _show_part(self, part: ChooserPart | DockPart | SummaryPart) -> None:
        parts = (self._chooser, self._dock, self._summary)
        self._stack.setCurrentIndex(parts.index(part))
        self._take_focus()
        self.chip_changed.emit()

    def _take_focus(self) -> None:
        if self._part is self._chooser:
            self._chooser.take_focus()
        else:
            self._part.setFocus()

    def _changed(self, subjects: frozenset[str]) -> None:
        """Somebody ordered, moved or posted: the list on show follows."""
        on_chooser = self._part is self._chooser and self.isVisible()
        if on_chooser and subjects & _FOLLOWED:
            self._chooser.reload()
