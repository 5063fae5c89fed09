"""Characters a scanner sends instead of a group separator: ``|``, ``^``, a Tab, ``<GS>``.

No element of GS1 holds them, so one that stands between elements is proven to be the
separator once the code is right with GS in its place. Source: GS1 General Specifications,
7.11 (character sets 82 and 39).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _, mark, message
from lsn_desktop.scanning import flaws
from lsn_desktop.scanning.gs1 import GS
from lsn_desktop.scanning.read import read

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.scanning.readings import Reading

_LONGEST = 1024  # characters in which it is looked for

_WORD = re.compile(r"[(<](?:GS|FNC1|0x1D)[)>]", re.IGNORECASE)
_SUBSTITUTE = re.compile(
    rf"{_WORD.pattern}|[\[{{](?:GS|FNC1)[\]}}]|\\x1D|\\u001D|~d029|\^\]"
    r"|[^!\"%&'()*+,\-./0-9:;<=>?A-Z_a-z]+",
    re.IGNORECASE,
)
_COUNT = {("37", "requires"), ("01", "excludes")}
_OF_CPID = "8010"  # a component may be named with a number sign
_NAMES = {
    " ": mark("a space"),
    "\t": mark("Tab"),
    "\x1c": mark("FS"),
    "\x1e": mark("RS"),
    "\x1f": mark("US"),
}


def replaced(reading: Reading, *, today: date) -> Reading | None:
    """The reading of a code with GS instead of its substitute, if that is proven to be one.

    All foreign characters must be the same, and the code right with GS in their place.
    """
    text = reading.text
    is_right = reading.read_as == "gs1" and reading.valid
    if len(text) > _LONGEST or (is_right and not _WORD.search(text)):
        return None
    marks = {found[0] for found in _SUBSTITUTE.finditer(text)}
    if len(marks) != 1:
        return None
    (substitute,) = marks
    if substitute == "#" and _OF_CPID in text:
        return None
    again = read_again(reading, _SUBSTITUTE.sub(GS, text), today)
    if again is None:
        return None
    shown = _(_NAMES[substitute]) if substitute in _NAMES else flaws.shown(substitute)
    proof = message("{mark} came for the separator: no element holds it", mark=shown)
    return replace(again, proof=proof)


def read_again(reading: Reading, text: str, today: date) -> Reading | None:
    """The same scan as if its text had come with these separators; None if that has a flaw.

    What a label in several barcodes leaves to another of them is none. Neither is a count (37)
    beside (01): the standard forbids it, labels have it all the same.
    """
    again = read(f"{reading.symbology or ''}{text}".encode(), today=today)
    if again.read_as != "gs1":
        return None
    is_whole = text.lstrip(GS).startswith("01")
    found = {(flaw.id, flaw.code) for flaw in (*again.errors, *again.warnings)}
    if _COUNT & found == _COUNT:
        found -= _COUNT
    if any(code != "requires" or is_whole for _id, code in found):
        return None
    return replace(again, scan=reading.scan)
