"""Every symbol says what it was asked to say, to the last byte."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from lsn_desktop.domain.refusals import Refusal
from printing.symbology import symbols
from printing.symbology.gs1_message import Element, element_string
from tests.printing.labels import GTIN

if TYPE_CHECKING:
    from printing.symbology.symbols import Symbol

CSET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
EVERY = zxingcpp.BarcodeFormats([])
CODES = st.text(CSET_82, min_size=1, max_size=20)


def decoded(
    symbol: Symbol, formats: zxingcpp.BarcodeFormats = EVERY
) -> list[tuple[str, bytes]]:
    """What a scanner sends for the symbol, drawn with nothing but its quiet zone around it."""
    high = 40 if symbol.linear else len(symbol.rows)
    rows = symbol.rows * high if symbol.linear else symbol.rows
    picture = Image.frombytes("L", (symbol.columns, high), b"".join(rows)).point([255, 0] * 128)
    quiet = symbol.quiet
    paper = Image.new("L", (symbol.columns + 2 * quiet, high + 2 * quiet), 255)
    paper.paste(picture, (quiet, quiet))
    large = paper.resize((paper.width * 3, paper.height * 3), Image.Resampling.NEAREST)
    found = zxingcpp.read_barcodes(large, formats=formats, is_pure=False)
    return [(code.symbology_identifier, code.bytes) for code in found]


def link_of(lot: str, serial: str) -> bytes:
    """Source: GS1 Digital Link standard, URI Syntax 5: every character but these is escaped."""
    lot, serial = (quote(code, safe="-._~") for code in (lot, serial))
    return f"https://id.gs1.org/01/{GTIN}/10/{lot}/21/{serial}".encode()


@pytest.mark.parametrize("symbology", sorted(symbols.GS1_SYMBOLOGIES))
@given(lot=CODES, serial=CODES)
def test_a_gs1_symbol_says_lot_and_serial_apart(symbology: str, lot: str, serial: str) -> None:
    message = [Element("01", GTIN), Element("10", lot), Element("21", serial)]
    payload = element_string(message).encode()
    if symbology == "digital-link":
        payload = link_of(lot, serial)
    if symbology == "gs1-128" and len(payload) > 48:
        with pytest.raises(Refusal, match="holds 48 characters"):
            symbols.gs1(symbology, message)
        return
    symbol = symbols.gs1(symbology, message)

    assert symbol.payload == payload
    assert decoded(symbol) == [(symbol.identifier, payload)]


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=40))
def test_a_code_128_says_any_ascii_text(text: str) -> None:
    symbol = symbols.plain("code128", text)

    assert ("]C0", text.encode()) in decoded(symbol)


@pytest.mark.parametrize(("symbology", "identifier"), [("qr", "]Q1"), ("datamatrix", "]d1")])
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_a_matrix_says_a_text_of_any_alphabet(
    symbology: str, identifier: str, text: str
) -> None:
    symbol = symbols.plain(symbology, text)

    assert decoded(symbol) == [(identifier, text.encode())]


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%", min_size=1, max_size=20))
def test_a_code_39_says_any_text_of_its_43_characters(text: str) -> None:
    if text != text.strip():
        with pytest.raises(Refusal, match="cannot hold"):
            symbols.plain("code39", text)
        return

    # Whether pairs as "+A" are small letters, or the last character a check, is the scanner's
    # setting; by itself it takes neither.
    symbol = symbols.plain("code39", text)
    (read,) = decoded(symbol, zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.Code39Std))

    assert read in {("]A0", text.encode()), ("]A1", text.encode())}
    assert symbol.identifier == "]A0"


def checked(digits: str) -> str:
    """Digits and their check digit; Source: GS1 General Specifications 7.9.1."""
    weighed = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(digits[::-1]))
    return f"{digits}{-weighed % 10}"


@pytest.mark.parametrize(
    ("symbology", "identifier", "digits", "sent"),
    [
        ("ean13", "]E0", 13, 13),
        ("ean8", "]E4", 8, 8),
        ("upca", "]E0", 12, 13),
        ("itf14", "]I1", 14, 14),
    ],
)
@given(number=st.integers(1, 9_999_999))
def test_a_retail_symbol_says_its_gtin(
    symbology: str, identifier: str, digits: int, sent: int, number: int
) -> None:
    gtin = checked(str(10 ** (digits - 2) + number % 10 ** (digits - 2)))
    symbol = symbols.plain(symbology, gtin)

    assert decoded(symbol) == [(identifier, gtin.zfill(sent).encode())]
    assert symbols.plain(symbology, gtin.zfill(14)) == symbol
    assert "".join(symbol.words).replace(" ", "") == gtin


@pytest.mark.parametrize(
    ("symbology", "gtin", "reason"),
    [
        ("ean13", "4006381333932", "check digit"),
        ("ean8", "96385075", "check digit"),
        ("upca", "036000291453", "check digit"),
        ("itf14", "09521234543214", "check digit"),
        ("ean13", "19521234543210", "holds 13 digits"),
        ("ean13", "96385074", "holds 13 digits"),
        ("upca", "4006381333931", "holds 12 digits"),
        ("ean8", "4006381333931", "holds 8 digits"),
        ("ean13", "", "no GTIN"),
        ("itf14", "LOT-1", "no GTIN"),
        ("upca", "123456789", "no GTIN"),
    ],
)
def test_a_retail_symbol_holds_a_gtin_of_its_length_and_no_other(
    symbology: str, gtin: str, reason: str
) -> None:
    with pytest.raises(Refusal, match=reason):
        symbols.plain(symbology, gtin)


def test_the_words_under_retail_symbols_stand_as_gs1_groups_them() -> None:
    assert symbols.plain("ean13", "4006381333931").words == ("4 006381 333931",)
    assert symbols.plain("upca", "036000291452").words == ("0 36000 29145 2",)
    assert symbols.plain("ean8", "96385074").words == ("9638 5074",)
    assert symbols.plain("itf14", "4006381333931").words == ("04006381333931",)


def test_what_no_digital_link_can_say_is_refused() -> None:
    with pytest.raises(Refusal, match="GS1 Digital Link"):
        symbols.gs1("digital-link", [Element("99", "ours")])


@pytest.mark.parametrize("symbology", sorted(symbols.GS1_SYMBOLOGIES))
@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ([Element("01", "09521234543214")], "does not check"),
        ([Element("01", GTIN), Element("17", "261301")], "261301"),
        ([Element("01", GTIN), Element("10", "A B")], "character"),
        ([Element("01", GTIN), Element("10", "A" * 21)], "21 characters"),
        ([Element("01", GTIN), Element("10", "A\x1d21B")], "GS1 rule"),
        ([], "would be empty"),
    ],
)
def test_a_message_that_breaks_gs1_is_never_drawn(
    symbology: str, message: list[Element], reason: str
) -> None:
    with pytest.raises(Refusal) as refused:
        symbols.gs1(symbology, message)

    assert reason in str(refused.value)


@pytest.mark.parametrize(
    ("symbology", "text", "alternative"),
    [
        ("code128", "Kühlraum", "QR Code"),
        ("code128", "", "QR Code"),
        ("code128", "A\x1dB", "QR Code"),
        ("code39", "lower", "QR Code"),
        ("datamatrix", "", "Shorten"),
        ("qr", "", "Shorten"),
        ("qr", "ü" * 501, "Shorten"),
    ],
)
def test_what_a_symbol_cannot_hold_is_refused_with_the_alternative(
    symbology: str, text: str, alternative: str
) -> None:
    with pytest.raises(Refusal, match=alternative):
        symbols.plain(symbology, text)


def test_a_datamatrix_is_square() -> None:
    for length in range(1, 21):
        symbol = symbols.gs1(
            "gs1-datamatrix", [Element("01", GTIN), Element("10", "L" * length)]
        )
        assert len(symbol.rows) == symbol.columns
