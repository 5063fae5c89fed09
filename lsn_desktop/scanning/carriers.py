"""Tracking numbers of carriers, by their pattern and check digit.

A number of bare digits whose check digit holds by chance is a tracking number to us as well:
one in seven of ten digits, one in ten of twelve. So a tracking number fills no field, names no
goods, and whoever awaits a lot or a serial takes it for that.

Source: UPS Guide to Labeling (1Z number, waybill); FedEx label specifications of Express,
Ground and SmartPost; USPS Publication 199 (IMpb: construct of the package identification code)
and 91 (numbers of twenty digits, by their service); UPU standard S10 (check digit, country);
DHL Express waybill (modulo 7) and licence plates (ISO/IEC 15459).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsn_desktop.scanning.check_digits import mod10_holds
from lsn_desktop.scanning.linters import LINTERS
from lsn_desktop.scanning.readings import Element

if TYPE_CHECKING:
    from collections.abc import Callable

IMPB_BEGINS = ("420", "91", "92", "93", "94", "95")
"""How the digits of a USPS parcel label begin: the AI of its ZIP code, or a service."""

_IMPB = re.compile(r"(?:420([0-9]{5}(?:[0-9]{4})?))?(9[1-5](?:[0-9]{20}|[0-9]{24}))")


def found(text: str) -> list[Element] | None:
    """The elements of a tracking number, or None if no carrier's check digit holds.

    Spaces, with which such numbers are printed and typed, do not count.
    """
    number = text.replace(" ", "")
    if not _LIKE_ONE.fullmatch(number) or not number.strip("0"):
        return None
    for carrier, pattern, holds in _NUMBERS:
        if pattern.fullmatch(number) and holds(number):
            return [Element("TRACKING", carrier, text, number)]
    return impb(number)


def impb(text: str) -> list[Element] | None:
    """The elements of a USPS Intelligent Mail package barcode, its ZIP code first."""
    parts = _IMPB.fullmatch(text)
    if parts is None or not mod10_holds(parts[2]):
        return None
    elements = [Element("TRACKING", "USPS", parts[2], parts[2])]
    if parts[1]:
        elements.insert(0, Element("420", "SHIP TO POST", parts[1], parts[1]))
    return elements


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weights[at % len(weights)] for at, digit in enumerate(digits))


def _ups(text: str) -> bool:
    """Letters count as digits, A as 2; every second one twice."""
    values = [int(c) if c.isdecimal() else (ord(c) - 63) % 10 for c in text[2:-1]]
    return -(sum(values) + sum(values[1::2])) % 10 == int(text[-1])


def _fedex_express(text: str) -> bool:
    return _weighted(text[:11], (3, 1, 7)) % 11 % 10 == int(text[-1])


def _fedex_34(text: str) -> bool:
    return _weighted(text[-14:-1], (1, 7, 3)) % 11 % 10 == int(text[-1])


def _last_15(text: str) -> bool:
    return mod10_holds(text[-15:])


def _smart_post(text: str) -> bool:
    """The number without its 92, which counts all the same."""
    return mod10_holds(f"92{text}")


def _dhl_waybill(text: str) -> bool:
    return int(text[:-1]) % 7 == int(text[-1])


def _s10(text: str) -> bool:
    rest = 11 - _weighted(text[2:10], (8, 6, 4, 2, 3, 5, 9, 7)) % 11
    right = {10: 0, 11: 5}.get(rest, rest) == int(text[10])
    return right and LINTERS["iso3166alpha2"](text[11:]) is None


def _waybill(text: str) -> bool:
    """A letter that does not count, and digits of which every second one counts twice."""
    values = [int(digit) for digit in text[1:-1]]
    return -(sum(values) + sum(values[1::2])) % 10 == int(text[-1])


def _certified(text: str) -> bool:
    """Without the 91 of a later form, which counted only then."""
    return mod10_holds(text) or mod10_holds(f"91{text}")


def _ontrac(text: str) -> bool:
    """The letter counts as a digit, C as 4 and D as 5; every second one twice."""
    values = [ord(text[0]) - 63, *map(int, text[1:-1])]
    return -(sum(values) + sum(values[1::2])) % 10 == int(text[-1])


def _by_pattern(_text: str) -> bool:
    """Licence plates have no check digit: their issuer's letters and length are the proof."""
    return True


_NUMBERS: list[tuple[str, re.Pattern[str], Callable[[str], bool]]] = [
    ("UPS", re.compile(r"1Z[0-9A-Z]{15}[0-9]"), _ups),
    ("UPS", re.compile(r"[AHJKTV][0-9]{10}"), _waybill),
    ("FEDEX EXPRESS", re.compile(r"[0-9]{12}"), _fedex_express),
    # What begins like a GTIN or SSCC is an element string cut short.
    ("FEDEX GROUND", re.compile(r"(?!0[01])[0-9]{15}"), mod10_holds),
    ("FEDEX SMARTPOST", re.compile(r"61[0-9]{18}"), _smart_post),
    ("FEDEX GROUND", re.compile(r"96[0-9]{20}"), _last_15),
    ("FEDEX EXPRESS", re.compile(r"100[0-9]{31}"), _fedex_34),
    ("FEDEX GROUND", re.compile(r"96[0-9]{32}"), _fedex_34),
    ("DHL EXPRESS", re.compile(r"[0-9]{10,11}"), _dhl_waybill),
    ("DHL EXPRESS", re.compile(r"J?JD[0-9]{18}|(?:JJD|JVGL)[0-9]{10}"), _by_pattern),
    ("DHL ECOMMERCE", re.compile(r"GM[0-9]{16,22}"), _by_pattern),
    ("USPS", re.compile(r"(?:0[37]|23|8[12])[0-9]{18}"), mod10_holds),
    ("USPS", re.compile(r"7[0-9]{19}"), _certified),
    ("ONTRAC", re.compile(r"[CD][0-9]{14}"), _ontrac),
    ("AMAZON", re.compile(r"TBA[0-9]{12}"), _by_pattern),
    ("POST (UPU S10)", re.compile(r"[A-Z]{2}[0-9]{9}[A-Z]{2}"), _s10),
]

_LIKE_ONE = re.compile("|".join([_IMPB.pattern, *(row[1].pattern for row in _NUMBERS)]))
"""Most codes on a dock are none: one look tells them."""
