"""Which lot or serial a label on a shipment means, and how much of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain import picking
from lsn_desktop.domain.items import LsnKind, Tracking
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.codes import finding, stated
from lsn_desktop.services.codes.identifying import COUNTED
from lsn_desktop.services.receipts import receipt_lines
from lsn_desktop.services.shipments import ship_goods
from lsn_desktop.storage import catalogue, lsns, pickable, sales_orders, standing

if TYPE_CHECKING:
    from decimal import Decimal

    from lsn_desktop.domain.items import Item
    from lsn_desktop.domain.label_in_progress import LabelInProgress
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.services.codes.identifying import Part
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.lsns import Lsn
    from lsn_desktop.storage.pickable import Stand
    from lsn_desktop.storage.transactions import Tx


def of(tx: Tx, found: Part, label: LabelInProgress, scan_id: int) -> list[Lsn]:
    """The lots or serials a label may mean."""
    if found.candidates:
        return [each.lsn for each in found.candidates]
    if found.readings:
        each = (stated.facts(tx.connection, one, scan_id, "") for one in found.readings)
        meant = {lsn.id: lsn for one in each for lsn in _of_label(tx, one)}
        return list(meant.values())
    return _of_label(tx, label)


def by_anybody(tx: Tx, reading: Reading) -> list[Lsn]:
    """The same of a label that only the rules of a supplier can read."""
    found = finding.as_scanned(tx.connection, reading, tx.by.on)
    ids = dict.fromkeys(one.subject for one in found if one.place == "lsns")
    return [lsns.by_id(tx.connection, lsn_id) for lsn_id in ids]


def called_like_a_number(tx: Tx, reading: Reading) -> list[Lsn]:
    """The lots or serials whose code reads as a number of pieces: a lot X1 is no x 1."""
    if not COUNTED.fullmatch(reading.text.strip()):
        return []
    found = lsns.candidates(tx.connection, reading.text.strip(), folded=False)
    return [each.lsn for each in found]


def _of_label(tx: Tx, label: LabelInProgress) -> list[Lsn]:
    item_id = item_of(tx, label)
    if item_id is None:
        return []
    code = label.serial or label.lot
    if not code:
        item = catalogue.item_by_id(tx.connection, item_id)
        bulk = None
        if item.tracking is Tracking.NONE:
            bulk = lsns.find(tx.connection, item_id, LsnKind.BULK, "", "")
        return [bulk] if bulk else []
    kind = LsnKind.SERIAL if label.serial else LsnKind.LOT
    return [
        each.lsn
        for each in lsns.candidates(tx.connection, code)
        if each.lsn.item_id == item_id and each.lsn.kind is kind
    ]


def item_of(tx: Tx, label: LabelInProgress) -> int | None:
    """The item a label names."""
    if label.item_id is not None or label.gtin is None:
        return label.item_id
    pack = catalogue.item_by_gtin(tx.connection, label.gtin)
    return pack.item.id if pack else None


def narrowed(tx: Tx, head: Document, label: LabelInProgress, meant: list[Lsn]) -> list[Lsn]:
    """Of several with one code those of the item scanned, on hand, and on the order."""
    if len(meant) > 1 and label.item_id is not None:
        meant = [lsn for lsn in meant if lsn.item_id == label.item_id] or meant
    if len(meant) > 1:
        here = {row.lsn_id for row in standing.of_lsns(tx.connection, [m.id for m in meant])}
        meant = [lsn for lsn in meant if lsn.id in here] or meant
    if len(meant) > 1 and head.sales_order_id is not None:
        wanted = sales_orders.wanted(tx.connection, head.sales_order_id)
        items = {one.item_id for one in wanted if one.ordered}
        meant = [lsn for lsn in meant if lsn.item_id in items] or meant
    return meant


def quantity(tx: Tx, lsn: Lsn, label: LabelInProgress, count: Decimal | None) -> int:
    """How much a label stands for, on the item's grid: so many of what its GTIN holds.

    Raises:
        Refusal: it is no quantity of this item.
    """
    return of_item(tx, catalogue.item_by_id(tx.connection, lsn.item_id), label, count)


def of_item(tx: Tx, item: Item, label: LabelInProgress, count: Decimal | None) -> int:
    """The same of an item, whatever its lot.

    Raises:
        Refusal: it is no quantity of this item.
    """
    pack = catalogue.item_by_gtin(tx.connection, label.gtin) if label.gtin else None
    if pack is None and label.number is not None:
        pack = stated.pack_of(tx.connection, label.number)
    counted = receipt_lines.quantity_of(replace(label, count=count), item, pack)
    if isinstance(counted, Refusal):
        raise counted
    return counted


def goes_first(tx: Tx, head: Document, item: Item) -> Stand | None:
    """What of an item should go first on a shipment."""
    asked, _whom = ship_goods.life(tx, head, item.life_on_ship_days)
    good_until = picking.good_until(tx.by.on, item.usable, asked)
    return next(iter(pickable.of_items(tx.connection, {item.id: good_until}, most=1)), None)
