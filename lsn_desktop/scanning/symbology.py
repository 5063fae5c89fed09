"""AIM symbology identifiers: three characters in front of a scan that say what was scanned.

Source: ISO/IEC 15424; GS1 General Specifications, table of symbology identifiers in 5.1.
"""

from __future__ import annotations

import re
from typing import Literal

Meaning = Literal["gs1", "ean-13", "ean-8", "ean-13-add-on", "itf", "unsaid", "text"]
"""What the identifier promises about the data.

``gs1`` element strings; the EAN kinds a GTIN of that length; ``itf`` digits that may be a
GTIN-14; ``unsaid`` nothing, as from a keyboard; ``text`` anything but GS1.
"""

_MODIFIERS = {
    "A": "0-57",  # Code 39
    "B": "0-24",  # Telepen
    "C": "0-24",  # Code 128
    "D": "0-6",  # Code One
    "E": "0-4",  # EAN and UPC
    "F": "0-24",  # Codabar
    "G": "0-9A-Za-m",  # Code 93
    "H": "0138-9",  # Code 11
    "I": "013",  # Interleaved 2 of 5
    "J": "0-5",  # DotCode
    "K": "0-24",  # Code 16K
    "L": "0-5",  # PDF417
    "M": "0-9",  # MSI
    "N": "0",  # Anker
    "O": "0-14-6",  # Codablock
    "P": "0",  # Plessey
    "Q": "0-6",  # QR Code
    "R": "013",  # 2 of 5, two bar start
    "S": "0",  # 2 of 5, three bar start
    "T": "0-24",  # Code 49
    "U": "0-3",  # MaxiCode
    "X": "0-9A-F",  # other bar codes
    "Z": "0-9A-F",  # no bar code: keyboard, magnetic stripe, RFID
    "c": "0-9",  # Channel Code
    "d": "0-9A-C",  # Data Matrix; from 7 its rectangular extension
    "e": "0-3",  # GS1 DataBar and composite components
    "h": "0-9",  # Han Xin
    "o": "0-9",  # OCR
    "p": "0-9",  # PosiCode
    "s": "0-9",  # SuperCode
    "z": "0-9A-C",  # Aztec
}

_GS1 = (
    *("]C1", "]e0", "]e1", "]e2", "]e3", "]d2", "]d5", "]d8", "]dB"),
    *("]Q3", "]Q4", "]J1", "]J4", "]z1", "]z4"),
)
_PROMISES: dict[str, Meaning] = {
    **dict.fromkeys(_GS1, "gs1"),
    "]E0": "ean-13",
    "]E3": "ean-13-add-on",
    "]E4": "ean-8",
    **dict.fromkeys(("]I0", "]I1", "]I3"), "itf"),
    **dict.fromkeys(("]X0", "]Z0"), "unsaid"),
}

_WITH_ECI = frozenset(
    {
        *("]d4", "]d5", "]d6", "]dA", "]dB", "]dC", "]Q2", "]Q4", "]Q6"),
        *("]J3", "]J4", "]J5", "]z3", "]z4", "]z5"),
    }
)
"""Identifiers of data in which a reverse solidus is doubled; a single one and six digits name
a code page (ECI)."""

_KNOWN = re.compile(
    b"\\](?:"
    + b"|".join(f"{letter}[{mods}]".encode() for letter, mods in _MODIFIERS.items())
    + b")"
)
_ECI = re.compile(r"\\(\\|[0-9]{6})")


def taken_off(frame: bytes) -> tuple[str | None, bytes]:
    """The identifier in front of a frame, if it is a known one, and the rest."""
    if _KNOWN.match(frame):
        return frame[:3].decode("ascii"), frame[3:]
    return None, frame


def meaning(identifier: str | None) -> Meaning:
    """What data an identifier promises; a scanner that sends none promises nothing."""
    return "unsaid" if identifier is None else _PROMISES.get(identifier, "text")


def decoded(data: bytes, identifier: str | None) -> str:
    """The characters of the data: UTF-8 if it is that, else Latin-1, the default of symbols."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    if identifier in _WITH_ECI:
        return _ECI.sub(lambda found: "\\" if found[1] == "\\" else "", text)
    return text
