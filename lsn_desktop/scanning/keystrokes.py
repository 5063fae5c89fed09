"""Keys into frames: tells a scanner that poses as a keyboard from a person typing.

Prefix first: a preamble key (F9, STX, SOH) makes a scan certain. Timing as fallback: a
scanner's keys are 1 to 22 ms apart, fast typing 35 ms and more. Every key that might begin a
scan is held back; it is typed after all when the next one does not follow in time. No Qt, no
clock: each key says when it moved.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from lsn_desktop.scanning.boards import Board, Caps, Layout
from lsn_desktop.scanning.frames import LIMIT, Frame, FrameKind, with_gs
from lsn_desktop.scanning.key_codes import (
    ENTER_KEYS,
    GS,
    AltGr,
    Key,
    KeyStroke,
    alt_digit,
    control_character,
    ending,
    is_command,
    is_dead,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_KEYS = 4 * LIMIT  # press and release of a character and its Shift
SURE_GAP_MS = 100  # once it must be a scanner, a slow radio link or a busy machine is forgiven
SURE_KEYS = 6  # no person presses so many with each gap under 30 ms
NOT_TYPED = 12  # so many keys in one burst are no person, even if no suffix came
PINS = range(4, 13)  # digits of a PIN
TYPED_PIN_MS = 12  # from key to key, on average: a person's PIN, or a code of a slow scanner
JUST_BEFORE_MS = 300  # keys typed so shortly before a scan may be the scan's own beginning


class Prefix(StrEnum):
    """The key a scanner sends before each scan."""

    NONE = ""
    F9 = "F9"
    STX = "Ctrl+B"
    SOH = "Ctrl+A"


_PREFIX_CHARACTERS = {"\x02": Prefix.STX, "\x01": Prefix.SOH}


class Suffix(StrEnum):
    """The key a scanner sends after each scan."""

    ENTER = "Enter"
    TAB = "Tab"
    EITHER = "Enter or Tab"


@dataclass(frozen=True, slots=True)
class ScannerProfile:
    """How one keyboard-wedge scanner is set up; profiles differ by their prefix.

    ``gs_substitute`` is what is sent instead of a group separator, if anything.
    ``layout``, ``caps`` and ``learned`` are those of :class:`Board`.
    ``min_length`` counts bytes: a shorter burst without a prefix is typing.
    """

    name: str
    prefix: Prefix = Prefix.NONE
    suffix: Suffix = Suffix.EITHER
    gs_substitute: str = ""
    layout: Layout = Layout.AUTO
    min_length: int = 4
    max_gap_ms: int = 30
    caps: Caps = Caps.UNDONE
    learned: Mapping[str, str] = field(default_factory=dict)

    @property
    def board(self) -> Board:
        """How its keys are understood."""
        return Board(self.layout, self.caps, self.learned)


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of the keys.

    ``replay`` are keys held until now that were typing after all: they go first. The present
    key then goes its way (``pass_on``) or is swallowed. A ``frame`` is whole, or a fragment for
    the journal; ``certain`` is false if its beginning may have been taken for typing. A
    ``burst`` is handed over undecoded, to whom listens so. ``doubtful``: the scanner may be
    set to another keyboard than the computer.
    """

    pass_on: bool = False
    replay: tuple[KeyStroke, ...] = ()
    frame: Frame | None = None
    device: str = ""
    certain: bool = True
    burst: tuple[KeyStroke, ...] = ()
    doubtful: bool = False


