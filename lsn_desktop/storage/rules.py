"""Rules by which labels of suppliers are read, and the scans they are tried on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, case, delete, func, insert, or_, select, update

from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.catalogue import item, party, taught_rule
from lsn_desktop.storage.tables.documents import document, scan
from lsn_desktop.storage.tables.trust import user

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx

_RECEIPTS = 200
"""Newest documents of a supplier whose scans are looked at: a year of deliveries for most."""


@dataclass(frozen=True, slots=True)
class InUse:
    """An active rule as a scan is read by it; ``sku`` is of the item all its labels are on."""

    id: int
    name: str
    party_id: int | None
    parts: str
    sku: str | None


_IN_USE = Prepared(
    select(taught_rule.c.id, taught_rule.c.name, taught_rule.c.party_id, taught_rule.c.parts)
    .add_columns(item.c.sku)
    .outerjoin(item, item.c.id == taught_rule.c.item_id)
    .where(
        taught_rule.c.active,
        or_(taught_rule.c.party_id == bindparam("party_id"), taught_rule.c.party_id.is_(None)),
    )
    .order_by(case((taught_rule.c.party_id.is_(None), 1), else_=0), taught_rule.c.id)
)


def in_use(connection: Connection, party_id: int | None) -> list[InUse]:
    """The active rules for a supplier's labels: his own first, then those for all."""
    return [InUse(*row) for row in _IN_USE.all(connection, party_id=party_id or 0)]


_IN_USE_BY_ALL = Prepared(
    select(taught_rule.c.id, taught_rule.c.name, taught_rule.c.party_id, taught_rule.c.parts)
    .add_columns(item.c.sku, func.coalesce(party.c.code, ""))
    .outerjoin(item, item.c.id == taught_rule.c.item_id)
    .outerjoin(party, party.c.id == taught_rule.c.party_id)
    .where(taught_rule.c.active)
    .order_by(taught_rule.c.id)
)


def in_use_by_all(connection: Connection) -> list[tuple[str, InUse]]:
    """Every active rule, with the code of its supplier ('' if it is for all)."""
    return [(row[5], InUse(*row[:5])) for row in _IN_USE_BY_ALL.all(connection)]


@dataclass(frozen=True, slots=True)
class Taught:
    """A rule with all that is kept of it; ``vendor`` is empty where it is for all suppliers."""

    id: int
    uid: str
    name: str
    party_id: int | None
    vendor: str
    vendor_code: str
    item_id: int | None
    sku: str
    item: str
    sample: str
    parts: str
    active: bool
    created_at: int
    created_by: str


_TAUGHT = (
    select(
        taught_rule.c.id,
        taught_rule.c.uid,
        taught_rule.c.name,
        taught_rule.c.party_id,
        func.coalesce(party.c.name, ""),
        func.coalesce(party.c.code, ""),
        taught_rule.c.item_id,
        func.coalesce(item.c.sku, ""),
        func.coalesce(item.c.description, ""),
        taught_rule.c.sample,
        taught_rule.c.parts,
        taught_rule.c.active,
        taught_rule.c.created_at,
        user.c.name,
    )
    .join(user, user.c.id == taught_rule.c.created_by)
    .outerjoin(party, party.c.id == taught_rule.c.party_id)
    .outerjoin(item, item.c.id == taught_rule.c.item_id)
)


def _as_taught(row: Any) -> Taught:
    return Taught(*row)


def taught(connection: Connection) -> list[Taught]:
    """Every rule: by supplier, those for all last, in the order they were taught."""
    order = (party.c.name_key.is_(None), party.c.name_key, taught_rule.c.id)
    return [_as_taught(row) for row in connection.execute(_TAUGHT.order_by(*order))]


def by_id(connection: Connection, rule_id: int) -> Taught | None:
    """The rule with this row number, if it is still there."""
    row = connection.execute(_TAUGHT.where(taught_rule.c.id == rule_id)).first()
    return None if row is None else _as_taught(row)


def by_uid(connection: Connection, uid: str) -> int | None:
    """The row number of the rule that arrived under this uid."""
    return connection.scalar(select(taught_rule.c.id).where(taught_rule.c.uid == uid))


def add(tx: Tx, values: dict[str, Any]) -> int:
    """Store a rule."""
    row = {**values, "created_at": tx.by.at, "created_by": tx.by.user_id}
    result = tx.connection.execute(insert(taught_rule).values(row))
    return int(result.inserted_primary_key[0])  # type: ignore[index]


def change(tx: Tx, rule_id: int, values: dict[str, Any]) -> bool:
    """Change some columns of a rule; False if it is gone."""
    result = tx.connection.execute(
        update(taught_rule).where(taught_rule.c.id == rule_id).values(values)
    )
    return bool(result.rowcount)


def drop(tx: Tx, rule_id: int) -> bool:
    """Forget a rule; False if it was gone."""
    result = tx.connection.execute(delete(taught_rule).where(taught_rule.c.id == rule_id))
    return bool(result.rowcount)


_SCANNED = (scan.c.device != "keyboard", scan.c.read_as.not_in(["command", "badge", "typed"]))


@dataclass(frozen=True, slots=True)
class CameBefore:
    """A scan of the journal that a rule is tried on."""

    scan_id: int
    at: int
    data: bytes
    read_as: str


def came_before(connection: Connection, party_id: int | None, limit: int) -> list[CameBefore]:
    """The newest scans of a supplier's deliveries, of everybody's for None, newest first."""
    question = select(scan.c.id, scan.c.at, scan.c.bytes, scan.c.read_as).where(*_SCANNED)
    order = scan.c.id.desc()
    if party_id is not None:
        his = (
            select(document.c.id)
            .where(document.c.party_id == party_id)
            .order_by(document.c.id.desc())
            .limit(_RECEIPTS)
        )
        question = question.where(scan.c.document_id.in_(his))
        # The sum keeps the engine from walking the journal back to a supplier who comes rarely.
        order = (scan.c.id + 0).desc()
    rows = connection.execute(question.order_by(order).limit(limit))
    return [CameBefore(row[0], row[1], bytes(row[2]), row[3]) for row in rows]


@dataclass(frozen=True, slots=True)
class ToTeach:
    """A scan that can be taught: what it held, from which scanner, and who delivered it."""

    data: bytes
    device: str
    party_id: int | None


_TO_TEACH = select(scan.c.bytes, scan.c.device, document.c.party_id).outerjoin(
    document, document.c.id == scan.c.document_id
)


def scan_to_teach(connection: Connection, scan_id: int) -> ToTeach | None:
    """A scan of the journal."""
    return _to_teach(connection.execute(_TO_TEACH.where(scan.c.id == scan_id)).first())


def last_to_teach(connection: Connection, document_id: int) -> ToTeach | None:
    """The newest scan of goods on a document."""
    of_it = _TO_TEACH.where(scan.c.document_id == document_id, *_SCANNED)
    return _to_teach(connection.execute(of_it.order_by(scan.c.id.desc()).limit(1)).first())


def _to_teach(row: Any) -> ToTeach | None:
    return None if row is None else ToTeach(bytes(row[0]), row[1], row[2])
