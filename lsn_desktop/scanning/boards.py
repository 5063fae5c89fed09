"""What the keys of one scan say, given how scanner and computer think of the keyboard.

A scanner presses the keys of the layout it is set to; the computer makes text of them by its
own layout and its Caps Lock. Where the two differ, the key itself (its scan code) still tells
what was meant: as on a US board, or as the scanner doctor learned it key by key.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from lsn_desktop.scanning import symbology
from lsn_desktop.scanning.check_digits import gtin_is_right, mod10_holds
from lsn_desktop.scanning.key_codes import (
    AltGr,
    Key,
    KeyStroke,
    Modifier,
    alt_digit,
    is_control,
    is_dead,
    is_keypad,
    typed,
    us_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_NAMES = 0xE000  # private use: names of keys that a US board has no character for
_LEVEL = 0x200
_DEAD = _NAMES + 4 * _LEVEL
_GTIN, _SSCC = 16, 20  # AI and key


class Layout(StrEnum):
    """Whose word counts for a character."""

    AUTO = ""
    """The computer's, unless the keys prove that it does not know the scanner's layout."""
    AS_TYPED = "as typed"
    US_SCAN_CODES = "us scan codes"
    LEARNED = "learned"


class Caps(StrEnum):
    """What becomes of Caps Lock, which turns capitals and small letters round."""

    UNDONE = ""
    """A letter whose case is not the one of Shift means Caps Lock: it is turned back."""
    AS_TYPED = "as typed"
    """The scanner sees Caps Lock and turns the letters round itself."""
    SWAPPED = "swapped"
    """The scanner turns the letters round although Caps Lock is off."""


@dataclass(frozen=True, slots=True)
class Said:
    """One character as pressed: ``name`` tells its key and level apart from all others.

    A control character or an Alt code says what it means: ``meant`` is that, ``stroke`` None.
    """

    meant: str = ""
    stroke: KeyStroke | None = None

    @property
    def name(self) -> str:
        return self.meant if self.stroke is None else key_name(self.stroke)

    def text(self, *, us_board: bool = False) -> str:
        """What was typed, or what a US board types."""
        return self.meant if self.stroke is None else typed(self.stroke, us_board=us_board)


def key_name(stroke: KeyStroke) -> str:
    """One character for a key and its level, the same under every layout of the computer.

    It is the US board's where it has one, else one of private use; where the system does not
    tell the scan code, it is what was typed.
    """
    third = stroke.third or stroke.has(Modifier.ALT)  # a US board's AltGr is an Alt
    shifted = stroke.has(Modifier.SHIFT)
    dead = chr(_DEAD + stroke.key % _LEVEL) if is_dead(stroke) else ""
    return name_of(stroke.scan_code, shifted=shifted, third=third) or stroke.text or dead


def name_of(scan_code: int, *, shifted: bool, third: bool = False) -> str:
    """The name of a key by its scan code; empty for an unknown one."""
    if not scan_code:
        return ""
    on_us = "" if third or is_keypad(scan_code) else us_text(scan_code, shifted=shifted)
    return on_us or chr(_NAMES + _LEVEL * (2 * third + shifted) + scan_code % _LEVEL)


def said(strokes: Iterable[KeyStroke], *, by_key: bool = False) -> Iterator[Said]:
    """The characters of these keys, Alt codes put together; modifiers and releases add none.

    Letting Alt go ends an Alt code, so two in a row stay two.

    Args:
        strokes: presses and releases.
        by_key: a digit of the upper row with Alt is the third level of its key, not part of
            an Alt code, which no scanner types there.

    """
    code = ""
    alt_gr = AltGr()
    for each in strokes:
        stroke = alt_gr.mark(each)
        if stroke.release or stroke.is_modifier:
            if code and stroke.key == Key.ALT:
                yield Said(_alt_character(code))
                code = ""
            continue
        digit = alt_digit(stroke)
        if digit and not (by_key and stroke.scan_code and not is_keypad(stroke.scan_code)):
            code += digit
            continue
        if code:
            yield Said(_alt_character(code))
            code = ""
        if stroke.key == Key.F8 or is_control(stroke):
            if meant := typed(stroke):
                yield Said(meant)
        else:
            yield Said("", stroke)
    if code:
        yield Said(_alt_character(code))


def _alt_character(code: str) -> str:
    """The character of a decimal Alt code, as Windows has it: 029 is GS."""
    return chr(int(code) & 0xFF)


@dataclass(frozen=True, slots=True)
class Board:
    """How one scanner's keys are understood.

    ``learned`` gives a character for the name of a key; a name of two is a dead key and the
    space behind it. A key that was not learned says what the computer typed.
    """

    layout: Layout = Layout.AUTO
    caps: Caps = Caps.UNDONE
    learned: Mapping[str, str] = field(default_factory=dict)

    def says(self, stroke: KeyStroke) -> str:
        """What a key says by itself; empty for one that says nothing."""
        if self.knows(stroke):
            return self.learned[key_name(stroke)]
        if self.layout is Layout.US_SCAN_CODES:
            return typed(stroke, us_board=True)
        return typed(stroke) or typed(stroke, us_board=True)

    def knows(self, stroke: KeyStroke) -> bool:
        """Whether the key was learned as a character, whatever the computer takes it for."""
        return self.layout is Layout.LEARNED and key_name(stroke) in self.learned

    def text(self, strokes: Iterable[KeyStroke]) -> str:
        """What a scanner sent with these keys."""
        by_key = self.layout is Layout.LEARNED
        all_said = list(said(strokes, by_key=by_key))
        if by_key:
            return self._as_learned(all_said)
        if self.layout is Layout.US_SCAN_CODES:
            return self._as_on_us(all_said)
        as_typed = self._as_typed(all_said)
        return _proven(all_said, as_typed) if self.layout is Layout.AUTO else as_typed

    def is_doubtful(self, strokes: Iterable[KeyStroke]) -> bool:
        """Whether these keys look as if scanner and computer thought of different keyboards.

        Letters with accents where a US board has plain characters: hardly a code, and
        nothing proves what was meant.
        """
        if self.layout is not Layout.AUTO:
            return False
        all_said = list(said(strokes))
        as_typed = _proven(all_said, self._as_typed(all_said))
        by_key = "".join(one.text(us_board=True) for one in all_said)
        return not as_typed.isascii() and by_key.isascii() and as_typed != by_key

    def _as_learned(self, all_said: Sequence[Said]) -> str:
        text, at = "", 0
        while at < len(all_said):
            one = all_said[at]
            behind = all_said[at + 1] if at + 1 < len(all_said) else Said()
            pair = one.name + behind.name
            if one.stroke and behind.stroke and pair in self.learned:
                text, at = text + self.learned[pair], at + 2
                continue
            meant = one.meant or self.learned.get(one.name) or _unlearned(one)
            text += self._cased(one, meant)
            at += 1
        return text

    def _as_on_us(self, all_said: Sequence[Said]) -> str:
        return "".join(self._cased(one, one.text(us_board=True)) for one in all_said)

    def _as_typed(self, all_said: Sequence[Said]) -> str:
        turn = self.caps is Caps.SWAPPED
        if self.caps is not Caps.AS_TYPED and caps_lock_is_on(all_said):
            turn = not turn
        return "".join(_turned(one) if turn else one.text() for one in all_said)

    def _cased(self, one: Said, meant: str) -> str:
        """A letter of a key, in the case the scanner meant."""
        if one.stroke is None or not _is_letter(meant):
            return meant
        if self.caps is Caps.SWAPPED:
            return meant.swapcase()
        if self.caps is Caps.AS_TYPED and _is_letter(one.stroke.text):
            return meant.upper() if one.stroke.text.isupper() else meant.lower()
        return meant


def caps_lock_is_on(all_said: Iterable[Said]) -> bool:
    """Whether every letter came in the other case than Shift asked for.

    Only of keys whose scan code is known: a screen keyboard sends capitals without any Shift.
    """
    letters = [
        one.stroke
        for one in all_said
        if one.stroke and one.stroke.scan_code and _is_letter(one.stroke.text)
    ]
    return bool(letters) and all(
        one.text.isupper() is not one.has(Modifier.SHIFT) for one in letters
    )


def _unlearned(one: Said) -> str:
    keypad = one.stroke is not None and is_keypad(one.stroke.scan_code)
    return one.text(us_board=keypad)


def _is_letter(text: str) -> bool:
    return len(text) == 1 and text.isascii() and text.isalpha()


def _turned(one: Said) -> str:
    text = one.text()
    return text.swapcase() if one.stroke and _is_letter(text) else text


def _proven(all_said: Sequence[Said], as_typed: str) -> str:
    """What was typed, or what the keys say where only that is a right GS1 key."""
    if _is_proof(as_typed):
        return as_typed
    by_key = "".join(one.text(us_board=True) for one in all_said)
    uncapped = "".join(one.text() for one in all_said)
    return next((one for one in (by_key, uncapped) if _is_proof(one)), as_typed)


def _are_digits(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def _is_proof(text: str) -> bool:
    """Whether a text is a GTIN, or begins with a GTIN or SSCC whose check digit is right."""
    identifier, data = symbology.taken_off(text.lstrip("\x1d").encode("utf-8", "replace"))
    if symbology.meaning(identifier) == "text":
        return False
    digits = data.decode("utf-8").lstrip("\x1d")
    key = digits[:_GTIN] if digits.startswith("01") else ""
    pallet = digits[:_SSCC] if digits.startswith("00") else ""
    return (
        gtin_is_right(digits)
        or (len(key) == _GTIN and gtin_is_right(key[2:]))
        or (len(pallet) == _SSCC and _are_digits(pallet) and mod10_holds(pallet[2:]))
    )
