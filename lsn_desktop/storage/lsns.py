"""Questions about lots and serial numbers, and making them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, bindparam, insert, literal, or_, select, union_all, update

from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.domain.items import LsnKind
from lsn_desktop.storage import expiries
from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.catalogue import item
from lsn_desktop.storage.tables.identity import lsn, lsn_alias, lsn_change

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx


class Lsn(NamedTuple):
    """A lot or serial number of one item, as it is known now."""

    id: int
    item_id: int
    kind: LsnKind
    scope: str
    code: str
    lot_id: int | None
    expiry: date | None
    best_before: date | None
    production: date | None
    vendor_id: int | None
    held_whole: bool


COLUMNS = (
    lsn.c.id,
    lsn.c.item_id,
    lsn.c.kind,
    lsn.c.scope,
    lsn.c.code,
    lsn.c.lot_id,
    lsn.c.expiry,
    lsn.c.best_before,
    lsn.c.production,
    lsn.c.vendor_id,
    lsn.c.held_whole,
)
FORMER = "former code"
"""The kind of alias a renamed or merged LSN leaves behind: its old labels still scan."""

_target = lsn_alias.alias("target")
STANDS_ASIDE = (
    select(lsn_change.c.id)
    .join(_target, _target.c.lsn_id == lsn_change.c.other_id)
    .where(
        lsn_change.c.lsn_id == lsn.c.id,
        lsn_change.c.kind == "merge",
        _target.c.kind == FORMER,
        _target.c.code == lsn.c.code,
    )
    .exists()
)
"""A condition: it was merged into another LSN, which answers to its code now."""

_OWN_CODE = and_(
    lsn.c.item_id == bindparam("item_id"),
    lsn.c.kind == bindparam("kind"),
    lsn.c.scope == bindparam("scope"),
    lsn.c.code == bindparam("code"),
)
_EXACTLY = Prepared(select(*COLUMNS).where(_OWN_CODE))


_BY_IDENTITY = Prepared(select(*COLUMNS, STANDS_ASIDE.label("aside")).where(_OWN_CODE))
_BY_FORMER_CODE = Prepared(
    select(*COLUMNS)
    .join(lsn_alias, lsn_alias.c.lsn_id == lsn.c.id)
    .where(
        lsn_alias.c.code == bindparam("code"),
        lsn_alias.c.kind == FORMER,
        # Not by the index of lots: an item has more of them than a code has aliases.
        lsn.c.item_id + 0 == bindparam("item_id"),
        lsn.c.kind + "" == bindparam("kind"),
        lsn.c.scope + "" == bindparam("scope"),
        ~STANDS_ASIDE,
    )
    .order_by(lsn.c.id)
    .limit(1)
)
_BY_ID = Prepared(select(*COLUMNS).where(lsn.c.id == bindparam("lsn_id")))
_ADD = Prepared(insert(lsn).returning(lsn.c.id))


def as_lsn(row: Any) -> Lsn:
    """A row of :data:`COLUMNS`."""
    return Lsn(row[0], row[1], LsnKind(row[2]), *row[3:])


def find(
    connection: Connection, item_id: int, kind: LsnKind, scope: str, code: str
) -> Lsn | None:
    """The LSN of this identity, or the one that went by it before; the code byte by byte."""
    names = {"item_id": item_id, "kind": kind.value, "scope": scope, "code": code}
    own = _BY_IDENTITY.first(connection, **names)
    if own is not None and not own[-1]:
        return as_lsn(own[: len(COLUMNS)])
    former = _BY_FORMER_CODE.first(connection, **names)
    if former is not None:
        return as_lsn(former)
    return None if own is None else as_lsn(own[: len(COLUMNS)])


def find_own(
    connection: Connection, item_id: int, kind: LsnKind, scope: str, code: str
) -> Lsn | None:
    """The LSN whose own code this is, though it may have been merged into another."""
    row = _EXACTLY.first(connection, item_id=item_id, kind=kind.value, scope=scope, code=code)
    return None if row is None else as_lsn(row)


def by_id(connection: Connection, lsn_id: int) -> Lsn:
    """The LSN with this number."""
    return as_lsn(_BY_ID.one(connection, lsn_id=lsn_id))


def add(  # noqa: PLR0913 - a record has its columns
    tx: Tx,
    *,
    uid: str,
    item_id: int,
    kind: LsnKind,
    scope: str,
    code: str,
    lot_id: int | None = None,
    expiry: date | None = None,
    best_before: date | None = None,
    production: date | None = None,
    vendor_id: int | None = None,
) -> int:
    """Store a new LSN."""
    [expires] = expiries.of_new(tx, [(expiry, lot_id)])
    row = _ADD.one(
        tx.connection,
        uid=uid,
        item_id=item_id,
        kind=kind.value,
        scope=scope,
        code=code,
        code_key=code_key(code),
        lot_id=lot_id,
        expiry=expiry,
        best_before=best_before,
        production=production,
        vendor_id=vendor_id,
        created_at=tx.by.at,
        expires=expires,
    )
    return int(row[0])


_KEEP = Prepared(
    update(lsn).where(lsn.c.id == bindparam("lsn_id")).values(held_whole=lsn.c.held_whole)
)


def keep(tx: Tx, lsn_id: int) -> None:
    """Let nobody else take an LSN before this transaction ends."""
    _KEEP.run(tx.connection, lsn_id=lsn_id)


def keep_all(tx: Tx, lsn_ids: Iterable[int]) -> None:
    """The same for many, in one order for everybody."""
    _KEEP.many(tx.connection, [{"lsn_id": lsn_id} for lsn_id in sorted(lsn_ids)])


def change(tx: Tx, lsn_id: int, values: dict[str, object]) -> None:
    """Change some columns of an LSN (never its item or kind)."""
    tx.connection.execute(update(lsn).where(lsn.c.id == lsn_id).values(values))
    if not expiries.FOLLOWS.isdisjoint(values):
        expiries.follow(tx, [lsn_id])


@dataclass(frozen=True, slots=True)
class Candidate:
    """An LSN a code may mean, with its item's name."""

    lsn: Lsn
    sku: str
    description: str


