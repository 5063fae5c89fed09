"""What posting needs to know of many lines at once, in a fixed number of statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from lsn_desktop.storage.ledger import NewMove
from lsn_desktop.storage.tables.catalogue import item, location
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.identity import lsn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from lsn_desktop.storage.documents import Line
    from lsn_desktop.storage.transactions import Tx


def moves_of(connection: Connection, lines: Sequence[Line]) -> list[NewMove]:
    """The moves that lines turn into."""
    if not lines:
        return []
    documents_of = select(document_line.c.document_id).where(document_line.c.id == lines[0].id)
    serials = set(
        connection.scalars(
            select(document_line.c.id)
            .join(lsn, lsn.c.id == document_line.c.lsn_id)
            .join(document, document.c.id == document_line.c.document_id)
            .where(document.c.id == documents_of.scalar_subquery(), lsn.c.kind == "serial")
        )
    )
    real = dict(connection.execute(select(location.c.id, location.c.is_real)).all())
    return [
        NewMove(
            lsn_id=line.lsn_id,
            item_id=line.item_id,
            from_location_id=line.from_location_id,
            to_location_id=line.to_location_id,
            quantity=line.quantity,
            line_id=line.id,
            serial=line.id in serials,
            from_real=real[line.from_location_id],
            to_real=real[line.to_location_id],
        )
        for line in lines
    ]


def fix_grids(tx: Tx, item_ids: Iterable[int]) -> None:
    """The first move of an item fixes its decimals for good."""
    tx.connection.execute(
        update(item)
        .where(item.c.id.in_(list(item_ids)), item.c.moved.is_(False))
        .values(moved=True)
    )
