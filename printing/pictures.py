"""Pictures people bring, made safe for paper: a logo of known size and nothing but pixels."""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image as Pillow
from reportlab.lib.units import mm
from reportlab.platypus import Image

from lsn_desktop.domain.refusals import refusal

_MOST_PIXELS = 40_000_000
_FINE = 300 / 25.4  # pixels per mm kept


def logo(picture: bytes, width: float, height: float) -> Image:
    """The picture on white, within ``width`` x ``height`` mm, its proportions kept.

    Raises:
        Refusal: not a PNG or JPEG, or too large.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            pixels = _on_white(picture)
    except (OSError, ValueError, SyntaxError, Warning, Pillow.DecompressionBombError):
        raise refusal(
            "The company logo cannot be drawn.",
            "Choose a PNG or JPEG picture of at most 40 megapixels in Settings, Company.",
        ) from None
    pixels.thumbnail((int(width * _FINE), int(height * _FINE)))
    out = BytesIO()
    pixels.save(out, "PNG")
    out.seek(0)
    ratio = pixels.width / pixels.height
    high = min(height, width / ratio)
    return Image(out, width=high * ratio * mm, height=high * mm, hAlign="LEFT")


def _on_white(picture: bytes) -> Pillow.Image:
    with Pillow.open(BytesIO(picture), formats=("PNG", "JPEG")) as opened:
        if opened.width * opened.height > _MOST_PIXELS:
            raise ValueError(opened.size)
        pixels = opened.convert("RGBA")
    white = Pillow.new("RGB", pixels.size, "white")
    white.paste(pixels, mask=pixels.getchannel("A"))
    return white
