"""Reading a scan: the one way from a scanner's bytes to a Reading."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Literal

from lsn_desktop.scanning import (
    brackets,
    carriers,
    commands,
    digital_link,
    ean,
    flaws,
    gs1,
    hibc,
    languages,
    symbology,
)
from lsn_desktop.scanning.check_digits import gtin_is_right, mod10_holds
from lsn_desktop.scanning.codes import ASSOCIATIONS, MILD
from lsn_desktop.scanning.fields import fields_of
from lsn_desktop.scanning.gs1_table import AIS
from lsn_desktop.scanning.readings import Element, Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from lsn_desktop.scanning.codes import ReadAs
    from lsn_desktop.scanning.gs1 import Judged
    from lsn_desktop.scanning.readings import Flaw

Claim = Literal["gs1"]

MOST_READ = 8192
"""Bytes of a frame that are looked into; the largest symbol, a QR Code, holds 7,089 digits."""

_COMPOSITE = "|]e0"
"""Between a linear symbol and the composite component above it."""

_KEY_ENDS = {"00": 20, "01": 16}
_EAN_8, _EAN_13, _ITF_14 = 8, 13, 14
_ADD_ONS = (2, 5)


@dataclass(frozen=True, slots=True)
class _Scan:
    """One frame on its way to a Reading."""

    frame: bytes
    text: str
    identifier: str | None
    today: date


def read(frame: bytes, *, today: date, claim: Claim | None = None) -> Reading:
    """Read one frame. Never raises, whatever the bytes; the clock is the caller's.

    Args:
        frame: what one scan sent, prefix and suffix of the scanner already off.
        today: the day of the scan; it settles the century of two-digit years.
        claim: take the frame for GS1 although no symbology identifier says so.

    """
    identifier, data = symbology.taken_off(frame)
    scan = _Scan(frame, symbology.decoded(data, identifier), identifier, today)
    if broken := _broken(scan):
        return _plain(scan, errors=[broken])
    promise = symbology.meaning(identifier)
    if promise in _PROMISED:
        return _PROMISED[promise](scan)
    if claim:
        return _by_claim(scan)
    return _of_ours(scan) or _by_evidence(scan, promise)


def read_brackets(frame: bytes, *, today: date) -> Reading:
    r"""Read elements as typed or printed for people, ``(01)...(10)...``; never raises."""
    scan = _Scan(frame, symbology.decoded(frame, None), None, today)
    if broken := _broken(scan):
        return _plain(scan, errors=[broken])
    return _claimed(scan, "gs1", gs1.judged(brackets.split(scan.text), today=today))


def _broken(scan: _Scan) -> Flaw | None:
    """What makes a frame unreadable as anything."""
    if not scan.frame:
        return flaws.empty()
    if len(scan.frame) > MOST_READ:
        return flaws.too_long(len(scan.frame), MOST_READ)
    if scan.identifier is None and scan.frame.startswith(b"]"):
        return flaws.unknown_symbology(scan.text)
    return None


def _by_claim(scan: _Scan) -> Reading:
    """Take a scan for GS1 because the caller says so."""
    web = digital_link.is_web_address(scan.text)
    return _digital_link(scan) if web else _element_string(scan)


def _element_string(scan: _Scan) -> Reading:
    text = scan.text.replace(_COMPOSITE, gs1.GS)
    return _claimed(scan, "gs1", gs1.element_string(text, today=scan.today))


def _gs1_symbol(scan: _Scan) -> Reading:
    """A symbol marked as GS1; the postal service's parcel label is one, of internal AIs."""
    if scan.identifier == "]C1" and scan.text.startswith(carriers.IMPB_BEGINS):
        elements = carriers.impb(scan.text.replace(gs1.GS, ""))
        if elements is not None:
            return _reading(scan, "carrier", elements)
    return _element_string(scan)


def _digital_link(scan: _Scan) -> Reading:
    try:
        pairs = digital_link.elements_of(scan.text)
    except digital_link.NotADigitalLink:
        compressed = digital_link.is_compressed(scan.text)
        flaw = (flaws.compressed_link if compressed else flaws.no_digital_link)(scan.text)
        return _reading(scan, "gs1-digital-link", errors=[flaw])
    return _claimed(scan, "gs1-digital-link", gs1.judged(pairs, today=scan.today))


def _web_address(scan: _Scan) -> Reading:
    """A web address that claims no standard: a Digital Link if it is one without a flaw."""
    linked = _digital_link(scan)
    if not linked.grave:
        return _unclaimed(linked)
    return _plain(scan, warnings=linked.errors if digital_link.is_compressed(scan.text) else ())


def _ean(scan: _Scan, digits: int) -> Reading:
    """A symbol that holds a GTIN and nothing else, unless a composite component is above it."""
    linear, composite, component = scan.text.partition(_COMPOSITE)
    if code := ean.flaw(linear, digits):
        unread = Element("01", AIS["01"].title, linear, linear)
        return _reading(scan, "ean", [unread], [flaws.not_a_gtin(linear, digits, code)])
    pairs = [("01", ean.padded(linear)), *gs1.split(component)]
    found = gs1.judged(pairs, today=scan.today)
    found.elements[0] = Element("01", AIS["01"].title, linear, ean.padded(linear))
    return _claimed(scan, "gs1" if composite else "ean", found)


