"""What is known of a shipment between two scans: from where is taken, and what is asked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """The rule that stops goods; an override names it."""

    RECALLED = "recalled"
    HELD = "held"
    EXPIRED = "expired"
    SHORT_DATED = "short-dated"


@dataclass(frozen=True, slots=True)
class Goods:
    """So much of a lot or serial that is to go on a shipment.

    ``place_id`` is where it is taken, if that was chosen; ``order_line_id`` the line of the
    order it goes for, if a person said so; ``settled`` what they agreed to: ``not ordered``,
    ``more``.
    """

    lsn_id: int
    quantity: int
    place_id: int | None = None
    order_line_id: int | None = None
    settled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Stopped:
    """Goods a rule stops: what an override would let pass, as one line."""

    goods: Goods
    why: Why


@dataclass(frozen=True, slots=True)
class Shipping:
    """What the next scan of a shipment is met with, beside what every scan is.

    ``source`` is the place goods are taken from until another is scanned; ``asked`` the goods
    a question is about; ``stopped`` those refused by the scan before.
    """

    source: int | None = None
    source_code: str = ""
    asked: Goods | None = None
    stopped: Stopped | None = None
