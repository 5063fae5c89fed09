"""What the same label means when it is scanned a second time: a rule for each mode.

A serial is one piece, so scanned again it is the same piece: *recognised*. A lot is many
cartons with the same label, so where cartons are counted it is another one: *counted*. Either
is said; neither is an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

STUTTER = 0.15
"""Seconds within which no hand scans two cartons with one scanner: it sent one twice."""

AT_ONCE = 1.0
"""Seconds within which few hands take the next of many labels that look alike to a scanner."""


class Mode(StrEnum):
    """Where one scans."""

    RECEIVE = "receive"
    MOVE = "move"
    LOOK_UP = "look-up"
    CERTIFICATES = "certificates"
    LABELS = "labels"


class Again(StrEnum):
    """What a second scan is."""

    RECOGNISED = "recognised"
    COUNTED = "counted"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a second scan of a serial and of a lot is in a mode."""

    serial: Again
    lot: Again


RULES: dict[Mode, Rule] = {
    Mode.RECEIVE: Rule(serial=Again.RECOGNISED, lot=Again.COUNTED),
    Mode.MOVE: Rule(serial=Again.RECOGNISED, lot=Again.RECOGNISED),
    Mode.LOOK_UP: Rule(serial=Again.RECOGNISED, lot=Again.RECOGNISED),
    Mode.CERTIFICATES: Rule(serial=Again.RECOGNISED, lot=Again.RECOGNISED),
    Mode.LABELS: Rule(serial=Again.RECOGNISED, lot=Again.RECOGNISED),
}


class Twice(StrEnum):
    """What is done with the same label sent twice at once by one scanner."""

    COUNTED = "counted"
    SAID = "said"
    ASKED = "asked"


def sent_twice(apart: float | None, asks_within: float) -> Twice:
    """What to do with a label that was counted a moment ago.

    A carton is never dropped: what may be a stutter of the scanner counts, and is said with
    the tone that makes one look; or a person is asked, where that was chosen.

    Args:
        apart: seconds between the two, None if anything was scanned between them.
        asks_within: seconds within which a person is asked; 0 asks never.
    """
    if apart is None:
        return Twice.COUNTED
    if asks_within and apart <= asks_within:
        return Twice.ASKED
    return Twice.SAID if apart <= STUTTER else Twice.COUNTED
