r"""The six codes of the scanner doctor, and how one is known again however it arrives.

Each proves something: letters and digits (layout, case), the other characters (layout, what
replaces a group separator), GS1 in bars and in squares (FNC1 in front and within), a retail
code (its zero, its check digit), and a long one with control characters (speed, RS, EOT).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from lsn_desktop.domain.messages import mark
from lsn_desktop.scanning import symbology
from lsn_desktop.scanning.frames import with_gs

Symbology = Literal["code128", "gs1-128", "gs1-datamatrix", "ean-13", "qr"]
Name = Literal["letters", "signs", "bars", "squares", "retail", "long"]

LETTERS = "aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789"
SIGNS = "1!\"#$%&'(2)*+,-./:3;<=>?@[\\4]^_`{|}~5 6"
ANCHORS = "123456"
"""Digits between the signs: what stands between two of them is counted by itself."""

_GTIN = "09529999999993"
_LONGEST_BEFORE, _LONGEST_AFTER = 14, 6
_SEPARATOR = ".{0,8}?"
_IDENTIFIER = "(?P<identifier>\\][A-Za-z][0-9])?"
_OPENS, _CLOSES = "\ue000", "\ue001"
_CONTROL = re.compile("([\x1d\x1e\x04])")


@dataclass(frozen=True, slots=True)
class DoctorCode:
    """One code: ``data`` is what a well set scanner sends, ``elements`` how GS1 writes it.

    ``identifiers`` are the AIM identifiers it may have; ``title`` and ``why`` are keys of
    messages.
    """

    name: Name
    symbology: Symbology
    data: str
    identifiers: tuple[str, ...]
    title: str
    why: str
    elements: tuple[tuple[str, str], ...] = ()


CODES = (
    DoctorCode(
        "letters",
        "code128",
        LETTERS,
        ("]C0",),
        mark("Letters and digits"),
        mark("Shows the keyboard layout, capitals, and what begins and ends a scan."),
    ),
    DoctorCode(
        "signs",
        "code128",
        SIGNS,
        ("]C0",),
        mark("All other characters"),
        mark("Shows which of them the keyboard layout moves."),
    ),
    DoctorCode(
        "bars",
        "gs1-128",
        f"01{_GTIN}10Lot-7aB\x1d21sN9",
        ("]C1",),
        mark("GS1-128"),
        mark("Shows what becomes of the separator between lot and serial."),
        (("01", _GTIN), ("10", "Lot-7aB"), ("21", "sN9")),
    ),
    DoctorCode(
        "squares",
        "gs1-datamatrix",
        f"01{_GTIN}17301231" + "10Lot-7aB\x1d21sN9",
        ("]d2",),
        mark("GS1 DataMatrix"),
        mark("Shows the same for codes of squares. A laser scanner cannot read it: skip it."),
        (("01", _GTIN), ("17", "301231"), ("10", "Lot-7aB"), ("21", "sN9")),
    ),
    DoctorCode(
        "retail",
        "ean-13",
        "0498765432103",
        ("]E0",),
        mark("EAN-13"),
        mark("Shows whether the leading zero and the check digit arrive."),
    ),
    DoctorCode(
        "long",
        "qr",
        "[)>\x1e06\x1d1PDOCTOR-6\x1d1TLot-7aB\x1dSsN9\x1dQ12\x1d14D20301231"
        "\x1dZPack my box with five dozen liquor jugs 0123456789 The quick brown fox jumps"
        "\x1e\x04",
        ("]Q1",),
        mark("QR Code, long"),
        mark("Shows whether a fast scanner loses characters. A laser scanner cannot read it."),
    ),
)


def code(name: str) -> DoctorCode:
    """The code of a name."""
    return next(one for one in CODES if one.name == name)


@dataclass(frozen=True, slots=True)
class Match:
    """A test code found in what arrived: what stood around it, and for each control character.

    ``same_case`` is False where letters came in another case; ``data`` is what came of it.
    """

    name: Name
    identifier: str
    before: str
    data: str
    after: str
    separators: tuple[str, ...]
    same_case: bool


def match(one: DoctorCode, text: str) -> Match | None:
    """Find a code in what arrived, with prefix, identifier, suffix and any separator."""
    found = _pattern(one).fullmatch(text)
    if found is None:
        return None
    same_case = _pattern(one, case=True).fullmatch(text) is not None
    before, identifier = found["before"], found["identifier"] or ""
    if identifier.lower() not in {known.lower() for known in one.identifiers}:
        before, identifier = before + identifier, ""
    return Match(
        one.name,
        identifier,
        before,
        found["data"],
        found["after"],
        tuple(found[f"s{at}"] for at in range(one.data.count("\x1d"))),
        same_case and identifier in {"", *one.identifiers},
    )


@cache
def _pattern(one: DoctorCode, *, case: bool = False) -> re.Pattern[str]:
    data, at = "", 0
    if one.symbology == "ean-13":
        data = f"{one.data[0]}?{one.data[1:-1]}{one.data[-1]}?"
    else:
        for part in _CONTROL.split(_bracketed(one)):
            if part == "\x1d":
                data += f"(?P<s{at}>{_SEPARATOR})"
                at += 1
            else:
                control = _CONTROL.fullmatch(part) is not None
                data += f"(?:{part}|{_SEPARATOR})" if control else _escaped(part)
    return re.compile(
        f"(?P<before>.{{0,{_LONGEST_BEFORE}}}?){_IDENTIFIER}\x1d?(?P<data>{data})"
        f"(?P<after>.{{0,{_LONGEST_AFTER}}})",
        re.DOTALL if case else re.DOTALL | re.IGNORECASE,
    )


def _bracketed(one: DoctorCode) -> str:
    """The data, with marks where some scanners write brackets around the AIs."""
    if not one.elements:
        return one.data
    text = ""
    for ai, value in one.elements:
        gs = "\x1d" if f"\x1d{ai}{value}" in one.data else ""
        text += f"{gs}{_OPENS}{ai}{_CLOSES}{value}"
    return text


def _escaped(part: str) -> str:
    return re.escape(part).replace(_OPENS, r"\(?").replace(_CLOSES, r"\)?")


def code_of(frame: bytes) -> DoctorCode | None:
    """The test code a scan is, if it is one: it does nothing anywhere but at the doctor."""
    text = symbology.taken_off(with_gs(frame))[1].decode("latin-1").lstrip("\x1d")
    return _KNOWN.get(_bare(text))


def _bare(text: str) -> str:
    return _CONTROL.sub("", text).casefold()


_KNOWN = {_bare(one.data): one for one in CODES}
_KNOWN |= {one.data[1:]: one for one in CODES if one.symbology == "ean-13"}
