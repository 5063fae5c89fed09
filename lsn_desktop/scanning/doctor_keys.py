"""What the doctor learns from key strokes: prefix, suffix, speed, and what each key means.

The letters are found by their number: so many keys in a row, all different. The other
characters are counted between the digits that stand among them.
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from lsn_desktop.scanning.boards import name_of, said
from lsn_desktop.scanning.doctor_codes import ANCHORS, LETTERS, SIGNS
from lsn_desktop.scanning.key_codes import (
    Key,
    KeyStroke,
    Modifier,
    control_character,
    ending,
)
from lsn_desktop.scanning.keystrokes import Prefix

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lsn_desktop.scanning.boards import Said

_PREFIXES = {"\x02": Prefix.STX, "\x01": Prefix.SOH}
_IDENTIFIER = 3
_SPACE = 57
_ENOUGH = 10  # letters every layout leaves where they are; a French one leaves 21
_LAYOUTS = (  # a few keys that tell a layout from the others, by their name on a US board
    ({"y": "z", "z": "y"}, "QWERTZ"),
    ({"q": "a", "a": "q", "w": "z"}, "AZERTY"),
    ({"x": "q", ",": "w"}, "Dvorak"),
)


@dataclass(frozen=True, slots=True)
class Parts:
    """The strokes of one scan: the key in front, what is between, the keys behind."""

    prefix: Prefix
    body: tuple[KeyStroke, ...]
    suffix: str
    """``\\r``, ``\\t``, both in their order, or nothing."""


def parts(strokes: Sequence[KeyStroke]) -> Parts:
    """Cut prefix and suffix off."""
    rest = list(strokes)
    first = next((at for at, one in enumerate(rest) if _presses(one)), None)
    prefix = Prefix.NONE
    if first is not None:
        prefix = _prefix(rest[first])
        if prefix:
            rest = rest[first + 1 :]
    suffix = ""
    while True:
        last = next((at for at in reversed(range(len(rest))) if _presses(rest[at])), None)
        if last is None or not (end := ending(rest[last])):
            break
        suffix, rest = end + suffix, rest[:last]
    return Parts(prefix, tuple(rest), suffix)


def gaps(strokes: Sequence[KeyStroke]) -> list[int]:
    """Milliseconds from each key to the next, modifiers aside."""
    times = [one.at_ms for one in strokes if _presses(one)]
    return [after - before for before, after in pairwise(times)]


def _presses(stroke: KeyStroke) -> bool:
    return not stroke.release and not stroke.is_modifier


def _prefix(stroke: KeyStroke) -> Prefix:
    if stroke.key == Key.F9:
        return Prefix.F9
    return _PREFIXES.get(control_character(stroke), Prefix.NONE)


def learned(
    letters: Sequence[KeyStroke], signs: Sequence[KeyStroke] | None = None
) -> dict[str, str]:
    """What each key means, by its name, from the scans of both codes without what is around.

    Nothing if the letters cannot be found among the keys.
    """
    found = _letters(list(said(letters, by_key=True)))
    if found and signs is not None:
        found |= _signs(list(said(signs, by_key=True)), found)
    return found


def has_anchors(signs: Sequence[KeyStroke], found: Mapping[str, str]) -> bool:
    """Whether the digits between the signs are there, in their order."""
    all_said, at = list(said(signs, by_key=True)), -1
    names = {meant: name for name, meant in found.items() if meant in ANCHORS}
    for anchor in ANCHORS:
        at = _find(all_said, names.get(anchor, ""), at + 1)
        if at < 0:
            return False
    return len(all_said) > len(SIGNS) // 2


def missing(found: Mapping[str, str]) -> str:
    """The printable characters that no key means."""
    known = set(found.values())
    printable = string.digits + string.ascii_letters + string.punctuation + " "
    return "".join(one for one in printable if one not in known)


def layout_of(found: Mapping[str, str]) -> str:
    """The layout a scanner is set to, where its keys tell: not the US one."""
    return next(
        (name for keys, name in _LAYOUTS if all(found.get(k) == c for k, c in keys.items())),
        "",
    )


def _letters(all_said: Sequence[Said]) -> dict[str, str]:
    best, most = {}, -1
    for at in range(len(all_said) - len(LETTERS) + 1):
        window = all_said[at : at + len(LETTERS)]
        names = _plain_names(window)
        if len(set(names)) < len(LETTERS):
            continue
        same = sum(
            1 for name, one in zip(names, LETTERS, strict=True) if name.lower() == one.lower()
        )
        found = _letters_at(all_said, at)
        alone = len(all_said) == len(LETTERS)
        identified = "]" in found.values() and len(all_said) == len(LETTERS) + _IDENTIFIER
        if same > most and (alone or identified or same >= _ENOUGH):
            best, most = found, same
    return best


def _letters_at(all_said: Sequence[Said], at: int) -> dict[str, str]:
    found: dict[str, str] = {}
    window = all_said[at : at + len(LETTERS)]
    for one, meant in zip(window, LETTERS, strict=True):
        if not meant.isalpha():
            found[one.name] = meant
            continue
        plain, shifted = _both_names(one)
        found[plain], found[shifted] = meant.lower(), meant.upper()
    if at >= _IDENTIFIER:  # ]C0 stands in front
        bracket, letter, digit = all_said[at - _IDENTIFIER : at]
        if found.get(letter.name, "").upper() == "C" and found.get(digit.name) == "0":
            found[bracket.name] = "]"
    return found


def _plain_names(window: Sequence[Said]) -> list[str]:
    return [
        _both_names(one)[0] if meant.isalpha() else one.name
        for one, meant in zip(window, LETTERS, strict=True)
        if one.stroke is not None
    ]


def _both_names(one: Said) -> tuple[str, str]:
    """A letter's key without and with Shift."""
    code = one.stroke.scan_code if one.stroke else 0
    if not code:
        return one.name.lower(), one.name.upper()
    third = bool(one.stroke and (one.stroke.third or one.stroke.has(Modifier.ALT)))
    plain = name_of(code, shifted=False, third=third)
    return plain, name_of(code, shifted=True, third=third)


def _signs(all_said: Sequence[Said], letters: Mapping[str, str]) -> dict[str, str]:
    names = {meant: name for name, meant in letters.items() if meant in ANCHORS}
    found: dict[str, str] = {}
    at = 0
    for here, there in pairwise(ANCHORS):
        group = SIGNS[SIGNS.index(here) + 1 : SIGNS.rindex(there)]
        start = _find(all_said, names.get(here, ""), at)
        end = _find(all_said, names.get(there, ""), start + 1)
        if start < 0 or end < 0:
            return found
        at = end
        keys = _with_dead_keys(all_said[start + 1 : end], group)
        if len(keys) == len(group):
            pairs = zip(keys, group, strict=True)
            found |= {key: meant for key, meant in pairs if key and key not in letters}
    return found


def _find(all_said: Sequence[Said], name: str, start: int) -> int:
    places = range(max(start, 0), len(all_said)) if name else ()
    return next((at for at in places if all_said[at].name == name), -1)


def _with_dead_keys(between: Sequence[Said], group: str) -> list[str]:
    """The names of the keys; a dead key and the space behind it are one.

    What came as an Alt code has no key: an empty name.
    """
    keys: list[str] = []
    for one in between:
        is_space = one.stroke is not None and (
            one.stroke.scan_code == _SPACE or one.stroke.text == " "
        )
        if is_space and " " not in group and keys:
            keys[-1] += one.name
        else:
            keys.append(one.name if one.stroke is not None else "")
    return keys
