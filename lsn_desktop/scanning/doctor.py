"""The scanner doctor: from six scanned test codes to a profile, and to what must be set.

Pure: the page hands over what arrived, the keys of a wedge or the bytes of a serial scanner,
and gets the whole diagnosis anew after every code. The set-up that explains all that arrived
is found by trying: each keyboard layout and each treatment of Caps Lock, the simplest first.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from lsn_desktop.scanning.boards import Board, Caps, Layout
from lsn_desktop.scanning.doctor_codes import CODES, code, match
from lsn_desktop.scanning.doctor_keys import gaps, has_anchors, learned, parts
from lsn_desktop.scanning.keystrokes import Prefix, ScannerProfile, Suffix

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lsn_desktop.scanning.doctor_codes import Match, Name
    from lsn_desktop.scanning.key_codes import KeyStroke

_USUAL_GAP_MS, _SLOWEST_GAP_MS = 30, 120
_LONGEST_BEFORE = 14  # characters that may stand in front of a code
_ENDINGS = {"\r": "CR", "\n": "LF", "\r\n": "CRLF", "\t": "TAB", "\x03": "ETX"}
_IN_LOTS = frozenset(" -./+_:,")
"""What stands in lot numbers every day: as a separator it would cut them to pieces."""


@dataclass(frozen=True, slots=True)
class Keys:
    """One scan of a wedge: all its key strokes."""

    strokes: tuple[KeyStroke, ...]


@dataclass(frozen=True, slots=True)
class Bytes:
    """One scan of a serial scanner: all that came before it was quiet."""

    data: bytes


Capture: TypeAlias = Keys | Bytes


@dataclass(frozen=True, slots=True)
class WedgeFound:
    """How a wedge is set up, in the words of its profile."""

    prefix: Prefix = Prefix.NONE
    suffix: str = ""
    gs_substitute: str = ""
    gs: str = ""
    layout: Layout = Layout.AUTO
    caps: Caps = Caps.UNDONE
    max_gap_ms: int = _USUAL_GAP_MS
    learned: Mapping[str, str] = field(default_factory=dict)

    def profile(self, name: str) -> ScannerProfile:
        """What makes its scans come out right."""
        return ScannerProfile(
            name,
            self.prefix,
            next((one for one in Suffix if one.value == self.suffix), Suffix.EITHER),
            self.gs_substitute,
            self.layout,
            max_gap_ms=self.max_gap_ms,
            caps=self.caps,
            learned=self.learned,
        )


@dataclass(frozen=True, slots=True)
class SerialFound:
    """How a serial scanner is set up; ``suffix`` is the name of a :class:`frames.Suffix`."""

    prefix: bytes = b""
    suffix: str = ""
    gs_substitute: bytes = b""
    gs: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What all codes together prove.

    ``suffixes`` counts what ended the scans; ``separators`` is what came for a group separator
    in each code that has one, None where it was not the same throughout; ``alone`` is how the
    letters came where only their case is wrong: ``upper``, ``lower`` or ``swapped``.
    """

    captures: Mapping[Name, Capture]
    matches: Mapping[Name, Match]
    found: WedgeFound | SerialFound
    suffixes: Counter[str]
    befores: Counter[str]
    separators: Mapping[Name, str | None]
    case: str = ""

    @property
    def is_wedge(self) -> bool:
        return isinstance(self.found, WedgeFound)

    @property
    def gap_ms(self) -> int:
        """The longest pause between two keys of a scan."""
        wedge = (one for one in self.captures.values() if isinstance(one, Keys))
        return max((max(gaps(one.strokes), default=0) for one in wedge), default=0)


def recognised(capture: Capture, before: Mapping[Name, Capture]) -> Name | None:
    """Which test code this is, given those scanned before; None if it is none of them."""
    texts = {_text(capture, board) for board in _boards({**before, "retail": capture})}
    for one in CODES:
        if any(match(one, text) for text in texts):
            return one.name
    for one in (code("letters"), code("signs")):  # which teach what their own keys mean
        boards = _boards({**before, one.name: capture})
        if any(match(one, _text(capture, board)) for board in boards):
            return one.name
    letters = before.get("letters")
    if isinstance(letters, Keys) and isinstance(capture, Keys):
        found = learned(sent_keys(letters))
        if has_anchors(sent_keys(capture), found):
            return "signs"
    return None


def shown(capture: Capture) -> bytes:
    """What arrived as it stands, for people to look at."""
    if isinstance(capture, Bytes):
        return capture.data
    return Board(Layout.AS_TYPED, Caps.AS_TYPED).text(capture.strokes).encode()


def lost(capture: Capture, name: Name, before: Mapping[Name, Capture]) -> int:
    """How many characters of a code were lost on the way, if that is all that is wrong."""
    data = code(name).data
    texts = (_text(capture, board) for board in _boards(before))
    return max((_gaps_in(data, text) for text in texts), default=0)


def examine(captures: Mapping[Name, Capture]) -> Evidence:
    """What the scans of these test codes prove together."""
    board = max(_boards(captures), key=lambda one: _worth(captures, one))
    if not {"letters", "signs"} & captures.keys():  # digits alone tell no layout
        board = Board()
    matches = _matches(captures, board)
    separators = {
        name: _common(one.separators) for name, one in matches.items() if one.separators
    }
    befores = Counter(_before(one, separators.get(name)) for name, one in matches.items())
    keys = [one for one in captures.values() if isinstance(one, Keys)]
    suffixes = Counter(
        parts(one.strokes).suffix if isinstance(one, Keys) else matches[name].after
        for name, one in captures.items()
        if name in matches
    )
    found = (
        _wedge(keys, board, separators, suffixes)
        if keys
        else _serial(befores, suffixes, separators)
    )
    return Evidence(captures, matches, found, suffixes, befores, separators, _case(matches))


