"""Files kept in the database: one transaction, one backup, one verify."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.storage.tables.identity import attachment, blob

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx

LARGEST = 25 * 1024 * 1024


def too_large(name: str, size: int) -> Refusal:
    """Why a file of so many bytes is not kept."""
    return refusal(
        "{name} is {size} MB; at most 25 MB can be attached.",
        "Attach a smaller file, or a text with the place where it is kept.",
        name=name,
        size=size // 1_048_576,
    )


def keep(
    connection: Connection, data: bytes, media_type: str, name: str = ""
) -> tuple[int, str]:
    """Store a file once, by its hash; returns its number and SHA-256.

    Raises:
        Refusal: it is larger than 25 MB.
    """
    if len(data) > LARGEST:
        raise too_large(name, len(data))
    sha256 = hashlib.sha256(data).hexdigest()
    found = connection.scalar(select(blob.c.id).where(blob.c.sha256 == sha256))
    if found is None:
        result = connection.execute(
            insert(blob).values(sha256=sha256, bytes=data, media_type=media_type)
        )
        found = int(result.inserted_primary_key[0])  # type: ignore[index]
    return found, sha256


def read(connection: Connection, blob_id: int) -> bytes:
    """The bytes of a file."""
    return bytes(
        connection.execute(select(blob.c.bytes).where(blob.c.id == blob_id)).scalar_one()
    )


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file attached to a record."""

    id: int
    name: str
    kind: str
    blob_id: int
    media_type: str
    issued_on: date | None
    expires_on: date | None
    created_at: int


def attach(tx: Tx, values: dict[str, object]) -> int:
    """Attach a stored file to a record."""
    row = {**values, "created_at": tx.by.at, "created_by": tx.by.user_id}
    result = tx.connection.execute(insert(attachment).values(row))
    return int(result.inserted_primary_key[0])  # type: ignore[index]


def redate(tx: Tx, attachment_id: int, issued: date | None, expires: date | None) -> None:
    """Let an attached file say other days."""
    tx.connection.execute(
        update(attachment)
        .where(attachment.c.id == attachment_id)
        .values(issued_on=issued, expires_on=expires)
    )


def attachments(connection: Connection, subject: str, subject_id: int) -> list[Attachment]:
    """What is attached to a record, newest first."""
    rows = connection.execute(
        select(
            attachment.c.id,
            attachment.c.name,
            attachment.c.kind,
            attachment.c.blob_id,
            blob.c.media_type,
            attachment.c.issued_on,
            attachment.c.expires_on,
            attachment.c.created_at,
        )
        .join(blob, blob.c.id == attachment.c.blob_id)
        .where(attachment.c.subject == subject, attachment.c.subject_id == subject_id)
        .order_by(attachment.c.id.desc())
    )
    return [Attachment(*row) for row in rows]
