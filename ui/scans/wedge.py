"""Keyboard-wedge scanners, caught before any widget sees a key.

The filter sits on the application and acts on the window handle only: each key comes again
for every widget, and text fields silently drop the group separator.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QInputMethodEvent,
    QInputMethodQueryEvent,
    QKeyEvent,
)

from lsn_desktop.domain.messages import mark
from lsn_desktop.scanning.bursts import Bursts
from lsn_desktop.scanning.frames import FrameKind
from lsn_desktop.scanning.key_codes import KeyStroke
from lsn_desktop.scanning.keystrokes import Decision, KeystrokeFramer, Prefix, ScannerProfile
from ui.scans import mac_keys
from ui.scans.x_keys import XKeys, are_of_a_scanner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QWindow


_DEVICE = mark("Keyboard scanner")
PROFILES = (
    ScannerProfile(_DEVICE, Prefix.F9),
    ScannerProfile(_DEVICE, Prefix.STX),
    ScannerProfile(_DEVICE),
)
_ON_THE_WAY_MS = 15  # from the window system to us
_LATE = 0.004  # seconds; a timer of a machine at rest is not so late
_LOOKS = 5
_SCANNER_GAP_MS = 30  # between two keys of no person
# X11 and Wayland number a key 8 higher than the keyboard itself does.
_IS_MAC = sys.platform == "darwin"
_SCAN_CODE_OFFSET = 8 if sys.platform.startswith("linux") else 0

_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})
# Not a change of focus: that also comes out of windows half destroyed, where a key crashes.
_COMES_AFTER_HELD_KEYS = frozenset(
    {QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.InputMethod}
)


class Wedge(QObject):
    """Takes the scans out of what is typed anywhere in the application.

    What is typed by hand reaches its field unharmed and in order, some 45 ms later.
    """

    scanned = Signal(bytes, str, bool)
    """Frame without prefix and suffix; device; whether its beginning is certain."""
    broken = Signal(bytes, str, str)
    """What came of a scan that was cut short or over-long; device; the kind of frame."""
    listening = Signal(bool)
    """Whether keys reach us: one of our windows is in front."""
    doubtful = Signal()
    """The scan just told may be of a scanner set to another keyboard than the computer."""
    arriving = Signal(int)
    """How many keys of a burst came so far; only while bursts are handed over."""
    burst = Signal(object)
    """The key strokes of a whole burst; only while bursts are handed over."""

    def __init__(
        self, application: QGuiApplication, profiles: Sequence[ScannerProfile] = PROFILES
    ) -> None:
        super().__init__(application)
        self._framer: KeystrokeFramer | Bursts = KeystrokeFramer(profiles)
        self._profiles = profiles
        self._as_bursts = False
        self._replaying = False
        self._patience = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._patience.timeout.connect(self._give_back_unless_busy)
        self._due = 0.0  # when patience ends, by the monotonic clock
        self._looks = 0
        self.is_listening = application.focusWindow() is not None
        application.focusWindowChanged.connect(self._focus_moved)
        application.installEventFilter(self)
        self._x_keys = XKeys()
        application.installNativeEventFilter(self._x_keys)

    def follow(self, profiles: Sequence[ScannerProfile]) -> None:
        """Use other profiles from the next key on."""
        self._profiles = profiles
        if not self._as_bursts:
            self._take(KeystrokeFramer(profiles))

    def hand_over(self, *, bursts: bool) -> None:
        """Hand over whole bursts of keys from now on, for the scanner doctor; or scans again.

        What is typed into a field goes there all the same.
        """
        self._as_bursts = bursts
        self._take(Bursts() if bursts else KeystrokeFramer(self._profiles))

    def give_back(self) -> None:
        """Type what is held, or tell of a scan that was cut short."""
        self._carry_out(self._framer.end())

    def _take(self, framer: KeystrokeFramer | Bursts) -> None:
        self.give_back()
        self._framer = framer

    def close(self) -> None:
        """See no more keys; what is held is typed first."""
        self.give_back()
        application = QCoreApplication.instance()
        assert application is not None  # noqa: S101 - it was installed there
        application.removeEventFilter(self)
        application.removeNativeEventFilter(self._x_keys)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - named by Qt
        """Swallow the keys of a scan; hold back those that may begin one."""
        kind = event.type()
        if isinstance(event, QInputMethodEvent) and self._composed(event.commitString()):
            return True
        if kind in _COMES_AFTER_HELD_KEYS and self._framer.holds:
            self.give_back()
        if kind not in _KEYS or self._replaying or not watched.isWindowType():
            return False
        assert isinstance(event, QKeyEvent)  # noqa: S101 - by its type
        if self._as_bursts and not self._framer.holds:
            self._choose_framer()
        stroke = _stroke(event)
        if not stroke.release:
            self._catch_up(stroke)
        if kind == QEvent.Type.ShortcutOverride:
            if self._framer.takes(stroke):
                event.accept()
                return True
            self.give_back()
            return False
        if isinstance(self._framer, KeystrokeFramer):
            self._framer.asks_for_pin = _hides_text(QGuiApplication.focusObject())
        decision = self._framer.key(stroke)
        self._carry_out(decision)
        return not decision.pass_on

    def _choose_framer(self) -> None:
        """Where a person may type, keys are taken as ever."""
        typing = _takes_text(QGuiApplication.focusObject())
        if typing is isinstance(self._framer, Bursts):
            self._framer = KeystrokeFramer(self._profiles) if typing else Bursts()

    def _catch_up(self, stroke: KeyStroke) -> None:
        """Take in the dead keys just before a press, which no event told of."""
        for kept in self._x_keys.kept_before(stroke):
            if self._framer.holds or are_of_a_scanner((kept, stroke), _SCANNER_GAP_MS):
                self._carry_out(self._framer.key(kept))

    def _composed(self, text: str) -> bool:
        """Whether the letter Qt composed of a dead key and the next one is part of a scan."""
        kept = self._x_keys.kept()
        quick = are_of_a_scanner(kept, _SCANNER_GAP_MS)
        if not (kept and (quick or (self._framer.holds and self._framer.takes(kept[0])))):
            return False
        *before, last = kept
        for stroke in before:
            self._carry_out(self._framer.key(stroke))
        decision = self._framer.key(replace(last, text=text))
        self._carry_out(decision)
        return not decision.pass_on

    def _carry_out(self, decision: Decision) -> None:
        if self._framer.holds:
            self._looks = 0
            self._wait(self._framer.patience_ms + _ON_THE_WAY_MS)
        else:
            self._patience.stop()
        if isinstance(self._framer, Bursts) and self._framer.holds:
            self.arriving.emit(self._framer.keys)
        for stroke in decision.replay:
            self._type(stroke)
        if decision.burst:
            self.burst.emit(decision.burst)
        if decision.frame is None:
            return
        if decision.frame.kind is FrameKind.COMPLETE:
            self.scanned.emit(decision.frame.content, decision.device, decision.certain)
            if decision.doubtful:
                self.doubtful.emit()
        else:
            self.broken.emit(decision.frame.content, decision.device, str(decision.frame.kind))

    def _wait(self, milliseconds: int) -> None:
        self._patience.start(milliseconds)
        self._due = time.monotonic() + milliseconds / 1000

    def _give_back_unless_busy(self) -> None:
        """Give back what is held, or wait once more if the timer itself came late.

        Then the machine is busy, and keys that were in time may still be on their way.
        """
        if time.monotonic() - self._due > _LATE and self._looks < _LOOKS:
            self._looks += 1
            self._wait(_ON_THE_WAY_MS)
        else:
            self.give_back()

    def _type(self, stroke: KeyStroke) -> None:
        window = QGuiApplication.focusWindow()
        if window is None:  # the window closed within these milliseconds
            return
        self._replaying = True
        try:
            QCoreApplication.sendEvent(window, _event(stroke))
        finally:
            self._replaying = False

    def _focus_moved(self, window: QWindow | None) -> None:
        if (window is not None) is not self.is_listening:
            self.is_listening = window is not None
            self.listening.emit(self.is_listening)


def _takes_text(focus: QObject | None) -> bool:
    return bool(_asked(focus, Qt.InputMethodQuery.ImEnabled))


def _hides_text(focus: QObject | None) -> bool:
    """Whether it is a field for a PIN."""
    hints = _asked(focus, Qt.InputMethodQuery.ImHints)
    return bool(Qt.InputMethodHint(hints or 0) & Qt.InputMethodHint.ImhHiddenText)


def _asked(focus: QObject | None, what: Qt.InputMethodQuery) -> Any:
    query = QInputMethodQueryEvent(what)
    if focus is not None:
        QCoreApplication.sendEvent(focus, query)
    return query.value(what)


def _stroke(event: QKeyEvent) -> KeyStroke:
    # Events made by programs (screen keyboards, tests) carry no time: then it is now.
    stroke = KeyStroke(
        key=event.key(),
        text=event.text(),
        modifiers=event.modifiers().value,
        scan_code=max(0, event.nativeScanCode() - _SCAN_CODE_OFFSET),
        at_ms=event.timestamp() or time.monotonic_ns() // 1_000_000,
        repeat=event.isAutoRepeat(),
        release=event.type() == QEvent.Type.KeyRelease,
    )
    return mac_keys.taken(stroke, event.nativeVirtualKey()) if _IS_MAC else stroke


def _event(stroke: KeyStroke) -> QKeyEvent:
    if _IS_MAC:
        stroke = mac_keys.given_back(stroke)
    return QKeyEvent(
        QEvent.Type.KeyRelease if stroke.release else QEvent.Type.KeyPress,
        stroke.key,
        Qt.KeyboardModifier(stroke.modifiers),
        stroke.scan_code + _SCAN_CODE_OFFSET if stroke.scan_code else 0,
        0,
        0,
        stroke.text,
        stroke.repeat,
    )
