"""How far each label of a print job is, and which job a serial's label belongs to.

Every change is one guarded statement: of two programs that work on a job, one has each label.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, exists, func, or_, select, update

from lsn_desktop.storage import printed
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.output import label_copy, print_job
from lsn_desktop.storage.tables.trust import user

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement, Connection

    from lsn_desktop.storage.printed import PrintJob
    from lsn_desktop.storage.transactions import Tx

_AT_ONCE = 500  # row numbers in one question
_COUNTS = or_(label_copy.c.state != "waiting", label_copy.c.voided_at.is_(None))


@dataclass(frozen=True, slots=True)
class Progress:
    """How many labels of a job are in each state; one voided before it was sent is in none."""

    waiting: int = 0
    sent: int = 0
    printed: int = 0
    uncertain: int = 0
    cancelled: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """The job that has the label of a serial."""

    lsn_id: int
    code: str
    job_id: int
    job: str


def progress(connection: Connection, job_ids: Iterable[int]) -> dict[int, Progress]:
    """How far jobs are; a job is missing if it has no label that is not void."""
    rows = connection.execute(
        select(label_copy.c.print_job_id, label_copy.c.state, func.count(label_copy.c.id))
        .where(label_copy.c.print_job_id.in_(list(job_ids)), _COUNTS)
        .group_by(label_copy.c.print_job_id, label_copy.c.state)
    )
    counted: dict[int, dict[str, int]] = {}
    for job_id, state, count in rows:
        counted.setdefault(job_id, {})[state] = int(count)
    return {job_id: Progress(**states) for job_id, states in counted.items()}


def hold(tx: Tx, job_id: int, *statuses: str) -> bool:
    """Take the job's row until the transaction ends; False if it is in none of the states."""
    result = tx.connection.execute(
        update(print_job)
        .where(print_job.c.id == job_id, print_job.c.status.in_(statuses))
        .values(status=print_job.c.status)
    )
    return result.rowcount == 1


def numbers(connection: Connection, job_id: int, *states: str) -> list[int]:
    """Which labels of a job are in these states, in order; none voided before it was sent."""
    return list(
        connection.scalars(
            select(label_copy.c.number)
            .where(
                label_copy.c.print_job_id == job_id,
                label_copy.c.state.in_(states),
                _COUNTS,
            )
            .order_by(label_copy.c.number)
        )
    )


def with_printer(connection: Connection, job_id: int) -> list[tuple[int, str]]:
    """The labels that were sent and not heard of since, with the print server's number."""
    rows = connection.execute(
        select(label_copy.c.number, label_copy.c.printer_job)
        .where(label_copy.c.print_job_id == job_id, label_copy.c.state == "sent")
        .order_by(label_copy.c.number)
    )
    return [(int(row[0]), row[1]) for row in rows]


def bring(
    tx: Tx, job_id: int, which: Sequence[int], was: Sequence[str], state: str, **values: object
) -> int:
    """Bring labels from one of the states to another; how many there were."""
    found = 0
    for of in _where(job_id, which):
        result = tx.connection.execute(
            update(label_copy)
            .where(of, label_copy.c.state.in_(was))
            .values(state=state, **values)
        )
        found += int(result.rowcount)
    return found


def give_up(tx: Tx, job_id: int) -> bool:
    """Nothing more of a job is printed; False if nothing waited.

    What waits is cancelled, and frees its serial. A label that came out once and was to be
    printed again is what it was: printed.
    """
    result = tx.connection.execute(
        update(label_copy)
        .where(label_copy.c.print_job_id == job_id, label_copy.c.state == "waiting")
        .values(
            state=case((label_copy.c.printed_at.is_(None), "cancelled"), else_="printed"),
            claims=label_copy.c.claims & label_copy.c.printed_at.is_not(None),
        )
    )
    return result.rowcount > 0


def claims_on(connection: Connection, lsn_ids: Iterable[int]) -> list[Claim]:
    """The serials among these that have their label, or will, by number of the job."""
    wanted, found = sorted(set(lsn_ids)), []
    for at in range(0, len(wanted), _AT_ONCE):
        rows = connection.execute(
            select(lsn.c.id, lsn.c.code, print_job.c.id, print_job.c.number)
            .select_from(label_copy)
            .join(lsn, lsn.c.id == label_copy.c.lsn_id)
            .join(print_job, print_job.c.id == label_copy.c.print_job_id)
            .where(label_copy.c.claims, label_copy.c.lsn_id.in_(wanted[at : at + _AT_ONCE]))
        )
        found += [Claim(*row) for row in rows]
    return sorted(found, key=lambda claim: (claim.job_id, claim.lsn_id))


