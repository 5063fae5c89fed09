"""A scan is read as what it proves or claims to be, never by its looks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from lsn_desktop.scanning.read import MOST_READ, read, read_brackets

TODAY = date(2026, 11, 22)
GTIN = b"09521234543213"


@pytest.mark.parametrize(
    ("frame", "read_as", "gtin", "lot"),
    [
        # identifiers are believed
        (b"]C101" + GTIN + b"10AB", "gs1", "09521234543213", "AB"),
        (b"]e001" + GTIN + b"10AB", "gs1", "09521234543213", "AB"),
        (b"]d201" + GTIN + b"10AB", "gs1", "09521234543213", "AB"),
        (b"]Q301" + GTIN + b"10AB", "gs1", "09521234543213", "AB"),
        (b"]J101" + GTIN + b"10AB", "gs1", "09521234543213", "AB"),
        (b"]z101" + GTIN + b"10AB", "gs1", "09521234543213", "AB"),
        (b"]C110AB", "gs1", None, "AB"),
        (b"]C1\x1d01" + GTIN + b"10AB\x1d", "gs1", "09521234543213", "AB"),
        (b"]E09521234543213", "ean", "09521234543213", None),
        (b"]E402345673", "ean", "00000002345673", None),
        (b"]E3952123454321312", "ean", "09521234543213", None),
        (b"]E3952123454321312345", "ean", "09521234543213", None),
        (b"]I109521234543213", "ean", "09521234543213", None),
        (b"]I102345673", "plain", None, None),
        (b"]I109521234543214", "plain", None, None),
        (b"]C09521234543213", "plain", None, None),
        (b"]A0LOT-1", "plain", None, None),
        (b"]d101" + GTIN + b"10AB", "plain", None, None),
        (
            b"]Q1https://id.gs1.org/01/" + GTIN + b"/10/AB",
            "gs1-digital-link",
            "09521234543213",
            "AB",
        ),
        (b"]X001" + GTIN + b"10AB", "gs1", "09521234543213", "AB"),
        # without one only evidence counts
        (b"01" + GTIN + b"10AB", "gs1", "09521234543213", "AB"),
        (b"\x1d01" + GTIN + b"10AB", "gs1", "09521234543213", "AB"),
        (b"0109521234543214" + b"10AB", "plain", None, None),
        (b"01" + GTIN + b"17261301", "plain", None, None),
        (b"01" + GTIN + b"10A\x1d10B", "plain", None, None),
        (b"01" + GTIN + b"89A", "plain", None, None),
        (b"00006141411234567890" + b"10AB", "gs1", None, "AB"),
        (b"00006141411234567891", "plain", None, None),
        (b"10D9T", "plain", None, None),
        (b"101", "plain", None, None),
        (b"2112345", "plain", None, None),
        (b"17261231", "plain", None, None),
        (b"010952123454321", "plain", None, None),
        (b"02345674", "plain", None, None),
        (b"12345670", "ean", "00000012345670", None),
        (b"02345635", "ean", "00000002345635", None),  # of one company, and no UPC-E
        (b"416000336108", "ean", "00416000336108", None),
        # UPC-E with its zeros suppressed; the last two check as a GTIN-8 too
        (b"09123407", "ean", "00091000002347", None),
        (b"09123425", "ean", "00091200002345", None),
        (b"09123538", "ean", "00091200000358", None),
        (b"09123542", "ean", "00091230000052", None),
        (b"09123557", "ean", "00091235000057", None),
        (b"01234565", "ean", "00012345000065", None),
        (b"09123408", "plain", None, None),
        (b"29123405", "plain", None, None),
        (b"]C009123407", "plain", None, None),
        (b"9521234543213", "ean", "09521234543213", None),
        (GTIN, "ean", "09521234543213", None),
        (b"9521234543214", "plain", None, None),
        (b"00000000", "plain", None, None),
        (b"0000000000000", "plain", None, None),
        (b"0100000000000000", "plain", None, None),
        (b"00000000000000000000", "plain", None, None),
        (b"https://example.com/01/" + GTIN, "gs1-digital-link", "09521234543213", None),
        (b"https://example.com/01/09521234543214", "plain", None, None),
        (b"https://example.com/products", "plain", None, None),
    ],
)
def test_what_a_scan_is_read_as(
    frame: bytes, read_as: str, gtin: str | None, lot: str | None
) -> None:
    reading = read(frame, today=TODAY)

    assert (reading.read_as, reading.gtin, reading.lot) == (read_as, gtin, lot)
    assert reading.grave == ()
    assert reading.scan == frame


@pytest.mark.parametrize(
    ("frame", "codes"),
    [
        (b"", ["empty"]),
        (b"]", ["unknown-symbology"]),
        (b"]XX1", ["unknown-symbology"]),
        (b"]C1", ["empty"]),
        (b"]d2\x1d", ["empty"]),
        (b"]C10109521234543214", ["check-digit"]),
        (b"]C101" + GTIN + b"2", ["format"]),
        (b"]C101" + GTIN + b"10", ["empty"]),
        (b"]C101" + GTIN + b"10K\xc3\xa4se", ["character"]),
        (b"]C101" + GTIN + b"89A", ["unknown-ai"]),
        (b"]C110AB", ["requires"]),
        (b"]E0", ["empty"]),
        (b"]E0416000336108", ["length"]),
        (b"]E012345678901234", ["length"]),
        (b"]E02112345678901", ["check-digit"]),
        (b"]E0211234567890A", ["character"]),
        (b"]E402345674", ["check-digit"]),
        (b"]E395212345432131", ["length"]),
        (b"]E3952123454321412", ["check-digit"]),
        (b"]C1" + b"99A\x1d" * (MOST_READ // 4), ["length"]),
    ],
)
def test_a_code_that_breaks_its_standard_says_how(frame: bytes, codes: list[str]) -> None:
    reading = read(frame, today=TODAY)

    assert [flaw.code for flaw in reading.errors] == codes
    assert reading.valid is False


@pytest.mark.parametrize(
    ("frame", "read_as", "codes"),
    [
        (b"10AB", "gs1", ["requires"]),
        (b"01" + GTIN, "gs1", []),
        (b"9521234543213", "gs1", []),  # (95), an internal element
        (b"hello", "gs1", ["format"]),
        (b"https://a/b", "gs1-digital-link", ["uri"]),
        (b"https://a/01/09521234543214", "gs1-digital-link", ["check-digit"]),
        (b"https://a/01/" + GTIN, "gs1-digital-link", []),
        (b"]Q1https://a/01/" + GTIN, "gs1-digital-link", []),
        (b"]E02112345678901", "ean", ["check-digit"]),
        (b"]Q3https://a/01/" + GTIN, "gs1", ["format"]),
        (b"]XX", "plain", ["unknown-symbology"]),
    ],
)
def test_a_claim_makes_a_scan_answer_for_it(
    frame: bytes, read_as: str, codes: list[str]
) -> None:
    reading = read(frame, today=TODAY, claim="gs1")

    assert reading.read_as == read_as
    assert [flaw.code for flaw in reading.errors] == codes


def test_every_field_is_filled_from_its_element() -> None:
    reading = read(
        b"]C100006141411234567890" + b"02" + GTIN + b"1126110115261231172701003103001250"
        b"3712\x1d10L-1\x1d21S-1",
        today=TODAY,
    )

    assert reading.sscc == "006141411234567890"
    assert reading.content_gtin == "09521234543213"
    assert reading.gtin is None
    assert reading.lot == "L-1"
    assert reading.serial == "S-1"
    assert reading.production == date(2026, 11, 1)
    assert reading.best_before == date(2026, 12, 31)
    assert reading.expiry == date(2027, 1, 31)
    assert reading.quantity == Decimal(12)
    assert str(reading.weight_kg) == "1.250"
    assert reading.symbology == "]C1"
    assert reading.text.startswith("0000614")
    assert reading.text.count("\x1d") == 2


@pytest.mark.parametrize(
    ("elements", "kilograms"),
    [
        (b"3202001000", "4.5359237000"),
        (b"3103001250" + b"3202001000", "1.250"),
        (b"3202001000" + b"3103001250", "1.250"),
        (b"3303001250", None),  # gross weight is not what was received
        (b"310900125X", None),  # no AI has nine decimals; the element is kept all the same
    ],
)
def test_a_net_weight_in_kilograms_goes_before_pounds(
    elements: bytes, kilograms: str | None
) -> None:
    reading = read(b"]C101" + GTIN + elements, today=TODAY)

    assert reading.weight_kg == (None if kilograms is None else Decimal(kilograms))


@pytest.mark.parametrize(
    ("elements", "expiry"),
    [
        (b"70032612311200", date(2026, 12, 31)),
        (b"17270131" + b"70032612311200", date(2027, 1, 31)),
        (b"70032612311200\x1d17270131", date(2027, 1, 31)),
    ],
)
def test_the_day_of_expiry_goes_before_its_hour(elements: bytes, expiry: date) -> None:
    assert read(b"]C101" + GTIN + elements, today=TODAY).expiry == expiry


def test_a_flawed_element_fills_no_field_but_is_kept() -> None:
    reading = read(b"]C101" + GTIN + b"17261301" + b"10" + b"L" * 21, today=TODAY)

    assert reading.gtin == "09521234543213"
    assert reading.expiry is None
    assert reading.lot is None
    assert [element.id for element in reading.elements] == ["01", "17", "10"]
    assert [flaw.code for flaw in reading.questions] == ["separator"]
    assert reading.digital_link is None


def test_two_lots_on_one_label_fill_neither() -> None:
    reading = read(b"]C101" + GTIN + b"10A\x1d10B", today=TODAY)

    assert reading.lot is None
    assert [flaw.code for flaw in reading.grave] == ["repeat"]


@pytest.mark.parametrize(
    "frame", [b"]C110AB", b"]C101" + GTIN + b"3712", b"]C101" + GTIN + b"89A"]
)
def test_the_dock_takes_what_only_breaks_an_association(frame: bytes) -> None:
    reading = read(frame, today=TODAY)

    assert not reading.valid
    assert reading.grave == ()


def test_what_claims_no_standard_breaks_none() -> None:
    reading = read(b"01" + GTIN + b"3712", today=TODAY)

    assert reading.valid
    assert reading.errors == ()
    assert {flaw.code for flaw in reading.warnings} == {"excludes", "requires"}
    assert reading.quantity == Decimal(12)


def test_an_element_string_that_runs_on_without_identifier_is_asked_about() -> None:
    reading = read(b"01" + GTIN + b"10LOT-2026-000021SERIAL-0001", today=TODAY)

    assert reading.read_as == "plain"
    assert reading.lot is None
    assert [flaw.code for flaw in reading.warnings] == ["length"]
    assert [flaw.code for flaw in reading.questions] == ["separator"]


def test_what_only_looks_like_a_key_is_text_without_a_word() -> None:
    reading = read(b"010952123454321410AB", today=TODAY)

    assert (reading.read_as, reading.warnings, reading.questions) == ("plain", (), ())


def test_gs1_in_a_symbol_that_is_not_gs1_is_text_with_a_warning() -> None:
    right = read(b"]C001" + GTIN + b"10AB", today=TODAY)
    wrong = read(b"]C001" + GTIN + b"17261301", today=TODAY)

    assert (right.read_as, [flaw.code for flaw in right.warnings]) == ("plain", ["format"])
    assert (wrong.read_as, wrong.warnings) == ("plain", ())


def test_a_composite_component_adds_its_elements() -> None:
    ean = read(b"]E02112345678900|]e017261231" + b"10AB", today=TODAY)
    bars = read(b"]e001" + GTIN + b"|]e010AB", today=TODAY)

    assert (ean.read_as, ean.gtin, ean.lot) == ("gs1", "02112345678900", "AB")
    assert ean.expiry == date(2026, 12, 31)
    assert ean.elements[0].raw == "2112345678900"
    assert ean.valid
    assert (bars.gtin, bars.lot) == ("09521234543213", "AB")


def test_an_add_on_is_kept_beside_the_gtin() -> None:
    reading = read(b"]E3952123454321305", today=TODAY)

    assert [(part.id, part.raw) for part in reading.elements] == [
        ("01", "9521234543213"),
        ("add-on", "05"),
    ]
    assert reading.digital_link is None


def test_elements_in_brackets_are_read_like_scanned_ones() -> None:
    reading = read_brackets(b"(01)" + GTIN + rb"(10)A\(B", today=TODAY)

    assert (reading.gtin, reading.lot, reading.valid) == ("09521234543213", "A(B", True)
    assert reading.symbology is None
    for frame, code in [
        (b"", "empty"),
        (b"10AB", "format"),
        (b"(10)A" + b"B" * MOST_READ, "length"),
    ]:
        assert read_brackets(frame, today=TODAY).errors[0].code == code
