"""What a label states: its facts, and the item where its number is one of ours."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.items import ItemNumber
from lsn_desktop.domain.label_in_progress import LabelInProgress
from lsn_desktop.storage import catalogue, item_numbers

if TYPE_CHECKING:
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.catalogue import Pack
    from lsn_desktop.storage.transactions import Connection


def facts(
    connection: Connection, reading: Reading, scan_id: int, scope: str
) -> LabelInProgress:
    """The facts of a label; a number nobody here knows stays in them, to be asked about.

    Args:
        connection: where our items are.
        reading: of a standard or by a taught rule; its fields are filled from sound elements.
        scan_id: the journal's row of the scan.
        scope: the supplier's code, whose own numbers for items are looked up too.
    """
    label = LabelInProgress(
        gtin=reading.gtin or reading.content_gtin,
        content=True if reading.content_gtin and not reading.gtin else None,
        link=next((part.raw for part in reading.elements if part.id == "LINK"), None),
        sscc=reading.sscc,
        lot=reading.lot,
        serial=reading.serial,
        expiry=reading.expiry,
        best_before=reading.best_before,
        production=reading.production,
        quantity=reading.quantity,
        weight_kg=reading.weight_kg,
        scan_ids=(scan_id,),
    )
    numbers = [] if label.gtin else numbers_of(reading, scope)
    for number in numbers:
        if pack := pack_of(connection, number):
            return replace(label, item_id=pack.item.id, number=number)
    return replace(label, number=numbers[0]) if numbers else label


def pack_of(connection: Connection, number: ItemNumber) -> Pack | None:
    """The item a number means: an alias of an item, or an item's SKU."""
    if known := item_numbers.pack(connection, number.code, number.scope):
        return known
    item = catalogue.item_by_sku(connection, number.code)
    return catalogue.Pack(item, catalogue.ONE) if item else None


def numbers_of(reading: Reading, scope: str) -> list[ItemNumber]:
    """The numbers other than a GTIN by which a label names an item, the surest first.

    HIBC (ANSI/HIBC 2.6, 2.1): labeler, product number and unit of measure together are the
    device identifier, unique in the world; the product number alone is not. MH10.8.2: (P) is
    the number that the customer, we, gave the item; (1P) is the supplier's own and means
    nothing without him; a PPN (9N) is unique in the world. ISBT 128 (ST-017, 2): the product
    identification code of the processor is the device identifier. Taught: what a person said.
    """
    said = {element.id: element.value for element in reading.elements}
    if reading.read_as == "hibc" and "PCN" in said:
        product = said["LIC"] + said["PCN"]
        return [ItemNumber(product + said["UM"], "", "HIBC"), ItemNumber(product, "", "HIBC")]
    if reading.read_as == "iccbba" and "=/" in said:
        return [ItemNumber(said["=/"], "", "ISBT 128")]
    if reading.read_as == "mh10" and "9N" in said:
        return [ItemNumber(said["9N"], "", "PPN")]
    if reading.read_as == "mh10":
        ids = [id_ for id_ in ("P", "1P") if said.get(id_)]
        return [ItemNumber(said[id_], scope, "supplier") for id_ in ids]
    if reading.read_as == "taught" and said.get("ITEM"):
        return [ItemNumber(said["ITEM"], scope, "supplier")]
    return []
