"""The system's print queues: which there are, a PDF sent to one, and what became of it.

On Linux and macOS they are CUPS's (:mod:`cups`), on Windows those of its print spooler
(:mod:`windows_queues`). Both tell what became of a job, because a library that says "printed"
when the job was handed over is wrong a moment later, when the queue cancels it.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Unavailable
from printing.queues.print_jobs import JobId, JobState, NoAnswer, Queue

if sys.platform == "win32":
    from printing.queues import windows_queues as server
else:
    from printing.queues import cups as server

__all__ = [
    "JobId",
    "JobState",
    "NoAnswer",
    "Queue",
    "job",
    "queue",
    "queues",
    "save_pdf",
    "submit",
    "submit_label",
    "submit_raw",
]


def queues() -> list[Queue]:
    """The print queues of this computer, the default one first.

    Raises:
        Unavailable: no print server answers.

    """
    return server.queues()


def queue(name: str) -> Queue | None:
    """One print queue by its name; None when there is no such.

    Raises:
        Unavailable: no print server answers.

    """
    return server.queue(name)


def submit(queue: str, pdf: bytes, title: str, copies: int = 1) -> JobId:
    """Hand a PDF to a queue, at its own size, never scaled to the paper.

    That the server took it does not mean printed: follow :func:`job`.

    Args:
        queue: its name.
        pdf: the document.
        title: what people see in the queue.
        copies: 1 to 9999.

    Raises:
        Refusal: there is no such queue, or it takes no jobs.
        NoAnswer: whether the server took it is not known.
        Unavailable: no print server answers.

    """
    return server.submit(queue, pdf, title, copies)


def submit_label(queue: str, pdf: bytes, title: str, dpi: int, *, exact: bool) -> JobId:
    """Hand the PDF of a label or sheet to a queue, laid out for ``dpi`` dots an inch.

    Args:
        queue: its name.
        pdf: the label.
        title: what people see in the queue.
        dpi: what the print head was said to have.
        exact: its dots are the printer's own, and may not become others.

    Raises:
        Refusal, NoAnswer, Unavailable: as :func:`submit`.

    """
    return server.submit_label(queue, pdf, title, dpi, exact=exact)


def submit_raw(queue: str, payload: bytes, title: str) -> JobId:
    """Hand bytes to a queue that reach the printer as they are, past any driver.

    Raises:
        Refusal, NoAnswer, Unavailable: as :func:`submit`.

    """
    return server.submit_raw(queue, payload, title)


def job(which: JobId) -> JobState:
    """What became of a job so far; ``unknown`` when the server no longer keeps it.

    A job that waits in a stopped queue is told as ``stopped``, with the queue's reason.

    Raises:
        Unavailable: no print server answers.

    """
    return server.job(which)


def save_pdf(path: Path, pdf: bytes) -> None:
    """Write a PDF to a file, whole or not at all.

    Raises:
        Unavailable: the folder cannot be written, or the disk is full.

    """
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            part = Path(file.name)
            try:
                file.write(pdf)
                file.flush()
                os.fsync(file.fileno())
                file.close()
                part.replace(path)
            except OSError:
                with suppress(OSError):  # a full disk may refuse the rest once more
                    file.close()  # an open file cannot be removed on Windows
                part.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise Unavailable(
            message(
                "{path} could not be written: {why}", path=path, why=error.strerror or error
            ),
            message("Choose another folder, or make room on the disk, then save again."),
        ) from error
