"""What is told of a lot or serial beside its code, item and dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from lsn_desktop.storage.tables.catalogue import party
from lsn_desktop.storage.tables.identity import lsn

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Record:
    """Who made it, where, whose it is; texts are empty where nothing is known."""

    maker: str
    country: str
    description: str
    retest: date | None
    vendor_id: int | None
    vendor: str


def record(connection: Connection, lsn_id: int) -> Record:
    """What is told of an LSN."""
    row = connection.execute(
        select(
            lsn.c.maker,
            lsn.c.country,
            lsn.c.description,
            lsn.c.retest,
            lsn.c.vendor_id,
            party.c.name,
        )
        .outerjoin(party, party.c.id == lsn.c.vendor_id)
        .where(lsn.c.id == lsn_id)
    ).one()
    return Record(row[0], row[1], row[2], row[3], row[4], row[5] or "")
