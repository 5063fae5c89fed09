"""The typefaces of paper, embedded in every PDF, and what a text measures in them.

Noto Sans covers Latin, Greek and Cyrillic. The monospaced cut has a slashed zero, so a lot
number says whether it holds a zero or the letter O.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

import resources

REGULAR = "NotoSans-Regular"
BOLD = "NotoSans-Bold"
MONO = "NotoSansMono-Regular"
MONO_BOLD = "NotoSansMono-Bold"

NAMES = {"regular": REGULAR, "bold": BOLD, "mono": MONO, "mono-bold": MONO_BOLD}
"""What a label template calls them."""

LINE_HEIGHT = 1.2  # em from baseline to baseline
BASELINE = 0.93  # em from the top of a line to its baseline
POINT = 25.4 / 72  # mm

_LONGEST = 10_000  # characters looked at; no box on paper holds more
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
_MARK = "\N{REPLACEMENT CHARACTER}"
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # controls, joiners, direction overrides


@cache
def register() -> dict[str, TTFont]:
    """Give reportlab the four faces; the first drawing of the process does it."""
    rl_config.useA85 = 0  # streams as bytes: a quarter less time and size than as ASCII
    faces = {
        name: TTFont(name, str(resources.path(f"fonts/{name}.ttf"))) for name in NAMES.values()
    }
    for face in faces.values():
        pdfmetrics.registerFont(face)
    return faces


def width(text: str, font: str, size: float) -> float:
    """Millimetres the text takes at a size in points."""
    register()
    return float(pdfmetrics.stringWidth(text, font, size)) * POINT


def as_ink(text: str, font: str) -> str:
    """The text as the font can draw it: composed, on one line, nothing invisible.

    What has no glyph, and what would not be seen (controls, direction overrides), becomes a
    visible mark, one for one, so no text can pretend on paper to be another one.
    """
    kept = text[:_LONGEST]
    if kept.isascii() and kept.isprintable():
        return kept
    kept = unicodedata.normalize("NFC", " ".join(kept.split(None)))
    glyphs = _glyphs(font)
    return "".join(
        character
        if ord(character) in glyphs and unicodedata.category(character) not in _UNSEEN
        else _MARK
        for character in kept
    )


@cache
def _glyphs(font: str) -> frozenset[int]:
    return frozenset(register()[font].face.charToGlyph)


def elide(text: str, font: str, size: float, room: float) -> str:
    """The text, or as much of its beginning as fits into ``room`` mm with an ellipsis."""
    if width(text, font, size) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle] + _ELLIPSIS, font, size) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + _ELLIPSIS


def wrap(text: str, font: str, size: float, room: float, most: int) -> tuple[list[str], bool]:
    """At most ``most`` lines no wider than ``room`` mm, and whether all of the text is there.

    Lines break at spaces; a word longer than a line is cut where it must be.
    """
    lines: list[str] = []
    rest = text
    if most < 1:
        return lines, not text
    while rest and len(lines) < most - 1:
        if width(rest, font, size) <= room:
            return [*lines, rest], True
        end = _break(rest, font, size, room)
        lines.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    if not rest:
        return lines, True
    last = elide(rest, font, size, room)
    return [*lines, last], last == rest


def _break(text: str, font: str, size: float, room: float) -> int:
    """Where the first line ends: after the last word that fits, or within a long word."""
    fits = max(len(elide(text, font, size, room)) - 1, 1)
    space = text.rfind(" ", 0, fits + 1)
    return space + 1 if space > 0 else fits
