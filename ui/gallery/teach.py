"""Teaching a label on Receive, and the list of what was taught, for the gallery."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from lsn_desktop.program import new_uid
from lsn_desktop.scanning.taught_guesses import guessed
from lsn_desktop.scanning.taught_rules import Part, Rule
from lsn_desktop.services.codes import teaching
from lsn_desktop.services.codes.teaching import Teach
from lsn_desktop.settings import KEYBOARD
from ui.gallery.kit import HOSTILE
from ui.gallery.office import empty_company
from ui.gallery.receive import Dock, demo_copy
from ui.gallery.scanners import page
from ui.scans.scanners import ScannerLight, ScannerState
from ui.teach import TeachPanel

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.program import Program
    from lsn_desktop.storage.transactions import Tx
    from ui.parts.theme import Theme


def label(dock: Dock, days: int, item: str = "NWD-MILK1L", lot: str = "B7731") -> str:
    """A label of the supplier's own: item, lot, day month year, count."""
    day = dock.desk.station.by().on + timedelta(days)
    return f"{item}/{lot}/{day:%d%m%y}/48"


def _begun(theme: Theme, *scans: tuple[int, str, str]) -> Dock:
    """A delivery of which the last of these labels is now taught."""
    dock = Dock(demo_copy(), theme)
    dock.scan("PO-1042", "]C1011952123454321017{+27d}10L2611A")
    for days, item, lot in scans:
        dock.scan(label(dock, days, item, lot))
    dock.key("t")
    return dock


def plain(theme: Theme) -> QWidget:
    """The usual label: all of it is guessed, and its date can be but one."""
    return _begun(theme, (24, "NWD-BUTTER", "B6001"), (30, "NWD-MILK1L", "B7731")).window


def question(theme: Theme) -> QWidget:
    """A date that may be one of two."""
    dock = Dock(demo_copy(), theme)
    dock.scan("PO-1042", "NWD-MILK1L/B7731/050127/48")
    dock.key("t")
    return dock.window


def selecting(theme: Theme) -> QWidget:
    """Some characters of a part are selected."""
    dock = _begun(theme, (30, "NWD-MILK1L", "LB7731"))
    panel = dock.part(QWidget, "teach")
    QTest.keyClick(panel, Qt.Key.Key_Right)
    QTest.keyClick(panel, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    return dock.window


def unknown(theme: Theme) -> QWidget:
    """A label that is refused, with the offer to teach it."""
    dock = Dock(demo_copy(), theme)
    dock.scan("PO-1042", label(dock, 30))
    return dock.window


def hostile(theme: Theme, text: str) -> QWidget:
    """A label that tries to be markup, or is as long as can be."""
    dock = Dock(demo_copy(), theme)
    dock.scan("PO-1042", text)
    dock.key("t")
    return dock.window


def _rules(program: Program, theme: Theme) -> QWidget:
    return page(program, theme, (ScannerLight(KEYBOARD, ScannerState.LISTENING),), part="rules")


def taught(theme: Theme) -> QWidget:
    """Rules of a supplier and for all, one of them switched off."""
    dock = _begun(theme, (24, "NWD-BUTTER", "B6001"), (30, "NWD-MILK1L", "B7731"))
    panel = dock.part(TeachPanel, "teach")
    panel.save()
    program = dock.desk.program
    _keep(program, "ART=4711;LOT=B7731;EXP=2027-12-04;QTY=12", "Web shop cartons")
    _keep(program, "9521234543213 B7731 20271204", "", active=False)
    return _rules(program, theme)


def hostile_rules(theme: Theme) -> QWidget:
    """Rules whose names and labels try to be markup or to run over."""
    program = demo_copy()
    for at, name in enumerate(HOSTILE):
        rule = Rule(
            (Part("item", name[:80].strip()), Part("fixed", "#|~;%$"[at]), Part("lot", "X1"))
        )
        _keep(program, rule, name)
    return _rules(program, theme)


def _keep(program: Program, taught: str | Rule, name: str, *, active: bool = True) -> None:
    """Teach a label for all suppliers, as it is guessed."""
    by = program.station(program.users()[0]).by()
    rule = guessed(taught, {}, by.on) if isinstance(taught, str) else taught
    order = Teach(new_uid(), rule.sample.encode(), rule, name)

    def work(tx: Tx) -> None:
        teaching.switch(tx, teaching.teach(tx, order), active=active)

    program.database.run(by, work)


PAGES: dict[str, Callable[[Theme], QWidget]] = {
    "teach": plain,
    "teach-question": question,
    "teach-selecting": selecting,
    "teach-offered": unknown,
    "teach-hostile-markup": partial(hostile, text=f"{HOSTILE[1]}\x1d{HOSTILE[3]}\x1d41"),
    "rules": taught,
    "rules-empty": lambda theme: _rules(empty_company(), theme),
    "rules-hostile": hostile_rules,
    "teach-hostile-long": partial(hostile, text=(HOSTILE[2] + "X9" * 60)[:400]),
}
