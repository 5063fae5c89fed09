"""What stands where, and the moves that brought it there, as reports ask for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Date, Select, bindparam, func, literal, select

from lsn_desktop.storage.expiries import KNOWN
from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.catalogue import item, item_gtin, location
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.ledger import balance, move

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import Connection


class Stand(NamedTuple):
    """So much of an LSN in a place. A tuple: reports make ten thousand of them."""

    sku: str
    gtin: str | None
    lsn: str
    kind: str
    location: str
    on_hand: int
    held: int
    claimed: int
    unit: str
    decimals: int
    expiry: date | None


_GTIN = (
    select(func.min(item_gtin.c.gtin)).where(item_gtin.c.item_id == item.c.id).scalar_subquery()
)


def on_hand(
    connection: Connection,
    *,
    sku: str = "",
    as_of: date | None = None,
    expiring_by: date | None = None,
) -> list[Stand]:
    """Every LSN in every place, now or at the end of a day (then without held and claimed)."""
    if as_of is not None:
        question = _stands(_stood(as_of))
        question = question.where(item.c.sku == sku) if sku else question
        return [_as_stand(row) for row in connection.execute(question)]
    if expiring_by is not None:
        return _by_place(_EXPIRING.all(connection, by=expiring_by))
    if sku:
        return _by_place(_OF_ITEM.all(connection, sku=sku))
    return _by_place(_ALL.all(connection))


def _by_place(rows: Iterable[Any]) -> list[Stand]:
    """One row for each LSN and place: what is loose there, and what is packed, together."""
    found: list[Stand] = []
    last: tuple[int, str] | None = None
    for *values, lsn_id in rows:
        row = Stand._make(values)
        if last == (lsn_id, row.location):
            before = found[-1]
            row = row._replace(
                on_hand=before.on_hand + row.on_hand,
                held=before.held + row.held,
                claimed=before.claimed + row.claimed,
            )
            found[-1] = row
        else:
            found.append(row)
        last = (lsn_id, row.location)
    return found


def _stands(stands: Any) -> Select[Any]:
    return (
        select(
            item.c.sku,
            _GTIN,
            lsn.c.code,
            lsn.c.kind,
            location.c.code,
            stands.c.on_hand,
            stands.c.held,
            stands.c.claimed,
            item.c.unit,
            item.c.decimals,
            KNOWN,
            lsn.c.id,
        )
        .join(lsn, lsn.c.id == stands.c.lsn_id)
        .join(item, item.c.id == lsn.c.item_id)
        .join(location, location.c.id == stands.c.location_id)
        .where(stands.c.on_hand > 0)
        .order_by(item.c.sku_key, lsn.c.code_key, location.c.code_key, lsn.c.id)
    )


_ALL = Prepared(_stands(balance))
_OF_ITEM = Prepared(_stands(balance).where(item.c.sku == bindparam("sku")))
_EXPIRING = Prepared(_stands(balance).where(lsn.c.expires <= bindparam("by", type_=Date)))


def _as_stand(row: Any) -> Stand:
    values: Any = (*row[:5], int(row[5]), int(row[6]), int(row[7]), *row[8:-1])
    return Stand(*values)


def _stood(day: date) -> Any:
    """What stood where when a day ended, summed from the moves up to it."""
    arrived = select(
        move.c.lsn_id, move.c.to_location_id.label("place"), move.c.quantity.label("n")
    )
    left = select(move.c.lsn_id, move.c.from_location_id.label("place"), -move.c.quantity)
    both = arrived.where(move.c.on <= day).union_all(left.where(move.c.on <= day)).subquery()
    return (
        select(
            both.c.lsn_id,
            both.c.place.label("location_id"),
            func.sum(both.c.n).label("on_hand"),
            literal(0).label("held"),
            literal(0).label("claimed"),
        )
        .join(location, location.c.id == both.c.place)
        .where(location.c.is_real)
        .group_by(both.c.lsn_id, both.c.place)
        .subquery()
    )


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One move, in the words of a report."""

    on: date
    document: str
    sku: str
    lsn: str
    from_place: str
    to_place: str
    quantity: int
    unit: str
    decimals: int


def ledger_rows(
    connection: Connection,
    *,
    sku: str = "",
    lsn_id: int = 0,
    location: str = "",
    since: date | None = None,
    until: date | None = None,
) -> list[LedgerRow]:
    """The moves that fit, oldest first."""
    source, target = _PLACE.alias("source"), _PLACE.alias("target")
    question = (
        select(
            move.c.on,
            document.c.number,
            item.c.sku,
            lsn.c.code,
            source.c.code,
            target.c.code,
            move.c.quantity,
            item.c.unit,
            item.c.decimals,
        )
        .join(document_line, document_line.c.id == move.c.document_line_id)
        .join(document, document.c.id == document_line.c.document_id)
        .join(item, item.c.id == move.c.item_id)
        .join(lsn, lsn.c.id == move.c.lsn_id)
        .join(source, source.c.id == move.c.from_location_id)
        .join(target, target.c.id == move.c.to_location_id)
        .order_by(move.c.id)
    )
    if sku:
        question = question.where(item.c.sku == sku)
    if lsn_id:
        question = question.where((lsn.c.id == lsn_id) | (lsn.c.lot_id == lsn_id))
    if location:
        question = question.where((source.c.code == location) | (target.c.code == location))
    if since is not None:
        question = question.where(move.c.on >= since)
    if until is not None:
        question = question.where(move.c.on <= until)
    rows: list[Any] = list(connection.execute(question))
    return [LedgerRow(*row) for row in rows]


_PLACE = location
