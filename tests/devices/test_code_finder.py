"""Codes of poor photographs are found, told once, and not made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image
from zxingcpp import BarcodeFormat

from lsn_desktop.devices.code_finder import codes_on
from tests.devices.symbols import (
    GS1,
    beside,
    blurred,
    data_matrix,
    in_shadow,
    inverted,
    noisy,
    pale,
    small,
    symbol,
    turned,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    Spoilt = Callable[[Image.Image], Image.Image]

KINDS = {
    BarcodeFormat.Code128: (GS1, b"]C1010952123454321310AB"),
    BarcodeFormat.EAN13: ("9521234543213", b"]E09521234543213"),
    BarcodeFormat.DataMatrix: (GS1, b"]d2010952123454321310AB"),
    BarcodeFormat.QRCode: (GS1, b"]Q3010952123454321310AB"),
    BarcodeFormat.DataBarExp: (GS1, b"]e0010952123454321310AB"),
    BarcodeFormat.PDF417: ("LOT-77-ABCDEFG", b"]L2LOT-77-ABCDEFG"),
    BarcodeFormat.Code39: ("PART-0815", b"]A0PART-0815"),
    BarcodeFormat.ITF: ("15400141288763", b"]I115400141288763"),
}
WITH_GS1 = {BarcodeFormat.Code128, BarcodeFormat.DataMatrix, BarcodeFormat.QRCode}


def drawn(kind: BarcodeFormat) -> Image.Image:
    text, _frame = KINDS[kind]
    return symbol(text, kind, 3, gs1=kind in WITH_GS1)


def found(page: Image.Image) -> list[bytes]:
    def enlarged(times: int) -> Image.Image:
        return page.resize((page.width * times, page.height * times))

    return [one.frame for one in codes_on(page, enlarged)]


@pytest.mark.parametrize("kind", KINDS, ids=str)
@pytest.mark.parametrize(
    "spoilt",
    [turned(7), turned(45), turned(110), turned(180), inverted, small, noisy, pale, in_shadow],
    ids=["by 7", "by 45", "by 110", "by 180", "inverted", "small", "noisy", "pale", "shadow"],
)
def test_a_spoilt_code_is_found_once(kind: BarcodeFormat, spoilt: Spoilt) -> None:
    assert found(spoilt(drawn(kind))) == [KINDS[kind][1]]


@pytest.mark.parametrize("kind", [BarcodeFormat.DataBarExp, BarcodeFormat.EAN13], ids=str)
def test_a_blurred_code_is_found(kind: BarcodeFormat) -> None:
    assert found(blurred(drawn(kind))) == [KINDS[kind][1]]


@pytest.mark.parametrize(
    ("kind", "text", "sent"),
    [
        (BarcodeFormat.Aztec, "LOT-77", b"]z0LOT-77"),
        (BarcodeFormat.Codabar, "A40156B", b"]F0A40156B"),
        (BarcodeFormat.Code93, "LOT-77", b"]G0LOT-77"),
        (BarcodeFormat.DataBarExpStk, GS1, b"]e0010952123454321310AB"),
        (BarcodeFormat.DataBarLtd, "0100000123456708", b"]e00100000123456708"),
        (BarcodeFormat.DataBarStk, "0104412345678909", b"]e00104412345678909"),
        (BarcodeFormat.EAN8, "96385074", b"]E496385074"),
        (BarcodeFormat.MaxiCode, "LOT-77", b"]U0LOT-77"),
        (BarcodeFormat.MicroPDF417, "LOT-77", b"]L2LOT-77"),
        (BarcodeFormat.MicroQRCode, "LOT-77", b"]Q1LOT-77"),
        (BarcodeFormat.RMQRCode, "LOT-77", b"]Q1LOT-77"),
        (BarcodeFormat.Telepen, "LOT-77", b"]B0LOT-77"),
        (BarcodeFormat.UPCA, "036000291452", b"]E00036000291452"),
        (BarcodeFormat.UPCE, "01234565", b"]E00012345000065"),
    ],
    ids=str,
)
def test_each_kind_of_symbol_is_sent_with_its_identifier(
    kind: BarcodeFormat, text: str, sent: bytes
) -> None:
    assert found(symbol(text, kind)) == [sent]


def test_two_labels_that_are_alike_are_two() -> None:
    one = data_matrix()

    assert found(beside(one, one)) == [KINDS[BarcodeFormat.DataMatrix][1]] * 2


def test_codes_are_told_as_one_reads() -> None:
    texts = [f"LOT-{number:02}" for number in range(12)]
    symbols = [symbol(text, BarcodeFormat.DataMatrix) for text in texts]
    rows = [beside(*symbols[at : at + 4]) for at in (0, 4, 8)]
    page = Image.new("L", (rows[0].width, sum(row.height for row in rows)), 255)
    top = 0
    for row in rows:
        page.paste(row, (0, top))
        top += row.height

    assert found(page) == [f"]d1{text}".encode() for text in texts]


def test_a_part_of_a_longer_code_is_not_a_code() -> None:
    """Seen aslant, the beginning of an interleaved 2 of 5 symbol looks like a whole one."""
    slanted = turned(20)(drawn(BarcodeFormat.ITF))

    assert found(slanted) == [KINDS[BarcodeFormat.ITF][1]]


def test_bars_of_a_code_read_aslant_are_no_other_code() -> None:
    page = turned(45)(
        symbol("(01)09521234543213(17)261231(10)LOT-77", BarcodeFormat.Code128, 2, gs1=True)
    )

    assert [frame for frame in found(page) if not frame.startswith(b"]C1")] == []


def test_an_empty_page_has_no_code() -> None:
    assert found(Image.new("L", (300, 200), 255)) == []


@pytest.mark.parametrize(
    ("content", "sent"),
    [
        ("größe", "größe".encode("latin-1")),
        ("日本語", "日本語".encode()),
        (b"\x00\xff\xfe\x01", b"\x00\xff\xfe\x01"),
        ("LOT \\000026", b"LOT \\000026"),
        ("[)>\x1e06\x1dPABC\x1d1TL7\x1e\x04", b"[)>\x1e06\x1dPABC\x1d1TL7\x1e\x04"),
    ],
)
@pytest.mark.parametrize("kind", [BarcodeFormat.QRCode, BarcodeFormat.DataMatrix])
def test_text_is_sent_as_it_will_be_read_and_bytes_as_they_are(
    content: str, sent: bytes, kind: BarcodeFormat
) -> None:
    (frame,) = found(symbol(content, kind))

    assert frame[3:] == sent
