"""A keyboard scanner of any set-up, simulated down to the key events a window would see.

:func:`scanned_keys` turns the data of a symbol into :class:`KeyStroke`\\ s. A scanner finds the
key of each character on the board *it* is set to; the computer makes text of that key by *its
own* board and Caps Lock. Both boards are real ones (US, German, French), so a scanner that is
set wrongly garbles here as it does on a desk::

    keys = scanned_keys(b"10ABC\\x1d21SN", Setup(layout="fr", computer="us", gs="F8"))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from lsn_desktop.scanning.key_codes import US_BOARD, Key, KeyStroke, Modifier

if TYPE_CHECKING:
    from collections.abc import Iterator

BoardName = Literal["us", "de", "fr"]


@dataclass(frozen=True, slots=True)
class Setup:
    """How a scanner is set up, and what it is plugged into.

    Attributes:
        prefix: ``F9``, ``Ctrl+B``, ``Ctrl+A``, or any text it sends first.
        suffix: the characters sent last: ``\\r``, ``\\t``, ``\\t\\r`` or none.
        aim: whether it sends the symbology identifier.
        gs: how a group separator goes out: ``\\x1d`` (Ctrl+]), ``F8``, ``Alt+029``, ``\\t``,
            ``\\r``, any text (``{GS}``, ``|``), or nothing. RS and EOT go as control keys with
            ``\\x1d`` and as Alt codes with ``Alt+029``; else they are dropped.
        layout: the board the scanner is set to.
        computer: the board the computer is set to.
        caps_lock: whether Caps Lock is on at the computer.
        sees_caps: the scanner turns letters round while Caps Lock is on.
        keypad: it types digits on the numeric keypad.
        case: ``upper`` or ``lower``: it sends all letters so; ``swapped``: turned round.
        gap_ms: time between two keys.
        scan_codes: whether the system tells the scan codes of keys.
        system: ``windows`` tells AltGr as Ctrl and Alt, and its French Caps Lock shifts
            digits too.
    """

    prefix: str = ""
    suffix: str = "\r"
    aim: bool = False
    gs: str = "\x1d"
    layout: BoardName = "us"
    computer: BoardName = "us"
    caps_lock: bool = False
    sees_caps: bool = False
    keypad: bool = False
    case: Literal["", "upper", "lower", "swapped"] = ""
    gap_ms: int = 5
    scan_codes: bool = True
    system: Literal["x11", "windows"] = "x11"


class _Place(NamedTuple):
    """Where a character is on a board: level 0 plain, 1 with Shift, 2 with AltGr."""

    code: int
    level: int
    dead: bool = False


def _board(rows: dict[int, tuple[str, str]], third: dict[int, str]) -> dict[_Place, str]:
    made = {
        _Place(first + at, level): character
        for first, levels in rows.items()
        for level, row in enumerate(levels)
        for at, character in enumerate(row)
    }
    return made | {_Place(code, 2): character for code, character in third.items()}


_BOARDS: dict[str, dict[_Place, str]] = {
    "us": {
        _Place(code, level): character
        for code, pair in US_BOARD.items()
        if code < 71 and code != 55
        for level, character in enumerate(pair)
    },
    "de": _board(
        {
            2: ("1234567890ß´", '!"§$%&/()=?`'),
            16: ("qwertzuiopü+", "QWERTZUIOPÜ*"),
            30: ("asdfghjklöä^", "ASDFGHJKLÖÄ°"),
            43: ("#yxcvbnm,.-", "'YXCVBNM;:_"),
            57: (" ", " "),
            86: ("<", ">"),
        },
        {8: "{", 9: "[", 10: "]", 11: "}", 12: "\\", 16: "@", 18: "€", 27: "~", 86: "|"},
    ),
    "fr": _board(
        {
            2: ("&é\"'(-è_çà)=", "1234567890°+"),
            16: ("azertyuiop^$", "AZERTYUIOP¨£"),
            30: ("qsdfghjklmù²", "QSDFGHJKLM%\0"),
            43: ("*wxcvbn,;:!", "µWXCVBN?./§"),
            57: (" ", " "),
            86: ("<", ">"),
        },
        {3: "~", 4: "#", 5: "{", 6: "[", 7: "|", 8: "`", 9: "\\", 11: "@", 12: "]", 13: "}"},
    ),
}
_US_ONLY = {
    _Place(86, 0): "<",
    _Place(86, 1): ">",
}  # what X11 makes of the key a US board lacks
_DEAD = {
    "us": frozenset[_Place](),
    "de": frozenset({_Place(13, 0), _Place(13, 1), _Place(41, 0)}),
    "fr": frozenset({_Place(26, 0), _Place(26, 1)}),
}
_DEAD_KEYS = {"`": 0x01001250, "´": 0x01001251, "^": 0x01001252, "¨": 0x01001257}
_SHIFT, _CTRL, _ALT, _ALT_GR = 42, 29, 56, 100
_ALT_DIGITS = {"0": 82, "1": 79, "2": 80, "3": 81, "4": 75, "5": 76, "6": 77, "7": 71, "8": 72}
_ALT_DIGITS["9"] = 73
_SPECIAL = {"F8": (Key.F8, 66), "F9": (Key.F9, 67)}
_WITH_CTRL = {
    "\n": (0x4A, "\n", Modifier.CONTROL, 36),
}
_CONTROLS = {"\x1d": 27, "\x1e": 7}  # pressed where a US board has ] and 6


def scanned_keys(
    data: bytes, setup: Setup, identifier: str = "", start_ms: int = 1000
) -> list[KeyStroke]:
    """The presses and releases a window sees when this scanner reads a symbol.

    Args:
        data: what the symbol holds, FNC1 within it as 0x1D.
        setup: of scanner and computer.
        identifier: the symbol's AIM identifier, such as ``]C1``; sent if the set-up says so.
        start_ms: when the first key is pressed.
    """
    keyboard = _Keyboard(setup, start_ms)
    text = data.decode("latin-1")
    if setup.prefix in _SPECIAL:
        keyboard.special(setup.prefix)
    elif setup.prefix.startswith("Ctrl+"):
        keyboard.control(chr(ord(setup.prefix[-1]) - 64))
    else:
        keyboard.types(setup.prefix)
    keyboard.types(_cased(identifier if setup.aim else "", setup))
    for character in _cased(text, setup):
        if character == "\x1d":
            keyboard.separator()
        elif character < " ":
            keyboard.other_control(character)
        else:
            keyboard.types(character)
    for character in setup.suffix:
        keyboard.special(character)
    return keyboard.strokes


def _cased(text: str, setup: Setup) -> str:
    return {
        "": text,
        "upper": text.upper(),
        "lower": text.lower(),
        "swapped": text.swapcase(),
    }[setup.case]


class _Keyboard:
    """Presses keys one after another and notes what a window sees."""

    def __init__(self, setup: Setup, start_ms: int) -> None:
        self._setup, self._at = setup, start_ms
        self.strokes: list[KeyStroke] = []
        self._places = {
            character: place for place, character in reversed(_BOARDS[setup.layout].items())
        }

    def types(self, text: str) -> None:
        """Find each character on the scanner's board; one it has not goes as an Alt code."""
        for character in text:
            if self._setup.keypad and character in _ALT_DIGITS:
                code = _ALT_DIGITS[character]
                self._press(ord(character), character, Modifier.KEYPAD, code)
                continue
            place = self._places.get(character)
            if place is None:
                self.alt_code(ord(character))
                continue
            level = place.level
            turned = self._setup.caps_lock and self._setup.sees_caps
            if turned and character.isalpha():
                level = 1 - level
            self._press_place(_Place(place.code, level))
            if place in _DEAD[self._setup.layout]:
                self._press_place(_Place(57, 0))

    def separator(self) -> None:
        """Send a group separator in the set-up's way."""
        gs = self._setup.gs
        if gs == "\x1d":
            self.control("\x1d")
        elif gs == "Alt+029":
            self.alt_code(29)
        elif gs in _SPECIAL or gs in {"\t", "\r"}:
            self.special(gs)
        else:
            self.types(gs)

    def other_control(self, character: str) -> None:
        """Send RS or EOT; most set-ups drop them."""
        if self._setup.gs == "\x1d":
            self.control(character)
        elif self._setup.gs == "Alt+029":
            self.alt_code(ord(character))

    def special(self, name: str) -> None:
        """Press Enter, Tab or a function key."""
        if name in _SPECIAL:
            key, code = _SPECIAL[name]
            self._press(key, "", 0, code)
        elif name in _WITH_CTRL:
            self._press(*_WITH_CTRL[name])
        else:
            key, code = {"\r": (Key.RETURN, 28), "\t": (Key.TAB, 15)}[name]
            self._press(key, name, 0, code)

    def control(self, character: str) -> None:
        """Press Ctrl and the key of a control character."""
        code = _CONTROLS.get(character) or self._places[chr(ord(character) + 96)].code
        plain = _seen(self._setup.computer, _Place(code, 0))
        letter = plain.upper()
        text = chr(ord(letter) - 64) if letter.isascii() and "@" <= letter <= "_" else plain
        self._modifier(Key.CONTROL, _CTRL)
        self._press(ord(letter[:1] or "\0"), text, Modifier.CONTROL, code)
        self._modifier(Key.CONTROL, _CTRL, release=True)

    def alt_code(self, number: int) -> None:
        """Hold Alt and type a number on the keypad."""
        self._modifier(Key.ALT, _ALT)
        for digit in f"{number:03}":
            held = Modifier.ALT | Modifier.KEYPAD
            self._press(ord(digit), digit, held, _ALT_DIGITS[digit])
        self._modifier(Key.ALT, _ALT, release=True)

    def _press_place(self, place: _Place) -> None:
        """Press a key with what belongs to its level; the computer makes text of it."""
        setup = self._setup
        held, modifiers = self._held(place.level)
        seen = _seen(setup.computer, self._with_caps(place))
        key = ord(seen.upper()[0]) if seen else 0
        if place in _DEAD[setup.computer]:
            seen, key = "", _DEAD_KEYS[seen]
        if held:
            self._modifier(*held)
        self._press(key, seen, modifiers, place.code)
        if held:
            self._modifier(*held, release=True)

    def _held(self, level: int) -> tuple[tuple[int, int] | None, int]:
        """The modifier key of a level, and what the key events say of it."""
        if level == 0:
            return None, 0
        if level == 1:
            return (Key.SHIFT, _SHIFT), Modifier.SHIFT
        if self._setup.computer == "us":
            return (Key.ALT, _ALT_GR), Modifier.ALT
        windows = self._setup.system == "windows"
        return (Key.ALT_GR, _ALT_GR), Modifier.CONTROL | Modifier.ALT if windows else 0

    def _with_caps(self, place: _Place) -> _Place:
        setup = self._setup
        plain = _seen(setup.computer, _Place(place.code, 0))
        shifts = setup.system == "windows" and setup.computer == "fr" and place.code != 57
        if setup.caps_lock and place.level < 2 and (plain.isalpha() or shifts):
            return _Place(place.code, 1 - place.level)
        return place

    def _press(self, key: int, text: str, modifiers: int, code: int) -> None:
        self._note(KeyStroke(key, text, int(modifiers), code, self._at))
        self._note(
            KeyStroke(
                key,
                text,
                int(modifiers),
                code,
                self._at + self._setup.gap_ms // 2,
                release=True,
            )
        )
        self._at += self._setup.gap_ms

    def _modifier(self, key: int, code: int, *, release: bool = False) -> None:
        at = self._at - self._setup.gap_ms + self._setup.gap_ms // 2 if release else self._at
        self._note(KeyStroke(key, "", 0, code, at, release=release))

    def _note(self, stroke: KeyStroke) -> None:
        known = stroke.scan_code if self._setup.scan_codes else 0
        self.strokes.append(
            KeyStroke(
                stroke.key,
                stroke.text,
                stroke.modifiers,
                known,
                stroke.at_ms,
                release=stroke.release,
            )
        )


