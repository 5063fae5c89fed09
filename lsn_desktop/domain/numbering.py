"""Numbers of our own: patterns for lots, serials and documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsn_desktop.domain.refusals import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from lsn_desktop.domain.refusals import Refusal

_PIECE = re.compile(r"\{(\w+)(?::(\d+))?\}")
DEFAULT_LOT = "L{yy}{mm}{dd}-{n:3}"
DEFAULT_SERIAL = "S{yy}{mm}-{n:6}"
_WIDEST = 12
_LONGEST = 20  # GS1 AIs (10) and (21): X..20


def counter_name(pattern: str, on: date, site: str = "") -> str:
    """The counter a pattern counts with: one per pattern, site and what its dates say."""
    return "pattern " + _PIECE.sub(lambda piece: _stated(piece, on, site), pattern)


def numbered(pattern: str, on: date, n: int, site: str = "") -> str:
    """A number by its pattern.

    Args:
        pattern: text with ``{yyyy} {yy} {mm} {dd} {ddd}`` (day of the year), ``{site}``, one
            ``{n}`` or ``{n:4}`` (counter, zero-filled to that width) and, somewhere behind
            it, one check character: ``{mod10}``, ``{mod37}`` or ``{damm}``, of all that
            stands before it.
        on: the day at the site.
        n: the counter's value.
        site: the site's code.

    Raises:
        Refusal: the pattern has no counter, an unknown place, or makes more than 20
            characters, the most a GS1 lot or serial may have.
    """

    def place(piece: re.Match[str]) -> str:
        if piece[1] == "n":
            return str(n).zfill(min(int(piece[2] or 1), _WIDEST))
        return _stated(piece, on, site)

    text = _PIECE.sub(place, pattern)
    if check := _PIECE.search(text):
        if check[1] not in CHECKS or "{n" not in pattern[: pattern.index(check[0])]:
            raise _no_number(pattern)
        before = text[: check.start()]
        text = before + CHECKS[check[1]](before) + text[check.end() :]
    if "{n" not in pattern or "{" in text or len(text) > _LONGEST:
        raise _no_number(pattern)
    return text


def _no_number(pattern: str) -> Refusal:
    return refusal(
        "The numbering pattern {pattern} does not make a lot or serial number.",
        "Use {yy}, {mm}, {dd}, {site} and one {n:4}, perhaps {mod10} at its end; "
        "at most 20 characters in all.",
        pattern=pattern,
    )


def _stated(piece: re.Match[str], on: date, site: str) -> str:
    parts = {
        "yyyy": f"{on:%Y}",
        "yy": f"{on:%y}",
        "mm": f"{on:%m}",
        "dd": f"{on:%d}",
        "ddd": f"{on:%j}",
        "site": site,
    }
    return parts.get(piece[1], piece[0])


def mod10(text: str) -> str:
    """The check digit of the digits in a text; letters do not count.

    Source: GS1 General Specifications, 7.9.1 (weights 3 and 1 from the right).
    """
    digits = [int(c) for c in reversed(text) if c in _DIGITS]
    return str(-(3 * sum(digits[::2]) + sum(digits[1::2])) % 10)


def mod37(text: str) -> str:
    """The check character of the digits and letters in a text, capital or small.

    Source: ISO/IEC 7064:2003, the hybrid system MOD 37,36.
    """
    product = 36
    for character in text.upper():
        if character in _ALPHANUMERIC:
            total = (product + _ALPHANUMERIC.index(character)) % 36 or 36
            product = total * 2 % 37
    return _ALPHANUMERIC[(1 - product) % 36]


def damm(text: str) -> str:
    """The check digit of the digits in a text: finds every swap of neighbours.

    Source: H. M. Damm, Total anti-symmetrische Quasigruppen (Marburg, 2004).
    """
    interim = 0
    for character in text:
        if character in _DIGITS:
            interim = int(_DAMM[interim][int(character)])
    return str(interim)


_DIGITS = "0123456789"
_ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip
CHECKS: Mapping[str, Callable[[str], str]] = {"mod10": mod10, "mod37": mod37, "damm": damm}
"""The check characters a pattern may have, by name."""