def serials(connection: Connection, lsn_ids: Iterable[int]) -> set[int]:
    """Those of these lots and serials that are serials."""
    wanted, found = sorted(set(lsn_ids)), set()
    for at in range(0, len(wanted), _AT_ONCE):
        found |= set(
            connection.scalars(
                select(lsn.c.id).where(
                    lsn.c.id.in_(wanted[at : at + _AT_ONCE]), lsn.c.kind == "serial"
                )
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class PrintedLabel:
    """One label of a subject: its job, what became of it, who had it printed, when and why."""

    job_id: int
    job: str
    number: int
    template: str
    template_version: str
    state: str
    at: int
    who: str
    reason: str
    voided: bool
    pdf_blob_id: int | None


def of_lsn(connection: Connection, lsn_id: int, n: int = 1000) -> list[PrintedLabel]:
    """Every label that was ordered of an LSN, newest first."""
    return _labels(connection, label_copy.c.lsn_id == lsn_id, n)


def of_item(connection: Connection, item_id: int, n: int = 1000) -> list[PrintedLabel]:
    """Every label that was ordered of an item without lot or serial, newest first."""
    return _labels(connection, label_copy.c.item_id == item_id, n)


def _labels(connection: Connection, of: ColumnElement[bool], n: int) -> list[PrintedLabel]:
    rows = connection.execute(
        select(
            print_job.c.id,
            print_job.c.number,
            label_copy.c.number,
            print_job.c.template,
            print_job.c.template_version,
            label_copy.c.state,
            func.coalesce(label_copy.c.printed_at, print_job.c.created_at),
            user.c.name,
            print_job.c.reason,
            label_copy.c.voided_at.is_not(None),
            print_job.c.pdf_blob_id,
        )
        .select_from(label_copy)
        .join(print_job, print_job.c.id == label_copy.c.print_job_id)
        .join(user, user.c.id == print_job.c.created_by)
        .where(of)
        .order_by(print_job.c.id.desc(), label_copy.c.number)
        .limit(n)
    )
    return [PrintedLabel(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class OpenJob:
    """A job of a workstation on its way: how far, and the label that is in doubt."""

    job: PrintJob
    progress: Progress
    doubtful: int | None


def open_jobs(connection: Connection, workstation_id: int) -> list[OpenJob]:
    """The jobs of a workstation that are being printed or paused, by number."""
    ids = list(
        connection.scalars(
            select(print_job.c.id)
            .where(
                print_job.c.workstation_id == workstation_id,
                print_job.c.status.in_(("sent", "paused")),
            )
            .order_by(print_job.c.id)
        )
    )
    far = progress(connection, ids)
    found = []
    for job_id in ids:
        doubtful = numbers(connection, job_id, "uncertain")
        found.append(
            OpenJob(
                printed.job(connection, job_id),
                far.get(job_id, Progress()),
                doubtful[0] if doubtful else None,
            )
        )
    return found


def at_work(connection: Connection, workstation_id: int) -> list[int]:
    """Jobs of a workstation of which labels are to be sent, or are with the printer."""
    still_sent = exists().where(
        label_copy.c.print_job_id == print_job.c.id, label_copy.c.state == "sent"
    )
    return list(
        connection.scalars(
            select(print_job.c.id)
            .where(
                print_job.c.workstation_id == workstation_id,
                print_job.c.status.in_(("sent", "paused")),
                or_(print_job.c.status == "sent", still_sent),
            )
            .order_by(print_job.c.id)
        )
    )


def _where(job_id: int, which: Sequence[int]) -> list[ColumnElement[bool]]:
    """The labels of a job with these numbers, in pieces a statement can hold."""
    return [
        and_(
            label_copy.c.print_job_id == job_id,
            label_copy.c.number.in_(list(which[at : at + _AT_ONCE])),
        )
        for at in range(0, len(which), _AT_ONCE)
    ]
