"""The fields a label may show, in words; an example and the longest sensible value each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from printing.labels.label_fields import DATE_FIELDS, FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable

_CUSTOM = "custom."

DATE_FORMS = ("", "dd.mm.yyyy", "mm/yyyy", "mm/dd/yyyy", "yyyy-mm", "dd mmm yyyy", "yymmdd")
"""How a date may be written; the first is as it stands, 2026-12-19."""

_NAMES = {
    "item": _("Item"),
    "sku": _("SKU"),
    "lot": _("Lot"),
    "serial": _("Serial"),
    "lsn": _("LSN: the serial, else the lot"),
    "gtin": _("GTIN"),
    "quantity": _("Quantity"),
    "unit": _("Unit"),
    "expiry": _("Expiry"),
    "best_before": _("Best before"),
    "production": _("Production date"),
    "retest": _("Retest date"),
    "received": _("Received on"),
    "today": _("Today"),
    "location": _("Place"),
    "vendor": _("Supplier"),
    "maker": _("Maker"),
    "country": _("Country of origin"),
    "description": _("Description of the lot"),
    "company": _("Our company"),
    "company_address": _("Our address"),
    "company_prefix": _("Our GS1 prefix"),
    "sscc": _("SSCC"),
    "count": _("Count in the case or pallet"),
    "contents": _("Contents"),
    "ship_to": _("Ship to"),
    "order": _("Order"),
    "carrier": _("Carrier"),
    "status": _("Status"),
    "hold_reason": _("Reason of the hold"),
    "hold_note": _("Note on the hold"),
    "held_on": _("Held on"),
    "held_by": _("Held by"),
    "held_part": _("How much is held, and where"),
}

_EXAMPLES = {
    "item": "Whole milk 1 L",
    "sku": "MILK-1L",
    "lot": "L2611A",
    "serial": "SN-000123",
    "lsn": "L2611A",
    "gtin": "09521234543213",
    "quantity": "48",
    "unit": "pcs",
    "expiry": "2026-12-19",
    "best_before": "2026-12-19",
    "production": "2026-11-20",
    "retest": "2027-05-20",
    "received": "2026-11-22",
    "today": "2026-11-27",
    "held_on": "2026-11-25",
    "location": "A-01-02",
    "vendor": "Northwind Dairy",
    "maker": "Northwind Dairy",
    "country": "DK",
    "description": "Pasteurised",
    "company": "Harbor Foods",
    "company_address": "Quay 4, 2100 Copenhagen",
    "company_prefix": "952123454",
    "sscc": "095212345400000014",
    "count": "24",
    "contents": "Whole milk 1 L, 24 pcs",
    "ship_to": "Harbor Cafe",
    "order": "SO-1042",
    "carrier": "Express North",
    "status": "on hold",
    "hold_reason": "Waiting for tests",
    "hold_note": "Sample 4",
    "held_by": "Olga",
    "held_part": "12 pcs at A-01",
}
_LONGEST = {
    "item": "Organic wholegrain breakfast cereal with red berries, family pack 750 g",
    "sku": "CEREAL-BERRIES-750G-FAM",
    "lot": "LOT-2026-11-A0042-XY",  # 20 characters, all a GS1 lot may have
    "serial": "SERIAL-0000000004711",
    "lsn": "LOT-2026-11-A0042-XY",
    "quantity": "99999999",
    "unit": "cartons",
    "location": "WAREHOUSE-2-AISLE-14-03",
    "vendor": "Northern Cooperative Dairies and Creameries Limited",
    "maker": "Northern Cooperative Dairies and Creameries Limited",
    "description": "Pasteurised, homogenised, 3.5 % fat, from pasture-fed cows",
    "company": "Harbor Foods International Wholesale and Logistics",
    "company_address": "Quay 4, Warehouse 12, 2100 Copenhagen Ø, Denmark",
    "count": "99999999",
    "ship_to": "Harbor Cafe and Restaurant, Central Receiving, Dock 14",
    "order": "SO-2026-0000104217",
    "carrier": "Express North Freight Forwarding",
    "hold_reason": "Waiting for the results of the second laboratory",
    "hold_note": "Sample 4 of 12 was taken at the dock and sent on Friday",
    "held_by": "Olga Alexandrovna",
    "held_part": "1,250.5 kg at COLD-A-01",
}


def title(field: str) -> str:
    """What people call a field."""
    if field.startswith(_CUSTOM):
        return field.removeprefix(_CUSTOM)
    return _NAMES.get(field, field)


def offered(custom: Iterable[str]) -> list[tuple[str, str]]:
    """Every field with its words: the program's in their order, then the custom ones."""
    ours = [(name, words) for name, words in _NAMES.items() if name in FIELDS]
    ours += [(name, name) for name in sorted(FIELDS - set(_NAMES))]
    return ours + [(f"{_CUSTOM}{name}", name) for name in custom]


def is_date(field: str) -> bool:
    """Whether a field can be reckoned with as a date; a custom one may."""
    return field in DATE_FIELDS or field.startswith(_CUSTOM)


def place_of(field: str, number: int = 0, unit: str = "d", form: str = "") -> str:
    """How a text names a field: ``{lot}``, ``{expiry-30d|dd.mm.yyyy}``."""
    moved = f"{number:+d}{unit}" if number else ""
    return f"{{{field}{moved}{f'|{form}' if form else ''}}}"


def example(custom: Iterable[str] = ()) -> dict[str, str]:
    """A label's fields as they often are."""
    return dict(_EXAMPLES) | {f"{_CUSTOM}{name}": name for name in custom}


def longest(custom: Iterable[str] = ()) -> dict[str, str]:
    """A label's fields as long as is sensible: what fits with these fits always."""
    long = {f"{_CUSTOM}{name}": "A long text of thirty letters." for name in custom}
    return _EXAMPLES | _LONGEST | long
