"""What a scan came to, as the operator is told and as the journal keeps it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from lsn_desktop.domain.label_in_progress import LabelInProgress

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from lsn_desktop.domain.making import Making, ToldBuild
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.domain.moving import Moving, ToldMove
    from lsn_desktop.domain.shipping import Shipping


class OutcomeKind(StrEnum):
    """The four signs of the dock, and what only the journal shows."""

    OK = "ok"
    HEARD = "heard"
    ATTENTION = "attention"
    REFUSED = "refused"
    QUESTION = "question"
    FAILED = "failed"
    UNDONE = "undone"
    UNFINISHED = "unfinished"
    INCOMPLETE = "incomplete"


class Asks(StrEnum):
    """What a question asks for."""

    ITEM = "item"  # no item has this number: new one, or one we have
    EXPIRY = "expiry"  # a date, or none
    EXPIRY_CONFLICT = "expiry conflict"  # the known date or the label's
    NOT_ORDERED = "not ordered"  # take it anyway, or leave it
    QUANTITY = "quantity"  # so many, really?
    LOT = "lot"  # the lot, or one of ours
    SERIAL = "serial"
    CODE = "code"  # one code, several items
    READING = "reading"  # one code, several readings: a separator may be lost
    TWICE = "twice"  # sent twice at once: another carton, or the same
    PALLET = "pallet"  # its content was announced: all of it, or piece by piece
    DAMAGED = "damaged"  # how many of the goods just scanned are rejected
    DAMAGE = "damage"  # what is wrong with them
    REJECTED = "rejected"  # where they go
    GOING_BACK = "going back"  # which of several lots or serials goes back
    REASON = "reason"  # why goods go back to their supplier
    SOURCE = "source"  # from which of several places goods are taken
    NEW_CODE = "new code"  # a number nobody knows: is it of what is made here
    WAY = "way"  # of a place: components are taken from it, or what is made goes there


@dataclass(frozen=True, slots=True)
class Answer:
    """A choice of a question. ``value`` is what the use case gets back."""

    value: str
    words: Message


@dataclass(frozen=True, slots=True)
class Question:
    """What must be known before the label in progress becomes a line."""

    asks: Asks
    answers: tuple[Answer, ...] = ()
    settled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ReadBefore:
    """How a label was read by an answer: the length of each element, and its lot."""

    gtin: str | None
    lot: str | None
    layout: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the next scan is met with; passed back and forth, kept nowhere else.

    ``count`` is the quantity set for the next scan; ``last`` the label of the line just made,
    so that a code with nothing but its quantity still finds it. ``settled`` are the answers
    given for the label in progress or, until one begins, for the last one; ``read_before``
    those on this receipt about lost separators. ``moving`` is what is carried, on Move, and
    ``shipping`` what is asked and from where is taken, on Ship; ``making`` the same on Make.
    """

    document_id: int
    label: LabelInProgress = field(default_factory=LabelInProgress)
    count: Decimal | None = None
    question: Question | None = None
    last: LabelInProgress | None = None
    last_line_id: int | None = None
    settled: frozenset[str] = frozenset()
    read_before: tuple[ReadBefore, ...] = ()
    moving: Moving | None = None
    shipping: Shipping | None = None
    making: Making | None = None


@dataclass(frozen=True, slots=True)
class ToldLine:
    """The goods a scan spoke of, in the words of the dock.

    ``so_far`` of ``ordered`` is what came for the order's line, this scan included; ``scans``
    and ``of_lot`` are how often the lot was scanned on this receipt, and how much of it came.
    """

    item: str = ""
    sku: str = ""
    gtin: str | None = None
    lot: str | None = None
    serial: str | None = None
    expiry: date | None = None
    quantity: Decimal | None = None
    unit: str = ""
    place: str = ""
    line_id: int | None = None
    lsn_id: int | None = None
    so_far: Decimal | None = None
    ordered: Decimal | None = None
    scans: int = 1
    of_lot: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a scan came to: words, remedy, the goods, and what comes next."""

    kind: OutcomeKind
    words: Message
    next: Expectation | None = None
    remedy: Message | None = None
    line: ToldLine = ToldLine()
    question: Question | None = None
    read_as: str = ""
    scan_id: int | None = None
    seq: int | None = None
    move: ToldMove | None = None
    build: ToldBuild | None = None
