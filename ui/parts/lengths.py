"""Lengths as people type them: millimetres or inches, with a point, a comma or a fraction."""

from __future__ import annotations

import re
from typing import Final

MM, INCH = "mm", "in"
IN_MM: Final = {MM: 1.0, INCH: 25.4}
"""How long each unit is, in mm."""

_NUMBER = re.compile(r"(\d{1,5}(?:[.,]\d{1,6})?|[.,]\d{1,6})")
_FRACTION = re.compile(r"(?:(\d{1,4})[ -]+)?(\d{1,3})/(\d{1,3})")


def length(typed: str, unit: str) -> float | None:
    """What was typed, in mm to the micrometre; None if it is no length.

    ``2 5/8`` and ``2.625`` are the same.
    """
    typed = typed.strip()
    if _NUMBER.fullmatch(typed):
        value = float(typed.replace(",", "."))
    elif (parts := _FRACTION.fullmatch(typed)) and int(parts[3]):
        value = int(parts[1] or 0) + int(parts[2]) / int(parts[3])
    else:
        return None
    return round(value * IN_MM[unit], 3)


def words(mm: float, unit: str) -> str:
    """A length in a unit, to the hundredth of a mm or better: ``63.5``, ``2.625``."""
    return f"{mm / IN_MM[unit]:.4f}".rstrip("0").rstrip(".")
