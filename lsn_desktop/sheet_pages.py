"""The sheets of a job as they would come out now, to be looked at or saved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop import label_sheets, label_shelf, printers
from lsn_desktop.domain.refusals import Refusal, Unavailable, refusal
from lsn_desktop.storage import printed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.program import Program, Station
    from lsn_desktop.storage.printed import Copy, PrintJob

_AWAY = ("sent", "uncertain")
_ENDED = ("printed", "cancelled")


def to_print(
    program: Program,
    station: Station,
    job_id: int,
    *,
    start: int = 0,
    first: int | None = None,
    only: Sequence[int] = (),
) -> bytes:
    """A PDF of the sheets that are still to be printed of a job, every symbol read back.

    What came out is left blank. Of a job that ended it is what is printed again: all its
    labels, or ``only`` some.

    Args:
        program: the open program.
        station: where it would be printed.
        job_id: a job on sheets.
        start: the label of the first sheet they begin at; 0 for where the last one ended.
        first: the label a paused job would go on at, printing those from it again.
        only: the numbers of the labels of a job that ended.

    Raises:
        Refusal: nothing of it is left to print, or a symbol does not read back.
    """
    with program.database.reading() as connection:
        job = printed.job(connection, job_id)
        copies = printed.copies(connection, job_id)
        digest = printed.digest(connection, job_id)
        template = label_shelf.load(connection, job.template, digest)
    fields = [copy.fields for copy in copies if _is_meant(job, copy, first, only)]
    if not fields:
        raise refusal(
            "Nothing of {number} waits to be printed.",
            "Wait until what is with the printer has come out: then all can be shown.",
            number=job.number,
        )
    on = replace(job, sheet_start=start or _begins(job, copies))
    sheets = label_sheets.pages(template, on, fields, _dpi(program, station, job))
    return label_sheets.checked(sheets, template.title)


def _is_meant(job: PrintJob, copy: Copy, first: int | None, only: Sequence[int]) -> bool:
    if job.status in _ENDED:
        return copy.number in only if only else not copy.voided
    if first is not None and copy.state == "printed":
        return copy.number >= first
    return copy.state == "waiting"


def _begins(job: PrintJob, copies: Sequence[Copy]) -> int:
    """Behind what is with the printer now."""
    away = sum(copy.state in _AWAY for copy in copies)
    return (job.sheet_start - 1 + away) % job.sheet_labels + 1


def _dpi(program: Program, station: Station, job: PrintJob) -> int:
    """The dots of its printer, or those of any office printer where that cannot be asked."""
    try:
        return label_sheets.dpi(job, printers.find(program, station, job.printer))
    except (Refusal, Unavailable):
        return label_sheets.OFFICE_DPI
