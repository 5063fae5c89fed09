"""What posting needs to know of many lines at once, in a fixed number of statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, or_, select, update

from lsn_desktop.domain.items import Tracking
from lsn_desktop.storage.ledger import NewMove
from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.catalogue import item, location
from lsn_desktop.storage.tables.documents import document_line
from lsn_desktop.storage.tables.identity import lsn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from lsn_desktop.storage.documents import Line
    from lsn_desktop.storage.transactions import Tx


_FEW = 2  # places: asked for one by one, by a statement that is there already
_DOCUMENT = select(document_line.c.document_id).where(
    document_line.c.id == bindparam("line_id")
)
_SERIALS = Prepared(
    select(document_line.c.id)
    .join(lsn, lsn.c.id == document_line.c.lsn_id)
    .where(document_line.c.document_id == _DOCUMENT.scalar_subquery(), lsn.c.kind == "serial")
)
_IS_REAL = Prepared(select(location.c.is_real).where(location.c.id == bindparam("place_id")))
_REAL = select(location.c.id, location.c.is_real).where(
    location.c.id.in_(bindparam("ids", expanding=True))
)
_FIX_GRID = Prepared(
    update(item)
    .where(item.c.id == bindparam("item_id"), item.c.moved.is_(False))
    .values(moved=True)
)
_FIX_GRIDS = (
    update(item)
    .where(item.c.id.in_(bindparam("ids", expanding=True)), item.c.moved.is_(False))
    .values(moved=True)
)


def moves_of(connection: Connection, lines: Sequence[Line]) -> list[NewMove]:
    """The moves that lines turn into."""
    if not lines:
        return []
    serials = {row[0] for row in _SERIALS.all(connection, line_id=lines[0].id)}
    ends = {end for line in lines for end in (line.from_location_id, line.to_location_id)}
    if len(ends) <= _FEW:
        real = {end: _IS_REAL.one(connection, place_id=end)[0] for end in ends}
    else:
        real = dict(connection.execute(_REAL, {"ids": sorted(ends)}).all())
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
            from_unit_id=line.from_unit_id,
            to_unit_id=line.to_unit_id,
            claimed=bool(line.claims),
        )
        for line in lines
    ]


def fix_grids(tx: Tx, item_ids: Iterable[int]) -> None:
    """The first move of an item fixes its decimals for good."""
    items = list(item_ids)
    if len(items) == 1:
        _FIX_GRID.run(tx.connection, item_id=items[0])
    else:
        tx.connection.execute(_FIX_GRIDS, {"ids": items})


_UNLIKE = or_(
    and_(lsn.c.kind == "bulk", item.c.tracking != Tracking.NONE.value),
    and_(lsn.c.kind == "lot", item.c.tracking != Tracking.LOT.value),
    and_(
        lsn.c.kind == "serial",
        item.c.tracking.not_in([Tracking.SERIAL.value, Tracking.LOT_SERIAL.value]),
    ),
)
_THERE = location.alias("there")


def told_apart_otherwise(
    tx: Tx, document_id: int, item_ids: Iterable[int]
) -> tuple[str, str] | None:
    """An item, and how it is tracked, of which a document brings in what is tracked otherwise.

    From here on nobody else starts to track one of these before the transaction ends.
    """
    if tx.connection.dialect.name != "sqlite":  # where one at a time writes anyway
        kept = select(item.c.id).where(item.c.id.in_(list(item_ids))).order_by(item.c.id)
        tx.connection.execute(kept.with_for_update(read=True))
    row = tx.connection.execute(
        select(item.c.description, item.c.tracking)
        .join(document_line, document_line.c.item_id == item.c.id)
        .join(lsn, lsn.c.id == document_line.c.lsn_id)
        .join(location, location.c.id == document_line.c.from_location_id)
        .join(_THERE, _THERE.c.id == document_line.c.to_location_id)
        .where(
            document_line.c.document_id == document_id,
            document_line.c.voided.is_(False),
            location.c.is_real.is_(False),
            _THERE.c.is_real,
            _UNLIKE,
        )
        .limit(1)
    ).first()
    return None if row is None else (row[0], row[1])
