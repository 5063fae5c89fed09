"""What a label printer answers to ``~HS``: three lines of flags and counts.

Source: Zebra, ZPL II Programming Guide, "~HS Host Status Return".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from printing.ways.printer_status import PrinterStatus

if TYPE_CHECKING:
    from printing.ways.printer_status import Trouble

QUESTION = b"~HS"
LINES = 3

_LINE = re.compile(rb"\x02([0-9A-Za-z,]*)\x03")
_FIRST, _SECOND, _THIRD = 12, 11, 2  # values in each of the lines
_STOPS: frozenset[Trouble] = frozenset(
    ("paper out", "ribbon out", "head open", "paused", "buffer full", "memory lost")
)


class NoStatus(Exception):
    """The bytes are no answer to ``~HS``."""


def complete(answer: bytes) -> bool:
    """Whether all of the answer has come."""
    return len(_LINE.findall(answer)) >= LINES


def read(answer: bytes) -> PrinterStatus:
    """The status an answer tells.

    Raises:
        NoStatus: it is cut short, or something else.

    """
    lines = [line.split(b",") for line in _LINE.findall(answer)]
    if [len(line) for line in lines] != [_FIRST, _SECOND, _THIRD]:
        raise NoStatus(answer[:200])
    first, second, _third = lines
    try:
        flags: dict[Trouble, bool] = {
            "paper out": _set(first[1]),
            "ribbon out": _set(second[3]),
            "head open": _set(second[2]),
            "paused": _set(first[2]),
            "buffer full": _set(first[5]),
            "too cold": _set(first[10]),
            "too hot": _set(first[11]),
            "memory lost": _set(first[9]),
            "label waiting": _set(second[7]),
        }
        waiting, left, cut = int(first[4]), int(second[8]), _set(first[7])
    except ValueError as error:
        raise NoStatus(answer[:200]) from error
    troubles = tuple(name for name, there in flags.items() if there)
    if _STOPS.intersection(troubles):
        return PrinterStatus("stopped", troubles, left, waiting, cut)
    busy = left or waiting or cut
    return PrinterStatus("printing" if busy else "ready", troubles, left, waiting, cut)


def _set(flag: bytes) -> bool:
    return int(flag) != 0
