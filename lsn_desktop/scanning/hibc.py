"""HIBC supplier labels: primary, secondary and combined codes.

A primary code ``+`` LIC PCN U/M check says what the goods are; a secondary ``+$$...`` link
check says lot or serial, expiry and quantity; in a combined code ``/`` stands between them.
The link is the check character of the primary code, so that the two prove to belong together.

Source: ANSI/HIBC 2.6, HIBC Supplier Labeling Standard: primary data structure, secondary data
structure (formats of dates and quantities), combined and additional supplemental data.
ANSI/HIBC 1.3, HIBC Provider Applications Standard: what a hospital marks itself, ``+/``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsn_desktop.scanning import flaws, structures
from lsn_desktop.scanning.dates import (
    OLDEST_GOODS,
    NotADate,
    date_from_yyjjj,
    date_from_yymmdd,
    date_from_yyyymmdd,
)
from lsn_desktop.scanning.gs1 import Judged
from lsn_desktop.scanning.readings import Element
from lsn_desktop.scanning.structures import Structure

if TYPE_CHECKING:
    from datetime import date

SET_43 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%"
"""The characters of a code; the place of a character is its value."""

FIELDS = {"LOT": "lot", "SERIAL": "serial", "EXP": "expiry", "MFG": "production"} | {
    "QTY": "quantity"
}

_VALUES = {char: value for value, char in enumerate(SET_43)}
_CHARACTERS = re.compile(r"[-. $/+%0-9A-Z]{4,300}")  # several symbols in one have 150
_PRIMARY = re.compile(r"([A-Z][0-9A-Z]{3})([0-9A-Z]{1,18})([0-9])")
_SECONDARY = re.compile(r"\$\$?\+?|(?=[0-9]{5})")
_ALONE = re.compile(r"\$\$?\+?|1[46]D|(?=[0-9]{5})")
_MARKED = re.compile(r"\+(?:[A-Z][0-9A-Z]{5,22}(?:/|.\Z)|\$|/[A-Z]{2}.)")
_PROVIDER = re.compile(r"\+(?=/[A-Z])")
_SUPPLEMENT = re.compile(r"([0-9]{0,3}[A-Z])(.*)")
_QUANTITY = re.compile(r"8([0-9]{2})|9([0-9]{5})")
_FLAG = re.compile(r"[01][0-9]{3}|[2-7]")
_LEAST = 4  # plus, one character of data, link, check


def _yymmdd(text: str, today: date) -> str | None:
    try:
        found = date_from_yymmdd(text[:6], today=today, day_zero=False).isoformat()
    except NotADate:
        return None
    return _with_hour(found, text[6:])


def _mmddyy(text: str, today: date) -> str | None:
    return _yymmdd(text[4:] + text[:4], today)


def _mmyy(text: str, today: date) -> str | None:
    """Month and year; goods with no day last to the end of the month."""
    try:
        return date_from_yymmdd(f"{text[2:]}{text[:2]}00", today=today).isoformat()
    except NotADate:
        return None


def _yyjjj(text: str, today: date) -> str | None:
    try:
        found = date_from_yyjjj(text[:5], today=today).isoformat()
    except NotADate:
        return None
    return _with_hour(found, text[5:])


def _yyyymmdd(text: str, _today: date) -> str | None:
    try:
        return date_from_yyyymmdd(text, since=OLDEST_GOODS).isoformat()
    except NotADate:
        return None


def _with_hour(day: str, hour: str) -> str | None:
    if not hour:
        return day
    return f"{day}T{hour}" if hour < "24" else None


def _expiry(digits: int, form: structures.Form) -> Structure:
    return Structure("EXP", "EXPIRATION DATE", "0-9", digits, digits, form=form)


_DATES = {
    "0": _expiry(4, _mmyy),
    "1": _expiry(4, _mmyy),
    "2": _expiry(6, _mmddyy),
    "3": _expiry(6, _yymmdd),
    "4": _expiry(8, _yymmdd),
    "5": _expiry(5, _yyjjj),
    "6": _expiry(7, _yyjjj),
}
"""Forms of dates by the flag in front; the month itself is the flag of MMYY."""

_NO_DATE = "7"
_TEXT = "0-9A-Z. $+%\\-"
_LOT = Structure("LOT", "LOT", _TEXT, 1, 18)
_SERIAL = Structure("SERIAL", "SERIAL", _TEXT, 1, 18)
_AMOUNT = Structure("QTY", "QUANTITY", "0-9", 1, 9, form=structures.number)
_SUPPLEMENTS = {
    "S": _SERIAL,
    "Q": _AMOUNT,
    "14D": _expiry(8, _yyyymmdd),
    "16D": Structure("MFG", "PRODUCTION DATE", "0-9", 8, 8, form=_yyyymmdd),
}


def check_character(text: str) -> str:
    """The character that belongs behind a text of the 43, modulo 43.

    Source: ANSI/HIBC 2.6, modulo 43 check and link characters.
    """
    return SET_43[sum(map(_VALUES.__getitem__, text)) % 43]


def judged(text: str, *, today: date, marked: bool = False) -> Judged | None:
    """Read a HIBC code, or None if the text does not prove to be one.

    Args:
        text: the data of the symbol, with its plus and its check character.
        today: the day of the scan; it settles the century of two-digit years.
        marked: whether a symbology identifier says that a symbol was scanned: what begins as
            a HIBC code then is one, and a wrong check character is its flaw.

    """
    if text.startswith("*+") and text.endswith("*"):
        text = text[1:-1]  # the start and stop characters of Code 39, as they are printed
    if text[:1] != "+" or not _CHARACTERS.fullmatch(text):
        return None
    found = _single(text, today, marked=marked) if _holds(text) else None
    if found and not found.flaws:
        return found
    if lines := _lines(text):
        return _linked(lines, today)
    if marked and not _holds(text) and _MARKED.match(text):
        return Judged(flaws=[flaws.wrong_check_character(text)])  # no part can be trusted
    return found


def _single(text: str, today: date, *, marked: bool) -> Judged | None:
    if _PROVIDER.match(text):
        return _of_provider(text)
    return _primary(text, today) or _secondary(text, today, marked=marked)


def _of_provider(text: str) -> Judged:
    """What a hospital marks for itself: its patients, orders and instruments, no goods."""
    segments = text[2:-1].split("/")
    return Judged([Element("PAS", "PROVIDER APPLICATION", part, part) for part in segments])


def _holds(text: str) -> bool:
    return check_character(text[:-1]) == text[-1]


def _lines(text: str) -> list[str]:
    """The codes of several symbols that a scanner sent as one; none if it is a single code."""
    lines = []
    start = 0
    at = text.find("+", _LEAST)
    while at > 0:
        if at - start >= _LEAST and _holds(text[start:at]):
            lines.append(text[start:at])
            start = at
        at = text.find("+", at + 1)
    rest = text[start:]
    return [*lines, rest] if lines and len(rest) >= _LEAST and _holds(rest) else []


def _linked(lines: list[str], today: date) -> Judged | None:
    """A primary code and the secondary ones behind it, each with the primary's link."""
    primary, *others = lines
    found = _primary(primary, today)
    if found is None:
        return None
    for line in others:
        if line[-2] == primary[-1]:
            _segments(found, line[1:-2].split("/"), today)
        else:
            found.flaws.append(flaws.wrong_link(line))
    return found


