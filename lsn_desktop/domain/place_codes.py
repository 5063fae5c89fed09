"""Many places said in one line: ``COLD-A-01..COLD-A-12``."""

from __future__ import annotations

import re

from lsn_desktop.domain.refusals import Refusal, refusal

MOST = 500  # places of one range
_END = re.compile(r"(.*?)(\d+)(\D*)")


def spelled_out(text: str) -> list[str]:
    """The codes a line says: one, or all from one to another, counted at the last number.

    Raises:
        Refusal: the two ends differ in more than their last number, or are too far apart.
    """
    first, dots, last = (part.strip() for part in text.strip().partition(".."))
    if not dots:
        return [first]
    one, other = _END.fullmatch(first), _END.fullmatch(last)
    if one is None or other is None or one[1] != other[1] or one[3] != other[3]:
        raise _no_range(text)
    low, high = int(one[2]), int(other[2])
    width = len(one[2])
    if low > high or (one[2][0] == "0" and len(other[2]) != width):
        raise _no_range(text)
    if high - low >= MOST:
        raise refusal(
            "{range} are more than {most} places.", "Say fewer at once.", range=text, most=MOST
        )
    return [f"{one[1]}{number:0{width}d}{one[3]}" for number in range(low, high + 1)]


def _no_range(text: str) -> Refusal:
    return refusal(
        "{range} is no range of places.",
        "Say it as A-01..A-12: the same code but for its last number, which goes up.",
        range=text,
    )
