"""Barcodes as modules, each made by the library that makes it right.

GS1 messages are read by our own reader before they are drawn, because the writers accept a
wrong check digit or month 13 without a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import zxingcpp
from barcode.codex import Code128, Gs1_128

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.scanning.read import read
from printing.gs1_message import GS, bracketed, element_string, human_readable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from printing.gs1_message import Element

TITLES = {
    "gs1-datamatrix": "GS1 DataMatrix",
    "gs1-128": "GS1-128",
    "qr": "QR Code",
    "code128": "Code 128",
}
"""Symbologies a template may name, and what people call them."""

_GS1_FNC1 = "\xf1"  # python-barcode's name for FNC1
_LINEAR_QUIET, _DATAMATRIX_QUIET, _QR_QUIET = 10, 1, 4  # modules, ISO/IEC 15417, 16022, 18004
_LONGEST_GS1_128 = 48  # characters, GS1 General Specifications 5.4.6.5
_QR_HOLDS = 1000  # bytes; more is not readable at the size of a label


class DoesNotFit(Refusal):
    """The symbology or the place cannot hold the message; an optional symbol is left out."""

    @staticmethod
    def because(fact: str, remedy: str, **params: object) -> DoesNotFit:
        """The refusal whose fact and remedy share their parameters."""
        return DoesNotFit(message(fact, **params), message(remedy, **params))


@dataclass(frozen=True, slots=True)
class Symbol:
    """A barcode before it has a size.

    ``rows`` holds one byte per module, 1 is dark; a linear symbol has a single row.
    ``identifier`` and ``payload`` are what a scanner must send for it, ``words`` are the human
    readable interpretation, ``quiet`` the light margin on each side in modules.
    """

    symbology: str
    identifier: str
    payload: bytes
    words: tuple[str, ...]
    rows: tuple[bytes, ...]
    quiet: int
    bearers: bool = False

    @property
    def linear(self) -> bool:
        """Whether it is a row of bars, upright or, once turned, lying."""
        return len(self.rows) == 1 or self.columns == 1

    @property
    def columns(self) -> int:
        return len(self.rows[0])


def gs1(symbology: str, parts: Sequence[Element], beside: Sequence[Element] = ()) -> Symbol:
    """A symbol for a GS1 message; ``beside`` is what other symbols of its label say.

    What belongs together must stand on one label, not in one symbol: (37) beside an SSCC
    (GS1 General Specifications, 4.13).

    Raises:
        Refusal: the message breaks a GS1 rule, or is too long for the symbology.
    """
    if not parts:
        raise refusal(
            "The {symbology} of this label would be empty.",
            "Fill in the GTIN or the lot, then print again.",
            symbology=TITLES[symbology],
        )
    return _GS1_WRITERS[symbology](parts, beside)


def plain(symbology: str, text: str) -> Symbol:
    """A symbol for a text that claims no standard: a location, one of our own numbers.

    Raises:
        Refusal: the symbology cannot hold the text.
    """
    return _PLAIN_WRITERS[symbology](text)


def _check(identifier: str, parts: Sequence[Element], beside: Sequence[Element]) -> bytes:
    """The message's bytes, once our own reader agrees with every element."""
    payload = element_string(parts)
    # Two digits of the year are all that is printed; the reader's century does not matter here.
    reading = read(f"{identifier}{payload}".encode(), today=date(2026, 1, 1))
    same = [(part.id, part.raw) for part in reading.elements] == [
        (part.ai, part.value) for part in parts
    ]
    own = {part.ai for part in parts}
    others = [part for part in beside if part.ai not in own]
    if others:
        label = element_string([*others, *parts])
        reading = read(f"{identifier}{label}".encode(), today=date(2026, 1, 1))
    if not (reading.valid and same):
        raise refusal(
            "{words} breaks a GS1 rule: {reason}",
            "Correct the item or the lot, then print again.",
            words="".join(human_readable(parts)),
            reason="; ".join(str(error.message) for error in reading.errors)
            or _("a separator stands inside a value."),
        )
    return payload.encode("ascii")


