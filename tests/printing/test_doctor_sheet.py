"""The six codes are read from paper, each byte for byte; findings stand behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import zxingcpp

from lsn_desktop.domain.messages import message
from lsn_desktop.scanning.doctor_codes import CODES, code
from lsn_desktop.scanning.doctor_findings import Finding, Verdict
from printing import pages
from printing.pages import opened
from printing.papers.doctor_sheet import ScannerReport, doctor_sheet
from printing.papers.doctor_symbols import symbol_of
from tests.printing.labels import HOSTILE, pages_of, text_of

if TYPE_CHECKING:
    from lsn_desktop.scanning.doctor_codes import DoctorCode

FOUND = [
    Finding(Verdict.OK, message("Each scan ends with Enter.")),
    Finding(Verdict.SET, message("Nothing ends a scan."), message("Set the suffix to Enter.")),
    Finding(Verdict.ADVICE, message("No AIM identifiers."), message("Switch them on.")),
    Finding(Verdict.REPAIRED, message("Caps Lock is on.")),
]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("dpi", [203, 300])
def test_all_six_codes_are_read_from_paper(paper: str, dpi: int) -> None:
    with opened(doctor_sheet(paper=paper)) as document:
        width, height = (round(side * dpi / 72) for side in document[0].get_size())
        picture = pages.picture(document, 0, width, height)
    read = {one.bytes: one.symbology_identifier for one in zxingcpp.read_barcodes(picture)}
    expected = {one.data.encode(): one.identifiers[0] for one in CODES if one.name != "squares"}
    squares = code("squares").data.encode()
    assert {data: read[data] for data in expected} == expected
    assert read[squares] == "]d2"
    assert len(read) == len(CODES)


@pytest.mark.parametrize("one", CODES, ids=lambda one: one.name)
def test_a_symbol_holds_what_the_doctor_expects(one: DoctorCode) -> None:
    symbol = symbol_of(one)
    assert symbol.payload == one.data.encode()
    assert symbol.identifier in one.identifiers
    assert symbol.columns * 2 <= 1000  # two pixels a module on the smallest screen


def test_what_was_found_stands_on_the_second_page() -> None:
    pdf = doctor_sheet(ScannerReport("Dock", "26 November 2026", "DOCK-1", FOUND))
    assert pages_of(pdf) == 2
    words = text_of(pdf, 1).splitlines()
    order = [
        "Dock",
        "To be set on the scanner",
        "Nothing ends a scan.",
        "Better set",
        "Repaired by the program",
        "Right",
        "Each scan ends with Enter.",
    ]
    assert [one for one in words if one in order] == order
    assert pdf == doctor_sheet(ScannerReport("Dock", "26 November 2026", "DOCK-1", FOUND))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_name_changes_no_page(hostile: str) -> None:
    finding = Finding(Verdict.SET, message("{text} stands before it.", text=hostile))
    pdf = doctor_sheet(ScannerReport(hostile, hostile, hostile, [finding] * 3))
    assert pages_of(pdf) == 2
