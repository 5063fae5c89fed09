"""Electronic Product Codes: what a URN or a Digital Link in an event names.

Source: GS1 EPC Tag Data Standard 2.0, 6.3.1 (SGTIN), 6.3.2 (SSCC), 6.4.1 (LGTIN), 7.1 and 7.2
(from URI to GS1 element string), 6.1 (escaped characters); EPCIS 2.0, 8.2.2 (patterns with
``*`` stand for a class) and 7.2.2 (Digital Links in place of URNs).
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote

from lsn_desktop.scanning import digital_link
from lsn_desktop.scanning.check_digits import mod10_holds
from lsn_desktop.scanning.digital_link import NotADigitalLink

_PREFIXES = {
    "urn:epc:id:sgtin:": "sgtin",
    "urn:epc:idpat:sgtin:": "sgtin",
    "urn:epc:class:lgtin:": "lgtin",
    "urn:epc:id:sscc:": "sscc",
}
_PARTS = {"sgtin": 3, "lgtin": 3, "sscc": 2}
_GTIN, _SSCC = 13, 17  # digits without the check digit


@dataclass(frozen=True, slots=True)
class Epc:
    """What a code names: goods of a GTIN, by lot or serial, or a pallet or carton."""

    gtin: str = ""
    lot: str = ""
    serial: str = ""
    sscc: str = ""


def told_by(uri: str) -> Epc | None:
    """What a URI names; None if it is of another kind, or broken."""
    if digital_link.is_web_address(uri):
        return _of_link(uri)
    for prefix, scheme in _PREFIXES.items():
        if uri.startswith(prefix):
            parts = uri.removeprefix(prefix).split(".", _PARTS[scheme] - 1)
            return _of_urn(scheme, [unquote(part) for part in parts])
    return None


def _of_urn(scheme: str, parts: list[str]) -> Epc | None:
    if len(parts) != _PARTS[scheme]:
        return None
    company, reference = parts[:2]
    digits = reference[:1] + company + reference[1:]
    if not (digits.isascii() and digits.isdecimal()):
        return None
    if len(digits) != (_SSCC if scheme == "sscc" else _GTIN):
        return None
    key = next(digits + last for last in "0123456789" if mod10_holds(digits + last))
    if scheme == "sscc":
        return Epc(sscc=key)
    if scheme == "lgtin":
        return Epc(key, lot=parts[2])
    return Epc(key, serial="" if parts[2] == "*" else parts[2])


def _of_link(uri: str) -> Epc | None:
    try:
        said = dict(digital_link.elements_of(uri))
    except NotADigitalLink:
        return None
    if "01" not in said and "00" not in said:
        return None
    return Epc(said.get("01", ""), said.get("10", ""), said.get("21", ""), said.get("00", ""))
