"""Rules for suppliers' certificates, the certificates they sent, and lists of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, insert, select, update

from lsn_desktop.storage import kept_filters
from lsn_desktop.storage.letters import in_any
from lsn_desktop.storage.tables.catalogue import item, party
from lsn_desktop.storage.tables.identity import attachment, blob, lsn
from lsn_desktop.storage.tables.supplied import certificate_rule, supplier_certificate
from lsn_desktop.storage.tables.trust import user

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection

    from lsn_desktop.domain.filters import Filter
    from lsn_desktop.storage.transactions import Tx


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of certificate that is asked for; no item is every item, so with suppliers."""

    id: int
    uid: str
    kind: str
    item_id: int | None
    item: str | None
    supplier_id: int | None
    supplier: str | None
    per: str
    warn_days: int
    created_at: int
    created_by: str


_RULES = (
    select(
        certificate_rule.c.id,
        certificate_rule.c.uid,
        certificate_rule.c.kind,
        certificate_rule.c.item_id,
        item.c.description,
        certificate_rule.c.supplier_id,
        party.c.name,
        certificate_rule.c.per,
        certificate_rule.c.warn_days,
        certificate_rule.c.created_at,
        user.c.name,
    )
    .join(user, user.c.id == certificate_rule.c.created_by)
    .outerjoin(item, item.c.id == certificate_rule.c.item_id)
    .outerjoin(party, party.c.id == certificate_rule.c.supplier_id)
)
_STANDS = certificate_rule.c.ended_at.is_(None)


def rules(connection: Connection, typed: str = "") -> list[Rule]:
    """The rules that stand, by kind."""
    question = _RULES.where(_STANDS)
    if typed.strip():
        found = (certificate_rule.c.kind, item.c.description_key, party.c.name_key)
        question = question.where(in_any(found, typed))
    rows = connection.execute(question.order_by(certificate_rule.c.kind, certificate_rule.c.id))
    return [Rule(*row) for row in rows]


def rule(connection: Connection, rule_id: int) -> Rule:
    """One rule, also one that was ended."""
    return Rule(*connection.execute(_RULES.where(certificate_rule.c.id == rule_id)).one())


def rule_by_uid(connection: Connection, uid: str) -> int | None:
    """The rule made under this uid: the order arrived twice."""
    return connection.scalar(select(certificate_rule.c.id).where(certificate_rule.c.uid == uid))


def kinds_asked(connection: Connection) -> set[str]:
    """Every kind that a rule asks for."""
    return set(connection.scalars(select(certificate_rule.c.kind).where(_STANDS).distinct()))


def add_rule(tx: Tx, values: dict[str, object]) -> int:
    """Store a rule."""
    row = {**values, "created_at": tx.by.at, "created_by": tx.by.user_id}
    result = tx.connection.execute(insert(certificate_rule).values(row))
    return int(result.inserted_primary_key[0])  # type: ignore[index]


def end_rule(tx: Tx, rule_id: int) -> bool:
    """Have a rule ask no more; False if it was ended before."""
    result = tx.connection.execute(
        update(certificate_rule)
        .where(certificate_rule.c.id == rule_id, _STANDS)
        .values(ended_at=tx.by.at, ended_by=tx.by.user_id)
    )
    return result.rowcount == 1


@dataclass(frozen=True, slots=True)
class Supplied:
    """A certificate a supplier sent: what it covers, its days and its file."""

    id: int
    uid: str
    kind: str
    number: str
    issued_by: str
    issued_on: date | None
    expires_on: date | None
    lsn_id: int | None
    code: str | None
    item_id: int | None
    item: str | None
    supplier_id: int | None
    supplier: str | None
    name: str
    blob_id: int
    media_type: str
    created_at: int
    accepted_by: str
    rejected_at: int | None
    rejected_by: str | None
    rejection: str

    def counts_on(self, on: date) -> bool:
        """Whether it is dated, issued by a day, not expired, and was not rejected."""
        if self.rejected_at is not None or self.issued_on is None or self.issued_on > on:
            return False
        return self.expires_on is None or self.expires_on >= on


_of_lsn, _rejecter = item.alias("of_lsn"), user.alias("rejecter")
_ITEM: Any = func.coalesce(item.c.description, _of_lsn.c.description)
_ROWS: Any = (
    select(
        supplier_certificate.c.id,
        supplier_certificate.c.uid,
        supplier_certificate.c.kind,
        supplier_certificate.c.number,
        supplier_certificate.c.issued_by,
        supplier_certificate.c.issued_on,
        supplier_certificate.c.expires_on,
        supplier_certificate.c.lsn_id,
        lsn.c.code,
        supplier_certificate.c.item_id,
        _ITEM,
        supplier_certificate.c.supplier_id,
        party.c.name,
        attachment.c.name,
        attachment.c.blob_id,
        blob.c.media_type,
        supplier_certificate.c.created_at,
        user.c.name,
        supplier_certificate.c.rejected_at,
        _rejecter.c.name,
        supplier_certificate.c.rejection,
    )
    .join(user, user.c.id == supplier_certificate.c.created_by)
    .join(attachment, attachment.c.id == supplier_certificate.c.attachment_id)
    .join(blob, blob.c.id == attachment.c.blob_id)
    .outerjoin(lsn, lsn.c.id == supplier_certificate.c.lsn_id)
    .outerjoin(item, item.c.id == supplier_certificate.c.item_id)
    .outerjoin(_of_lsn, _of_lsn.c.id == lsn.c.item_id)
    .outerjoin(
        party,
        party.c.id == func.coalesce(supplier_certificate.c.supplier_id, lsn.c.vendor_id),
    )
    .outerjoin(_rejecter, _rejecter.c.id == supplier_certificate.c.rejected_by)
)


