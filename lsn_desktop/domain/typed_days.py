"""Days as people type them from a label, and days as they are said back."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from lsn_desktop.domain.messages import _, mark, message

MONTHS = (
    mark("January"),
    mark("February"),
    mark("March"),
    mark("April"),
    mark("May"),
    mark("June"),
    mark("July"),
    mark("August"),
    mark("September"),
    mark("October"),
    mark("November"),
    mark("December"),
)
_PIECE = re.compile(r"\d+|[^\W\d_]+")
_MOST = 40  # characters; more is no date
_SHORTEST_NAME = 3
_FOUR, _SIX, _EIGHT = 4, 6, 8  # digits


def days_typed(text: str, today: date) -> tuple[date, ...]:
    """The days a text may mean: none, one, or two when day and month could change places.

    Taken are ``2026-12-31``, ``20261231``, ``31.12.2026``, ``31.12.26``, ``12/31/2026``,
    ``12/31/26``, ``31 Dec 2026``, ``Dec 31 2026``, ``261231`` as GS1 prints it, and a month
    alone (``12/2026``, ``2026-12``, ``Dec 2026``), which means its last day.

    Args:
        text: as typed.
        today: settles the century of a year of two digits, which lies between 49 years back
            and 50 years ahead (GS1 General Specifications, 7.12).
    """
    pieces = _cut(_PIECE.findall(text)) if len(text) <= _MOST else []
    named = [at for at, piece in enumerate(pieces) if _month_named(piece)]
    if len(named) == 1:
        return _with_name(pieces, named[0], today)
    if not all(piece.isascii() and piece.isdigit() for piece in pieces):
        return ()
    if len(pieces) == 2:  # noqa: PLR2004 - month and year
        return _month_alone(pieces, today)
    return _three(pieces, today, text) if len(pieces) == 3 else ()  # noqa: PLR2004 - and day


def in_words(day: date) -> str:
    """A day with its month's name, so that nobody takes the month for the day."""
    words = message(
        "{day} {month} {year}", day=day.day, month=_(MONTHS[day.month - 1]), year=day.year
    )
    return str(words)


def _cut(pieces: list[str]) -> list[str]:
    """Digits with nothing between them stand year first; others as they are."""
    digits = pieces[0] if len(pieces) == 1 and pieces[0].isdigit() else ""
    if len(digits) == _EIGHT:
        return [digits[:4], digits[4:6], digits[6:]]
    if len(digits) == _SIX:
        return [digits[:2], digits[2:4], digits[4:]]
    return pieces


def _three(pieces: list[str], today: date, text: str) -> tuple[date, ...]:
    """Year first; day first with dots; else month first as in America, or day first."""
    first, second, third = pieces
    if len(first) == _FOUR or first + second + third == text.strip():
        return _found(_day(first, second, third, today))
    if "." in text:
        return _found(_day(third, second, first, today))
    return _found(_day(third, first, second, today), _day(third, second, first, today))


def _month_alone(pieces: list[str], today: date) -> tuple[date, ...]:
    year, month = pieces if len(pieces[0]) == _FOUR else reversed(pieces)
    return _found(_last_of(year, month, today)) if len(year) == _FOUR else ()


def _with_name(pieces: list[str], at: int, today: date) -> tuple[date, ...]:
    month = str(_month_named(pieces[at]))
    rest = [piece for number, piece in enumerate(pieces) if number != at]
    if not all(piece.isascii() and piece.isdigit() for piece in rest):
        return ()
    if len(rest) == 1 and len(rest[0]) == _FOUR:
        return _found(_last_of(rest[0], month, today))
    if len(rest) != 2:  # noqa: PLR2004 - day and year
        return ()
    if len(rest[0]) == _FOUR:
        rest.reverse()
    return _found(_day(rest[1], month, rest[0], today))


def _month_named(piece: str) -> int | None:
    """The month a word begins, in this language or in English; three letters at least."""
    if len(piece) < _SHORTEST_NAME or piece.isdigit():
        return None
    word = piece.casefold()
    for number, name in enumerate(MONTHS, 1):
        if _(name).casefold().startswith(word) or name.casefold().startswith(word):
            return number
    return None


def _day(year: str, month: str, day: str, today: date) -> date | None:
    full = _year(year, today)
    try:
        return None if full is None else date(full, int(month), int(day))
    except ValueError:
        return None


def _last_of(year: str, month: str, today: date) -> date | None:
    full = _year(year, today)
    if full is None or not 1 <= int(month) <= len(MONTHS):
        return None
    return date(full, int(month), monthrange(full, int(month))[1])


def _year(text: str, today: date) -> int | None:
    if len(text) == _FOUR and text > "0000":
        return int(text)
    if len(text) != 2:  # noqa: PLR2004 - the short form
        return None
    oldest = today.year - 49
    return oldest + (int(text) - oldest) % 100


def _found(*days: date | None) -> tuple[date, ...]:
    return tuple(dict.fromkeys(day for day in days if day is not None))
