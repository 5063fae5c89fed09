"""The packing list of a shipment: what the customer gets, lot by lot and serial by serial."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import HRFlowable, Spacer

from lsn_desktop.domain.messages import _, message
from printing.papers.paper_goods import codes_cell, item_cell, titled
from printing.papers.paper_parts import (
    BODY,
    MONO,
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

_ORDERED = (0.46, 0.18, 0.18, 0.18)
_LOOSE = (0.36, 0.36, 0.13, 0.15)
_IN_CASES = (0.25, 0.27, 0.12, 0.23, 0.13)
_CASES = (0.26, 0.74)
_PARCELS = (0.4, 0.6)


@dataclass(frozen=True, slots=True)
class ItemSent:
    """An item of the shipment: how much was ordered, is in it, and is still to come."""

    item: str
    sku: str
    ordered: str
    sent: str
    to_come: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class CaseSent:
    """A case or pallet, and what is in it, in words."""

    sscc: str
    holds: str


@dataclass(frozen=True, slots=True)
class ParcelSent:
    """What was handed to a carrier."""

    carrier: str
    tracking: str


@dataclass(frozen=True, slots=True)
class PackingListFacts:
    """All that the list says, as it is shown; ``state`` is why it may not count."""

    number: str
    on: date | None
    company: str
    address: str
    customer: str
    ship_to: str
    order: str
    reference: str
    items: Sequence[ItemSent]
    goods: Sequence[Goods]
    cases: Sequence[CaseSent] = ()
    parcels: Sequence[ParcelSent] = ()
    state: str = ""
    logo: bytes | None = None


def packing_list(told: PackingListFacts) -> bytes:
    """The list as PDF, however many pages it takes; the same facts are the same bytes."""
    title = str(message("Packing list {number}", number=told.number))
    return drawn(title, told.company, f"{told.number}   {told.company}", lambda: _story(told))


def _story(told: PackingListFacts) -> list[Flowable]:
    return [
        *company_head(told.company, told.address, told.logo),
        Spacer(0, 5 * mm),
        titled(_("Packing list"), told.number, filter(None, [told.state])),
        Spacer(0, 3 * mm),
        HRFlowable(width="100%", thickness=0.8, color=TEXT, spaceAfter=4 * mm),
        facts(
            [
                (_("Shipment"), told.number),
                (_("Date"), str(told.on or "")),
                (_("Customer"), told.customer),
                (_("Ship to"), told.ship_to or told.customer),
                (_("Our order"), told.order or "-"),
                (_("Your order"), told.reference or "-"),
            ]
        ),
        Spacer(0, 3 * mm),
        _items(told.items),
        *_headed(_("Lots and serials"), _goods(told.goods)),
        *(_headed(_("Cases and pallets"), _cases(told.cases)) if told.cases else []),
        *(_headed(_("Parcels"), _parcels(told.parcels)) if told.parcels else []),
        signatures(_("Packed by: name, signature, date"), _("Received by: name, date")),
    ]


def _headed(title: str, part: Flowable) -> list[Flowable]:
    return [Spacer(0, 6 * mm), ink(title, STRONG), Spacer(0, 2 * mm), part]


def _items(items: Sequence[ItemSent]) -> Flowable:
    widths = _widths(_ORDERED)
    rows = [
        [
            item_cell(one.item, one.sku, widths[0], one.note),
            ink(one.ordered or "-", BODY),
            ink(one.sent, STRONG),
            ink(one.to_come or "-", BODY),
        ]
        for one in items
    ]
    heads = (_("Item"), _("Ordered"), _("In this shipment"), _("Still to come"))
    return listed(heads, rows, widths)


def _goods(goods: Sequence[Goods]) -> Flowable:
    cased = any(one.case for one in goods)
    widths = _widths(_IN_CASES if cased else _LOOSE)
    heads = [_("Item"), _("Lot or serial"), _("Expires"), _("Quantity")]
    if cased:
        heads.insert(3, _("In case or pallet"))
    rows = [_row(one, widths, cased=cased) for one in goods]
    return listed(heads, rows, widths, whole_rows=True)


def _row(one: Goods, widths: Sequence[float], *, cased: bool) -> list[Flowable]:
    cells: list[Flowable] = [
        item_cell(one.item, one.sku, widths[0], one.note),
        codes_cell(one, widths[1]),
        ink(one.expires or "-", BODY),
        ink(one.quantity, STRONG),
    ]
    if cased:
        cells.insert(3, ink(one.case or "-", MONO))
    return cells


def _cases(cases: Sequence[CaseSent]) -> Flowable:
    rows = [[ink(one.sscc, MONO), ink(one.holds, BODY)] for one in cases]
    return listed((_("SSCC"), _("Holds")), rows, _widths(_CASES))


def _parcels(parcels: Sequence[ParcelSent]) -> Flowable:
    rows = [[ink(one.carrier, BODY), ink(one.tracking, MONO)] for one in parcels]
    return listed((_("Carrier"), _("Tracking number")), rows, _widths(_PARCELS))


def _widths(shares: Sequence[float]) -> list[float]:
    return [share * WIDTH for share in shares]
