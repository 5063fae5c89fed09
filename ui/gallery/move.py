"""The Move page in each of its states, over the demo company, for the gallery."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout

from lsn_desktop.program import new_uid
from lsn_desktop.scanning.commands import command
from lsn_desktop.services.labels import unit_labels
from lsn_desktop.services.lots import holding
from lsn_desktop.services.moves import move_scans
from lsn_desktop.services.office import opening
from lsn_desktop.storage import catalogue, handling_units, lsns
from printing.inks import label_renderer
from printing.labels import label_templates
from ui.gallery.kit import HOSTILE, framed
from ui.gallery.office import desk_of, empty_company, hostile_company
from ui.gallery.receive import demo_copy
from ui.page import PlainPage
from ui.prints.paper import Paper
from ui.screens.move import MovePage

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from lsn_desktop.program import Program
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.frame.main_window import MainWindow
    from ui.parts.theme import Theme

_DAY = re.compile(r"\{([+-]\d+)d\}")
_DPI = 100  # of a label on the screen
_PACE = 2  # seconds between two scans
MILK = "]C1011952123454321017{+22d}10L2552B"
YOGHURT = "]C1010952123454324417{+23d}10Y25-331"
GOUDA = "]C1010952123454330510GB-118"
EGGS = "E-51"
HELD = "CH-2290"


class Mover:
    """A person with a scanner on a framed page."""

    def __init__(self, program: Program, theme: Theme) -> None:
        self.desk: Desk = desk_of(program, theme)
        self.page = MovePage(self.desk, count(0, _PACE).__next__)
        self.window: MainWindow = framed(theme, "move", self.page)

    def scan(self, *texts: str) -> None:
        on = self.desk.station.by().on
        for text in texts:
            said = _DAY.sub(lambda found: f"{on + timedelta(int(found[1])):%y%m%d}", text)
            if (asked := command(said)) is not None:
                self.page.command_in_turn(asked, said.encode(), "Dock scanner")
            else:
                self.page.scanned(said.encode(), "Dock scanner")

    def key(self, character: str) -> None:
        none = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(
            self.page, QKeyEvent(QEvent.Type.KeyPress, ord(character), none, character)
        )

    def press(self, name: str) -> None:
        button = self.page.findChild(QPushButton, name)
        assert button is not None  # noqa: S101 - a picture of a page without it says nothing
        button.click()

    def type_in(self, name: str, text: str) -> None:
        field = self.page.findChild(QLineEdit, name)
        assert field is not None  # noqa: S101 - as above
        QTest.keyClicks(field, text)


def _more_in(tx: Tx) -> None:
    """More that stands on the dock: eggs in two places, and cheddar on hold."""
    came = [
        ("EGG-10", "DOCK-1", "36", EGGS, 16),
        ("CHED-200", "DOCK-1", "56", HELD, 118),
        ("SPINACH-300", "DOCK-1", "40", "SP-7", 5),
        ("COD-400", "DOCK-1", "24", "CO-31", 4),
    ]
    on = tx.by.on
    stock = [
        opening.Standing(
            sku=sku, place=place, quantity=Decimal(much), lot=lot,
            expiry=on + timedelta(days=days),
        )
        for sku, place, much, lot, days in came
    ]  # fmt: skip
    opening.open_stock(tx, new_uid(), stock)
    (cheddar,) = lsns.candidates(tx.connection, HELD)
    holding.hold(tx, holding.PlaceHold(new_uid(), cheddar.lsn.id, "inspection", "wet cartons"))


def _state(theme: Theme, *steps: Callable[[Mover], object]) -> QWidget:
    program = demo_copy()
    station = program.station(program.users()[0])
    program.database.run(station.by(), _more_in)
    mover = Mover(program, theme)
    for step in steps:
        step(mover)
    return mover.window


def _scan(*texts: str) -> Callable[[Mover], object]:
    return lambda mover: mover.scan(*texts)


_PACKED = ("LSN-DO-CASE", "x 4", MILK, "x 6", GOUDA)
_MORNING = _scan(EGGS, "COLD-B-01", YOGHURT, "COLD-A-04")
STATES: dict[str, tuple[Callable[[Mover], object], ...]] = {
    "ready": (),
    "suggested": (_MORNING, _scan(MILK)),
    "some": (_MORNING, _scan("x 2", MILK)),
    "empty-bin": (_MORNING, _scan("CO-31")),
    "held": (_MORNING, _scan(HELD)),
    "several": (_MORNING, _scan(MILK, GOUDA, "SP-7")),
    "moved": (_MORNING, _scan(MILK, "COLD-A-02")),
    "moved-several": (_MORNING, _scan(MILK, GOUDA, "COLD-A-02")),
    "refused": (_MORNING, _scan(HELD, "COLD-A-06")),
    "refused-unknown": (_MORNING, _scan("4006381333931")),
    "refused-more": (_MORNING, _scan("x 90", EGGS)),
    "question": (
        _MORNING,
        _scan("COLD-B-01", "x 12", EGGS, "COLD-B-02", EGGS),
    ),
    "from-place": (_MORNING, _scan("COLD-B-03")),
    "count": (
        _MORNING,
        lambda mover: mover.key("1"),
        lambda mover: mover.type_in("move.count", "2"),
    ),
    "typed": (_MORNING, lambda mover: mover.press("move.f2")),
    "whole-bin": (_MORNING, _scan("COLD-B-03", "LSN-DO-ALL")),
    "whole-bin-moved": (_MORNING, _scan("COLD-B-03", "LSN-DO-ALL", "COLD-B-06")),
    "packing": (_MORNING, _scan(*_PACKED)),
    "packing-closed": (_MORNING, _scan(*_PACKED, "LSN-DO-CLOSE")),
    "undone": (_MORNING, lambda mover: mover.press("move.undo")),
}


def _recovered(theme: Theme) -> QWidget:
    """A move that was recorded by a program that ended before it told it."""
    program = demo_copy()
    station = program.station(program.users()[0])
    expected = move_scans.NOWHERE
    for text in ("Y25-331", "COLD-A-04"):
        frame = text.encode()
        ran = program.scan(station, frame, "Dock scanner", expected, move_scans.move_scan)
        expected = ran.outcome.next or expected
    return Mover(program, theme).window


def _hostile(theme: Theme) -> QWidget:
    mover = Mover(hostile_company(), theme)
    mover.scan(HOSTILE[0], HOSTILE[2])
    return mover.window


def _label(theme: Theme) -> QWidget:
    """The logistics label of a case, as it is printed."""
    mover = Mover(demo_copy(), theme)
    mover.scan("LSN-DO-CASE", "x 4", MILK)
    with mover.desk.program.database.reading() as connection:
        dock = catalogue.location_by_code(connection, "DOCK-1")
        cases = handling_units.at(connection, dock.id if dock else 0)
        fields = unit_labels.fields(connection, cases[-1].id)
    shown = PlainPage("Move", "move")
    label = Paper(theme, "The logistics label")
    label.tell(label_renderer.png(label_templates.load(unit_labels.TEMPLATE), fields, _DPI))
    QVBoxLayout(shown).addWidget(label, 1, Qt.AlignmentFlag.AlignHCenter)
    return framed(theme, "move", shown)


PAGES: dict[str, Callable[[Theme], QWidget]] = {
    **{
        f"move-{name}": partial(lambda theme, steps: _state(theme, *steps), steps=steps)
        for name, steps in STATES.items()
    },
    "move-empty": lambda theme: Mover(empty_company(), theme).window,
    "move-hostile": _hostile,
    "move-recovered": _recovered,
    "paper-logistics-label": _label,
}
