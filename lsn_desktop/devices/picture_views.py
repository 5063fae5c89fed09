"""The ways one picture is looked at, so that a poor photograph gives up its codes too.

The decoder sees bars that lie along or across a picture and are some pixels wide. So the
picture is also enlarged, sharpened, smoothed, inverted and turned; what each way adds was
measured over symbols of twenty kinds, each spoilt in thirty-six ways.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import zxingcpp
from PIL import Image, ImageFilter, ImageOps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Point = tuple[float, float]
_MOST_ENLARGED = 36_000_000  # pixels of a picture after it was enlarged
_SMALL, _LARGE = 1_000_000, 6_000_000  # pixels
_TURNS, _BETWEEN = (45, 23, 67, 34, 56, 14, 76), (40, 50, 29, 61, 19, 71, 9, 81)  # degrees
_QUARTERS = (
    (90, Image.Transpose.ROTATE_90),
    (180, Image.Transpose.ROTATE_180),
    (270, Image.Transpose.ROTATE_270),
)
_WHITE = 255


@dataclass(frozen=True)
class Options:
    """What the decoder is told beside the picture; no formats are all."""

    formats: tuple[zxingcpp.BarcodeFormat, ...] = ()
    binarizer: zxingcpp.Binarizer = zxingcpp.Binarizer.LocalAverage
    try_invert: bool = False


_Format = zxingcpp.BarcodeFormat
_BOTH = Options(try_invert=True)
_DARK = Options()  # on light
_HALVED = Options(binarizer=zxingcpp.Binarizer.FixedThreshold)
_BARS = Options((_Format.AllLinear, _Format.PDF417, _Format.MicroPDF417))
"""What the decoder sees neither aslant nor light on dark; the others it sees either way."""
_UPRIGHT = Options((_Format.MaxiCode,))
"""What it sees only the right way up."""


@dataclass(frozen=True)
class View:
    """A picture as the decoder is shown it, and how it came from the page.

    The page was enlarged by ``scale``; what was ``unturned`` wide and high then was turned by
    ``angle`` degrees against the clock. ``weight`` is how far it may be trusted: bars may be
    seen aslant where there are none, so three such views weigh as much as the plain one.
    """

    image: Image.Image
    scale: float = 1
    angle: float = 0
    unturned: tuple[int, int] = (0, 0)
    options: Options = _DARK
    weight: int = 2

    def on_page(self, x: float, y: float) -> Point:
        """Where a point of the view lies on the page."""
        if self.angle:
            turn = math.radians(self.angle)
            across, down = x - self.image.width / 2, y - self.image.height / 2
            width, height = self.unturned
            x = math.cos(turn) * across - math.sin(turn) * down + width / 2
            y = math.sin(turn) * across + math.cos(turn) * down + height / 2
        return x / self.scale, y / self.scale


def views(page: Image.Image, enlarged: Callable[[int], Image.Image]) -> Iterator[View]:
    """Each way to look at a grey page (mode L), the plainest first.

    ``enlarged`` gives the page so many times as large: what was drawn is drawn anew.
    """
    yield View(page, options=_BOTH, weight=3)
    pixels = page.width * page.height
    scale, large = 1.0, page
    for more in (2, 3):
        if pixels * more * more <= _MOST_ENLARGED:
            scale, large = more, enlarged(more)
            yield View(large, scale)
    if pixels > _LARGE:
        yield from _of_large(page)
        scale, large = 0.5, page.reduce(2)
    else:
        yield View(large.filter(_sharper(1.5 * scale, 500)), scale)
        scale, large = (2.0, enlarged(2)) if pixels <= _SMALL else (1.0, page)
        yield from _of_small(page, large, scale)
    yield from _turned(large, scale, _TURNS)
    if scale > 1:
        scale, large = 1.0, page
    yield from _turned(large, scale, _BETWEEN)
    for quarter, turn in _QUARTERS:
        yield View(page.transpose(turn), 1, quarter, page.size, _UPRIGHT)


def _of_large(page: Image.Image) -> Iterator[View]:
    """What is worth its time on a picture in which codes have pixels enough."""
    yield View(page.filter(_sharper(1.5, 300)))
    yield View(ImageOps.autocontrast(page), options=_HALVED)
    light = ImageOps.invert(page)
    yield View(light, options=_BARS)
    yield View(light.reduce(2), 0.5, options=_BARS)


def _of_small(page: Image.Image, large: Image.Image, scale: float) -> Iterator[View]:
    clear = ImageOps.autocontrast(page)
    yield View(clear, options=_HALVED)
    yield View(clear.filter(_sharper(1.5, 300)), options=_HALVED)
    yield View(page.filter(ImageFilter.GaussianBlur(1.2)))
    soft = large.filter(ImageFilter.GaussianBlur(scale / 2))
    yield View(soft, scale)
    for light in (soft, large):
        yield View(ImageOps.invert(light), scale, options=_BARS)


def _turned(image: Image.Image, scale: float, angles: tuple[int, ...]) -> Iterator[View]:
    for angle in angles:
        turned = image.rotate(angle, Image.Resampling.BILINEAR, expand=True, fillcolor=_WHITE)
        yield View(turned, scale, angle, image.size, _BARS, weight=1)


def _sharper(radius: float, percent: int) -> ImageFilter.UnsharpMask:
    return ImageFilter.UnsharpMask(radius, percent, threshold=0)
