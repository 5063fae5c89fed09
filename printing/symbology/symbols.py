"""Barcodes as modules, each made by the library that makes it right.

GS1 messages are read by our own reader before they are drawn, because the writers accept a
wrong check digit or month 13 without a word.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.scanning.read import read
from printing.symbology import linear_symbols, matrix_symbols
from printing.symbology.gs1_message import bracketed, element_string, human_readable
from printing.symbology.symbol_parts import TITLES, DoesNotFit, Symbol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lsn_desktop.scanning.readings import Reading
    from printing.symbology.gs1_message import Element

__all__ = [
    "GS1_SYMBOLOGIES",
    "PLAIN_SYMBOLOGIES",
    "TITLES",
    "DoesNotFit",
    "Symbol",
    "gs1",
    "plain",
]

_LONGEST_GS1_128 = 48  # characters, GS1 General Specifications 5.4.6.5


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
    """A symbol for a text that is no GS1 message: a location, one of our own numbers, a GTIN.

    Raises:
        Refusal: the symbology cannot hold the text.
    """
    return _PLAIN_WRITERS[symbology](text)


def _check(identifier: str, parts: Sequence[Element], beside: Sequence[Element]) -> bytes:
    """The message's bytes, once our own reader agrees with every element."""
    payload = element_string(parts)
    reading = _read(f"{identifier}{payload}")
    same = [(part.id, part.raw) for part in reading.elements] == [
        (part.ai, part.value) for part in parts
    ]
    own = {part.ai for part in parts}
    others = [part for part in beside if part.ai not in own]
    if others:
        reading = _read(f"{identifier}{element_string([*others, *parts])}")
    if not (reading.valid and same):
        raise refusal(
            "{words} breaks a GS1 rule: {reason}",
            "Correct the item or the lot, then print again.",
            words="".join(human_readable(parts)),
            reason="; ".join(str(error.message) for error in reading.errors)
            or _("a separator stands inside a value."),
        )
    return payload.encode("ascii")


def _read(scan: str) -> Reading:
    # Two digits of the year are all that is printed; the reader's century does not matter here.
    return read(scan.encode(), today=date(2026, 1, 1))


def _gs1_datamatrix(parts: Sequence[Element], beside: Sequence[Element]) -> Symbol:
    payload = _check("]d2", parts, beside)
    modules = matrix_symbols.datamatrix_modules(bracketed(parts), gs1=True)
    words = human_readable(parts)
    return Symbol(
        "gs1-datamatrix", "]d2", payload, words, modules, matrix_symbols.DATAMATRIX_QUIET
    )


def _gs1_qr(parts: Sequence[Element], beside: Sequence[Element]) -> Symbol:
    payload = _check("]Q3", parts, beside)
    modules = matrix_symbols.qr_modules(bracketed(parts), gs1=True)
    return Symbol(
        "gs1-qr", "]Q3", payload, human_readable(parts), modules, matrix_symbols.QR_QUIET
    )


def _digital_link(parts: Sequence[Element], beside: Sequence[Element]) -> Symbol:
    """The message as a web address, in a QR Code of its own kind: no FNC1 (5.10 there)."""
    payload = _check("]Q3", parts, beside)
    link = _read(f"]Q3{payload.decode('ascii')}").digital_link
    said = {(one.id, one.raw) for one in _read(f"]Q1{link}").elements}
    if link is None or said != {(part.ai, part.value) for part in parts}:
        raise refusal(
            "{words} cannot be written as a GS1 Digital Link.",
            "Use a template with a GS1 QR Code.",
            words="".join(human_readable(parts)),
        )
    return Symbol(
        "digital-link",
        "]Q1",
        link.encode("ascii"),
        human_readable(parts),
        matrix_symbols.qr_modules(link),
        matrix_symbols.QR_QUIET,
    )


def _gs1_128(parts: Sequence[Element], beside: Sequence[Element]) -> Symbol:
    payload = _check("]C1", parts, beside)
    if len(payload) > _LONGEST_GS1_128:
        raise DoesNotFit.because(
            "A GS1-128 holds 48 characters; this label has {count}.",
            "Use a template with GS1 DataMatrix.",
            count=len(payload),
        )
    modules = linear_symbols.gs1_128_modules(payload.decode("ascii"))
    words = human_readable(parts)
    return Symbol("gs1-128", "]C1", payload, words, modules, linear_symbols.QUIET)


_GS1_WRITERS: dict[str, Callable[[Sequence[Element], Sequence[Element]], Symbol]] = {
    "gs1-datamatrix": _gs1_datamatrix,
    "gs1-128": _gs1_128,
    "gs1-qr": _gs1_qr,
    "digital-link": _digital_link,
}
_PLAIN_WRITERS: dict[str, Callable[[str], Symbol]] = {
    "datamatrix": matrix_symbols.datamatrix,
    "qr": matrix_symbols.qr,
    "code128": linear_symbols.code128,
    "code39": linear_symbols.code39,
    "ean13": linear_symbols.ean13,
    "ean8": linear_symbols.ean8,
    "upca": linear_symbols.upca,
    "itf14": linear_symbols.itf14,
}

GS1_SYMBOLOGIES = frozenset(_GS1_WRITERS)
PLAIN_SYMBOLOGIES = frozenset(_PLAIN_WRITERS)
