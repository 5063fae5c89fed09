"""What a dock page begins or goes on with: what is to be done, and what was posted last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from lsn_desktop.domain.messages import _, message
from ui.dock import dock_layout, dock_words
from ui.parts.buttons import primary
from ui.parts.card import Card
from ui.scans import meanings
from ui.scans.scan_banner import ScanBanner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QScrollArea

    from lsn_desktop.domain.outcomes import Expectation, Outcome
    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.dock.shown import Act
    from ui.page import PageHead
    from ui.parts.choice_box import ChoiceBox
    from ui.scans.scan_loop import Meant, ScanLoop
    from ui.scans.scan_words import BannerWords
    from ui.tables.table import Table

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
Row = TypeVar("Row")
Choice = TypeVar("Choice")


class OpenDraft(Protocol):
    """A document that is open at a workstation."""

    @property
    def workstation(self) -> str: ...
    @property
    def workstation_id(self) -> int: ...


Draft = TypeVar("Draft", bound=OpenDraft)


class DocumentChooser(QWidget, Generic[Row, Choice]):
    """A list to choose from, beside it what else can be begun; a scan may open one too.

    Whoever inherits makes its table, lays out by :meth:`lay_out`, and says in its own words
    what it asks, what it shows and what a row opens.
    """

    posted_chosen = Signal(int)  # a document to look at

    def __init__(self, desk: Desk, loop: ScanLoop, table: Table[Row]) -> None:
        super().__init__()
        self.desk, self.loop, self.table = desk, loop, table
        self.banner = ScanBanner(desk.theme)
        self.banner.hide()
        self.table.opened.connect(self._open)
        self._begins: dict[QWidget, Callable[[], None]] = {}

    # What whoever inherits says.

    def load(self) -> Choice:
        """What a reader does to know what there is to choose from."""
        raise NotImplementedError

    def show_loaded(self, choice: Choice) -> None:
        """Show what was asked."""
        raise NotImplementedError

    def opening(self, row: Row) -> Callable[[Tx, Expectation], Outcome]:
        """What opens a row: its draft, or a new document."""
        raise NotImplementedError

    def words(self, outcome: Outcome) -> BannerWords:
        """An outcome in the words of the page."""
        raise NotImplementedError

    def failed(self) -> str:
        """What is said above why there is no list."""
        raise NotImplementedError

    # What is the same for each.

    def lay_out(
        self, head: PageHead, go: tuple[str, str], other: Card, posted: Card
    ) -> QScrollArea:
        """The list with its heading, beside what else can be begun; ``go`` opens a row.

        ``go`` is the name of its button and what it says.
        """
        button = primary(*go, self._open_marked)
        button.setEnabled(False)  # until there is a row to open
        self.table.chosen.connect(lambda row: button.setEnabled(row is not None))
        head.add_action(button)
        todo = Card(self.table.view.accessibleName())
        todo.add(self.table, 1)
        side = dock_layout.beside(other, posted)
        dock_layout.lay_out_choice(self, head, self.banner, todo, side)
        return side

    def begin_by_enter(self, begin: Callable[[], None], *parts: QWidget) -> None:
        """Enter on one of these parts begins a document."""
        self._begins.update(dict.fromkeys(parts, begin))

    def reload(self) -> None:
        """Ask again what there is to choose from."""
        self.desk.lanes.read(self.load, self.show_loaded, self.fail)

    def take_focus(self) -> None:
        """The first row is marked; Enter opens it, letters find another."""
        self.table.view.setFocus()

    def tell(self, outcome: Outcome) -> None:
        """A scan that opened nothing."""
        self.banner.tell(self.words(outcome))
        self.banner.show()

    def fail(self, error: Exception) -> None:
        """Say why there is no list."""
        self.banner.tell(dock_words.failed_words(self.failed(), error))
        self.banner.show()

    def meant(self, asked: Command) -> Meant:
        """What a command barcode means here: next is Enter, on the row that is marked."""
        acts: dict[str, Act] = {"next": self._open_marked} if self.table.row() else {}
        if self.banner.isVisibleTo(self):
            acts["back"] = self.go_back
        return meanings.by_name(asked, acts)

    def go_back(self) -> bool:
        """Clear what was said, or what was typed into Find."""
        if self.banner.isVisibleTo(self):
            self.banner.hide()
            return True
        return self.table.go_back()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in _ENTER:
            for part, begin in self._begins.items():
                if part.hasFocus():
                    begin()
                    return
        super().keyPressEvent(event)

    def _open(self, row: Row) -> None:
        self.banner.hide()
        self.loop.change(self.opening(row))

    def _open_marked(self) -> None:
        row = self.table.row()
        if row is not None:
            self._open(row)


def here_first(drafts: Sequence[Draft], workstation_id: int) -> tuple[list[Draft], list[Draft]]:
    """The drafts of this workstation, and those of others."""
    here = [one for one in drafts if one.workstation_id == workstation_id]
    return here, [one for one in drafts if one.workstation_id != workstation_id]


def going_on(draft: OpenDraft, *, here: bool) -> tuple[str, str]:
    """What choosing a draft does, and the tone it is said in."""
    if here:
        return _("Go on"), "accent"
    return str(message("On {station}: take over", station=draft.workstation)), "attention"


def offer(box: ChoiceBox, rows: Iterable[tuple[int, str]], usual: int = 0) -> None:
    """Offer these, and choose the one that was chosen."""
    before = box.currentData()
    box.clear()
    for row_id, words in rows:
        box.addItem(words, row_id)
    box.setCurrentIndex(max(0, box.findData(before or usual)))
