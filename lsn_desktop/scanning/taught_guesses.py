"""What the parts of an unknown label most likely are: a proposal, for a person to look at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lsn_desktop.scanning import taught_dates
from lsn_desktop.scanning.check_digits import gtin_is_right
from lsn_desktop.scanning.taught_cuts import named, untaught
from lsn_desktop.scanning.taught_rules import DAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from lsn_desktop.scanning.taught_rules import Name, Rule

_SEPARATORS = (r"[^\w .+-]", r" ", r"_", r"\+", r"-", r"\.")
"""What divides a label, the surest first: only the first kind that stands in it does."""

_DATE = re.compile(
    r"(?<![\w./-])[0-9]{1,4}([-./])(?:[0-9]{1,2}|[A-Za-z]{3})\1[0-9]{1,4}(?![\w./-])"
)
_FINE = re.compile(r"[^\W_]+")
_LETTERS_OR_DIGITS = re.compile(r"[0-9]+|[^\W_0-9]+")
_WORDS: dict[Name, str] = {
    "item": r"ART(?:ICLE)?(?:NO)?|ITEM|SKU|P/?N|PART|PROD(?:UCT)?(?:NO|ID)|GTIN|EAN|MAT",
    "lot": r"LOT(?:NO)?|BATCH|CHARGE|CHG?|LOTE|LOTTO|PARTIE",
    "serial": r"SER(?:IAL)?(?:NO)?|S/?N",
    "expiry": r"EXP(?:IRY|DATE)?|USE ?BY|VAL(?:ID)?|CAD",
    "best before": r"BBE?D?|BEST ?BEFORE|MHD|DLUO|DDM|THT",
    "production": r"MFG|MFD|PROD(?:UCED|DATE)?|MADE|PKD|PACKED",
    "quantity": r"QTY|QUANTITY|Q|PCS|MENGE|ANZ(?:AHL)?|COUNT",
}
_WORD = re.compile(
    "|".join(f"(?P<{name.replace(' ', '_')}>{words})" for name, words in _WORDS.items()),
    re.IGNORECASE,
)
_GLUED = re.compile(
    "(?P<word>LOT|BATCH|EXP|BBE|BBD|BB|MHD|MFG|MFD|QTY|SN)[0-9].*", re.IGNORECASE
)
_LONGEST_QUANTITY, _SHORTEST_KNOWN, _MOST_JOINED = 4, 3, 6
_DAY_LENGTHS = frozenset({6, 8, 9})  # of dates that no word announces
_DAYS_AT_END = (8, 6)
_LONG_GTINS = frozenset({12, 13, 14})


class _Piece(NamedTuple):
    start: int
    end: int
    name: Name | None = None  # None: still to be guessed


def candidates(text: str) -> list[str]:
    """The stretches of a text that may be an item, lot or serial of ours, the longest first."""
    spans = [found.span() for found in _FINE.finditer(text)]
    found = {
        text[spans[first][0] : spans[last][1]]
        for first in range(len(spans))
        for last in range(first, min(first + _MOST_JOINED, len(spans)))
    }
    return sorted(
        (each for each in found if len(each) >= _SHORTEST_KNOWN), key=lambda x: (-len(x), x)
    )


def guessed(text: str, known: Mapping[str, Name], today: date) -> Rule:
    """A rule for a text as far as it can be guessed.

    Args:
        text: the label.
        known: what some of its :func:`candidates` are in our own books.
        today: tells the days that a label may sensibly say.
    """
    pieces = _known_pieces(text, known)
    pieces += _free(_dates(text, today), pieces)
    pieces += _free(_tokens(text, today), pieces)
    pieces.sort()
    pieces = _Looks(text, _by_words(text, pieces), today).name_all()
    rule = untaught(text)
    for piece in pieces:
        if piece.name not in {None, "fixed"}:
            rule = named(rule, (piece.start, piece.end), piece.name or "any", today)
    return rule


def _known_pieces(text: str, known: Mapping[str, Name]) -> list[_Piece]:
    found: list[_Piece] = []
    for each in candidates(text):
        name = known.get(each)
        if name and name not in [piece.name for piece in found]:
            at = text.index(each)
            found += _free([_Piece(at, at + len(each), name)], found)
    return found


def _free(pieces: Iterable[_Piece], taken: list[_Piece]) -> list[_Piece]:
    """The pieces that stand in no other's place."""
    return [
        piece
        for piece in pieces
        if all(piece.end <= other.start or piece.start >= other.end for other in taken)
    ]


def _dates(text: str, today: date) -> list[_Piece]:
    """Days with separators of their own."""
    return [
        _Piece(*found.span())
        for found in _DATE.finditer(text)
        if _sensible(found[0], today) and len(found[0]) != len(text)
    ]


def _tokens(text: str, today: date) -> list[_Piece]:
    """The pieces between the separators; where there are none, what stands in a row."""
    for kind in _SEPARATORS:
        if re.search(kind, text):
            between = re.compile(f"(?:(?!{kind}).)+", re.DOTALL)
            return [_Piece(*found.span()) for found in between.finditer(text)]
    return _run_together(text, today)


