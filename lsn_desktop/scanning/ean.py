"""GTINs scanned by themselves: EAN-13, EAN-8, UPC and ITF-14 symbols.

Source: GS1 General Specifications, 5.2 (EAN/UPC) and 5.3 (ITF-14).
"""

from __future__ import annotations

from lsn_desktop.scanning.check_digits import mod10_holds

_LENGTHS = frozenset({8, 12, 13, 14})
GTIN_WIDTH = 14


def is_gtin(text: str) -> bool:
    """Whether a text is 8, 12, 13 or 14 digits of which the last is the check digit."""
    return len(text) in _LENGTHS and text.isascii() and text.isdecimal() and mod10_holds(text)


def padded(gtin: str) -> str:
    """A GTIN in the 14 digits it is kept in."""
    return gtin.zfill(GTIN_WIDTH)
