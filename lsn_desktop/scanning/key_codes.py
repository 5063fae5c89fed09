"""What the keys of a scanner that poses as a keyboard mean. No Qt: its numbers are written out.

A key event carries the text the keyboard layout gave it, and the scan code of the key
itself, which no layout and no Caps Lock changes. Scanners are set to a US board unless
someone chose otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum, IntFlag

GS = "\x1d"


class Key(IntEnum):
    """The keys that matter here, numbered as ``Qt.Key``."""

    TAB = 0x01000001
    RETURN = 0x01000004
    ENTER = 0x01000005
    INSERT = 0x01000006
    CLEAR = 0x0100000B
    HOME = 0x01000010
    END = 0x01000011
    LEFT = 0x01000012
    UP = 0x01000013
    RIGHT = 0x01000014
    DOWN = 0x01000015
    PAGE_UP = 0x01000016
    PAGE_DOWN = 0x01000017
    SHIFT = 0x01000020
    CONTROL = 0x01000021
    META = 0x01000022
    ALT = 0x01000023
    CAPS_LOCK = 0x01000024
    NUM_LOCK = 0x01000025
    F8 = 0x01000037
    F9 = 0x01000038
    ALT_GR = 0x01001103


class Modifier(IntFlag):
    """What is held down with a key, numbered as ``Qt.KeyboardModifier``."""

    SHIFT = 0x02000000
    CONTROL = 0x04000000
    ALT = 0x08000000
    META = 0x10000000
    KEYPAD = 0x20000000


MODIFIER_KEYS = frozenset(
    {
        Key.SHIFT,
        Key.CONTROL,
        Key.META,
        Key.ALT,
        Key.CAPS_LOCK,
        Key.NUM_LOCK,
        Key.ALT_GR,
    }
)
ENTER_KEYS = frozenset({Key.RETURN, Key.ENTER})

# Scan codes of set 1 (as Windows gives them; on X11 and Wayland the key code less 8).
_ROWS = {
    2: ("1234567890-=", "!@#$%^&*()_+"),
    16: ("qwertyuiop[]", "QWERTYUIOP{}"),
    30: ("asdfghjkl;'`", 'ASDFGHJKL:"~'),
    43: ("\\zxcvbnm,./", "|ZXCVBNM<>?"),
    55: ("*", "*"),
    57: (" ", " "),
    71: ("789-456+1230.", "789-456+1230."),
}
US_BOARD = {
    first + place: (plain[place], shifted[place])
    for first, (plain, shifted) in _ROWS.items()
    for place in range(len(plain))
}

_KEYPAD_CODES = frozenset({55, 98, 0x135, *range(71, 84)})  # * and / among them

DEAD_KEY = 0x01001250  # Qt.Key_Dead_Grave
_DEAD_KEYS = range(DEAD_KEY, 0x010012A0)

# The keypad without Num Lock.
_KEYPAD_DIGITS: dict[int, str] = {
    Key.INSERT: "0",
    Key.END: "1",
    Key.DOWN: "2",
    Key.PAGE_DOWN: "3",
    Key.LEFT: "4",
    Key.CLEAR: "5",
    Key.RIGHT: "6",
    Key.HOME: "7",
    Key.UP: "8",
    Key.PAGE_UP: "9",
}


@dataclass(frozen=True, slots=True)
class KeyStroke:
    """One key event.

    ``key`` and ``modifiers`` are numbered as in Qt, ``scan_code`` as in set 1 (0: unknown).
    ``at_ms`` is when the key moved, by the clock of the window system, not when it was read.
    ``third``: AltGr is down, which some systems do not tell among the modifiers; whoever sees
    all keys says so (:class:`AltGr`).
    """

    key: int
    text: str
    modifiers: int
    scan_code: int
    at_ms: int
    repeat: bool = False
    release: bool = False
    third: bool = False

    @property
    def is_modifier(self) -> bool:
        return self.key in MODIFIER_KEYS

    def has(self, modifier: Modifier) -> bool:
        return bool(self.modifiers & modifier.value)


class AltGr:
    """Follows that key over all others."""

    def __init__(self) -> None:
        self._down = False

    def mark(self, stroke: KeyStroke) -> KeyStroke:
        """The stroke, and whether AltGr is down with it."""
        if stroke.key == Key.ALT_GR:
            self._down = not stroke.release
            return stroke
        return replace(stroke, third=True) if self._down else stroke


def us_text(scan_code: int, *, shifted: bool) -> str:
    """What a key types on a US board with Caps Lock off; empty where it types nothing."""
    return US_BOARD.get(scan_code, ("", ""))[shifted]


def is_keypad(scan_code: int) -> bool:
    """Whether a key belongs to the numeric keypad."""
    return scan_code in _KEYPAD_CODES


def is_command(stroke: KeyStroke) -> bool:
    """Whether a modifier makes it a command, not a character. AltGr is Ctrl and Alt at once."""
    ctrl, alt = stroke.has(Modifier.CONTROL), stroke.has(Modifier.ALT)
    return ctrl != alt or stroke.has(Modifier.META)


def is_dead(stroke: KeyStroke) -> bool:
    """Whether it is an accent that waits for the next key."""
    return stroke.key in _DEAD_KEYS


def is_control(stroke: KeyStroke) -> bool:
    """Whether Ctrl alone is held with it: it makes a control character, or nothing."""
    return stroke.has(Modifier.CONTROL) and not stroke.has(Modifier.ALT)


def alt_digit(stroke: KeyStroke) -> str:
    """The digit of an Alt code (Alt+0,2,9 on the keypad), else nothing."""
    if not stroke.has(Modifier.ALT) or stroke.has(Modifier.CONTROL):
        return ""
    if ord("0") <= stroke.key <= ord("9"):
        return chr(stroke.key)
    return _KEYPAD_DIGITS.get(stroke.key, "")


def control_character(stroke: KeyStroke) -> str:
    """The control character of Ctrl with a key (Ctrl+] is GS), else nothing.

    A German board makes ``+`` of Ctrl+]; no scanner means that, so the key decides.
    """
    if not is_control(stroke):
        return ""
    if len(stroke.text) == 1 and stroke.text < " ":
        return stroke.text
    letter = us_text(stroke.scan_code, shifted=stroke.has(Modifier.SHIFT)).upper()
    if letter == "6":  # Ctrl+6 is RS, with Shift or without
        letter = "^"
    return chr(ord(letter) - 64) if "A" <= letter <= "_" else ""


def ending(stroke: KeyStroke) -> str:
    """CR, LF or Tab if the key is one that ends a scan; scanners send them with Ctrl too."""
    if stroke.key in ENTER_KEYS:
        return "\r"
    if stroke.key == Key.TAB:
        return "\t"
    control = control_character(stroke) or stroke.text
    return control if control in {"\r", "\n", "\t"} else ""


def typed(stroke: KeyStroke, *, us_board: bool = False) -> str:
    """What a scanner means by one key; empty for a key that means nothing by itself."""
    if stroke.key == Key.F8:
        return GS
    if is_control(stroke):
        return control_character(stroke)
    shifted = stroke.has(Modifier.SHIFT)
    return (us_text(stroke.scan_code, shifted=shifted) if us_board else "") or stroke.text
