"""Items: what is stocked, and how it is told apart."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tracking(StrEnum):
    """By what the pieces of an item are told apart."""

    NONE = "none"
    LOT = "lot"
    SERIAL = "serial"
    LOT_SERIAL = "lot+serial"

    @property
    def by_lot(self) -> bool:
        """Whether every piece has a lot."""
        return self in {Tracking.LOT, Tracking.LOT_SERIAL}

    @property
    def by_serial(self) -> bool:
        """Whether every piece has a serial number of its own."""
        return self in {Tracking.SERIAL, Tracking.LOT_SERIAL}


class LsnKind(StrEnum):
    """What an LSN is. ``bulk`` is the one hidden LSN of an item that is not tracked."""

    LOT = "lot"
    SERIAL = "serial"
    BULK = "bulk"


@dataclass(frozen=True, slots=True)
class Item:
    """What is stocked, with the policies that a receipt needs.

    ``decimals`` is the grid of its quantities, ``usable`` whether it may be used ``through``
    its expiry day or only ``until`` the day before. ``put_away`` is the code of the place it
    is usually kept in, ``weight_g`` and ``volume_ml`` are of one base unit. What is made of it
    expires by ``expiry_rule``; ``life_on_ship_days`` is how long it must last when it leaves;
    ``part_of`` says that each piece used is tied to what it went into.
    """

    id: int
    sku: str
    description: str
    tracking: Tracking
    unit: str
    decimals: int
    shelf_life_days: int | None
    life_on_receipt_days: int | None
    expiry_required: bool
    usable: str
    lot_by_supplier: bool
    hold_on_receipt: bool
    lot_pattern: str
    serial_pattern: str
    scan_limit: int | None
    moved: bool
    family_id: int | None
    put_away: str = ""
    weight_g: int | None = None
    volume_ml: int | None = None
    expiry_rule: str = "shelf life"
    life_on_ship_days: int | None = None
    part_of: bool = False


@dataclass(frozen=True, slots=True)
class ItemNumber:
    """A number by which a label names an item, where it is no GTIN.

    ``scope`` is empty, or the code of the supplier who gave the number: another one may have
    given it to something else. ``kind`` says whose system it is of: ``HIBC``, ``supplier`` ...
    """

    code: str
    scope: str = ""
    kind: str = ""
