"""Keys that Qt keeps for itself on X11: accents that wait for the next key.

A German or French board has dead keys where a US board has ``=``, ``[`` and a few more. Qt's
input context takes their presses, and the key after them where both make one letter, before
any event filter sees them. A scanner means neither accent nor letter; the X server's own
events tell which keys it pressed.
"""

from __future__ import annotations

import ctypes
import itertools
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray

from lsn_desktop.scanning.key_codes import DEAD_KEY, Key, KeyStroke, Modifier

if TYPE_CHECKING:
    from collections.abc import Iterable

_OF_X = b"xcb_generic_event_t"
_PRESS, _RELEASE = 2, 3
_SENT = 0x80  # set in the kind of an event that another program made
_OFFSET = 8  # X numbers a key higher than the keyboard does, by so much
_STATE = {
    0x01: Modifier.SHIFT,
    0x04: Modifier.CONTROL,
    0x08: Modifier.ALT,
    0x40: Modifier.META,
}
_MODIFIER_KEYS = {
    **dict.fromkeys((42, 54), Key.SHIFT),
    **dict.fromkeys((29, 97), Key.CONTROL),
    56: Key.ALT,
    58: Key.CAPS_LOCK,
    100: Key.ALT_GR,
}
"""By scan code; what else Qt keeps is a dead key, or made one letter with one."""

_WAITING = 64  # more keys than a busy window leaves undelivered are not of one scan


class _KeyEvent(ctypes.Structure):
    """The head of ``xcb_key_press_event_t``."""

    _fields_ = (
        ("kind", ctypes.c_uint8),
        ("key_code", ctypes.c_uint8),
        ("sequence", ctypes.c_uint16),
        ("time", ctypes.c_uint32),
        ("windows", ctypes.c_uint32 * 3),
        ("places", ctypes.c_int16 * 4),
        ("state", ctypes.c_uint16),
    )


class XKeys(QAbstractNativeEventFilter):
    """Notes each press the X server tells of, until Qt delivers it or a later one."""

    def __init__(self) -> None:
        super().__init__()
        self._told: deque[KeyStroke] = deque(maxlen=_WAITING)
        self._delivered: KeyStroke | None = None

    def nativeEventFilter(  # noqa: N802 - Qt's name
        self, kind: QByteArray | bytes | bytearray | memoryview[int], message: int
    ) -> tuple[bool, int]:
        """Note a press; every event goes its way."""
        if kind == _OF_X:
            self.note(ctypes.cast(int(message), ctypes.POINTER(_KeyEvent)).contents)
        return False, 0

    def note(self, event: _KeyEvent) -> None:
        """Note an event if it is the press of a key."""
        if event.kind & ~_SENT == _PRESS:
            self._told.append(_stroke(event))

    def kept_before(self, stroke: KeyStroke) -> list[KeyStroke]:
        """The presses before this one that Qt kept; each is told once.

        Args:
            stroke: a press that Qt delivered; its shortcut comes first, as an event of its own.
        """
        if self._delivered == stroke or not any(_same(one, stroke) for one in self._told):
            return []
        kept = []
        while not _same(one := self._told.popleft(), stroke):
            kept.append(one)
        self._delivered = stroke
        return kept

    def kept(self) -> list[KeyStroke]:
        """All presses Qt has not delivered, for it made a letter of them."""
        kept = list(self._told)
        self._told.clear()
        return kept


def _same(one: KeyStroke, other: KeyStroke) -> bool:
    return (one.scan_code, one.at_ms) == (other.scan_code, other.at_ms)


def _stroke(event: _KeyEvent) -> KeyStroke:
    modifiers = sum(value for bit, value in _STATE.items() if event.state & bit)
    code = event.key_code - _OFFSET
    return KeyStroke(_MODIFIER_KEYS.get(code, DEAD_KEY), "", modifiers, code, event.time)


def are_of_a_scanner(kept: Iterable[KeyStroke], gap_ms: int) -> bool:
    """Whether presses followed each other faster than a person's."""
    times = [stroke.at_ms for stroke in kept]
    return len(times) > 1 and all(
        0 <= later - earlier <= gap_ms for earlier, later in itertools.pairwise(times)
    )
