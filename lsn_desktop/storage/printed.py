"""What was printed: jobs, and each label's copy."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, exists, func, insert, or_, select, update

from lsn_desktop.storage import kept_filters
from lsn_desktop.storage.letters import like
from lsn_desktop.storage.lists import FIRST, Order, paged
from lsn_desktop.storage.tables.catalogue import item
from lsn_desktop.storage.tables.documents import document_line
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.output import label_copy, print_job
from lsn_desktop.storage.tables.trust import workstation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from lsn_desktop.domain.filters import Filter
    from lsn_desktop.storage.transactions import Tx


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A numbered job and how far it came.

    ``sheet`` is what its labels stand on, ``sheet_labels`` how many stand on one, and
    ``sheet_start`` where its next page begins, from 1. A roll is a sheet of one label, without
    a name.
    """

    id: int
    uid: str
    number: str
    template: str
    template_version: str
    printer: str
    printer_job: str
    status: str
    status_words: str
    document_id: int | None
    pdf_blob_id: int | None
    reason: str
    created_at: int
    workstation_id: int
    workstation: str
    reprint_of: int | None
    sheet: str
    sheet_labels: int
    sheet_start: int
    labels: int
    done: int


@dataclass(frozen=True, slots=True)
class Copy:
    """One label of a job: whose it is and the fields it carries."""

    number: int
    fields: Mapping[str, str]
    lsn_id: int | None = None
    location_id: int | None = None
    line_id: int | None = None
    voided: bool = False
    unit_id: int | None = None
    state: str = "waiting"
    printed_at: int | None = None
    claims: bool = False
    item_id: int | None = None


_LABELS = (
    select(func.count(label_copy.c.id))
    .where(label_copy.c.print_job_id == print_job.c.id)
    .scalar_subquery()
)
_DONE = (
    select(func.count(label_copy.c.id))
    .where(label_copy.c.print_job_id == print_job.c.id, label_copy.c.state == "printed")
    .scalar_subquery()
)


def _jobs() -> Select[Any]:
    return select(
        print_job.c.id,
        print_job.c.uid,
        print_job.c.number,
        print_job.c.template,
        print_job.c.template_version,
        print_job.c.printer,
        print_job.c.printer_job,
        print_job.c.status,
        print_job.c.status_words,
        print_job.c.document_id,
        print_job.c.pdf_blob_id,
        print_job.c.reason,
        print_job.c.created_at,
        print_job.c.workstation_id,
        workstation.c.name,
        print_job.c.reprint_of,
        print_job.c.sheet,
        print_job.c.sheet_labels,
        print_job.c.sheet_start,
        _LABELS,
        _DONE,
    ).join(workstation, workstation.c.id == print_job.c.workstation_id)


def _as_job(row: Any) -> PrintJob:
    return PrintJob(*row)


def add_job(tx: Tx, values: dict[str, object], copies: Sequence[Copy]) -> int:
    """Store a job with every label it is to print."""
    row = {
        **values,
        "workstation_id": tx.by.workstation_id,
        "created_at": tx.by.at,
        "created_by": tx.by.user_id,
    }
    result = tx.connection.execute(insert(print_job).values(row))
    job_id = int(result.inserted_primary_key[0])  # type: ignore[index]
    rows = [
        {
            "print_job_id": job_id,
            "number": copy.number,
            "lsn_id": copy.lsn_id,
            "location_id": copy.location_id,
            "line_id": copy.line_id,
            "handling_unit_id": copy.unit_id,
            "item_id": copy.item_id,
            "claims": copy.claims,
            "fields": json.dumps(dict(copy.fields), ensure_ascii=False, sort_keys=True),
        }
        for copy in copies
    ]
    tx.connection.execute(insert(label_copy), rows)
    return job_id


def change_job(tx: Tx, job_id: int, values: dict[str, object]) -> None:
    """Bring a job's state along."""
    tx.connection.execute(update(print_job).where(print_job.c.id == job_id).values(values))


def job(connection: Connection, job_id: int) -> PrintJob:
    """The job with this row number."""
    return _as_job(connection.execute(_jobs().where(print_job.c.id == job_id)).one())


def digest(connection: Connection, job_id: int) -> str:
    """The digest of the template a job was ordered with."""
    return str(
        connection.scalar(select(print_job.c.template_digest).where(print_job.c.id == job_id))
    )


def job_by_uid(connection: Connection, uid: str) -> PrintJob | None:
    """The job of this uid: it was ordered twice."""
    row = connection.execute(_jobs().where(print_job.c.uid == uid)).first()
    return None if row is None else _as_job(row)


