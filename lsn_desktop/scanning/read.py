"""Reading a scan: the one way from a scanner's bytes to a Reading."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from lsn_desktop.scanning import ean, flaws, gs1, symbology
from lsn_desktop.scanning.check_digits import mod10_holds
from lsn_desktop.scanning.codes import ASSOCIATIONS, MILD
from lsn_desktop.scanning.gs1_table import AIS
from lsn_desktop.scanning.readings import Element, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lsn_desktop.scanning.readings import Flaw

Claim = Literal["gs1"]

KILOGRAMS_PER_POUND = Decimal("0.45359237")
MOST_READ = 8192
"""Bytes of a frame read as more than plain text; the largest symbol, a QR Code, holds 7,089."""


def read(frame: bytes, *, today: date, claim: Claim | None = None) -> Reading:
    """Read one frame. Never raises, whatever the bytes; the clock is the caller's.

    Args:
        frame: what one scan sent, prefix and suffix of the scanner already off.
        today: the day of the scan; it settles the century of two-digit years.
        claim: take the frame for GS1 although no symbology identifier says so.
    """
    identifier, data = symbology.taken_off(frame)
    text = symbology.decoded(data, identifier)
    promise = "gs1" if claim else symbology.meaning(identifier)
    if promise == "gs1":
        return _gs1(frame, text, identifier, today)
    if promise == "unsaid":
        return _without_promise(frame, text, identifier, today)
    return Reading(frame, text, symbology=identifier)


def _gs1(frame: bytes, text: str, identifier: str | None, today: date) -> Reading:
    found = gs1.element_string(text, today=today)
    errors = found.flaws or ([] if found.elements else [flaws.empty()])
    return _reading(frame, text, identifier, found.elements, errors, found.questions)


def _without_promise(frame: bytes, text: str, identifier: str | None, today: date) -> Reading:
    if ean.is_gtin(text):
        gtin = ean.padded(text)
        return Reading(
            frame,
            text,
            "ean",
            identifier,
            (Element("01", AIS["01"].title, text, gtin),),
            gtin=gtin,
        )
    if _begins_with_a_key(text.lstrip(gs1.GS)):
        found = gs1.element_string(text, today=today)
        if not any(flaw.code not in ASSOCIATIONS for flaw in found.flaws):
            return _reading(
                frame, text, identifier, found.elements, (), found.questions, found.flaws
            )
    return Reading(frame, text, symbology=identifier)


def _begins_with_a_key(text: str) -> bool:
    """Whether a text begins with a GTIN (01) or SSCC (00) whose check digit is right."""
    width = {"01": 16, "00": 20}.get(text[:2], 0)
    key = text[2:width]
    return len(key) == width - 2 and key.isascii() and key.isdecimal() and mod10_holds(key)


def _reading(  # noqa: PLR0913 - the parts of a Reading
    frame: bytes,
    text: str,
    identifier: str | None,
    elements: Iterable[Element],
    errors: Iterable[Flaw],
    questions: Iterable[Flaw] = (),
    warnings: Iterable[Flaw] = (),
) -> Reading:
    """A GS1 reading, its fields filled from the elements that have no grave flaw."""
    elements, errors = tuple(elements), tuple(errors)
    doubtful = {flaw.id for flaw in errors if flaw.code not in MILD}
    sound = {element.id: element for element in elements if element.id not in doubtful}
    return Reading(
        frame,
        text,
        "gs1",
        identifier,
        elements,
        errors,
        tuple(warnings),
        tuple(questions),
        **_fields(sound),
    )


_TEXTS = {"01": "gtin", "02": "content_gtin", "00": "sscc", "10": "lot", "21": "serial"}
_DAYS = {"17": "expiry", "15": "best_before", "11": "production"}


def _fields(sound: dict[str, Element]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for id_, element in sound.items():
        if id_ in _TEXTS:
            fields[_TEXTS[id_]] = element.raw
        elif id_ in _DAYS:
            fields[_DAYS[id_]] = date.fromisoformat(element.value)
        elif id_ in {"30", "37"}:
            fields["quantity"] = Decimal(int(element.raw))
        elif id_.startswith("310"):
            fields["weight_kg"] = Decimal(element.value)
        elif id_.startswith("320"):
            fields.setdefault("weight_kg", Decimal(element.value) * KILOGRAMS_PER_POUND)
        elif id_ == "7003":
            fields.setdefault("expiry", date.fromisoformat(element.value[:10]))
    return fields