def _ean_with_add_on(scan: _Scan) -> Reading:
    """An EAN-13 with the two or five digits that stand beside it on a periodical."""
    gtin, add_on = scan.text[:_EAN_13], scan.text[_EAN_13:]
    elements = [
        Element("01", AIS["01"].title, gtin, ean.padded(gtin)),
        Element("add-on", "ADD-ON", add_on, add_on),
    ]
    code = ean.flaw(gtin, _EAN_13) if len(add_on) in _ADD_ONS else "length"
    errors = [flaws.not_a_gtin(scan.text, _EAN_13, code)] if code else []
    return _reading(scan, "ean", elements, errors)


def _by_evidence(scan: _Scan, promise: symbology.Meaning) -> Reading:
    """Take a scan that claims nothing for what it proves to be; its looks prove nothing.

    A GTIN by itself where the symbol may hold one, a Digital Link without a flaw, an
    element string that begins with a key and is right to its end, and what keeps to another
    standard.
    """
    text = scan.text
    if alone := _gtin_alone(scan, promise):
        return alone
    if digital_link.is_web_address(text):
        return _web_address(scan)
    if not _begins_with_a_key(text.lstrip(gs1.GS)):
        return _by_other_evidence(scan, promise)
    reading = _element_string(scan)
    flawed = any(flaw.code not in ASSOCIATIONS for flaw in reading.errors)
    if promise != "unsaid":
        return _plain(scan, warnings=[] if flawed else [flaws.not_marked_gs1(text)])
    if flawed:
        return _plain(scan, warnings=reading.errors, questions=reading.questions)
    return _unclaimed(reading)


def _gtin_alone(scan: _Scan, promise: symbology.Meaning) -> Reading | None:
    """A GTIN and nothing else, where the symbol may hold one; zeros alone prove nothing."""
    text = scan.text
    if promise != "unsaid" and not (promise == "itf" and len(text) == _ITF_14):
        return None
    if not text.strip("0"):
        return None
    if promise == "unsaid" and (gtin := ean.of_upc_e(text)):
        return _reading(scan, "ean", [Element("01", AIS["01"].title, text, ean.padded(gtin))])
    if gtin_is_right(text):
        return _ean(scan, len(text))
    return None


def _of_ours(scan: _Scan) -> Reading | None:
    """A command or a badge of ours, which win over every other meaning."""
    if scan.text.lstrip()[: len(commands.OURS)].upper() != commands.OURS:
        return None
    if commands.is_badge(scan.text):
        return _reading(scan, "badge")
    found = commands.command(scan.text)
    if found is None:
        return None
    errors = [commands.not_a_command(found)] if found.name == "unknown" else []
    return _reading(scan, "command", commands.elements_of(found), errors)


def _by_other_evidence(scan: _Scan, promise: symbology.Meaning) -> Reading:
    """Take a scan for a code of another standard than GS1, if it proves to be one."""
    if promise == "itf":
        return _plain(scan)
    marked = promise == "text"
    if found := languages.found(scan.text, today=scan.today, marked=marked):
        return _claimed(scan, *found)
    misread = hibc.looks_like_one(scan.text)
    return _plain(scan, warnings=[flaws.wrong_check_character(scan.text)] if misread else [])


def _begins_with_a_key(text: str) -> bool:
    """Whether a text begins with a GTIN (01) or SSCC (00), not of zeros, that checks."""
    end = _KEY_ENDS.get(text[:2], 0)
    key = text[2:end]
    if len(key) != end - 2 or not (key.isascii() and key.isdecimal()):
        return False
    return mod10_holds(key) and key.strip("0") != ""


def _unclaimed(reading: Reading) -> Reading:
    """The same reading of a code that claims no standard, so that it cannot break one."""
    if not reading.errors:
        return reading
    return replace(reading, errors=(), warnings=reading.errors)


def _claimed(scan: _Scan, read_as: ReadAs, found: Judged) -> Reading:
    errors = found.flaws or ([] if found.elements else [flaws.empty()])
    return _reading(scan, read_as, found.elements, errors, found.questions)


def _reading(
    scan: _Scan,
    read_as: ReadAs,
    elements: Iterable[Element] = (),
    errors: Iterable[Flaw] = (),
    questions: Iterable[Flaw] = (),
) -> Reading:
    """A reading whose fields are filled from the elements that have no grave flaw."""
    elements, errors = tuple(elements), tuple(errors)
    fields = languages.FIELDS.get(read_as, fields_of)
    doubtful = {flaw.id for flaw in errors if flaw.code not in MILD}
    return Reading(
        scan=scan.frame,
        text=scan.text,
        read_as=read_as,
        symbology=scan.identifier,
        elements=elements,
        errors=errors,
        questions=tuple(questions),
        **fields(element for element in elements if element.id not in doubtful),
    )


def _plain(
    scan: _Scan,
    *,
    errors: Iterable[Flaw] = (),
    warnings: Iterable[Flaw] = (),
    questions: Iterable[Flaw] = (),
) -> Reading:
    return Reading(
        scan=scan.frame,
        text=scan.text,
        symbology=scan.identifier,
        errors=tuple(errors),
        warnings=tuple(warnings),
        questions=tuple(questions),
    )


_PROMISED: dict[symbology.Meaning, Callable[[_Scan], Reading]] = {
    "gs1": _gs1_symbol,
    "ean-13": partial(_ean, digits=_EAN_13),
    "ean-8": partial(_ean, digits=_EAN_8),
    "ean-13-add-on": _ean_with_add_on,
}
"""How the data of identifiers that promise something is read."""