def add(tx: Tx, values: dict[str, object]) -> int:
    """Store a certificate."""
    row = {**values, "created_at": tx.by.at, "created_by": tx.by.user_id}
    result = tx.connection.execute(insert(supplier_certificate).values(row))
    return int(result.inserted_primary_key[0])  # type: ignore[index]


_COPIED = ("kind", "number", "issued_by", "issued_on", "expires_on", "attachment_id")


def copy_to(tx: Tx, certificate_id: int, lsn_id: int) -> None:
    """Let a certificate name another lot, too; not twice."""
    columns = [supplier_certificate.c[name] for name in _COPIED]
    row = tx.connection.execute(
        select(*columns).where(supplier_certificate.c.id == certificate_id)
    ).one()
    there = select(supplier_certificate.c.id).where(
        supplier_certificate.c.lsn_id == lsn_id,
        supplier_certificate.c.attachment_id == row.attachment_id,
    )
    if tx.connection.scalar(there.limit(1)) is None:
        add(tx, {**row._mapping, "uid": tx.uid(), "lsn_id": lsn_id})  # noqa: SLF001 - its API


class Paper(NamedTuple):
    """A certificate as one piece of paper: what else was accepted with it."""

    id: int
    lsn_id: int | None
    attachment_id: int


def same_paper(connection: Connection, of: Supplied) -> list[Paper]:
    """A certificate and its like that stand: one file, kind, number and days; other goods."""
    one = supplier_certificate
    rows = connection.execute(
        select(one.c.id, one.c.lsn_id, one.c.attachment_id)
        .join(attachment, attachment.c.id == one.c.attachment_id)
        .where(
            one.c.rejected_at.is_(None),
            one.c.kind == of.kind,
            one.c.number == of.number,
            one.c.issued_on.is_not_distinct_from(of.issued_on),
            one.c.expires_on.is_not_distinct_from(of.expires_on),
            attachment.c.blob_id == of.blob_id,
        )
        .order_by(one.c.id)
    )
    return [Paper._make(row) for row in rows]


_COVERS = ("lsn_id", "item_id", "supplier_id")


def with_days(tx: Tx, certificate_id: int, issued: date | None, expires: date | None) -> int:
    """Store a certificate once more, with other days."""
    columns = [supplier_certificate.c[name] for name in (*_COPIED, *_COVERS)]
    row = tx.connection.execute(
        select(*columns).where(supplier_certificate.c.id == certificate_id)
    ).one()
    days = {"issued_on": issued, "expires_on": expires}
    return add(tx, {**row._mapping, **days, "uid": tx.uid()})  # noqa: SLF001 - its API


def by_uid(connection: Connection, uid: str) -> int | None:
    """The certificate kept under this uid."""
    return connection.scalar(
        select(supplier_certificate.c.id).where(supplier_certificate.c.uid == uid)
    )


def by_id(connection: Connection, certificate_id: int) -> Supplied:
    """The certificate with this row number."""
    row = connection.execute(_ROWS.where(supplier_certificate.c.id == certificate_id)).one()
    return Supplied(*row)


def reject(tx: Tx, certificate_id: int, why: str) -> bool:
    """Have a certificate count no more; False if it was rejected before."""
    result = tx.connection.execute(
        update(supplier_certificate)
        .where(
            supplier_certificate.c.id == certificate_id,
            supplier_certificate.c.rejected_at.is_(None),
        )
        .values(rejected_at=tx.by.at, rejected_by=tx.by.user_id, rejection=why)
    )
    return result.rowcount == 1


def of_lsn(connection: Connection, lsn_id: int) -> list[Supplied]:
    """The certificates that name a lot or serial, the oldest first."""
    rows = connection.execute(
        _ROWS.where(supplier_certificate.c.lsn_id == lsn_id).order_by(supplier_certificate.c.id)
    )
    return [Supplied(*row) for row in rows]


def found(
    connection: Connection, *conditions: Any, order: Sequence[Any], limit: int
) -> list[Supplied]:
    """The certificates that meet some conditions."""
    rows = connection.execute(_ROWS.where(*conditions).order_by(*order).limit(limit))
    return [Supplied(*row) for row in rows]


_FILTERED = {
    "kind": supplier_certificate.c.kind,
    "number": supplier_certificate.c.number,
    "code": lsn.c.code_key,
    "supplier": party.c.name_key,
    "issued_on": supplier_certificate.c.issued_on,
    "expires_on": supplier_certificate.c.expires_on,
}


def listed(
    connection: Connection,
    *,
    typed: str = "",
    before: int | None = None,
    limit: int = 200,
    only: Sequence[Filter] = (),
    time_zone: str = "UTC",
) -> list[Supplied]:
    """Certificates of suppliers, newest first, found by kind, number, code, item, supplier."""
    question = _ROWS.where(*kept_filters.conditions(_FILTERED, only, time_zone))
    if typed.strip():
        found = (
            supplier_certificate.c.kind,
            supplier_certificate.c.number,
            lsn.c.code_key,
            item.c.description_key,
            _of_lsn.c.description_key,
            party.c.name_key,
        )
        question = question.where(in_any(found, typed))
    if before is not None:
        question = question.where(supplier_certificate.c.id < before)
    rows = connection.execute(question.order_by(supplier_certificate.c.id.desc()).limit(limit))
    return [Supplied(*row) for row in rows]
