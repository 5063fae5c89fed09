"""A barcode before it has a size, and why there may be none."""

from __future__ import annotations

from dataclasses import dataclass

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Refusal

TITLES = {
    "gs1-datamatrix": "GS1 DataMatrix",
    "gs1-128": "GS1-128",
    "gs1-qr": "GS1 QR Code",
    "digital-link": "GS1 Digital Link QR Code",
    "datamatrix": "DataMatrix",
    "qr": "QR Code",
    "code128": "Code 128",
    "code39": "Code 39",
    "ean13": "EAN-13",
    "ean8": "EAN-8",
    "upca": "UPC-A",
    "itf14": "ITF-14",
}
"""Symbologies a template may name, and what people call them."""


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
    ``bearers`` asks for a bar along either side of it.
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


def row(modules: str) -> tuple[bytes]:
    """The only row of a linear symbol, from a text of ones and noughts."""
    return (bytes(module == "1" for module in modules),)
