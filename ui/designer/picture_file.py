"""A picture from a file, made small enough for a label; for a reader's lane."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from lsn_desktop.domain.refusals import refusal
from printing.labels.label_pictures import MOST_BYTES

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 20 * 1024 * 1024
_MOST_PIXELS = 50_000_000
_SIDES = (1200, 800, 560, 400, 280)  # pixels of the longer side, tried one after another


def picture_in(file: Path) -> tuple[bytes, float]:
    """The picture in grey as a PNG that a template holds, and how much wider it is than high.

    The label itself is black and white; which greys become black is a matter of its printing.

    Raises:
        Refusal: it is no PNG or JPEG, or too large.
    """
    try:
        coloured = _opened(file).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError):
        raise refusal(
            "{file} is no picture a label can hold.",
            "Choose a PNG or JPEG file of at most 20 MB and 50 million pixels.",
            file=file.name,
        ) from None
    white = Image.new("RGBA", coloured.size, "white")
    white.alpha_composite(coloured)
    grey = white.convert("L")
    for side in _SIDES:
        small = grey.copy()
        small.thumbnail((side, side))
        out = BytesIO()
        small.save(out, "PNG", optimize=True)
        if out.tell() <= MOST_BYTES:
            break
    return out.getvalue(), grey.width / grey.height


def ratio_of(picture: bytes) -> float:
    """How much wider a picture that is kept is than high."""
    with Image.open(BytesIO(picture)) as opened:
        return opened.width / opened.height


def _opened(file: Path) -> Image.Image:
    if file.stat().st_size > _LARGEST:
        raise ValueError(file)
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        opened = Image.open(file, formats=("PNG", "JPEG"))
    if opened.width * opened.height > _MOST_PIXELS:
        raise ValueError(opened.size)
    return opened
