"""What a dock page says about scans, in data: the banner, the list, the lines to come."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003 - fields of a dataclass read at run time
from typing import Literal

Kind = Literal["ok", "heard", "attention", "refused", "question", "waiting"]


@dataclass(frozen=True, slots=True)
class BannerWords:
    """What just happened: the sign, one thing in large type, and all that was read.

    ``remedy`` is what to do next; it is never cut. ``offer`` is on a button of its own.
    ``details`` are pairs of a label and what stands beside it; ``answers`` of a
    question are numbered from 1.
    """

    kind: Kind
    headline: str
    line: str = ""
    details: tuple[tuple[str, str], ...] = ()
    answers: tuple[str, ...] = ()
    remedy: str = ""
    offer: str = ""


@dataclass(frozen=True, slots=True)
class ScanRow:
    """One scan in the list; ``quantity`` and ``time`` are as shown (``+12``, ``14:02:51``)."""

    key: str
    kind: Kind
    words: str
    lot: str = ""
    quantity: str = ""
    time: str = ""
    can_undo: bool = False


@dataclass(frozen=True, slots=True)
class ExpectedLine:
    """One line of the order: how much came of how much, in its own unit.

    ``expected`` is None where nothing was asked for: goods without an order.
    """

    key: str
    name: str
    done: Decimal
    expected: Decimal | None
    unit: str = ""
