"""The print spooler of Windows, opened and asked; what it answers is told in words.

A job that is printed leaves its queue at once, as one does that somebody deletes: who asks
later cannot tell which it was. So a job is kept in its queue until it was asked after
(``JOB_CONTROL_RETAIN``), and let go when its end is known; whoever sends and never asks has it
let go with a later one.

Source: Microsoft, printdocs: OpenPrinter, SetJob; [MS-RPRN] 3.1.4.3.1.
"""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pywintypes
import win32print

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Unavailable
from printing.queues.print_jobs import JobId, NoAnswer, not_taken

if TYPE_CHECKING:
    from collections.abc import Generator

    from _win32typing import PyPrinterHANDLE

PROGRAM = "LSN Desktop"
NO_SUCH_JOB = 87  # ERROR_INVALID_PARAMETER: [MS-RPRN] 3.1.4.3.2
_NO_SUCH_QUEUE = 1801  # ERROR_INVALID_PRINTER_NAME
_NOT_RUNNING = range(1700, 1800)  # RPC_S_...: the spooler, or the computer it runs on, is away
_RETAIN, _RELEASE = 8, 9  # JOB_CONTROL_...
_ASKED_WITHIN = 60.0  # seconds

_kept: dict[JobId, float] = {}


@contextmanager
def opened(queue: str) -> Generator[PyPrinterHANDLE]:
    """A queue by its name; what goes wrong with it before anything was sent is told.

    Raises:
        Refusal: there is no such queue, or it lets us do nothing.
        Unavailable: the spooler does not run.

    """
    try:
        printer = win32print.OpenPrinter(queue)
        try:
            yield printer
        finally:
            win32print.ClosePrinter(printer)
    except pywintypes.error as error:
        raise failure(queue, error) from error


def is_there(queue: str) -> bool:
    """Whether there is a queue of that name.

    Raises:
        Refusal: it lets us do nothing.
        Unavailable: the spooler does not run.

    """
    try:
        win32print.ClosePrinter(win32print.OpenPrinter(queue))
    except pywintypes.error as error:
        if error.winerror == _NO_SUCH_QUEUE:
            return False
        raise failure(queue, error) from error
    return True


def keep(printer: PyPrinterHANDLE, which: JobId) -> None:
    """Have the queue keep a job after it was printed; who may not is told ``unknown`` then."""
    with suppress(pywintypes.error):
        win32print.SetJob(printer, which.number, 0, None, _RETAIN)
        _kept[which] = time.monotonic()


def let_go(printer: PyPrinterHANDLE, which: JobId) -> None:
    """Let a job leave its queue; one that is gone already is gone."""
    _kept.pop(which, None)
    with suppress(pywintypes.error):
        win32print.SetJob(printer, which.number, 0, None, _RELEASE)


def let_unasked_go(printer: PyPrinterHANDLE, queue: str) -> None:
    """Let the jobs go of a queue that nobody asked after: test labels, pages."""
    now = time.monotonic()
    for which, since in tuple(_kept.items()):
        if which.queue == queue and now - since > _ASKED_WITHIN:
            let_go(printer, which)


def failure(queue: str, error: pywintypes.error) -> Exception:
    """What kept a queue from taking a job, of which nothing was sent."""
    if error.winerror in _NOT_RUNNING:
        return unavailable(error)
    return not_taken(queue, f"{why(error)}.")


def unavailable(error: pywintypes.error) -> Unavailable:
    """The failure of a spooler that does not run."""
    return Unavailable(
        message("The print spooler of this computer does not answer: {why}", why=why(error)),
        message(
            "Start the service Print Spooler, or save the PDF to a file. What was posted is recorded."  # noqa: E501
        ),
    )


def broken_off(error: pywintypes.error) -> NoAnswer:
    """The failure in the middle of a job: some of it may be printed."""
    told = unavailable(error)
    return NoAnswer(told.fact, told.remedy)


def why(error: pywintypes.error) -> str:
    """The system's words."""
    return str(error.strerror or error.winerror).strip().rstrip(".")
