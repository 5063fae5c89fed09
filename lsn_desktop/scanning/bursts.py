"""Whole bursts of keys, as they came: how the scanner doctor listens to a wedge.

Unlike the framer it asks for no profile and no suffix: a burst is over when no key followed
for a while. A few keys, or a person's slow ones, are typing and given back.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from statistics import median

from lsn_desktop.scanning.key_codes import (
    AltGr,
    Key,
    KeyStroke,
    Modifier,
    alt_digit,
    control_character,
    is_control,
    is_dead,
)
from lsn_desktop.scanning.keystrokes import MAX_KEYS, Decision

PAUSE_MS = 250  # the slowest scanner's keys follow in less
FEWEST = 6  # keys; no test code has so few, and no person presses so many by mistake
TYPED_MS = 150  # from key to key: a person
_LETTERS_END = 0x01000000  # Qt's numbers of keys that type something are below


class Bursts:
    """Follows the keys of all keyboards, which come as one stream, and picks out bursts."""

    def __init__(self) -> None:
        self._held: list[KeyStroke] = []
        self._keys = 0
        self._last_ms = 0
        self._alt_gr = AltGr()
        self._down: set[int] = set()
        self._swallowed: set[int] = set()

    @property
    def holds(self) -> bool:
        """Whether a burst is under way; if no key follows in time, :meth:`end` is due."""
        return bool(self._held)

    @property
    def keys(self) -> int:
        """How many keys of the burst were pressed so far."""
        return self._keys

    @property
    def patience_ms(self) -> int:
        """How long after the last key the burst is over."""
        return PAUSE_MS

    def takes(self, stroke: KeyStroke) -> bool:
        """Whether a press would be held; changes nothing."""
        return self._continues(stroke) or _begins(stroke)

    def key(self, stroke: KeyStroke) -> Decision:
        """Decide what becomes of a key that was pressed or released."""
        stroke = self._alt_gr.mark(stroke)
        if stroke.release:
            return self._released(stroke)
        before = Decision() if self._continues(stroke) else self.end()
        if not self._held and not _begins(stroke):
            return replace(before, pass_on=True)
        self._down.add(_which(stroke))
        self._keys += not stroke.is_modifier
        self._last_ms = stroke.at_ms
        if len(self._held) < MAX_KEYS:
            self._held.append(stroke)
        return before

    def end(self) -> Decision:
        """End the burst: it is handed over, or given back as typing."""
        held, keys = tuple(self._held), self._keys
        self._held, self._keys = [], 0
        if not held:
            return Decision()
        if keys < FEWEST or _is_typed(held):
            self._down = set()
            return Decision(replay=held)
        self._swallowed |= self._down
        self._down = set()
        return Decision(burst=held)

    def _continues(self, stroke: KeyStroke) -> bool:
        return bool(self._held) and stroke.at_ms - self._last_ms <= PAUSE_MS

    def _released(self, stroke: KeyStroke) -> Decision:
        """A release goes where its press went."""
        which = _which(stroke)
        if which in self._down:
            self._down.discard(which)
            self._held.append(stroke)
            return Decision()
        if which in self._swallowed:
            self._swallowed.discard(which)
            return Decision()
        return Decision(pass_on=True)


def _begins(stroke: KeyStroke) -> bool:
    """Whether a scan may begin with it; Enter, Esc and the like are a person's at once."""
    if stroke.repeat or stroke.is_modifier:
        return False
    if stroke.key in {Key.F8, Key.F9} or is_dead(stroke) or alt_digit(stroke):
        return True
    if control_character(stroke):
        return control_character(stroke) in {"\x01", "\x02", "\x1d"}
    types = 0 < stroke.key < _LETTERS_END or (stroke.text != "" and stroke.text.isprintable())
    return types and not is_control(stroke) and not stroke.has(Modifier.META)


def _is_typed(strokes: tuple[KeyStroke, ...]) -> bool:
    times = [one.at_ms for one in strokes if not one.release and not one.is_modifier]
    return median(b - a for a, b in pairwise(times)) > TYPED_MS


def _which(stroke: KeyStroke) -> int:
    return stroke.scan_code or stroke.key
