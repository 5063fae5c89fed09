"""The hold that stops an LSN now, as its label tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from lsn_desktop.storage import lsns
from lsn_desktop.storage.tables.catalogue import location
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.ledger import hold
from lsn_desktop.storage.tables.trust import user

if TYPE_CHECKING:
    from sqlalchemy import Connection


class OpenHold(NamedTuple):
    """Why, in a person's words too; when in microseconds UTC; who placed it.

    A hold on some of it says how much, in the smallest unit of its item, and where.
    """

    reason: str
    note: str
    placed_at: int
    placed_by: str
    quantity: int | None
    place: str | None


def newest(connection: Connection, lsn_id: int) -> OpenHold | None:
    """The newest hold of an LSN that was not released."""
    row = connection.execute(
        select(
            hold.c.reason,
            hold.c.note,
            hold.c.placed_at,
            user.c.name,
            hold.c.quantity,
            location.c.code,
        )
        .join(user, user.c.id == hold.c.placed_by)
        .outerjoin(location, location.c.id == hold.c.location_id)
        .where(hold.c.lsn_id == lsn_id, hold.c.released_at.is_(None))
        .order_by(hold.c.id.desc())
        .limit(1)
    ).first()
    return None if row is None else OpenHold(*row)


def stopped(connection: Connection, lsn_id: int) -> list[int]:
    """The LSN itself, and of a lot its serials, of which each has a hold of its own."""
    rows = connection.scalars(
        select(hold.c.lsn_id)
        .join(lsn, lsn.c.id == hold.c.lsn_id)
        .where(lsns.with_serials(lsn_id), hold.c.released_at.is_(None))
        .distinct()
        .order_by(hold.c.lsn_id)
    )
    return list(rows)
