"""Codes are found in pictures and PDFs, and what is neither does no harm."""

from __future__ import annotations

from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from zxingcpp import BarcodeFormat

from lsn_desktop.devices.pictures import codes_in, look_through, looked_at
from lsn_desktop.domain.refusals import Refusal, Unavailable
from tests.devices.symbols import beside, data_matrix, symbol

if TYPE_CHECKING:
    from pathlib import Path

GS1 = b"]d20109521234543213" + b"10AB"
PLAIN = b"]Q1LOT-1"


@pytest.fixture
def sheet() -> Image.Image:
    """Two codes beside each other."""
    return beside(data_matrix(), symbol("LOT-1", BarcodeFormat.QRCode))


def saved(picture: Image.Image, path: Path, **how: Any) -> Path:
    picture.save(path, **how)
    return path


@pytest.mark.parametrize(
    "name", ["slip.png", "slip.jpg", "slip.tiff", "slip.webp", "slip.bmp", "slip.gif"]
)
def test_every_code_of_a_sheet_is_found_as_one_reads(
    name: str, sheet: Image.Image, tmp_path: Path
) -> None:
    assert list(codes_in(saved(sheet, tmp_path / name))) == [GS1, PLAIN]


def test_every_page_of_a_pdf_is_looked_at(sheet: Image.Image, tmp_path: Path) -> None:
    blank = Image.new("L", sheet.size, 255)
    more: dict[str, Any] = {
        "resolution": 300,
        "save_all": True,
        "append_images": [blank, sheet],
    }
    path = saved(sheet, tmp_path / "slips.pdf", **more)

    assert list(codes_in(path)) == [GS1, PLAIN] * 2
    assert [(page.page, page.count) for page in look_through(path)] == [(1, 3), (2, 3), (3, 3)]


def test_a_code_of_a_fifth_of_a_millimetre_a_module_is_read_from_paper(tmp_path: Path) -> None:
    path = tmp_path / "small.pdf"
    canvas = Canvas(str(path))
    bits = data_matrix(scale=1)
    canvas.drawImage(ImageReader(bits), 200, 400, bits.width * 0.4, bits.height * 0.4)  # points
    canvas.save()

    assert list(codes_in(path)) == [GS1]


def test_pages_of_a_tiff_are_pages(sheet: Image.Image, tmp_path: Path) -> None:
    path = saved(sheet, tmp_path / "fax.tiff", save_all=True, append_images=[sheet])

    assert [(page.page, len(page.codes)) for page in look_through(path)] == [(1, 2), (2, 2)]


def test_a_code_that_stays_through_an_animation_is_one(
    sheet: Image.Image, tmp_path: Path
) -> None:
    blank = Image.new("L", sheet.size, 255)
    frames: dict[str, Any] = {
        "save_all": True,
        "append_images": [blank, sheet],
        "duration": 100,
    }
    path = saved(sheet, tmp_path / "moving.gif", **frames)

    assert list(codes_in(path)) == [GS1, PLAIN]


def rotated_by_exif(sheet: Image.Image) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return as_bytes(sheet.convert("RGB"), "JPEG", exif=exif)


def as_bytes(picture: Image.Image, kind: str, **how: Any) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def dark_on_nothing(sheet: Image.Image) -> bytes:
    """Black modules; between them the picture is transparent, and black underneath."""
    black = Image.new("L", sheet.size, 0)
    return as_bytes(Image.merge("LA", (black, sheet.point(lambda v: 255 - v))), "PNG")


def light_on_nothing(sheet: Image.Image) -> bytes:
    """The white of the picture only, on transparent ground."""
    white = Image.new("RGBA", sheet.size, (255, 255, 255, 0))
    white.putalpha(sheet)
    return as_bytes(white, "PNG")


def transparent_palette(sheet: Image.Image) -> bytes:
    few = sheet.point(lambda v: v > 0 and 1).convert("P")
    few.putpalette([0, 0, 0, 0, 0, 0])
    return as_bytes(few, "PNG", transparency=1)


