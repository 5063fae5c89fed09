"""Manifests: what was announced, and what of it was ticked off.

A tick counts while its line does: taken back, discarded or reversed, it counts no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    and_,
    bindparam,
    case,
    cast,
    func,
    insert,
    or_,
    select,
    update,
)

from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.arriving import manifest, manifest_line, manifest_tick
from lsn_desktop.storage.tables.catalogue import item
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.identity import lsn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx


@dataclass(frozen=True, slots=True)
class Manifest:
    """The head of a manifest; ``document_id`` is the receipt that goes by it now."""

    id: int
    kind: str
    number: str
    source: str
    purchase_order_id: int | None
    document_id: int | None


@dataclass(frozen=True, slots=True)
class Announced:
    """An announced line with how much of it came; ``item`` is empty where we have none."""

    id: int
    number: int
    item_id: int | None
    named: str
    item: str
    unit: str
    decimals: int
    lot: str
    serial: str
    sscc: str
    expiry: date | None
    quantity: int
    came: int

    @property
    def left(self) -> int:
        """How much is still to come."""
        return max(self.quantity - self.came, 0)


_back = document.alias("back")
_COUNTS = and_(
    document_line.c.voided.is_(False),
    document.c.status != "discarded",
    ~select(_back.c.id).where(_back.c.reverses_id == document.c.id).exists(),
)
_CAME = cast(
    func.coalesce(
        select(func.sum(manifest_tick.c.quantity))
        .join(document_line, document_line.c.id == manifest_tick.c.line_id)
        .join(document, document.c.id == document_line.c.document_id)
        .where(manifest_tick.c.manifest_line_id == manifest_line.c.id, _COUNTS)
        .correlate(manifest_line)
        .scalar_subquery(),
        0,
    ),
    BigInteger,
)
_OF_RECEIPT = or_(
    manifest.c.document_id == bindparam("document_id"),
    manifest.c.purchase_order_id == bindparam("order_id"),
)
_LINE = (
    select(
        manifest_line.c.id,
        manifest_line.c.number,
        manifest_line.c.item_id,
        manifest_line.c.named,
        func.coalesce(item.c.description, ""),
        func.coalesce(item.c.unit, ""),
        func.coalesce(item.c.decimals, 0),
        manifest_line.c.lot,
        manifest_line.c.serial,
        manifest_line.c.sscc,
        manifest_line.c.expiry,
        manifest_line.c.quantity,
        _CAME,
    )
    .join(manifest, manifest.c.id == manifest_line.c.manifest_id)
    .outerjoin(item, item.c.id == manifest_line.c.item_id)
    .where(_OF_RECEIPT)
)
_ORDER = (manifest_line.c.manifest_id, manifest_line.c.number)
_ALL = Prepared(_LINE.order_by(*_ORDER))
_LIKELY = Prepared(
    _LINE.where(
        manifest_line.c.item_id == bindparam("item_id"),
        manifest_line.c.serial.in_(["", bindparam("serial")]),  # by their index
        or_(manifest_line.c.lot == "", manifest_line.c.lot == bindparam("lot")),
    ).order_by(
        case((manifest_line.c.serial == "", 1), else_=0),
        case((manifest_line.c.lot == "", 1), else_=0),
        *_ORDER,
    )
)
_MINE = _LINE.where(manifest_line.c.item_id == bindparam("item_id"))
_OF_ITEM = Prepared(_MINE.order_by(*_ORDER).limit(50))
_UNKNOWN = Prepared(_LINE.where(manifest_line.c.item_id.is_(None)).order_by(*_ORDER))
_OF_UNIT = Prepared(_LINE.where(manifest_line.c.sscc == bindparam("sscc")).order_by(*_ORDER))
_KEEP = Prepared(
    # Written as it is: nobody else ticks the same lines before this transaction ends.
    update(manifest).where(_OF_RECEIPT).values(number=manifest.c.number)
)
_TICK = Prepared(insert(manifest_tick))


@dataclass(frozen=True, slots=True)
class Receiving:
    """A receipt and its order: the manifests of either are what it goes by."""

    document_id: int
    order_id: int | None

    @property
    def named(self) -> dict[str, object]:
        """As the questions name them."""
        return {"document_id": self.document_id, "order_id": self.order_id}


def lines(connection: Connection, receipt: Receiving) -> list[Announced]:
    """All that was announced of a delivery, in the sender's order."""
    return _announced(_ALL.all(connection, **receipt.named))


def likely(
    connection: Connection, receipt: Receiving, item_id: int, lot: str, serial: str
) -> list[Announced]:
    """The lines that goods may be of: those that name the serial first, then the lot."""
    rows = _LIKELY.all(connection, **receipt.named, item_id=item_id, lot=lot, serial=serial)
    return _announced(rows)


def of_item(connection: Connection, receipt: Receiving, item_id: int) -> list[Announced]:
    """What was announced of an item, whatever its lots: the first fifty lines."""
    return _announced(_OF_ITEM.all(connection, **receipt.named, item_id=item_id))


def unknown(connection: Connection, receipt: Receiving) -> list[Announced]:
    """Lines whose item we did not have when the notice came."""
    return _announced(_UNKNOWN.all(connection, **receipt.named))


def of_unit(connection: Connection, receipt: Receiving, sscc: str) -> list[Announced]:
    """What a pallet or carton holds, as announced."""
    return _announced(_OF_UNIT.all(connection, **receipt.named, sscc=sscc))


