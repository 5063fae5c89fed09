"""What a plan needs to know of a company, read from its tables in ``resources/demo``."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from lsn_desktop.domain.items import Tracking
from lsn_desktop.services.simulation.demo_rows import rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PRICE = Decimal(10_000)  # 10^-4 of the currency


@dataclass(frozen=True, slots=True)
class Stocked:
    """An item as far as a plan minds it.

    ``code`` is what comes before the first of its lots' or serials' numbers, ``lot`` of the
    lots its serials belong to, where they do. ``until``: not used on the day it expires.
    ``held_first``: stopped when it comes, until Quality looked at it. ``life_on_ship`` are the
    days it must last when it leaves.
    """

    sku: str
    tracking: Tracking
    decimals: int
    shelf_life: int | None
    expiry_rule: str
    until: bool
    held_first: bool
    kept_in: tuple[str, ...]
    code: str
    lot: str = ""
    life_on_ship: int = 0

    @property
    def one(self) -> int:
        """One base unit, on the item's grid."""
        return int(10**self.decimals)


@dataclass(frozen=True, slots=True)
class Supply:
    """Who delivers an item: so much in a lot, at a price, so many days after it is ordered."""

    sku: str
    vendor: str
    lot_size: int
    price: int
    days: int


@dataclass(frozen=True, slots=True)
class Needed:
    """So much of a component for one batch; ``tied``: each is tied to its output."""

    sku: str
    quantity: int
    tied: bool


@dataclass(frozen=True, slots=True)
class Bill:
    """What a batch is made of; ``batches`` are made at a time at most."""

    sku: str
    makes: int
    batches: int
    needs: tuple[Needed, ...]


@dataclass(frozen=True, slots=True)
class Demand:
    """How an item sells: how often beside others, how many at a time, at what price."""

    sku: str
    weight: int
    least: int
    most: int
    price: int


@dataclass(frozen=True, slots=True)
class Company:
    """The parts of a company that its history is made of."""

    name: str
    items: Mapping[str, Stocked]
    supplies: Mapping[str, Supply]
    bills: Mapping[str, Bill]
    demands: Sequence[Demand]
    customers: Sequence[str]
    dock: str
    shop: str
    quarantine: str = "QUARANTINE"


def company(name: str) -> Company:
    """A demo company by its name."""
    items = {row["sku"]: _stocked(row) for row in rows("items", name) if row["code"]}
    supplies = {
        row["sku"]: Supply(
            row["sku"],
            row["vendor"],
            _on_grid(row["lot size"], items[row["sku"]]),
            _price(row["price"]),
            int(row["days"]),
        )
        for row in rows("supplies", name)
    }
    bills = {
        sku: _bill(list(lines), items)
        for sku, lines in groupby(rows("bills", name), key=lambda row: row["item"])
    }
    demands = [
        Demand(
            row["sku"],
            int(row["weight"]),
            _on_grid(row["least"], items[row["sku"]]),
            _on_grid(row["most"], items[row["sku"]]),
            _price(row["price"]),
        )
        for row in rows("demands", name)
    ]
    customers = [row["code"] for row in rows("parties", name) if row["role"] == "customer"]
    places = rows("places", name)
    shop = next(row["code"] for row in places if row["kind"] == "production")
    dock = rows("company", name)[0]["receiving place"]
    return Company(name, items, supplies, bills, demands, customers, dock, shop)


def _stocked(row: Mapping[str, str]) -> Stocked:
    return Stocked(
        sku=row["sku"],
        tracking=Tracking(row["tracking"]),
        decimals=int(row["decimals"]),
        shelf_life=int(row["shelf life"]) if row["shelf life"] else None,
        expiry_rule=row["expiry rule"] or "shelf life",
        until=row["usable"] == "until",
        held_first=bool(row["hold on receipt"]),
        kept_in=tuple(row["kept in"].split("|")),
        code=row["code"],
        lot=row["lot code"],
        life_on_ship=int(row["life on ship"] or 0),
    )


def _bill(lines: Sequence[Mapping[str, str]], items: Mapping[str, Stocked]) -> Bill:
    head = lines[0]
    made = items[head["item"]]
    needs = tuple(
        Needed(
            row["component"],
            _on_grid(row["quantity"], items[row["component"]]),
            row["part of"] == "yes",
        )
        for row in lines
    )
    return Bill(made.sku, _on_grid(head["makes"], made), int(head["batches"]), needs)


def _on_grid(text: str, item: Stocked) -> int:
    return int(Decimal(text) * item.one)


def _price(text: str) -> int:
    return int(Decimal(text) * _PRICE)
