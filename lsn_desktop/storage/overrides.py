"""What lets one line ship or consume what a rule stops: who said so, and why. Never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import insert, select

from lsn_desktop.storage.tables.documents import document_line
from lsn_desktop.storage.tables.selling import override
from lsn_desktop.storage.tables.trust import user

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx


class Override(NamedTuple):
    """An override of one line: what it passes, the reason given, and who signed it."""

    line_id: int
    lsn_id: int
    why: str
    reason: str
    at: int
    signed_by: str


def add(tx: Tx, values: dict[str, object]) -> None:
    """Store an override of a line."""
    tx.connection.execute(
        insert(override).values({**values, "at": tx.by.at, "user_id": tx.by.user_id})
    )


def of_document(connection: Connection, document_id: int) -> dict[int, Override]:
    """The overrides of a document's lines that count, by line."""
    rows = connection.execute(
        select(
            override.c.line_id,
            override.c.lsn_id,
            override.c.why,
            override.c.reason,
            override.c.at,
            user.c.name,
        )
        .join(document_line, document_line.c.id == override.c.line_id)
        .join(user, user.c.id == override.c.signed_by)
        .where(document_line.c.document_id == document_id, document_line.c.voided.is_(False))
    )
    return {row[0]: Override(*row) for row in rows}
