"""Units of measure that stand in an exact ratio to each other."""

from __future__ import annotations

from fractions import Fraction

_FAMILIES = (
    {"µg": Fraction(1, 10**6), "mg": Fraction(1, 1000), "g": Fraction(1), "kg": Fraction(1000),
     "t": Fraction(10**6), "oz": Fraction(28_349_523_125, 10**9),
     "lb": Fraction(45_359_237, 10**5)},
    {"ml": Fraction(1), "cl": Fraction(10), "dl": Fraction(100), "l": Fraction(1000),
     "hl": Fraction(100_000), "m3": Fraction(10**6)},
    {"mm": Fraction(1), "cm": Fraction(10), "m": Fraction(1000), "km": Fraction(10**6),
     "in": Fraction(254, 10), "ft": Fraction(3048, 10)},
    {"pcs": Fraction(1), "pc": Fraction(1), "ea": Fraction(1), "each": Fraction(1),
     "dozen": Fraction(12), "gross": Fraction(144)},
)  # fmt: skip
"""Each unit in the first of its kind: weight (pounds of 1959), volume, length, number."""


def ratio(unit: str, base: str) -> Fraction | None:
    """How many base units one of a unit is; None where they do not measure the same."""
    one, other = unit.strip().casefold(), base.strip().casefold()
    if one == other:
        return Fraction(1)
    for family in _FAMILIES:
        if one in family and other in family:
            return family[one] / family[other]
    return None


def told_apart(typed: str) -> tuple[str, str]:
    """A quantity as it is typed, and the unit behind it: ``250 g`` is ``250`` and ``g``."""
    text = typed.strip()
    end = next((at for at, sign in enumerate(text) if sign.isalpha()), len(text))
    return text[:end].strip(), text[end:].strip()