def _run_together(text: str, today: date) -> list[_Piece]:
    """A text without separators: its first run of letters or digits, the rest, a last day."""
    end = len(text)
    for length in _DAYS_AT_END:
        tail = text[-length:]
        if len(text) > length and tail.isdigit() and _sensible(tail, today):
            end = len(text) - length
            break
    days = [_Piece(end, len(text))] if end < len(text) else []
    first = _LETTERS_OR_DIGITS.match(text, 0, end)
    if first is None or first.end() - first.start() < _SHORTEST_KNOWN:
        return [_Piece(0, end), *days]
    rest = [_Piece(first.end(), end)] if first.end() < end else []
    return [_Piece(*first.span()), *rest, *days]


def _by_words(text: str, pieces: list[_Piece]) -> list[_Piece]:
    """Name what a word on the label announces: ``LOT:B7731``, ``EXP041226``."""
    found: list[_Piece] = []
    announced: Name | None = None
    for piece in pieces:
        said = text[piece.start : piece.end]
        word, glued = _WORD.fullmatch(said.strip()), _GLUED.fullmatch(said)
        if piece.name is None and word:
            announced = _name_of(word)
            found.append(piece._replace(name="fixed"))
            continue
        if piece.name is None and glued and announced is None:
            middle = piece.start + len(glued["word"])
            word = _WORD.fullmatch(glued["word"])
            found.append(_Piece(piece.start, middle, "fixed"))
            found.append(_Piece(middle, piece.end, _name_of(word) if word else None))
            continue
        found.append(piece._replace(name=piece.name or announced))
        announced = None
    return found


def _name_of(word: re.Match[str]) -> Name:
    return next(name for name in _WORDS if word[name.replace(" ", "_")])


class _Looks:
    """Names what is left by how it looks and by what is still missing."""

    def __init__(self, text: str, pieces: list[_Piece], today: date) -> None:
        self._text, self.pieces, self._today = text, pieces, today

    def name_all(self) -> list[_Piece]:
        """Give every piece a name."""
        for at in self._left():
            if len(self._said(at)) in _LONG_GTINS and gtin_is_right(self._said(at)):
                self._name(at, "item")
        days = [at for at in self._left() if _looks_like_a_day(self._said(at), self._today)]
        kinds = _kinds_of_days([self._said(at) for at in days], self._today)
        for at, kind in zip(days, kinds, strict=True):
            self._name(at, kind)
        numbers = [at for at in self._left() if at and _looks_like_a_count(self._said(at))]
        if numbers and len(self._left()) > 1:
            self._name(numbers[-1], "quantity")
        self._name_codes()
        for at in self._left():
            self._name(at, "any" if _has_digits(self._said(at)) else "fixed")
        return self.pieces

    def _name_codes(self) -> None:
        """The item comes first, then its lot; a lone code beside a day is the lot."""
        codes = [at for at in self._left() if _has_digits(self._said(at))]
        if len(codes) == 1 and any(map(self._has, ("item", *DAYS))):
            self._name(codes[0], "lot")
        kinds: tuple[Name, ...] = ("item", "lot")
        for kind in kinds:
            if left := [at for at in self._left() if _may_be_a_code(self._said(at))]:
                self._name(left[0], kind)

    def _left(self) -> list[int]:
        return [at for at, piece in enumerate(self.pieces) if piece.name is None]

    def _said(self, at: int) -> str:
        return self._text[self.pieces[at].start : self.pieces[at].end]

    def _has(self, name: str) -> bool:
        return any(piece.name == name for piece in self.pieces)

    def _name(self, at: int, name: Name) -> None:
        if name in {"any", "fixed"} or not self._has(name):
            self.pieces[at] = self.pieces[at]._replace(name=name)


def _has_digits(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _may_be_a_code(text: str) -> bool:
    return _has_digits(text) or len(text) >= _SHORTEST_KNOWN


def _sensible(text: str, today: date) -> list[date]:
    found = taught_dates.days_of(text, today)
    return [day for _form, day in found if taught_dates.is_sensible(day, today)]


def _looks_like_a_day(text: str, today: date) -> bool:
    return (len(text) in _DAY_LENGTHS or not text.isalnum()) and bool(_sensible(text, today))


def _looks_like_a_count(text: str) -> bool:
    digits = text.isascii() and text.isdigit() and len(text) <= _LONGEST_QUANTITY
    return digits and not text.startswith("0")


def _kinds_of_days(texts: list[str], today: date) -> list[Name]:
    """What one or two days on a label are: the earlier was made on, the later goes off."""
    surely = [min(_sensible(text, today)) for text in texts]
    if len(texts) == 1:
        past = all(day < today for day in _sensible(texts[0], today))
        return ["production" if past else "expiry"]
    order = sorted(range(len(texts)), key=surely.__getitem__)
    kinds: list[Name] = ["production"] * len(texts)
    for last in order[-1:]:
        kinds[last] = "expiry"
    return kinds
