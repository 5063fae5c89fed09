"""The pick list of an order: what to take from where, in the order one walks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import HRFlowable, Spacer

from lsn_desktop.domain.messages import _, message
from printing.papers.paper_goods import codes_cell, item_cell, titled
from printing.papers.paper_parts import (
    BODY,
    STRONG,
    TEXT,
    WIDTH,
    company_head,
    drawn,
    facts,
    ink,
    listed,
    signatures,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reportlab.platypus import Flowable

    from printing.papers.paper_goods import Goods

_TAKEN = (0.14, 0.29, 0.27, 0.12, 0.1, 0.08)
_MISSING = (0.5, 0.2, 0.3)


@dataclass(frozen=True, slots=True)
class Missing:
    """So much of an item that cannot be taken now."""

    item: str
    sku: str
    quantity: str


@dataclass(frozen=True, slots=True)
class PickListFacts:
    """All that the list says, as it is shown; ``goods`` in the order one walks."""

    number: str
    on: date
    company: str
    address: str
    customer: str
    ship_to: str
    reference: str
    due: date | None
    asks: str
    note: str
    goods: Sequence[Goods]
    missing: Sequence[Missing] = ()
    logo: bytes | None = None


def pick_list(told: PickListFacts) -> bytes:
    """The list as PDF, however many pages it takes; the same facts are the same bytes."""
    title = str(message("Pick list {number}", number=told.number))
    return drawn(title, told.company, f"{told.number}   {told.company}", lambda: _story(told))


def _story(told: PickListFacts) -> list[Flowable]:
    scan = _("Scan the order's number on page Ship, then each label as you take it.")
    return [
        *company_head(told.company, told.address, told.logo),
        Spacer(0, 5 * mm),
        titled(_("Pick list"), told.number, [scan]),
        Spacer(0, 3 * mm),
        HRFlowable(width="100%", thickness=0.8, color=TEXT, spaceAfter=4 * mm),
        facts(
            [
                (_("Order"), told.number),
                (_("Proposed on"), str(told.on)),
                (_("Customer"), told.customer),
                (_("Ship to"), told.ship_to or told.customer),
                (_("Customer's order"), told.reference or "-"),
                (_("Due"), str(told.due or "-")),
                (_("Must last"), told.asks or "-"),
                (_("Note"), told.note or "-"),
            ]
        ),
        Spacer(0, 3 * mm),
        *_taken(told.goods),
        *_missing(told.missing),
        signatures(_("Picked by: name, date"), _("Checked by: name, date")),
    ]


def _taken(goods: Sequence[Goods]) -> list[Flowable]:
    if not goods:
        return [ink(_("Nothing of this order can be taken now."), STRONG)]
    widths = [share * WIDTH for share in _TAKEN]
    heads = (
        _("Place"), _("Item"), _("Lot or serial"), _("Expires"), _("Take"), _("Taken"),
    )  # fmt: skip
    rows = [
        [
            ink(one.place, STRONG),
            item_cell(one.item, one.sku, widths[1], one.case),
            codes_cell(one, widths[2]),
            ink(one.expires or "-", BODY),
            ink(one.quantity, STRONG),
            ink(" ", BODY),
        ]
        for one in goods
    ]
    return [listed(heads, rows, widths, whole_rows=True)]


def _missing(missing: Sequence[Missing]) -> list[Flowable]:
    if not missing:
        return []
    widths = [share * WIDTH for share in _MISSING]
    rows = [
        [
            item_cell(one.item, one.sku, widths[0]),
            ink(one.quantity, STRONG),
            ink(" ", BODY),
        ]
        for one in missing
    ]
    heads = (_("Item"), _("Not there"), _("What is done about it"))
    return [
        Spacer(0, 6 * mm),
        ink(_("Cannot be taken now: not here, held, or not good for long enough"), STRONG),
        Spacer(0, 2 * mm),
        listed(heads, rows, widths),
    ]
