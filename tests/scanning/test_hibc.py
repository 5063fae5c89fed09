"""HIBC labels give item key, lot or serial, expiry and quantity, if their check holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from lsn_desktop.scanning import naming
from lsn_desktop.scanning.hibc import SET_43, check_character
from lsn_desktop.scanning.read import read

TODAY = date(2026, 11, 22)


def with_check(text: str) -> bytes:
    return (text + check_character(text)).encode()


@pytest.mark.parametrize(
    ("code", "lot", "serial", "expiry", "quantity"),
    [
        ("+$LOT7G", "LOT7", None, None, None),
        ("+$+SN-7G", None, "SN-7", None, None),
        ("+20015LOTG", "LOT", None, "2020-01-15", None),
        ("+$$0928LOTG", "LOT", None, "2028-09-30", None),
        ("+$$0228LOTG", "LOT", None, "2028-02-29", None),
        ("+$$1228LOTG", "LOT", None, "2028-12-31", None),
        ("+$$2093028LOTG", "LOT", None, "2028-09-30", None),
        ("+$$3280930LOTG", "LOT", None, "2028-09-30", None),
        ("+$$428093023LOTG", "LOT", None, "2028-09-30", None),
        ("+$$528366LOTG", "LOT", None, "2028-12-31", None),
        ("+$$62836600LOTG", "LOT", None, "2028-12-31", None),
        ("+$$7LOTG", "LOT", None, None, None),
        ("+$$+3280930SNG", None, "SN", "2028-09-30", None),
        ("+$$+7SNG", None, "SN", None, None),
        ("+$$8053280930LOTG", "LOT", None, "2028-09-30", "5"),
        ("+$$900120528366LOTG", "LOT", None, "2028-12-31", "120"),
        ("+$$8247LOTG", "LOT", None, None, "24"),
        ("+$$824G", None, None, None, "24"),
        ("+$$3280930G", None, None, "2028-09-30", None),
        ("+$$3280930LOT/SSN-1/Q12G", "LOT", "SN-1", "2028-09-30", "12"),
        ("+$LOT/", "LOT", None, None, None),  # the link is a slash, and parts nothing
        ("+A99912345/$$52001510X3", "10X3", None, "2020-01-15", None),
        ("+A99912345/$10X3", "10X3", None, None, None),
        ("+A99912345/20015ABC", "ABC", None, "2020-01-15", None),
        ("+A99912345/$+77/14D20280930", None, "77", "2028-09-30", None),
        ("+A99912345/S77", None, "77", None, None),
        ("+A99912345/$$52001510X3/14D20200115", "10X3", None, "2020-01-15", None),
        ("+A99912345", None, None, None, None),
        ("+14D20280930G", None, None, "2028-09-30", None),
        ("+$LOT/SSN-1G", "LOT", "SN-1", None, None),
        # no flag 7 between a quantity and a lot that cannot be a date
        ("+A99912345/$$806ABC", "ABC", None, None, "6"),
        ("+A99912345/$$9000061A23", "1A23", None, None, "6"),
        # a lot and a serial, each with its own flags
        ("+A99912345/$$806LOT/$$+3280930SN", "LOT", "SN", "2028-09-30", "6"),
        ("+A99912345/$/Q12", None, None, None, "12"),
        ("+A99912345/$$/Q12", None, None, None, "12"),
    ],
)
def test_a_code_fills_the_fields(
    code: str, lot: str | None, serial: str | None, expiry: str | None, quantity: str | None
) -> None:
    reading = read(with_check(code), today=TODAY)

    assert (reading.read_as, reading.errors) == ("hibc", ())
    assert (reading.lot, reading.serial) == (lot, serial)
    assert reading.expiry == (date.fromisoformat(expiry) if expiry else None)
    assert reading.quantity == (Decimal(quantity) if quantity else None)
    assert reading.gtin is None
    assert reading.digital_link is None


def test_a_combined_code_says_everything_at_once() -> None:
    reading = read(b"+A99912345/$$52001510X3/16D20111212/S77DE1G45-", today=TODAY)

    assert [(part.id, part.raw) for part in reading.elements] == [
        ("LIC", "A999"),
        ("PCN", "1234"),
        ("UM", "5"),
        ("EXP", "20015"),
        ("LOT", "10X3"),
        ("MFG", "20111212"),
        ("SERIAL", "77DE1G45"),
    ]
    assert reading.production == date(2011, 12, 12)
    assert naming.read_as(reading) == "HIBC (LIC)(PCN)(UM)(EXP)(LOT)(MFG)(SERIAL)"


def test_a_secondary_code_keeps_its_link() -> None:
    reading = read(b"+$$52001510X3GD", today=TODAY)

    assert (reading.elements[-1].id, reading.elements[-1].raw) == ("LINK", "G")


def test_the_asterisks_a_code_is_printed_with_do_not_count() -> None:
    assert read(b"*+$$52801510X3GL*", today=TODAY).lot == "10X3"
    assert read(b"*+$$52801510X3GL", today=TODAY).read_as == "plain"


def test_what_a_hospital_marks_for_itself_is_no_lot() -> None:
    reading = read(with_check("+/EU815070XX1/O634312"), today=TODAY)

    assert [(part.id, part.raw) for part in reading.elements] == [
        ("PAS", "EU815070XX1"),
        ("PAS", "O634312"),
    ]
    assert (reading.read_as, reading.lot, reading.serial) == ("hibc", None, None)
    misread = read(b"+/EU815070XX1/O634312+", today=TODAY)
    assert (misread.read_as, misread.warnings[0].code) == ("plain", "check-digit")


def test_a_primary_code_by_itself_has_the_link_of_its_secondary_ones() -> None:
    reading = read(b"+A123BJC5D6E71G", today=TODAY)

    assert (reading.elements[-1].id, reading.elements[-1].raw) == ("LINK", "G")


def joined(*codes: str) -> bytes:
    return b"".join(map(with_check, codes))


@pytest.mark.parametrize(
    "code",
    [
        joined("+A123BJC5D6E71", "+$$52802010X3G"),
        joined("+A123BJC5D6E71", "+2802010X3G"),
        joined("+A123BJC5D6E71", "+$10X3G", "+14D20280120G"),
        joined("+Z12NXQ9", "+$$52802010X3+"),  # the check character, so the link, is a plus
        joined("+Z12NXQ9", "+28020+", "+$10X3+"),
    ],
)
def test_codes_of_one_carton_sent_as_one_are_read_together(code: bytes) -> None:
    reading = read(code, today=TODAY)

    assert (reading.read_as, reading.errors) == ("hibc", ())
    assert (reading.lot, reading.expiry) == ("10X3", date(2028, 1, 20))
    assert [part.id for part in reading.elements[:4]] == ["LIC", "PCN", "UM", "LINK"]


def test_a_secondary_code_of_other_goods_adds_nothing() -> None:
    reading = read(joined("+A123BJC5D6E71", "+$$52802010X3H"), today=TODAY)

    assert [flaw.code for flaw in reading.grave] == ["check-digit"]
    assert (reading.lot, reading.expiry) == (None, None)


@pytest.mark.parametrize(
    "code",
    [
        joined("+A123BJC5D6E71", "+$10X3G")[:-1] + b"X",
        joined("+$10X3G", "+$10X3G"),
        joined("+A123BJC5D6E71") + b"+",
        # a telephone number: no day 499 of 1949, and no scanner said that it is a symbol
        with_check("+49998765432"),
    ],
)
def test_what_does_not_prove_to_be_codes_is_text(code: bytes) -> None:
    reading = read(code, today=TODAY)

    assert (reading.read_as, reading.lot, reading.expiry) == ("plain", None, None)


def test_the_hour_of_expiry_is_kept_beside_its_day() -> None:
    reading = read(with_check("+$$428093023LOTG"), today=TODAY)

    assert reading.elements[0].value == "2028-09-30T23"


@pytest.mark.parametrize(
    ("code", "codes"),
    [
        ("+$$0028LOTG", ["date"]),
        ("+$$1328LOTG", ["date"]),
        ("+$$2023028LOTG", ["date"]),
        ("+$$3280230LOTG", ["date"]),
        ("+$$3280200LOTG", ["date"]),
        ("+$$428093024LOTG", ["date"]),
        ("+$$527366LOTG", ["date"]),
        ("+$$528000LOTG", ["date"]),
        ("+$$62836624LOTG", ["date"]),
        ("+$$3280LOTXG", ["character"]),
        ("+$$328G", ["length"]),
        ("+$$XLOTG", ["format"]),
        ("+$" + "L" * 19 + "G", ["length"]),
        ("+A99912345/14D20280230", ["date"]),
        ("+A99912345/14D00121006", ["date"]),
        ("+A99912345/QX", ["character"]),
        ("+A99912345/$LOT/", ["format"]),
        ("+A99912345/$LOT/-1", ["format"]),
        ("+A99912345/$+77/S78", ["repeat"]),
    ],
)
def test_what_cannot_be_right_is_grave(code: str, codes: list[str]) -> None:
    reading = read(with_check(code), today=TODAY)

    assert (reading.read_as, [flaw.code for flaw in reading.grave]) == ("hibc", codes)
    assert str(reading.grave[0].message)
    assert reading.expiry is None
    assert not reading.valid


def test_a_supplement_of_no_use_here_is_kept() -> None:
    reading = read(with_check("+A99912345/$LOT/3LWARD 7"), today=TODAY)

    assert reading.valid
    assert reading.elements[-1].raw == "WARD 7"


@pytest.mark.parametrize(
    ("frame", "read_as", "errors", "warnings"),
    [
        (b"+A123BJC5D6E71H", "plain", [], ["check-digit"]),
        (b"]C0+A123BJC5D6E71H", "hibc", ["check-digit"], []),
        (b"]A0+$LOT7GX", "hibc", ["check-digit"], []),
        (b"]d1+A99912345/$LOT7X", "hibc", ["check-digit"], []),
        (b"]C0+A123BJC5D6E71G", "hibc", [], []),
        (b"]C0+4912345678X", "plain", [], []),
        (b"+4912345678", "plain", [], []),
        (b"+", "plain", [], []),
        (b"+AB", "plain", [], []),
        (b"+a123bjc5d6e71g", "plain", [], []),
        (b"+A123\x1dBJC5D6E71G", "plain", [], []),
        (with_check("+AB/CD"), "plain", [], []),
        (with_check("+A12-5"), "plain", [], []),
        (with_check("A123BJC5D6E71"), "plain", [], []),
    ],
)
def test_only_a_check_character_or_a_symbol_proves_a_code(
    frame: bytes, read_as: str, errors: list[str], warnings: list[str]
) -> None:
    reading = read(frame, today=TODAY)

    assert reading.read_as == read_as
    assert [flaw.code for flaw in reading.errors] == errors
    assert [flaw.code for flaw in reading.warnings] == warnings
    if errors or warnings:
        assert reading.lot is None


@pytest.mark.parametrize(
    "code", ["+A123BJC5D6E71G", "+$$52001510X3GD", "+A99912345/$$52001510X3/S77DE1G45%"]
)
def test_no_single_character_misread_is_accepted(code: str) -> None:
    code = code[:-1] + check_character(code[:-1])
    assert read(code.encode(), today=TODAY).valid
    for at, char in enumerate(code):
        for other in SET_43.replace(char, ""):
            wrong = f"]C0{code[:at]}{other}{code[at + 1 :]}"
            reading = read(wrong.encode(), today=TODAY)
            assert not (reading.read_as == "hibc" and reading.valid), wrong
            assert (reading.lot, reading.serial, reading.expiry) == (None, None, None)
