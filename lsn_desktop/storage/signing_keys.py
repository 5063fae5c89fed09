"""The keys certificates were ever signed with: what is public of them, and whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from lsn_desktop.storage.tables.trust import signing_key, user, workstation

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx


@dataclass(frozen=True, slots=True)
class ListedKey:
    """A key as every workstation knows it; ``certificate`` is X.509 (DER)."""

    id: int
    fingerprint: str
    certificate: bytes
    workstation_id: int
    workstation: str
    created_at: int
    created_by: str
    retired_at: int | None


_ROWS = (
    select(
        signing_key.c.id,
        signing_key.c.fingerprint,
        signing_key.c.certificate,
        signing_key.c.workstation_id,
        workstation.c.name,
        signing_key.c.created_at,
        user.c.name,
        signing_key.c.retired_at,
    )
    .join(workstation, workstation.c.id == signing_key.c.workstation_id)
    .join(user, user.c.id == signing_key.c.created_by)
)


def listed(connection: Connection) -> list[ListedKey]:
    """Every key there ever was, the newest first."""
    rows = connection.execute(_ROWS.order_by(signing_key.c.id.desc()))
    return [ListedKey(*row) for row in rows]


def of_workstation(connection: Connection, workstation_id: int) -> ListedKey | None:
    """The newest key of a workstation that is not retired."""
    row = connection.execute(
        _ROWS.where(
            signing_key.c.workstation_id == workstation_id, signing_key.c.retired_at.is_(None)
        )
        .order_by(signing_key.c.id.desc())
        .limit(1)
    ).first()
    return None if row is None else ListedKey(*row)


def add(tx: Tx, fingerprint: str, certificate: bytes) -> int:
    """List a new key of the workstation that adds it."""
    result = tx.connection.execute(
        insert(signing_key).values(
            fingerprint=fingerprint,
            certificate=certificate,
            workstation_id=tx.by.workstation_id,
            created_at=tx.by.at,
            created_by=tx.by.user_id,
        )
    )
    return int(result.inserted_primary_key[0])  # type: ignore[index]


def retire(tx: Tx) -> None:
    """Let the workstation's keys sign no more."""
    tx.connection.execute(
        update(signing_key)
        .where(
            signing_key.c.workstation_id == tx.by.workstation_id,
            signing_key.c.retired_at.is_(None),
        )
        .values(retired_at=tx.by.at)
    )
