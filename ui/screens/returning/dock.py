"""One return at the dock: its keys, its scans, and posting it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.services import receipt_commands, return_commands, return_scans
from lsn_desktop.storage import lsns
from ui import dock_words, document_acts, meanings
from ui.in_banner import InBanner
from ui.scan_loop import Meant
from ui.scan_words import BannerWords
from ui.screens.returning import facts, words
from ui.screens.returning.asking import Asking
from ui.screens.returning.dock_view import DockView
from ui.shortcuts import add_keys
from ui.shown import Shown
from ui.tasks import Asked

if TYPE_CHECKING:
    from lsn_desktop.domain.outcomes import Expectation, Outcome
    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.scan_loop import ScanLoop
    from ui.screens.returning.facts import OnReturn
    from ui.shown import Act

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Dock(QWidget):
    """Shows each outcome, takes answers and keys, and posts by Ctrl+Enter or its button."""

    chip_changed = Signal()

    def __init__(self, desk: Desk, loop: ScanLoop) -> None:
        super().__init__()
        self._desk, self._loop = desk, loop
        self._document_id = 0
        self._facts: OnReturn | None = None
        self._asked = Asked()
        self.setObjectName("return.dock")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._view = DockView(
            desk.theme,
            {
                "post": self._post,
                "take": self._take_marked,
                "type": self._type_code,
                "reason": self._ask_reason,
                "undo": self.undo_last,
                "discard": self._ask_discard,
            },
        )
        self._banner = InBanner(
            loop, self._view.banner, return_commands.answer, self._view.setFocus
        )
        self._asking = Asking(desk, loop, self._banner)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._view)
        self._connect()

    def open(self, document_id: int) -> None:
        """Begin with a return."""
        self._document_id, self._facts = document_id, None
        self._asking.wait_to_scan()
        self.reload()

    def tell(self, outcome: Outcome) -> None:
        """Show what a scan or a key came to."""
        self._asking.tell(outcome)
        self.reload()
        self.chip_changed.emit()

    def reload(self) -> None:
        """Ask the database what is on the return."""
        if not self._document_id:
            return
        self._asked.cancel()
        database, document_id = self._desk.program.database, self._document_id
        self._asked = self._desk.lanes.read(
            lambda: facts.on_return(database, document_id), self._show_facts, self._not_read
        )

    def chip(self) -> str:
        shown = self._banner.shown
        if shown.back is not None and shown.words.answers:
            return dock_words.to_answer(len(shown.words.answers))
        return words.chip(self._loop.expectation, self._facts.vendor if self._facts else "")

    def meant(self, asked: Command) -> Meant:
        """What a command barcode means now that its turn has come."""
        shown, expected = self._banner.shown, self._loop.expectation
        acts: dict[str, Act] = {}
        if shown.back is not None:
            acts = dict.fromkeys(("undo", "back", "no"), shown.back)
        elif not receipt_commands.is_under_way(expected):
            acts["back"] = self._leave
        if asked.name in acts:
            return meanings.done(asked, acts[asked.name])
        if asked.name in {"yes", "answer"} and shown.back is not None and shown.answers:
            return meanings.answer(asked, shown.answers, None)
        return Meant(partial(_returned, asked))

    def undo_last(self) -> None:
        if not self._banner.step_back():
            self._loop.change(receipt_commands.undo_last)

    def go_back(self) -> bool:
        if self._banner.step_back():
            return True
        if receipt_commands.is_under_way(self._loop.expectation):
            self._loop.change(receipt_commands.put_aside)
        else:
            self._leave()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if not self._took(event, on_lines=False):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Digits and Enter over a list are the page's, not the list's own search."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._took(event, on_lines=watched is self._view.lines)
        return super().eventFilter(watched, event)

    def _took(self, event: QKeyEvent, *, on_lines: bool) -> bool:
        """Take digits, Enter and R: they come here, not through shortcuts, as on Receive."""
        text = event.text()
        if event.key() in _ENTER:
            return self._took_enter(on_lines=on_lines)
        if text.lower() == "r" and self._banner.shown.field is None:
            self._ask_reason()
            return True
        return self._banner.take_digit(text, self._asking.ask_count)

    def _took_enter(self, *, on_lines: bool) -> bool:
        if on_lines:
            self._take_marked()
        elif self._view.post.hasFocus():
            self._post()
        else:
            return False
        return True

    def _connect(self) -> None:
        self._banner.shown_changed.connect(self.chip_changed)
        self._view.scans.undo.connect(self._undo_row)
        for view in (self._view.scans, self._view.lines):
            view.installEventFilter(self)
        add_keys(
            self,
            ("F2", self._type_code),
            ("Ctrl+Return", self._post),
            ("Ctrl+Enter", self._post),
        )

    def _post(self) -> None:
        """Post what is there, after the scans that wait; why is asked first."""
        if self._loop.expectation.question is None:
            self._loop.change(return_commands.post)

    def _take_marked(self) -> None:
        """Put the row that is marked on the return, as if it had been scanned."""
        lsn_id = self._view.marked()
        if lsn_id is None or self._facts is None or self._loop.expectation.question is not None:
            return
        count = self._facts.left_of(lsn_id)

        def use_case(tx: Tx, expected: Expectation, scan_id: int) -> Outcome:
            lsn = lsns.by_id(tx.connection, lsn_id)
            counted = replace(expected, count=expected.count or count)
            return return_scans.take(tx, lsn, counted, scan_id)

        self._loop.enter(_("from the list"), use_case)

    def _type_code(self) -> None:
        if self._loop.expectation.question is None:
            self._asking.ask_code()

    def _ask_reason(self) -> None:
        if self._loop.expectation.question is None:
            self._asking.ask_reason()

    def _undo_row(self, key: str) -> None:
        self._loop.change(document_acts.row_undone(key))

    def _leave(self) -> None:
        self._loop.leave(message("Choose a supplier"), lambda _outcome: None)

    def _ask_discard(self) -> None:
        number = self._facts.head.number if self._facts else ""
        asked = BannerWords(
            "attention",
            str(message("Discard {number}?", number=number)),
            _("Nothing goes back; what was scanned stays held."),
            answers=(_("Discard it"), _("Keep it")),
        )
        back = self._banner.show_outcome
        discard = partial(self._loop.change, document_acts.discard)
        self._banner.show(Shown(asked, (discard, back), back=back))

    def _show_facts(self, on: OnReturn) -> None:
        self._facts = on
        self._view.show_facts(on, self._desk.station.time_zone)
        self.chip_changed.emit()

    def _not_read(self, error: Exception) -> None:
        failed = dock_words.failed_words(_("The return cannot be shown"), error)
        self._banner.show(Shown(failed))


def _returned(asked: Command, tx: Tx, expected: Expectation, scan_id: int) -> Outcome:
    return return_commands.return_command(tx, asked, expected, scan_id)
