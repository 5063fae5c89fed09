"""Labels on their way to paper: drawn, sent one at a time, and what the printer said of each.

Drawing and printing run outside any transaction; before and after it a use case keeps how far
each label is (``services.label_jobs``). A program that ends in between leaves at most the label
it was sending in doubt. A print queue gets each label as a job of its own, and the next one
when the print server has said that it is printed: of a whole job it would tell only that it
stopped, not where.

What was printed is kept as the job's PDF, from which the page of any label is shown: beside a
picture of each label it costs nothing more, for it is what the job goes on from after a crash.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Literal

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Refusal, Unavailable, refusal
from lsn_desktop.paper import label_sheets, printers
from lsn_desktop.paper.output import template_of
from lsn_desktop.program import new_uid
from lsn_desktop.services.labels import label_jobs, labelling
from lsn_desktop.services.labels.label_jobs import Reprint
from lsn_desktop.storage import blobs, label_copies, printed
from printing import pdf_pages, ways
from printing.inks.payloads import payload
from printing.labels import label_check, label_layout
from printing.queues import spool
from printing.ways import Uncertain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from lsn_desktop.paper.printers import Known
    from lsn_desktop.program import Program, Station
    from lsn_desktop.storage.printed import PrintJob
    from lsn_desktop.storage.transactions import Tx
    from printing.inks.label_renderer import LabelFields
    from printing.labels.label_elements import LabelTemplate

_PATIENCE = 5.0  # seconds for a printer that tells how it stands to bring out one label
_STEP = 0.1

_SEE_TO_IT = message("See to the printer, then resume.")

Step = Literal["again", "wait", "done"]
"""What is next: another step at once, one in a while, or none until somebody acts."""


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
        digest = printed.digest(connection, job_id)
    known = printers.find(program, station, job.printer)
    dpi = label_sheets.dpi(job, known)
    try:
        template = template_of(program, job.template, digest)
        pdf, _symbols = label_check.checked(template, labels, dpi=dpi, each=each)
        if job.sheet:
            _check_sheets(known, template, job, labels, each)
    except Refusal as refused:
        why = str(refused)
        program.database.run(
            station.by(), lambda tx: labelling.note_state(tx, job_id, "failed", why)
        )
        raise
    program.database.run(station.by(), lambda tx: labelling.keep_drawn(tx, job_id, pdf))
    return pdf


def save_labels(program: Program, station: Station, job_id: int, target: Path) -> Path:
    """Draw a job and save it as a PDF file; saved is printed, as far as we can see.

    Raises:
        Refusal: a label does not read back.
        Unavailable: the file cannot be written.
    """
    pdf = draw(program, station, job_id)
    if job_of(program, job_id).sheet:
        pdf = sheets_left(program, job_id)
    spool.save_pdf(target, pdf)
    program.database.run(station.by(), lambda tx: label_jobs.saved(tx, job_id, str(target)))
    return target


def _check_sheets(
    known: Known,
    template: LabelTemplate,
    job: PrintJob,
    labels: Sequence[LabelFields],
    each: Callable[[int], None] | None,
) -> None:
    """See that a job can be printed on its sheets, every symbol read back from their pages.

    Raises:
        Refusal: it cannot.
    """
    label_sheets.takes_pages(known)
    sheets = label_sheets.pages(template, job, labels, label_sheets.dpi(job, known))

    def read(_page: int) -> None:
        if each is not None:  # the labels were counted before; this one may stop the work
            each(len(labels))

    label_sheets.checked(sheets, template.title, read)


def sheets_left(program: Program, job_id: int) -> bytes:
    """The PDF of the sheets of what waits of a job for PDF files, read back.

    Raises:
        Refusal: the template is not the one the job was drawn with.
    """
    with program.database.reading() as connection:
        job, labels = labelling.to_draw(connection, job_id)
        waiting = label_copies.numbers(connection, job_id, "waiting")
        digest = printed.digest(connection, job_id)
    template = template_of(program, job.template, digest)
    left = [labels[number - 1] for number in waiting]
    dots = label_sheets.OFFICE_DPI
    return label_sheets.checked(label_sheets.pages(template, job, left, dots), template.title)


def print_labels(
    program: Program,
    station: Station,
    job_id: int,
    folder: Path,
    each: Callable[[int], None] | None = None,
) -> PrintJob:
    """Draw a job and send its first label, or save a PDF in the folder when it has no printer.

    Whoever prints at this workstation brings the others on their way (:func:`step`).

    Raises:
        Refusal: a label does not read back.
        Unavailable: as :func:`save_labels`; the printer did not take the label.
    """
    draw(program, station, job_id, each)
    job = job_of(program, job_id)
    if not job.printer:
        folder.mkdir(parents=True, exist_ok=True)
        save_labels(program, station, job_id, folder / f"{job.number}.pdf")
        return job_of(program, job_id)
    program.database.run(station.by(), lambda tx: label_jobs.release(tx, job_id))
    if take_press(program, station):
        step(program, station, job_id)
    return going(program, job_id)


def print_all(
    program: Program, station: Station, job_id: int, pause: Callable[[], object]
) -> PrintJob:
    """Send the labels of a drawn job, pausing while one is printed, until none waits.

    Where another program of this workstation prints, that one sends them.

    Raises:
        Unavailable: the printer did not take one, or it is in doubt; the job is paused.
    """
    program.database.run(station.by(), lambda tx: label_jobs.release(tx, job_id))
    while take_press(program, station):
        now = step(program, station, job_id)
        if now == "done":
            break
        with program.database.reading() as connection:
            if not label_copies.numbers(connection, job_id, "waiting"):
                break
        if now == "wait":
            pause()
    return going(program, job_id)


def going(program: Program, job_id: int) -> PrintJob:
    """A job, unless it stopped.

    Raises:
        Unavailable: it is paused, in the printer's words.
    """
    job = job_of(program, job_id)
    if job.status == "paused":
        raise Unavailable(
            message("{number} is paused. {why}", number=job.number, why=job.status_words),
            message("{done} of {count} are printed.", done=job.done, count=job.labels),
        )
    return job


def take_press(program: Program, station: Station) -> bool:
    """Be the program that prints here; what another left in the middle is in doubt then."""
    taken = program.press.take()
    if taken:
        program.database.run(station.by(), label_jobs.interrupted)
    return taken is not False


def step(program: Program, station: Station, job_id: int) -> Step:
    """Ask after the label of a job that is with the printer; else send the next one.

    Raises:
        Unavailable: the database or the print server does not answer.
    """
    if not program.press.begin(job_id):
        return "wait"  # another thread of ours is at it
    try:
        with program.database.reading() as connection:
            job = printed.job(connection, job_id)
            out = label_copies.with_printer(connection, job_id)
        if out:
            return _ask(program, station, job, out)
        return _send(program, station, job)
    finally:
        program.press.end(job_id)


def _send(program: Program, station: Station, job: PrintJob) -> Step:
    """Mark the next label as sent, send it, and keep what its way said."""

    def keep(act: Callable[[Tx], None]) -> None:
        program.database.run(station.by(), act)

    which = program.database.run(station.by(), lambda tx: label_jobs.begin(tx, job.id))
    if not which:
        return "done"
    try:
        known = printers.find(program, station, job.printer)
        label = _payload(program, known, job, which)
        tells = _see_that_it_prints(known)
        sent = ways.send(known.address, label, f"{job.number} {which[0]}")
    except Uncertain as failure:
        words = str(failure.fact)  # the question says what to do
        keep(lambda tx: label_jobs.in_doubt(tx, job.id, which, words))
        return "done"
    except (Refusal, Unavailable) as failure:
        words = str(failure)
        if isinstance(failure, Unavailable):  # its own remedy is for who prints a test page
            words = f"{failure.fact} {_SEE_TO_IT}"
        keep(lambda tx: label_jobs.not_sent(tx, job.id, which, words))
        return "done"
    if sent.job is not None:
        number = str(sent.job.number)
        keep(lambda tx: label_jobs.handed_over(tx, job.id, which, number))
        return "wait"
    if tells and (stopped := _stopped_at(known)):
        keep(lambda tx: label_jobs.in_doubt(tx, job.id, which, stopped))
        return "done"
    keep(lambda tx: label_jobs.came_out(tx, job.id, which))
    return "again"


def _payload(program: Program, known: Known, job: PrintJob, which: Sequence[int]) -> bytes:
    """A page as its printer takes it: the one that was read back, where that can be.

    Raises:
        Refusal: the template is not the one the job was drawn with.
    """
    with program.database.reading() as connection:
        pdf = blobs.read(connection, job.pdf_blob_id or 0)
        copies = printed.copies(connection, job.id)
        job, digest = printed.job(connection, job.id), printed.digest(connection, job.id)
    template = template_of(program, job.template, digest)
    size = (
        label_sheets.read(job.sheet).paper if job.sheet else (template.width, template.height)
    )
    calibration = printers.calibration(program, known, printers.stock_name(*size))
    if known.address.language == "pdf" and not calibration.moves and not job.sheet:
        return pdf_pages.only(pdf, [number - 1 for number in which])
    if template.digest != digest:
        raise refusal(
            "The template of {number} was changed since it was drawn.",
            "Cancel what is left of it, and print those labels anew.",
            number=job.number,
        )
    fields = [copies[number - 1].fields for number in which]
    if not job.sheet:
        layout = label_layout.arrange(template, fields[0], known.address.dpi)
        return payload(layout, known.address, calibration, job.number)
    label_sheets.takes_pages(known)
    sheets = label_sheets.pages(template, job, fields, known.address.dpi)
    label_sheets.checked(sheets, job.number)
    return payload(sheets[0], known.address, calibration, job.number)


def _see_that_it_prints(known: Known) -> bool:
    """Send nothing to a printer that says it is stopped; whether it says anything of itself.

    Raises:
        Unavailable: in its words.
    """
    if known.address.language != "zpl" or known.address.kind not in ("tcp", "serial"):
        return False
    now = ways.status(known.address)
    if now.standing == "stopped":
        raise Unavailable(
            message("{printer}: {why}", printer=known.name, why=now.words),
            _SEE_TO_IT,
        )
    return now.standing in ("ready", "printing")


def _stopped_at(known: Known) -> str:
    """Why a printer stopped while it had the label, or fell silent; empty: it did not."""
    until = time.monotonic() + _PATIENCE
    while (now := ways.status(known.address)).standing not in ("ready", "stopped"):
        if time.monotonic() > until:
            break
        time.sleep(_STEP)
    if now.standing in ("ready", "printing"):
        return ""
    if now.standing == "stopped":
        return str(now.words)
    return str(message("It took the label and then told nothing more. {why}", why=now.words))


def _ask(
    program: Program, station: Station, job: PrintJob, out: Sequence[tuple[int, str]]
) -> Step:
    """What the print server says of the labels it has."""

    def keep(act: Callable[[Tx], None]) -> None:
        program.database.run(station.by(), act)

    which = [number for number, _printer_job in out]
    printer_job = out[0][1]
    if not printer_job and not program.press.is_ours:  # another program is sending it
        return "wait"
    if not printer_job:  # it was sent, and the database took no more: a full disk
        lost = str(message("What became of it could not be recorded."))
        keep(lambda tx: label_jobs.in_doubt(tx, job.id, which, lost))
        return "done"
    queue = printers.find(program, station, job.printer).address.address
    state = spool.job(spool.JobId(queue, int(printer_job)))
    words = str(state.words)
    if state.printed:
        keep(lambda tx: label_jobs.came_out(tx, job.id, which))
        return "again"
    if state.ended:
        keep(lambda tx: label_jobs.in_doubt(tx, job.id, which, words))
        return "done"
    if words != job.status_words:
        keep(lambda tx: label_jobs.say(tx, job.id, words))
    return "wait"


def job_of(program: Program, job_id: int) -> PrintJob:
    """A job as it is now."""
    with program.database.reading() as connection:
        return printed.job(connection, job_id)


def label_page(program: Program, blob_id: int, number: int, dpi: int = 203) -> bytes:
    """A PNG of a label of a kept job, the first being 1: the page that was read back."""
    with program.database.reading() as connection:
        pdf = blobs.read(connection, blob_id)
    return pdf_pages.page(pdf, number - 1, dpi)


def reprint(
    program: Program,
    station: Station,
    job_id: int,
    reason: str,
    *,
    printer: str = "",
    only: Sequence[int] = (),
    sheet_start: int = 0,
) -> int:
    """Number a job that prints another one's labels again, or some of them, for a reason.

    Raises:
        Refusal: there is no reason, or nothing of it is left to print.
    """
    template = template_of(program, job_of(program, job_id).template)
    order = Reprint(
        new_uid(), job_id, template.version, template.digest, printer, reason, only,
        sheet_start, claims=not template.stops,
    )  # fmt: skip
    return program.database.run(station.by(), lambda tx: label_jobs.reprint(tx, order))
