"""Items, parties and purchase orders: entered one by one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lsn_desktop.domain import costing
from lsn_desktop.domain.events import Event
from lsn_desktop.domain.items import Tracking
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.quantities import on_grid
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.scanning.check_digits import gtin_is_right
from lsn_desktop.services.codes import own_numbers
from lsn_desktop.storage import catalogue, orders, standing
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal
    from fractions import Fraction

    from lsn_desktop.storage.transactions import Connection, Tx


@dataclass(frozen=True, slots=True)
class AddItem:
    """A new item. ``gtins`` are (GTIN of 8, 12, 13 or 14 digits, base units in it)."""

    sku: str
    description: str
    tracking: Tracking = Tracking.LOT
    unit: str = "pcs"
    decimals: int = 0
    gtins: Sequence[tuple[str, Fraction]] = ()
    shelf_life_days: int | None = None
    life_on_receipt_days: int | None = None
    expiry_required: bool = False
    hold_on_receipt: bool = False
    lot_by_supplier: bool = False
    usable: str = "through"
    lot_pattern: str = ""
    serial_pattern: str = ""
    family: str = ""
    put_away: str = ""
    weight_g: int | None = None
    volume_ml: int | None = None
    expiry_rule: str = "shelf life"
    life_on_ship_days: int | None = None
    part_of: bool = False


def add_item(tx: Tx, order: AddItem) -> int:
    """Store a new item with its GTINs.

    Raises:
        Refusal: no SKU or description, the SKU or a GTIN is taken, a check digit is wrong.
    """
    if refused := check_item(tx, order):
        raise refused
    item_id = catalogue.add_item(
        tx,
        {
            "uid": tx.uid(),
            "sku": order.sku.strip(),
            "description": order.description.strip(),
            "tracking": order.tracking.value,
            "unit": order.unit.strip() or "pcs",
            "decimals": order.decimals,
            "shelf_life_days": order.shelf_life_days,
            "life_on_receipt_days": order.life_on_receipt_days,
            "expiry_required": order.expiry_required,
            "hold_on_receipt": order.hold_on_receipt,
            "lot_by_supplier": order.lot_by_supplier,
            "usable": order.usable,
            "lot_pattern": order.lot_pattern.strip(),
            "serial_pattern": order.serial_pattern.strip(),
            "family_id": catalogue.family_id(tx, order.family) if order.family else None,
            "put_away": usual_place(tx.connection, order.put_away),
            "weight_g": order.weight_g,
            "volume_ml": order.volume_ml,
            "expiry_rule": order.expiry_rule,
            "life_on_ship_days": order.life_on_ship_days,
            "part_of": order.part_of,
        },
    )
    for gtin, units in order.gtins:
        catalogue.add_gtin(tx, item_id, gtin.strip().zfill(14), units)
    words = message("New item {sku}: {item}", sku=order.sku, item=order.description)
    tx.entries.append(Entry("create", words, "item", item_id))
    tx.events.append(Event("item", item_id))
    return item_id


def check_item(tx: Tx, order: AddItem) -> Refusal | None:
    """What is wrong with a new item, or None."""
    return next(iter(wrong_fields(tx.connection, order).values()), None)


def wrong_fields(
    connection: Connection, order: AddItem, item_id: int | None = None
) -> dict[str, Refusal]:
    """What is wrong with an item, by the name of the field; ``item_id`` is the item changed."""
    wrong: dict[str, Refusal] = {}
    if not order.sku.strip():
        wrong["sku"] = refusal("The item has no SKU.", "Give it one of its own.")
    elif (known := catalogue.item_by_sku(connection, order.sku.strip())) and (
        known.id != item_id
    ):
        wrong["sku"] = refusal(
            "There is an item {sku} already.", "Choose another SKU.", sku=known.sku
        )
    if not order.description.strip():
        wrong["description"] = refusal("The item has no description.", "Say what it is.")
    if refused := _wrong_gtins(connection, order.gtins, item_id):
        wrong["gtins"] = refused
    if not 0 <= order.decimals <= _MOST_DECIMALS or (
        order.decimals and order.tracking.by_serial
    ):
        wrong["decimals"] = refusal(
            "Quantities cannot be kept to {decimals} decimals.",
            "Choose 0 to 6; pieces with serial numbers are whole: 0.",
            decimals=order.decimals,
        )
    for name, days in (
        ("shelf_life_days", order.shelf_life_days),
        ("life_on_receipt_days", order.life_on_receipt_days),
        ("life_on_ship_days", order.life_on_ship_days),
    ):
        if days is not None and not 0 < days <= _MOST_DAYS:
            wrong[name] = refusal(
                "{days} days cannot be right.", "Give the days, or leave it empty.", days=days
            )
    flaws = {
        "lot_pattern": own_numbers.pattern_flaw(connection, order.lot_pattern),
        "serial_pattern": own_numbers.pattern_flaw(connection, order.serial_pattern),
        "put_away": _wrong_place(connection, order.put_away),
        "weight_g": _wrong_measure(order.weight_g),
        "volume_ml": _wrong_measure(order.volume_ml),
    }
    return wrong | {name: flaw for name, flaw in flaws.items() if flaw}


def _wrong_measure(measured: int | None) -> Refusal | None:
    """Why one unit cannot weigh or fill so much; nothing said is nothing wrong."""
    if measured is None or 0 < measured <= _MOST_MEASURED:
        return None
    return refusal(
        "{measured} cannot be right for one.", "Give it as 250, or leave it empty.",
        measured=measured,
    )  # fmt: skip


def _wrong_place(connection: Connection, code: str) -> Refusal | None:
    """Why a code is none of a place an item can be kept in; no code at all is none wrong."""
    if not code.strip() or usual_place(connection, code):
        return None
    return refusal(
        "{code} is no place goods are kept in.",
        "Give the code of a bin in use, or leave it empty.",
        code=code.strip(),
    )


def usual_place(connection: Connection, typed: str) -> str:
    """The code of a place goods can be kept in, as it is written; empty if it is none."""
    spot = standing.spot_by_code(connection, typed.strip()) if typed.strip() else None
    kept = spot is not None and spot.is_real and spot.active and spot.kind != "quarantine"
    return spot.code if spot is not None and kept else ""


def wrong_gtin(gtin: str) -> Refusal | None:
    """Why a text is no GTIN, or None."""
    if gtin_is_right(gtin.strip()):
        return None
    return refusal(
        "{gtin} is no GTIN: its length or its check digit is wrong.",
        "Scan the GTIN from the goods instead of typing it.",
        gtin=gtin,
    )


def _wrong_gtins(
    connection: Connection, gtins: Sequence[tuple[str, Fraction]], item_id: int | None
) -> Refusal | None:
    seen = set()
    for gtin, units in gtins:
        full = gtin.strip().zfill(14)
        if refused := wrong_gtin(gtin):
            return refused
        if full in seen:
            return refusal("{gtin} stands here twice.", "Remove one of them.", gtin=gtin)
        seen.add(full)
        if units <= 0:
            return refusal("A pack of {gtin} holds nothing.", "Type its quantity.", gtin=gtin)
        taken = catalogue.item_by_gtin(connection, full)
        if taken and taken.item.id != item_id:
            return refusal(
                "{gtin} is {item} already.",
                "Look that item up; one GTIN is one item.",
                gtin=gtin,
                item=taken.item.description,
            )
    return None


_MOST_DECIMALS = 6
_MOST_DAYS = 36_525  # a hundred years
_MOST_MEASURED = 10**9  # grams or millilitres: a thousand tons


@dataclass(frozen=True, slots=True)
class AddParty:
    """A new vendor, customer, maker or carrier."""

    code: str
    name: str
    address: str = ""
    is_vendor: bool = False
    is_customer: bool = False


def add_party(tx: Tx, order: AddParty) -> int:
    """Store a party.

    Raises:
        Refusal: no code or name, or the code is taken.
    """
    code, name = order.code.strip(), order.name.strip()
    if not code or not name:
        raise refusal("The party has no code or no name.", "Fill in both.")
    if catalogue.party_by_code(tx.connection, code):
        raise refusal("There is a party {code} already.", "Choose another code.", code=code)
    party_id = catalogue.add_party(
        tx,
        {
            "uid": tx.uid(),
            "code": code,
            "name": name,
            "address": order.address,
            "is_vendor": order.is_vendor,
            "is_customer": order.is_customer,
        },
    )
    words = message("New party {code}: {name}", code=code, name=name)
    tx.entries.append(Entry("create", words, "party", party_id))
    tx.events.append(Event("party", party_id))
    return party_id


@dataclass(frozen=True, slots=True)
class EnterOrder:
    """A purchase order; ``lines`` are (SKU, quantity in base units).

    ``prices`` are those of one base unit in the company's currency, by SKU, where known.
    """

    number: str
    vendor_code: str
    lines: Sequence[tuple[str, Decimal]]
    due_on: date | None = None
    prices: Mapping[str, Decimal] = field(default_factory=dict)


def enter_order(tx: Tx, order: EnterOrder) -> int:
    """Store a purchase order.

    Raises:
        Refusal: the number is taken, the vendor or an item is unknown, nothing is ordered, or
            a price is no amount.
    """
    number = order.number.strip()
    vendor = catalogue.party_by_code(tx.connection, order.vendor_code.strip())
    if not number or vendor is None:
        raise refusal(
            "The order has no number, or vendor {vendor} is unknown.",
            "Give the number, and choose a vendor of yours.",
            vendor=order.vendor_code,
        )
    if orders.by_number(tx.connection, number):
        raise refusal("Order {number} is entered already.", "Open it instead.", number=number)
    if not order.lines:
        raise refusal("Nothing is ordered on {number}.", "Add a line.", number=number)
    uid = tx.uid()
    order_id = orders.add(tx, uid, number, vendor.id, order.due_on)
    for line_number, (sku, quantity) in enumerate(order.lines, start=1):
        wanted = order_line(tx.connection, sku, quantity)
        price = costing.money(order.prices[sku]) if sku in order.prices else None
        orders.add_line(tx, order_id, line_number, wanted, price)
    words = message("Order {number} from {vendor}", number=number, vendor=vendor.name)
    tx.entries.append(Entry("create", words, "order", order_id))
    tx.events.append(Event("order", order_id))
    return order_id


def order_line(connection: Connection, sku: str, quantity: Decimal) -> tuple[int, int]:
    """The item of an order's line, and how much of it on its grid.

    Raises:
        Refusal: there is no such item, or it cannot be counted so.
    """
    item = catalogue.item_by_sku(connection, sku.strip())
    if item is None:
        raise refusal("There is no item {sku}.", "Make the item first.", sku=sku)
    return item.id, on_grid(quantity, item.decimals, item.unit)
