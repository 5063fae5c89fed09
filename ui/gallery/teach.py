"""Teaching a label, on Receive, for the gallery."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ui.gallery.kit import HOSTILE
from ui.gallery.receive import Dock, demo_copy

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.theme import Theme


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


PAGES: dict[str, Callable[[Theme], QWidget]] = {
    "teach": plain,
    "teach-question": question,
    "teach-selecting": selecting,
    "teach-offered": unknown,
    "teach-hostile-markup": partial(hostile, text=f"{HOSTILE[1]}\x1d{HOSTILE[3]}\x1d41"),
    "teach-hostile-long": partial(hostile, text=(HOSTILE[2] + "X9" * 60)[:400]),
}
