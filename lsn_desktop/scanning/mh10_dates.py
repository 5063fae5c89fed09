"""Dates of ANSI MH10.8.2: one data identifier for each way of writing them.

Source: ANSI MH10.8.2-2016, data identifiers of category 4 (D to 28D).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lsn_desktop.scanning.dates import (
    OLDEST_GOODS,
    NotADate,
    date_from_yyjjj,
    date_from_yymmdd,
    date_from_yyyymmdd,
)
from lsn_desktop.scanning.structures import Structure

if TYPE_CHECKING:
    from collections.abc import Callable

_QUALIFIER = 3


def _form(read: Callable[[str, date], str]) -> Callable[[str, date], str | None]:
    """The same, with None for what is no day or time of the calendar."""

    def form(text: str, today: date) -> str | None:
        try:
            return read(text, today)
        except ValueError:
            return None

    return form


def _yymmdd(text: str, today: date) -> str:
    return date_from_yymmdd(text, today=today, day_zero=False).isoformat()


def _ddmmyy(text: str, today: date) -> str:
    return _yymmdd(text[4:] + text[2:4] + text[:2], today)


def _mmddyy(text: str, today: date) -> str:
    return _yymmdd(text[4:] + text[:4], today)


def _yyjjj(text: str, today: date) -> str:
    return date_from_yyjjj(text, today=today).isoformat()


def _yyyymmdd(text: str, _today: date) -> str:
    return date_from_yyyymmdd(text, since=OLDEST_GOODS).isoformat()


def _ddmmyyyy(text: str, _today: date) -> str:
    return date_from_yyyymmdd(text[4:] + text[2:4] + text[:2], since=OLDEST_GOODS).isoformat()


def _qualified(digits: int, read: Callable[[str, date], str]) -> Callable[[str, date], str]:
    """The same with a qualifier behind it, which some labels leave out."""

    def qualified(text: str, today: date) -> str:
        if len(text) not in {digits, digits + _QUALIFIER}:
            raise NotADate(text)
        return read(text[:digits], today)

    return qualified


def _mmyy(text: str, today: date) -> str:
    return date_from_yymmdd(f"{text[2:]}{text[:2]}00", today=today).isoformat()[:7]


def _yyww(text: str, today: date) -> str:
    return _week(date_from_yymmdd(f"{text[:2]}0101", today=today).year, text[2:])


def _yyyyww(text: str, _today: date) -> str:
    return _week(int(text[:4]), text[4:])


def _week(year: int, week: str) -> str:
    date.fromisocalendar(year, int(week), 1)
    return f"{year}-W{week}"


def _minute(text: str, _today: date) -> str:
    hour, minute = text[8:10], text[10:]
    if hour > "23" or minute > "59":
        raise NotADate(text)
    return f"{_yyyymmdd(text[:8], _today)}T{hour}:{minute}"


def _row(id_: str, title: str, length: int, read: Callable[[str, date], str]) -> Structure:
    return Structure(id_, title, "0-9", length, length, form=_form(read))


def _row_with_type(id_: str, length: int, read: Callable[[str, date], str]) -> Structure:
    form = _form(_qualified(length, read))
    return Structure(id_, "DATE AND TYPE", "0-9", length, length + _QUALIFIER, form=form)


DATES = {
    row.id: row
    for row in (
        _row("D", "DATE", 6, _yymmdd),
        _row("1D", "DATE", 6, _ddmmyy),
        _row("2D", "DATE", 6, _mmddyy),
        Structure("3D", "DATE (YDDD)", "0-9", 4, 4),  # of which decade, it does not say
        _row("4D", "DATE", 5, _yyjjj),
        _row_with_type("5D", 6, _yymmdd),
        _row_with_type("6D", 8, _yyyymmdd),
        _row("7D", "MONTH", 4, _mmyy),
        Structure("9D", "DATE (AGREED)", r"^\x00-\x1f\x7f", 0, 90),
        _row("10D", "WEEK", 4, _yyww),
        _row("11D", "WEEK", 6, _yyyyww),
        _row("12D", "DATE", 8, _yyyymmdd),
        _row("14D", "EXPIRATION DATE", 8, _yyyymmdd),
        _row("15D", "EXPIRATION DATE", 8, _ddmmyyyy),
        _row("16D", "PRODUCTION DATE", 8, _yyyymmdd),
        _row("17D", "PRODUCTION DATE", 8, _ddmmyyyy),
        _row("18D", "TAG ACTIVATION TIME", 12, _minute),
        _row("19D", "TAG DEACTIVATION TIME", 12, _minute),
        _row("20D", "INSPECTION DATE", 8, _ddmmyyyy),
        _row("22D", "RECORD TIME", 12, _minute),
        _row("25D", "BEST BEFORE DATE", 8, _yyyymmdd),
        _row("26D", "FIRST FREEZE DATE", 8, _yyyymmdd),
        _row("27D", "HARVEST DATE", 8, _yyyymmdd),
        _row("EXP", "EXPIRATION DATE", 8, _yyyymmdd),
        _row("DMF", "PRODUCTION DATE", 8, _yyyymmdd),
    )
}
