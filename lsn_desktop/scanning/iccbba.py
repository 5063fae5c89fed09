"""ISBT 128 data structures, as blood, tissue and device labels of ICCBBA have them.

Each structure begins with two characters, the first ``=`` or ``&``, and has a fixed length, so
that a text proves to be ISBT 128 when structures fill it to its end.

Source: ICCBBA ST-001, ISBT 128 Standard Technical Specification, data structures (001 to
035, by the number behind each); FDA, UDI formats by issuing agency (ICCBBA).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsn_desktop.scanning import structures
from lsn_desktop.scanning.dates import NotADate, day_of_year
from lsn_desktop.scanning.gs1 import Judged
from lsn_desktop.scanning.structures import Structure

if TYPE_CHECKING:
    from datetime import date

FIELDS = {"&,1": "lot", "&)": "lot", "=,": "serial"} | {
    **dict.fromkeys(("=>", "&>"), "expiry"),
    **dict.fromkeys(("=}", "&}"), "production"),
}

_FIRST_OF_1900S = 5  # the century's digit: 9 is 19xx, 0 is 20xx
_MOD_37 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"
_CHECK_FLAGS = range(60, 97)


def _cyyjjj(text: str, _today: date) -> str | None:
    """Century digit, year and day of the year; then hour and minute in the longer form."""
    century = int(text[0])
    year = (1000 if century >= _FIRST_OF_1900S else 2000) + int(text[:3])
    try:
        day = day_of_year(year, text[3:6]).isoformat()
    except NotADate:
        return None
    hour, minute = text[6:8], text[8:]
    if not hour:
        return day
    return f"{day}T{hour}:{minute}" if hour < "24" and minute < "60" else None


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
_STRUCTURES = {
    known.id: known
    for known in (
        Structure("=/", "PROCESSOR PRODUCT CODE", _ANY, 16, 16),  # 034
        Structure("=<", "PRODUCT CODE", "0-9A-Za-z", 8, 8),  # 003
        Structure("=,", "PRODUCT DIVISION OR SERIAL", _ANY, 6, 6),  # 032
        Structure("=)", "CONTAINER CATALOGUE NUMBER", _ANY, 10, 10),  # 017
        Structure("&)", "CONTAINER LOT", _ANY, 10, 10),  # 018
        Structure("&,1", "LOT", _ANY, 18, 18),  # 035
        Structure("=>", "EXPIRATION DATE", "0-9", 6, 6, form=_cyyjjj),  # 004
        Structure("&>", "EXPIRATION TIME", "0-9", 10, 10, form=_cyyjjj),  # 005
        Structure("=*", "COLLECTION DATE", "0-9", 6, 6, form=_cyyjjj),  # 006
        Structure("&*", "COLLECTION TIME", "0-9", 10, 10, form=_cyyjjj),  # 007
        Structure("=}", "PRODUCTION DATE", "0-9", 6, 6, form=_cyyjjj),  # 008
        Structure("&}", "PRODUCTION TIME", "0-9", 10, 10, form=_cyyjjj),  # 009
        Structure("=%", "BLOOD GROUP", _ANY, 4, 4),  # 002
        Structure("=+", "COMPOUND MESSAGE", "0-9", 5, 5),  # 023
    )
}
_DONATION = Structure(
    "=", "DONATION IDENTIFICATION NUMBER", _ANY, 15, 15, form=_donation, flaw="check-digit"
)  # 001: the second character of its identifier is the first of the number itself
_BEGINS_NUMBER = re.compile(r"=[0-9A-Z]")


def judged(text: str, *, today: date) -> Judged | None:
    """Read ISBT 128 structures, or None if the text is not made of them from end to end."""
    pairs = _split(text)
    if not pairs or any(structure.shape_flaw(raw) for structure, raw in pairs):
        return None
    found = Judged()
    for structure, raw in pairs:
        structures.add(found, structure, raw, today)
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
    for width in (3, 2):
        if structure := _STRUCTURES.get(text[at : at + width]):
            return structure, at + width
    return (_DONATION, at + 1) if _BEGINS_NUMBER.match(text, at) else None
