"""Pixels as ZPL carries them: hexadecimal digits, repeated ones and repeated rows shortened."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_REPEATED = re.compile(r"(.)\1{2,}")  # two are no shorter with their count
_TWENTY = 20


def graphic_field(ink: Image) -> str:
    """A mask of mode "1" as the parameters of ``^GFA``: sizes in bytes, then the pixels.

    Source: Zebra Programming Guide, "^GF Graphic Field" and "Alternative Data Compression
    Scheme for ~DG and ~DB Commands": G to Y repeat the next digit 1 to 19 times, g to z 20 to
    400 times; a comma fills the row with 0, a colon is the row above again. (``!`` is left
    out: it fills a row with 1, and interpreters differ on whether that is a bit or a digit.)
    """
    per_row = (ink.width + 7) // 8
    digits = ink.tobytes().hex().upper()
    step = per_row * 2
    rows, above = [], ""
    for start in range(0, len(digits), step):
        row = digits[start : start + step]
        rows.append(":" if row == above else _shortened(row))
        above = row
    size = per_row * ink.height
    return f"{size},{size},{per_row},{''.join(rows)}"


def _shortened(row: str) -> str:
    kept = row.rstrip("0")
    return _REPEATED.sub(_times, kept) + ("," if len(kept) < len(row) else "")


def _times(run: re.Match[str]) -> str:
    return _counted(len(run[0])) + run[1]


@lru_cache(maxsize=1024)
def _counted(length: int) -> str:
    said = ""
    while length >= _TWENTY:
        twenties = min(length // _TWENTY, _TWENTY)
        said += chr(ord("f") + twenties)
        length -= twenties * _TWENTY
    return said + chr(ord("F") + length) if length else said
