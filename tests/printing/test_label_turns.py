"""What is turned, boxed and pictured on a label stands where the template says, and reads."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from printing.inks.label_renderer import png
from printing.labels import label_check
from printing.labels.label_layout import arrange
from printing.labels.template_reader import read
from tests.printing.labels import MILK, picture_of

SIGN = BytesIO()
_half = Image.new("L", (40, 20), 255)
ImageDraw.Draw(_half).rectangle((0, 0, 19, 19), fill=0)
_half.save(SIGN, "PNG")

TEMPLATE = """
name = "turned"
title = "Turned"
version = "1"
[stock]
width = 60
height = 60
margin = 1
"""
SYMBOLS = {
    "gs1-datamatrix": 'gs1 = {01 = "gtin", 10 = "lot"}',
    "gs1-128": 'gs1 = {01 = "gtin"}',
    "code128": 'field = "lot"',
    "qr": 'text = "{lot}/{sku}"',
}


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("symbology", SYMBOLS)
def test_a_turned_symbol_reads_back_and_stands_in_its_box(symbology: str, turn: int) -> None:
    box = "[5, 10, 20, 48]" if turn % 180 else "[5, 10, 48, 20]"
    template = read(
        f"{TEMPLATE}[[symbol]]\nsymbology = '{symbology}'\nbox = {box}\nturn = {turn}\n"
        f"module = [0.25, 0.5]\n{SYMBOLS[symbology]}\n"
    )

    (read_back,) = label_check.check(template, MILK)
    ink = picture_of(png(template, MILK)).point(lambda pixel: 255 - pixel).getbbox()

    assert MILK["gtin" if symbology == "gs1-128" else "lot"].encode() in read_back.sent
    assert ink is not None
    left, top, right, bottom = (side / 8 for side in ink)
    wide, high = (20, 48) if turn % 180 else (48, 20)
    assert 5 <= left < right <= 5 + wide
    assert 10 <= top < bottom <= 10 + high


def test_a_linear_symbol_turned_by_180_starts_at_its_right() -> None:
    text = f"{TEMPLATE}[[symbol]]\nsymbology = 'code128'\nbox = [5, 5, 50, 20]\n"
    text += "module = [0.25, 0.5]\nfield = 'lot'\n"
    upright = arrange(read(text), MILK, 203).bars[0]
    turned = arrange(read(text + "turn = 180\n"), MILK, 203).bars[0]

    assert turned.symbol.rows == (upright.symbol.rows[0][::-1],)


@pytest.mark.parametrize(
    ("turn", "corner"),
    [(0, (10, 10)), (90, (40, 10)), (180, (40, 40)), (270, (10, 40))],
)
def test_a_turned_text_begins_in_the_turned_corner_of_its_box(
    turn: int, corner: tuple[float, float]
) -> None:
    template = read(
        f"{TEMPLATE}[[text]]\nbox = [10, 10, 30, 30]\ntext = 'HHH'\nsize = 12\nturn = {turn}\n"
    )

    ink = picture_of(png(template, {})).point(lambda pixel: 255 - pixel).getbbox()

    assert ink is not None
    sides = [side / 8 for side in ink]
    nearest = (
        min(sides[::2], key=lambda x: abs(x - corner[0])),
        min(sides[1::2], key=lambda y: abs(y - corner[1])),
    )
    assert nearest == pytest.approx(corner, abs=1.7)
    long, high = sides[2] - sides[0], sides[3] - sides[1]
    assert (long > high) == (turn % 180 == 0)


def test_lines_and_boxes_stand_on_whole_dots() -> None:
    template = read(
        f"{TEMPLATE}[[line]]\nbox = [5, 5, 30, 0.25]\n"
        "[[box]]\nbox = [5, 10, 30, 20]\nthickness = 0.5\n"
    )

    picture = picture_of(png(template, {}))

    def black(x: float, y: float) -> bool:
        return bool(picture.getpixel((int(x * 8), int(y * 8))) == 0)

    assert set(picture.tobytes()) == {0, 255}
    assert black(5, 5)
    assert black(34.8, 5.2)
    assert not black(5, 5.3)
    assert black(5.4, 10.4)
    assert not black(5.6, 10.6)
    assert black(34.9, 29.9)
    assert not black(35.1, 29.9)


@pytest.mark.parametrize(
    ("turn", "dark"), [(0, (12, 20)), (90, (20, 12)), (180, (28, 20)), (270, (20, 28))]
)
def test_a_picture_fills_its_box_turned_and_keeps_its_proportions(
    turn: int, dark: tuple[int, int]
) -> None:
    data = b64encode(SIGN.getvalue()).decode()
    template = read(
        f"{TEMPLATE}[[picture]]\nbox = [10, 10, 20, 20]\nturn = {turn}\npng = '{data}'\n"
    )

    picture = picture_of(png(template, {}))
    ink = picture.point(lambda pixel: 255 - pixel).getbbox()

    assert ink is not None
    assert {ink[2] - ink[0], ink[3] - ink[1]} == {80}
    assert picture.getpixel((dark[0] * 8, dark[1] * 8)) == 0
    assert picture.getpixel(((40 - dark[0]) * 8, (40 - dark[1]) * 8)) == 255


def test_the_logo_is_the_companys_and_left_out_where_there_is_none() -> None:
    template = read(f"{TEMPLATE}[[picture]]\nbox = [10, 10, 20, 20]\nfield = 'logo'\n")

    assert arrange(template, {}, 203).pictures == ()
    (picture,) = arrange(replace(template, logo=SIGN.getvalue()), {}, 203).pictures
    assert (picture.width_dots, picture.height_dots) == (160, 80)
    assert len(picture.bits) == 20 * 80
