"""What a scan says: a Reading, its elements, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.scanning import digital_link
from lsn_desktop.scanning.codes import MILD

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.scanning.codes import Code, ReadAs


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a scan.

    ``raw`` is the value as it stands in the symbol, ``value`` the same for people and programs:
    dates as ISO 8601, implied decimals written out, percent-encoding undone.
    """

    id: str
    title: str
    raw: str
    value: str


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong or doubtful, and the element it was found in ('' for the whole scan)."""

    id: str
    code: Code
    message: Message


@dataclass(frozen=True, slots=True)
class Reading:
    """One scan, read.

    ``scan`` is the frame as the scanner gave it; ``text`` is the same decoded, without the
    symbology identifier, group separators (GS) kept. The fields from ``gtin`` on are filled
    only from elements without grave flaws; keys are text and keep their zeros.

    ``candidates`` are all the readings the code may have where a separator may have been lost,
    this one among them if it has no flaw; ``proof`` says why this is the one that is right.
    """

    scan: bytes
    text: str
    read_as: ReadAs = "plain"
    symbology: str | None = None
    elements: tuple[Element, ...] = ()
    errors: tuple[Flaw, ...] = ()
    warnings: tuple[Flaw, ...] = ()
    questions: tuple[Flaw, ...] = ()
    gtin: str | None = None
    content_gtin: str | None = None
    sscc: str | None = None
    lot: str | None = None
    serial: str | None = None
    expiry: date | None = None
    best_before: date | None = None
    production: date | None = None
    quantity: Decimal | None = None
    weight_kg: Decimal | None = None
    candidates: tuple[Reading, ...] = ()
    proof: Message | None = None

    @property
    def valid(self) -> bool:
        """Whether the code keeps to the standard it claims; a plain text claims none."""
        return not self.errors

    @property
    def grave(self) -> tuple[Flaw, ...]:
        """The errors for which a dock refuses the scan; the milder ones are attention only."""
        return tuple(flaw for flaw in self.errors if flaw.code not in MILD)

    @property
    def digital_link(self) -> str | None:
        """The canonical GS1 Digital Link URI, where the elements have a primary key."""
        return None if self.grave else digital_link.canonical(self.elements)
