"""The ways to a printer: a print queue, a network port, a serial port, a folder.

A label that was handed over is not yet printed; :func:`status` asks what the printer says
itself, where it says anything.
"""

from __future__ import annotations

from threading import Lock

from printing.ways import folder, network, queue, serial_port
from printing.ways.address import PrinterAddress, Sent, Uncertain
from printing.ways.printer_status import PrinterStatus

__all__ = ["PrinterAddress", "PrinterStatus", "Sent", "Uncertain", "send", "status"]


def send(printer: PrinterAddress, payload: bytes, title: str) -> Sent:
    """Bring one label, or one sheet, to a printer, in the printer's own language.

    Args:
        printer: which one, and how it is reached.
        payload: a PDF for ``pdf`` and ``bitmap``, whole formats for ``zpl``.
        title: what the job is called in a queue or folder, such as ``PJ-00017 3``.

    Raises:
        Refusal: there is no such queue, or it takes no jobs; the address is none.
        Uncertain: the way broke when part of it was sent; it may be printed or not.
        Unavailable: nothing was sent.

    """
    match printer.kind:
        case "tcp":
            with _turn(printer):
                return network.send(printer, payload)
        case "serial":
            with _turn(printer):
                return serial_port.send(printer, payload)
        case "folder":
            return folder.send(printer, payload, title)
        case "queue" | "raw-queue":
            return queue.send(printer, payload, title)


def status(printer: PrinterAddress) -> PrinterStatus:
    """What a printer says of itself; one that cannot be reached is ``away``, no error.

    Raises:
        Refusal: the address is none.

    """
    match printer.kind:
        case "tcp":
            with _turn(printer):
                return network.status(printer)
        case "serial":
            with _turn(printer):
                return serial_port.status(printer)
        case "folder":
            return folder.status(printer)
        case "queue" | "raw-queue":
            return queue.status(printer)


_turns: dict[str, Lock] = {}


def _turn(printer: PrinterAddress) -> Lock:
    """Many printers listen to one at a time: a label waits until a question is answered."""
    return _turns.setdefault(printer.address, Lock())
