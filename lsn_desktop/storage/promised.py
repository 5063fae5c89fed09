"""Who has claimed what: open documents and the workstations they are at."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, select

from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.trust import workstation

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Claim(NamedTuple):
    """So much of an LSN in a place that is promised to an open document."""

    document_id: int
    number: str
    kind: str
    workstation: str
    place_id: int
    quantity: int
    line_id: int


_OF_LSN = Prepared(
    select(
        document.c.id,
        document.c.number,
        document.c.kind,
        workstation.c.name,
        document_line.c.from_location_id,
        document_line.c.quantity,
        document_line.c.id,
    )
    .join(document, document.c.id == document_line.c.document_id)
    .join(workstation, workstation.c.id == document.c.workstation_id)
    .where(
        document_line.c.lsn_id == bindparam("lsn_id"),
        document_line.c.claims,
        document_line.c.voided.is_(False),
        document.c.status == "draft",
    )
    .order_by(document_line.c.id)
)


def of_lsn(connection: Connection, lsn_id: int) -> list[Claim]:
    """The open documents that have claimed some of an LSN, oldest claim first."""
    return [Claim(*row) for row in _OF_LSN.all(connection, lsn_id=lsn_id)]
