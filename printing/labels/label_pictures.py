"""Pictures on labels: black or white, a pixel for each dot of the printer."""

from __future__ import annotations

import warnings
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageOps

from lsn_desktop.domain.refusals import refusal
from printing.labels.label_elements import LOGO
from printing.labels.layout_parts import Picture

if TYPE_CHECKING:
    from printing.labels.label_elements import PicturePlace

MOST_PIXELS = 4_000_000
"""What a picture on a label may have: 2000 x 2000 pixels."""

MOST_BYTES = 128 * 1024
"""What a picture in a template file may weigh."""


def picture_of(place: PicturePlace, logo: bytes, dots: float) -> Picture | None:
    """The picture in its box, its proportions kept; None where the company has no logo.

    Raises:
        Refusal: the picture cannot be read, or has too many pixels.
    """
    source = logo if place.source == LOGO else place.source
    if not isinstance(source, bytes) or not source:
        return None
    box = place.box
    room = (max(1, int(box.width * dots)), max(1, int(box.height * dots)))
    wide, high, bits = _pixels(source, room, place.turn, dither=place.dither)
    left = round(box.x * dots) + (room[0] - wide) // 2
    top = round(box.y * dots) + (room[1] - high) // 2
    return Picture(left, top, wide, high, bits)


def flaw(picture: bytes) -> bool:
    """Whether a picture is none, or too large for a label."""
    try:
        _opened(picture).load()
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError):
        return True
    return False


@lru_cache(maxsize=64)
def _pixels(
    source: bytes, room: tuple[int, int], turn: int, *, dither: bool
) -> tuple[int, int, bytes]:
    """Width, height and packed rows; kept, because each label of a job has the same picture."""
    try:
        coloured = _opened(source).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError):
        raise refusal(
            "A picture of this label cannot be drawn.",
            "Use a PNG or JPEG picture of at most 2000 x 2000 pixels.",
        ) from None
    white = Image.new("RGBA", coloured.size, "white")
    white.alpha_composite(coloured)
    grey = white.convert("L").rotate(-turn, expand=True)
    grey = ImageOps.contain(grey, room, Image.Resampling.LANCZOS)
    how = Image.Dither.FLOYDSTEINBERG if dither else Image.Dither.NONE
    ink = ImageOps.invert(grey).convert("1", dither=how)
    return ink.width, ink.height, ink.tobytes()


def _opened(picture: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        opened = Image.open(BytesIO(picture), formats=("PNG", "JPEG"))
    if opened.width * opened.height > MOST_PIXELS:
        raise ValueError(opened.size)
    return opened
