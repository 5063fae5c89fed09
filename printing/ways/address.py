"""Where a printer is, what it understands, and what became of what was sent to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Unavailable

if TYPE_CHECKING:
    from pathlib import Path

    from lsn_desktop.domain.messages import Message
    from printing.queues.spool import JobId

Kind = Literal["queue", "raw-queue", "tcp", "serial", "folder"]
Language = Literal["pdf", "bitmap", "zpl"]


@dataclass(frozen=True, slots=True)
class PrinterAddress:
    """How a printer is reached and what is sent to it.

    ``address`` is the name of a queue, ``host:port``, the device of a serial port, or a
    folder. ``pdf`` is drawn by the printer's driver, ``bitmap`` are our own dots on a page,
    ``zpl`` is what label printers speak. ``dpi`` is the print head's; ``baud`` is of a serial
    port.
    """

    kind: Kind
    address: str
    language: Language = "pdf"
    dpi: int = 203
    baud: int = 9600


@dataclass(frozen=True, slots=True)
class Sent:
    """All of it was handed over: to a queue as ``job``, which can be followed, or as ``file``.

    A printer that was sent to directly has taken every byte; whether the label came out, its
    status may tell.
    """

    job: JobId | None = None
    file: Path | None = None


class Uncertain(Unavailable):
    """The way to a printer broke when part was sent: the label may have come out or not."""


def uncertain(printer: str, why: object) -> Uncertain:
    """The failure that leaves somebody to look at the printer."""
    return Uncertain(
        message(
            "The connection to {printer} broke while a label was sent: {why}.",
            printer=printer,
            why=why,
        ),
        message("Look whether the label came out before you print it again."),
    )


def unreached(printer: str, why: object) -> Unavailable:
    """The failure before anything was sent."""
    return Unavailable(
        message("{printer} does not answer: {why}.", printer=printer, why=why),
        _SEE_TO_IT,
    )


def reason(error: Exception) -> str:
    """Why something failed, in the system's words."""
    words = getattr(error, "strerror", None)
    return str(words or error or type(error).__name__).rstrip(".")


_SEE_TO_IT: Message = message(
    "Nothing was printed. See that the printer is on and connected, then print again."
)
