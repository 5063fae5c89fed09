"""The moves made at a workstation, as its page shows them and takes them back."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, case, func, select

from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.catalogue import handling_unit, item, location
from lsn_desktop.storage.tables.documents import document, document_line, scan
from lsn_desktop.storage.tables.identity import lsn

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

_SHOWN = 200  # lines


class Transferred(NamedTuple):
    """A line of a transfer: what went from where to where."""

    document_id: int
    number: str
    at: int
    item: str
    code: str
    quantity: int
    unit: str
    decimals: int
    source: str
    target: str
    taken_back: bool
    packed: str  # the SSCC of the case or pallet it was packed into, empty where it was not


_back = document.alias("back")
_unit = handling_unit.alias("unit")
_from, _to = location.alias("source"), location.alias("target")
_MINE = (
    document.c.kind == "transfer",
    document.c.status == "posted",
    document.c.reverses_id.is_(None),
    document.c.workstation_id == bindparam("station"),
)
_LINES = (
    select(
        document.c.id,
        document.c.number,
        document.c.posted_at,
        item.c.description,
        lsn.c.code,
        document_line.c.quantity,
        item.c.unit,
        item.c.decimals,
        _from.c.code,
        _to.c.code,
        _back.c.id.is_not(None),
        case(
            (document_line.c.handling_unit_id.is_(None), func.coalesce(_unit.c.sscc, "")),
            else_="",
        ),
    )
    .join(document_line, document_line.c.document_id == document.c.id)
    .join(lsn, lsn.c.id == document_line.c.lsn_id)
    .join(item, item.c.id == document_line.c.item_id)
    .join(_from, _from.c.id == document_line.c.from_location_id)
    .join(_to, _to.c.id == document_line.c.to_location_id)
    .outerjoin(_back, _back.c.reverses_id == document.c.id)
    .outerjoin(_unit, _unit.c.id == document_line.c.to_unit_id)
    .where(*_MINE)
    .order_by(document.c.id.desc(), document_line.c.number)
    .limit(_SHOWN)
)
_LAST = Prepared(_LINES)
_BEYOND = Prepared(
    _LINES.join(scan, scan.c.id == document_line.c.scan_id).where(
        scan.c.workstation_id == bindparam("station"),
        scan.c.seq > bindparam("seq"),
        document.c.posted_at > bindparam("since"),
        _back.c.id.is_(None),
    )
)
_STANDS = Prepared(
    select(document.c.id, document_line.c.scan_id)
    .join(document_line, document_line.c.document_id == document.c.id)
    .outerjoin(_back, _back.c.reverses_id == document.c.id)
    .where(
        *_MINE,
        _back.c.id.is_(None),
        document.c.posted_on == bindparam("on"),
        document_line.c.number == 1,
    )
    .order_by(document.c.id.desc())
    .limit(_SHOWN)
)


_INTO = Prepared(
    select(document_line.c.id)
    .where(
        document_line.c.document_id == bindparam("document_id"),
        document_line.c.to_unit_id == bindparam("unit_id"),
    )
    .limit(1)
)


def of_station(connection: Connection, workstation_id: int) -> list[Transferred]:
    """The last moves made at a workstation, newest first, those taken back among them."""
    return [Transferred(*row) for row in _LAST.all(connection, station=workstation_id)]


def beyond(
    connection: Connection, workstation_id: int, seq: int, *, since: int
) -> list[Transferred]:
    """Moves by scans that a station recorded but perhaps never told, newest first.

    Where the mark was lost, every scan that the station ever took is beyond it: older ones
    than ``since`` are told of no more.
    """
    rows = _BEYOND.all(connection, station=workstation_id, seq=seq, since=since)
    return [Transferred(*row) for row in rows]


def is_into(connection: Connection, document_id: int, unit_id: int) -> bool:
    """Whether a transfer packed goods into a pallet or case."""
    row = _INTO.first(connection, document_id=document_id, unit_id=unit_id)
    return row is not None


def last_of(connection: Connection, workstation_id: int, on: date) -> list[int]:
    """The documents of the last scan that moved goods on a day and was not taken back."""
    rows = _STANDS.all(connection, station=workstation_id, on=on)
    scan_id = rows[0][1] if rows else None
    if scan_id is None:
        return [int(row[0]) for row in rows[:1]]
    same = takewhile(lambda row: row[1] == scan_id, rows)
    return [int(row[0]) for row in same]