def _candidates_of(codes: Any, aliases: Any) -> Any:
    columns = (*COLUMNS, item.c.sku, item.c.description)
    own = select(*columns, literal(0).label("rank")).join(item, item.c.id == lsn.c.item_id)
    other = (
        select(*columns, literal(1).label("rank"))
        .join(item, item.c.id == lsn.c.item_id)
        .join(lsn_alias, lsn_alias.c.lsn_id == lsn.c.id)
    )
    both = union_all(
        own.where(codes, ~STANDS_ASIDE), other.where(aliases, ~STANDS_ASIDE)
    ).subquery()
    return select(both).order_by(both.c.rank, both.c.id).limit(20)


_EXACT = Prepared(
    _candidates_of(lsn.c.code == bindparam("code"), lsn_alias.c.code == bindparam("code"))
)
_FOLDED = Prepared(
    _candidates_of(
        lsn.c.code_key == bindparam("code"), lsn_alias.c.code_key == bindparam("code")
    )
)


def candidates(connection: Connection, code: str, *, folded: bool = True) -> list[Candidate]:
    """The LSNs a code names, exactly; if none, folded (Caps Lock); at most twenty."""
    rows = _EXACT.all(connection, code=code)
    if not rows and folded:
        rows = _FOLDED.all(connection, code=code_key(code))
    found: dict[int, Candidate] = {}
    for row in rows:
        if row[2] != LsnKind.BULK:
            found.setdefault(row[0], Candidate(as_lsn(row[:11]), row[11], row[12]))
    return list(found.values())


def are_there(connection: Connection, item_id: int) -> bool:
    """Whether an item has any LSN, hidden ones included."""
    return (
        connection.scalar(select(lsn.c.id).where(lsn.c.item_id == item_id).limit(1)) is not None
    )


def serials_of(connection: Connection, lot_id: int) -> list[int]:
    """The serials that belong to a lot."""
    question = select(lsn.c.id).where(lsn.c.lot_id == lot_id).order_by(lsn.c.id)
    return list(connection.scalars(question))


def with_serials(lsn_id: int) -> Any:
    """A condition: the LSN itself or, for a lot, its serials."""
    return or_(lsn.c.id == lsn_id, lsn.c.lot_id == lsn_id)
