"""Numbers of our own: patterns for lots, serials and documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsn_desktop.domain.refusals import refusal

if TYPE_CHECKING:
    from datetime import date

_PIECE = re.compile(r"\{(\w+)(?::(\d+))?\}")
DEFAULT_LOT = "L{yy}{mm}{dd}-{n:3}"
DEFAULT_SERIAL = "S{yy}{mm}-{n:6}"
_WIDEST = 12
_LONGEST = 20  # GS1 AIs (10) and (21): X..20


def counter_name(pattern: str, on: date) -> str:
    """The counter a pattern counts with: one per pattern and per what its dates say."""
    return "pattern " + _PIECE.sub(lambda piece: _dated(piece, on), pattern)


def numbered(pattern: str, on: date, n: int) -> str:
    """A number by its pattern.

    Args:
        pattern: text with ``{yyyy} {yy} {mm} {dd} {ddd}`` (day of the year) and one
            ``{n}`` or ``{n:4}`` (counter, zero-filled to that width).
        on: the day at the site.
        n: the counter's value.

    Raises:
        Refusal: the pattern has no counter, an unknown place, or makes more than 20
            characters, the most a GS1 lot or serial may have.
    """

    def place(piece: re.Match[str]) -> str:
        if piece[1] == "n":
            return str(n).zfill(min(int(piece[2] or 1), _WIDEST))
        return _dated(piece, on)

    text = _PIECE.sub(place, pattern)
    if "{n" not in pattern or "{" in text or len(text) > _LONGEST:
        raise refusal(
            "The numbering pattern {pattern} does not make a lot or serial number.",
            "Use {yy}, {mm}, {dd} and one {n:4}, at most 20 characters in all.",
            pattern=pattern,
        )
    return text


def _dated(piece: re.Match[str], on: date) -> str:
    parts = {
        "yyyy": f"{on:%Y}",
        "yy": f"{on:%y}",
        "mm": f"{on:%m}",
        "dd": f"{on:%d}",
        "ddd": f"{on:%j}",
    }
    return parts.get(piece[1], piece[0])
