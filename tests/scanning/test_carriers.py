"""Tracking numbers are told by their check digit; everything else stays what it was."""

from __future__ import annotations

from datetime import date

import pytest

from lsn_desktop.scanning.read import read

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "carrier"),
    [
        ("1Z999AA10123456784", "UPS"),
        ("1Z879E930346834440", "UPS"),
        ("1Z12345E1512345676", "UPS"),
        ("986578788855", "FEDEX EXPRESS"),
        ("477179081230", "FEDEX EXPRESS"),
        ("799531274483", "FEDEX EXPRESS"),
        ("974367662710", "FEDEX EXPRESS"),
        ("041441760228964", "FEDEX GROUND"),
        ("568283610012734", "FEDEX GROUND"),
        ("61299998820821171811", "FEDEX SMARTPOST"),
        ("9611020987654312345672", "FEDEX GROUND"),
        ("1001921334250001000300779017972697", "FEDEX EXPRESS"),
        ("1002297871540001000300790695517286", "FEDEX EXPRESS"),
        ("9622001900000000000000776632517510", "FEDEX GROUND"),
        ("9632001560123456789900794808390594", "FEDEX GROUND"),
        ("9405803699300124287899", "USPS"),
        ("9261292700768711948021", "USPS"),
        ("92748931507708513018050063", "USPS"),
        ("3318810025", "DHL EXPRESS"),
        ("8487135506", "DHL EXPRESS"),
        ("JJD0099999999", "DHL EXPRESS"),
        ("JVGL0999999990", "DHL EXPRESS"),
        ("JD014600003889219600", "DHL EXPRESS"),
        ("JJD014600003889219600", "DHL EXPRESS"),
        ("GM2951173225174494", "DHL ECOMMERCE"),
        ("GM295117494011169042", "DHL ECOMMERCE"),
        ("RB123456785GB", "POST (UPU S10)"),
        ("RR473124829US", "POST (UPU S10)"),
        ("K1234567895", "UPS"),
        ("03123456789012345672", "USPS"),
        ("71123456789012345673", "USPS"),
        ("71123456789012345675", "USPS"),  # checked as if it began 9171
        ("12345678903", "DHL EXPRESS"),
        ("C12345678901236", "ONTRAC"),
        ("D12345678901235", "ONTRAC"),
        ("TBA123456789012", "AMAZON"),
        # one digit wrong
        ("K1234567896", None),
        ("03123456789012345673", None),
        ("71123456789012345674", None),
        ("12345678904", None),
        ("C12345678901237", None),
        ("RB123456785XX", None),  # no such country
        ("1Z999AA10123456785", None),
        ("996578788855", None),
        ("568283610012732", None),
        ("61299998820821171812", None),
        ("9611020987654312345673", None),
        ("1001901781990001000300617767839438", None),
        ("9622001560001234567100794808390597", None),
        ("9405803699300124287898", None),
        ("9200000000000000000000", None),
        ("3318810010", None),
        ("RB123456786GB", None),
        # no pattern of theirs
        ("0000000000", None),
        ("010952123454321", None),
        ("10D9T", None),
        ("101", None),
        ("2112345", None),
        ("1z999aa10123456784", None),
        ("GM12345", None),
        ("", None),
        ("\u0663318810025", None),
    ],
)
def test_a_tracking_number_is_told_by_its_check_digit(text: str, carrier: str | None) -> None:
    reading = read(f"]C0{text}".encode(), today=TODAY)

    titles = [part.title for part in reading.elements]
    assert (reading.read_as, titles) == (("carrier", [carrier]) if carrier else ("plain", []))
    assert reading.valid
    assert (reading.gtin, reading.lot, reading.serial) == (None, None, None)


def test_the_spaces_a_number_is_printed_with_do_not_count() -> None:
    reading = read(b"1Z 999 AA1 01 2345 6784", today=TODAY)

    assert reading.read_as == "carrier"
    assert [part.value for part in reading.elements] == ["1Z999AA10123456784"]


@pytest.mark.parametrize(
    ("frame", "zip_code"),
    [
        (b"420221539101026837331000039521", "22153"),
        (b"4201002334249200190132607600833457", "100233424"),
        (b"]C142022153\x1d9101026837331000039521", "22153"),
        (b"]C1420221539101026837331000039521", "22153"),
    ],
)
def test_a_parcel_label_of_the_post_gives_its_zip_code_too(frame: bytes, zip_code: str) -> None:
    reading = read(frame, today=TODAY)

    assert reading.read_as == "carrier"
    assert [part.id for part in reading.elements] == ["420", "TRACKING"]
    assert reading.elements[0].value == zip_code


@pytest.mark.parametrize(
    ("frame", "read_as"),
    [
        (b"]C142022153\x1d9101026837331000039522", "gs1"),
        (b"]C142022153", "gs1"),
        (b"]d29101026837331000039521", "gs1"),
        (b"]I1986578788855", "plain"),
        (b"416000336108", "ean"),
        (b"00006141411234567890", "gs1"),
    ],
)
def test_what_is_gs1_or_a_gtin_stays_that(frame: bytes, read_as: str) -> None:
    assert read(frame, today=TODAY).read_as == read_as
