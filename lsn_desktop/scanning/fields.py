"""From elements to the fields a document line asks for: item, lot, dates, quantity, weight."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lsn_desktop.scanning.readings import Element

KILOGRAMS_PER_POUND = Decimal("0.45359237")

_KEYS = {"00": "sscc", "01": "gtin", "02": "content_gtin"}
_CODES = {"10": "lot", "21": "serial"}
_DAYS = {"11": "production", "15": "best_before", "17": "expiry"}
_COUNTS = {"30", "37"}
_KILOGRAMS = {f"310{places}" for places in range(6)}
_POUNDS = {f"320{places}" for places in range(6)}
_EXPIRY_TIME = "7003"


def fields_of(elements: Iterable[Element]) -> dict[str, Any]:
    """The fields of a Reading that these elements fill; all of them are sound.

    A weight in pounds counts where there is none in kilograms, the time of expiry (7003)
    where there is no day of it (17).
    """
    fields: dict[str, Any] = {}
    for element in elements:
        id_ = element.id
        if id_ in _KEYS:
            fields[_KEYS[id_]] = element.value
        elif id_ in _CODES:
            fields[_CODES[id_]] = element.raw
        elif id_ in _DAYS:
            fields[_DAYS[id_]] = date.fromisoformat(element.value)
        elif id_ in _COUNTS:
            fields["quantity"] = Decimal(int(element.raw))
        elif id_ in _KILOGRAMS:
            fields["weight_kg"] = Decimal(element.value)
        elif id_ in _POUNDS:
            fields.setdefault("weight_kg", Decimal(element.value) * KILOGRAMS_PER_POUND)
        elif id_ == _EXPIRY_TIME:
            fields.setdefault("expiry", date.fromisoformat(element.value[:10]))
    return fields
