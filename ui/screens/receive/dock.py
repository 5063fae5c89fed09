"""One delivery at the dock: its keys, its scans, and posting it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.outcomes import Outcome, OutcomeKind
from lsn_desktop.program import now
from lsn_desktop.services.receipts import answering, receipt_commands, rejecting
from ui.dock import dock_words, document_acts
from ui.dock.in_banner import InBanner
from ui.dock.shown import Shown
from ui.parts.shortcuts import add_keys
from ui.scans import meanings
from ui.scans.scan_loop import Meant
from ui.scans.scan_words import BannerWords
from ui.screens.receive import announced, commands, facts, short
from ui.screens.receive.asking import Asking
from ui.screens.receive.dock_view import DockView
from ui.tasks import Asked

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from lsn_desktop.domain.outcomes import Expectation
    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.prints.line_labels import Labels
    from ui.scans.scan_loop import ScanLoop
    from ui.screens.receive.facts import OnReceipt

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Dock(QWidget):
    """Shows each outcome, takes answers and keys, and posts by Ctrl+Enter or its button.

    Enter by itself posts only where the Post button has the focus, or where the page has
    asked whether to post: a key too many posts nothing.
    """

    posted = Signal(int)  # the receipt's row number
    left = Signal()
    teach_wanted = Signal()
    many_wanted = Signal(str)  # what the delivery is called
    notice_wanted = Signal(str, object)  # the same, and the file that must be looked at
    files_wanted = Signal()
    chip_changed = Signal()

    def __init__(self, desk: Desk, loop: ScanLoop, labels: Labels) -> None:
        super().__init__()
        self._desk, self._loop, self._labels = desk, loop, labels
        self._document_id = 0
        self._facts: OnReceipt | None = None
        self._outcome: Outcome | None = None
        self._asked = Asked()
        self._post_wanted = False
        self.setObjectName("receive.dock")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self._view = DockView(
            desk.theme,
            {
                "post": self.ask_post,
                "type": self._type_line,
                "many": self._type_many,
                "announce": self._ask_notice,
                "damaged": self._reject,
                "files": self.files_wanted.emit,
                "undo": self.undo_last,
                "discard": self._ask_discard,
            },
        )
        self._banner = InBanner(loop, self._view.banner, answering.answer, self._view.setFocus)
        self._asking = Asking(desk, loop, self._banner)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._view)
        self._connect()

    def open(self, document_id: int) -> None:
        """Begin with a receipt."""
        self._document_id, self._facts, self._outcome = document_id, None, None
        self._post_wanted = False
        self._asking.wait_to_scan()
        self.reload()

    def tell(self, outcome: Outcome) -> None:
        """Show what a scan or a key came to."""
        self._outcome = outcome
        self._asking.tell(outcome)
        if outcome.scan_id is not None:
            zone = self._desk.station.time_zone
            self._view.scans.add(dock_words.outcome_row(outcome, now(), zone))
        if dock_words.made_a_line(outcome):
            self._label(outcome)
        elif not self._loop.expectation.label:
            self._asking.numbers_own = False
        self.reload()
        self.chip_changed.emit()

    def reload(self) -> None:
        """Ask the database what is on the receipt."""
        if not self._document_id:
            return
        self._asked.cancel()
        database, document_id = self._desk.program.database, self._document_id
        today = self._desk.station.by().on
        self._asked = self._desk.lanes.read(
            lambda: facts.on_receipt(database, document_id, today),
            self._show_facts,
            self._not_read,
        )

    def chip(self) -> str:
        shown = self._banner.shown
        if shown.back is not None and shown.words.answers:
            return dock_words.to_answer(len(shown.words.answers))
        if shown.back is not None and self._loop.expectation.question is not None:
            return _("Type the item, or Esc")  # the form of a question: a scan must wait
        item = self._outcome.line.item if self._outcome else ""
        delivery = self._facts.delivery if self._facts else ""
        return dock_words.chip(self._loop.expectation, delivery, item)

    def meant(self, asked: Command) -> Meant:
        """What a command barcode means now that its turn has come."""
        if asked.name == "teach":
            return meanings.done(asked, self.teach_wanted.emit)
        can_print = self._outcome is not None and dock_words.made_a_line(self._outcome)
        keys = commands.Keys(
            self._post_scanned, self._leave, self.print_chosen if can_print else None
        )
        return commands.at_dock(asked, self._banner.shown, self._loop.expectation, keys)

    def undo_last(self) -> None:
        if not self._banner.step_back():
            self._loop.change(receipt_commands.undo_last)

    def print_chosen(self) -> None:
        """Print the label of the goods on show, once more if it was printed before."""
        if self._outcome is not None and dock_words.made_a_line(self._outcome):
            self._labels.print_line(self._document_id, self._outcome.line)

    def say(self, error: Exception) -> None:
        """Show what could not be done, until the next scan."""
        words = dock_words.failed_words(_("This label cannot be taught"), error)
        self._banner.show(Shown(words, back=self._banner.show_outcome))

    def go_back(self) -> bool:
        expected = self._loop.expectation
        if self._banner.step_back():
            return True
        if expected.label or expected.question is not None or expected.count is not None:
            self._loop.change(receipt_commands.put_aside)
        else:
            self._leave()
        return True

    def ask_post(self) -> None:
        """Post, after asking when the delivery is short; scans that wait come first."""
        self._post_wanted = True
        if not self._loop.waiting:
            self._idle()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if not self._took(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Digits and Enter over a list are the page's, not the list's own search."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._took(event)
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if announced.dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        file = announced.dropped(event.mimeData())
        if file is not None:
            event.acceptProposedAction()
            self._read_notice(file)

    def _took(self, event: QKeyEvent) -> bool:
        """Take digits, Enter and T.

        They come here, not through shortcuts: the wedge filter gives what was typed back to
        the focused widget alone.
        """
        digit = event.text()
        if event.key() in _ENTER:
            return self._took_enter()
        act = {"t": self.teach_wanted.emit, "d": self._reject}.get(digit.lower())
        if act is not None and self._banner.shown.field is None:
            act()
            return True
        return self._banner.take_digit(digit, self._asking.ask_count)

    def _took_enter(self) -> bool:
        if self._banner.shown.enter is not None:
            self._banner.shown.enter()
            return True
        if self._view.post.hasFocus():
            self.ask_post()
            return True
        return False

    def _connect(self) -> None:
        self._banner.shown_changed.connect(self.chip_changed)
        self._view.banner.offer_taken.connect(self.teach_wanted)
        self._view.scans.undo.connect(self._undo_row)
        self._loop.idle.connect(self._idle)
        self._labels.told.connect(self._label_told)
        for view in (self._view.scans, self._view.lines):
            view.installEventFilter(self)
        add_keys(
            self,
            ("F2", self._type_line),
            ("F3", self._type_many),
            ("F5", self.files_wanted.emit),
            ("F6", self._ask_notice),
            ("Ctrl+Return", self.ask_post),
            ("Ctrl+Enter", self.ask_post),
        )

    def _type_line(self) -> None:
        if not self._loop.expectation.label and self._loop.expectation.question is None:
            self._asking.type_line()

    def _type_many(self) -> None:
        """F3: many serials, unless a label or a question is under way."""
        expected = self._loop.expectation
        if self._facts is not None and not expected.label and expected.question is None:
            self.many_wanted.emit(self._facts.delivery)

    def _reject(self) -> None:
        """D: some of the goods just scanned are damaged."""
        if self._loop.expectation.question is None:
            self._loop.change(rejecting.begin)

    def _ask_notice(self) -> None:
        """F6: which file says what is coming."""
        if self._loop.expectation.label or self._loop.expectation.question is not None:
            return

        def field() -> QWidget:
            form = announced.NoticeFile()
            form.accepted.connect(self._read_notice)
            return form

        words = BannerWords("waiting", _("What was announced of this delivery?"))
        self._banner.ask(words, field)

    def _read_notice(self, file: Path) -> None:
        desk, document_id = self._desk, self._document_id
        desk.lanes.read(
            lambda: announced.read(desk, document_id, file),
            lambda order: self._loop.change(announced.announced(order)),
            lambda _error: self._look_at(file),
        )

    def _look_at(self, file: Path) -> None:
        """Look at a file that announces nothing as it is: its columns, its rows."""
        self._banner.show_outcome()
        self.notice_wanted.emit(self._facts.delivery if self._facts else "", file)

    def _undo_row(self, key: str) -> None:
        self._loop.change(document_acts.row_undone(key))

    def _idle(self) -> None:
        if not self._post_wanted:
            return
        self._post_wanted = False
        database, document_id = self._desk.program.database, self._document_id
        self._desk.lanes.read(
            lambda: facts.on_receipt(database, document_id), self._confirm_post, self._not_read
        )

    def _leave(self) -> None:
        self._loop.leave(message("Choose a delivery"), lambda _outcome: self.left.emit())

    def _post_scanned(self) -> Meant:
        """Post by a barcode, after asking as the key does; in the transaction of its scan."""
        document_id, found = self._document_id, []

        def use_case(tx: Tx, expected: Expectation, _scan_id: int) -> Outcome:
            on = facts.as_it_is(tx.connection, document_id)
            if not short.must_ask(on, expected):
                return receipt_commands.post(tx, expected)
            found.append(on)
            return Outcome(OutcomeKind.QUESTION, message("Post what is here?"))

        def then(outcome: Outcome) -> None:
            if found and outcome.kind is OutcomeKind.QUESTION:
                self._ask_whether(found[-1])
            else:
                self._tell_posted(document_id, outcome)

        return Meant(use_case, then)

    def _confirm_post(self, on: OnReceipt) -> None:
        if short.must_ask(on, self._loop.expectation):
            self._ask_whether(on)
        else:
            self._post()

    def _ask_whether(self, on: OnReceipt) -> None:
        unfinished = bool(self._loop.expectation.label)
        words = BannerWords(
            "attention",
            _("One label is not finished") if unfinished else short.short_words(on),
            _("Post what is here? The rest stays open."),
            answers=(_("Post what is here"), _("Go on scanning")),
            remedy=_("Enter posts, Esc goes on."),
        )
        back = self._banner.show_outcome
        self._banner.show(Shown(words, (self._post, back), enter=self._post, back=back))

    def _post(self) -> None:
        document_id = self._document_id
        self._loop.change(
            receipt_commands.post, lambda outcome: self._tell_posted(document_id, outcome)
        )

    def _tell_posted(self, document_id: int, outcome: Outcome) -> None:
        if outcome.next is not None and not outcome.next.document_id:
            self.posted.emit(document_id)

    def _ask_discard(self) -> None:
        lines = len(self._facts.came) if self._facts else 0
        number = self._facts.receipt.number if self._facts else ""
        words = _("What was scanned for {count} lots or items counts no more.")
        if lines == 1:
            words = _("What was scanned for {count} lot or item counts no more.")
        asked = BannerWords(
            "attention",
            str(message("Discard {number}?", number=number)),
            str(message(words, count=lines)),
            answers=(_("Discard it"), _("Keep it")),
        )
        back = self._banner.show_outcome
        self._banner.show(Shown(asked, (self._discard, back), back=back))

    def _discard(self) -> None:
        def then(outcome: Outcome) -> None:
            if outcome.next is not None and not outcome.next.document_id:
                self.left.emit()

        self._loop.change(document_acts.discard, then)

    def _show_facts(self, on: OnReceipt) -> None:
        self._facts = on
        station = self._desk.station
        self._view.show_facts(on, station.by().on, station.time_zone)
        if self._outcome is not None and self._outcome.line.item:
            self._bring_into_view(self._outcome.line.sku)
        self.chip_changed.emit()

    def _bring_into_view(self, sku: str) -> None:
        on = self._facts
        for line in on.expected if on and not on.announced else ():
            if line.sku == sku:
                self._view.lines.bring_into_view(str(line.line_id))

    def _not_read(self, error: Exception) -> None:
        self._banner.show(
            Shown(BannerWords("refused", _("The list is not up to date"), str(error)))
        )

    def _label(self, outcome: Outcome) -> None:
        """Print what is to be stuck on: each line if so set, goods numbered by us anyway."""
        own, self._asking.numbers_own = self._asking.numbers_own, False
        if own or self._desk.program.settings.labels_on_receipt:
            self._labels.print_line(self._document_id, outcome.line)

    def _label_told(self, line_id: object, words: str, _well: bool) -> None:  # noqa: FBT001 - a signal
        outcome = self._outcome
        if outcome is not None and line_id is not None and line_id == outcome.line.line_id:
            self._asking.say_label(words)
