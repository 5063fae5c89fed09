"""The Receive page in each of its states, over the demo company, for the gallery."""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache, partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QWidget

from lsn_desktop.domain.outcomes import Expectation
from lsn_desktop.program import Program, day_of, now
from lsn_desktop.services.documents import choosing
from lsn_desktop.services.office import backing_up
from lsn_desktop.services.receipts import receiving
from lsn_desktop.services.simulation import demo
from lsn_desktop.settings import Settings
from ui.gallery.kit import HOSTILE, framed
from ui.gallery.office import desk_of, empty_company, hostile_company
from ui.screens.receive import ReceivePage

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ui.desk import Desk
    from ui.frame.main_window import MainWindow
    from ui.parts.theme import Theme

W = TypeVar("W", bound=QWidget)
_DAY = re.compile(r"\{([+-]\d+)d\}")
_STATION = "DOCK-1"
MILK = "]C1011952123454321017{+27d}10L2611A"
SHORT_DATED = "]C1011952123454323417{+6d}10C7791"
PROBE = "]C1010952123454375621PT-9"
_PACE = 2  # seconds between two scans
UNKNOWN_ITEM = "]C101095212345999991726123110Z1"


@lru_cache
def _demo_file() -> Path:
    """The demo company, made once and copied for each picture."""
    folder = Path(tempfile.mkdtemp(prefix="lsn-gallery-receive-"))
    program = Program(Settings(folder, str(folder / "lsn.db"), _STATION))
    program.migrate()
    demo.build(program.database, now(), day_of, _STATION)
    program.close()
    return folder / "lsn.db"


def demo_copy() -> Program:
    """The demo company as it is delivered, for one picture."""
    folder = Path(tempfile.mkdtemp(prefix="lsn-gallery-receive-"))
    shutil.copy(_demo_file(), folder / "lsn.db")
    return Program(Settings(folder, str(folder / "lsn.db"), _STATION))


class Dock:
    """A person at the dock: scans, keys and buttons of one framed page."""

    def __init__(self, program: Program, theme: Theme) -> None:
        self.desk: Desk = desk_of(program, theme)
        self.page = ReceivePage(self.desk, count(0, _PACE).__next__)
        self.window: MainWindow = framed(theme, "receive", self.page)

    def scan(self, *texts: str) -> None:
        for text in texts:
            self.page.scanned(frame_of(text, self.desk.station.by().on), "Dock scanner")

    def press(self, name: str) -> None:
        self.part(QPushButton, name).click()

    def type_in(self, name: str, text: str) -> None:
        QTest.keyClicks(self.part(QLineEdit, name), text)

    def key(self, character: str) -> None:
        dock: QWidget = self.part(QWidget, "receive.dock")
        none = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(
            dock, QKeyEvent(QEvent.Type.KeyPress, ord(character), none, character)
        )

    def part(self, kind: type[W], name: str) -> W:
        found = self.page.findChild(kind, name)
        if found is None:
            raise LookupError(name)
        return found


def _state(theme: Theme, *steps: Callable[[Dock], object]) -> QWidget:
    dock = Dock(demo_copy(), theme)
    for step in steps:
        step(dock)
    return dock.window


def _scan(*texts: str) -> Callable[[Dock], object]:
    return lambda dock: dock.scan(*texts)


def _asks_within(seconds: int) -> Callable[[Dock], object]:
    """The workstation asks about a label that is sent twice."""

    def settle(dock: Dock) -> None:
        program = dock.desk.program
        program.settings = replace(program.settings, asks_within=seconds)

    return settle


def _press(*names: str) -> Callable[[Dock], object]:
    def press(dock: Dock) -> None:
        for name in names:
            dock.press(name)

    return press


def _type(name: str, text: str) -> Callable[[Dock], object]:
    return lambda dock: dock.type_in(name, text)


def frame_of(text: str, on: date) -> bytes:
    """What a scanner sends; ``{+27d}`` stands for the day so many days on, YYMMDD."""
    return _DAY.sub(lambda found: f"{on + timedelta(int(found[1])):%y%m%d}", text).encode()


def _recovered(theme: Theme) -> QWidget:
    """Scans that were recorded by a program that ended before it told them."""
    program = demo_copy()
    station = program.station(program.users()[0])
    expected = Expectation(0)
    for text in ("PO-1042", MILK, "9521234543220", SHORT_DATED):
        use_case = receiving.receive_scan if expected.document_id else choosing.choose_by_scan
        frame = frame_of(text, station.by().on)
        ran = program.scan(station, frame, "Dock scanner", expected, use_case)
        expected = ran.outcome.next or expected
    page = ReceivePage(desk_of(program, theme))
    return framed(theme, "receive", page)


def _hostile(theme: Theme, *scans: str) -> QWidget:
    """A delivery whose item, vendor, order and lot try to be markup and printer commands."""
    folder = Path(tempfile.mkdtemp(prefix="lsn-gallery-receive-"))
    backing_up.back_up(hostile_company().database, folder / "lsn.db")  # it is open
    program = Program(Settings(folder, str(folder / "lsn.db"), _STATION))
    dock = Dock(program, theme)
    dock.scan(*scans)
    return dock.window


