"""Announcing: a supplier's notice is kept with a delivery, its names turned into our items."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.quantities import counted_on_grid
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.storage import blobs, catalogue, documents, item_numbers, manifests, orders
from lsn_desktop.storage.audit_chain import Entry
from lsn_desktop.storage.catalogue import Pack
from lsn_desktop.storage.manifests import Receiving

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.domain.announced import Goods, Notice
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.transactions import Connection, Tx

_GTIN_DIGITS = frozenset({8, 12, 13, 14})
_MOST_LINES = 100_000


@dataclass(frozen=True, slots=True)
class AnnounceDelivery:
    """An order to receive by a notice: the file, what it says, and the open receipt."""

    uid: str
    document_id: int
    name: str
    data: bytes
    notice: Notice


def announce(tx: Tx, order: AnnounceDelivery) -> Message:
    """Keep a notice with a receipt; what was scanned before is not ticked off.

    The same file once more goes on with what is still to come of it.

    Raises:
        Refusal: the receipt is no draft, nothing was announced, or another open receipt goes
            by the file.
    """
    documents.keep_draft(tx, order.document_id)
    receipt = documents.by_id(tx.connection, order.document_id)
    if receipt.status != "draft":
        raise refusal(
            "{number} is {status}: it takes no notice any more.",
            "Start a new receipt.",
            number=receipt.number,
            status=receipt.status,
        )
    known, blob = _file_of(tx, order)
    if known is not None:
        return _go_on(tx, known, receipt, order.name)
    told = ("document", receipt.id)
    rows = _keep(tx, order, blob, told, {
        "party_id": receipt.party_id,
        "purchase_order_id": receipt.purchase_order_id,
        "document_id": receipt.id,
    })  # fmt: skip
    return _said_of(rows)


def wait(tx: Tx, order: AnnounceDelivery, order_id: int) -> Message:
    """Keep a notice with an order until its goods come.

    Raises:
        Refusal: the order is not open, nothing was announced, or the file is known already.
    """
    expected = orders.by_id(tx.connection, order_id)
    if expected.status != "open":
        raise refusal(
            "{number} is {status}: nothing more is to come.",
            "Choose another order, or none.",
            number=expected.number,
            status=expected.status,
        )
    known, blob = _file_of(tx, order)
    if known is not None:
        raise refusal(
            "{name} was taken before.",
            "Choose its delivery in the list; it goes by the file already.",
            name=order.name,
        )
    told = ("order", order_id)
    head = {"party_id": expected.vendor_id, "purchase_order_id": order_id, "document_id": None}
    rows = _keep(tx, order, blob, told, head)
    return message(
        "{order} waits as announced: {count} lines", order=expected.number, count=len(rows)
    )


def _file_of(
    tx: Tx, order: AnnounceDelivery
) -> tuple[manifests.Manifest | None, tuple[int, str]]:
    """The notice that was read from this very file before, and the file as it is kept.

    Raises:
        Refusal: nothing that can be received is announced.
    """
    if not 0 < len(order.notice.goods) <= _MOST_LINES:
        raise refusal(
            "{name} announces no goods that can be received.",
            "Ask the supplier for a file of at most {most} lines.",
            name=order.name,
            most=f"{_MOST_LINES:,}",
        )
    media_type = mimetypes.guess_type(order.name)[0] or "application/octet-stream"
    blob = blobs.keep(tx.connection, order.data, media_type, order.name)
    return manifests.of_file(tx.connection, blob[0]), blob


def _keep(
    tx: Tx,
    order: AnnounceDelivery,
    blob: tuple[int, str],
    told_of: tuple[str, int],
    head: dict[str, int | None],
) -> list[dict[str, object]]:
    """Store a notice with its lines; the audit trail of its receipt or order tells of it."""
    scope = _scope(tx.connection, head["party_id"])
    rows = [
        _row(tx.connection, goods, number, scope)
        for number, goods in enumerate(order.notice.goods, start=1)
    ]
    manifests.add(
        tx,
        {
            "uid": order.uid,
            "kind": order.notice.kind,
            "number": order.notice.number,
            "source": order.name,
            **head,
            "blob_id": blob[0],
        },
        rows,
    )
    words = message("Announced by {name}: {count} lines", name=order.name, count=len(rows))
    tx.entries.append(Entry("announce", words, *told_of, blob[1]))
    tx.events.append(Event(*told_of))
    return rows


def _said_of(rows: Sequence[dict[str, object]]) -> Message:
    unknown = sum(row["item_id"] is None for row in rows)
    if unknown:
        return message(
            "{count} announced; of {unknown} we have no item",
            count=len(rows),
            unknown=unknown,
        )
    return message("{count} announced: scan the goods", count=len(rows))


def learn_items(tx: Tx, by: Receiving) -> None:
    """Find the items of announced lines that were unknown when the notice came."""
    unknown = manifests.unknown(tx.connection, by)
    if not unknown:
        return
    receipt = documents.by_id(tx.connection, by.document_id)
    scope = _scope(tx.connection, receipt.party_id)
    for line in unknown:
        pack = _pack(tx.connection, line.named, scope)
        if pack is None:
            continue
        on_grid = counted_on_grid(
            Fraction(line.quantity) * pack.units, pack.item.decimals, pack.item.unit
        )
        if isinstance(on_grid, int):
            manifests.is_of(
                tx,
                line.id,
                {
                    "item_id": pack.item.id,
                    "quantity": on_grid,
                    **_codes(pack, line.lot, line.serial),
                },
            )


def _go_on(tx: Tx, known: manifests.Manifest, receipt: Document, name: str) -> Message:
    """Receive the rest of a delivery by the notice it began with."""
    if known.document_id is not None and known.document_id != receipt.id:
        before = documents.by_id(tx.connection, known.document_id)
        if before.status == "draft":
            raise refusal(
                "{name} is received on {number} already, which is still open.",
                "Go on there, or post it first.",
                name=name,
                number=before.number,
            )
    manifests.go_on(tx, known.id, receipt.id)
    lines = manifests.lines(tx.connection, Receiving(receipt.id, None))
    left = sum(line.left > 0 for line in lines)
    words = message("Going on with {name}: {left} to come", name=name, left=left)
    tx.entries.append(Entry("announce", words, "document", receipt.id))
    tx.events.append(Event("document", receipt.id))
    return words


def _row(connection: Connection, goods: Goods, number: int, scope: str) -> dict[str, object]:
    """A line of the notice as it is kept: of an item of ours, on its grid, where we have it."""
    row: dict[str, object] = {
        "number": number,
        "item_id": None,
        "named": goods.names[0] if goods.names else "",
        "lot": goods.lot,
        "serial": goods.serial,
        "sscc": goods.sscc,
        "expiry": goods.expiry,
        "best_before": goods.best_before,
        "quantity": max(int(goods.quantity), 1),
    }
    for name in goods.names:
        if pack := _pack(connection, name, scope):
            counted = counted_on_grid(
                Fraction(goods.quantity) * pack.units, pack.item.decimals, pack.item.unit
            )
            if isinstance(counted, Refusal):
                raise counted
            codes = _codes(pack, goods.lot, goods.serial)
            return {**row, "item_id": pack.item.id, "named": name, "quantity": counted, **codes}
    return row


def _codes(pack: Pack, lot: str, serial: str) -> dict[str, str]:
    """The lot and serial by which our item is told apart; what else is written counts not."""
    tracking = pack.item.tracking
    return {
        "lot": lot if tracking.by_lot else "",
        "serial": serial if tracking.by_serial else "",
    }


def is_known(connection: Connection, goods: Goods, vendor_id: int | None) -> bool:
    """Whether goods are of an item of ours by one of their names, the vendor's own included."""
    scope = _scope(connection, vendor_id)
    return any(_pack(connection, name, scope) for name in goods.names)


def _pack(connection: Connection, name: str, scope: str) -> Pack | None:
    """The item a number of a notice stands for: a GTIN, a supplier's number, or our SKU."""
    if name.isdigit() and len(name) in _GTIN_DIGITS:
        gtin = name.zfill(14)
        if pack := catalogue.item_by_gtin(connection, gtin):
            return pack
    if pack := item_numbers.pack(connection, name, scope):
        return pack
    item = catalogue.item_by_sku(connection, name)
    return Pack(item, catalogue.ONE) if item else None


def _scope(connection: Connection, party_id: int | None) -> str:
    if party_id is None:
        return ""
    return catalogue.party_by_id(connection, party_id).code
