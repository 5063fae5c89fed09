"""The six codes of the scanner doctor as modules, for screen and paper."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from barcode.ean import EAN13

from printing.symbology import symbols
from printing.symbology.gs1_message import Element
from printing.symbology.symbols import Symbol

if TYPE_CHECKING:
    from lsn_desktop.scanning.doctor_codes import DoctorCode

_EAN_QUIET = 11  # modules on its left, GS1 General Specifications 5.2.3.4


@cache
def symbol_of(code: DoctorCode) -> Symbol:
    """The symbol of a test code."""
    if code.symbology == "ean-13":
        modules = EAN13(code.data[:-1]).build()[0]
        row = bytes(module == "1" for module in modules)
        return Symbol("ean-13", "]E0", code.data.encode(), (code.data,), (row,), _EAN_QUIET)
    if code.elements:
        return symbols.gs1(code.symbology, [Element(*one) for one in code.elements])
    return symbols.plain(code.symbology, code.data)
