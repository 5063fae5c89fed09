"""Labels as the printer's own dots: black or white, one pixel for each.

Modules, shapes and pictures stand in whole dots already and are painted as they are. Text is
set glyph by glyph at the widths the layout measured, so a line is as long here as on the PDF.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from math import ceil, floor
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

import resources
from printing import fonts

if TYPE_CHECKING:
    from printing.labels.layout_parts import Bars, Layout, Line, Picture, Shape

_BLACK, _WHITE = 0, 1
_INCH = 25.4  # mm
_ABOVE, _BELOW, _BESIDE = (
    1.3,
    0.5,
    0.4,
)  # em around a line: no glyph of Noto Sans reaches beyond
_INK = bytes([0]) + bytes([255]) * 255  # a dark module is ink
_TURNED = {
    90: Image.Transpose.ROTATE_270,  # Pillow turns the other way round
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


def bitmap(layout: Layout) -> Image.Image:
    """The label, ``width_dots`` x ``height_dots`` pixels of mode "1"."""
    image = Image.new("1", (layout.width_dots, layout.height_dots), _WHITE)
    for shape in layout.shapes:
        _shape(image, shape)
    for picture in layout.pictures:
        image.paste(_BLACK, (picture.x_dots, picture.y_dots), picture_ink(picture))
    for bars in layout.bars:
        image.paste(_BLACK, (bars.x_dots, bars.y_dots), modules(bars))
    for line in layout.lines:
        ink, left, top = line_ink(line, layout.dots_per_mm)
        image.paste(_BLACK, (left, top), ink)
    return image


def png(layout: Layout) -> bytes:
    """The label as a PNG of one bit a pixel that knows how large a dot is."""
    out = BytesIO()
    bitmap(layout).save(out, "PNG", dpi=(layout.dots_per_mm * _INCH,) * 2)
    return out.getvalue()


def picture_ink(picture: Picture) -> Image.Image:
    """A picture's pixels as a mask, ink where they are black."""
    return Image.frombytes("1", (picture.width_dots, picture.height_dots), picture.bits)


def modules(bars: Bars) -> Image.Image:
    """A symbol's modules as a mask of its size in dots, ink where they are dark."""
    rows = bars.symbol.rows
    one_each = Image.frombytes("L", (len(rows[0]), len(rows)), b"".join(rows).translate(_INK))
    size = (bars.width_dots, bars.height_dots)
    return one_each.resize(size, Image.Resampling.NEAREST).convert("1")


def line_ink(line: Line, dots_per_mm: float) -> tuple[Image.Image, int, int]:
    """A line of text as a mask, and the dot its top left corner stands on."""
    em = line.size * fonts.POINT * dots_per_mm
    x, y = line.x * dots_per_mm, line.y * dots_per_mm
    along = y if line.turn % 180 else x
    part = along - floor(along)  # the pen starts between two dots
    starts, pen = [], part
    for character in line.text:
        starts.append(pen)
        pen += fonts.width(character, line.font, line.size) * dots_per_mm
    beside, above = ceil(em * _BESIDE), ceil(em * _ABOVE)
    size = (ceil(pen) + 2 * beside, above + ceil(em * _BELOW))
    ink = Image.new("1", size, 0)
    for character, start in zip(line.text, starts, strict=True):
        glyph = _glyph(line.font, em, character)
        ink.paste(1, (round(start), 0), glyph)
    return _turned(ink, (beside, above), line.turn, (floor(x), round(y)), (round(x), floor(y)))


def _turned(
    ink: Image.Image,
    origin: tuple[int, int],
    turn: int,
    level: tuple[int, int],
    upright: tuple[int, int],
) -> tuple[Image.Image, int, int]:
    """The mask turned clockwise about its origin, which is to stand on a dot of the label."""
    (across, down), (x, y) = origin, upright if turn % 180 else level
    wide, high = ink.size
    if not turn:
        return ink, x - across, y - down
    back = {90: (high - down, across), 180: (wide - across, high - down)}
    left, top = back.get(turn, (down, wide - across))
    return ink.transpose(_TURNED[turn]), x - left, y - top


def _shape(image: Image.Image, shape: Shape) -> None:
    left, top = shape.x_dots, shape.y_dots
    right, bottom = left + shape.width_dots, top + shape.height_dots
    thick = min(shape.thickness_dots, shape.width_dots // 2, shape.height_dots // 2)
    if not thick:
        image.paste(_BLACK, (left, top, right, bottom))
        return
    image.paste(_BLACK, (left, top, right, top + thick))
    image.paste(_BLACK, (left, bottom - thick, right, bottom))
    image.paste(_BLACK, (left, top, left + thick, bottom))
    image.paste(_BLACK, (right - thick, top, right, bottom))


@lru_cache(maxsize=4096)
def _glyph(font: str, em: float, character: str) -> Image.Image:
    """One character, its pen ``_BESIDE`` em from the left and ``_ABOVE`` em from the top."""
    beside, above = ceil(em * _BESIDE), ceil(em * _ABOVE)
    wide = ceil(fonts.width(character, font, em / fonts.POINT)) + 2 * beside
    ink = Image.new("1", (wide, above + ceil(em * _BELOW)), 0)
    pencil = ImageDraw.Draw(ink)
    pencil.fontmode = "1"
    pencil.text((beside, above), character, 1, _face(font, em), anchor="ls")
    return ink


@lru_cache(maxsize=64)
def _face(font: str, em: float) -> ImageFont.FreeTypeFont:
    file = str(resources.path(f"fonts/{font}.ttf"))
    return ImageFont.truetype(file, em, layout_engine=ImageFont.Layout.BASIC)
