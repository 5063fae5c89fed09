"""Pallets and cases by their SSCC: what came on them, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import BigInteger, bindparam, cast, func, insert, select, update

from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.arriving import manifest_line, manifest_tick
from lsn_desktop.storage.tables.catalogue import handling_unit
from lsn_desktop.storage.tables.documents import document, document_line

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx


class On(NamedTuple):
    """So much of a lot or serial that came on a pallet, and the place it was received into."""

    lsn_id: int
    place_id: int
    quantity: int


_back = document.alias("back")
_CONTENT = Prepared(
    select(
        document_line.c.lsn_id,
        document_line.c.to_location_id,
        cast(func.sum(manifest_tick.c.quantity), BigInteger),
    )
    .join(manifest_tick, manifest_tick.c.line_id == document_line.c.id)
    .join(manifest_line, manifest_line.c.id == manifest_tick.c.manifest_line_id)
    .join(document, document.c.id == document_line.c.document_id)
    .outerjoin(_back, _back.c.reverses_id == document.c.id)
    .where(
        manifest_line.c.sscc == bindparam("sscc"),
        document.c.status == "posted",
        document_line.c.voided.is_(False),
        _back.c.id.is_(None),
    )
    .group_by(document_line.c.lsn_id, document_line.c.to_location_id)
    .order_by(document_line.c.lsn_id)
)
_WHERE = Prepared(
    select(handling_unit.c.id, handling_unit.c.location_id).where(
        handling_unit.c.sscc == bindparam("sscc")
    )
)


def content(connection: Connection, sscc: str) -> list[On]:
    """What came on a pallet, and where that was put when it came or the pallet was moved."""
    rows = [On(*row) for row in _CONTENT.all(connection, sscc=sscc)]
    moved = _WHERE.first(connection, sscc=sscc)
    return [row._replace(place_id=moved[1]) for row in rows] if moved else rows


def known(tx: Tx, sscc: str, place_id: int) -> int:
    """The row of a pallet that is moved now for the first time, or was before."""
    if found := _WHERE.first(tx.connection, sscc=sscc):
        return int(found[0])
    row = {"sscc": sscc, "location_id": place_id}
    result = tx.connection.execute(insert(handling_unit).values(row))
    return int(result.inserted_primary_key[0])  # type: ignore[index]


def put(tx: Tx, unit_id: int, place_id: int) -> None:
    """Let a pallet stand in another place."""
    tx.connection.execute(
        update(handling_unit).where(handling_unit.c.id == unit_id).values(location_id=place_id)
    )
