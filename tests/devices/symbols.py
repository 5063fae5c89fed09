"""Pictures of symbols, drawn and then spoilt as cameras and scanners spoil them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import zxingcpp
from PIL import Image, ImageChops, ImageFilter, ImageOps
from zxingcpp import BarcodeFormat

if TYPE_CHECKING:
    from collections.abc import Callable

WHITE = 255
GS1 = "(01)09521234543213(10)AB"


def symbol(text: str, kind: BarcodeFormat, scale: int = 4, *, gs1: bool = False) -> Image.Image:
    """A symbol with its quiet zone."""
    made = zxingcpp.create_barcode(text, kind, gs1=gs1)
    return ImageOps.expand(Image.fromarray(made.to_image(scale=scale)), 12 * scale, WHITE)


def data_matrix(scale: int = 4) -> Image.Image:
    """A GS1 DataMatrix of one GTIN and one lot."""
    return symbol(GS1, BarcodeFormat.DataMatrix, scale, gs1=True)


def beside(*pictures: Image.Image) -> Image.Image:
    """Pictures in a row on white."""
    width = sum(one.width for one in pictures)
    page = Image.new("L", (width, max(one.height for one in pictures)), WHITE)
    left = 0
    for one in pictures:
        page.paste(one, (left, 0))
        left += one.width
    return page


def turned(degrees: float) -> Callable[[Image.Image], Image.Image]:
    """Turned against the clock, on white."""
    return lambda picture: picture.rotate(
        degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=WHITE
    )


def inverted(picture: Image.Image) -> Image.Image:
    return ImageOps.invert(picture)


def blurred(picture: Image.Image) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(2))


def small(picture: Image.Image) -> Image.Image:
    """At less than two pixels a module."""
    size = (picture.width // 2, picture.height // 2)
    return picture.resize(size, Image.Resampling.BOX)


def noisy(picture: Image.Image) -> Image.Image:
    """A chess board laid over it faintly, since a test's noise is the same every time."""
    board = Image.new("L", (2, 2), 0)
    board.putdata([70, 0, 0, 70])
    tiles = board.resize((4, 4), Image.Resampling.NEAREST)
    over = Image.new("L", picture.size)
    for top in range(0, picture.height, tiles.height):
        for left in range(0, picture.width, tiles.width):
            over.paste(tiles, (left, top))
    return ImageChops.subtract(
        ImageChops.add(picture, over), Image.eval(over, lambda v: v // 2)
    )


def pale(picture: Image.Image) -> Image.Image:
    """Grey on a little less grey."""
    return picture.point(lambda value: 150 + value * 30 // WHITE)


def in_shadow(picture: Image.Image) -> Image.Image:
    """Dark at the top."""
    shadow = Image.linear_gradient("L").resize(picture.size)
    return ImageChops.multiply(picture, shadow.point(lambda value: 60 + value * 195 // WHITE))
