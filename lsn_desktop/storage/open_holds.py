"""The hold that stops an LSN now, as its label tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from lsn_desktop.storage.tables.ledger import hold
from lsn_desktop.storage.tables.trust import user

if TYPE_CHECKING:
    from sqlalchemy import Connection


class OpenHold(NamedTuple):
    """Why, in a person's words too; when in microseconds UTC; who placed it."""

    reason: str
    note: str
    placed_at: int
    placed_by: str


def newest(connection: Connection, lsn_id: int) -> OpenHold | None:
    """The newest hold of an LSN that was not released."""
    row = connection.execute(
        select(hold.c.reason, hold.c.note, hold.c.placed_at, user.c.name)
        .join(user, user.c.id == hold.c.placed_by)
        .where(hold.c.lsn_id == lsn_id, hold.c.released_at.is_(None))
        .order_by(hold.c.id.desc())
        .limit(1)
    ).first()
    return None if row is None else OpenHold(*row)
