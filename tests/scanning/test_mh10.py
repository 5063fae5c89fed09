"""ISO/IEC 15434 envelopes are read however their separators arrive."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from lsn_desktop.scanning.read import read

TODAY = date(2026, 11, 22)
LABEL = "[)>\x1e06\x1dPX-1\x1d1P77\x1d1TLOT1\x1dSSN1\x1dQ0120\x1d14D20261231\x1d4LCN\x1e\x04"


def written(rs: str, gs: str, eot: str) -> str:
    return LABEL.replace("\x1e", rs).replace("\x1d", gs).replace("\x04", eot)


@pytest.mark.parametrize(
    "text",
    [
        LABEL,
        "]d1" + LABEL,
        ">" + LABEL,
        LABEL.rstrip("\x04"),
        LABEL.rstrip("\x1e\x04"),
        written("", "\x1d", ""),
        written("\u241e", "\u241d", "\u2404"),
        written("<RS>", "<GS>", "<EOT>"),
        written("{rs}", "{GS}", "{Eot}"),
        written("<RS>", "\x1d", "\x04"),
        written("[RS]", "[GS]", "[EOT]"),
        # what stands for them is shown by the header
        written("^", "]", ""),
        written("^", "]", "\x04"),
        written("^^", "^]", "^D"),
        written("|", "|", "|"),
        written("", "|", ""),
        written("\x1e", "@", "\x04"),
        written("\x1e", "<GS>", "\x04"),
        # without the printable part in front
        LABEL.removeprefix("[)>"),
        LABEL.removeprefix("[)>\x1e"),
        written("\u241e", "\u241d", "\u2404").removeprefix("[)>"),
        written("<RS>", "<GS>", "<EOT>").removeprefix("[)>"),
    ],
)
def test_an_envelope_gives_its_parts(text: str) -> None:
    reading = read(text.encode(), today=TODAY)

    assert (reading.read_as, reading.errors) == ("mh10", ())
    assert (reading.lot, reading.serial) == ("LOT1", "SN1")
    assert reading.expiry == date(2026, 12, 31)
    assert reading.quantity == Decimal(120)
    assert [part.id for part in reading.elements] == ["P", "1P", "1T", "S", "Q", "14D", "4L"]
    assert reading.elements[1].title == "SUPPLIER ITEM"


@pytest.mark.parametrize(
    ("element", "value", "field", "filled"),
    [
        ("D261231", "2026-12-31", "expiry", None),
        ("1D311226", "2026-12-31", "expiry", None),
        ("2D123126", "2026-12-31", "expiry", None),
        ("3D6365", "6365", "expiry", None),
        ("4D26365", "2026-12-31", "expiry", None),
        ("5D261231036", "2026-12-31", "expiry", date(2026, 12, 31)),
        ("5D261231405", "2026-12-31", "production", date(2026, 12, 31)),
        ("6D20261231036", "2026-12-31", "expiry", date(2026, 12, 31)),
        ("6D20261231094", "2026-12-31", "production", date(2026, 12, 31)),
        ("6D20261231011", "2026-12-31", "production", None),
        ("6D20260405", "2026-04-05", "production", None),  # the day, and no type
        ("5D261231", "2026-12-31", "expiry", None),
        ("7D1226", "2026-12", "expiry", None),
        ("9Dsoon", "soon", "expiry", None),
        ("10D2653", "2026-W53", "production", None),
        ("11D202601", "2026-W01", "production", None),
        ("12D20261231", "2026-12-31", "expiry", None),
        ("15D31122026", "2026-12-31", "expiry", date(2026, 12, 31)),
        ("16D20261231", "2026-12-31", "production", date(2026, 12, 31)),
        ("17D31122026", "2026-12-31", "production", date(2026, 12, 31)),
        ("18D202612312359", "2026-12-31T23:59", "production", None),
        ("25D20261231", "2026-12-31", "best_before", date(2026, 12, 31)),
        ("TL-9", "L-9", "lot", "L-9"),
        ("1SAB", "AB", "serial", "AB"),
        ("7Q0012.50KG", "12.50", "quantity", Decimal("12.50")),
        ("Q2.5", "2.5", "quantity", Decimal("2.5")),
        ("Q120EA", "120", "quantity", Decimal(120)),
        ("Q120PC", "120", "quantity", Decimal(120)),
        ("9N110375286414", "110375286414", "gtin", None),
        ("8P9521234543213", "09521234543213", "gtin", "09521234543213"),
        ("9Zanything", "anything", "lot", None),
        ("K", "", "lot", None),
        ("1T", "", "lot", None),
    ],
)
def test_a_data_identifier_has_its_form_and_field(
    element: str, value: str, field: str, filled: object
) -> None:
    reading = read(f"[)>\x1e06\x1d{element}\x1e\x04".encode(), today=TODAY)

    assert (reading.read_as, reading.errors) == ("mh10", ())
    assert [part.value for part in reading.elements] == [value]
    assert getattr(reading, field) == filled


def test_the_suppliers_lot_goes_before_the_customers() -> None:
    reading = read(b"[)>\x1e06\x1dTOURS\x1d1TTHEIRS\x1d1SCODE\x1dSSN\x1e\x04", today=TODAY)

    assert (reading.lot, reading.serial) == ("THEIRS", "SN")


@pytest.mark.parametrize(
    ("element", "code"),
    [
        ("14D20260230", "date"),
        ("15D30022026", "date"),
        ("15D06100012", "date"),
        ("16D18991231", "date"),
        ("6D20261301036", "date"),
        ("6D2026123103", "date"),
        ("5D2612310365", "length"),
        ("D260200", "date"),
        ("7D1326", "date"),
        ("4D26366", "date"),
        ("10D2654", "date"),
        ("11D202600", "date"),
        ("18D202612312400", "date"),
        ("18D202612312360", "date"),
        ("14D2026", "length"),
        ("14D2026123X", "character"),
        ("Q1.2.3", "format"),
        ("7Q.5KG", "format"),
        ("QX", "format"),
        ("Q5KG", "format"),
        ("9N110375286415", "check-digit"),
        ("8P9521234543214", "check-digit"),
        ("1TA\x00", "character"),
        ("1T" + "L" * 91, "length"),
        ("1TA\x1d1TB", "repeat"),
        ("-1", "format"),
    ],
)
def test_what_cannot_be_right_is_grave(element: str, code: str) -> None:
    reading = read(f"[)>\x1e06\x1d{element}\x1e\x04".encode(), today=TODAY)

    assert (reading.read_as, [flaw.code for flaw in reading.grave]) == ("mh10", [code])
    assert (reading.lot, reading.expiry, reading.gtin) == (None, None, None)
    assert str(reading.grave[0].message)


def test_gs1_elements_stand_in_format_05() -> None:
    reading = read(
        b"[)>\x1e05\x1d0109521234543213\x1d10AB\x1d17261231\x1e06\x1dSSN\x1e\x04", today=TODAY
    )

    assert (reading.read_as, reading.valid) == ("mh10", True)
    assert (reading.gtin, reading.lot, reading.serial) == ("09521234543213", "AB", "SN")
    assert reading.expiry == date(2026, 12, 31)


def test_gs1_elements_that_cannot_be_right_are_grave_in_format_05_too() -> None:
    reading = read(b"[)>\x1e05\x1d0109521234543214\x1d10AB\x1e\x04", today=TODAY)

    assert [flaw.code for flaw in reading.grave] == ["check-digit"]
    assert reading.gtin is None


def test_text_elements_stand_in_format_12() -> None:
    reading = read(
        b"[)>\x1e12\x1dMFR 1F2G3\x1dSER SN 1\x1dPNR X\x1dEXP 20261231\x1dLOT L1\x1e\x04",
        today=TODAY,
    )

    assert (reading.lot, reading.serial, reading.expiry) == ("L1", "SN 1", date(2026, 12, 31))
    assert reading.elements[0].title == "MANUFACTURER"


def test_a_format_of_no_use_here_is_kept_as_it_came() -> None:
    reading = read(b"[)>\x1e01\x1d96841706672\x1d840\x1e07NOTE\x1e\x04", today=TODAY)

    assert reading.valid
    assert [part.id for part in reading.elements] == ["format 01", "format 07"]
    assert reading.gtin is None


@pytest.mark.parametrize(
    "text",
    ["[)>", "[)>06PX-11TLOT1", "[)>\x1e06PX-1", "[)>\x1e", "[)>06#PX-1#1TLOT", "[)> 06 PX-1"],
)
def test_an_envelope_without_its_separators_is_no_guess(text: str) -> None:
    reading = read(text.encode(), today=TODAY)

    assert (reading.read_as, [flaw.code for flaw in reading.grave]) == ("mh10", ["separator"])
    assert reading.lot is None


def test_a_second_format_is_found_by_the_same_substitutes() -> None:
    reading = read(b"[)>^06]SSN^05]0109521234543213]10AB^", today=TODAY)

    assert (reading.serial, reading.gtin, reading.lot) == ("SN", "09521234543213", "AB")


@pytest.mark.parametrize(
    ("day", "expiry"), [("D261231", date(2026, 12, 31)), ("D270200", date(2027, 2, 28))]
)
def test_a_date_beside_a_pharmacy_number_is_that_of_expiry(day: str, expiry: date) -> None:
    reading = read(
        f"[)>\x1e06\x1d9N110375286414\x1d1TLOT\x1d{day}\x1dSSN\x1e\x04".encode(), today=TODAY
    )

    assert (reading.lot, reading.serial, reading.expiry) == ("LOT", "SN", expiry)
    assert reading.valid


def test_a_date_beside_a_pharmacy_number_must_be_a_day_of_some_month() -> None:
    reading = read(b"[)>\x1e06\x1d9N110375286414\x1dD261300\x1e\x04", today=TODAY)

    assert [flaw.code for flaw in reading.grave] == ["date"]
    assert reading.expiry is None


def test_an_envelope_of_nothing_is_empty() -> None:
    assert [flaw.code for flaw in read(b"[)>\x1e06\x1d\x1e\x04", today=TODAY).grave] == [
        "empty"
    ]
    assert [flaw.code for flaw in read(b"[)>\x1e06\x1e\x04", today=TODAY).grave] == ["empty"]
