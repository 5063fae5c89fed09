"""Codes are found in pictures and PDFs, and what is neither does no harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image

from lsn_desktop.devices.pictures import codes_in
from lsn_desktop.domain.refusals import Refusal, Unavailable

if TYPE_CHECKING:
    from pathlib import Path

GS1 = b"]d20109521234543213" + b"10AB"
PLAIN = b"]Q1LOT-1"


def symbol(text: str, kind: zxingcpp.BarcodeFormat, *, gs1: bool) -> Image.Image:
    made = zxingcpp.create_barcode(text, kind, gs1=gs1)
    return Image.fromarray(made.to_image(scale=4))


@pytest.fixture
def sheet() -> Image.Image:
    """Two codes beside each other."""
    page = Image.new("L", (900, 500), 255)
    page.paste(
        symbol("(01)09521234543213(10)AB", zxingcpp.BarcodeFormat.DataMatrix, gs1=True),
        (50, 50),
    )
    page.paste(symbol("LOT-1", zxingcpp.BarcodeFormat.QRCode, gs1=False), (500, 50))
    return page


@pytest.mark.parametrize("name", ["slip.png", "slip.jpg", "slip.tiff", "slip.webp", "slip.pdf"])
def test_every_code_of_a_sheet_is_found(name: str, sheet: Image.Image, tmp_path: Path) -> None:
    sheet.save(tmp_path / name, resolution=300)

    assert set(codes_in(tmp_path / name)) == {GS1, PLAIN}


def test_every_page_of_a_pdf_is_looked_at(sheet: Image.Image, tmp_path: Path) -> None:
    blank = Image.new("L", (900, 500), 255)
    path = tmp_path / "slips.pdf"
    sheet.save(path, resolution=300, save_all=True, append_images=[blank, sheet])

    assert sorted(codes_in(path)) == sorted([GS1, PLAIN] * 2)


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7 broken", b"\x89PNG\r\n\x1a\n"])
def test_what_is_neither_picture_nor_pdf_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(content)

    with pytest.raises(Refusal, match="neither a picture nor a PDF"):
        list(codes_in(tmp_path / "file"))


@pytest.mark.parametrize("side", [8_100, 20_000])
def test_a_picture_of_too_many_pixels_is_refused(side: int, tmp_path: Path) -> None:
    Image.new("1", (side, side)).save(tmp_path / "bomb.png")

    with pytest.raises(Refusal, match="64 million pixels"):
        list(codes_in(tmp_path / "bomb.png"))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="cannot be read"):
        list(codes_in(tmp_path / "nothing.png"))
