"""Files taken in: none of them twice, each of their rows undoable, their columns remembered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from lsn_desktop.storage.tables.documents import (
    exchange_change,
    exchange_job,
    exchange_mapping,
)
from lsn_desktop.storage.tables.trust import workstation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx


def moment(connection: Connection) -> int:
    """How many changes there ever were: where it is the same, nothing was changed since."""
    return int(connection.scalar(select(func.sum(workstation.c.audit_number))) or 0)


def taken(connection: Connection, kind: str, sha256: str) -> bool:
    """Whether this very file was taken in before, and stays so."""
    mine = select(exchange_job.c.id).where(
        exchange_job.c.kind == kind,
        exchange_job.c.sha256 == sha256,
        exchange_job.c.undone_at.is_(None),
    )
    return connection.scalar(mine) is not None


def keep(tx: Tx, kind: str, name: str, sha256: str, rows: int) -> int | None:
    """Remember a file that was taken in: its job, or None if another was quicker.

    Its hash is its uid; one that was undone before may come again.
    """
    before = select(func.count()).where(
        exchange_job.c.kind == kind, exchange_job.c.sha256 == sha256
    )
    turn = tx.connection.scalar(before) or 0
    make = sqlite.insert if tx.connection.dialect.name == "sqlite" else postgresql.insert
    kept = tx.connection.execute(
        make(exchange_job)
        .values(
            uid=f"{kind}-{sha256}" + (f"-{turn}" if turn else ""),
            kind=kind,
            name=name,
            sha256=sha256,
            rows=rows,
            at=tx.by.at,
            user_id=tx.by.user_id,
        )
        .on_conflict_do_nothing()
        .returning(exchange_job.c.id)
    ).first()
    return None if kept is None else int(kept[0])


@dataclass(frozen=True, slots=True)
class Job:
    """A file that was taken in, and whether that was undone."""

    id: int
    kind: str
    name: str
    rows: int
    at: int
    undone_at: int | None


_JOB = (
    exchange_job.c.id,
    exchange_job.c.kind,
    exchange_job.c.name,
    exchange_job.c.rows,
    exchange_job.c.at,
    exchange_job.c.undone_at,
)


def job(connection: Connection, job_id: int) -> Job | None:
    """A file that was taken in."""
    row = connection.execute(select(*_JOB).where(exchange_job.c.id == job_id)).first()
    return None if row is None else Job(*row)


def newest(connection: Connection, kinds: Sequence[str], n: int = 20) -> list[Job]:
    """The files of some kinds taken in last, newest first."""
    rows = connection.execute(
        select(*_JOB)
        .where(exchange_job.c.kind.in_(kinds))
        .order_by(exchange_job.c.id.desc())
        .limit(n)
    )
    return [Job(*row) for row in rows]


def end(tx: Tx, job_id: int) -> bool:
    """Note that a job is undone; False if it was before."""
    result = tx.connection.execute(
        update(exchange_job)
        .where(exchange_job.c.id == job_id, exchange_job.c.undone_at.is_(None))
        .values(undone_at=tx.by.at)
    )
    return result.rowcount == 1


@dataclass(frozen=True, slots=True)
class Change:
    """A row a job made or changed.

    ``columns`` tells of each column what stood there before (nothing, for a new row), and
    what the job wrote.
    """

    table: str
    row_id: int
    is_new: bool
    columns: Mapping[str, tuple[Any, Any]]


def keep_changes(tx: Tx, job_id: int, changes: Sequence[Change]) -> None:
    """Remember what a job did to each row."""
    if not changes:
        return
    tx.connection.execute(
        insert(exchange_change),
        [
            {
                "job_id": job_id,
                "subject": each.table,
                "subject_id": each.row_id,
                "action": "create" if each.is_new else "change",
                "before": json.dumps(each.columns, ensure_ascii=False, default=str),
            }
            for each in changes
        ],
    )


def changes_of(connection: Connection, job_id: int) -> list[Change]:
    """What a job did, first to last."""
    rows = connection.execute(
        select(
            exchange_change.c.subject,
            exchange_change.c.subject_id,
            exchange_change.c.action,
            exchange_change.c.before,
        )
        .where(exchange_change.c.job_id == job_id)
        .order_by(exchange_change.c.id)
    )
    return [
        Change(table, row_id, action == "create", json.loads(columns))
        for table, row_id, action, columns in rows
    ]


def mapping(connection: Connection, kind: str, headings: str) -> dict[str, str] | None:
    """Which column goes where, as was chosen last for files with these headings."""
    kept = connection.scalar(
        select(exchange_mapping.c.mapping).where(
            exchange_mapping.c.kind == kind, exchange_mapping.c.headings == headings
        )
    )
    return None if kept is None else json.loads(kept)


def keep_mapping(
    tx: Tx, kind: str, headings: str, chosen: Mapping[str, str], name: str = ""
) -> None:
    """Remember which column goes where in files with these headings."""
    make = sqlite.insert if tx.connection.dialect.name == "sqlite" else postgresql.insert
    new = make(exchange_mapping).values(
        kind=kind,
        headings=headings,
        mapping=json.dumps(dict(chosen), ensure_ascii=False, sort_keys=True),
        name=name,
        used_at=tx.by.at,
    )
    tx.connection.execute(
        new.on_conflict_do_update(
            index_elements=[exchange_mapping.c.kind, exchange_mapping.c.headings],
            set_={
                "mapping": new.excluded.mapping,
                "name": new.excluded.name,
                "used_at": new.excluded.used_at,
            },
        )
    )


def mapping_named(connection: Connection, kind: str, name: str) -> dict[str, str] | None:
    """Which column goes where under this name, the one used last."""
    kept = connection.scalar(
        select(exchange_mapping.c.mapping)
        .where(exchange_mapping.c.kind == kind, exchange_mapping.c.name == name)
        .order_by(exchange_mapping.c.used_at.desc())
        .limit(1)
    )
    return None if kept is None else json.loads(kept)
