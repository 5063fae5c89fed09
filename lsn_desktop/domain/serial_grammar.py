"""Serial numbers as people write them: lists, ranges, "and the next four", spreadsheet cells.

The whole grammar; parts are parted by commas, semicolons, blanks, tabs and new lines:

====================  ============================================================
``A7``                one serial, as it stands
``4-7``, ``A001-A050``  from the first to the last; letters and width are kept
``40+4``              40 and the four after it: 40, 41, 42, 43, 44
``~+5``               the next five of our own numbering (``~`` is the last one given)
``"2024-0001"``       one serial, as it stands, whatever it looks like
====================  ============================================================

How many there are is counted before any is made: a range of a million costs nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Refusal, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lsn_desktop.domain.messages import Message

MOST = 20_000
"""How many serials one entry may name."""

_PART = re.compile(r'"[^"\r\n]*"?|[^\s,;"]+(?:[ ]+[-\u2013+][ ]+[^\s,;"]+)*')
_CELL = re.compile(r"[^\t\r\n]+")
_SPACED = re.compile(r"[ ]+([-\u2013+])[ ]+")
_COUNTED = re.compile(r"(.*?)([0-9]+)", re.DOTALL)
_ENDED = re.compile(r"(.*?)([0-9]+)([^0-9]+)", re.DOTALL)
_AND_NEXT = re.compile(r"(.*)\+([0-9]{0,12})", re.DOTALL)
_DASH = re.compile(r"[-\u2013]")
_LONGEST = 60  # a longer part is no range; whether it is a serial is for others to say
_OWN = "~"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of what was written, from ``start`` to ``end`` in the text: ``count`` serials.

    ``number`` counts up between ``prefix`` and ``suffix``, filled with zeros to ``width``;
    None: one serial, which is the prefix. ``own``: the next ``count`` of our numbering.
    """

    start: int
    end: int
    prefix: str
    number: int | None = None
    width: int = 0
    suffix: str = ""
    count: int = 1
    own: bool = False

    def serials(self) -> Iterator[str]:
        """Each serial, in order; none for those of our own numbering."""
        if self.own:
            return
        if self.number is None:
            yield self.prefix
            return
        for n in range(self.number, self.number + self.count):
            yield f"{self.prefix}{n:0{self.width}d}{self.suffix}"


@dataclass(frozen=True, slots=True)
class Flaw:
    """A part that says no serial, its place in the text, and why."""

    start: int
    end: int
    text: str
    refusal: Refusal


@dataclass(frozen=True)
class Written:
    """What was written: its pieces and its flaws, each in order."""

    text: str
    pieces: tuple[Piece, ...]
    flaws: tuple[Flaw, ...]

    @cached_property
    def count(self) -> int:
        """How many serials it names, our own to come included."""
        return sum(piece.count for piece in self.pieces)

    @cached_property
    def own(self) -> int:
        """How many of them our numbering is to give."""
        return sum(piece.count for piece in self.pieces if piece.own)

    def too_many(self, most: int = MOST) -> Refusal | None:
        """Why it cannot be taken at once, if so; told without making one serial."""
        if self.count <= most:
            return None
        return refusal(
            "{count} serials are more than {most} at once.",
            "Enter them in several parts.",
            count=self.count,
            most=most,
        )

    def ends(self, own: Sequence[str] = ()) -> tuple[str, str]:
        """The first and the last serial, or two empty texts."""
        if not self.count:
            return "", ""
        before_last = sum(piece.count for piece in self.pieces[:-1] if piece.own)
        return (
            _at(self.pieces[0], own[:1], last=False),
            _at(self.pieces[-1], own[before_last : self.own][-1:], last=True),
        )

    def serials(self, own: Sequence[str] = ()) -> Iterator[tuple[str, Piece]]:
        """Each serial with the piece it is of; ``own`` are the numbers our numbering gave."""
        given = iter(own)
        for piece in self.pieces:
            if piece.own:
                for _n in range(piece.count):
                    yield next(given), piece
            else:
                for serial in piece.serials():
                    yield serial, piece


def _at(piece: Piece, own: Sequence[str], *, last: bool) -> str:
    if piece.own:
        return own[0] if own else ""
    if piece.number is None:
        return piece.prefix
    n = piece.number + (piece.count - 1 if last else 0)
    return f"{piece.prefix}{n:0{piece.width}d}{piece.suffix}"


