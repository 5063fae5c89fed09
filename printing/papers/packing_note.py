"""The packing note of goods that go back to their supplier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import HRFlowable, Spacer

from lsn_desktop.domain.messages import _, message
from printing.papers.paper_parts import (
    BODY,
    CAPTION,
    MONO,
    STRONG,
    TEXT,
    TITLE,
    WIDTH,
    company_head,
    drawn,
    facts,
    ink,
    listed,
    signatures,
    table,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reportlab.platypus import Flowable

_WIDTHS = (0.42, 0.34, 0.24)


@dataclass(frozen=True, slots=True)
class PackedLine:
    """One lot or serial that goes back."""

    item: str
    sku: str
    code: str
    quantity: str


@dataclass(frozen=True, slots=True)
class PackingFacts:
    """All that the note says, as it is shown."""

    number: str
    on: date | None
    company: str
    address: str
    supplier: str
    reason: str
    lines: Sequence[PackedLine]
    logo: bytes | None = None


def packing_note(told: PackingFacts) -> bytes:
    """The note as PDF; the same facts are the same bytes."""
    title = str(message("Return to supplier {number}", number=told.number))
    return drawn(title, told.company, f"{told.number}   {told.company}", lambda: _story(told))


def _story(told: PackingFacts) -> list[Flowable]:
    return [
        *company_head(told.company, told.address, told.logo),
        Spacer(0, 6 * mm),
        ink(_("Return to supplier"), TITLE),
        Spacer(0, 3 * mm),
        HRFlowable(width="100%", thickness=0.8, color=TEXT, spaceAfter=4 * mm),
        facts(
            [
                (_("Return"), told.number),
                (_("Date"), str(told.on or "")),
                (_("Supplier"), told.supplier),
                (_("Reason"), told.reason),
                (_("Supplier's authorization"), ""),
                (_("Carrier and reference"), ""),
            ]
        ),
        Spacer(0, 3 * mm),
        listed(
            (_("Item"), _("Lot or serial"), _("Quantity")),
            [_row(line) for line in told.lines],
            [share * WIDTH for share in _WIDTHS],
        ),
        signatures(_("Packed by: name, signature, date"), _("Driver: name, signature, date")),
    ]


def _row(line: PackedLine) -> list[Flowable]:
    item = [[ink(line.item, BODY)], [ink(line.sku, CAPTION)]]
    return [
        table(item, [_WIDTHS[0] * WIDTH - 3 * mm]),
        ink(line.code or "-", MONO),
        ink(line.quantity, STRONG),
    ]
