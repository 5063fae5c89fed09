"""Every symbol says what it was asked to say, to the last byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from lsn_desktop.domain.refusals import Refusal
from printing import symbols
from printing.gs1_message import Element, element_string
from tests.printing.labels import GTIN

if TYPE_CHECKING:
    from printing.symbols import Symbol

CSET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
CODES = st.text(CSET_82, min_size=1, max_size=20)


def decoded(symbol: Symbol) -> list[tuple[str, bytes]]:
    """What a scanner sends for the symbol, drawn with nothing but its quiet zone around it."""
    high = 40 if symbol.linear else len(symbol.rows)
    rows = symbol.rows * high if symbol.linear else symbol.rows
    picture = Image.frombytes("L", (symbol.columns, high), b"".join(rows)).point([255, 0] * 128)
    quiet = symbol.quiet
    paper = Image.new("L", (symbol.columns + 2 * quiet, high + 2 * quiet), 255)
    paper.paste(picture, (quiet, quiet))
    large = paper.resize((paper.width * 3, paper.height * 3), Image.Resampling.NEAREST)
    found = zxingcpp.read_barcodes(large, is_pure=False)
    return [(code.symbology_identifier, code.bytes) for code in found]


@pytest.mark.parametrize("symbology", sorted(symbols.GS1_SYMBOLOGIES))
@given(lot=CODES, serial=CODES)
def test_a_gs1_symbol_says_lot_and_serial_apart(symbology: str, lot: str, serial: str) -> None:
    message = [Element("01", GTIN), Element("10", lot), Element("21", serial)]
    payload = element_string(message).encode()
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


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_a_qr_code_says_a_text_of_any_alphabet(text: str) -> None:
    symbol = symbols.plain("qr", text)

    assert decoded(symbol) == [("]Q1", text.encode())]


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
