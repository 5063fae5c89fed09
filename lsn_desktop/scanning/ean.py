"""GTINs scanned by themselves: EAN-13, EAN-8, UPC and ITF-14 symbols.

Source: GS1 General Specifications, 1.4 (GS1-8 prefixes), 5.2 (EAN/UPC; zero suppression of
UPC-E) and 5.3 (ITF-14); ISO/IEC 15424 for what a scanner sends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.scanning.check_digits import mod10_holds

if TYPE_CHECKING:
    from lsn_desktop.scanning.codes import Code

_KEPT = 14
_UPC_E = 8


def flaw(text: str, digits: int) -> Code | None:
    """What is wrong with the data of a symbol that holds a GTIN of so many digits."""
    if not text:
        return "empty"
    if len(text) != digits:
        return "length"
    if not (text.isascii() and text.isdecimal()):
        return "character"
    return None if mod10_holds(text) else "check-digit"


def of_upc_e(text: str) -> str | None:
    """The GTIN-12 of a UPC-E symbol that a scanner sent with its zeros still suppressed.

    Eight digits: the UPC prefix 0, which alone may be suppressed, six digits, and the check
    digit of the GTIN-12. Many of them check as a GTIN-8 as well, but none of these begins
    with 0: such numbers are for use within one company.
    """
    if not (len(text) == _UPC_E and text[0] == "0" and text.isascii() and text.isdecimal()):
        return None
    digits, last = text[1:6], text[6]
    if last < "3":
        number = f"{digits[:2]}{last}0000{digits[2:]}"
    elif last < "5":
        kept = int(last)
        number = f"{digits[:kept]}00000{digits[kept:]}"
    else:
        number = f"{digits}0000{last}"
    gtin = text[0] + number + text[7]
    return gtin if mod10_holds(gtin) else None


def padded(gtin: str) -> str:
    """A GTIN in the 14 digits it is kept in."""
    return gtin.zfill(_KEPT)