def keep(tx: Tx, receipt: Receiving) -> None:
    """Let nobody else tick lines of this delivery before this transaction ends."""
    _KEEP.run(tx.connection, **receipt.named)


def tick(tx: Tx, line_id: int, ticks: Sequence[tuple[int, int]]) -> None:
    """Count a receipt's line for announced lines, each with so much."""
    _TICK.many(
        tx.connection,
        [
            {"manifest_line_id": announced, "line_id": line_id, "quantity": quantity}
            for announced, quantity in ticks
        ],
    )


def ticked(connection: Connection, document_id: int) -> dict[int, int]:
    """How much of each line of a receipt was announced."""
    rows = connection.execute(
        select(manifest_tick.c.line_id, cast(func.sum(manifest_tick.c.quantity), BigInteger))
        .join(document_line, document_line.c.id == manifest_tick.c.line_id)
        .where(document_line.c.document_id == document_id, document_line.c.voided.is_(False))
        .group_by(manifest_tick.c.line_id)
    )
    return {row[0]: int(row[1]) for row in rows}


def ticks_of(connection: Connection, line_id: int) -> list[tuple[int, int]]:
    """The announced lines a receipt's line counts for, each with how much."""
    rows = connection.execute(
        select(manifest_tick.c.manifest_line_id, manifest_tick.c.quantity)
        .where(manifest_tick.c.line_id == line_id)
        .order_by(manifest_tick.c.id)
    )
    return [(row[0], row[1]) for row in rows]


@dataclass(frozen=True, slots=True)
class ShortDated:
    """How much of a lot came that expires before the day it was announced with."""

    item_id: int
    lsn_id: int
    manifest_line_id: int
    quantity: int


def short_dated(connection: Connection, document_id: int) -> list[ShortDated]:
    """What of a receipt expires before the day it was announced with, lot by lot."""
    rows = connection.execute(
        select(
            document_line.c.item_id,
            document_line.c.lsn_id,
            func.min(manifest_line.c.id),
            cast(func.sum(manifest_tick.c.quantity), BigInteger),
        )
        .join(manifest_tick, manifest_tick.c.line_id == document_line.c.id)
        .join(manifest_line, manifest_line.c.id == manifest_tick.c.manifest_line_id)
        .join(lsn, lsn.c.id == document_line.c.lsn_id)
        .where(
            document_line.c.document_id == document_id,
            document_line.c.voided.is_(False),
            lsn.c.expires < manifest_line.c.expiry,
        )
        .group_by(document_line.c.item_id, document_line.c.lsn_id)
        .order_by(document_line.c.lsn_id)
    )
    return [ShortDated(*row) for row in rows]


_HEAD = select(
    manifest.c.id,
    manifest.c.kind,
    manifest.c.number,
    manifest.c.source,
    manifest.c.purchase_order_id,
    manifest.c.document_id,
)


def by_uid(connection: Connection, uid: str) -> int | None:
    """The manifest kept under this uid: the order arrived twice."""
    return connection.scalar(select(manifest.c.id).where(manifest.c.uid == uid))


def of_file(connection: Connection, blob_id: int) -> Manifest | None:
    """The manifest that was read from a file."""
    row = connection.execute(_HEAD.where(manifest.c.blob_id == blob_id)).first()
    return None if row is None else Manifest(*row)


def waiting(connection: Connection) -> dict[int, int]:
    """Orders whose goods were announced before a receipt was begun: order to lines."""
    rows = connection.execute(
        select(manifest.c.purchase_order_id, func.count(manifest_line.c.id))
        .join(manifest_line, manifest_line.c.manifest_id == manifest.c.id)
        .where(manifest.c.document_id.is_(None), manifest.c.purchase_order_id.is_not(None))
        .group_by(manifest.c.purchase_order_id)
    )
    return {row[0]: row[1] for row in rows}


def heads(connection: Connection, receipt: Receiving) -> list[Manifest]:
    """The manifests a receipt goes by."""
    question = _HEAD.where(_OF_RECEIPT).order_by(manifest.c.id)
    return [Manifest(*row) for row in connection.execute(question, receipt.named)]


def add(tx: Tx, head: dict[str, object], rows: Sequence[dict[str, object]]) -> int:
    """Store a manifest with its lines."""
    values = {**head, "created_at": tx.by.at, "created_by": tx.by.user_id}
    made = tx.connection.execute(insert(manifest).values(values))
    manifest_id = int(made.inserted_primary_key[0])  # type: ignore[index]
    tx.connection.execute(
        insert(manifest_line), [{**row, "manifest_id": manifest_id} for row in rows]
    )
    return manifest_id


def go_on(tx: Tx, manifest_id: int, document_id: int) -> None:
    """Let another receipt go by a manifest."""
    tx.connection.execute(
        update(manifest).where(manifest.c.id == manifest_id).values(document_id=document_id)
    )


def is_of(tx: Tx, line_id: int, values: dict[str, object]) -> None:
    """Say which item of ours an announced line is of, and what that changes."""
    tx.connection.execute(
        update(manifest_line).where(manifest_line.c.id == line_id).values(values)
    )


def _announced(rows: Sequence[Any]) -> list[Announced]:
    return [Announced(*row) for row in rows]
