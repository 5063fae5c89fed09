"""A document that was posted: what was in it, its paper, and turning it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.program import new_uid
from lsn_desktop.services.receipts import receiving
from ui import saving
from ui.dock import dock_words, document_acts
from ui.dock.answer_fields import AnswerField
from ui.page import PageHead
from ui.parts.buttons import danger, primary, quiet
from ui.parts.card import Card
from ui.parts.notice import Notice
from ui.parts.tokens import GAP
from ui.scans import meanings
from ui.scans.scan_banner import ScanBanner
from ui.scans.scan_list import ScanList
from ui.scans.scan_words import BannerWords

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QPushButton

    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.storage.documents import Document
    from ui.desk import Desk
    from ui.dock.shown import Act
    from ui.scans.scan_loop import Meant, ScanLoop
    from ui.scans.scan_words import ScanRow

Found = TypeVar("Found")
_TIME, _UNDO = 4, 5  # columns of the list that say nothing here


class DocumentSummary(QWidget, Generic[Found]):
    """Just now or some days ago. Enter goes on to the next one.

    Whoever inherits says what it asks and how it is called; ``texts`` are the words of its
    paper's button, of the next one's, and of the heading above what was in it.
    """

    left = Signal()

    def __init__(
        self, desk: Desk, loop: ScanLoop, name: str, texts: tuple[str, str, str]
    ) -> None:
        super().__init__()
        self.desk, self._loop, self._name = desk, loop, name
        self.document_id = 0
        self.found: Found | None = None
        self._opens_note = False
        self.setObjectName(f"{name}.summary")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        paper, next_one, heading = texts
        self._head = PageHead("")
        self._reverse = danger(f"{name}.reverse", _("Reverse"), self._ask_reason)
        self._save = quiet(f"{name}.note.save", _("Save it as…"), self._save_note)
        self._note = quiet(f"{name}.note", paper, self.show_note)
        self._next = primary(f"{name}.next", next_one, self.left.emit)
        self._banner = ScanBanner(desk.theme)
        self.notice = Notice(f"{name}.notice")
        self._went = ScanList(desk.theme, f"{name}.went")
        for column in (_TIME, _UNDO):
            self._went.setColumnHidden(column, True)  # noqa: FBT003 - Qt's way
        self._lay_out(heading)

    # What whoever inherits says.

    def load(self) -> Callable[[], Found]:
        """What a reader does to know all that is shown."""
        raise NotImplementedError

    def head_of(self, found: Found) -> Document:
        """The document itself."""
        raise NotImplementedError

    def titles(self, found: Found) -> tuple[str, str]:
        """The title of the page, and the line below it."""
        raise NotImplementedError

    def words(self, found: Found) -> BannerWords:
        """What posting it came to."""
        raise NotImplementedError

    def outcome_words(self, outcome: Outcome) -> BannerWords:
        """A scan or a reversal in the words of the page."""
        raise NotImplementedError

    def rows(self, found: Found) -> Sequence[ScanRow]:
        """What was in it."""
        raise NotImplementedError

    def is_reversed(self, found: Found) -> bool:
        """Whether it was turned back."""
        raise NotImplementedError

    def paper(self, found: Found) -> tuple[str, Callable[[], bytes]] | None:
        """Its paper: the file's name and its content; None where it has none."""
        raise NotImplementedError

    def more_buttons(self) -> tuple[QPushButton, ...]:
        """What else can be made of it, beside its paper."""
        return ()

    if_reversed = _("The goods stand again where they stood.")

    # What all do alike.

    def open(self, document_id: int, *, just_posted: bool = False) -> None:
        """Show a posted document; the paper of one just posted opens by itself."""
        if document_id != self.document_id:  # nothing of the one before is told of this one
            self.notice.clear()
            self._head.tell("")
            self._banner.tell(BannerWords("waiting", ""))
            self._went.show_scans(())
        self.document_id, self.found, self._opens_note = document_id, None, just_posted
        self.desk.lanes.read(self.load(), self._show, self._not_read)

    def tell(self, outcome: Outcome) -> None:
        """A scan that opened nothing, or what a reversal came to."""
        self.setFocus()
        self._banner.tell(self.outcome_words(outcome))

    def show_note(self) -> None:
        """Its paper in the system's viewer, to be printed from there."""
        made = self.paper(self.found) if self.found is not None else None
        if made is not None:
            saving.show(self.desk, *made, self.notice)

    def meant(self, asked: Command) -> Meant:
        """What a command barcode means here: next is Enter."""
        if asked.name == "undo" and self.found is not None:
            return meanings.refused(receiving.stays_posted(self.head_of(self.found).number))
        acts: dict[str, Act] = {"back": self.go_back}
        if not self.asks:
            acts |= {"next": self.left.emit, "print": self.show_note}
        return meanings.by_name(asked, acts)

    def go_back(self) -> bool:
        """Leave the reason, or the summary."""
        if self.found is not None and self.asks:
            self._show(self.found)
        else:
            self.left.emit()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
            return
        for button in (self._reverse, self._save, *self._more, self._note):
            if button.hasFocus():
                button.click()
                return
        if not self.asks:
            self.left.emit()

    @property
    def asks(self) -> bool:
        """Whether the reason of a reversal is asked for."""
        return self._banner.words.kind == "question"

    def _show(self, found: Found) -> None:
        self.found = found
        self._head.tell(*self.titles(found))
        self._banner.tell(self.words(found))
        self._went.show_scans(self.rows(found))
        self._reverse.setEnabled(not self.is_reversed(found))
        has_paper = self.paper(found) is not None
        for button in (self._note, self._save):
            button.setVisible(has_paper)
        self.setFocus()
        if self._opens_note:
            self._opens_note = False
            self.show_note()

    def _ask_reason(self) -> None:
        field = AnswerField(
            f"{self._name}.reverse.reason",
            _("Reason"),
            _("Enter reverses all of it, Esc leaves it"),
        )
        field.entered.connect(self._reverse_for)
        number = self.head_of(self.found).number if self.found is not None else ""
        asked = BannerWords(
            "question", str(message("Why is {number} wrong?", number=number)), self.if_reversed
        )
        self._banner.tell(asked, field)

    def _reverse_for(self, reason: str) -> None:
        self.setFocus()
        act = document_acts.reversed_for(self.document_id, reason, new_uid())
        self._loop.change(act, self._reversed)

    def _reversed(self, outcome: Outcome) -> None:
        if outcome.kind == "ok":
            self.open(self.document_id)

    def _save_note(self) -> None:
        made = self.paper(self.found) if self.found is not None else None
        if made is not None:
            name, content = made
            says = _("Save the paper")
            saving.save_as(self.desk, self, says, name, content, self.notice)

    def _not_read(self, error: Exception) -> None:
        self._banner.tell(dock_words.failed_words(_("It cannot be shown"), error))

    def _lay_out(self, heading: str) -> None:
        self._more = self.more_buttons()
        for button in (self._reverse, self._save, *self._more, self._note, self._next):
            self._head.add_action(button)
        went = Card(heading)
        went.add(self._went, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GAP)
        rows.addWidget(self._head)
        rows.addWidget(self._banner)
        rows.addWidget(self.notice)
        rows.addWidget(went, 1)
