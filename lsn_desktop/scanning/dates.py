"""Dates and times of GS1 elements."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache

OLDEST_GOODS = 1900
"""No label of goods means an earlier year."""


class NotADate(ValueError):
    """The digits are no day of the calendar."""


@lru_cache(maxsize=4096)
def date_from_yymmdd(text: str, *, today: date, day_zero: bool = True) -> date:
    """Calendar date of a six-digit GS1 date, AIs (11), (15), (17) and their like.

    Args:
        text: six ASCII digits, YYMMDD.
        today: the day of the scan; it settles the century, since YY lies between 49 years
            back and 50 years ahead.
        day_zero: whether day 00 is allowed; it means the last day of the month.

    Raises:
        NotADate: month 13, 30 February, or day 00 where a day is demanded.

    Source:
        GS1 General Specifications, 7.12 (century); GS1 Barcode Syntax Dictionary,
        components "yymmd0" and "yymmdd".
    """
    yy, month, day = int(text[:2]), int(text[2:4]), int(text[4:])
    oldest = today.year - 49
    year = oldest + (yy - oldest) % 100
    if day == 0 and day_zero and 1 <= month <= 12:  # noqa: PLR2004 - months
        day = monthrange(year, month)[1]
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NotADate(text) from error


def date_from_yyyymmdd(text: str, *, since: int = 1) -> date:
    """Calendar date of eight digits, as in AI (7250).

    Args:
        text: eight ASCII digits, YYYYMMDD.
        since: the first year that can be meant.

    Raises:
        NotADate: no day of the calendar, or before that year.
    """
    try:
        found = date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError as error:
        raise NotADate(text) from error
    if found.year < since:
        raise NotADate(text)
    return found


def date_from_yyjjj(text: str, *, today: date) -> date:
    """Calendar date of five digits, the year and the day of it; the century as for YYMMDD.

    Raises:
        NotADate: day 000, or a day after the last of its year.

    Source:
        ANSI/HIBC 2.6, secondary data structure (Julian date).
    """
    oldest = today.year - 49
    return day_of_year(oldest + (int(text[:2]) - oldest) % 100, text[2:])


def day_of_year(year: int, day: str) -> date:
    """Calendar date of the three digits of a day of the year.

    Raises:
        NotADate: day 000, or a day after the last of the year.
    """
    new_year = date(year, 1, 1)
    found = date.fromordinal(new_year.toordinal() + int(day) - 1) if int(day) else None
    if found is None or found.year != year:
        raise NotADate(day)
    return found


def is_yymmdd(text: str) -> bool:
    """Whether six digits are a day of the calendar in some century; day 00 is none."""
    try:
        date(2000 + int(text[:2]), int(text[2:4]), int(text[4:]))
    except ValueError:
        return False
    return True