def sixteen_bits(sheet: Image.Image) -> bytes:
    """Twelve bits in sixteen, as a medical camera gives them."""
    return as_bytes(sheet.convert("I").point(lambda v: v * 16).convert("I;16"), "TIFF")


@pytest.mark.parametrize(
    "made",
    [
        rotated_by_exif,
        dark_on_nothing,
        light_on_nothing,
        transparent_palette,
        sixteen_bits,
        lambda sheet: as_bytes(sheet.convert("CMYK"), "JPEG", quality=95),
        lambda sheet: as_bytes(sheet.convert("1"), "TIFF", compression="group4"),
        lambda sheet: as_bytes(sheet.convert("LAB"), "TIFF"),
    ],
)
def test_codes_are_found_in_any_kind_of_picture(made: object, sheet: Image.Image) -> None:
    assert callable(made)
    (page,) = looked_at(BytesIO(made(sheet)), "picture")

    assert {code.frame for code in page.codes} == {GS1, PLAIN}


def test_the_piece_of_a_code_is_shown_with_its_corners(sheet: Image.Image) -> None:
    (page,) = looked_at(BytesIO(as_bytes(sheet, "PNG")), "sheet")

    piece = page.codes[0].piece
    shown = Image.open(BytesIO(piece.png))
    assert shown.width < sheet.width
    assert all(0 <= x <= shown.width and 0 <= y <= shown.height for x, y in piece.corners)
    xs = [x for x, _y in piece.corners]
    assert max(xs) - min(xs) > shown.width / 3


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7 broken", b"\x89PNG\r\n\x1a\n"])
def test_what_is_neither_picture_nor_pdf_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(content)

    with pytest.raises(Refusal, match="neither a picture nor a PDF"):
        list(codes_in(tmp_path / "file"))


def test_a_picture_that_is_a_program_is_not_run(sheet: Image.Image) -> None:
    with pytest.raises(Refusal, match="neither a picture nor a PDF"):
        list(looked_at(BytesIO(as_bytes(sheet, "EPS")), "drawing.eps"))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP", "GIF"])
def test_a_file_cut_off_is_refused_in_words(kind: str, sheet: Image.Image) -> None:
    whole = as_bytes(sheet, kind)

    with pytest.raises(Refusal, match=r"holiday is (damaged|neither)"):
        list(looked_at(BytesIO(whole[: len(whole) * 2 // 3]), "holiday"))


def test_a_pdf_with_a_password_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "secret.pdf"
    Canvas(str(path), encrypt=StandardEncryption("sesame")).save()

    with pytest.raises(Refusal, match="locked with a password"):
        list(codes_in(path))


def test_what_can_be_drawn_of_a_damaged_pdf_is_read(sheet: Image.Image, tmp_path: Path) -> None:
    path = saved(sheet, tmp_path / "slips.pdf", save_all=True, append_images=[sheet])
    path.write_bytes(path.read_bytes().replace(b"/Type /Page\n", b"/Type /Cage\n", 1))

    pages = look_through(path)
    (page,) = islice(pages, 1)
    assert [code.frame for code in page.codes] == [GS1, PLAIN]
    with pytest.raises(Refusal, match="page 1 cannot be drawn"):
        next(pages)


@pytest.mark.parametrize("side", [8_100, 20_000])
def test_a_picture_of_too_many_pixels_is_refused(side: int, tmp_path: Path) -> None:
    Image.new("1", (side, side)).save(tmp_path / "bomb.png")

    with pytest.raises(Refusal, match="64 million pixels"):
        list(codes_in(tmp_path / "bomb.png"))


def test_a_poster_is_drawn_as_large_as_fits(tmp_path: Path) -> None:
    path = tmp_path / "poster.pdf"
    canvas = Canvas(str(path), (5_000, 5_000))
    bits = data_matrix(scale=1)
    canvas.drawImage(ImageReader(bits), 2_000, 2_000, bits.width * 8, bits.height * 8)
    canvas.save()

    assert list(codes_in(path)) == [GS1]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="cannot be read"):
        list(codes_in(tmp_path / "nothing.png"))
