"""What the lists of the office show: pages of rows, found as one types."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, exists, func, or_, select, text, tuple_

from lsn_desktop.domain.expiry import Status, status
from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.storage.tables.catalogue import item, item_family, item_gtin, party
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.ledger import balance, move

if TYPE_CHECKING:
    from sqlalchemy import Connection

NEVER = date(9999, 12, 31)
"""Stands for the expiry of what does not expire where rows are put in order by it."""


@dataclass(frozen=True, slots=True)
class Order:
    """How rows are put in order, and after which (sort value, row number) to go on.

    ``by`` is the name of what is sorted by, as the question lists them; empty is its first.
    """

    by: str = ""
    descending: bool = False
    after: tuple[object, int] | None = None


FIRST = Order()
"""From the beginning, by what a question lists first."""


def paged(question: Select[Any], key: Any, row: Any, order: Order, n: int) -> Select[Any]:
    """The next rows by a key and, where that is equal, by row number."""
    ways = [key.desc(), row.desc()] if order.descending else [key, row]
    question = question.order_by(*ways).limit(n)
    if order.after is None:
        return question
    here, there = tuple_(key, row), tuple_(*order.after)
    return question.where(here < there if order.descending else here > there)


def like(column: Any, typed: str) -> Any:
    """A condition: what was typed stands somewhere in a folded column."""
    escaped = code_key(typed).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return column.like(f"%{escaped}%", escape="\\")


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item in the list, with all of it that is on hand."""

    id: int
    sku: str
    description: str
    tracking: str
    unit: str
    decimals: int
    gtin: str | None
    family: str | None
    shelf_life_days: int | None
    on_hand: int


def _as_item_row(row: Any) -> ItemRow:
    values: Any = (*row[:9], int(row[9]))
    return ItemRow(*values)


def _item_rows() -> Select[Any]:
    gtin = (
        select(func.min(item_gtin.c.gtin))
        .where(item_gtin.c.item_id == item.c.id)
        .scalar_subquery()
    )
    on_hand = (
        select(func.coalesce(func.sum(balance.c.on_hand), 0))
        .join(lsn, lsn.c.id == balance.c.lsn_id)
        .where(lsn.c.item_id == item.c.id)
        .scalar_subquery()
    )
    return select(
        item.c.id,
        item.c.sku,
        item.c.description,
        item.c.tracking,
        item.c.unit,
        item.c.decimals,
        gtin,
        item_family.c.name,
        item.c.shelf_life_days,
        on_hand,
    ).outerjoin(item_family, item_family.c.id == item.c.family_id)


def items(
    connection: Connection,
    typed: str = "",
    order: Order = FIRST,
    n: int = 100,
) -> list[ItemRow]:
    """Items by ``sku`` (folded) or ``description`` (folded), a page of them."""
    question = _item_rows().where(item.c.active)
    if typed.strip():
        with_gtin = select(item_gtin.c.item_id).where(like(item_gtin.c.gtin, typed))
        question = question.where(
            or_(
                like(item.c.sku_key, typed),
                like(item.c.description_key, typed),
                item.c.id.in_(with_gtin),
            )
        )
    key = item.c.description_key if order.by == "description" else item.c.sku_key
    page = paged(question, key, item.c.id, order, n)
    return [_as_item_row(row) for row in connection.execute(page)]


def item_row(connection: Connection, item_id: int) -> ItemRow:
    """One item as the list shows it."""
    return _as_item_row(connection.execute(_item_rows().where(item.c.id == item_id)).one())


@dataclass(frozen=True, slots=True)
class LsnRow:
    """A lot or serial in the list, with where most of it stands."""

    id: int
    code: str
    kind: str
    item_id: int
    sku: str
    description: str
    unit: str
    decimals: int
    expiry: date | None
    usable: str
    vendor: str | None
    held: bool
    on_hand: int

    def status(self, on: date) -> Status:
        """The effective status on a day."""
        return status(
            recalled=False, held=self.held, expiry=self.expiry, on=on, usable=self.usable
        )


_LOT = lsn.alias("lot")
_LAST = "\U0010ffff"  # comes after every other character


