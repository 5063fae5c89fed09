"""A field that finds things as one types: any letters of theirs, Enter takes the one meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar, cast

from PySide6.QtCore import QStringListModel, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit

from lsn_desktop.domain.messages import _, message
from ui.asking import ask
from ui.parts.text import LONGEST
from ui.tasks import Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QAbstractItemView

    from lsn_desktop.scanning.commands import Name
    from lsn_desktop.storage.transactions import Connection
    from ui.desk import Desk

T = TypeVar("T")
_PAUSE = 120  # ms without a key before a question is asked


class FindField(QLineEdit, Generic[T]):
    """Empties itself once something was found; ``words`` are a thing's code and its rest.

    What ``takes`` says yes to is done by it at Enter, and nothing is looked for.
    """

    found = Signal(object)  # the one that was meant
    missed = Signal(str)  # why Enter found nothing, or not one
    nothing_typed = Signal()  # Enter without a letter: the page's own act is meant

    def __init__(
        self,
        desk: Desk,
        find: Callable[[Connection, str], Sequence[T]],
        words: Callable[[T], tuple[str, str]],
    ) -> None:
        super().__init__()
        self._desk, self._find, self._words = desk, find, words
        self.takes: Callable[[str], bool] = lambda _typed: False
        self._asked = Asked()
        self._offered: dict[str, T] = {}
        self._list = QStringListModel(self)
        self._offers = QCompleter(self._list, self)
        self._offers.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._offers.setWidget(self)
        self._offers.activated[str].connect(self._take_offered)  # type: ignore[index]
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(lambda: self._ask(self._offer))
        self.textEdited.connect(self._pause.start)
        self.returnPressed.connect(self._enter)

    def offer(self, things: Sequence[T]) -> None:
        """Let a person choose among these, by key, or by the number of an answer."""
        self.setFocus()
        self._offer(things, numbered=True)

    def command(self, name: Name, argument: str) -> bool:
        """Take one of those offered by its place in the list, or none (command barcodes)."""
        if not self._popup().isVisible():
            return False
        offered = list(self._offered.values())
        if name in {"no", "back"}:
            self._popup().hide()
            return True
        place = int(argument or 1) - 1
        if name not in {"yes", "answer"} or place >= len(offered):
            return False
        self._take(offered[place])
        return True

    def _enter(self) -> None:
        """However fast it came, Enter means what these letters find now."""
        self._pause.stop()
        if not self.text().strip():
            self.nothing_typed.emit()
        elif self.takes(self.text().strip()):
            self._asked.cancel()
            self._popup().hide()
            self.clear()
        elif not self._popup().isVisible() or not self._popup().currentIndex().isValid():
            self._ask(self._take_the_one)

    def _ask(self, then: Callable[[Sequence[T]], None]) -> None:
        self._asked.cancel()
        typed = self.text()
        if typed.strip():
            self._asked = ask(
                self._desk, lambda connection: self._find(connection, typed), then, self._fail
            )

    def _offer(self, things: Sequence[T], *, numbered: bool = False) -> None:
        self._offered = {}
        for place, one in enumerate(things, 1):
            words = " · ".join(self._words(one))
            line = (f"{place}   {words}" if numbered else words)[:LONGEST]
            while line in self._offered:  # two that are called the same are two all the same
                line += " ·"
            self._offered[line] = one
        self._list.setStringList(list(self._offered))
        popup = self._popup()
        if things and self.hasFocus():
            self._offers.complete()
        elif not things:
            popup.hide()

    def _take_the_one(self, things: Sequence[T]) -> None:
        typed = self.text().strip()
        same = [one for one in things if self._words(one)[0].casefold() == typed.casefold()]
        meant = same or things
        if len(meant) == 1:
            self._take(meant[0])
        elif meant:
            self._offer(meant)
        else:
            words = message("Nothing found for “{needle}”", needle=typed)
            self.missed.emit(f"{words}. {_('Try fewer letters, or another spelling.')}")

    def _take_offered(self, line: str) -> None:
        if (one := self._offered.get(line)) is not None:
            self._take(one)

    def _take(self, one: T) -> None:
        self._popup().hide()
        self.clear()
        self.found.emit(one)

    def _popup(self) -> QAbstractItemView:
        popup = cast("QAbstractItemView", self._offers.popup())  # made when first asked for
        if not popup.styleSheet():
            self._desk.theme.dress(popup)  # a window of its own
        return popup

    def _fail(self, error: Exception) -> None:
        self.missed.emit(str(error))
