"""Chinese, Japanese and Korean on paper, in a typeface of this computer, where it has one.

Noto Sans covers the letters of Europe; a face for East Asia has 4 MB and more and does not
travel with the program. CFF outlines (Noto Sans CJK) cannot be embedded by reportlab.
"""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from printing import fonts

_NAMES = (
    "DroidSansFallbackFull.ttf", "DroidSansFallback.ttf", "wqy-zenhei.ttc",
    "wqy-microhei.ttc", "msyh.ttc", "simsun.ttc", "msgothic.ttc", "malgun.ttf",
    "Arial Unicode.ttf", "STHeiti Light.ttc",
)  # fmt: skip
_FOLDERS = (
    *("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts"),
    "/usr/share/ghostscript",
    *("/System/Library/Fonts", "/Library/Fonts", "C:/Windows/Fonts"),
)
_WIDE = frozenset("WFH")  # of Unicode's East Asian Width
_MUST_BE_SEEN = ("L", "N", "M", "Sc")  # categories: of others a mark is enough


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface that reportlab knows by ``name``, and the characters it draws."""

    name: str
    glyphs: frozenset[int]


def faces() -> tuple[Face, ...]:
    """The faces of this computer, in the order they are asked for a character."""
    return found_in(_FOLDERS)


@cache
def found_in(folders: tuple[str, ...]) -> tuple[Face, ...]:
    """The faces in these folders and those below; each is registered once."""
    files: dict[str, Path] = {}
    for folder in folders:
        for where, _below, names in os.walk(Path(folder).expanduser()):
            for name in names:
                if name in _NAMES:
                    files.setdefault(name, Path(where, name))
    loaded = []
    for name in _NAMES:
        if name not in files:
            continue
        try:
            font = TTFont(face := Path(name).stem.replace(" ", ""), str(files[name]))
        except (TTFError, OSError):  # CFF outlines, or a broken file: the next one
            continue
        pdfmetrics.registerFont(font)
        loaded.append(Face(face, frozenset(font.face.charToGlyph)))
    return tuple(loaded)


def runs(text: str, font: str) -> list[tuple[str, str]]:
    """The text in pieces with the face of each, as it can be drawn; see :func:`fonts.as_ink`.

    What one of our cuts lacks, the regular one may have; what is East Asian, the computer.
    """
    kept = unicodedata.normalize("NFC", " ".join(text.split(None)))
    if kept.isascii() and kept.isprintable():
        return [(kept, font)]
    found: list[tuple[str, str]] = []
    for character in kept:
        face, drawn = _drawn(character, font)
        if found and found[-1][1] == face:
            found[-1] = (found[-1][0] + drawn, face)
        else:
            found.append((drawn, face))
    return found


def _drawn(character: str, font: str) -> tuple[str, str]:
    """A face and what it draws for the character: it, or a mark."""
    for own in (font, fonts.REGULAR):
        if (drawn := fonts.as_ink(character, own)) == character or character == " ":
            return own, character
    if unicodedata.east_asian_width(character) in _WIDE:
        for face in faces():
            if ord(character) in face.glyphs:
                return face.name, character
    return font, drawn


def lacking(text: str) -> str:
    """The letters, digits and currency signs that would be marks on paper, each once."""
    if text.isascii():
        return ""
    missing = [
        character
        for line in text.split("\n")
        for character in dict.fromkeys(unicodedata.normalize("NFC", line))
        if unicodedata.category(character).startswith(_MUST_BE_SEEN)
        and _drawn(character, fonts.REGULAR)[1] != character
    ]
    return "".join(dict.fromkeys(missing))