def looks_like_one(text: str) -> bool:
    """Whether a text is a HIBC code but for its check character."""
    return bool(_MARKED.match(text) and _CHARACTERS.fullmatch(text))


def _primary(text: str, today: date) -> Judged | None:
    goods, *segments = text[1:-1].split("/")
    parts = _PRIMARY.fullmatch(goods)
    if parts is None:
        return None
    found = Judged()
    for id_, title, raw in zip(
        ("LIC", "PCN", "UM"),
        ("LABELER", "PRODUCT OR CATALOGUE NUMBER", "UNIT OF MEASURE"),
        parts.groups(),
        strict=True,
    ):
        found.elements.append(Element(id_, title, raw, raw))
    if segments:
        _segments(found, segments, today)
    else:
        found.elements.append(Element("LINK", "LINK", text[-1], text[-1]))
    return found


def _secondary(text: str, today: date, *, marked: bool) -> Judged | None:
    """A secondary code by itself; the link is the check character of its primary code.

    A plus and digits may be a telephone number too: where no symbology identifier was sent,
    they must begin with a day of the calendar.
    """
    segments = text[1:-2].split("/")
    begins = _ALONE.match(segments[0])
    if begins is None:
        return None
    found = Judged()
    _segments(found, segments, today)
    if found.flaws and not (marked or begins[0]):
        return None
    found.elements.append(Element("LINK", "LINK", text[-2], text[-2]))
    return found


def _segments(found: Judged, segments: list[str], today: date) -> None:
    """The parts between the slashes: secondary data and supplements."""
    for segment in segments:
        if begins := _SECONDARY.match(segment):
            _secondary_data(found, begins[0], segment[begins.end() :], today)
        else:
            _supplement(found, segment, today)


def _secondary_data(found: Judged, begins: str, rest: str, today: date) -> None:
    number = _SERIAL if begins.endswith("+") else _LOT
    if not begins:
        rest = _dated(found, _DATES["5"], rest, today)
    elif begins.startswith("$$"):
        rest = _quantity_and_date(found, rest, today)
    if rest:
        structures.add(found, number, rest, today)


def _quantity_and_date(found: Judged, rest: str, today: date) -> str:
    """Take quantity and date off the front; what is left is the lot or serial.

    Some labelers leave out the flag 7 between a quantity and a lot that cannot be a date.
    """
    if quantity := _QUANTITY.match(rest):
        structures.add(found, _AMOUNT, quantity[1] or quantity[2], today)
        rest = rest[quantity.end() :]
        if not _FLAG.match(rest):
            return rest
    flag = rest[:1]
    if flag == _NO_DATE:
        return rest[1:]
    if flag in _DATES:
        return _dated(found, _DATES[flag], rest if flag in "01" else rest[1:], today)
    if rest:
        found.flaws.append(flaws.no_structure(rest))
    return ""


def _dated(found: Judged, expiry: Structure, rest: str, today: date) -> str:
    structures.add(found, expiry, rest[: expiry.most], today)
    return rest[expiry.most :]


def _supplement(found: Judged, segment: str, today: date) -> None:
    parts = _SUPPLEMENT.fullmatch(segment)
    if parts is None:
        found.flaws.append(flaws.no_structure(segment))
    elif parts[1] in _SUPPLEMENTS:
        structures.add(found, _SUPPLEMENTS[parts[1]], parts[2], today)
    else:
        found.elements.append(Element(parts[1], "", parts[2], parts[2]))
