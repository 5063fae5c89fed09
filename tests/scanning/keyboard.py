"""A keyboard for tests: what a person or a scanner does, and what the window sees of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lsn_desktop.scanning.key_codes import US_BOARD, Key, KeyStroke, Modifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lsn_desktop.scanning.keystrokes import Decision, KeystrokeFramer

_CODES = {  # of the keypad only what stands nowhere else
    text: (code, bool(n))
    for code, pair in sorted(US_BOARD.items(), reverse=True)
    for n, text in reversed([*enumerate(pair)])
}
_SPECIAL = {
    "\r": (Key.RETURN, "\r", 0, 28),
    "\t": (Key.TAB, "\t", 0, 15),
    "\x1d": (0x5D, "\x1d", Modifier.CONTROL, 27),  # Ctrl+]
    "\x02": (0x42, "\x02", Modifier.CONTROL, 48),
    "\x01": (0x41, "\x01", Modifier.CONTROL, 30),
}


def press(text: str, at_ms: int = 0) -> KeyStroke:
    """The press that types one character on a US board; control characters with Ctrl."""
    if text in _SPECIAL:
        key, typed, modifiers, code = _SPECIAL[text]
        return KeyStroke(key, typed, modifiers, code, at_ms)
    code, shifted = _CODES.get(text, (0, False))
    return KeyStroke(ord(text.upper()[0]), text, Modifier.SHIFT if shifted else 0, code, at_ms)


def f9(at_ms: int = 0) -> KeyStroke:
    return KeyStroke(Key.F9, "", 0, 67, at_ms)


def released(stroke: KeyStroke, at_ms: int) -> KeyStroke:
    """The release of a pressed key."""
    return KeyStroke(
        stroke.key, stroke.text, stroke.modifiers, stroke.scan_code, at_ms, release=True
    )


def typing(text: str, gap_ms: int, start_ms: int = 0) -> Iterator[KeyStroke]:
    """Presses and releases with a gap between presses, Shift and Ctrl as keys of their own."""
    at = start_ms
    for character in text:
        stroke = press(character, at)
        held = {Modifier.SHIFT: Key.SHIFT, Modifier.CONTROL: Key.CONTROL}.get(
            Modifier(stroke.modifiers)
        )
        if held:
            yield KeyStroke(held, "", 0, 42, at)
        yield stroke
        yield released(stroke, at + gap_ms // 2)
        if held:
            yield KeyStroke(held, "", 0, 42, at + gap_ms // 2, release=True)
        at += gap_ms


def keys(*strokes: KeyStroke, gap_ms: int = 5) -> list[KeyStroke]:
    """Strokes one after another, each so long after the one before."""
    return [replace(stroke, at_ms=n * gap_ms) for n, stroke in enumerate(strokes)]


# GS as an Alt code, on the keypad, as scanners type it
ALT = KeyStroke(Key.ALT, "", 0, 56, 0)
ALT_UP = replace(ALT, release=True)
KEYPAD = Modifier.ALT | Modifier.KEYPAD
ALT_029 = [
    ALT,
    *(KeyStroke(ord(d), d, KEYPAD, code, 0) for d, code in [("0", 82), ("2", 80), ("9", 73)]),
    ALT_UP,
]
ALT_029_WITHOUT_NUM_LOCK = [
    ALT,
    KeyStroke(Key.INSERT, "", KEYPAD, 82, 0),
    KeyStroke(Key.DOWN, "", KEYPAD, 80, 0),
    KeyStroke(Key.PAGE_UP, "", KEYPAD, 73, 0),
    ALT_UP,
]
SHIFT = KeyStroke(Key.SHIFT, "", Modifier.ALT, 42, 0)
ALT_029_WITH_SHIFTS = [
    ALT,
    *(key for digit in ALT_029[1:-1] for key in (SHIFT, digit, replace(SHIFT, release=True))),
    ALT_UP,
]


@dataclass
class Seen:
    """What reached the window, and what was told."""

    keys: list[KeyStroke] = field(default_factory=list)
    told: list[Decision] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(key.text for key in self.keys if not key.release)

    @property
    def frames(self) -> list[bytes]:
        return [told.frame.content for told in self.told if told.frame]

    def note(self, decision: Decision) -> None:
        self.keys += decision.replay
        if decision.frame:
            self.told.append(decision)


def play(framer: KeystrokeFramer, strokes: Iterable[KeyStroke]) -> Seen:
    """Feed all keys as a window would; at the end the timer runs out."""
    seen = Seen()
    for stroke in strokes:
        takes = framer.takes(stroke)
        decision = framer.key(stroke)
        if not stroke.release:
            assert takes is not decision.pass_on
        seen.note(decision)
        if decision.pass_on:
            seen.keys.append(stroke)
    seen.note(framer.end())
    assert not framer.holds
    return seen