_MORNING = _scan(
    "PO-1042",
    "x 12",
    MILK,
    "x 4",
    "]C1011952123454322717{+84d}10B-1002",
    "4006381333931",
    SHORT_DATED,
    MILK,
)
_POSTED = (_MORNING, _press("receive.post", "banner.answer.1"))


def _press_enter(name: str) -> Callable[[Dock], object]:
    def press(dock: Dock) -> None:
        view = dock.part(QWidget, name)
        none = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, none))

    return press


def _choose(name: str, words: str) -> Callable[[Dock], object]:
    return lambda dock: dock.part(QComboBox, name).setCurrentText(words)


STATES: dict[str, tuple[Callable[[Dock], object], ...]] = {
    "chooser": (),
    "chooser-refused": (_scan("PO-9999"),),
    "ready": (_scan("PO-1042"),),
    "ok": (_MORNING,),
    "attention": (_MORNING, _scan(SHORT_DATED)),
    "same-lot": (_MORNING, _scan(MILK)),
    "same-serial": (_MORNING, _scan(PROBE), _press("banner.answer.1"), _scan(PROBE)),
    "question-twice": (_MORNING, _asks_within(5), _scan(MILK)),
    "heard": (_MORNING, _scan("9521234543220")),
    "refused": (_MORNING, _scan("]C101195212345432111726121910L2611A")),
    "refused-unknown": (_MORNING, _scan("4006381333931")),
    "question-expiry": (_MORNING, _scan("]C1011952123454321010L2712")),
    "question-which-day": (
        _MORNING,
        _scan("]C1011952123454321010L2712"),
        _type("receive.answer", "12/01/27\r"),
    ),
    "question-reading": (_MORNING, _scan("011952123454323410C7802-217{+60d}")),
    "question-reading-many": (_MORNING, _scan("011952123454323410A213012302140121721")),
    "proven-reading": (_MORNING, _scan("011952123454323410C7803|17{+60d}")),
    "question-item": (_MORNING, _scan(UNKNOWN_ITEM)),
    "new-item": (_MORNING, _scan(UNKNOWN_ITEM), _press("banner.answer.1")),
    "known-item": (
        _MORNING,
        _scan(UNKNOWN_ITEM),
        _press("banner.answer.2"),
        _type("receive.known_item.item", "milk"),
    ),
    "question-not-ordered": (_MORNING, _scan("]C1011952123454337117{+24d}10HF-3107")),
    "typed-line": (_MORNING, _press("receive.f2"), _type("receive.f2.item", "milk")),
    "count": (_MORNING, lambda dock: dock.key("4"), _type("receive.count", "8")),
    "count-set": (_MORNING, lambda dock: dock.key("4"), _type("receive.count", "8\r")),
    "post-short": (_MORNING, _press("receive.post")),
    "discard": (_MORNING, _press("receive.discard")),
    "summary": (_MORNING, _press("receive.post", "banner.answer.1")),
    "files": (*_POSTED, _press("receive.files.show")),
    "costs": (*_POSTED, _press("receive.costs.open")),
    "costs-price": (*_POSTED, _press("receive.costs.open"), _press_enter("receive.costs")),
    "costs-charge": (
        *_POSTED,
        _press("receive.costs.open", "receive.costs.add"),
        _choose("receive.charge.basis", "by quantity"),
        _type("receive.charge.amount", "120"),
    ),
    "costs-foreign": (
        *_POSTED,
        _press("receive.costs.open", "receive.costs.add"),
        _type("receive.charge.amount", "120"),
        lambda dock: dock.part(QLineEdit, "receive.charge.currency").setText("EUR"),
        _type("receive.charge.rate", "0.86"),
    ),
    "costs-laid": (
        *_POSTED,
        _press("receive.costs.open", "receive.costs.add"),
        _choose("receive.charge.basis", "by quantity"),
        _type("receive.charge.amount", "120"),
        _press("receive.charge.enter", "receive.costs.withdraw"),
    ),
    "reverse": (_MORNING, _press("receive.post", "banner.answer.1", "receive.reverse")),
    "reversed": (
        _MORNING,
        _press("receive.post", "banner.answer.1", "receive.reverse"),
        _type("receive.reason", "Wrong dock\r"),
    ),
    "without-order": (
        _press("receive.blind.start"),
        _scan(MILK, MILK, "]C1010952123454322010B9"),
    ),
}
PAGES: dict[str, Callable[[Theme], QWidget]] = {
    **{
        f"receive-{name}": partial(lambda theme, steps: _state(theme, *steps), steps=steps)
        for name, steps in STATES.items()
    },
    "receive-empty": lambda theme: Dock(empty_company(), theme).window,
    "receive-recovered": _recovered,
    "receive-hostile": lambda theme: _hostile(
        theme, f"PO {HOSTILE[2].strip()}", f"2 {HOSTILE[2].strip()}"
    ),
    "receive-hostile-chooser": _hostile,
    "receive-hostile-markup": lambda theme: _hostile(
        theme, f"PO {HOSTILE[1]}", f"1 {HOSTILE[1]}", f"{HOSTILE[0]}", f"{HOSTILE[5]}"
    ),
}
