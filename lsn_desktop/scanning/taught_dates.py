"""Dates in whatever order a supplier prints them: a form such as ``DDMMYY`` or ``DD.MM.YYYY``.

``YYYY YY Y`` is the year, ``MM M MMM`` the month (one digit or two; by its English name),
``DD D`` the day, ``DDD`` the day of the year. Other signs of a form stand so on the label.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from lsn_desktop.scanning.dates import NotADate, day_of_year

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(r"YYYY|YY|Y|MMM|MM|M|DDD|DD|D")
_DIGITS = {
    "YYYY": "[0-9]{4}",
    "YY": "[0-9]{2}",
    "Y": "[0-9]",
    "MMM": "[A-Za-z]{3}",
    "MM": "[0-9]{2}",
    "M": "[0-9]{1,2}",
    "DDD": "[0-9]{3}",
    "DD": "[0-9]{2}",
    "D": "[0-9]{1,2}",
}
_MONTHS = (
    *("JAN", "FEB", "MAR", "APR", "MAY", "JUN"),
    *("JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),
)
_ORDERS = (
    *("YYMMDD", "DDMMYY", "MMDDYY"),
    *("YYYYMMDD", "DDMMYYYY", "MMDDYYYY"),
    *("DDMMMYY", "DDMMMYYYY", "MMMDDYYYY", "YYYYMMMDD", "MMMYYYY", "MMMYY"),
    *("YYYYMM", "MMYYYY", "YYMM", "MMYY", "YYYYDDD", "YYDDD", "YDDD"),
)
_SEPARATOR = re.compile(r"[-./: ]")
_ALLOWED = re.compile(r"[YMD\-./: ]{3,20}")
_LONGEST = 20
_YEARS = frozenset(str(year) for year in range(1900, 2200))
_YEARS_BACK, _YEARS_AHEAD = 3, 12  # of what a label may sensibly say
_CENTURY, _DECADE = (49, 100), (4, 10)  # how far back the short years begin, and their round


def is_form(form: str) -> bool:
    """Whether a form says year and month, or year and day of the year, each once."""
    letters = sorted({token[0] for token in _TOKEN.findall(form)})
    once = len(_TOKEN.findall(form)) == len(letters)
    by_day = "DDD" in form and "M" not in form
    complete = "Y" in letters and ("M" in letters if "DDD" not in form else by_day)
    return bool(_ALLOWED.fullmatch(form)) and once and complete


@lru_cache(maxsize=256)
def width(form: str) -> int | None:
    """How many characters a date of this form has; None where a digit may be missing."""
    return None if _loose(form) else len(form)


def day_of(text: str, form: str, today: date) -> date | None:
    """The day a text means, or None: other characters, month 13, 30 February.

    A month without a day means its last one, as day 00 does in a GS1 date.

    Args:
        text: as on the label.
        form: the order, and what stands between.
        today: settles the century of two digits of a year, between 49 years back and 50 ahead
            (GS1 General Specifications, 7.12), and the decade of one, between 4 and 5.
    """
    found = _compiled(form).fullmatch(text)
    if found is None:
        return None
    said = {token: found[number] for number, token in enumerate(_TOKEN.findall(form), 1)}
    try:
        return _day(said, today)
    except (NotADate, ValueError):
        return None


def days_of(text: str, today: date) -> list[tuple[str, date]]:
    """The forms in which a text is a day, with it; only sensible days where there are any."""
    days = [(form, day_of(text, form, today)) for form in _candidates(text)]
    found = [(form, day) for form, day in days if day is not None]
    return [pair for pair in found if is_sensible(pair[1], today)] or found


def is_sensible(day: date, today: date) -> bool:
    """Whether goods on a dock may be made, or go off, on a day."""
    return today.year - _YEARS_BACK <= day.year <= today.year + _YEARS_AHEAD


def tokens(form: str) -> list[str]:
    """The year, month and day of a form, in their order: ``["DD", "MM", "YY"]``."""
    return _TOKEN.findall(form)


def expression(form: str) -> str:
    """The regular expression of a form, for those who ask for one."""
    return _compiled(form).pattern.replace("(", "").replace(")", "")


def _candidates(text: str) -> Iterator[str]:
    """The forms that are as long as a text, with the separators that stand in it."""
    if len(text) > _LONGEST:
        return
    pieces = _SEPARATOR.split(text)
    between = _SEPARATOR.findall(text)
    for order in _ORDERS:
        tokens = _TOKEN.findall(order)
        if not between and len(order) == len(text):
            yield order
        elif "." in between and order.startswith("MMDD"):
            continue  # with dots the day stands first everywhere
        elif between and len(tokens) == len(pieces):
            fitted = [_fitted(*pair) for pair in zip(tokens, pieces, strict=True)]
            if all(fitted):
                ends = [*between, ""]
                yield "".join(map("".join, zip(fitted, ends, strict=True)))


def _fitted(token: str, piece: str) -> str:
    """The token for a piece between separators: day and month may have one digit."""
    if len(piece) == len(token):
        return token
    return token[0] if token in {"DD", "MM"} and len(piece) == 1 else ""


def _loose(form: str) -> bool:
    return any(token in {"D", "M"} for token in _TOKEN.findall(form))


@lru_cache(maxsize=256)
def _compiled(form: str) -> re.Pattern[str]:
    pieces = []
    end = 0
    for token in _TOKEN.finditer(form):
        pieces += [re.escape(form[end : token.start()]), f"({_DIGITS[token[0]]})"]
        end = token.end()
    return re.compile("".join(pieces) + re.escape(form[end:]))


def _day(said: dict[str, str], today: date) -> date:
    year = _year(said, today)
    if "DDD" in said:
        return day_of_year(year, said["DDD"])
    month = _month(said)
    day = said.get("DD") or said.get("D")
    return date(year, month, int(day) if day else monthrange(year, month)[1])


def _year(said: dict[str, str], today: date) -> int:
    if "YYYY" in said:
        if said["YYYY"] not in _YEARS:
            raise NotADate(said["YYYY"])
        return int(said["YYYY"])
    back, round_ = _CENTURY if "YY" in said else _DECADE
    oldest = today.year - back
    return oldest + (int(said.get("YY") or said["Y"]) - oldest) % round_


def _month(said: dict[str, str]) -> int:
    if "MMM" in said:
        return _MONTHS.index(said["MMM"].upper()) + 1
    month = int(said.get("MM") or said["M"])
    if not 1 <= month <= len(_MONTHS):
        raise NotADate(str(month))
    return month
