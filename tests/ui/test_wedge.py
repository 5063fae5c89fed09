"""Key events at the window handle: what is a scan never reaches a widget."""

from __future__ import annotations

import gc
import itertools
import sys
import time
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from lsn_desktop.scanning.key_codes import Key, KeyStroke, Modifier
from lsn_desktop.scanning.keystrokes import Prefix, ScannerProfile
from tests.scanning.keyboard import f9, press, released, typing
from ui.scans.wedge import Wedge

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from pytestqt.qtbot import QtBot

GS1 = "010952123454321310ABC\x1d21SN 1"


class Dock(QWidget):
    """A field with the keyboard, and a button that deletes."""

    def __init__(self) -> None:
        super().__init__()
        self.field, self.button = QLineEdit(), QPushButton("Delete lot")
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.button)
        self.pressed = 0
        self.button.pressed.connect(self._press)

    def _press(self) -> None:
        self.pressed += 1

    def send(self, strokes: Iterable[KeyStroke]) -> list[bool]:
        """Deliver keys as the window system does; whether each ShortcutOverride was taken."""
        taken = []
        for stroke in strokes:
            if not stroke.release:
                override = _event(stroke, QEvent.Type.ShortcutOverride)
                override.ignore()
                QCoreApplication.sendEvent(self.windowHandle(), override)
                taken.append(override.isAccepted())
            kind = QEvent.Type.KeyRelease if stroke.release else QEvent.Type.KeyPress
            QCoreApplication.sendEvent(self.windowHandle(), _event(stroke, kind))
        return taken


def _event(stroke: KeyStroke, kind: QEvent.Type) -> QKeyEvent:
    event = QKeyEvent(
        kind,
        stroke.key,
        Qt.KeyboardModifier(stroke.modifiers),
        stroke.scan_code + 8 if stroke.scan_code else 0,
        0,
        0,
        stroke.text,
        stroke.repeat,
    )
    event.setTimestamp(stroke.at_ms)
    return event


class Told:
    """Everything a wedge told."""

    def __init__(self, wedge: Wedge) -> None:
        self.scans: list[tuple[bytes, str, bool]] = []
        self.broken: list[tuple[bytes, str, str]] = []
        wedge.scanned.connect(lambda *scan: self.scans.append(scan))
        wedge.broken.connect(lambda *scan: self.broken.append(scan))


@pytest.fixture
def dock(qtbot: QtBot) -> Dock:
    widget = Dock()
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    widget.field.setFocus()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is widget.windowHandle())
    return widget


@pytest.fixture
def wedge(qapp: QApplication) -> Generator[Wedge]:
    made = Wedge(qapp, [ScannerProfile("timing"), ScannerProfile("by F9", Prefix.F9)])
    yield made
    shiboken6.delete(made)


def test_a_scan_is_told_and_types_nothing(dock: Dock, wedge: Wedge) -> None:
    told = Told(wedge)
    dock.send(typing(GS1 + "\r", 5, start_ms=1000))
    dock.button.setFocus()
    dock.send([f9(2000), *typing(GS1 + "\t", 5, start_ms=2005)])
    assert told.scans == [(GS1.encode(), "timing", True), (GS1.encode(), "by F9", True)]
    assert dock.field.text() == ""
    assert dock.pressed == 0
    assert dock.button.hasFocus()


def test_typing_arrives_when_no_key_follows(dock: Dock, wedge: Wedge, qtbot: QtBot) -> None:
    told = Told(wedge)
    dock.send([press("7", 1000)])
    assert dock.field.text() == ""
    qtbot.waitUntil(lambda: dock.field.text() == "7", timeout=500)
    dock.send([released(press("7"), 1090)])
    with qtbot.waitSignal(dock.field.returnPressed, timeout=500):
        dock.send([press("\r", 1100)])
    assert told.scans == []


def test_a_held_blank_presses_and_releases_the_button(
    dock: Dock, wedge: Wedge, qtbot: QtBot
) -> None:
    dock.button.setFocus()
    clicks = itertools.count()
    dock.button.clicked.connect(lambda: next(clicks))
    dock.send([press(" ", 1000), released(press(" "), 1010)])
    assert dock.pressed == 0
    assert wedge.is_listening
    with qtbot.waitSignal(dock.button.clicked, timeout=500):
        pass
    assert not dock.button.isDown()
    assert next(clicks) == 1


def test_within_a_burst_no_shortcut_fires(dock: Dock, wedge: Wedge) -> None:
    told = Told(wedge)
    strokes = [press("A", 1), press("B", 5), press("\x1d", 9), press("C", 12), press("\r", 15)]
    assert dock.send(strokes) == [True] * 5
    assert told.scans == [(b"AB\x1dC", "timing", True)]


def test_a_shortcut_of_a_person_waits_for_what_was_typed_before_it(
    dock: Dock, wedge: Wedge
) -> None:
    ctrl_k = KeyStroke(0x4B, "\x0b", Modifier.CONTROL, 37, 1050)
    assert dock.send([press("a", 1000)]) == [True]
    override = _event(ctrl_k, QEvent.Type.ShortcutOverride)
    override.ignore()
    QCoreApplication.sendEvent(dock.windowHandle(), override)
    assert not override.isAccepted()
    assert dock.field.text() == "a"
    assert wedge.is_listening


def test_a_scan_cut_short_is_told(dock: Dock, wedge: Wedge, qtbot: QtBot) -> None:
    told = Told(wedge)
    dock.send([f9(1000), *typing("0109521", 5, start_ms=1005)])
    qtbot.waitUntil(lambda: told.broken == [(b"0109521", "by F9", "incomplete")], timeout=500)
    assert dock.field.text() == ""


