"""Sheets before they are printed: looked over, shown as they would come out, waited for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Refusal, Unavailable, refusal
from lsn_desktop.paper import label_sheets, label_shelf, printers
from lsn_desktop.services.labels import label_jobs
from lsn_desktop.storage import printed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lsn_desktop.program import Program, Station
    from lsn_desktop.storage.printed import Copy, PrintJob
    from lsn_desktop.storage.transactions import Tx
    from printing.labels.label_stocks import Stock

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


def doubts(
    program: Program,
    station: Station,
    wanted: Iterable[tuple[str, Stock | None, int]],
    printer: str | None,
) -> list[Refusal]:
    """Why labels would not be printed so: each template with its sheet and where it begins.

    ``printer`` None is what this workstation prints each with. One that cannot be asked now is
    no reason: that is said when it is printed to.
    """
    found = {}
    for template, stock, first in wanted:
        if stock is None:
            continue
        try:
            with program.database.reading() as connection:
                loaded = label_shelf.load(connection, template)
            label_sheets.look_over(loaded, stock, first)
            name = printers.usual(program, station, template) if printer is None else printer
            label_sheets.takes_pages(printers.find(program, station, name))
        except Refusal as refused:
            found[str(refused)] = refused
        except Unavailable:
            continue
    return list(found.values())


def doubt_of(program: Program, station: Station, job_id: int, printer: str) -> str:
    """Why a job cannot go to a printer; empty: nothing is known against it."""
    with program.database.reading() as connection:
        job = printed.job(connection, job_id)
    try:
        if job.sheet:
            label_sheets.takes_pages(printers.find(program, station, printer))
    except Refusal as refused:
        return str(refused)
    except Unavailable:  # it may be there when it is printed to
        return ""
    return ""


def takes_paper(program: Program, station: Station, job_id: int) -> bool:
    """Whether a person has to put sheets into the printer of a job."""
    with program.database.reading() as connection:
        job = printed.job(connection, job_id)
    return printers.find(program, station, job.printer).address.kind != "folder"


def wait_for_sheet(program: Program, station: Station, job_id: int) -> PrintJob:
    """Pause a drawn job until a person has put its sheet into the printer, and resumes it."""

    def act(tx: Tx) -> PrintJob:
        job = printed.job(tx.connection, job_id)
        label_jobs.release(tx, job_id)
        label_jobs.pause(tx, job_id)
        said = "Put {sheet} into {printer}, then resume."
        if job.sheet_start > 1:
            said = (
                "Put the {sheet} that is free from label {first} into {printer}, then resume."
            )
        words = message(
            said,
            sheet=label_sheets.read(job.sheet).title,
            printer=job.printer,
            first=job.sheet_start,
        )
        label_jobs.say(tx, job_id, str(words))
        return printed.job(tx.connection, job_id)

    return program.database.run(station.by(), act)


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
