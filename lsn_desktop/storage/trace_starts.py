"""What a trace begins with: the lots and serials of a document, a party, an item, some days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, exists, or_, select

from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.identity import lsn

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement, Connection

_WITH_SERIALS = Prepared(
    select(lsn.c.id)
    .where(or_(lsn.c.id == bindparam("lsn_id"), lsn.c.lot_id == bindparam("lsn_id")))
    .order_by(lsn.c.id)
)


def of_lsn(connection: Connection, lsn_id: int) -> list[int]:
    """An LSN; a lot begins with its serials too."""
    return [row[0] for row in _WITH_SERIALS.all(connection, lsn_id=lsn_id)]


def of_item(connection: Connection, item_id: int) -> list[int]:
    """Every LSN there is or was of an item."""
    question = select(lsn.c.id).where(lsn.c.item_id == item_id)
    return list(connection.scalars(question.order_by(lsn.c.id)))


def of_document(connection: Connection, document_id: int) -> list[int]:
    """All that is on a document, posted or not."""
    return _on_lines(connection, document.c.id == document_id)


_back = document.alias("back")
_STANDS = (
    document.c.status == "posted",
    document.c.reverses_id.is_(None),
    ~exists().where(_back.c.reverses_id == document.c.id),
)


def of_party(connection: Connection, party_id: int) -> list[int]:
    """All that a party ever brought or got."""
    return _on_lines(connection, document.c.party_id == party_id, *_STANDS)


def of_days(connection: Connection, first: date, last: date) -> list[int]:
    """All that was received, made or shipped on some days, or came back: what is posted."""
    return _on_lines(connection, document.c.posted_on.between(first, last), *_STANDS)


def _on_lines(connection: Connection, *conditions: ColumnElement[bool]) -> list[int]:
    question = (
        select(document_line.c.lsn_id)
        .distinct()
        .join(document, document.c.id == document_line.c.document_id)
        .where(*conditions, document_line.c.voided.is_(False))
    )
    return sorted(connection.scalars(question))
