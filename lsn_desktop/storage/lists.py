"""What the lists of the office show: pages of rows, found as one types."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, exists, func, or_, select, text, tuple_

from lsn_desktop.domain.expiry import Status, status
from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.storage import list_filters
from lsn_desktop.storage.expiries import KNOWN
from lsn_desktop.storage.marks import Marks, marked
from lsn_desktop.storage.tables.catalogue import item, item_family, item_gtin, party
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.ledger import balance, move

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from lsn_desktop.domain.filters import Filter


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
    question = question.order_by(*_ways(key, row, order)).limit(n)
    if order.after is None:
        return question
    here, there = tuple_(key, row), tuple_(*order.after)
    return question.where(here < there if order.descending else here > there)


def _ways(key: Any, row: Any, order: Order) -> list[Any]:
    return [key.desc(), row.desc()] if order.descending else [key, row]


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
    fields: Mapping[str, str] = field(default_factory=dict)


def _as_item_row(row: Any) -> ItemRow:
    values: Any = (*row[:9], int(row[9]))
    return ItemRow(*values)


def _item_rows() -> Select[Any]:
    gtin = (
        select(func.min(item_gtin.c.gtin))
        .where(item_gtin.c.item_id == item.c.id)
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
        list_filters.items_on_hand(),
    ).outerjoin(item_family, item_family.c.id == item.c.family_id)


def items(
    connection: Connection,
    typed: str = "",
    order: Order = FIRST,
    n: int = 100,
    only: Sequence[Filter] = (),
) -> list[ItemRow]:
    """Items by ``sku`` (folded) or ``description`` (folded), a page of them."""
    page = paged(_items_found(connection, typed, only), _item_key(order), item.c.id, order, n)
    rows = (
        _item_rows()
        .where(item.c.id.in_(page))
        .order_by(*_ways(_item_key(order), item.c.id, order))
    )
    return [_as_item_row(row) for row in connection.execute(rows)]


def item_marks(
    connection: Connection, typed: str, only: Sequence[Filter], order: Order, page: int
) -> Marks:
    """How many items these are, and where each page of them begins."""
    found = _items_found(connection, typed, only)
    key = _item_key(order)
    return marked(connection, found, key, item.c.id, descending=order.descending, page=page)


def _item_key(order: Order) -> Any:
    return item.c.description_key if order.by == "description" else item.c.sku_key


def _items_found(connection: Connection, typed: str, only: Sequence[Filter]) -> Select[Any]:
    found = select(item.c.id).where(item.c.active, *list_filters.item_conditions(only))
    letters = list_filters.found_items(connection, typed)
    return found if letters is None else found.where(letters)


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
    fields: Mapping[str, str] = field(default_factory=dict)

    def status(self, on: date) -> Status:
        """The effective status on a day."""
        return status(
            recalled=False, held=self.held, expiry=self.expiry, on=on, usable=self.usable
        )


_LAST = "\U0010ffff"  # comes after every other character


def _lsn_rows() -> Select[Any]:
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
            KNOWN,
            item.c.usable,
            party.c.name,
            lsn.c.held_whole,
            list_filters.lsns_on_hand(),
        )
        .join(item, item.c.id == lsn.c.item_id)
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


@dataclass(frozen=True, slots=True)
class Among:
    """Which lots and serials a list is of.

    Args:
        on: the day at the site, for what has expired.
        only: conditions on columns, all of which must hold.
        item_id: of this item only.
        lot_id: serials of this lot only.
    """

    on: date = date.min
    only: tuple[Filter, ...] = ()
    item_id: int | None = None
    lot_id: int | None = None


ALL = Among()


def lsns(
    connection: Connection,
    typed: str = "",
    *,
    item_id: int | None = None,
    lot_id: int | None = None,
    among: Among = ALL,
    order: Order = FIRST,
    n: int = 100,
) -> list[LsnRow]:
    """Lots and serials by ``code`` (folded) or ``expiry``, a page of them.

    Those that were never received (their only line was undone) are left out, lots of
    lot-and-serial items are shown by their serials' stock.
    """
    if item_id is not None or lot_id is not None:
        among = replace(among, item_id=item_id, lot_id=lot_id)
    key = _lsn_key(order)
    page = paged(_lsns_found(connection, typed, among), key, lsn.c.id, order, n)
    # The page first, by numbers alone: rows that are only sorted past are not looked up.
    rows = _lsn_rows().where(lsn.c.id.in_(page)).order_by(*_ways(key, lsn.c.id, order))
    return [_as_lsn_row(row) for row in connection.execute(rows)]


def lsn_marks(
    connection: Connection, typed: str, among: Among, order: Order, page: int
) -> Marks:
    """How many lots and serials these are, and where each page of them begins."""
    found = _lsns_found(connection, typed, among)
    key = _lsn_key(order)
    return marked(connection, found, key, lsn.c.id, descending=order.descending, page=page)


def _lsn_key(order: Order) -> Any:
    return lsn.c.expires if order.by == "expiry" else lsn.c.code_key


def _lsns_found(connection: Connection, typed: str, among: Among) -> Select[Any]:
    found = select(lsn.c.id).where(_SHOWN)
    if among.lot_id is not None:
        found = found.where(lsn.c.lot_id == among.lot_id)
    if among.item_id is not None:
        found = found.where(lsn.c.item_id == among.item_id)
    letters = list_filters.found_lsns(connection, typed)
    found = found.where(*list_filters.lsn_conditions(among.only, among.on))
    return found if letters is None else found.where(letters)


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
    question = _lsn_rows().where(lsn.c.expires <= until, stands)
    rows = connection.execute(question.order_by(lsn.c.expires, lsn.c.id).limit(n))
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
