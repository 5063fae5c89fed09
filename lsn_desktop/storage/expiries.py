"""The day that counts, kept on each LSN (``lsn.expires``), so that lists are read off an index.

It is what :func:`lsn_desktop.domain.expiry.good_until` says, and follows its own expiry, its
lot's, and its lot: whoever writes one of these calls :func:`follow`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Date, bindparam, func, literal, or_, select, update

from lsn_desktop.domain.expiry import NEVER, good_until
from lsn_desktop.storage.parts import in_parts
from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.identity import lsn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx

KNOWN = func.nullif(lsn.c.expires, literal(NEVER, Date), type_=Date)
"""The day that counts, or nothing where there is none: for rows to show."""

FOLLOWS = frozenset({"expiry", "lot_id"})
"""The columns of an LSN whose change is followed by the day that counts."""

_lot = lsn.alias("lot")
_OF_LOT = select(_lot.c.expiry).where(_lot.c.id == lsn.c.lot_id).scalar_subquery()
_COUNTS = func.coalesce(lsn.c.expiry, _OF_LOT, literal(NEVER, Date))
_FOLLOW = update(lsn).where(lsn.c.expires != _COUNTS).values(expires=_COUNTS)
_OF = Prepared(
    # Not while another station changes it: the serials it knows of would not be all.
    select(lsn.c.expiry).where(lsn.c.id == bindparam("lot_id")).with_for_update(read=True)
)


def of_new(tx: Tx, lsns: Sequence[tuple[date | None, int | None]]) -> list[date]:
    """The days that count for new LSNs, each given as its own expiry and its lot."""
    of_lots = sorted({lot_id for _, lot_id in lsns if lot_id is not None})
    lots = {lot_id: _OF.one(tx.connection, lot_id=lot_id)[0] for lot_id in of_lots}
    return [good_until(own, lots[lot_id] if lot_id else None) for own, lot_id in lsns]


def follow(tx: Tx, lsn_ids: Iterable[int]) -> None:
    """Bring the days that count of some LSNs, and of the serials of lots, in line."""
    for part in in_parts(lsn_ids):
        these = or_(lsn.c.id.in_(part), lsn.c.lot_id.in_(part))
        tx.connection.execute(_FOLLOW.where(these))


def follow_all(tx: Tx) -> None:
    """The same for every LSN there is."""
    tx.connection.execute(_FOLLOW)


def astray(connection: Connection) -> list[tuple[int, date, date]]:
    """LSNs whose kept day is not the one that counts: number, kept, should be."""
    rows = connection.execute(
        select(lsn.c.id, lsn.c.expires, _COUNTS).where(lsn.c.expires != _COUNTS)
    )
    return [(row[0], row[1], row[2]) for row in rows]
