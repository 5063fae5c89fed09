"""Web addresses that hold elements, read by their form alone."""

from __future__ import annotations

from datetime import date

import pytest

from lsn_desktop.scanning import digital_link
from lsn_desktop.scanning.digital_link import NotADigitalLink, elements_of
from lsn_desktop.scanning.read import read, read_brackets

TODAY = date(2026, 11, 22)
GTIN = "09521234543213"


@pytest.mark.parametrize(
    ("uri", "pairs"),
    [
        (f"https://id.gs1.org/01/{GTIN}", [("01", GTIN)]),
        (
            f"http://a:8080/stem/01/{GTIN}/22/V/10/L/21/S",
            [
                ("01", GTIN),
                ("22", "V"),
                ("10", "L"),
                ("21", "S"),
            ],
        ),
        (
            f"HTTPS://[2001:db8::1]/01/{GTIN}/21/A%2FB+C?17=261231&x=1&y&#top",
            [
                ("01", GTIN),
                ("21", "A/B+C"),
                ("17", "261231"),
            ],
        ),
        ("https://a/01/9521234543213", [("01", GTIN)]),
        ("https://a/00/faux/00/006141411234567890", [("00", "006141411234567890")]),
        (f"https://a/01/{GTIN}/235/X?10=L", [("01", GTIN), ("235", "X"), ("10", "L")]),
        (
            f"https://a/gtin/{GTIN}/lot/L/ser/S?exp=261231&lot=of+27",
            [("01", GTIN), ("10", "L"), ("21", "S"), ("17", "261231")],
        ),
        (f"https://a/01/{GTIN}/lot/L", [("01", GTIN), ("10", "L")]),
        ("https://a/sscc/006141411234567890", [("00", "006141411234567890")]),
        (
            f"https://a/8004/9520614141234567?01={GTIN}",
            [("8004", "9520614141234567"), ("01", GTIN)],
        ),
    ],
)
def test_a_digital_link_gives_its_elements_in_order(
    uri: str, pairs: list[tuple[str, str]]
) -> None:
    assert elements_of(uri) == pairs


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "ftp://a/01/09521234543213",
        "https:///01/09521234543213",
        "https://00/006141411234567890",
        "https://user@a/01/09521234543213",
        "HtTps://a/01/09521234543213",
        "https://a/01/0952123454321 3",
        "https://a/01/09521234543213%0",
        "https://a/",
        "https://a/giai/9520123456788",
        "https://a/01/09521234543213/",
        "https://a/01/09521234543213/99/A",
        "https://a/01/09521234543213/10/L/22/V",
        "https://a/01/09521234543213/22/V/235/X",
        "https://a/01/09521234543213?10=L",  # belongs in the path
        "https://a/01/09521234543213?89=A",
        "https://a/01/09521234543213?254=A",
        "https://a/01/09521234543213?99=A&99=A",
        "https://a/01/09521234543213/10/L?01=09521234543213",
    ],
)
def test_what_breaks_the_syntax_is_no_digital_link(uri: str) -> None:
    with pytest.raises(NotADigitalLink):
        elements_of(uri)


@pytest.mark.parametrize(
    ("bracketed", "uri"),
    [
        (f"(01){GTIN}", f"https://id.gs1.org/01/{GTIN}"),
        (
            f"(17)261231(21)S/1(01){GTIN}(10)L(3103)000195",
            f"https://id.gs1.org/01/{GTIN}/10/L/21/S%2F1?17=261231&3103=000195",
        ),
        ("(00)006141411234567890", "https://id.gs1.org/00/006141411234567890"),
        ("(10)L", None),
        (f"(01){GTIN}(235)X(21)S", None),  # one of the two fits no place
        (f"(01){GTIN}(37)12", f"https://id.gs1.org/01/{GTIN}?37=12"),
        (f"(01){GTIN}(8200)http", None),
        (f"(01){GTIN}(89)X", None),
        ("(01)09521234543214", None),
    ],
)
def test_elements_with_a_key_have_one_canonical_link(bracketed: str, uri: str | None) -> None:
    assert read_brackets(bracketed.encode(), today=TODAY).digital_link == uri


def test_a_canonical_link_reads_back_as_the_elements_it_was_made_of() -> None:
    made = read_brackets(f"(01){GTIN}(10)A%B?(21)\"&'(17)261231".encode(), today=TODAY)
    assert made.digital_link is not None

    back = read(made.digital_link.encode(), today=TODAY)

    assert back.read_as == "gs1-digital-link"
    assert sorted(back.elements, key=lambda part: part.id) == sorted(
        made.elements, key=lambda part: part.id
    )
    assert back.digital_link == made.digital_link


def test_a_gtin_scanned_alone_has_its_link() -> None:
    assert read(b"2112345678900", today=TODAY).digital_link == (
        f"{digital_link.CANONICAL_STEM}/01/02112345678900"
    )


COMPRESSED = [
    "https://id.gs1.org/ARFRq5sE2g",  # GTIN
    "HTTP://a/stem/ARFRq5sE2gw?x=1#y",
    "https://a/CxFRq5sE2nh5eg",  # GTIN and lot
    "https://a/AAFdGUuw5W0g",  # SSCC
]


@pytest.mark.parametrize("uri", COMPRESSED)
def test_a_compressed_link_is_refused_in_so_many_words(uri: str) -> None:
    claimed = read(uri.encode(), today=TODAY, claim="gs1")
    assert [flaw.code for flaw in claimed.grave] == ["uri"]
    assert "compressed" in str(claimed.grave[0].message)

    reading = read(f"]Q1{uri}".encode(), today=TODAY)
    assert (reading.read_as, reading.valid, reading.gtin) == ("plain", True, None)
    assert [flaw.code for flaw in reading.warnings] == ["uri"]


@pytest.mark.parametrize(
    "uri",
    [
        "https://id.gs1.org/ARFRq5sE3A",  # the check digit is wrong
        "https://id.gs1.org/ARFRq5sE",
        "https://a/AAAAAAAAAAAA",
        "https://a/watch-this-now",
        f"https://a/01/{GTIN}",
        "https://a/",
    ],
)
def test_another_address_is_no_compressed_link(uri: str) -> None:
    assert not digital_link.is_compressed(uri)
    assert read(uri.encode(), today=TODAY).warnings == ()
