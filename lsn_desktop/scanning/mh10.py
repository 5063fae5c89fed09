r"""ISO/IEC 15434 envelopes: ``[)>`` RS format GS element GS element RS EOT.

Format 05 holds GS1 elements, 06 data identifiers of ANSI MH10.8.2, 12 text element
identifiers of the aerospace and defence industry. RS, GS and EOT may arrive as control
characters, as their pictures, or spelled ``<RS>`` and ``{GS}``.

Source: ISO/IEC 15434, message envelope, format headers and trailers; ANSI MH10.8.2-2016, data
identifiers by category (16 items, 17 quantities, 19 serial numbers, 20 traceability); ATA Spec
2000, chapter 9 (text elements).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lsn_desktop.scanning import flaws, gs1, structures
from lsn_desktop.scanning.check_digits import gtin_is_right
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

# Mouser and others print a further > in front.
_BEGINS = ("[)>", ">[)>")
_HEADER = re.compile(rf">?\[\)>(?:{RS}(?=[0-9]{{2}})|(?=[0-9]{{2}}{GS}))")
_SPELLED = re.compile(r"<(RS|GS|EOT)>|\{(RS|GS|EOT)\}", re.IGNORECASE)
_CONTROLS = {"RS": RS, "GS": GS, "EOT": EOT}
_PICTURES = str.maketrans({"\u241e": RS, "\u241d": GS, "\u2404": EOT})
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
    "25D": "best_before",
    "8P": "gtin",
}
"""Fields by identifier, the foremost first; a date with a qualifier (ANSI X12.3, element 374:
036 and 208 expiry, 094 and 405 manufacture) by both."""

_QUALIFIED = frozenset({"5D", "6D"})


def _gtin(text: str, _today: date) -> str | None:
    return padded(text) if gtin_is_right(text) else None


def _amount(text: str, _today: date) -> str | None:
    """A quantity, with decimals where it has them."""
    parts = re.fullmatch(r"([0-9]{1,9})(\.[0-9]{1,6})?", text)
    return f"{int(parts[1])}{parts[2] or ''}" if parts else None


def _amount_and_unit(text: str, today: date) -> str | None:
    """The quantity alone; the two characters of its unit stay in the raw value."""
    return _amount(text[:-2], today)


_TEXT = r"^\x00-\x1f\x7f"
_MOST = 90
_TITLES = """
P CUSTOMER ITEM|1P SUPPLIER ITEM|2P REVISION|3P MANUFACTURER AND ITEM|30P SUPPLIER ITEM, FIRST
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
    "Q": Structure("Q", "QUANTITY", "0-9.", 1, 16, form=_amount, flaw="format"),
    "QTY": Structure("QTY", "QUANTITY", "0-9.", 1, 16, form=_amount, flaw="format"),
    "7Q": Structure(
        "7Q", "QUANTITY AND UNIT", "0-9.A-Z", 3, 18, form=_amount_and_unit, flaw="format"
    ),
    "8P": Structure("8P", "GTIN", "0-9", 8, 14, form=_gtin, flaw="check-digit"),
}


def begins(text: str) -> bool:
    """Whether a text has the compliance indicator of an envelope."""
    return text.startswith(_BEGINS)


def judged(text: str, *, today: date) -> Judged:
    """Read an envelope; a trailer that the scanner did not send is no loss."""
    written = _SPELLED.sub(lambda found: _CONTROLS[(found[1] or found[2]).upper()], text)
    written = written.translate(_PICTURES)
    header = _HEADER.match(written)
    if header is None:
        return Judged(flaws=[flaws.lost_separators(text)])
    found = Judged()
    for packet in filter(None, written[header.end() :].rstrip(EOT).split(RS)):
        _add_packet(found, packet, today)
    return found


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
        for piece in filter(None, data.split(GS)):
            _add(found, _FORMATS[format_], piece, today)


def _add_gs1(found: Judged, text: str, today: date) -> None:
    within = gs1.element_string(text, today=today)
    found.elements += within.elements
    found.flaws += within.flaws
    found.questions += within.questions


def _add(found: Judged, identifier: re.Pattern[str], piece: str, today: date) -> None:
    parts = identifier.fullmatch(piece)
    if parts is None:
        found.flaws.append(flaws.no_structure(piece))
        return
    unknown = Structure(parts[1], "", _TEXT, 0, _MOST)
    structures.add(found, _STRUCTURES.get(parts[1], unknown), parts[2], today)


def fields(elements: Iterable[Element]) -> dict[str, Any]:
    """The fields of a Reading that sound elements fill, of whatever format they are."""
    elements = tuple(elements)
    meant = (
        replace(each, id=each.id + each.raw[-3:]) if each.id in _QUALIFIED else each
        for each in elements
    )
    return structures.fields_by(_FIELDS, meant) | fields_of(elements)
