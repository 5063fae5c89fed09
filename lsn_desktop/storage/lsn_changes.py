"""Lots and serials renamed, merged and split: under which name their history stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, or_, select, update

from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.storage import lsns
from lsn_desktop.storage.tables.documents import document
from lsn_desktop.storage.tables.identity import lsn, lsn_alias, lsn_change
from lsn_desktop.storage.tables.ledger import MAKING, genealogy_edge
from lsn_desktop.storage.tables.trust import user

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx

FORMER = lsns.FORMER


def add(tx: Tx, values: dict[str, object]) -> None:
    """Keep what was changed, when and by whom."""
    row = {**values, "at": tx.by.at, "user_id": tx.by.user_id}
    tx.connection.execute(insert(lsn_change).values(row))


def by_uid(connection: Connection, uid: str) -> tuple[int, int | None] | None:
    """The LSN and the other one of a change made under this uid: the order arrived twice."""
    row = connection.execute(
        select(lsn_change.c.lsn_id, lsn_change.c.other_id).where(lsn_change.c.uid == uid)
    ).first()
    return None if row is None else (row[0], row[1])


def add_edge(tx: Tx, kind: str, document_id: int, ends: tuple[int, int], quantity: int) -> None:
    """So much of one LSN went on under the name of another."""
    component_id, output_id = ends
    tx.connection.execute(
        insert(genealogy_edge).values(
            document_id=document_id,
            component_id=component_id,
            output_id=output_id,
            quantity=quantity,
            kind=kind,
        )
    )


def set_code(tx: Tx, lsn_id: int, code: str) -> None:
    """Give an LSN another code."""
    tx.connection.execute(
        update(lsn).where(lsn.c.id == lsn_id).values(code=code, code_key=code_key(code))
    )


def copy_record(tx: Tx, from_id: int, to_id: int) -> None:
    """Let an LSN be described as the one it was split from."""
    names = ("retest", "maker", "country", "description")
    row = tx.connection.execute(
        select(*(lsn.c[name] for name in names)).where(lsn.c.id == from_id)
    ).one()
    tx.connection.execute(
        update(lsn).where(lsn.c.id == to_id).values(dict(zip(names, row, strict=True)))
    )


def merged_into(connection: Connection, lsn_id: int) -> int | None:
    """The LSN this one was merged into, as long as that one answers to its code."""
    return connection.scalar(
        select(lsn_change.c.other_id)
        .join(lsn, lsn.c.id == lsn_change.c.lsn_id)
        .join(lsn_alias, lsn_alias.c.lsn_id == lsn_change.c.other_id)
        .where(
            lsn.c.id == lsn_id,
            lsn_change.c.kind == "merge",
            lsn_alias.c.kind == FORMER,
            lsn_alias.c.code == lsn.c.code,
        )
        .order_by(lsn_change.c.id.desc())
        .limit(1)
    )


def is_conversion(connection: Connection, document_id: int) -> bool:
    """Whether a document is one that a merge, a split or a start of tracking posted."""
    renamed = select(lsn_change.c.id).where(lsn_change.c.document_id == document_id)
    tracked = select(genealogy_edge.c.id).where(
        genealogy_edge.c.document_id == document_id, genealogy_edge.c.kind.not_in(MAKING)
    )
    return connection.scalar(renamed.union_all(tracked).limit(1)) is not None


@dataclass(frozen=True, slots=True)
class Changed:
    """A change as the page of an LSN shows it: of one code, and what stands there now."""

    at: int
    kind: str
    lsn_id: int
    other_id: int | None
    old_code: str
    new_code: str
    reason: str
    document: str | None
    user: str


def of_lsn(connection: Connection, lsn_id: int) -> list[Changed]:
    """Every change an LSN had part in, newest first."""
    rows = connection.execute(
        select(
            lsn_change.c.at,
            lsn_change.c.kind,
            lsn_change.c.lsn_id,
            lsn_change.c.other_id,
            lsn_change.c.old_code,
            lsn_change.c.new_code,
            lsn_change.c.reason,
            document.c.number,
            user.c.name,
        )
        .join(user, user.c.id == lsn_change.c.user_id)
        .outerjoin(document, document.c.id == lsn_change.c.document_id)
        .where(or_(lsn_change.c.lsn_id == lsn_id, lsn_change.c.other_id == lsn_id))
        .order_by(lsn_change.c.id.desc())
    )
    return [Changed(*row) for row in rows]
