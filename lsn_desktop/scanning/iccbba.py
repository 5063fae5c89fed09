"""ISBT 128 data structures, as blood, tissue and device labels of ICCBBA have them.

Each structure begins with two or three characters, the first ``=`` or ``&``, and has a length
that is fixed or said in front, so that a text proves to be ISBT 128 when structures fill it to
its end.

Source: ICCBBA ST-001, ISBT 128 Standard Technical Specification, 2.3 and 2.4 (data structures
001 to 040, by the number behind each); FDA, UDI formats by issuing agency (ICCBBA).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lsn_desktop.scanning import flaws, structures
from lsn_desktop.scanning.dates import OLDEST_GOODS, NotADate, date_from_yyyymmdd, day_of_year
from lsn_desktop.scanning.gs1 import Judged
from lsn_desktop.scanning.structures import Structure

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from lsn_desktop.scanning.codes import Code
    from lsn_desktop.scanning.readings import Element
    from lsn_desktop.scanning.structures import Form

_FIELDS = {"&,1": "lot", "&)": "lot", "&-": "lot", "=,": "serial"} | {
    **dict.fromkeys(("=>", "&>", "=(01", "=]", "&,4"), "expiry"),
    **dict.fromkeys(("=}", "&}", "=(03"), "production"),
}
"""Fields by identifier, the foremost first; a flexible date (031) with its type of time."""

_FIRST_OF_1000S = 5  # the century's digit: 9 is 19xx, 0 is 20xx
_MOD_37 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"
_CHECK_FLAGS = range(60, 97)


def _cyyjjj(text: str, _today: date) -> str | None:
    """Century digit, year and day of the year; then hour and minute in the longer form."""
    century = int(text[0])
    year = (1000 if century >= _FIRST_OF_1000S else 2000) + int(text[:3])
    if year < OLDEST_GOODS:
        return None
    try:
        day = day_of_year(year, text[3:6]).isoformat()
    except NotADate:
        return None
    return _at(day, text[6:])


def _at(day: str, time: str) -> str | None:
    """A day with its hour and minute, where there are any."""
    hour, minute = time[:2], time[2:]
    if not time:
        return day
    return f"{day}T{hour}:{minute}" if hour < "24" and minute < "60" else None


def _yyyymm(text: str, _today: date) -> str | None:
    """Month and year; goods with no day last to the end of the month."""
    year, month = int(text[:4]), int(text[4:])
    if year < OLDEST_GOODS or not 1 <= month <= 12:  # noqa: PLR2004 - months
        return None
    return f"{text[:4]}-{text[4:]}-{monthrange(year, month)[1]}"


def _flexible(text: str, _today: date) -> str | None:
    """Day and minute behind the time zone, a reserved character and the type of time."""
    try:
        return _at(date_from_yyyymmdd(text[4:12], since=OLDEST_GOODS).isoformat(), text[12:])
    except NotADate:
        return None


def _european(text: str, _today: date) -> str | None:
    """The code, and apart from it its day of expiry; zeros are none."""
    code, day = text[:-8], text[-8:]
    if not day.strip("0"):
        return code
    try:
        return f"{code} {date_from_yyyymmdd(day, since=OLDEST_GOODS).isoformat()}"
    except ValueError:  # no digits, or no day
        return None


def _registration(text: str, _today: date) -> str | None:
    """The identifier of a donor; its last two digits are the check value of the others."""
    return text if f"{check_value(text[:-2]):02}" == text[-2:] else None


def _donation(text: str, _today: date) -> str | None:
    """The number without its flags; flags 60 to 96 are its check (ISO/IEC 7064, MOD 37-2)."""
    number, flags = text[:13], text[13:]
    if flags.isdecimal() and int(flags) in _CHECK_FLAGS:
        return number if int(flags) - _CHECK_FLAGS[0] == check_value(number) else None
    return number


def check_value(number: str) -> int:
    """The check value of a donation identification number, from 0 to 36.

    Source: ST-001, check characters; ISO/IEC 7064, MOD 37-2.
    """
    total = 0
    for char in number:
        total = (total + _MOD_37.index(char)) * 2 % 37
    return (38 - total) % 37


_ANY = "0-9A-Z"
_TEXT = "0-9A-Za-z"
_COMPOUND = "=+"
_EUROPEAN_DAY = 33
"""Where the day begins in the value of a Single European Code."""


def _row(
    id_: str, title: str, kind: str, length: int, form: Form | None = None, flaw: Code = "date"
) -> Structure:
    return Structure(id_, title, kind, length, length, form=form, flaw=flaw)


_STRUCTURES = {
    known.id: known
    for known in (
        _row("=/", "PROCESSOR PRODUCT CODE", _ANY, 16),  # 034
        _row("=<", "PRODUCT CODE", _TEXT, 8),  # 003
        _row("=,", "PRODUCT DIVISION OR SERIAL", _ANY, 6),  # 032
        _row("=)", "CONTAINER CATALOGUE NUMBER", _TEXT, 10),  # 017
        _row("&)", "CONTAINER LOT", _ANY, 10),  # 018
        _row("=-", "CATALOGUE NUMBER", _ANY, 10),  # 021
        _row("&-", "LOT", _ANY, 10),  # 022
        _row("&,1", "LOT", _ANY, 18),  # 035
        _row("&,2", "SUPPLEMENTAL IDENTIFICATION", _ANY, 18),  # 036
        _row("&,3", "DONOR REGISTRATION", _ANY, 19),  # 037, retired
        _row("&,4", "SINGLE EUROPEAN CODE", _ANY, 40, _european),  # 038
        _row("=>", "EXPIRATION DATE", "0-9", 6, _cyyjjj),  # 004
        _row("&>", "EXPIRATION TIME", "0-9", 10, _cyyjjj),  # 005
        _row("=]", "EXPIRATION MONTH", "0-9", 6, _yyyymm),  # 026
        _row("=(", "DATE AND TIME", "0-9", 16, _flexible),  # 031
        _row("=*", "COLLECTION DATE", "0-9", 6, _cyyjjj),  # 006
        _row("&*", "COLLECTION TIME", "0-9", 10, _cyyjjj),  # 007
        _row("=}", "PRODUCTION DATE", "0-9", 6, _cyyjjj),  # 008
        _row("&}", "PRODUCTION TIME", "0-9", 10, _cyyjjj),  # 009
        _row("=%", "BLOOD GROUP", _TEXT, 4),  # 002
        _row("&(", "SPECIAL TESTING", _ANY, 5),  # 010
        _row("={", "RED CELL ANTIGENS", _TEXT, 18),  # 011, retired
        _row("=\\", "RED CELL ANTIGENS", _TEXT, 18),  # 012
        _row("&\\", "RED CELL ANTIGENS", _TEXT, 18),  # 013
        _row("&{", "PLATELET ANTIGENS", _TEXT, 18),  # 014
        _row("=[", "HLA ALLELES", _TEXT, 18),  # 015, retired
        _row('="', "HLA ALLELES", _TEXT, 18),  # 016, retired
        _row("=;", "DONOR IDENTIFICATION NUMBER", _ANY, 21),  # 019
        _row("='", "STAFF NUMBER", _ANY, 11),  # 020
        _row("=#", "PATIENT DATE OF BIRTH", "0-9", 10),  # 024
        _row('&"', "INFECTION MARKERS", "0-9", 18),  # 027
        _row("=$", "CONSIGNMENT", _ANY, 16),  # 028
        _row("&+", "PROCESSING FACILITY", _ANY, 11),  # 033
        _row("&:", "DONOR REGISTRATION", _ANY, 19, _registration, "check-digit"),  # 039
        _row("&/", "CHAIN OF IDENTITY", _ANY, 15),  # 040
        _row(_COMPOUND, "COMPOUND MESSAGE", "0-9", 5),  # 023
    )
}
_DONATION = _row(
    "=", "DONATION IDENTIFICATION NUMBER", _ANY, 15, _donation, "check-digit"
)  # 001: the second character of its identifier is the first of the number itself
_NUMBER = re.compile(r"=[A-NP-Z1-9][A-NP-Z0-9]{2}[0-9]{10}[0-9A-HJ-NPR-Y]{2}")
_COUNTED = re.compile(
    r"(&#)[0-9]{2}([0-9]{2})|(&\$)([0-9]{2})|(&%)([0-9]{3})"
)  # 025, 029, 030: so many characters, or pieces of 14 and of 10, follow
_NATIONAL = re.compile(r"&[a-z;!]")  # of no length that ST-001 knows: it reaches to the end
_PRINTED = r" -~"
_PIECES = {"&#": 1, "&$": 14, "&%": 10}
_COUNTED_TITLES = {"&#": "PATIENT", "&$": "DIMENSIONS", "&%": "RED CELL ANTIGENS"}


def judged(text: str, *, today: date) -> Judged | None:
    """Read ISBT 128 structures, or None if the text is not made of them from end to end."""
    pairs = _split(text)
    if not pairs or any(structure.shape_flaw(raw) for structure, raw in pairs):
        return None
    found = Judged()
    for structure, raw in pairs:
        structures.add(found, structure, raw, today)
    (first, said), *others = pairs
    if first.id == _COMPOUND and int(said[:2]) != len(others):
        found.flaws.append(flaws.in_element(first, said, "format"))
    return found


def _split(text: str) -> list[tuple[Structure, str]]:
    """The structures and their values; none if a part of the text belongs to no structure."""
    pairs = []
    at = 0
    while at < len(text):
        found = _structure_at(text, at)
        if found is None:
            return []
        structure, start = found
        at = start + structure.most
        pairs.append((structure, text[start:at]))
    return pairs


def _structure_at(text: str, at: int) -> tuple[Structure, int] | None:
    """The structure that begins at a place of the text, and where its value begins."""
    for width in (2, 3):
        if structure := _STRUCTURES.get(text[at : at + width]):
            return structure, at + width
    if _NUMBER.match(text, at):
        return _DONATION, at + 1
    if counted := _COUNTED.match(text, at):
        id_, count = (group for group in counted.groups() if group)
        length = counted.end() - at - len(id_) + int(count) * _PIECES[id_]
        return _row(id_, _COUNTED_TITLES[id_], _TEXT, length), at + len(id_)
    if at and _NATIONAL.match(text, at):
        return _row(text[at : at + 2], "", _PRINTED, len(text) - at - 2), at + 2
    return None


def fields(elements: Iterable[Element]) -> dict[str, Any]:
    """The fields of a Reading that sound elements fill."""
    meant = (
        replace(each, id=each.id + each.raw[2:4])
        if each.id == "=("
        else replace(each, value=each.value[_EUROPEAN_DAY:])
        if each.id == "&,4"
        else each
        for each in elements
    )
    return structures.fields_by(_FIELDS, meant)
