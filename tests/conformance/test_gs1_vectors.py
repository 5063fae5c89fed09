"""Scans are read as GS1's own engine reads them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from lsn_desktop.scanning.read import read, read_brackets
from tests.conformance.vectors import caret_form, differences, within_elements

TODAY = date(2026, 11, 22)
CODES = {
    "GS1_LINTER_INVALID_CSET39_CHARACTER": "character",
    "GS1_LINTER_INCORRECT_CHECK_DIGIT": "check-digit",
    "GS1_LINTER_TOO_SHORT_FOR_CHECK_PAIR": "length",
    "GS1_LINTER_INVALID_IMPORT_IDX_CHARACTER": "character",
    "GS1_LINTER_ILLEGAL_ZERO_PREFIX": "format",
    "GS1_LINTER_NOT_ISO3166": "code-list",
    "GS1_LINTER_NOT_ISO4217": "code-list",
    "GS1_LINTER_ILLEGAL_IBAN_COUNTRY_CODE": "code-list",
    "GS1_LINTER_ILLEGAL_DAY": "date",
    "GS1_LINTER_ILLEGAL_SECOND": "date",
    "GS1_LINTER_PIECE_NUMBER_EXCEEDS_TOTAL": "format",
    "GS1_LINTER_INVALID_LONGITUDE": "format",
    "GS1_LINTER_POSITION_IN_SEQUENCE_MALFORMED": "format",
}


def test_raw_element_strings_are_taken_or_refused_alike() -> None:
    def ours(vector: dict[str, Any]) -> object:
        caret = vector["caret"]
        sent = "]C1" + caret[1:].replace("^", "\x1d") if caret.startswith("^") else caret
        reading = read(sent.encode(), today=TODAY)
        taken = reading.read_as == "gs1" and not within_elements(reading)
        return None if taken == vector["valid"] else reading

    assert differences("gs1/raw_element_strings.json", ours) == {}


def test_bracketed_elements_become_the_same_message() -> None:
    def ours(vector: dict[str, Any]) -> object:
        reading = read_brackets(vector["bracketed"].encode(), today=TODAY)
        caret = None if within_elements(reading) else caret_form(reading.elements)
        return None if caret == vector["caret"] else reading

    assert differences("gs1/bracketed_to_caret.json", ours) == {}


def test_each_fault_within_an_element_has_its_code() -> None:
    def ours(vector: dict[str, Any]) -> object:
        reading = read_brackets(vector["bracketed"].encode(), today=TODAY)
        fault = vector["error"]
        coupon = "format" if "COUPON" in fault else None
        expected = [] if vector["valid"] else [CODES.get(fault, coupon)]
        return None if within_elements(reading) == expected else reading

    assert differences("gs1/ai_linters.json", ours) == {}


def test_what_a_scanner_sends_is_read_by_its_symbology_identifier() -> None:
    def ours(vector: dict[str, Any]) -> object:
        scan = vector["scan"]
        reading = read(scan.encode(), today=TODAY)
        if not vector["valid"]:
            return None if within_elements(reading) else reading
        if within_elements(reading) or reading.symbology != scan[:3]:
            return reading
        linear, composite, _ = reading.text.partition("|]e0")
        if reading.read_as in {"plain", "gs1-digital-link"}:
            caret = re.sub(r"^(\\*\^)", r"\\\1", reading.text)
        elif scan.startswith("]E"):
            caret = linear + (f"|{caret_form(reading.elements[1:])}" if composite else "")
        else:
            caret = caret_form(reading.elements)
        return None if caret == vector["caret"] else reading

    assert differences("gs1/scan_data_in.json", ours) == {}


def test_digital_links_hold_the_same_elements() -> None:
    def ours(vector: dict[str, Any]) -> object:
        reading = read(vector["uri"].encode(), today=TODAY, claim="gs1")
        taken = reading.read_as == "gs1-digital-link" and not within_elements(reading)
        caret = caret_form(reading.elements) if taken else None
        return None if caret == vector["caret"] else reading

    assert differences("gs1/digital_link_parse.json", ours) == {}