def _lsn_rows() -> Select[Any]:
    stands = select(func.coalesce(func.sum(balance.c.on_hand), 0))
    own = stands.where(balance.c.lsn_id == lsn.c.id).scalar_subquery()
    serial = lsn.alias("serial")
    of_serials = (
        select(func.coalesce(func.sum(balance.c.on_hand), 0))
        .join(serial, serial.c.id == balance.c.lsn_id)
        .where(serial.c.lot_id == lsn.c.id)
        .scalar_subquery()
    )
    return (
        select(
            lsn.c.id,
            lsn.c.code,
            lsn.c.kind,
            lsn.c.item_id,
            item.c.sku,
            item.c.description,
            item.c.unit,
            item.c.decimals,
            func.coalesce(lsn.c.expiry, _LOT.c.expiry),
            item.c.usable,
            party.c.name,
            lsn.c.held_whole,
            own + of_serials,
        )
        .join(item, item.c.id == lsn.c.item_id)
        .outerjoin(_LOT, _LOT.c.id == lsn.c.lot_id)
        .outerjoin(party, party.c.id == lsn.c.vendor_id)
    )


_KNOWN = or_(
    exists().where(move.c.lsn_id == lsn.c.id),
    exists().where(
        and_(
            document_line.c.lsn_id == lsn.c.id,
            document_line.c.voided.is_(False),
            document_line.c.document_id == document.c.id,
            document.c.status == "draft",
        )
    ),
)
_member = lsn.alias("member")
_SHOWN = and_(lsn.c.kind != "bulk", or_(_KNOWN, exists().where(_member.c.lot_id == lsn.c.id)))


def lsns(
    connection: Connection,
    typed: str = "",
    *,
    item_id: int | None = None,
    lot_id: int | None = None,
    order: Order = FIRST,
    n: int = 100,
) -> list[LsnRow]:
    """Lots and serials by ``code`` (folded) or ``expiry``, a page of them.

    Those that were never received (their only line was undone) are left out, lots of
    lot-and-serial items are shown by their serials' stock.
    """
    question = _lsn_rows().where(_SHOWN)
    if lot_id is not None:
        question = question.where(lsn.c.lot_id == lot_id)
    if item_id is not None:
        question = question.where(lsn.c.item_id == item_id)
    if typed.strip():
        question = question.where(
            or_(
                like(lsn.c.code_key, typed),
                like(item.c.sku_key, typed),
                like(item.c.description_key, typed),
            )
        )
    key: Any = lsn.c.code_key
    if order.by == "expiry":
        key = func.coalesce(lsn.c.expiry, _LOT.c.expiry, NEVER)
    page = paged(question, key, lsn.c.id, order, n)
    return [_as_lsn_row(row) for row in connection.execute(page)]


def lsns_beginning(connection: Connection, typed: str, n: int) -> list[LsnRow]:
    """Lots and serials whose codes begin so, by code: found by the index, however many."""
    key = code_key(typed)
    question = _lsn_rows().where(_SHOWN, _begins(connection, key))
    page = paged(question, lsn.c.code_key, lsn.c.id, FIRST, n)
    return [_as_lsn_row(row) for row in connection.execute(page)]


def _begins(connection: Connection, key: str) -> Any:
    begins = func.substr(lsn.c.code_key, 1, len(key)) == key
    if connection.dialect.name != "sqlite":  # whose order of texts is its own
        return begins
    return and_(begins, lsn.c.code_key >= key, lsn.c.code_key < key + _LAST)


def lsn_row(connection: Connection, lsn_id: int) -> LsnRow:
    """One lot or serial as the list shows it."""
    return _as_lsn_row(connection.execute(_lsn_rows().where(lsn.c.id == lsn_id)).one())


def expiring(connection: Connection, until: date, n: int = 200) -> list[LsnRow]:
    """What is on hand and expires by a day, first expired first."""
    stands = exists().where(balance.c.lsn_id == lsn.c.id, balance.c.on_hand > 0)
    question = _lsn_rows().where(lsn.c.expiry <= until, stands)
    rows = connection.execute(question.order_by(lsn.c.expiry, lsn.c.id).limit(n))
    return [_as_lsn_row(row) for row in rows]


def held(connection: Connection, n: int = 200) -> list[LsnRow]:
    """What is on hand and held, whole or in part."""
    # As the partial index says it, so that only what is held is looked at.
    stopped = select(balance.c.lsn_id).where(text("balance.held > 0"))
    question = _lsn_rows().where(lsn.c.id.in_(stopped))
    rows = connection.execute(question.order_by(lsn.c.id.desc()).limit(n))
    return [_as_lsn_row(row) for row in rows]


def _as_lsn_row(row: Any) -> LsnRow:
    values: Any = (*row[:12], int(row[12]))
    return LsnRow(*values)
