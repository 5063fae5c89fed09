"""Numbers by which labels name our items, where they are no GTINs."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, case, delete, insert, or_, select

from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.domain.items import ItemNumber
from lsn_desktop.storage.catalogue import ITEM, Pack, as_item
from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.catalogue import item, item_alias

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx


def _named(code: Any) -> Prepared:
    own = item_alias.c.scope == bindparam("scope")
    return Prepared(
        select(*ITEM, item_alias.c.pack_numerator, item_alias.c.pack_denominator)
        .join(item_alias, item_alias.c.item_id == item.c.id)
        .where(code == bindparam("code"), or_(own, item_alias.c.scope == ""))
        .order_by(case((own, 0), else_=1), item_alias.c.id)
        .limit(2)
    )


_EXACT = _named(item_alias.c.code)
_FOLDED = _named(item_alias.c.code_key)
_ADD = Prepared(insert(item_alias))


def pack(connection: Connection, code: str, scope: str = "") -> Pack | None:
    """The item a number stands for, and how much of it: the supplier's own numbers first.

    Exactly as written; if there is none, folded (Caps Lock), and then only one may be meant.
    """
    rows = _EXACT.all(connection, code=code, scope=scope)
    if not rows:
        rows = _FOLDED.all(connection, code=code_key(code), scope=scope)
        if len({row[0] for row in rows}) > 1:
            return None
    if not rows:
        return None
    *of_item, top, bottom = rows[0]
    return Pack(as_item(of_item), Fraction(top, bottom))


def items_named_by(connection: Connection, scope: str) -> set[int]:
    """The row numbers of the items that a supplier's own numbers name."""
    named = select(item_alias.c.item_id).where(item_alias.c.scope == scope).distinct()
    return set(connection.scalars(named))


def is_taken(connection: Connection, number: ItemNumber) -> int | None:
    """The row number of the item that has just this number, of just this supplier."""
    return connection.scalar(
        select(item_alias.c.item_id).where(
            item_alias.c.code == number.code, item_alias.c.scope == number.scope
        )
    )


def add(tx: Tx, item_id: int, number: ItemNumber, units: Fraction) -> None:
    """Let a number stand for so many base units of an item."""
    _ADD.run(
        tx.connection,
        item_id=item_id,
        kind=number.kind,
        scope=number.scope,
        code=number.code,
        code_key=code_key(number.code),
        pack_numerator=units.numerator,
        pack_denominator=units.denominator,
    )


def drop(tx: Tx, item_id: int, number: ItemNumber) -> bool:
    """Let a number stand for an item no longer; False if it did not."""
    result = tx.connection.execute(
        delete(item_alias).where(
            item_alias.c.item_id == item_id,
            item_alias.c.code == number.code,
            item_alias.c.scope == number.scope,
        )
    )
    return bool(result.rowcount)


@dataclass(frozen=True, slots=True)
class Kept:
    """A number of an item, and how many base units it stands for."""

    number: ItemNumber
    units: Fraction


def of_item(connection: Connection, item_id: int) -> list[Kept]:
    """The numbers of an item, in their order."""
    rows = connection.execute(
        select(
            item_alias.c.code,
            item_alias.c.scope,
            item_alias.c.kind,
            item_alias.c.pack_numerator,
            item_alias.c.pack_denominator,
        )
        .where(item_alias.c.item_id == item_id)
        .order_by(item_alias.c.code_key, item_alias.c.scope)
    )
    return [Kept(ItemNumber(*row[:3]), Fraction(row[3], row[4])) for row in rows]
