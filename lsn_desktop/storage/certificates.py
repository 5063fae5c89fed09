"""Certificates: the number is reserved first, the file comes under the same uid.

None is ever deleted: it is replaced by its revision, or withdrawn, and says so.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, insert, or_, select, update
from sqlalchemy.orm import aliased

from lsn_desktop.storage import kept_filters
from lsn_desktop.storage.letters import in_any
from lsn_desktop.storage.tables.catalogue import item
from lsn_desktop.storage.tables.certifying import certificate
from lsn_desktop.storage.tables.documents import document, document_line
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
    """A numbered certificate; without a file while it is only reserved.

    ``status`` is ``reserved``, ``issued``, ``replaced`` (its revision was issued) or
    ``withdrawn``; ``replaced_by`` and ``shipment`` are numbers, empty for none.
    """

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
    revision: int
    revises_id: int | None
    replaced_by: str
    withdrawn_at: int | None
    withdrawn_by: str
    withdrawn_reason: str
    template: str
    document_id: int | None
    shipment: str


_newer, _withdrawer = aliased(certificate), aliased(user)
_REPLACED = _newer.c.id.is_not(None)
_STATUS = case(
    (certificate.c.withdrawn_at.is_not(None), "withdrawn"),
    (_REPLACED, "replaced"),
    else_=certificate.c.status,
)
_ROWS = (
    select(
        certificate.c.id,
        certificate.c.uid,
        certificate.c.number,
        certificate.c.kind,
        certificate.c.lsn_id,
        lsn.c.code,
        item.c.description,
        _STATUS,
        certificate.c.facts,
        certificate.c.blob_id,
        certificate.c.sha256,
        certificate.c.issued_on,
        certificate.c.created_at,
        user.c.name,
        certificate.c.revision,
        certificate.c.revises_id,
        func.coalesce(_newer.c.number, ""),
        certificate.c.withdrawn_at,
        func.coalesce(_withdrawer.c.name, ""),
        certificate.c.withdrawn_reason,
        certificate.c.template,
        certificate.c.document_id,
        func.coalesce(document.c.number, ""),
    )
    .join(user, user.c.id == certificate.c.created_by)
    .join(lsn, lsn.c.id == certificate.c.lsn_id)
    .join(item, item.c.id == lsn.c.item_id)
    .outerjoin(
        _newer, (_newer.c.revises_id == certificate.c.id) & (_newer.c.status == "issued")
    )
    .outerjoin(_withdrawer, _withdrawer.c.id == certificate.c.withdrawn_by)
    .outerjoin(document, document.c.id == certificate.c.document_id)
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


def by_number(connection: Connection, number: str) -> Certificate | None:
    """The certificate with this number; None if we never issued one."""
    row = connection.execute(_ROWS.where(certificate.c.number == number)).first()
    return None if row is None else _as_certificate(row)


def by_sha256(connection: Connection, sha256: str) -> Certificate | None:
    """The certificate whose file was issued with this hash; None for a file of anybody."""
    row = connection.execute(_ROWS.where(certificate.c.sha256 == sha256)).first()
    return None if row is None else _as_certificate(row)


def status(connection: Connection, number: str) -> str | None:
    """``reserved``, ``issued``, ``replaced`` or ``withdrawn``; None for no number of ours."""
    found = by_number(connection, number)
    return found.status if found else None


def revision_of(connection: Connection, certificate_id: int) -> Certificate | None:
    """The certificate that revises this one, made or only numbered yet."""
    row = connection.execute(_ROWS.where(certificate.c.revises_id == certificate_id)).first()
    return None if row is None else _as_certificate(row)


def newest(connection: Connection, row: Certificate) -> Certificate:
    """The last of the revisions that took its place, one after another; itself without any."""
    while newer := by_number(connection, row.replaced_by) if row.replaced_by else None:
        row = newer
    return row


def lock(tx: Tx, certificate_id: int) -> None:
    """Let nobody else revise or withdraw it until this transaction ends."""
    of = select(certificate.c.id).where(certificate.c.id == certificate_id)
    tx.connection.execute(of.with_for_update())


def withdraw(tx: Tx, certificate_id: int, reason: str) -> bool:
    """Note that an issued certificate counts no longer; False if it was noted before."""
    result = tx.connection.execute(
        update(certificate)
        .where(
            certificate.c.id == certificate_id,
            certificate.c.status == "issued",
            certificate.c.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=tx.by.at, withdrawn_by=tx.by.user_id, withdrawn_reason=reason)
    )
    return result.rowcount == 1


def shipped_on(connection: Connection, document_id: int, lsn_id: int) -> int | None:
    """How much of a lot (its serials too) or serial is on a shipment; None if it is not."""
    of = select(func.sum(document_line.c.quantity)).join(
        lsn, lsn.c.id == document_line.c.lsn_id
    )
    found = connection.scalar(
        of.where(
            document_line.c.document_id == document_id,
            document_line.c.voided.is_(False),
            or_(lsn.c.id == lsn_id, lsn.c.lot_id == lsn_id),
        )
    )
    return None if found is None else int(found)


_FILTERED = {
    "number": certificate.c.number,
    "code": lsn.c.code_key,
    "item": item.c.description_key,
    "created_at": certificate.c.created_at,
    "created_by": user.c.name,
    "status": _STATUS,
    "kind": certificate.c.kind,
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
    ``status`` and ``kind`` (one of).
    """
    question = _ROWS if lsn_id is None else _ROWS.where(certificate.c.lsn_id == lsn_id)
    question = question.where(*kept_filters.conditions(_FILTERED, only, time_zone))
    if typed.strip():
        found = (certificate.c.number, lsn.c.code_key, item.c.sku_key, item.c.description_key)
        question = question.where(in_any(found, typed))
    if before is not None:
        question = question.where(certificate.c.id < before)
    rows = connection.execute(question.order_by(certificate.c.id.desc()).limit(limit))
    return [_as_certificate(row) for row in rows]
