"""From data to ink: what both the window and the command line print and save.

Drawing and printing run outside any transaction; before and after it a use case keeps the
number, the file and what the printer said. A job that was ordered and never finished is found
again at start.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Refusal, Unavailable
from lsn_desktop.program import new_uid
from lsn_desktop.services import (
    labelling,
    numbering_ahead,
)
from lsn_desktop.storage import blobs, printed
from printing import (
    label_check,
    label_layout,
    label_renderer,
    label_templates,
    spool,
)
from printing.symbols import TITLES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.program import Program, Station
    from lsn_desktop.services.labelling import Wanted
    from lsn_desktop.storage.printed import PrintJob
    from printing.label_elements import LabelTemplate


def order_labels(
    program: Program,
    station: Station,
    template: str,
    wanted: Sequence[Wanted],
    *,
    printer: str = "",
    document_id: int | None = None,
    reason: str = "",
) -> int:
    """Number a print job; :func:`draw` and :func:`send` follow."""
    loaded = label_templates.load(template)
    order = labelling.OrderLabels(
        uid=new_uid(),
        template=loaded.name,
        template_version=loaded.version,
        template_digest=loaded.digest,
        wanted=wanted,
        printer=printer,
        document_id=document_id,
        reason=reason,
    )
    return program.database.run(station.by(), lambda tx: labelling.order_labels(tx, order))


def number_and_print(
    program: Program, station: Station, item_id: int, count: int, *, printer: str = ""
) -> int:
    """Reserve the next numbers of an item and number the job of their labels.

    :func:`print_labels` follows. What a label would show is arranged first: no number is
    taken for labels that cannot be made.

    Raises:
        Refusal: a label cannot be made, or the item has no numbers.
    """
    with program.database.reading() as connection:
        fields = numbering_ahead.sample(connection, item_id, station.by().on)
    loaded = label_templates.load("serial" if fields.get("serial") else "lot")
    label_layout.arrange(loaded, fields, _USUAL_DPI)
    labels = labelling.OrderLabels(
        uid=new_uid(),
        template=loaded.name,
        template_version=loaded.version,
        template_digest=loaded.digest,
        wanted=(),
        printer=printer,
    )
    order = numbering_ahead.NumberAndPrint(item_id, count, labels)
    return program.database.run(
        station.by(), lambda tx: numbering_ahead.number_and_print(tx, order)
    )


def look_over(program: Program, template: str, wanted: Sequence[Wanted]) -> None:
    """See that every label can be made, before its job takes a number.

    Raises:
        Refusal: a field is empty, a GS1 rule broken, or a symbol does not fit.
    """
    loaded = label_templates.load(template)
    with program.database.reading() as connection:
        for each in wanted:
            fields = labelling.fields_of(connection, each)
            try:
                label_layout.arrange(loaded, fields, _USUAL_DPI)
            except Refusal as refused:
                code = fields.get("lsn") or fields.get("location", "")
                fact = message("{code}: {why}", code=code, why=refused.fact)
                raise Refusal(fact, refused.remedy) from refused


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
    dpi = _dpi_of(job.printer)
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


_USUAL_DPI = 203


def _dpi_of(printer: str) -> int:
    """What a queue prints with; modules are whole numbers of its dots."""
    if not printer:
        return _USUAL_DPI
    return (
        next((queue.dpi for queue in spool.queues() if queue.name == printer), 0) or _USUAL_DPI
    )


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


def preview(program: Program, template: str, lsn_id: int, dpi: int = 203) -> bytes:
    """A PNG of the label an LSN would get.

    Raises:
        Refusal: a symbol cannot be made, or does not fit.
    """
    with program.database.reading() as connection:
        fields = labelling.lsn_fields(connection, lsn_id)
    return label_renderer.png(label_templates.load(template), fields, dpi)


@dataclass(frozen=True, slots=True)
class Proof:
    """A label before it is printed: its picture, and each symbol as it was decoded from it."""

    png: bytes
    symbols: Sequence[tuple[str, str]]


def proof(
    program: Program, station: Station, template: str, wanted: Wanted, printer: str = ""
) -> Proof:
    """Draw the label a subject would get on a printer, and read every symbol on it back.

    Raises:
        Refusal: a symbol cannot be made, does not fit, or does not read back.
    """
    with program.database.reading() as connection:
        fields = labelling.fields_of(connection, wanted)
    loaded = label_templates.load(template)
    try:
        dpi = _dpi_of(printer)
    except Unavailable:  # it can be looked at all the same
        dpi = _USUAL_DPI
    symbols = label_check.check(loaded, fields, dpi)
    png = label_renderer.png(loaded, fields, dpi)
    return Proof(
        png,
        [
            (TITLES[one.symbology], _elements(program, station, one.identifier, one.sent))
            for one in symbols
        ],
    )


def _elements(program: Program, station: Station, identifier: str, sent: bytes) -> str:
    """What a scanner would send, with its GS1 elements in brackets."""
    reading = program.read(identifier.encode() + sent, station)
    return "".join(f"({one.id}){one.raw}" for one in reading.elements) or reading.text


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


def template_titles() -> dict[str, str]:
    """The title of each built-in label template, by its name."""
    return {name: label_templates.load(name).title for name in label_templates.builtin()}


def print_page(pdf: bytes, title: str, printer: str, folder: Path) -> Message:
    """Bring a PDF to a print queue, or save it in the folder; says which.

    Raises:
        Refusal, Unavailable: the queue did not take it, or the file cannot be written.
    """
    if printer:
        spool.submit(printer, pdf, title)
        return message("{title} sent to {printer}", title=title, printer=printer)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{title}.pdf"
    spool.save_pdf(target, pdf)
    return message("{title} saved as {file}", title=title, file=target)


def template_of(name: str) -> LabelTemplate:
    """A template by its name or path.

    Raises:
        Refusal: there is none, or it is not a template.
    """
    return label_templates.load(name)