def read_serials(text: str, *, as_cells: bool = False) -> Written:
    """Read what was written.

    Args:
        text: in the grammar of this module.
        as_cells: every cell and line is one serial as it stands, as a spreadsheet or a
            supplier's list gives them; nothing in it is a range.
    """
    pieces: list[Piece] = []
    flaws: list[Flaw] = []
    for found in (_CELL if as_cells else _PART).finditer(text):
        part, start, end = found[0].strip(), found.start(), found.end()
        if not part:
            continue
        read = Piece(start, end, part) if as_cells else _piece(part, start, end)
        if isinstance(read, Piece):
            pieces.append(read)
        else:
            flaws.append(Flaw(start, end, part, read))
    return Written(text, tuple(pieces), tuple(flaws))


def place(text: str, at: int) -> Message:
    """Where something stands in a text, as a person counts: line and character, from 1."""
    before = text[:at]
    line = before.count("\n") + 1
    column = at - (before.rfind("\n") + 1) + 1
    return message("line {line}, character {column}", line=line, column=column)


def _piece(part: str, start: int, end: int) -> Piece | Refusal:
    if part.startswith('"'):
        return _quoted(part, start, end)
    part = _SPACED.sub(r"\1", part)
    if len(part) > _LONGEST:
        return Piece(start, end, part)
    if part.startswith((_OWN, "+")) or _AND_NEXT.fullmatch(part):
        return _and_next(part, start, end)
    for dash in _DASH.finditer(part):
        left, right = part[: dash.start()], part[dash.end() :]
        read = _range(part, left, right)
        if isinstance(read, Refusal):
            return read
        if read is not None:
            prefix, first, last, width, suffix = read
            return Piece(start, end, prefix, first, width, suffix, last - first + 1)
    return Piece(start, end, part)


def _quoted(part: str, start: int, end: int) -> Piece | Refusal:
    serial = part[1:-1].strip()
    if len(part) < 2 or not part.endswith('"'):  # noqa: PLR2004 - two quotes
        return refusal(
            "{text} has no second quote.", "Close it behind the serial.", text=part[:_LONGEST]
        )
    if not serial:
        return refusal("Nothing stands between the quotes.", "Leave them out.")
    return Piece(start, end, serial)


def _and_next(part: str, start: int, end: int) -> Piece | Refusal:
    """``40+4`` and ``~+5``."""
    found = _AND_NEXT.fullmatch(part)
    if found is None or not found[2] or not int(found[2]):
        return refusal(
            "{text} does not say how many follow.",
            "Write 40+4 for 40 and the four after it, ~+5 for our next five.",
            text=part,
        )
    first, more = found[1], int(found[2])
    if first == _OWN:
        return Piece(start, end, "", count=more, own=True)
    counted = _COUNTED.fullmatch(first)
    if counted is None:
        return refusal(
            "{text} does not say after which number to go on.",
            "Write 40+4 for 40 and the four after it; one serial with a plus goes in quotes.",
            text=part,
        )
    return Piece(start, end, counted[1], int(counted[2]), len(counted[2]), count=more + 1)


def _range(part: str, left: str, right: str) -> tuple[str, int, int, int, str] | Refusal | None:
    """Prefix, first, last, width and suffix; None where it is no range but a serial."""
    ends = _ENDED.fullmatch(left), _ENDED.fullmatch(right)
    if ends[0] and ends[1]:
        same = ends[0].group(1, 3) == ends[1].group(1, 3)
        return _between(part, ends[0], ends[1], ends[0][3]) if same else None
    one, other = _COUNTED.fullmatch(left), _COUNTED.fullmatch(right)
    if one is None or other is None:
        return None
    if one[1] != other[1]:
        if len(_DASH.findall(left)) != len(_DASH.findall(right)):
            return None  # SN-24-0017: a serial with dashes in it
        return refusal(
            "{text}: a range has the same letters at both ends.",
            "Write A001-A050; one serial with a dash in it goes in quotes.",
            text=part,
        )
    return _between(part, one, other, "")


def _between(
    part: str, one: re.Match[str], other: re.Match[str], suffix: str
) -> tuple[str, int, int, int, str] | Refusal:
    first, last, width = int(one[2]), int(other[2]), len(one[2])
    grown = len(other[2]) > width and not other[2].startswith("0")
    if len(other[2]) != width and not grown and last >= first:
        return refusal(
            "{text}: one end is written with more digits than the other.",
            "Write A001-A050; one serial with a dash in it goes in quotes.",
            text=part,
        )
    if last < first:
        return refusal(
            "{text} runs backwards.",
            "Put the lower number first; one serial with a dash in it goes in quotes.",
            text=part,
        )
    return one[1], first, last, width, suffix
