"""Certificates: the number is reserved first, the file comes under the same uid."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, or_, select, update

from lsn_desktop.storage import kept_filters
from lsn_desktop.storage.letters import like
from lsn_desktop.storage.tables.catalogue import item
from lsn_desktop.storage.tables.certifying import certificate
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.trust import user

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from lsn_desktop.domain.filters import Filter
    from lsn_desktop.storage.transactions import Tx


@dataclass(frozen=True, slots=True)
class Certificate:
    """A numbered certificate; without a file while it is only reserved."""

    id: int
    uid: str
    number: str
    kind: str
    lsn_id: int
    code: str
    item: str
    status: str
    facts: Mapping[str, Any]
    blob_id: int | None
    sha256: str
    issued_on: date | None
    created_at: int
    created_by: str


_ROWS = (
    select(
        certificate.c.id,
        certificate.c.uid,
        certificate.c.number,
        certificate.c.kind,
        certificate.c.lsn_id,
        lsn.c.code,
        item.c.description,
        certificate.c.status,
        certificate.c.facts,
        certificate.c.blob_id,
        certificate.c.sha256,
        certificate.c.issued_on,
        certificate.c.created_at,
        user.c.name,
    )
    .join(user, user.c.id == certificate.c.created_by)
    .join(lsn, lsn.c.id == certificate.c.lsn_id)
    .join(item, item.c.id == lsn.c.item_id)
)


def _as_certificate(row: Any) -> Certificate:
    values: Any = (*row[:8], json.loads(row[8]), *row[9:])
    return Certificate(*values)


def reserve(tx: Tx, values: dict[str, object], facts: Mapping[str, Any]) -> int:
    """Store a certificate that has its number and facts, and no file yet."""
    row = {
        **values,
        "facts": json.dumps(facts, ensure_ascii=False, sort_keys=True),
        "created_at": tx.by.at,
        "created_by": tx.by.user_id,
    }
    result = tx.connection.execute(insert(certificate).values(row))
    return int(result.inserted_primary_key[0])  # type: ignore[index]


def complete(tx: Tx, certificate_id: int, blob_id: int, sha256: str, on: date) -> bool:
    """Give a reserved certificate its file; False if it has one."""
    result = tx.connection.execute(
        update(certificate)
        .where(certificate.c.id == certificate_id, certificate.c.status == "reserved")
        .values(status="issued", blob_id=blob_id, sha256=sha256, issued_on=on)
    )
    return result.rowcount == 1


def by_uid(connection: Connection, uid: str) -> Certificate | None:
    """The certificate ordered under this uid."""
    row = connection.execute(_ROWS.where(certificate.c.uid == uid)).first()
    return None if row is None else _as_certificate(row)


def by_id(connection: Connection, certificate_id: int) -> Certificate:
    """The certificate with this row number."""
    return _as_certificate(
        connection.execute(_ROWS.where(certificate.c.id == certificate_id)).one()
    )


_FILTERED = {
    "number": certificate.c.number,
    "code": lsn.c.code_key,
    "item": item.c.description_key,
    "created_at": certificate.c.created_at,
    "created_by": user.c.name,
    "status": certificate.c.status,
}


def listed(
    connection: Connection,
    *,
    lsn_id: int | None = None,
    typed: str = "",
    before: int | None = None,
    limit: int = 200,
    only: Sequence[Filter] = (),
    time_zone: str = "UTC",
) -> list[Certificate]:
    """Certificates, newest first: of one LSN or of all, found by number, LSN or item.

    ``before`` goes on after the one with this row number. ``only`` knows ``number``,
    ``code``, ``item`` and ``created_by`` (contain), ``created_at`` (days at the site), and
    ``status`` (one of).
    """
    question = _ROWS if lsn_id is None else _ROWS.where(certificate.c.lsn_id == lsn_id)
    question = question.where(*kept_filters.conditions(_FILTERED, only, time_zone))
    if typed.strip():
        found = (certificate.c.number, lsn.c.code_key, item.c.sku_key, item.c.description_key)
        question = question.where(or_(*(like(column, typed) for column in found)))
    if before is not None:
        question = question.where(certificate.c.id < before)
    rows = connection.execute(question.order_by(certificate.c.id.desc()).limit(limit))
    return [_as_certificate(row) for row in rows]
