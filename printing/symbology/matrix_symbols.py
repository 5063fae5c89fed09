"""DataMatrix and QR Code as modules, and both as plain texts; zxing-cpp makes them."""

from __future__ import annotations

import zxingcpp

from lsn_desktop.domain.refusals import refusal
from printing.symbology.symbol_parts import TITLES, Symbol

DATAMATRIX_QUIET, QR_QUIET = 1, 4
"""Modules of light around them; Source: ISO/IEC 16022, 18004."""

_HOLDS = 1000  # bytes; more is not readable at the size of a label
_DARK = bytes([1]) + bytes(255)


def datamatrix_modules(text: str, *, gs1: bool = False) -> tuple[bytes, ...]:
    """A square DataMatrix; left alone the writer takes rectangles, which few scanners read."""
    barcode = zxingcpp.create_barcode(
        text,
        zxingcpp.BarcodeFormat.DataMatrix,
        force_square=True,
        **({"gs1": True} if gs1 else _alphabet(text)),
    )
    return _grid(barcode)


def qr_modules(text: str, *, gs1: bool = False) -> tuple[bytes, ...]:
    """A QR Code that still reads with an eighth of it gone (level M)."""
    barcode = zxingcpp.create_barcode(
        text,
        zxingcpp.BarcodeFormat.QRCode,
        ec_level="M",
        **({"gs1": True} if gs1 else _alphabet(text)),
    )
    return _grid(barcode)


def datamatrix(text: str) -> Symbol:
    """A DataMatrix of any text.

    Raises:
        Refusal: the text is empty or too long.
    """
    payload = _bytes("datamatrix", text)
    modules = datamatrix_modules(text)
    return Symbol("datamatrix", "]d1", payload, (text,), modules, DATAMATRIX_QUIET)


def qr(text: str) -> Symbol:
    """A QR Code of any text.

    Raises:
        Refusal: the text is empty or too long.
    """
    payload = _bytes("qr", text)
    return Symbol("qr", "]Q1", payload, (text,), qr_modules(text), QR_QUIET)


def _alphabet(text: str) -> dict[str, str]:
    return {} if text.isascii() else {"eci": "UTF-8"}


def _bytes(symbology: str, text: str) -> bytes:
    payload = text.encode()
    if not payload or len(payload) > _HOLDS:
        raise refusal(
            "A {symbology} on a label holds 1 to 1000 bytes; this text has {count}.",
            "Shorten the text, then print again.",
            symbology=TITLES[symbology],
            count=len(payload),
        )
    return payload


def _grid(barcode: zxingcpp.Barcode) -> tuple[bytes, ...]:
    """One byte per module, 1 is dark, from zxing's picture of one pixel per module."""
    picture = memoryview(barcode.to_image(scale=1, add_quiet_zones=False))  # type: ignore[arg-type]
    shape = picture.shape or (0, 0)
    pixels = picture.tobytes().translate(_DARK)
    return tuple(pixels[row * shape[1] : (row + 1) * shape[1]] for row in range(shape[0]))