@pytest.mark.parametrize("what", ["click", "composed", "new profiles"])
def test_nothing_overtakes_a_held_key(dock: Dock, wedge: Wedge, what: str) -> None:
    dock.send([press("a", 1000)])
    if what == "click":
        at = QPointF(dock.button.geometry().center())
        button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        click = QMouseEvent(QEvent.Type.MouseButtonPress, at, at, button, button, none)
        QCoreApplication.sendEvent(dock.windowHandle(), click)
        assert dock.pressed == 1
    elif what == "composed":
        composed = QInputMethodEvent()
        composed.setCommitString("é")
        QCoreApplication.sendEvent(dock.field, composed)
    else:
        wedge.follow([])
        dock.send([press("b", 1002)])
    assert dock.field.text() == {"click": "a", "composed": "aé", "new profiles": "ab"}[what]


def test_while_bursts_are_handed_over_a_field_takes_typing_and_a_button_no_scan(
    dock: Dock, wedge: Wedge, qtbot: QtBot
) -> None:
    told = Told(wedge)
    bursts: list[tuple[KeyStroke, ...]] = []
    counts: list[int] = []
    wedge.burst.connect(bursts.append)
    wedge.arriving.connect(counts.append)
    wedge.hand_over(bursts=True)
    dock.send(typing("milk ", 90, start_ms=1000))
    qtbot.waitUntil(lambda: dock.field.text() == "milk ")

    dock.button.setFocus()
    dock.send(typing("NO SUFFIX", 5, start_ms=5000))
    qtbot.waitUntil(lambda: len(bursts) == 1)
    assert [one.text for one in bursts[0] if one.text and not one.release] == [*"NO SUFFIX"]
    assert counts[-1] == 9
    wedge.follow([])  # settings changed meanwhile count from the end on
    assert (told.scans, told.broken, dock.pressed) == ([], [], 0)

    wedge.hand_over(bursts=False)
    dock.send(typing(" ", 5, start_ms=9000))
    assert dock.pressed == 1
    assert len(bursts) == 1


def test_keys_without_a_time_are_timed_on_arrival(
    dock: Dock, wedge: Wedge, qtbot: QtBot
) -> None:
    told = Told(wedge)
    dock.send([press(c) for c in "ABCD\r"])
    assert [scan[0] for scan in told.scans] == [b"ABCD"]
    qtbot.wait(60)
    with qtbot.waitSignal(dock.field.returnPressed, timeout=500):
        dock.send([press("\r")])


def test_after_a_busy_moment_keys_on_their_way_are_waited_for(
    dock: Dock, wedge: Wedge, qtbot: QtBot
) -> None:
    told = Told(wedge)
    first, *rest = typing(GS1 + "\r", 5, start_ms=1000)
    dock.send([first])
    time.sleep(0.1)  # nobody read the keys, and the timer ran out
    QTimer.singleShot(8, lambda: dock.send(rest))
    qtbot.waitUntil(lambda: told.scans == [(GS1.encode(), "timing", True)], timeout=1000)
    assert dock.field.text() == ""


def test_a_machine_that_stays_busy_gets_its_typing_all_the_same(
    dock: Dock, wedge: Wedge, qtbot: QtBot
) -> None:
    sloth = QTimer(interval=0)
    sloth.timeout.connect(lambda: time.sleep(0.03))
    sloth.start()
    dock.send([press("7", 1000)])
    qtbot.waitUntil(lambda: dock.field.text() == "7", timeout=2000)
    assert wedge.is_listening


def test_it_says_when_keys_no_longer_reach_us(
    dock: Dock, wedge: Wedge, qapp: QApplication, qtbot: QtBot
) -> None:
    assert dock.field.hasFocus()
    heard: list[bool] = []
    wedge.listening.connect(heard.append)
    qapp.focusWindowChanged.emit(None)
    assert heard == [False]
    assert not wedge.is_listening
    other = Dock()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: heard == [False, True], timeout=1000)


def test_a_key_held_when_its_window_closes_is_dropped(qtbot: QtBot, wedge: Wedge) -> None:
    closing = Dock()
    closing.show()
    closing.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is closing.windowHandle())
    closing.send([press("a", 1000)])
    shiboken6.delete(closing)
    assert QGuiApplication.focusWindow() is None
    wedge.give_back()


def test_keys_are_numbered_as_in_qt() -> None:
    names = {"ALT_GR": "AltGr", "CAPS_LOCK": "CapsLock", "NUM_LOCK": "NumLock"}
    names |= {"PAGE_UP": "PageUp", "PAGE_DOWN": "PageDown", "META": "Meta"}
    for key in Key:
        name = names.get(key.name, key.name.capitalize())
        assert key == Qt.Key[f"Key_{name}"].value, key
    for modifier in Modifier:
        name = f"{(modifier.name or '').capitalize()}Modifier"
        assert modifier == Qt.KeyboardModifier[name].value


def test_signals_keep_the_references_of_true_and_none(wedge: Wedge) -> None:
    """PySide6 6.12.0 lost one at every emit, and aborted after some 600."""
    heard = itertools.count()
    wedge.scanned.connect(lambda *_: next(heard) and None)
    gc.collect()  # what other tests left behind holds references too
    before = sys.getrefcount(True), sys.getrefcount(None)  # noqa: FBT003
    for _ in range(1000):
        wedge.scanned.emit(b"1", "", True)  # noqa: FBT003
    after = sys.getrefcount(True), sys.getrefcount(None)  # noqa: FBT003
    assert next(heard) == 1000
    assert max(abs(a - b) for a, b in zip(after, before, strict=True)) < 10