def _seen(computer: str, place: _Place) -> str:
    """What a computer types for a key; with AltGr a US board types what it does without."""
    board = _BOARDS[computer]
    if computer == "us":
        board = {**board, **_US_ONLY}
        place = _Place(place.code, place.level % 2)
    return board.get(place, "")


def setups() -> Iterator[tuple[str, Setup]]:
    """Set-ups as they are met on docks, each with a name to be said in a test."""
    yield "factory", Setup()
    yield "F8 for GS", Setup(gs="F8", prefix="F9")
    yield "Alt code for GS", Setup(gs="Alt+029", suffix="\t")
    yield "{GS} with AIM", Setup(gs="{GS}", aim=True, prefix="Ctrl+B")
    yield "<GS>", Setup(gs="<GS>", suffix="\t\r", aim=True)
    yield "bar for GS", Setup(gs="|", prefix="F9", gap_ms=22)
    yield "caret for GS", Setup(gs="^", aim=True, gap_ms=1)
    yield "GS dropped", Setup(gs="", prefix="F9", aim=True)
    yield "Caps Lock on", Setup(caps_lock=True, aim=True)
    yield "French scanner at a US computer", Setup(layout="fr", aim=True, prefix="F9")
    yield "German scanner at a US computer", Setup(layout="de", gs="|", aim=True)
    yield "US scanner at a French computer", Setup(computer="fr", gs="F8", aim=True)
    yield "US scanner at a German computer", Setup(computer="de", prefix="Ctrl+B")
    yield "German scanner at a German computer", Setup(layout="de", computer="de", aim=True)
    yield (
        "French scanner at a French computer with Caps Lock on",
        Setup(layout="fr", computer="fr", aim=True, caps_lock=True, system="windows"),
    )
    yield (
        "German scanner at a French computer",
        Setup(layout="de", computer="fr", system="windows", gs="F8", prefix="F9"),
    )
    yield "sees Caps Lock", Setup(caps_lock=True, sees_caps=True, gs="~", aim=True)
    yield "turns letters round", Setup(case="swapped", prefix="F9")
    yield (
        "French scanner with keypad digits at a US computer",
        Setup(layout="fr", keypad=True, aim=True, prefix="F9", suffix="\n"),
    )
    yield "Tab for GS", Setup(gs="\t", prefix="F9")
    yield "no scan codes", Setup(scan_codes=False, gs="Alt+029", aim=True)
    yield (
        "German computer, no scan codes",
        Setup(computer="de", scan_codes=False, gs="F8", prefix="F9"),
    )
