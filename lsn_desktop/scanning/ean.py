"""GTINs scanned by themselves: EAN-13, EAN-8, UPC and ITF-14 symbols.

Source: GS1 General Specifications, 5.2 (EAN/UPC) and 5.3 (ITF-14); ISO/IEC 15424 for what a
scanner sends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.scanning.check_digits import mod10_holds

if TYPE_CHECKING:
    from lsn_desktop.scanning.codes import Code

_KEPT = 14


def flaw(text: str, digits: int) -> Code | None:
    """What is wrong with the data of a symbol that holds a GTIN of so many digits."""
    if not text:
        return "empty"
    if len(text) != digits:
        return "length"
    if not (text.isascii() and text.isdecimal()):
        return "character"
    return None if mod10_holds(text) else "check-digit"


def padded(gtin: str) -> str:
    """A GTIN in the 14 digits it is kept in."""
    return gtin.zfill(_KEPT)
