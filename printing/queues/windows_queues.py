"""The print queues of Windows: which there are, what is sent to one, what became of it.

Source: Microsoft, printdocs: EnumPrinters, GetPrinter, GetJob, "Send Data Directly to a
Printer", "Send Data Directly to an XPS Printer". Seen to work only against a stand-in for
Windows: no test of ours runs there.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pywintypes
import win32print

from printing.queues import windows_flags, windows_pages, windows_spooler
from printing.queues.print_jobs import JobId, JobState, Queue, check_copies
from printing.queues.windows_flags import ATTRIBUTES, DELETED_SOON, JOB, QUEUE

if TYPE_CHECKING:
    from _win32typing import PrinterInfo2, PyPrinterHANDLE

_LOCAL_AND_CONNECTED = 0x2 | 0x4  # PRINTER_ENUM_LOCAL | PRINTER_ENUM_CONNECTIONS
_XPS_DRIVERS = 4  # drivers of this version take XPS, and raw bytes by another name


def queues() -> list[Queue]:
    """The print queues of this computer, the default one first. See ``spool.queues``."""
    try:
        found = win32print.EnumPrinters(_LOCAL_AND_CONNECTED, None, 2)
    except pywintypes.error as error:
        raise windows_spooler.unavailable(error) from error
    default = _default()
    asked = [_queue(info, default, _settings_dpi(info)) for info in found]
    return sorted(asked, key=lambda queue: (not queue.default, queue.name))


def queue(name: str) -> Queue | None:
    """One print queue by its name. See ``spool.queue``."""
    if not name or not windows_spooler.is_there(name):  # no name is the print server itself
        return None
    with windows_spooler.opened(name) as printer:
        info = win32print.GetPrinter(printer, 2)
    return _queue(info, _default(), windows_pages.resolution(name))


def submit(queue: str, pdf: bytes, title: str, copies: int = 1) -> JobId:
    """Draw a PDF on a queue. See ``spool.submit``."""
    check_copies(copies)
    with windows_spooler.opened(queue) as printer:
        windows_spooler.let_unasked_go(printer, queue)
        return windows_pages.send(printer, queue, pdf, title, copies=copies)


def submit_label(queue: str, pdf: bytes, title: str, dpi: int, *, exact: bool) -> JobId:
    """Draw a label on a queue, in its own dots. See ``spool.submit_label``."""
    with windows_spooler.opened(queue) as printer:
        windows_spooler.let_unasked_go(printer, queue)
        return windows_pages.send(printer, queue, pdf, title, dpi=dpi, exact=exact)


def submit_raw(queue: str, payload: bytes, title: str) -> JobId:
    """Hand bytes to a queue past its driver. See ``spool.submit_raw``."""
    with windows_spooler.opened(queue) as printer:
        windows_spooler.let_unasked_go(printer, queue)
        named = (title or windows_spooler.PROGRAM, None, _raw_name(printer))
        which = JobId(queue, win32print.StartDocPrinter(printer, 1, named))
        windows_spooler.keep(printer, which)
        _write(printer, payload)
        return which


def job(which: JobId) -> JobState:
    """What became of a job so far. See ``spool.job``."""
    if not windows_spooler.is_there(which.queue):
        return JobState("unknown", (), "")
    with windows_spooler.opened(which.queue) as printer:
        try:
            info = win32print.GetJob(printer, which.number, 1)
        except pywintypes.error as error:
            if error.winerror != windows_spooler.NO_SUCH_JOB:
                raise windows_spooler.unavailable(error) from error
            return JobState("unknown", (), "")
        state = windows_flags.job_state(info["Status"])
        if state in ("completed", "canceled"):
            windows_spooler.let_go(printer, which)
        flags = [flag for flag in JOB if flag.among(info["Status"])]
        reasons, told = windows_flags.reasons(flags), info["pStatus"] or ""
        if state == "pending":
            asked = _queue(win32print.GetPrinter(printer, 2), "", 0)
            if asked.stopped:
                return JobState("stopped", (*reasons, *asked.reasons), told or asked.told)
        return JobState(state, reasons, told or windows_flags.told(flags))


def _queue(info: PrinterInfo2, default: str, dpi: int) -> Queue:
    status = info["Status"]
    flags = [flag for flag in QUEUE if flag.among(status)]
    flags += [flag for flag in ATTRIBUTES if flag.among(info["Attributes"])]
    return Queue(
        info["pPrinterName"],
        description=info["pComment"] or info["pLocation"] or "",
        default=info["pPrinterName"] == default,
        accepting=not status & DELETED_SOON,
        stopped=any(flag.stops for flag in flags),
        reasons=windows_flags.reasons(flags),
        told=windows_flags.told(flags),
        dpi=dpi,
        waiting=info["cJobs"],
    )


def _default() -> str:
    try:
        return win32print.GetDefaultPrinter()
    except pywintypes.error:  # there is none
        return ""


def _settings_dpi(info: PrinterInfo2) -> int:
    """Dots an inch the queue is set to; 0 where it says only "draft" or "high"."""
    settings = info["pDevMode"]
    return max(0, settings.PrintQuality) if settings else 0


def _raw_name(printer: PyPrinterHANDLE) -> str:
    """What bytes are called that no driver may touch.

    A driver that takes XPS draws "RAW" as a page, or prints nothing; its way past is another.
    """
    driver = win32print.GetPrinter(printer, 2)["pDriverName"]
    drivers = win32print.EnumPrinterDrivers(None, None, 2)
    of = {one["Name"]: one["Version"] for one in drivers}
    return "XPS_PASS" if of.get(driver) == _XPS_DRIVERS else "RAW"


def _write(printer: PyPrinterHANDLE, payload: bytes) -> None:
    """Write every byte; a queue may begin to print before it has the last one.

    Raises:
        NoAnswer: it broke in the middle.
        pywintypes.error: nothing was taken.

    """
    rest = memoryview(payload)
    try:
        win32print.StartPagePrinter(printer)
        while rest:
            rest = rest[win32print.WritePrinter(printer, rest) :]
        win32print.EndPagePrinter(printer)
        win32print.EndDocPrinter(printer)
    except pywintypes.error as error:
        with suppress(pywintypes.error):
            win32print.AbortPrinter(printer)
        if len(rest) < len(payload):
            raise windows_spooler.broken_off(error) from error
        raise
