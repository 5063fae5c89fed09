"""The report of what was over, short or damaged: for the driver to sign and the supplier."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import HRFlowable, KeepTogether, Spacer

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import Refusal
from printing.papers.paper_parts import (
    BODY,
    CAPTION,
    MONO,
    SMALL,
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
from printing.pictures import logo

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reportlab.platypus import Flowable

_PICTURE = (54.0, 42.0)  # mm, the largest it is drawn
_IN_A_ROW = 3
_MOST_PICTURES = 24
_WIDTHS = (0.16, 0.27, 0.2, 0.13, 0.24)


@dataclass(frozen=True, slots=True)
class WrongLine:
    """One difference, in words; ``told`` is why, where it went, and the note."""

    kind: str
    item: str
    sku: str
    code: str
    quantity: str
    told: str
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class DiscrepancyFacts:
    """All that the report says, as it is shown."""

    receipt: str
    received: date | None
    company: str
    address: str
    supplier: str
    order: str
    notice: str
    carrier: str
    place: str
    lines: Sequence[WrongLine]
    pictures: Sequence[tuple[str, bytes]] = ()
    logo: bytes | None = None


def discrepancy_report(told: DiscrepancyFacts) -> bytes:
    """The report as PDF; the same facts are the same bytes."""
    title = str(message("Over, short and damaged: {receipt}", receipt=told.receipt))
    return drawn(title, told.company, f"{told.receipt}   {told.company}", lambda: _story(told))


def _story(told: DiscrepancyFacts) -> list[Flowable]:
    counts = Counter(line.kind for line in told.lines if not line.withdrawn)
    summary = ", ".join(f"{count} {kind.lower()}" for kind, count in counts.items())
    return [
        *company_head(told.company, told.address, told.logo),
        Spacer(0, 6 * mm),
        ink(_("Over, short and damaged"), TITLE),
        Spacer(0, 1.5 * mm),
        ink(summary or _("Nothing is wrong with this delivery."), BODY),
        Spacer(0, 3 * mm),
        HRFlowable(width="100%", thickness=0.8, color=TEXT, spaceAfter=4 * mm),
        facts(
            [
                (_("Receipt"), told.receipt),
                (_("Received"), str(told.received or "")),
                (_("Supplier"), told.supplier),
                (_("Purchase order"), told.order),
                (_("Notice"), told.notice),
                (_("Received into"), told.place),
                (_("Carrier and reference"), told.carrier),
            ]
        ),
        Spacer(0, 3 * mm),
        listed(
            (_("What"), _("Item"), _("Lot or serial"), _("Quantity"), _("Why and where to")),
            [_row(line) for line in told.lines],
            [share * WIDTH for share in _WIDTHS],
        ),
        *_pictures(told.pictures),
        signatures(_("Driver: name, signature, date"), _("Received by: name, signature, date")),
    ]


def _row(line: WrongLine) -> list[Flowable]:
    told = line.told
    if line.withdrawn:
        told = f"{told}\n{_('Came later')}".strip()
    item = ink(line.item, BODY)
    return [
        ink(line.kind, STRONG),
        table([[item], [ink(line.sku, CAPTION)]], [_WIDTHS[1] * WIDTH - 3 * mm]),
        ink(line.code or "-", MONO),
        ink(line.quantity, STRONG),
        ink(told, BODY),
    ]


def _pictures(pictures: Sequence[tuple[str, bytes]]) -> list[Flowable]:
    """Small, three in a row; what cannot be drawn is named all the same."""
    if not pictures:
        return []
    cells = [_cell(name, data) for name, data in pictures[:_MOST_PICTURES]]
    cells += [[]] * (-len(cells) % _IN_A_ROW)
    rows = [cells[at : at + _IN_A_ROW] for at in range(0, len(cells), _IN_A_ROW)]
    made = [KeepTogether(table([row], [WIDTH / _IN_A_ROW] * _IN_A_ROW)) for row in rows]
    more = len(pictures) - _MOST_PICTURES
    left = [ink(str(message("{count} more pictures are kept with it.", count=more)), SMALL)]
    return [
        Spacer(0, 6 * mm),
        ink(_("Pictures"), STRONG),
        Spacer(0, 2 * mm),
        *made,
        *(left if more > 0 else []),
    ]


def _cell(name: str, data: bytes) -> list[Flowable]:
    try:
        drawing: Flowable = logo(data, *_PICTURE)
    except Refusal:
        drawing = ink(_("(cannot be drawn)"), SMALL)
    return [drawing, Spacer(0, 1 * mm), ink(name, CAPTION), Spacer(0, 3 * mm)]
