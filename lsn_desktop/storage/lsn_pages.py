"""What the page of an LSN shows, each part in a fixed number of statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from lsn_desktop.storage import lists, lsns, open_holds, timeline
from lsn_desktop.storage.tables.catalogue import location
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.ledger import balance, hold
from lsn_desktop.storage.tables.trust import user

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from lsn_desktop.storage.lists import LsnRow
    from lsn_desktop.storage.lsns import Lsn
    from lsn_desktop.storage.timeline import Audited, Moved, Totals


@dataclass(frozen=True, slots=True)
class Place:
    """How much of an LSN (of a lot: of its serials too) stands somewhere."""

    location_id: int
    code: str
    name: str
    on_hand: int
    held: int
    claimed: int

    @property
    def available(self) -> int:
        """What may be taken: on hand less held and claimed."""
        return self.on_hand - self.held - self.claimed


def places(connection: Connection, lsn_id: int) -> list[Place]:
    """Where an LSN stands now, by place."""
    rows = connection.execute(
        select(
            location.c.id,
            location.c.code,
            location.c.name,
            func.sum(balance.c.on_hand),
            func.sum(balance.c.held),
            func.sum(balance.c.claimed),
        )
        .join(balance, balance.c.location_id == location.c.id)
        .join(lsn, lsn.c.id == balance.c.lsn_id)
        .where(lsns.with_serials(lsn_id), balance.c.on_hand > 0)
        .group_by(location.c.id, location.c.code, location.c.name)
        .order_by(location.c.code)
    )
    return [Place(*row[:3], *(int(row[n]) for n in (3, 4, 5))) for row in rows]


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A stop on an LSN or one of its serials, as a person reads it."""

    id: int
    code: str
    location: str | None
    quantity: int | None
    reason: str
    note: str
    placed_at: int
    placed_by: str
    released_at: int | None
    released_by: str | None
    release_note: str


def holds(connection: Connection, lsn_id: int) -> list[HoldRow]:
    """Every hold an LSN or one of its serials ever had, newest first."""
    released = user.alias("released")
    rows = connection.execute(
        select(
            hold.c.id,
            lsn.c.code,
            location.c.code,
            hold.c.quantity,
            hold.c.reason,
            hold.c.note,
            hold.c.placed_at,
            user.c.name,
            hold.c.released_at,
            released.c.name,
            hold.c.release_note,
        )
        .join(lsn, lsn.c.id == hold.c.lsn_id)
        .join(user, user.c.id == hold.c.placed_by)
        .outerjoin(location, location.c.id == hold.c.location_id)
        .outerjoin(released, released.c.id == hold.c.released_by)
        .where(lsns.with_serials(lsn_id))
        .order_by(hold.c.id.desc())
    )
    return [HoldRow(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class LsnPage:
    """An LSN, where it stands and all that happened to it."""

    row: LsnRow
    lsn: Lsn
    lot: Lsn | None
    serials: int
    stopped: bool  # it, some of it at a place, or one of its serials is on hold
    places: list[Place]
    moves: list[Moved]
    audit: list[Audited]
    totals: Totals

    @property
    def owner(self) -> Lsn:
        """Who owns the dates: the lot where there is one."""
        return self.lot or self.lsn


def page(connection: Connection, lsn_id: int) -> LsnPage:
    """All that the head, the cards and the timeline of an LSN's page say."""
    row, known = lists.lsn_row(connection, lsn_id), lsns.by_id(connection, lsn_id)
    where, moved = places(connection, lsn_id), timeline.moves(connection, lsn_id)
    serials = connection.scalar(select(func.count()).where(lsn.c.lot_id == lsn_id))
    return LsnPage(
        row=row,
        lsn=known,
        lot=lsns.by_id(connection, known.lot_id) if known.lot_id else None,
        serials=int(serials or 0),
        stopped=bool(open_holds.stopped(connection, lsn_id)),
        places=where,
        moves=moved,
        audit=timeline.audit(connection, "lsn", lsn_id),
        totals=timeline.totals(moved, [(place.code, place.on_hand) for place in where]),
    )
