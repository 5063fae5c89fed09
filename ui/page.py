"""What the frame needs to know of a page, and the head every page begins with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.parts.text import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QLabel, QPushButton

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.scanning.commands import Command, Name


class Page(Protocol):
    """A page as the frame sees it. It is a QWidget too; :class:`PlainPage` answers for most."""

    title: str
    help_name: str  # its page of the manual, without ``.md``
    takes_scans: bool  # False: the frame opens what is scanned
    asks: bool  # a question is on show: a recording waits for the answer
    chip_changed: SignalInstance

    def chip(self) -> str:
        """Where the next scan goes, as shown: ``Next scan: goods for PO-1042``."""

    def shown(self) -> None:
        """It came to the front: refresh and put the focus where it belongs."""

    def go_to(self, subject: int) -> None:
        """Show the subject with this row number."""

    def scanned(self, frame: bytes, device: str) -> None:
        """Take a scan; only asked of a page that takes scans."""

    def scan_broke(self, frame: bytes, device: str, words: Message, remedy: Message) -> bool:
        """Journal and show a scan that was cut short; False leaves it to the frame."""

    def command(self, name: Name, argument: str) -> bool:
        """Do what a command barcode asks, as a key would; False if it has nothing to do."""

    def command_in_turn(self, asked: Command, frame: bytes, device: str) -> bool:
        """Queue and journal a command among its own scans; False leaves it to the frame."""

    def undo_last(self) -> bool:
        """Take back the last scan (F4, or the undo barcode); False if it takes none."""

    def print_chosen(self) -> bool:
        """Print what is selected (Ctrl+P); False if nothing is."""

    def go_back(self) -> bool:
        """One step back (Esc); False if there is none."""


class PlainPage(QWidget):
    """A page that takes no scans and has nothing to undo; the others override."""

    takes_scans = False
    asks = False
    chip_changed = Signal()

    def __init__(self, title: str, help_name: str) -> None:
        super().__init__()
        self.title, self.help_name = title, help_name

    def chip(self) -> str:
        return ""

    def shown(self) -> None:
        """Nothing to refresh."""

    def go_to(self, subject: int) -> None:
        """It has no subjects."""

    def scanned(self, frame: bytes, device: str) -> None:
        """It takes no scans."""

    def scan_broke(self, frame: bytes, device: str, words: Message, remedy: Message) -> bool:  # noqa: ARG002 - the others show it
        return False

    def command(self, name: Name, argument: str) -> bool:  # noqa: ARG002 - others take one
        acts = {"undo": self.undo_last, "print": self.print_chosen, "back": self.go_back}
        return acts[name]() if name in acts else False

    def command_in_turn(self, asked: Command, frame: bytes, device: str) -> bool:  # noqa: ARG002 - a dock page does
        return False

    def undo_last(self) -> bool:
        return False

    def print_chosen(self) -> bool:
        return False

    def go_back(self) -> bool:
        return False


@dataclass(frozen=True)
class PageEntry:
    """A page in the rail, built when it is first opened."""

    name: str
    title: str
    icon: str
    build: Callable[[], QWidget]
    parts: Mapping[str, str] = field(default_factory=dict)
    """The titles of its parts by their names, which its ``choose`` shows."""


class PageHead(QWidget):
    """What the page is about, in one line; badges beside it; actions at the right."""

    def __init__(self, title: str, line: str = "") -> None:
        super().__init__()
        self._title, self._line = ElidedLabel(title, "title"), ElidedLabel(line, "muted")
        self.badges = QHBoxLayout()
        self.badges.setSpacing(12)
        first = QHBoxLayout()
        first.setSpacing(14)
        first.addWidget(self._title)
        first.addLayout(self.badges)
        first.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(first)
        words.addWidget(self._line)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(14)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addLayout(words, 1)
        row.addLayout(self.buttons)
        self._line.setVisible(bool(line))  # now: shown before, it would be a window

    def tell(self, title: str, line: str = "") -> None:
        """Show another title."""
        self._title.setText(title)
        self._line.setText(line)
        self._line.setVisible(bool(line))

    def add_action(self, button: QPushButton | QWidget) -> None:
        """Quiet ones first, the primary one last."""
        self.buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_badge(self, label: QLabel) -> None:
        self.badges.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
