"""Files taken in, so that none is taken twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from lsn_desktop.storage.tables.documents import exchange_job

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx


def taken(connection: Connection, kind: str, sha256: str) -> bool:
    """Whether this very file was taken in before."""
    mine = select(exchange_job.c.id).where(
        exchange_job.c.kind == kind, exchange_job.c.sha256 == sha256
    )
    return connection.scalar(mine) is not None


def keep(tx: Tx, kind: str, name: str, sha256: str, rows: int) -> None:
    """Remember a file that was taken in; its hash is its uid."""
    tx.connection.execute(
        insert(exchange_job).values(
            uid=f"{kind}-{sha256}",
            kind=kind,
            name=name,
            sha256=sha256,
            rows=rows,
            at=tx.by.at,
            user_id=tx.by.user_id,
        )
    )
