"""Which labels wait to be scanned when they came out, and what came of those that were."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import case, delete, exists, func, insert, select, update

from lsn_desktop.storage.tables.output import label_copy, print_job
from lsn_desktop.storage.tables.scan_backs import label_scan
from lsn_desktop.storage.tables.trust import user

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection, ScalarSelect

    from lsn_desktop.storage.transactions import Tx


class Waiting(NamedTuple):
    """The next label of a job that is to be scanned; ``left`` wait with it, itself included.

    Of ``asked`` labels of the job a scan was asked for. ``alike`` of them look the same as this
    one, itself included: which of those was scanned, no scan can tell.
    """

    job_id: int
    job: str
    printer: str
    label: int
    labels: int
    left: int
    asked: int = 1
    alike: int = 1

    @property
    def done(self) -> int:
        """How many labels of the job were scanned, or said not to read."""
        return self.asked - self.left


class Checked(NamedTuple):
    """What came of a label's scan, if one was asked for; without ``at`` it waits."""

    result: str
    at: int | None
    who: str


def ask(tx: Tx, job_id: int, which: Sequence[int]) -> None:
    """Let these labels of a job wait for a scan; one that was scanned before waits again."""
    forget(tx, job_id, which)
    for number in which:
        values = {"label_copy_id": _copy_id(job_id, number), "asked_at": tx.by.at}
        tx.connection.execute(insert(label_scan).values(values))


def forget(tx: Tx, job_id: int, which: Sequence[int]) -> None:
    """These labels are printed again: what was said is of other paper."""
    for number in which:
        copy = _copy_id(job_id, number)
        tx.connection.execute(delete(label_scan).where(label_scan.c.label_copy_id == copy))


def is_asked(connection: Connection, job_id: int) -> bool:
    """Whether a scan of any label of a job was asked for."""
    asked = exists().where(
        label_copy.c.print_job_id == job_id, label_scan.c.label_copy_id == label_copy.c.id
    )
    return bool(connection.scalar(select(asked)))


def settle(tx: Tx, job_id: int, number: int, result: str) -> bool:
    """Keep what a label's scan said; False if it does not wait for one."""
    done = tx.connection.execute(
        update(label_scan)
        .where(
            label_scan.c.label_copy_id == _copy_id(job_id, number),
            label_scan.c.checked_at.is_(None),
        )
        .values(result=result, checked_at=tx.by.at, checked_by=tx.by.user_id)
    )
    return done.rowcount == 1


def waiting(connection: Connection, workstation_id: int) -> list[Waiting]:
    """The next label of each job of a workstation that waits for a scan; none that is void."""
    rows = connection.execute(
        select(
            print_job.c.id,
            print_job.c.number,
            print_job.c.printer,
            func.min(label_copy.c.number),
            _LABELS,
            func.count(label_copy.c.id),
        )
        .select_from(label_scan)
        .join(label_copy, label_copy.c.id == label_scan.c.label_copy_id)
        .join(print_job, print_job.c.id == label_copy.c.print_job_id)
        .where(
            label_scan.c.checked_at.is_(None),
            label_copy.c.voided_at.is_(None),
            print_job.c.workstation_id == workstation_id,
        )
        .group_by(print_job.c.id, print_job.c.number, print_job.c.printer)
        .order_by(print_job.c.id)
    )
    return [_counted(connection, Waiting(*row)) for row in rows]


def _counted(connection: Connection, label: Waiting) -> Waiting:
    """With how many labels of its job are asked for, and how many of them are as this one."""
    as_this = (
        select(_ALL.c.fields)
        .where(_ALL.c.print_job_id == label.job_id, _ALL.c.number == label.label)
        .scalar_subquery()
    )
    row = connection.execute(
        select(
            func.count(label_copy.c.id),
            func.sum(case((label_copy.c.fields == as_this, 1), else_=0)),
        )
        .join(label_scan, label_scan.c.label_copy_id == label_copy.c.id)
        .where(label_copy.c.print_job_id == label.job_id, label_copy.c.voided_at.is_(None))
    ).one()
    return label._replace(asked=int(row[0]), alike=int(row[1]))


def numbers_waiting(connection: Connection, job_id: int) -> list[int]:
    """Which labels of a job wait for a scan, in order."""
    return list(
        connection.scalars(
            select(label_copy.c.number)
            .join(label_scan, label_scan.c.label_copy_id == label_copy.c.id)
            .where(label_copy.c.print_job_id == job_id, label_scan.c.checked_at.is_(None))
            .order_by(label_copy.c.number)
        )
    )


def of_job(connection: Connection, job_id: int) -> dict[int, Checked]:
    """What came of the scans of a job, by the number of the label."""
    rows = connection.execute(_CHECKED.where(label_copy.c.print_job_id == job_id))
    return {number: Checked(*said) for _job, number, *said in rows}


def of_lsn(connection: Connection, lsn_id: int) -> dict[tuple[int, int], Checked]:
    """What came of the scans of an LSN's labels, by their job's row number and their own."""
    return _checked(connection, label_copy.c.lsn_id == lsn_id)


def of_item(connection: Connection, item_id: int) -> dict[tuple[int, int], Checked]:
    """The same of the labels of an item without lot or serial."""
    return _checked(connection, label_copy.c.item_id == item_id)


def _checked(connection: Connection, of: ColumnElement[bool]) -> dict[tuple[int, int], Checked]:
    rows = connection.execute(_CHECKED.where(of))
    return {(job_id, number): Checked(*said) for job_id, number, *said in rows}


_ALL = label_copy.alias()
_LABELS = (
    select(func.count(_ALL.c.id)).where(_ALL.c.print_job_id == print_job.c.id).scalar_subquery()
)
_CHECKED = (
    select(
        label_copy.c.print_job_id,
        label_copy.c.number,
        label_scan.c.result,
        label_scan.c.checked_at,
        func.coalesce(user.c.name, ""),
    )
    .select_from(label_copy)
    .join(label_scan, label_scan.c.label_copy_id == label_copy.c.id)
    .outerjoin(user, user.c.id == label_scan.c.checked_by)
)


def _copy_id(job_id: int, number: int) -> ScalarSelect[int]:
    return (
        select(label_copy.c.id)
        .where(label_copy.c.print_job_id == job_id, label_copy.c.number == number)
        .scalar_subquery()
    )
