"""Linear symbols as modules: Code 128, Code 39 and those of retail; python-barcode makes them.

Its writers take wrong check digits without a word, so our own reader looks at a number first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from barcode.codex import Code39, Code128, Gs1_128
from barcode.ean import EuropeanArticleNumber8, EuropeanArticleNumber13
from barcode.itf import ITF

from lsn_desktop.domain.refusals import refusal
from lsn_desktop.scanning.read import read
from printing.symbology.gs1_message import GS
from printing.symbology.symbol_parts import TITLES, DoesNotFit, Symbol, row

QUIET = 10
"""Modules of light on each side; Source: ISO/IEC 15417, 16388, 16390."""

_GS1_FNC1 = "\xf1"  # python-barcode's name for FNC1
_CODE39 = re.compile(r"[0-9A-Z\-. $/+%]+")
_WIDE = 3  # narrow bars; GS1 General Specifications 5.3.2.2 wants 2.25 to 3


def gs1_128_modules(payload: str) -> tuple[bytes]:
    """The bars of a GS1 message, as a scanner sends it."""
    return row(Gs1_128(payload.replace(GS, _GS1_FNC1)).build()[0])


def code128(text: str) -> Symbol:
    """A Code 128 of a text in ASCII.

    Raises:
        DoesNotFit: other characters, or none.
    """
    if not text or not (text.isascii() and text.isprintable()):
        raise _foreign("code128", text)
    modules = row(_Code128(text).build()[0])
    return Symbol("code128", "]C0", text.encode("ascii"), (text,), modules, QUIET)


class _Code128(Code128):  # type: ignore[misc]
    """One that keeps digits 99 at the start; they look like a change of character set."""

    def _try_to_optimize(self, encoded: list[int]) -> list[int]:
        if self.code.startswith("99"):
            return encoded
        shorter: list[int] = super()._try_to_optimize(encoded)
        return shorter


def code39(text: str) -> Symbol:
    """A Code 39 of capitals, digits and ``-. $/+%``, without a check character.

    Raises:
        DoesNotFit: other characters, or none.
    """
    if not _CODE39.fullmatch(text) or text != text.strip():
        raise _foreign("code39", text)
    modules = row(Code39(text, add_checksum=False).build()[0])
    return Symbol("code39", "]A0", text.encode("ascii"), (text,), modules, QUIET)


def _foreign(symbology: str, text: str) -> DoesNotFit:
    return DoesNotFit.because(
        "{value} has characters a {symbology} cannot hold.",
        "Use a template with a QR Code.",
        value=text or "-",
        symbology=TITLES[symbology],
    )


@dataclass(frozen=True, slots=True)
class _Retail:
    """A symbol of ``digits`` digits, sent as ``sent`` of them under an identifier.

    ``groups`` are how many digits of the human readable interpretation stand together.
    """

    symbology: str
    digits: int
    sent: int
    identifier: str
    quiet: int
    groups: tuple[int, ...]


# Source: GS1 General Specifications 5.2 (EAN/UPC: quiet zones, digits below), 5.3 (ITF-14),
# 5.1.3 (symbology identifiers). A UPC-A is sent as an EAN-13 with a nought before it.
_EAN13 = _Retail("ean13", 13, 13, "]E0", 11, (1, 6, 6))
_EAN8 = _Retail("ean8", 8, 8, "]E4", 7, (4, 4))
_UPCA = _Retail("upca", 12, 13, "]E0", 9, (1, 5, 5, 1))
_ITF14 = _Retail("itf14", 14, 14, "]I1", QUIET, (14,))
_LENGTHS = {8, 12, 13, 14}


def ean13(gtin: str) -> Symbol:
    """An EAN-13 of a GTIN of up to 13 digits, noughts before it apart.

    Raises:
        Refusal: no GTIN, or one of another length.
    """
    digits = _digits(_EAN13, gtin)
    return _symbol(_EAN13, digits, EuropeanArticleNumber13(digits).build()[0])


def ean8(gtin: str) -> Symbol:
    """An EAN-8 of a GTIN-8.

    Raises:
        Refusal: no GTIN, or one of another length.
    """
    digits = _digits(_EAN8, gtin)
    return _symbol(_EAN8, digits, EuropeanArticleNumber8(digits).build()[0])


def upca(gtin: str) -> Symbol:
    """A UPC-A of a GTIN-12; its bars are those of the EAN-13 with a nought before it.

    Raises:
        Refusal: no GTIN, or one of another length.
    """
    digits = _digits(_UPCA, gtin)
    return _symbol(_UPCA, digits, EuropeanArticleNumber13(f"0{digits}").build()[0])


def itf14(gtin: str) -> Symbol:
    """An ITF-14 of any GTIN, with its bearer bars.

    Raises:
        Refusal: no GTIN.
    """
    digits = _digits(_ITF14, gtin)
    return _symbol(_ITF14, digits, ITF(digits, narrow=1, wide=_WIDE).build()[0])


def _digits(kind: _Retail, gtin: str) -> str:
    """The digits a symbol shows, once our own reader takes them for a GTIN."""
    title = TITLES[kind.symbology]
    if not (gtin.isascii() and gtin.isdigit() and len(gtin) in _LENGTHS):
        raise refusal(
            "{value} is no GTIN; an {symbology} holds nothing else.",
            "Fill in the item's GTIN, or use a template with a QR Code.",
            value=gtin[:40] or "-",
            symbology=title,
        )
    own = gtin.lstrip("0").zfill(8)
    # A GTIN-8 is one of eight digits; filled up it would be another number on an EAN-13.
    short = len(own) == _EAN8.digits
    fits = short if kind is _EAN8 else len(own) <= kind.digits and (not short or kind is _ITF14)
    if not fits:
        raise DoesNotFit.because(
            "GTIN {value} cannot be written as {symbology}: it holds {digits} digits.",
            "Use a template with ITF-14 or GS1 DataMatrix, which hold every GTIN.",
            value=gtin,
            symbology=title,
            digits=kind.digits,
        )
    digits = own.zfill(kind.digits)
    reading = read(f"{kind.identifier}{digits.zfill(kind.sent)}".encode(), today=date.min)
    if not (reading.valid and reading.gtin):
        raise refusal(
            "The check digit of GTIN {value} is wrong.",
            "Correct the item's GTIN, then print again.",
            value=gtin,
        )
    return digits


def _symbol(kind: _Retail, digits: str, modules: str) -> Symbol:
    ends = [sum(kind.groups[:place]) for place in range(len(kind.groups) + 1)]
    words = " ".join(digits[start:end] for start, end in pairwise(ends))
    return Symbol(
        kind.symbology,
        kind.identifier,
        digits.zfill(kind.sent).encode("ascii"),
        (words,),
        row(modules),
        kind.quiet,
        bearers=kind is _ITF14,
    )
