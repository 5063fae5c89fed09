"""A print queue of this computer, with a driver or raw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Unavailable
from printing.queues import spool
from printing.ways.address import Sent, uncertain
from printing.ways.printer_status import PrinterStatus

if TYPE_CHECKING:
    from printing.ways.address import PrinterAddress
    from printing.ways.printer_status import Standing, Trouble

# RFC 8011, 5.4.12, and PWG 5100.9: how a reason begins; "-error", "-report" may follow.
_REASONS: tuple[tuple[str, Trouble], ...] = (
    ("media-empty", "paper out"),
    ("media-needed", "paper out"),
    ("media-low", "low on paper"),
    ("marker-supply-empty", "ribbon out"),
    ("cover-open", "head open"),
    ("door-open", "head open"),
    ("paused", "paused"),
)


_GONE = message("there is no such print queue")


def send(printer: PrinterAddress, payload: bytes, title: str) -> Sent:
    """Hand a PDF, or the raw bytes, to the queue; that it took them does not mean printed.

    Raises:
        Refusal: there is no such queue, or it takes no jobs.
        Uncertain: the print server did not say whether it took it.
        Unavailable: no print server answers.

    """
    try:
        if printer.kind == "raw-queue":
            return Sent(spool.submit_raw(printer.address, payload, title))
        exact = printer.language == "bitmap"
        where, dpi = printer.address, printer.dpi
        return Sent(spool.submit_label(where, payload, title, dpi, exact=exact))
    except spool.NoAnswer as failure:
        raise uncertain(printer.address, failure.fact) from failure


def status(printer: PrinterAddress) -> PrinterStatus:
    """What the print server says of the queue."""
    try:
        queue = spool.queue(printer.address)
    except Unavailable as failure:
        return PrinterStatus("away", told=str(failure.fact))
    if queue is None:
        return PrinterStatus("away", told=str(_GONE))
    troubles = [
        name
        for start, name in _REASONS
        if any(reason.startswith(start) for reason in queue.reasons)
    ]
    if not queue.accepting:
        troubles.append("takes no jobs")
    stopped = queue.stopped or not queue.accepting
    standing: Standing = "stopped" if stopped else "printing" if queue.waiting else "ready"
    return PrinterStatus(
        standing, tuple(dict.fromkeys(troubles)), waiting=queue.waiting, told=queue.told
    )