def _gs1_datamatrix(parts: Sequence[Element], beside: Sequence[Element]) -> Symbol:
    payload = _check("]d2", parts, beside)
    barcode = zxingcpp.create_barcode(
        bracketed(parts), zxingcpp.BarcodeFormat.DataMatrix, gs1=True, force_square=True
    )
    words = human_readable(parts)
    return Symbol("gs1-datamatrix", "]d2", payload, words, _grid(barcode), _DATAMATRIX_QUIET)


def _gs1_qr(parts: Sequence[Element], beside: Sequence[Element]) -> Symbol:
    payload = _check("]Q3", parts, beside)
    barcode = zxingcpp.create_barcode(
        bracketed(parts), zxingcpp.BarcodeFormat.QRCode, gs1=True, ec_level="M"
    )
    return Symbol("qr", "]Q3", payload, human_readable(parts), _grid(barcode), _QR_QUIET)


def _gs1_128(parts: Sequence[Element], beside: Sequence[Element]) -> Symbol:
    payload = _check("]C1", parts, beside)
    if len(payload) > _LONGEST_GS1_128:
        raise DoesNotFit.because(
            "A GS1-128 holds 48 characters; this label has {count}.",
            "Use a template with GS1 DataMatrix.",
            count=len(payload),
        )
    modules = Gs1_128(payload.decode("ascii").replace(GS, _GS1_FNC1)).build()[0]
    return Symbol(
        "gs1-128", "]C1", payload, human_readable(parts), (_row(modules),), _LINEAR_QUIET
    )


def _code128(text: str) -> Symbol:
    if not text or not (text.isascii() and text.isprintable()):
        raise DoesNotFit.because(
            "{value} has characters a Code 128 cannot hold.",
            "Use a template with a QR Code.",
            value=text or "-",
        )
    modules = Code128(text).build()[0]
    payload = text.encode("ascii")
    return Symbol("code128", "]C0", payload, (text,), (_row(modules),), _LINEAR_QUIET)


def _qr(text: str) -> Symbol:
    payload = text.encode()
    if not payload or len(payload) > _QR_HOLDS:
        raise refusal(
            "A QR Code on a label holds 1 to 1000 bytes; this text has {count}.",
            "Shorten the text, then print again.",
            count=len(payload),
        )
    encoding = {} if text.isascii() else {"eci": "UTF-8"}
    barcode = zxingcpp.create_barcode(
        text, zxingcpp.BarcodeFormat.QRCode, ec_level="M", **encoding
    )
    return Symbol("qr", "]Q1", payload, (text,), _grid(barcode), _QR_QUIET)


def _row(modules: str) -> bytes:
    return bytes(module == "1" for module in modules)


def _grid(barcode: zxingcpp.Barcode) -> tuple[bytes, ...]:
    """One byte per module, 1 is dark, from zxing's picture of one pixel per module."""
    picture = memoryview(barcode.to_image(scale=1, add_quiet_zones=False))  # type: ignore[arg-type]
    shape = picture.shape or (0, 0)
    pixels = picture.tobytes().translate(_DARK)
    return tuple(pixels[row * shape[1] : (row + 1) * shape[1]] for row in range(shape[0]))


_DARK = bytes([1]) + bytes(255)

_GS1_WRITERS: dict[str, Callable[[Sequence[Element], Sequence[Element]], Symbol]] = {
    "gs1-datamatrix": _gs1_datamatrix,
    "gs1-128": _gs1_128,
    "qr": _gs1_qr,
}
_PLAIN_WRITERS: dict[str, Callable[[str], Symbol]] = {"qr": _qr, "code128": _code128}

GS1_SYMBOLOGIES = frozenset(_GS1_WRITERS)
PLAIN_SYMBOLOGIES = frozenset(_PLAIN_WRITERS)
