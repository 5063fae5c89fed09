"""Lots and serials that have a number and a label, and never came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import exists, func, select

from lsn_desktop.storage.tables.documents import document_line
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.output import label_copy, print_job

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Reserved:
    """A number given before the goods came, and the last job that printed its label."""

    id: int
    code: str
    created_at: int
    job_id: int | None
    job: str | None
    status: str | None


_member = lsn.alias("member")
_LAST_JOB = (
    select(func.max(label_copy.c.print_job_id))
    .where(label_copy.c.lsn_id == lsn.c.id)
    .correlate(lsn)
    .scalar_subquery()
)


def of_item(connection: Connection, item_id: int, n: int = 1000) -> list[Reserved]:
    """Numbers of an item that are on no receipt and never were, newest first."""
    question = (
        select(
            lsn.c.id,
            lsn.c.code,
            lsn.c.created_at,
            print_job.c.id,
            print_job.c.number,
            print_job.c.status,
        )
        .select_from(lsn)
        .outerjoin(print_job, print_job.c.id == _LAST_JOB)
        .where(
            lsn.c.item_id == item_id,
            lsn.c.kind != "bulk",
            ~exists().where(document_line.c.lsn_id == lsn.c.id),
            ~exists().where(_member.c.lot_id == lsn.c.id),
        )
        .order_by(lsn.c.id.desc())
        .limit(n)
    )
    return [Reserved(*row) for row in connection.execute(question)]
