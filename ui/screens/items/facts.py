"""All that the page of an item shows, asked in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.codes import own_numbers
from lsn_desktop.services.office.ordering import AddItem
from lsn_desktop.storage import catalogue, custom_fields, lists, timeline

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from lsn_desktop.storage.custom_fields import Field
    from lsn_desktop.storage.lists import ItemRow
    from lsn_desktop.storage.timeline import Audited
    from lsn_desktop.storage.transactions import Connection

NEW = AddItem("", "")


@dataclass(frozen=True, slots=True)
class OnItem:
    """An item as it could be entered anew, with what is known of it beside that.

    ``row`` is None for one that is not stored yet.
    """

    order: AddItem
    families: Sequence[str] = ()
    row: ItemRow | None = None
    fields: Sequence[Field] = ()
    audit: Sequence[Audited] = ()


def on_item(connection: Connection, item_id: int | None) -> OnItem:
    """What is known of an item, or of one to be made."""
    families = catalogue.families(connection)
    names = [name for _family_id, name in families]
    if item_id is None:
        return OnItem(NEW, names)
    known = catalogue.item_by_id(connection, item_id)
    order = AddItem(
        sku=known.sku,
        description=known.description,
        tracking=known.tracking,
        unit=known.unit,
        decimals=known.decimals,
        gtins=catalogue.gtins_of(connection, item_id),
        shelf_life_days=known.shelf_life_days,
        life_on_receipt_days=known.life_on_receipt_days,
        life_on_ship_days=known.life_on_ship_days,
        expiry_rule=known.expiry_rule,
        part_of=known.part_of,
        expiry_required=known.expiry_required,
        hold_on_receipt=known.hold_on_receipt,
        lot_by_supplier=known.lot_by_supplier,
        usable=known.usable,
        lot_pattern=known.lot_pattern,
        serial_pattern=known.serial_pattern,
        family=dict(families).get(known.family_id or 0, ""),
        put_away=known.put_away,
        weight_g=known.weight_g,
        volume_ml=known.volume_ml,
    )
    return OnItem(
        order,
        names,
        lists.item_row(connection, item_id),
        custom_fields.fields_of_item(connection, item_id),
        timeline.audit(connection, "item", item_id),
    )


def next_numbers(
    connection: Connection, patterns: Mapping[str, str], on: date
) -> dict[str, str]:
    """What our next lot or serial would be by patterns as they are typed, in words."""
    told = {}
    for name, pattern in patterns.items():
        try:
            (number,) = own_numbers.coming(
                connection, None, on, serial=name == "serial_pattern", pattern=pattern
            )
            told[name] = str(message("Next: {number}", number=number))
        except Refusal as refused:
            told[name] = str(refused.fact)
    return told


def fields_of(connection: Connection, family: str) -> list[Field]:
    """The fields of a family by its name; none if there is no such family."""
    for family_id, name in catalogue.families(connection):
        if name == family.strip():
            return custom_fields.fields_of_family(connection, family_id)
    return []
