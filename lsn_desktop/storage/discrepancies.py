"""What was wrong with what came: over, short, damaged, of another lot or item, short-dated.

A row counts while its line does, and until it is withdrawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, insert, or_, select, update

from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.storage.tables.arriving import discrepancy, manifest_line
from lsn_desktop.storage.tables.catalogue import item
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.identity import lsn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from decimal import Decimal

    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One thing that was wrong; ``code`` is the lot or serial, came or announced."""

    id: int
    uid: str
    kind: str
    line_id: int | None
    manifest_line_id: int | None
    item_id: int | None
    lsn_id: int | None
    item: str
    sku: str
    code: str
    expiry: date | None
    quantity: Decimal | None
    on_grid: int
    unit: str
    reason: str
    disposition: str
    note: str
    withdrawn: bool


_ROW = (
    select(
        discrepancy.c.id,
        discrepancy.c.uid,
        discrepancy.c.kind,
        discrepancy.c.line_id,
        discrepancy.c.manifest_line_id,
        discrepancy.c.item_id,
        discrepancy.c.lsn_id,
        func.coalesce(item.c.description, manifest_line.c.named, ""),
        func.coalesce(item.c.sku, ""),
        func.coalesce(lsn.c.code, manifest_line.c.lot, ""),
        func.coalesce(manifest_line.c.serial, ""),
        func.coalesce(lsn.c.expiry, manifest_line.c.expiry),
        discrepancy.c.quantity,
        func.coalesce(item.c.decimals, 0),
        func.coalesce(item.c.unit, ""),
        discrepancy.c.reason,
        discrepancy.c.disposition,
        discrepancy.c.note,
        discrepancy.c.withdrawn_at,
    )
    .outerjoin(document_line, document_line.c.id == discrepancy.c.line_id)
    .outerjoin(manifest_line, manifest_line.c.id == discrepancy.c.manifest_line_id)
    .outerjoin(item, item.c.id == discrepancy.c.item_id)
    .outerjoin(lsn, lsn.c.id == discrepancy.c.lsn_id)
    .where(or_(discrepancy.c.line_id.is_(None), document_line.c.voided.is_(False)))
    .order_by(discrepancy.c.id)
)


def of_document(connection: Connection, document_id: int) -> list[Discrepancy]:
    """All that was wrong with a receipt, what came later included, in order."""
    rows = connection.execute(_ROW.where(discrepancy.c.document_id == document_id))
    return [
        Discrepancy(
            *row[:9],
            code=row[9] or row[10],
            expiry=row[11],
            quantity=None if row[12] is None else off_grid(row[12], row[13]),
            on_grid=row[12] or 0,
            unit=row[14],
            reason=row[15],
            disposition=row[16],
            note=row[17],
            withdrawn=row[18] is not None,
        )
        for row in rows
    ]


def by_uid(connection: Connection, uid: str) -> int | None:
    """The row made under this uid: the order arrived twice."""
    return connection.scalar(select(discrepancy.c.id).where(discrepancy.c.uid == uid))


def add(tx: Tx, rows: Sequence[dict[str, object]]) -> None:
    """Store rows; each names the same columns."""
    if rows:
        made = {"created_at": tx.by.at, "created_by": tx.by.user_id}
        tx.connection.execute(insert(discrepancy), [{**row, **made} for row in rows])


def describe(tx: Tx, row_id: int, note: str) -> None:
    """Put a note to a row."""
    tx.connection.execute(
        update(discrepancy).where(discrepancy.c.id == row_id).values(note=note)
    )


def withdraw(tx: Tx, row_ids: Iterable[int]) -> None:
    """Let rows count no more."""
    tx.connection.execute(
        update(discrepancy)
        .where(discrepancy.c.id.in_(list(row_ids)), discrepancy.c.withdrawn_at.is_(None))
        .values(withdrawn_at=tx.by.at)
    )


def still_short(
    connection: Connection, manifest_lines: Iterable[int], order_id: int | None
) -> list[int]:
    """Rows that said something was short, of announced lines or of an order."""
    of_order = select(document.c.id).where(document.c.purchase_order_id == order_id)
    return list(
        connection.scalars(
            select(discrepancy.c.id).where(
                discrepancy.c.kind == "short",
                discrepancy.c.withdrawn_at.is_(None),
                or_(
                    discrepancy.c.manifest_line_id.in_(list(manifest_lines)),
                    and_(
                        discrepancy.c.manifest_line_id.is_(None),
                        discrepancy.c.document_id.in_(of_order),
                    ),
                ),
            )
        )
    )
