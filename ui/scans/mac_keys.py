"""Keys of macOS in the words of the other systems.

macOS tells no scan codes, but a virtual key code for the place of each key, whatever the
layout; and Qt calls its Control key Meta there, because Command does what Ctrl does elsewhere.
A scanner that presses Control and ] means the same on every system.
"""

from __future__ import annotations

from dataclasses import replace

from lsn_desktop.scanning.key_codes import US_BOARD, Key, KeyStroke, Modifier

# kVK_ANSI_A is 0, kVK_ANSI_Grave 50; 10 is the key an ANSI board lacks (Events.h of Carbon).
_PLACES = "asdfhgzxcv\0bqweryt123465=97-80]ou[ip\rlj'k;\\,/nm.\t `"
_KEYPAD = {65: 83, 67: 55, 69: 78, 75: 98, 78: 74, 82: 82, 83: 79, 84: 80, 85: 81, 86: 75}
_KEYPAD |= {87: 76, 88: 77, 89: 71, 91: 72, 92: 73}
_OTHERS = {10: 86, 36: 28, 48: 15, 100: 66, 101: 67}  # Return, Tab, F8, F9
_BY_CHARACTER = {  # of two keys for a character the one that is not on the keypad
    plain: code for code, (plain, _) in sorted(US_BOARD.items(), reverse=True)
}
SCAN_CODES = {
    **{at: _BY_CHARACTER[one] for at, one in enumerate(_PLACES) if one in _BY_CHARACTER},
    **_KEYPAD,
    **_OTHERS,
}
"""The scan code (set 1) of each virtual key code of macOS."""

_CONTROL, _META = Modifier.CONTROL.value, Modifier.META.value
_TURNED_KEYS: dict[int, int] = {Key.CONTROL: Key.META, Key.META: Key.CONTROL}


def taken(stroke: KeyStroke, virtual_key: int) -> KeyStroke:
    """A stroke as the other systems would tell it."""
    return replace(_turned(stroke), scan_code=SCAN_CODES.get(virtual_key, 0))


def given_back(stroke: KeyStroke) -> KeyStroke:
    """A stroke as macOS told it, to be typed after all."""
    return replace(_turned(stroke), scan_code=0)


def _turned(stroke: KeyStroke) -> KeyStroke:
    """Control for Meta and Meta for Control, as keys and as what is held down."""
    kept = stroke.modifiers & ~(_CONTROL | _META)
    kept |= _META if stroke.modifiers & _CONTROL else 0
    kept |= _CONTROL if stroke.modifiers & _META else 0
    return replace(stroke, key=_TURNED_KEYS.get(stroke.key, stroke.key), modifiers=kept)