class KeystrokeFramer:
    """Follows the keys of all keyboards, which come as one stream, and picks out the scans."""

    def __init__(self, profiles: Sequence[ScannerProfile]) -> None:
        self._by_prefix = {profile.prefix: profile for profile in profiles}
        self._timing = self._by_prefix.pop(Prefix.NONE, None)
        self._profile = self._timing or ScannerProfile("")  # of the burst under way
        self._board = self._profile.board
        self._alt_gr = AltGr()
        self._held: list[KeyStroke] = []
        self._keys = 0  # pressed in the burst, modifiers aside
        self._down: set[int] = set()  # keys of the burst that are not yet released
        self._swallowed: set[int] = set()  # keys still down whose press nobody saw
        self._last_ms = 0
        self._certain = True
        self._typed_ms: int | None = None  # when held keys last turned out to be typing
        self._ended_ms: int | None = None  # when the last scan was complete
        self.asks_for_pin = False
        """Whether what is typed now goes where a PIN is asked for: fingers know theirs."""

    @property
    def holds(self) -> bool:
        """Whether keys wait for the next one; if none comes in time, :meth:`end` is due."""
        return bool(self._held)

    @property
    def patience_ms(self) -> int:
        """How long after the last key the burst under way is over."""
        sure = self._profile.prefix or self._keys >= SURE_KEYS
        return max(self._profile.max_gap_ms, SURE_GAP_MS if sure else 0)

    def takes(self, stroke: KeyStroke) -> bool:
        """Whether a press would be held or swallowed; changes nothing."""
        return (
            self._continues(stroke) or self._begins(stroke) is not None or self._trails(stroke)
        )

    def key(self, stroke: KeyStroke) -> Decision:
        """Decide what becomes of a key that was pressed or released."""
        stroke = self._alt_gr.mark(stroke)
        if stroke.release:
            return self._released(stroke)
        self._swallowed.discard(_which(stroke))  # its release may have gone to another window
        if self._continues(stroke):
            return self._continued(stroke)
        trails, profile = self._trails(stroke), self._begins(stroke)
        before = self.end()
        if profile:
            self._begin(stroke, profile)
            return before
        if trails:
            self._swallowed.add(_which(stroke))
            return before
        if stroke.key in ENTER_KEYS:  # what was typed is complete: no scan began with it
            self._typed_ms = None
        return replace(before, pass_on=True)

    def end(self) -> Decision:
        """End a burst without its suffix: typing is given back, a scan cut short is told.

        To be called when no key followed in time, and before anything that must come after the
        held keys: a click, another window, a composed character.
        """
        if not self._held:
            return Decision()
        self._typed_ms = self._last_ms
        content = self._content(self._held)
        fewest = self._profile.min_length if self._profile.prefix else NOT_TYPED
        if len(content) >= fewest and not self._is_pin(content):
            self._swallow()
            fragment = Frame(content, FrameKind.INCOMPLETE)
            return Decision(frame=fragment, device=self._profile.name, certain=False)
        replay = tuple(self._held)
        self._held, self._down = [], set()
        return Decision(replay=replay)

    def _begin(self, stroke: KeyStroke, profile: ScannerProfile) -> None:
        self._profile, self._board = profile, profile.board
        typed_ms = self._typed_ms
        self._certain = (
            bool(profile.prefix)
            or typed_ms is None
            or not 0 <= stroke.at_ms - typed_ms < JUST_BEFORE_MS
        )
        self._held, self._keys, self._last_ms = [stroke], 1, stroke.at_ms
        self._down = {_which(stroke)}

    def _continued(self, stroke: KeyStroke) -> Decision:
        """Add a key to the burst; the suffix completes it."""
        self._last_ms = stroke.at_ms
        self._keys += not stroke.is_modifier
        self._down.add(_which(stroke))
        if not self._is_suffix(stroke):
            self._keep(stroke)
            return Decision()
        content = self._content(self._held)
        kind = FrameKind.COMPLETE if len(self._held) < MAX_KEYS else FrameKind.OVERLONG
        doubtful = self._board.is_doubtful(self._held)
        self._ended_ms, self._typed_ms = stroke.at_ms, None
        self._swallow()
        if not content:
            return Decision()
        return Decision(
            frame=Frame(content, kind),
            device=self._profile.name,
            certain=self._certain,
            doubtful=doubtful,
        )

    def _is_pin(self, content: bytes) -> bool:
        """Whether the held keys may be a PIN where one is asked for.

        A known PIN is typed as fast as a slow scanner sends; of the two, it is the likelier.
        """
        if not self.asks_for_pin or self._profile.prefix:
            return False
        if not (content.isdigit() and len(content) in PINS):
            return False
        times = [one.at_ms for one in self._held if not one.release]
        return times[-1] - times[0] >= TYPED_PIN_MS * (len(content) - 1)

    def _keep(self, stroke: KeyStroke) -> None:
        if len(self._held) < MAX_KEYS:
            self._held.append(stroke)

    def _swallow(self) -> None:
        """Forget the held keys, and remember which of them are still down."""
        self._swallowed |= self._down
        self._held, self._down = [], set()

    def _released(self, stroke: KeyStroke) -> Decision:
        """A release goes where its press went."""
        which = _which(stroke)
        if which in self._down:
            self._down.discard(which)
            self._keep(stroke)
            return Decision()
        if which in self._swallowed:
            self._swallowed.discard(which)
            return Decision()
        return Decision(pass_on=True)

    def _content(self, strokes: Sequence[KeyStroke]) -> bytes:
        after_prefix = strokes[1:] if self._profile.prefix else strokes
        text = self._board.text(after_prefix)
        return with_gs(
            text.encode("utf-8", "surrogatepass"), self._profile.gs_substitute.encode()
        )

    def _begins(self, stroke: KeyStroke) -> ScannerProfile | None:
        """The profile of the scan whose first key this may be.

        Without a prefix that is any character, or one of the disguises of GS. A held-down key
        repeats itself at a person's pleasure and begins nothing.
        """
        if stroke.repeat or stroke.is_modifier:
            return None
        control = control_character(stroke)
        prefix = Prefix.F9 if stroke.key == Key.F9 else _PREFIX_CHARACTERS.get(control)
        if prefix in self._by_prefix:
            return self._by_prefix[prefix]
        is_text = stroke.text.isprintable() and stroke.text != ""
        if stroke.key == Key.F8 or control == GS or alt_digit(stroke):
            return self._timing
        if self._timing and (self._timing.board.knows(stroke) or is_dead(stroke)):
            return self._timing
        return self._timing if is_text and not is_command(stroke) else None

    def _continues(self, stroke: KeyStroke) -> bool:
        """Whether a key follows in time and is part of the burst.

        Within a burst an auto-repeat flag is wrong (a real one comes after 200 ms and more):
        two equal characters of a fast scanner look like one key held down.
        """
        if not self._held or stroke.at_ms - self._last_ms > self.patience_ms:
            return False
        begins = self._begins(stroke)
        if begins and begins.prefix:  # the suffix before it was lost
            return False
        if self._profile.prefix:
            return True
        if self._is_suffix(stroke):
            content = self._content(self._held)
            return len(content) >= self._profile.min_length and not self._is_pin(content)
        says = self._board.says(stroke)
        return bool(stroke.is_modifier or alt_digit(stroke) or says)

    def _is_suffix(self, stroke: KeyStroke) -> bool:
        ends = ending(stroke)
        if ends in {"\r", "\n"}:
            return self._profile.suffix is not Suffix.TAB
        return ends == "\t" and self._profile.suffix is not Suffix.ENTER

    def _trails(self, stroke: KeyStroke) -> bool:
        """Whether a key is the rest of a double suffix (CR and LF, Tab and Enter)."""
        if self._ended_ms is None:
            return False
        return (
            bool(ending(stroke))
            and 0 <= stroke.at_ms - self._ended_ms <= self._profile.max_gap_ms
        )


def _which(stroke: KeyStroke) -> int:
    """The key itself; its Qt number may change between press and release (Shift let go)."""
    return stroke.scan_code or stroke.key
