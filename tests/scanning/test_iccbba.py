"""ISBT 128 structures are read where they fill a scan to its end."""

from __future__ import annotations

from datetime import date

import pytest

from lsn_desktop.scanning.iccbba import check_value
from lsn_desktop.scanning.read import read

TODAY = date(2026, 11, 22)


def test_a_tissue_label_gives_lot_serial_and_dates() -> None:
    reading = read(
        b"=/A9999XYZ100T0944=,000025=A99971312345600=>014032=}013032&,1000000000000XYZ123",
        today=TODAY,
    )

    assert (reading.read_as, reading.valid) == ("iccbba", True)
    assert reading.lot == "000000000000XYZ123"
    assert reading.serial == "000025"
    assert reading.expiry == date(2014, 2, 1)
    assert reading.production == date(2013, 2, 1)
    assert [part.id for part in reading.elements] == ["=/", "=,", "=", "=>", "=}", "&,1"]
    assert reading.elements[2].value == "A999713123456"


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("&>0280601630", "expiry", date(2028, 2, 29)),
        ("=>128366", "expiry", date(2128, 12, 31)),
        ("=>999365", "expiry", date(1999, 12, 31)),
        ("&}0260012359", "production", date(2026, 1, 1)),
        ("=)1TE123456A&)RZ12345678", "lot", "RZ12345678"),
        ("=%5100=<E0291V00", "lot", None),
        ("=*026001&*0260010000", "production", None),
        ("=+02000", "lot", None),
    ],
)
def test_a_structure_fills_its_field(text: str, field: str, value: object) -> None:
    reading = read(f"]C0{text}".encode(), today=TODAY)

    assert reading.read_as == "iccbba"
    assert getattr(reading, field) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("=>026366", "date"),
        ("=>026000", "date"),
        ("&>0260012400", "date"),
        ("&>0260012360", "date"),
        ("=G12349865432160", "check-digit"),
    ],
)
def test_what_cannot_be_right_is_grave(text: str, code: str) -> None:
    reading = read(text.encode(), today=TODAY)

    assert (reading.read_as, [flaw.code for flaw in reading.grave]) == ("iccbba", [code])
    assert reading.expiry is None


def test_the_flags_of_a_donation_number_may_be_its_check() -> None:
    assert check_value("G123498654321") == 17  # H, as ST-001 prints it
    assert read(b"=G12349865432177", today=TODAY).valid
    assert read(b"=G12349865432100", today=TODAY).valid
    assert read(b"=G123498654321AB", today=TODAY).valid


@pytest.mark.parametrize(
    "text",
    ["=", "&", "=>02603", "=>026032X", "=>0260320", "=>02603A", "=a", "=/A9999XYZ100", "=Z1"],
)
def test_what_structures_do_not_fill_is_text(text: str) -> None:
    reading = read(text.encode(), today=TODAY)

    assert (reading.read_as, reading.valid) == ("plain", True)
