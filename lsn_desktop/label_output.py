"""Labels on their way to paper: drawn, handed to their printer, and what it said of them.

Drawing and printing run outside any transaction; before and after it a use case keeps the
number, the file and what the printer said. A job that was ordered and never finished is found
again at start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.refusals import Refusal, Unavailable
from lsn_desktop.output import dpi_of
from lsn_desktop.program import new_uid
from lsn_desktop.services import labelling
from lsn_desktop.storage import blobs, printed
from printing import label_check, label_templates, spool

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lsn_desktop.program import Program, Station
    from lsn_desktop.storage.printed import PrintJob


def draw(
    program: Program,
    station: Station,
    job_id: int,
    each: Callable[[int], None] | None = None,
) -> bytes:
    """Draw a job's labels for its printer's dots, decode every symbol back, keep the PDF.

    ``each`` is told how many labels were read back so far; a refusal it raises ends the job.

    Raises:
        Refusal: a label does not read back; the job is kept as failed with the reason.
    """
    with program.database.reading() as connection:
        job, labels = labelling.to_draw(connection, job_id)
        if job.pdf_blob_id is not None:
            return blobs.read(connection, job.pdf_blob_id)
    dpi = dpi_of(job.printer)
    try:
        template = label_templates.load(job.template)
        pdf, _symbols = label_check.checked(template, labels, dpi=dpi, each=each)
    except Refusal as refused:
        why = str(refused)
        program.database.run(
            station.by(), lambda tx: labelling.note_state(tx, job_id, "failed", why)
        )
        raise
    program.database.run(station.by(), lambda tx: labelling.keep_drawn(tx, job_id, pdf))
    return pdf


def send(program: Program, station: Station, job_id: int, pdf: bytes) -> PrintJob:
    """Hand a drawn job to its queue; what became of it is told by :func:`follow`.

    Raises:
        Refusal, Unavailable: the queue or the print server did not take it; the job waits.
    """
    with program.database.reading() as connection:
        job = printed.job(connection, job_id)
    try:
        given = spool.submit(job.printer, pdf, job.number)
    except (Refusal, Unavailable) as failure:
        words = str(failure)
        program.database.run(
            station.by(), lambda tx: labelling.note_state(tx, job_id, "drawn", words)
        )
        raise
    program.database.run(
        station.by(),
        lambda tx: labelling.note_state(tx, job_id, "sent", "", str(given.number)),
    )
    with program.database.reading() as connection:
        return printed.job(connection, job_id)


def follow(program: Program, station: Station, job_id: int) -> PrintJob:
    """Ask the print server what became of a job, and keep the answer when it has ended.

    Only the workstation that sent a job can ask: another one's server never heard of it.

    Raises:
        Unavailable: no print server answers.
    """
    with program.database.reading() as connection:
        job = printed.job(connection, job_id)
    sent = job.status == "sent" and job.printer_job.isdigit()
    if not sent or job.workstation_id != station.workstation_id:
        return job
    state = spool.job(spool.JobId(job.printer, int(job.printer_job)))
    status = "printed" if state.printed else "failed" if state.ended else "sent"
    words = str(state.words)
    if (status, words) != (job.status, job.status_words):
        program.database.run(
            station.by(), lambda tx: labelling.note_state(tx, job_id, status, words)
        )
    with program.database.reading() as connection:
        return printed.job(connection, job_id)


def save_labels(program: Program, station: Station, job_id: int, target: Path) -> Path:
    """Draw a job and save it as a PDF file; saved is printed, as far as we can see.

    Raises:
        Refusal: a label does not read back.
        Unavailable: the file cannot be written.
    """
    pdf = draw(program, station, job_id)
    spool.save_pdf(target, pdf)
    program.database.run(
        station.by(), lambda tx: labelling.note_state(tx, job_id, "printed", str(target))
    )
    return target


def print_labels(
    program: Program,
    station: Station,
    job_id: int,
    folder: Path,
    each: Callable[[int], None] | None = None,
) -> PrintJob:
    """Draw a job and bring it to its queue, or to a PDF in the folder when it has none.

    Raises:
        Refusal, Unavailable: as :func:`draw`, :func:`send` and :func:`save_labels`.
    """
    pdf = draw(program, station, job_id, each)
    with program.database.reading() as connection:
        job = printed.job(connection, job_id)
    if job.printer:
        return send(program, station, job_id, pdf)
    folder.mkdir(parents=True, exist_ok=True)
    save_labels(program, station, job_id, folder / f"{job.number}.pdf")
    with program.database.reading() as connection:
        return printed.job(connection, job_id)


def reprint(
    program: Program, station: Station, job_id: int, reason: str, *, printer: str = ""
) -> int:
    """Number a job that prints another one's labels again, for a reason.

    Raises:
        Refusal: there is no reason, or nothing of it is left to print.
    """
    with program.database.reading() as connection:
        template = label_templates.load(printed.job(connection, job_id).template)
    order = labelling.Reprint(
        new_uid(), job_id, template.version, template.digest, printer, reason
    )
    return program.database.run(station.by(), lambda tx: labelling.reprint(tx, order))