_SORTED = {
    "created_at": print_job.c.id,
    "number": print_job.c.id,
    "template": print_job.c.template,
    "labels": _LABELS,
    "printer": print_job.c.printer,
    "status": print_job.c.status,
}
NEWEST = replace(FIRST, by="created_at", descending=True)
"""The order of :func:`jobs`, from its beginning."""


_FILTERED = {
    "created_at": print_job.c.created_at,
    "number": print_job.c.number,
    "template": print_job.c.template,
    "labels": _LABELS,
    "printer": print_job.c.printer,
    "status": print_job.c.status,
}


def jobs(
    connection: Connection,
    typed: str = "",
    order: Order = NEWEST,
    n: int = 100,
    only: Sequence[Filter] = (),
    time_zone: str = "UTC",
) -> list[PrintJob]:
    """Jobs by a column of theirs, a page of them; found by number, printer, LSN or SKU.

    ``only`` knows ``created_at`` (days at the site), ``number`` and ``printer`` (contain),
    ``labels`` (between), ``template`` and ``status`` (one of).
    """
    question = _jobs().where(*kept_filters.conditions(_FILTERED, only, time_zone))
    if typed.strip():
        labelled = exists().where(
            label_copy.c.print_job_id == print_job.c.id,
            lsn.c.id == label_copy.c.lsn_id,
            like(lsn.c.code_key, typed),
        )
        own = [
            like(func.upper(column), typed)
            for column in (print_job.c.number, print_job.c.printer)
        ]
        of_item = exists().where(
            label_copy.c.print_job_id == print_job.c.id,
            item.c.id == label_copy.c.item_id,
            like(item.c.sku_key, typed),
        )
        question = question.where(or_(*own, labelled, of_item))
    page = paged(question, _SORTED[order.by], print_job.c.id, order, n)
    return [_as_job(row) for row in connection.execute(page)]


def newest_on(connection: Connection, printer: str) -> PrintJob | None:
    """The last job of which a printer brought out a label."""
    came_out = exists().where(
        label_copy.c.print_job_id == print_job.c.id, label_copy.c.state == "printed"
    )
    question = _jobs().where(print_job.c.printer == printer, came_out)
    row = connection.execute(question.order_by(print_job.c.id.desc()).limit(1)).first()
    return None if row is None else _as_job(row)


def unfinished_jobs(connection: Connection) -> list[PrintJob]:
    """Jobs that were ordered and of which it is not known that they are on paper."""
    rows = connection.execute(
        _jobs()
        .where(print_job.c.status.in_(("waiting", "drawn", "sent", "paused")))
        .order_by(print_job.c.id)
    )
    return [_as_job(row) for row in rows]


def copies(connection: Connection, job_id: int, *, voided: bool = True) -> list[Copy]:
    """The labels of a job, in order; with those voided since or without."""
    question = (
        select(
            label_copy.c.number,
            label_copy.c.fields,
            label_copy.c.lsn_id,
            label_copy.c.location_id,
            label_copy.c.line_id,
            label_copy.c.voided_at.is_not(None),
            label_copy.c.handling_unit_id,
            label_copy.c.state,
            label_copy.c.printed_at,
            label_copy.c.claims,
            label_copy.c.item_id,
        )
        .where(label_copy.c.print_job_id == job_id)
        .order_by(label_copy.c.number)
    )
    if not voided:
        question = question.where(label_copy.c.voided_at.is_(None))
    rows = connection.execute(question)
    return [
        Copy(row[0], json.loads(row[1]), row[2], row[3], row[4], bool(row[5]), *row[6:])
        for row in rows
    ]


def void_copies(tx: Tx, line_id: int) -> int:
    """Void the labels printed for a line; how many there are to destroy."""
    result = tx.connection.execute(
        update(label_copy)
        .where(label_copy.c.line_id == line_id, label_copy.c.voided_at.is_(None))
        .values(voided_at=tx.by.at, claims=False)
    )
    return int(result.rowcount)


def void_copies_of(tx: Tx, document_id: int) -> None:
    """Void the labels printed for the lines of a document."""
    lines = select(document_line.c.id).where(document_line.c.document_id == document_id)
    tx.connection.execute(
        update(label_copy)
        .where(label_copy.c.line_id.in_(lines), label_copy.c.voided_at.is_(None))
        .values(voided_at=tx.by.at, claims=False)
    )


def voided_of(connection: Connection, document_id: int) -> int:
    """How many labels printed for a document are void: somebody must destroy them."""
    return int(
        connection.scalar(
            select(func.count(label_copy.c.id))
            .join(document_line, document_line.c.id == label_copy.c.line_id)
            .where(
                document_line.c.document_id == document_id, label_copy.c.voided_at.is_not(None)
            )
        )
        or 0
    )
