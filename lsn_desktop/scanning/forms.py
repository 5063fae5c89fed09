"""How components of a GS1 element read for people and programs: dates, times, places, names.

A form is given the digits or text of one component and returns what it means, or None if it
means nothing: then the element has the flaw named beside the form. Texts of several
components are joined by the mark that belongs before each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lsn_desktop.scanning.dates import NotADate, date_from_yymmdd, date_from_yyyymmdd

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from lsn_desktop.scanning.codes import Code

_TEN_MILLION = 10_000_000


@dataclass(frozen=True, slots=True)
class Form:
    """How one kind of component is read; ``flaw`` is the code when it cannot be."""

    read: Callable[[str, date], str | None]
    mark: str
    flaw: Code


def _yymmd0(text: str, today: date) -> str | None:
    try:
        return date_from_yymmdd(text, today=today).isoformat()
    except NotADate:
        return None


def _yymmdd(text: str, today: date) -> str | None:
    try:
        return date_from_yymmdd(text, today=today, day_zero=False).isoformat()
    except NotADate:
        return None


def _yyyymmdd(text: str, _today: date) -> str | None:
    try:
        return date_from_yyyymmdd(text).isoformat()
    except NotADate:
        return None


def _hour(text: str, _today: date) -> str | None:
    return text if text < "24" else None


def _minute(text: str, _today: date) -> str | None:
    return text if text < "60" else None


def _hour_and_minute(text: str, _today: date) -> str | None:
    return f"{text[:2]}:{text[2:]}" if text[:2] < "24" and text[2:] < "60" else None


def _degrees(text: str, limit: int) -> str | None:
    """Degrees of WGS 84, in ten millionths, counted from the pole or the antimeridian."""
    tens = int(text) - limit * _TEN_MILLION
    if tens > limit * _TEN_MILLION:
        return None
    sign = "-" if tens < 0 else ""
    whole, rest = divmod(abs(tens), _TEN_MILLION)
    return f"{sign}{whole}.{rest:07}"


def _latitude(text: str, _today: date) -> str | None:
    return _degrees(text, 90)


def _longitude(text: str, _today: date) -> str | None:
    return _degrees(text, 180)


def _percent_decoded(text: str, _today: date) -> str:
    return unquote(text.replace("+", " "), errors="replace")


FORMS: dict[str, Form] = {
    "yymmd0": Form(_yymmd0, "/", "date"),
    "yymmdd": Form(_yymmdd, "/", "date"),
    "yyyymmdd": Form(_yyyymmdd, "/", "date"),
    "hhmi": Form(_hour_and_minute, "T", "date"),
    "hh": Form(_hour, "T", "date"),
    "mi": Form(_minute, ":", "date"),
    "ss": Form(_minute, ":", "date"),
    "latitude": Form(_latitude, ",", "format"),
    "longitude": Form(_longitude, ",", "format"),
    "pcenc": Form(_percent_decoded, "", "format"),
}


def with_decimals(digits: str, places: int) -> str:
    """Digits with the decimal point that the AI implies: six places at most, zeros kept."""
    if not places:
        return digits.lstrip("0") or "0"
    padded = digits.zfill(places + 1)
    return f"{padded[:-places].lstrip('0') or '0'}.{padded[-places:]}"
