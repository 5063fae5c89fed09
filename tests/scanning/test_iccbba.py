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
        ("=]202802", "expiry", date(2028, 2, 29)),
        ("=(1001202812312359", "expiry", date(2028, 12, 31)),
        ("=(2003202612312359", "production", date(2026, 12, 31)),
        ("=(1006202612312359", "expiry", None),
        ("&,4DE001234G123426654321A00T012300020281231", "expiry", date(2028, 12, 31)),
        ("&,4DE001234G123426654321A00T012300000000000", "expiry", None),
        ("=-TE12345678&-RZ12345678", "lot", "RZ12345678"),
        ("&,1000000000000000123&,2AB0000000000000456", "lot", "000000000000000123"),
        ("&#0107WARD12A=,00A001", "serial", "00A001"),
        ("&$02" + "01000100250000" * 2 + "=,00A001", "serial", "00A001"),
        ("&%001" + "0100010101" + "=,00A001", "serial", "00A001"),
        ("=G12342665432100&xANY THING=,", "serial", None),
        ("=+02000=G12342665432100=,00A001", "serial", "00A001"),
        ("=+01035=,00A001", "serial", "00A001"),
        ("=%51c0=<S1295VA0=\\" + "0" * 18, "lot", None),
        ("&:1234ABCDEFGHJKLMN24", "lot", None),
    ],
)
def test_a_structure_fills_its_field(text: str, field: str, value: object) -> None:
    reading = read(f"]C0{text}".encode(), today=TODAY)

    assert (reading.read_as, reading.errors) == ("iccbba", ())
    assert getattr(reading, field) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("=>026366", "date"),
        ("=>026000", "date"),
        ("=>826001", "date"),  # of 1826
        ("=]182612", "date"),
        ("&>0260012400", "date"),
        ("&>0260012360", "date"),
        ("=G12349865432160", "check-digit"),
        ("=]202813", "date"),
        ("=]202800", "date"),
        ("=]000012", "date"),
        ("=(1001202602302359", "date"),
        ("=(1001202812312400", "date"),
        ("&,4DE001234G123426654321A00T012300020260230", "date"),
        ("&,4DE001234G123426654321A00T0123000ABCDEFGH", "date"),
        ("&:1234ABCDEFGHJKLMN99", "check-digit"),
        # a compound message says how many structures follow
        ("=+02000=,00A001", "format"),
        ("=+00000=,00A001", "format"),
        ("=+02000", "format"),
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
    [
        *("=", "&", "=>02603", "=>026032X", "=>0260320", "=>02603A", "=a", "=/A9999XYZ100"),
        *("=Z1", "=OABCD1234567800", "=G1234X665432100", "&x", "&xANY", "&,5AB"),
        *("&#0107WARD", "&$02", "&%001010001"),
    ],
)
def test_what_structures_do_not_fill_is_text(text: str) -> None:
    reading = read(text.encode(), today=TODAY)

    assert (reading.read_as, reading.valid) == ("plain", True)
