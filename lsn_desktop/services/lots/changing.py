"""Changes to what is known of an item or an LSN; each says old and new in the audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.quantities import plain
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.services.office import ordering
from lsn_desktop.storage import catalogue, custom_fields, lsns
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from lsn_desktop.domain.items import Item
    from lsn_desktop.services.office.ordering import AddItem
    from lsn_desktop.storage.transactions import Connection, Tx


def wrong_fields(connection: Connection, item_id: int, wanted: AddItem) -> dict[str, Refusal]:
    """What is wrong with an item as it is to be, by the name of the field."""
    known = catalogue.item_by_id(connection, item_id)
    wrong = ordering.wrong_fields(connection, wanted, item_id)
    if known.put_away == wanted.put_away.strip():
        wrong.pop("put_away", None)  # a place given up since then stands in nobody's way
    if known.tracking is not wanted.tracking and lsns.are_there(connection, item_id):
        wrong["tracking"] = refusal(
            "{sku} has lots or serials already: its tracking stays {tracking}.",
            "Make a new item to track it another way.",
            sku=known.sku,
            tracking=known.tracking.value,
        )
    if known.moved and known.decimals != wanted.decimals:
        wrong["decimals"] = _fixed(known, "decimals", known.decimals)
    if known.moved and known.unit != wanted.unit.strip():
        wrong["unit"] = _fixed(known, "unit", known.unit)
    return wrong


def _fixed(known: Item, what: str, value: object) -> Refusal:
    return refusal(
        "{sku} has moved: its {what} stays {value}.",
        "Make a new item to count it another way.",
        sku=known.sku,
        what=what,
        value=value,
    )


_CALLED = {
    "put_away": "usual place",
    "weight_g": "weight in g",
    "volume_ml": "volume in ml",
}


def change_item(tx: Tx, item_id: int, wanted: AddItem) -> None:
    """Bring an item to what is wanted; what is equal stays untouched.

    Raises:
        Refusal: as :func:`wrong_fields` tells it.
    """
    for refused in wrong_fields(tx.connection, item_id, wanted).values():
        raise refused
    known = catalogue.item_by_id(tx.connection, item_id)
    values = _columns(tx, wanted)
    changed = {name: new for name, new in values.items() if getattr(known, name) != new}
    if changed:
        catalogue.change_item(tx, item_id, changed)
    for name, new in changed.items():
        if name != "family_id":
            what = _CALLED.get(name, name.replace("_", " "))
            _tell(tx, item_id, known.sku, what, getattr(known, name), new)
    if "family_id" in changed:
        _tell(tx, item_id, known.sku, "family", _family(tx, known.family_id), wanted.family)
    _change_gtins(tx, item_id, known.sku, wanted)
    tx.events.append(Event("item", item_id))


def _columns(tx: Tx, wanted: AddItem) -> dict[str, object]:
    return {
        "sku": wanted.sku.strip(),
        "description": wanted.description.strip(),
        "tracking": wanted.tracking.value,
        "unit": wanted.unit.strip() or "pcs",
        "decimals": wanted.decimals,
        "shelf_life_days": wanted.shelf_life_days,
        "life_on_receipt_days": wanted.life_on_receipt_days,
        "life_on_ship_days": wanted.life_on_ship_days,
        "expiry_rule": wanted.expiry_rule,
        "part_of": wanted.part_of,
        "expiry_required": wanted.expiry_required,
        "hold_on_receipt": wanted.hold_on_receipt,
        "lot_by_supplier": wanted.lot_by_supplier,
        "usable": wanted.usable,
        "lot_pattern": wanted.lot_pattern.strip(),
        "serial_pattern": wanted.serial_pattern.strip(),
        "family_id": catalogue.family_id(tx, wanted.family) if wanted.family else None,
        "put_away": ordering.usual_place(tx.connection, wanted.put_away)
        or wanted.put_away.strip(),
        "weight_g": wanted.weight_g,
        "volume_ml": wanted.volume_ml,
    }


def _family(tx: Tx, family_id: int | None) -> str:
    return dict(catalogue.families(tx.connection)).get(family_id or 0, "")


def _change_gtins(tx: Tx, item_id: int, sku: str, wanted: AddItem) -> None:
    known = dict(catalogue.gtins_of(tx.connection, item_id))
    new = {gtin.strip().zfill(14): units for gtin, units in wanted.gtins}
    for gtin in sorted(known.keys() | new.keys()):
        if known.get(gtin) == new.get(gtin):
            continue
        if gtin in known:
            catalogue.drop_gtin(tx, item_id, gtin)
        if gtin in new:
            catalogue.add_gtin(tx, item_id, gtin, new[gtin])
        old_pack, new_pack = known.get(gtin), new.get(gtin)
        _tell(
            tx,
            item_id,
            sku,
            f"GTIN {gtin}",
            "-" if old_pack is None else plain(old_pack),
            "-" if new_pack is None else plain(new_pack),
        )


def _tell(tx: Tx, item_id: int, sku: str, what: str, old: object, new: object) -> None:
    words = message(
        "{what} of {sku}: {old} > {new}", what=what, sku=sku, old=_shown(old), new=_shown(new)
    )
    tx.entries.append(Entry("change", words, "item", item_id))


def _shown(value: object) -> object:
    return "-" if value is None or value == "" else value


@dataclass(frozen=True, slots=True)
class CorrectDates:
    """The dates an LSN shall have, all three of them, and why they were wrong."""

    lsn_id: int
    production: date | None
    expiry: date | None
    best_before: date | None
    reason: str


def correct_dates(tx: Tx, order: CorrectDates) -> int:
    """Set an LSN's dates; how many of them changed.

    Raises:
        Refusal: no reason is given, or it would expire before it was made.
    """
    known = lsns.by_id(tx.connection, order.lsn_id)
    wanted = {name: getattr(order, name) for name in ("production", "expiry", "best_before")}
    changed = {name: new for name, new in wanted.items() if getattr(known, name) != new}
    if not changed:
        return 0
    if not order.reason.strip():
        raise refusal(
            "A corrected date needs a reason.",
            "Say where the right date comes from.",
            code=known.code,
        )
    ends = order.expiry or order.best_before
    if order.production and ends and ends < order.production:
        raise refusal(
            "{code} would expire on {expiry}, before it was made on {production}.",
            "Check both dates on the label.",
            code=known.code,
            expiry=ends,
            production=order.production,
        )
    lsns.change(tx, known.id, dict(changed))
    for name, new in changed.items():
        words = message(
            "{what} of {code}: {old} > {new} ({reason})",
            what=name.replace("_", " "),
            code=known.code,
            old=_shown(getattr(known, name)),
            new=_shown(new),
            reason=order.reason.strip(),
        )
        tx.entries.append(Entry("correct", words, "lsn", known.id))
    tx.events += [Event("lsn", known.id), Event("stock")]
    return len(changed)


def fill_fields(tx: Tx, lsn_id: int, texts: Mapping[int, str]) -> None:
    """Fill in or empty the custom fields of an LSN, by their row numbers.

    Raises:
        Refusal: a text is no number, day or choice, as its field's kind wants.
    """
    for value in custom_fields.values_of(tx.connection, lsn_id):
        if value.field.id in texts:
            custom_fields.set_value(tx, lsn_id, value.field, texts[value.field.id])
    tx.events.append(Event("lsn", lsn_id))


def add_family_field(
    tx: Tx, family: str, name: str, kind: str, choices: tuple[str, ...] = ()
) -> int:
    """Give a family another field; the family is made if there is none of its name.

    Raises:
        Refusal: the family has no name or has this field, or a list has no choices.
    """
    if not family.strip():
        raise refusal("The family has no name.", "Type what these items have in common.")
    if kind == "list" and not choices:
        raise refusal("{name} has nothing to choose from.", "Type its choices.", name=name)
    family_id = catalogue.family_id(tx, family.strip())
    field_id = custom_fields.add_field(tx, family_id, name, kind, choices)
    words = message("New field {name} of {family}", name=name.strip(), family=family.strip())
    tx.entries.append(Entry("create", words, "family", family_id))
    tx.events.append(Event("item"))
    return field_id
