"""One open document at the dock: its keys, what its scans come to, and posting it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.services.receipts import receipt_commands
from ui.dock import dock_words, document_acts
from ui.dock.answer_fields import AnswerField
from ui.dock.in_banner import InBanner
from ui.dock.shown import Shown
from ui.parts.shortcuts import add_keys
from ui.scans import meanings
from ui.scans.scan_loop import Meant
from ui.scans.scan_words import BannerWords
from ui.tasks import Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from PySide6.QtWidgets import QAbstractItemView, QPushButton

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.domain.outcomes import Expectation, Outcome, Question
    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.dock.in_banner import Answering
    from ui.dock.shown import Act
    from ui.page import PageHead
    from ui.scans.scan_banner import ScanBanner
    from ui.scans.scan_list import ScanList
    from ui.scans.scan_loop import ScanLoop

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SSCC = 18  # digits
Found = TypeVar("Found")


class DockParts(Protocol):
    """What a document's page is laid out of."""

    head: PageHead
    banner: ScanBanner
    scans: ScanList
    post: QPushButton

    def setFocus(self) -> None: ...  # noqa: N802 - Qt's name


class DocumentDock(QWidget, Generic[Found]):
    """Shows each outcome, takes answers and keys, and posts by Ctrl+Enter or its button.

    Whoever inherits hands over its parts by :meth:`lay_out`, and says in its own words what
    it asks the database and what it shows.
    """

    chip_changed = Signal()

    def __init__(self, desk: Desk, loop: ScanLoop, name: str) -> None:
        super().__init__()
        self.desk, self.loop, self._name = desk, loop, name
        self.document_id = 0
        self._asked = Asked()
        self.setObjectName(f"{name}.dock")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # What whoever inherits says.

    def load(self) -> Callable[[], Found]:
        """What a reader does to know all that is shown of the document."""
        raise NotImplementedError

    def show_loaded(self, found: Found | None) -> None:
        """Show what was asked; None: nothing is known yet."""
        raise NotImplementedError

    def begin_banner(self) -> None:
        """Nothing has happened since it was opened."""
        raise NotImplementedError

    def words(self, outcome: Outcome) -> BannerWords:
        """An outcome in the words of the page."""
        raise NotImplementedError

    def field_of(self, question: Question) -> QWidget | None:  # noqa: ARG002 - some ask for one
        """The field a question is answered in, beside its answers."""
        return None

    def post(self, tx: Tx, expected: Expectation) -> Outcome:
        """Post what is there."""
        raise NotImplementedError

    def run_command(
        self, asked: Command, tx: Tx, expected: Expectation, scan_id: int
    ) -> Outcome:
        """Do what a command barcode asks of the document."""
        raise NotImplementedError

    def scan_typed(self, frame: bytes) -> Callable[[Tx, Expectation, int], Outcome]:
        """Take what was typed as if it had been scanned."""
        raise NotImplementedError

    def take_marked(self) -> None:
        """Take the row that is marked."""
        raise NotImplementedError

    def chip(self) -> str:
        raise NotImplementedError

    is_under_way = staticmethod(receipt_commands.is_under_way)
    undo_newest = staticmethod(receipt_commands.undo_last)
    put_aside = staticmethod(receipt_commands.put_aside)
    row_undone = staticmethod(document_acts.row_undone)

    @property
    def where_to(self) -> Message:
        """What is said when one leaves it open."""
        raise NotImplementedError

    @property
    def number(self) -> str:
        """The document's number."""
        raise NotImplementedError

    @property
    def if_discarded(self) -> str:
        """What discarding comes to."""
        raise NotImplementedError

    # What all do alike.

    def lay_out(
        self,
        view: DockParts,
        answering: Answering,
        lists: Iterable[QAbstractItemView],
        letters: Mapping[str, Act],
    ) -> None:
        """Take the view, the lists on which Enter takes a row, and what letters do."""
        assert isinstance(view, QWidget)  # noqa: S101 - it is one
        self.parts, self._lists, self._letters = view, tuple(lists), letters
        self.banner = InBanner(self.loop, view.banner, answering, view.setFocus)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(view)
        self.banner.shown_changed.connect(self.chip_changed)
        view.scans.undo.connect(self._undo_row)
        for one in (view.scans, *self._lists):
            one.installEventFilter(self)
        add_keys(
            self,
            ("F2", self.ask_code),
            ("Ctrl+Return", self.post_it),
            ("Ctrl+Enter", self.post_it),
        )

    def open(self, document_id: int) -> None:
        """Begin with a document; the title of another one does not stay until it is read."""
        if document_id != self.document_id:
            self.parts.head.tell("")
        self.document_id = document_id
        self.show_loaded(None)
        self.begin_banner()
        self.reload()

    def tell(self, outcome: Outcome) -> None:
        """Show what a scan or a key came to."""
        self.banner.tell(outcome, self.words(outcome), self._asks)
        self.reload()
        self.chip_changed.emit()

    def reload(self) -> None:
        """Ask the database what is on it."""
        if not self.document_id:
            return
        self._asked.cancel()
        self._asked = self.desk.lanes.read(self.load(), self._show_facts, self._not_read)

    def answers_asked(self) -> str:
        """The chip while the page itself asks something; empty where it does not."""
        shown = self.banner.shown
        if shown.back is not None and shown.words.answers:
            return dock_words.to_answer(len(shown.words.answers))
        return ""

    def meant(self, asked: Command) -> Meant:
        """What a command barcode means now that its turn has come."""
        shown, expected = self.banner.shown, self.loop.expectation
        acts: dict[str, Act] = {}
        if shown.back is not None:
            acts = dict.fromkeys(("undo", "back", "no"), shown.back)
        elif not self.is_under_way(expected):
            acts["back"] = self.leave
        if asked.name in acts:
            return meanings.done(asked, acts[asked.name])
        if asked.name in {"yes", "answer"} and shown.back is not None and shown.answers:
            return meanings.answer(asked, shown.answers, None)
        return Meant(partial(self.run_command, asked))

    def undo_last(self) -> None:
        if not self.banner.step_back():
            self.loop.change(self.undo_newest)

    def go_back(self) -> bool:
        if self.banner.step_back():
            return True
        if self.is_under_way(self.loop.expectation):
            self.loop.change(self.put_aside)
        else:
            self.leave()
        return True

    def leave(self) -> None:
        """Leave it open, for the list of all."""
        self.loop.leave(self.where_to, lambda _outcome: None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if not self._took(event, on_list=False):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Digits and Enter over a list are the page's, not the list's own search."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._took(event, on_list=watched in self._lists)
        return super().eventFilter(watched, event)

    def post_it(self) -> None:
        """Post what is there, after the scans that wait."""
        if not self.is_asked:
            self.loop.change(self.post)

    @property
    def is_asked(self) -> bool:
        """Whether a question of the last scan is open."""
        return self.loop.expectation.question is not None

    def ask_count(self, digit: str) -> None:
        """The quantity of the next scan, begun with a digit."""
        hint = _("Enter sets it, Esc leaves it at all that may")
        field = partial(AnswerField, f"{self._name}.count", _("Quantity"), hint)
        headline = _("How many does the next scan count?")
        self.banner.ask_typed(headline, field, self.banner.take_count, digit)

    def ask_code(self) -> None:
        """F2: a code by hand."""
        if self.is_asked:
            return
        hint = _("As it stands on the label; Enter")
        field = partial(AnswerField, f"{self._name}.code", _("Lot, serial or SSCC"), hint)
        self.banner.ask_typed(_("Which goods?"), field, self._typed)

    def ask_discard(self) -> None:
        """Whether the draft is given up."""
        asked = BannerWords(
            "attention",
            str(message("Discard {number}?", number=self.number)),
            self.if_discarded,
            answers=(_("Discard it"), _("Keep it")),
        )
        back = self.banner.show_outcome
        discard = partial(self.loop.change, document_acts.discard)
        self.banner.show(Shown(asked, (discard, back), back=back))

    def _typed(self, _field: AnswerField, text: str) -> None:
        digits = text.removeprefix("(00)")
        is_sscc = len(digits) == _SSCC and digits.isascii() and digits.isdecimal()
        frame = f"00{digits}" if is_sscc else text
        self.loop.enter(text, self.scan_typed(frame.encode()))

    def _asks(self, question: Question, words: BannerWords) -> Shown:
        answers = self.banner.answers_to(question)
        return Shown(words, answers, partial(self.field_of, question))

    def _took(self, event: QKeyEvent, *, on_list: bool) -> bool:
        """Take digits, Enter and letters: they come here, not through shortcuts."""
        text = event.text()
        if event.key() in _ENTER:
            return self._took_enter(on_list=on_list)
        if text.lower() in self._letters and self.banner.shown.field is None:
            self._letters[text.lower()]()
            return True
        return self.banner.take_digit(text, self.ask_count)

    def _took_enter(self, *, on_list: bool) -> bool:
        if on_list:
            self.take_marked()
        elif self.parts.post.hasFocus():
            self.post_it()
        else:
            return False
        return True

    def _undo_row(self, key: str) -> None:
        self.loop.change(self.row_undone(key))

    def _show_facts(self, found: Found) -> None:
        self.show_loaded(found)
        self.chip_changed.emit()

    def _not_read(self, error: Exception) -> None:
        self.banner.show(Shown(dock_words.failed_words(_("It cannot be shown"), error)))
