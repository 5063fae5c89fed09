r"""ISO/IEC 15434 envelopes: ``[)>`` RS format GS element GS element RS EOT.

Format 05 holds GS1 elements, 06 data identifiers of ANSI MH10.8.2, 12 text element
identifiers of the aerospace and defence industry. RS, GS and EOT may arrive as control
characters, as their pictures, spelled ``<RS>`` and ``{GS}``, or as whatever else stands where
the header has them.

Source: ISO/IEC 15434, message envelope, format headers and trailers; ANSI MH10.8.2-2016, data
identifiers by category (16 items, 17 quantities, 19 serial numbers, 20 traceability); ATA Spec
2000, chapter 9 (text elements); IFA, PPN-Code Specification (9N, and D beside it).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lsn_desktop.scanning import flaws, gs1, structures
from lsn_desktop.scanning.check_digits import gtin_is_right
from lsn_desktop.scanning.dates import NotADate, date_from_yymmdd
from lsn_desktop.scanning.ean import padded
from lsn_desktop.scanning.fields import fields_of
from lsn_desktop.scanning.gs1 import GS, Judged
from lsn_desktop.scanning.mh10_dates import DATES
from lsn_desktop.scanning.readings import Element
from lsn_desktop.scanning.structures import Structure

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

RS, EOT = "\x1e", "\x04"

# Mouser and others print a further > in front; a scanner may drop the printable part.
_BEGINS = (
    *("[)>", ">[)>"),
    *(f"{rs}{form}{GS}" for rs in (RS, "") for form in ("05", "06", "12")),
    *("\u241e05", "\u241e06", "\u241e12", "<RS>05", "<RS>06", "<RS>12"),
)
_HEADER = re.compile(
    rf">?\[\)>(?:{RS}(?=[0-9]{{2}})|(?=[0-9]{{2}}{GS}))|{RS}?(?=(?:05|06|12){GS})"
)
_WHOLE_HEADER = re.compile(rf"\[\)>{RS}[0-9]{{2}}{GS}")
_SUBSTITUTED = re.compile(
    r">?\[\)>(?P<rs>[^0-9A-Za-z]{0,2}?)(?:05|06|12)(?P<gs>\^\]|[|^~\]}@!$])"
)
"""An envelope of separated data whose separators arrived as other characters: as what, the
header says, since its digits stand between a RS and a GS. Space, # and others that are common
in part numbers are no proof."""

_SPELLED = re.compile(r"[<{\[](RS|GS|EOT)[>}\]]", re.IGNORECASE)
_CONTROLS = {"RS": RS, "GS": GS, "EOT": EOT}
_PICTURES = {"\u241e": RS, "\u241d": GS, "\u2404": EOT}
_DATA_IDENTIFIER = re.compile(r"([0-9]{0,3}[A-Z])(.*)", re.DOTALL)
_TEXT_IDENTIFIER = re.compile(r"([A-Z]{3}) (.*)", re.DOTALL)
_FORMATS = {"06": _DATA_IDENTIFIER, "12": _TEXT_IDENTIFIER}
_SEPARATED = {"05", *_FORMATS}

_FIELDS = {
    **dict.fromkeys(("1T", "T", "LOT", "LTN", "BII"), "lot"),
    **dict.fromkeys(("S", "1S", "SER", "SEQ"), "serial"),
    **dict.fromkeys(("14D", "15D", "5D036", "6D036", "5D208", "6D208", "EXP"), "expiry"),
    **dict.fromkeys(("16D", "17D", "5D405", "6D405", "5D094", "6D094", "DMF"), "production"),
    **dict.fromkeys(("Q", "7Q", "QTY"), "quantity"),
    "9N D": "expiry",
    "25D": "best_before",
    "8P": "gtin",
}
"""Fields by identifier, the foremost first; a date with a qualifier (ANSI X12.3, element 374:
036 and 208 expiry, 094 and 405 manufacture) by both."""

_QUALIFIED = {"5D": 6, "6D": 8}
"""Dates with a qualifier, and how many digits stand before it."""

_IFA = GS + "9N"
"""Beside a PPN (9N) a date (D) is that of expiry, and its day may be 00."""


def _gtin(text: str, _today: date) -> str | None:
    return padded(text) if gtin_is_right(text) else None


def _ppn(text: str, _today: date) -> str | None:
    """A Pharmacy Product Number; its last two digits are the check of the others."""
    total = sum(weight * ord(char) for weight, char in enumerate(text[:-2], start=2))
    return text if f"{total % 97:02}" == text[-2:] else None


def _yymmd0(text: str, today: date) -> str | None:
    try:
        return date_from_yymmdd(text, today=today).isoformat()
    except NotADate:
        return None


def _amount(text: str, _today: date) -> str | None:
    """A quantity, with decimals where it has them; that they are pieces goes without saying."""
    parts = re.fullmatch(r"([0-9]{1,9})(\.[0-9]{1,6})?(?:EA|PCE?|PCS)?", text)
    return f"{int(parts[1])}{parts[2] or ''}" if parts else None


def _amount_and_unit(text: str, today: date) -> str | None:
    """The quantity alone; the two characters of its unit stay in the raw value."""
    return _amount(text[:-2], today)


_TEXT = r"^\x00-\x1f\x7f"
_MOST = 90
_TITLES = """
P CUSTOMER ITEM|1P SUPPLIER ITEM|2P REVISION|3P MANUFACTURER AND ITEM|30P SUPPLIER ITEM, FIRST
25P ENTERPRISE AND ITEM|27Q PRICE|2Q WEIGHT|22L SITE OF ORIGIN|33T SUBLOT|14K ORDER LINE
S SERIAL|1S SUPPLIER CODE|3S PACKAGE|18S ENTITY|25S ENTITY SERIAL
T CUSTOMER LOT|1T LOT|Q QUANTITY|V SUPPLIER|1V SUPPLIER NUMBER|12V MANUFACTURER|18V ENTERPRISE
K CUSTOMER ORDER|1K SUPPLIER ORDER|2K BILL OF LADING|4K ORDER LINE|10K INVOICE|11K PACKING LIST
J LICENCE PLATE|1J LICENCE PLATE, UNIT|2J LICENCE PLATE, UNIT OF UNITS|4L COUNTRY OF ORIGIN
1E AIR PRESSURE|E RESTRICTED SUBSTANCES|2L SHIP TO|L STORAGE LOCATION|Z SPECIAL|13Q PACKAGES
MFR MANUFACTURER|CAG MANUFACTURER CAGE|SPL SUPPLIER CAGE|DUN ENTERPRISE DUNS|SER SERIAL
SEQ SERIAL WITHIN PART|PNR PART|PNO ORIGINAL PART|LOT LOT|LTN LOT|BII BATCH|UID ITEM
QTY QUANTITY|EXP EXPIRATION DATE|DMF PRODUCTION DATE
"""
_NAMED = dict(
    entry.split(" ", 1) for line in _TITLES.strip().splitlines() for entry in line.split("|")
)
_STRUCTURES: dict[str, Structure] = {
    **{id_: Structure(id_, title, _TEXT, 0, _MOST) for id_, title in _NAMED.items()},
    **DATES,
    "Q": Structure("Q", "QUANTITY", "0-9.A-Z", 1, 16, form=_amount, flaw="format"),
    "QTY": Structure("QTY", "QUANTITY", "0-9.A-Z", 1, 16, form=_amount, flaw="format"),
    "7Q": Structure(
        "7Q", "QUANTITY AND UNIT", "0-9.A-Z", 3, 18, form=_amount_and_unit, flaw="format"
    ),
    "8P": Structure("8P", "GTIN", "0-9", 8, 14, form=_gtin, flaw="check-digit"),
    "9N": Structure("9N", "PPN", "0-9A-Z", 4, 22, form=_ppn, flaw="check-digit"),
}
_BESIDE_A_PPN = _STRUCTURES | {
    "D": Structure("D", "EXPIRATION DATE", "0-9", 6, 6, form=_yymmd0)
}


def begins(text: str) -> bool:
    """Whether a text has the compliance indicator of an envelope, or the header after it."""
    return text.startswith(_BEGINS)


def judged(text: str, *, today: date) -> Judged:
    """Read an envelope; a trailer that the scanner did not send is no loss."""
    written = text if _WHOLE_HEADER.match(text) else _with_separators(text)
    header = _HEADER.match(written)
    if header is None:
        return Judged(flaws=[flaws.lost_separators(text)])
    found = Judged()
    for packet in filter(None, written[header.end() :].rstrip(EOT).split(RS)):
        _add_packet(found, packet, today)
    return found


def _with_separators(text: str) -> str:
    """The text with its separators as control characters, however they arrived."""
    for picture, control in _PICTURES.items():
        text = text.replace(picture, control)
    if "<" in text or "{" in text or "[RS" in text.upper():
        text = _SPELLED.sub(lambda found: _CONTROLS[found[1].upper()], text)
    substituted = _SUBSTITUTED.match(text)
    if substituted is None:
        return text
    text = text.replace(substituted["gs"], GS)
    rs = re.escape(substituted["rs"].replace(substituted["gs"], GS))
    return re.sub(rf"{rs}(?:(?=[0-9]{{2}}{GS})|\W{{0,3}}(?:\^D)?\Z)", RS, text) if rs else text


def _add_packet(found: Judged, packet: str, today: date) -> None:
    """Judge one format of an envelope; one we do not read is kept as a whole."""
    format_, data = packet[:2], packet[2:]
    if format_ not in _SEPARATED:
        found.elements.append(Element(f"format {flaws.shown(format_)}", "", data, data))
    elif data and not data.startswith(GS):
        found.flaws.append(flaws.lost_separators(packet))
    elif format_ == "05":
        _add_gs1(found, data, today)
    else:
        known = _BESIDE_A_PPN if _IFA in data else _STRUCTURES
        for piece in filter(None, data.split(GS)):
            if parts := _FORMATS[format_].fullmatch(piece):
                structure = known.get(parts[1]) or Structure(parts[1], "", _TEXT, 0, _MOST)
                structures.add(found, structure, parts[2], today)
            else:
                found.flaws.append(flaws.no_structure(piece))


def _add_gs1(found: Judged, text: str, today: date) -> None:
    within = gs1.element_string(text, today=today)
    found.elements += within.elements
    found.flaws += within.flaws
    found.questions += within.questions


def fields(elements: Iterable[Element]) -> dict[str, Any]:
    """The fields of a Reading that sound elements fill, of whatever format they are."""
    elements = tuple(elements)
    beside_a_ppn = any(each.id == "9N" for each in elements)
    meant = []
    for each in elements:
        if each.id in _QUALIFIED:
            meant.append(replace(each, id=each.id + each.raw[_QUALIFIED[each.id] :]))
        elif each.id == "D" and beside_a_ppn:
            meant.append(replace(each, id="9N D"))
        else:
            meant.append(each)
    in_format_05 = (each for each in elements if each.id.isdecimal())
    return structures.fields_by(_FIELDS, meant) | fields_of(in_format_05)
