"""After posting: what went back, its packing note, and turning it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsn_desktop import delivery_papers
from lsn_desktop.domain.messages import _, message
from lsn_desktop.program import new_uid
from lsn_desktop.services import receiving
from ui import dock_words, document_acts, meanings, saving
from ui.answer_fields import AnswerField
from ui.buttons import danger, primary, quiet
from ui.card import Card
from ui.notice import Notice
from ui.page import PageHead
from ui.scan_banner import ScanBanner
from ui.scan_list import ScanList
from ui.scan_words import BannerWords
from ui.screens.returning import facts, words
from ui.tokens import GAP

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.scanning.commands import Command
    from ui.desk import Desk
    from ui.scan_loop import Meant, ScanLoop
    from ui.screens.returning.facts import OnReturn
    from ui.shown import Act


class Summary(QWidget):
    """A posted return, just now or some days ago. Enter goes on to the next one."""

    left = Signal()

    def __init__(self, desk: Desk, loop: ScanLoop) -> None:
        super().__init__()
        self._desk, self._loop = desk, loop
        self._document_id = 0
        self._on: OnReturn | None = None
        self._opens_note = False
        self.setObjectName("return.summary")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._head = PageHead(_("Return"))
        self._reverse = danger("return.reverse", _("Reverse"), self._ask_reason)
        self._save = quiet("return.note.save", _("Save note as…"), self._save_note)
        self._note = quiet("return.note", _("Packing note (Ctrl+P)"), self.show_note)
        self._next = primary("return.next", _("Next return"), self.left.emit)
        self._banner = ScanBanner(desk.theme)
        self._notice = Notice("return.notice")
        self._went = ScanList(desk.theme, "return.went")
        self._went.setColumnHidden(4, True)  # noqa: FBT003 - Qt's way: no time
        self._went.setColumnHidden(5, True)  # noqa: FBT003 - and no undo
        self._lay_out()

    def open(self, document_id: int, *, just_posted: bool = False) -> None:
        """Show a posted return; the note of one just posted opens by itself."""
        if document_id != self._document_id:
            self._notice.clear()
        self._document_id, self._on, self._opens_note = document_id, None, just_posted
        database = self._desk.program.database
        self._desk.lanes.read(
            lambda: facts.on_return(database, document_id), self._show, self._not_read
        )

    def tell(self, outcome: Outcome) -> None:
        """A scan that opened nothing, or what a reversal came to."""
        self.setFocus()
        self._banner.tell(words.banner_words(outcome, self._desk.station.by().on))

    def show_note(self) -> None:
        """The packing note in the system's viewer, to be printed from there."""
        saving.show(self._desk, self._file(), self._content(), self._notice)

    def meant(self, asked: Command) -> Meant:
        """What a command barcode means here: next is Enter."""
        if asked.name == "undo" and self._on is not None:
            return meanings.refused(receiving.stays_posted(self._on.head.number))
        acts: dict[str, Act] = {"back": self.go_back}
        if not self._asks:
            acts |= {"next": self.left.emit, "print": self.show_note}
        return meanings.by_name(asked, acts)

    def go_back(self) -> bool:
        """Leave the reason, or the summary."""
        if self._on is not None and self._asks:
            self._show(self._on)
        else:
            self.left.emit()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
            return
        for button in (self._reverse, self._save, self._note):
            if button.hasFocus():
                button.click()
                return
        if not self._asks:
            self.left.emit()

    @property
    def _asks(self) -> bool:
        return self._banner.words.kind == "question"

    def _show(self, on: OnReturn) -> None:
        self._on = on
        head = on.head
        self._head.tell(
            str(message("Return to {vendor}", vendor=on.vendor)),
            f"{head.number} · {head.reason}",
        )
        self._banner.tell(_words(on))
        self._went.show_scans(words.went_rows(on.goes))
        self._reverse.setEnabled(not on.reversed_by)
        self.setFocus()
        if self._opens_note:
            self._opens_note = False
            self.show_note()

    def _ask_reason(self) -> None:
        field = AnswerField(
            "return.reverse.reason", _("Reason"), _("Enter reverses all of it, Esc leaves it")
        )
        field.entered.connect(self._reverse_for)
        number = self._on.head.number if self._on else ""
        asked = BannerWords(
            "question",
            str(message("Why is {number} wrong?", number=number)),
            _("The goods stand again where they stood, held as they were."),
        )
        self._banner.tell(asked, field)

    def _reverse_for(self, reason: str) -> None:
        self.setFocus()
        act = document_acts.reversed_for(self._document_id, reason, new_uid())
        self._loop.change(act, self._reversed)

    def _reversed(self, outcome: Outcome) -> None:
        if outcome.kind == "ok":
            self.open(self._document_id)

    def _save_note(self) -> None:
        saving.save_as(
            self._desk, self, _("Save the packing note"), self._file(), self._content(),
            self._notice,
        )  # fmt: skip

    def _file(self) -> str:
        number = self._on.head.number if self._on else ""
        return f"{number} packing note.pdf"

    def _content(self) -> Callable[[], bytes]:
        program, document_id = self._desk.program, self._document_id
        return lambda: delivery_papers.return_note(program, document_id)

    def _not_read(self, error: Exception) -> None:
        self._banner.tell(dock_words.failed_words(_("The return cannot be shown"), error))

    def _lay_out(self) -> None:
        for button in (self._reverse, self._save, self._note, self._next):
            self._head.add_action(button)
        went = Card(_("What goes back"))
        went.add(self._went, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GAP)
        rows.addWidget(self._head)
        rows.addWidget(self._banner)
        rows.addWidget(self._notice)
        rows.addWidget(went, 1)


def _words(on: OnReturn) -> BannerWords:
    number = on.head.number
    if on.reversed_by:
        reversal = message("Reversed by {reversal}", reversal=on.reversed_by)
        return BannerWords(
            "attention", str(message("{number} counts no more", number=number)), str(reversal)
        )
    said = _("{count} lot or serial goes back: pack it with its note")
    if len(on.goes) != 1:
        said = _("{count} lots or serials go back: pack them with their note")
    return BannerWords(
        "ok",
        str(message("Posted {number}", number=number)),
        str(message(said, count=len(on.goes))),
    )
