"""Opening stock: what stood there before the first receipt, posted like everything else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.quantities import on_grid
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.documents import posting
from lsn_desktop.storage import catalogue, counters, documents, lsns
from lsn_desktop.storage.audit_chain import Entry
from lsn_desktop.storage.documents import NewLine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from lsn_desktop.domain.items import Item
    from lsn_desktop.storage.transactions import Tx


@dataclass(frozen=True, slots=True)
class Standing:
    """So much of an item in a place; ``lot`` and ``serial`` as its tracking asks."""

    sku: str
    place: str
    quantity: Decimal
    lot: str = ""
    serial: str = ""
    production: date | None = None
    expiry: date | None = None
    vendor_code: str = ""


def open_stock(tx: Tx, uid: str, standing: Sequence[Standing]) -> int:
    """Bring in what is there, from nowhere else; returns the posted document.

    An order that arrives twice (same uid) gives the same document.

    Raises:
        Refusal: an item or place is unknown, a lot or serial is missing or stands there
            already, or a quantity is off the item's grid. Nothing is brought in then.
    """
    if known := documents.by_uid(tx.connection, uid):
        return known
    number = f"OP-{counters.take(tx, 'opening'):05d}"
    document_id = documents.add(tx, {"uid": uid, "kind": "opening", "number": number})
    source = catalogue.virtual_location(tx.connection, "opening")
    for each in standing:
        item = catalogue.item_by_sku(tx.connection, each.sku)
        place = catalogue.location_by_code(tx.connection, each.place)
        if item is None or place is None or not place.is_real:
            raise refusal(
                "There is no item {sku}, or no place {place}.",
                "Make them first.",
                sku=each.sku,
                place=each.place,
            )
        line = NewLine(
            uid=tx.uid(),
            item_id=item.id,
            lsn_id=_lsn(tx, item, each),
            from_location_id=source,
            to_location_id=place.id,
            quantity=on_grid(each.quantity, item.decimals, item.unit),
        )
        documents.add_line(tx, document_id, line)
    posting.post(tx, document_id)
    return document_id


def _lsn(tx: Tx, item: Item, each: Standing) -> int:
    """The LSN that stands there; a lot of several places is made once."""
    if bool(each.lot) != item.tracking.by_lot or bool(each.serial) != item.tracking.by_serial:
        raise refusal(
            "{sku} is tracked by {tracking}; the row says otherwise.",
            "Give its lot and serial as the item asks, and nothing more.",
            sku=item.sku,
            tracking=item.tracking.value,
        )
    vendor = catalogue.party_by_code(tx.connection, each.vendor_code)
    scope = vendor.code if vendor and item.lot_by_supplier else ""
    lot_id = None
    if not item.tracking.by_serial:
        kind = LsnKind.LOT if each.lot else LsnKind.BULK
        return _made(tx, item, (kind, scope if each.lot else "", each.lot), each)
    if each.lot:
        lot_id = _made(tx, item, (LsnKind.LOT, scope, each.lot), each)
    identity = (LsnKind.SERIAL, scope, each.serial)
    if lsns.find(tx.connection, item.id, *identity):
        raise refusal(
            "Serial {serial} of {sku} is there already.",
            "Two pieces cannot have one serial: check the row.",
            serial=each.serial,
            sku=item.sku,
        )
    return _made(tx, item, identity, each, lot_id)


def _made(
    tx: Tx,
    item: Item,
    identity: tuple[LsnKind, str, str],
    each: Standing,
    lot_id: int | None = None,
) -> int:
    kind, scope, code = identity
    if known := lsns.find(tx.connection, item.id, kind, scope, code):
        return known.id
    dated = lot_id is None and kind is not LsnKind.BULK  # the lot owns the dates
    vendor = catalogue.party_by_code(tx.connection, each.vendor_code)
    lsn_id = lsns.add(
        tx,
        uid=tx.uid(),
        item_id=item.id,
        kind=kind,
        scope=scope,
        code=code,
        lot_id=lot_id,
        production=each.production if dated else None,
        expiry=each.expiry if dated else None,
        vendor_id=vendor.id if vendor and kind is not LsnKind.BULK else None,
    )
    if kind is not LsnKind.BULK:
        words = message(
            "New {kind} {code} of {item}", kind=kind, code=code, item=item.description
        )
        tx.entries.append(Entry("create", words, "lsn", lsn_id))
    return lsn_id
