"""Other codes by which an LSN is scanned: maker's serial, asset tag, supplier lot, UDI ..."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.storage.tables.identity import lsn_alias

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx


@dataclass(frozen=True, slots=True)
class Alias:
    """Another code of an LSN, and what kind of code it is."""

    code: str
    kind: str


def add(tx: Tx, lsn_id: int, kind: str, code: str) -> bool:
    """Let a code stand for an LSN too; False if it does already."""
    make: Any = sqlite.insert if tx.connection.dialect.name == "sqlite" else postgresql.insert
    new = make(lsn_alias).values(lsn_id=lsn_id, kind=kind, code=code, code_key=code_key(code))
    return bool(tx.connection.execute(new.on_conflict_do_nothing()).rowcount)


def drop(tx: Tx, lsn_id: int, code: str) -> bool:
    """Let a code stand for an LSN no longer; False if it did not."""
    gone = delete(lsn_alias).where(lsn_alias.c.lsn_id == lsn_id, lsn_alias.c.code == code)
    return bool(tx.connection.execute(gone).rowcount)


def of_lsn(connection: Connection, lsn_id: int) -> list[Alias]:
    """The other codes of an LSN, in their order."""
    rows = connection.execute(
        select(lsn_alias.c.code, lsn_alias.c.kind)
        .where(lsn_alias.c.lsn_id == lsn_id)
        .order_by(lsn_alias.c.code_key)
    )
    return [Alias(*row) for row in rows]
