"""The Make page in each of its states, for the gallery."""

from __future__ import annotations

import shutil
import tempfile
from decimal import Decimal
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QTabBar, QWidget

from lsn_desktop.program import Program, new_uid
from lsn_desktop.services import holding, opening
from lsn_desktop.services.opening import Standing
from lsn_desktop.settings import Settings
from lsn_desktop.storage import catalogue, lists
from ui.gallery.kit import framed
from ui.gallery.office import desk_of, empty_company
from ui.gallery.production import make_workshop
from ui.gallery.receive import demo_copy, frame_of
from ui.screens.make.page import MakePage

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.storage.transactions import Tx
    from ui.theme import Theme

_NONE = Qt.KeyboardModifier.NoModifier
_BOARDS = [f"PCB-{number}" for number in range(1001, 1031)]
_HELD = _BOARDS[-1]
_STATION = "DOCK-1"
_ONE = Decimal(1)


@lru_cache
def _file() -> Path:
    """The meter's workshop with boards to build in, of which one is held: made once."""
    program = demo_copy()
    make_workshop(program)

    def stock(tx: Tx) -> None:
        place = catalogue.real_locations(tx.connection, ("storage",))[1].code
        opening.open_stock(
            tx,
            new_uid(),
            [Standing("BOARD", place, _ONE, serial=code) for code in _BOARDS],
        )
        held = lists.lsns(tx.connection, _HELD, n=1)[0].id
        holding.hold(tx, holding.PlaceHold(new_uid(), held, "inspection", "bad joint"))

    program.database.run(program.station(program.users()[0]).by(), stock)
    program.close()
    return Path(program.settings.folder) / "lsn.db"


def _workshop() -> Program:
    """The workshop as it is, for one picture."""
    folder = Path(tempfile.mkdtemp(prefix="lsn-gallery-make-"))
    shutil.copy(_file(), folder / "lsn.db")
    return Program(Settings(folder, str(folder / "lsn.db"), _STATION))


class Person:
    """A person at the Make page: scans, keys and buttons."""

    def __init__(self, theme: Theme, program: Program) -> None:
        self.desk = desk_of(program, theme)
        self.page = MakePage(self.desk, count(0, 2).__next__)
        self.window = framed(theme, "make", self.page)

    def scan(self, *texts: str) -> None:
        for text in texts:
            self.page.scanned(frame_of(text, self.desk.station.by().on), "Dock scanner")

    def press(self, name: str) -> None:
        found = self.page.findChild(QPushButton, name)
        if found is None:
            raise LookupError(name)
        found.click()

    def key(self, character: str) -> None:
        dock = self.page.findChild(QWidget, "make.dock")
        if dock is None:
            raise LookupError(character)
        pressed = QKeyEvent(QEvent.Type.KeyPress, ord(character.upper()), _NONE, character)
        QApplication.sendEvent(dock, pressed)


def _state(theme: Theme, *steps: Callable[[Person], object]) -> QWidget:
    person = Person(theme, _workshop())
    for step in steps:
        step(person)
    return person.window


def _scan(*texts: str) -> Callable[[Person], object]:
    return lambda person: person.scan(*texts)


def _key(character: str) -> Callable[[Person], object]:
    return lambda person: person.key(character)


def _press(name: str) -> Callable[[Person], object]:
    return lambda person: person.press(name)


def _parts(person: Person) -> None:
    bar = person.page.findChild(QTabBar, "make.tabs")
    if bar is None:
        raise LookupError("make.tabs")
    bar.setCurrentIndex(1)


_BEGUN = _scan("WO-00001")
_SOME = (_BEGUN, _scan("x 3", "H-2291", "PCB-1001"))
_NEW = (*_SOME, _scan("P4-26001"))
_MANY = (
    *_NEW, _key("2"), _scan("x 12", "SCREW"),
    *(_scan(f"PCB-{number}", f"P4-2{number + 5000}") for number in range(1002, 1009)),
    _scan("PCB-1020", "PCB-1021"),
)  # fmt: skip
_WHOLE = (
    *_NEW,
    _key("2"),
    _scan("x 12", "SCREW", "PCB-1002", "P4-26002", "PCB-1003", "P4-26003"),
)
STATES: dict[str, tuple[Callable[[Person], object], ...]] = {
    "chooser": (),
    "empty": (_BEGUN,),
    "consuming": _SOME,
    "question-new": _NEW,
    "output": _MANY[:-2],
    "refused-held": (*_SOME, _scan(_HELD)),
    "question-substitute": (*_SOME, _scan("B-0911")),
    "number": (*_SOME, _key("n")),
    "scrap": (*_SOME, _key("s")),
    "parts-empty": (_BEGUN, _parts),
    "parts": (*_MANY, _parts),
    "refused-loose": (*_MANY, lambda person: person.press("make.post"), _parts),
    "posted": (*_WHOLE, _press("make.post")),
    "reverse": (*_WHOLE, _press("make.post"), _press("make.reverse")),
}


def _nothing(theme: Theme) -> QWidget:
    return Person(theme, empty_company()).window


PAGES: dict[str, Callable[[Theme], QWidget]] = {
    **{
        f"make-{name}": lambda theme, steps=steps: _state(theme, *steps)  # type: ignore[misc]
        for name, steps in STATES.items()
    },
    "make-nothing": _nothing,
}