def _boards(captures: Mapping[Name, Capture]) -> list[Board]:
    """The ways keys may have been meant, the simplest first."""
    letters, signs = captures.get("letters"), captures.get("signs")
    keys = [one for one in captures.values() if isinstance(one, Keys)]
    if not keys:
        return [Board(Layout.AS_TYPED, Caps.AS_TYPED)]
    has_codes = any(stroke.scan_code for one in keys for stroke in one.strokes)
    meant: Mapping[str, str] = {}
    if isinstance(letters, Keys):
        meant = learned(
            sent_keys(letters), sent_keys(signs) if isinstance(signs, Keys) else None
        )
    layouts = [Layout.US_SCAN_CODES, Layout.LEARNED, Layout.AS_TYPED]
    if not has_codes:
        layouts = [Layout.AS_TYPED, Layout.LEARNED]
    return [
        Board(layout, caps, meant if layout is Layout.LEARNED else {})
        for layout in layouts
        if meant or layout is not Layout.LEARNED
        for caps in Caps
    ]


def sent_keys(capture: Keys) -> tuple[KeyStroke, ...]:
    """The keys of a scan without prefix and suffix."""
    return parts(capture.strokes).body


def _text(capture: Capture, board: Board) -> str:
    if isinstance(capture, Bytes):
        return capture.data.decode("latin-1")
    return board.text(sent_keys(capture))


def _matches(captures: Mapping[Name, Capture], board: Board) -> dict[Name, Match]:
    tried = ((name, match(code(name), _text(one, board))) for name, one in captures.items())
    return {name: found for name, found in tried if found}


def _worth(captures: Mapping[Name, Capture], board: Board) -> int:
    """How well a board explains what arrived; among equals the first is taken."""
    return sum(
        4 if one.same_case else 1 + (not one.before or bool(one.identifier))
        for one in _matches(captures, board).values()
    )


def _common(separators: Iterable[str]) -> str | None:
    kinds = set(separators)
    return kinds.pop() if len(kinds) == 1 else None


def _before(one: Match, separator: str | None) -> str:
    """What stood in front, without a separator for the first FNC1."""
    return one.before.removesuffix(separator or "") if one.separators else one.before


def _case(matches: Mapping[Name, Match]) -> str:
    """How letters came where their case is wrong."""
    wrong = [one for one in matches.values() if not one.same_case]
    if not wrong:
        return ""
    text = "".join(one.data for one in wrong)
    if text == text.upper():
        return "upper"
    return "lower" if text == text.lower() else "swapped"


def _separator(separators: Mapping[Name, str | None]) -> tuple[str, str]:
    """What is sent instead of a group separator, and whether it ``sends`` or ``drops`` it."""
    kinds = set(separators.values())
    spelled = {"\x1d", "{GS}", "<GS>"}
    if not kinds or None in kinds:
        return "", ""
    if kinds == {""}:
        return "", "drops"
    own = {one for one in kinds if one and one.upper() not in spelled}
    if "" in kinds or len(own) > 1:
        return "", ""
    substitute = next(iter(own), "")
    if any(one.isalnum() or one in _IN_LOTS for one in substitute):
        return "", ""
    return substitute, "sends"


def _wedge(
    keys: Sequence[Keys],
    board: Board,
    separators: Mapping[Name, str | None],
    suffixes: Counter[str],
) -> WedgeFound:
    prefixes = Counter(parts(one.strokes).prefix for one in keys)
    substitute, gs = _separator(separators)
    suffix = ""
    if substitute in {"\r", "\t"}:  # then only the other one may end a scan
        suffix = "Tab" if substitute == "\r" else "Enter"
        if {"\t": "Tab", "\r": "Enter"}.get(suffixes.most_common(1)[0][0]) != suffix:
            substitute, gs, suffix = "", "", ""
    gap = max((max(gaps(one.strokes), default=0) for one in keys), default=0)
    return WedgeFound(
        prefixes.most_common(1)[0][0],
        suffix,
        substitute,
        gs,
        board.layout,
        board.caps,
        _patience(gap),
        board.learned if board.layout is Layout.LEARNED else {},
    )


def _patience(gap_ms: int) -> int:
    """How long to wait for the next key: half as long again as it took at most."""
    wanted = -(-gap_ms * 3 // 20) * 10
    return min(max(_USUAL_GAP_MS, wanted), _SLOWEST_GAP_MS)


def _serial(
    befores: Counter[str], suffixes: Counter[str], separators: Mapping[Name, str | None]
) -> SerialFound:
    prefix = next(iter(befores)) if len(befores) == 1 else ""
    suffix = _ENDINGS.get(suffixes.most_common(1)[0][0], "") if suffixes else ""
    substitute, gs = _separator(separators)
    return SerialFound(
        prefix.encode("latin-1"),
        "" if suffix in {"CR", "LF", "CRLF"} else suffix,
        substitute.encode("latin-1"),
        gs,
    )


def _gaps_in(data: str, text: str) -> int:
    """How many characters of the data are not in the text, if all else is there in order."""
    whole = text.strip("\r\n\t")
    for start in range(min(len(whole), _LONGEST_BEFORE)):
        inside, rest = whole[start:], iter(data)
        if len(data) // 2 < len(inside) < len(data) and all(one in rest for one in inside):
            return len(data) - len(inside)
    return 0
