"""Parts of a page behind words in a row; the frame's keys go through them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ui.parts.card import Card
from ui.parts.text import named

if TYPE_CHECKING:
    from collections.abc import Callable


class Tabs(Card):
    """A card that shows one of several parts, each known by a name."""

    changed = Signal(str)  # the name of the part now on show

    def __init__(self, name: str, says: str) -> None:
        super().__init__(padding=8)
        self._names: list[str] = []
        self._late: dict[int, Callable[[], QWidget]] = {}
        self._bar, self._stack = QTabBar(), QStackedWidget()
        self._bar.setExpanding(False)
        self._bar.setUsesScrollButtons(False)
        named(self._bar, name, says)
        self.setFocusProxy(self._bar)
        head = QVBoxLayout()
        head.setContentsMargins(8, 0, 8, 0)
        head.addWidget(self._bar)
        self.body.addLayout(head)
        self.add(self._stack, 1)
        self._bar.currentChanged.connect(self._show)

    def add_part(self, name: str, title: str, part: QWidget) -> None:
        """Add a part at the end."""
        self._names.append(name)
        self._stack.addWidget(part)
        self._bar.addTab(title)

    def add_late(self, name: str, title: str, build: Callable[[], QWidget]) -> None:
        """Add a part at the end that is built when it is first shown."""
        self._late[len(self._names)] = build
        self.add_part(name, title, QWidget())

    def choose(self, name: str) -> None:
        """Show a part."""
        self._bar.setCurrentIndex(self._names.index(name))

    def offer(self, name: str, *, on: bool) -> None:
        """Show or hide the word of a part that not every subject has."""
        self._bar.setTabVisible(self._names.index(name), on)
        if not on and self.name == name:
            self._bar.setCurrentIndex(0)

    def retitle(self, name: str, title: str) -> None:
        """Let the word of a part say more."""
        self._bar.setTabText(self._names.index(name), title)

    @property
    def name(self) -> str:
        """The part on show."""
        return self._names[self._bar.currentIndex()]

    def step(self, by: int) -> None:
        """Show the part so many after this one, in a ring; one to type in takes the focus."""
        seen = [at for at in range(self._bar.count()) if self._bar.isTabVisible(at)]
        here = seen.index(self._bar.currentIndex())
        self._bar.setCurrentIndex(seen[(here + by) % len(seen)])
        part = self._stack.currentWidget()
        if part is not None and part.focusProxy() is not None:
            part.setFocus()

    def _show(self, at: int) -> None:
        if (build := self._late.pop(at, None)) is not None:
            stand_in = cast("QWidget", self._stack.widget(at))
            self._stack.insertWidget(at, build())
            self._stack.removeWidget(stand_in)
            stand_in.deleteLater()
        self._stack.setCurrentIndex(at)
        self.changed.emit(self._names[at])


def tabs_in_sight(page: QWidget, focus: QWidget | None) -> Tabs | None:
    """Those a key goes through: around the focus, else the outermost on the page."""
    there = [one for one in page.findChildren(Tabs) if one.isVisible()]
    around = [one for one in there if focus is not None and one.isAncestorOf(focus)]
    return around[-1] if around else next(iter(there), None)
