"""Parcels of a shipment, by the tracking number on the carrier's label."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import insert, select, update

from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.storage.tables.documents import document
from lsn_desktop.storage.tables.selling import parcel

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx


class Parcel(NamedTuple):
    """What was handed to a carrier: its tracking number, and the shipment it is of."""

    id: int
    document_id: int
    shipment: str
    carrier: str
    tracking: str
    created_at: int
    scan_id: int | None


_PARCEL = (
    select(
        parcel.c.id,
        parcel.c.document_id,
        document.c.number,
        parcel.c.carrier,
        parcel.c.tracking,
        parcel.c.created_at,
        parcel.c.scan_id,
    )
    .join(document, document.c.id == parcel.c.document_id)
    .where(parcel.c.voided.is_(False), document.c.status != "discarded")
    .order_by(parcel.c.id)
)


def of_document(connection: Connection, document_id: int) -> list[Parcel]:
    """The parcels of a shipment, in the order they were scanned."""
    question = _PARCEL.where(parcel.c.document_id == document_id)
    return [Parcel(*row) for row in connection.execute(question)]


def by_tracking(connection: Connection, tracking: str) -> Parcel | None:
    """The parcel with this tracking number, the latest if a carrier gave it twice."""
    question = _PARCEL.where(parcel.c.tracking_key == code_key(tracking))
    rows = connection.execute(question).all()
    return Parcel(*rows[-1]) if rows else None


def of_scan(connection: Connection, scan_id: int) -> Parcel | None:
    """The parcel a scan brought, if it is not taken back."""
    row = connection.execute(_PARCEL.where(parcel.c.scan_id == scan_id)).first()
    return None if row is None else Parcel(*row)


def add(
    tx: Tx, document_id: int, carrier: str, tracking: str, *, uid: str, scan_id: int | None
) -> int:
    """Keep a tracking number of a shipment; the folded one is made here."""
    result = tx.connection.execute(
        insert(parcel).values(
            uid=uid,
            document_id=document_id,
            carrier=carrier,
            tracking=tracking,
            tracking_key=code_key(tracking),
            created_at=tx.by.at,
            created_by=tx.by.user_id,
            scan_id=scan_id,
        )
    )
    return int(result.inserted_primary_key[0])  # type: ignore[index]


def void(tx: Tx, parcel_id: int) -> bool:
    """Withdraw a parcel; the row stays. False: done before."""
    result = tx.connection.execute(
        update(parcel)
        .where(parcel.c.id == parcel_id, parcel.c.voided.is_(False))
        .values(voided=True)
    )
    return result.rowcount == 1
