"""A person at a dock page, for its pictures: scans, keys and buttons, one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QTabBar, QWidget

from ui.gallery.kit import framed
from ui.gallery.receive import frame_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ui.desk import Desk
    from ui.dock.document_page import DocumentPage
    from ui.parts.theme import Theme

_NONE = Qt.KeyboardModifier.NoModifier


class DockPerson:
    """A person at a page; ``name`` begins the names of its widgets."""

    def __init__(self, theme: Theme, desk: Desk, page: DocumentPage, name: str) -> None:
        self.desk, self.page, self._name = desk, page, name
        self.window = framed(theme, name, page)

    def scan(self, *texts: str) -> None:
        """Scan these, one after another."""
        for text in texts:
            self.page.scanned(frame_of(text, self.desk.station.by().on), "Dock scanner")

    def press(self, name: str) -> None:
        """Click a button."""
        found = self.page.findChild(QPushButton, name)
        if found is None:
            raise LookupError(name)
        found.click()

    def key(self, character: str) -> None:
        """Press a key on the document that is open."""
        dock = self.page.findChild(QWidget, f"{self._name}.dock")
        if dock is None:
            raise LookupError(character)
        pressed = QKeyEvent(QEvent.Type.KeyPress, ord(character.upper()), _NONE, character)
        QApplication.sendEvent(dock, pressed)

    def second_tab(self) -> None:
        """Look at what stands behind the second tab."""
        bar = self.page.findChild(QTabBar, f"{self._name}.tabs")
        if bar is None:
            raise LookupError(self._name)
        bar.setCurrentIndex(1)


Someone = TypeVar("Someone", bound=DockPerson)


def played(person: Someone, steps: Iterable[Callable[[Someone], object]]) -> QWidget:
    """The window after a person did these."""
    for step in steps:
        step(person)
    return person.window


def scan(*texts: str) -> Callable[[DockPerson], object]:
    """The step that scans these."""
    return lambda person: person.scan(*texts)


def key(character: str) -> Callable[[DockPerson], object]:
    """The step that presses a key."""
    return lambda person: person.key(character)


def press(name: str) -> Callable[[DockPerson], object]:
    """The step that clicks a button."""
    return lambda person: person.press(name)
