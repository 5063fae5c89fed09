"""A printer at a serial port, real or over USB.

XON/XOFF holds us back while the printer is busy, as label printers are delivered; ZPL that is
sent here never holds those two characters.
"""

from __future__ import annotations

import errno
import re
import sys
import time

import serial

from printing.ways import host_status
from printing.ways.address import PrinterAddress, Sent, reason, uncertain, unreached
from printing.ways.printer_status import PrinterStatus

if sys.platform == "win32":
    _LOST: tuple[type[Exception], ...] = (OSError, ValueError)
else:
    import termios

    _LOST = (OSError, ValueError, termios.error)  # the last when the cable goes while it waits

_WRITE = 10.0  # seconds without a byte taken
_ANSWER = 2.0  # seconds for a status
_PATIENCE = 5.0  # seconds for another program to let go of the port
_TAKEN = frozenset((errno.EAGAIN, errno.EBUSY, errno.EACCES))
_CHUNK = 512  # bytes
_STEP = 0.02
_WRITTEN_OUT = re.compile(r"Error\(\d+, '([^']+)'")


def send(printer: PrinterAddress, payload: bytes) -> Sent:
    """Write every byte and wait until the port has sent the last one.

    Raises:
        Uncertain: the port was lost, or the printer held us back too long, in the middle.
        Unavailable: nothing was sent.

    """
    begun = False
    try:
        with _free(printer) as port:
            begun = True  # of a write that fails, nobody knows how much the port took
            for start in range(0, len(payload), _CHUNK):
                port.write(payload[start : start + _CHUNK])
            _drain(port)
    except _LOST as error:  # SerialException is an OSError
        if not begun:
            raise unreached(printer.address, _why(error)) from error
        raise uncertain(printer.address, _why(error)) from error
    return Sent()


def status(printer: PrinterAddress) -> PrinterStatus:
    """What the printer answers; a port nobody answers at is ``unknown``."""
    try:
        with _opened(printer) as port:
            if printer.language != "zpl":
                return PrinterStatus("unknown")
            port.reset_input_buffer()
            port.write(host_status.QUESTION)
            return host_status.read(_answer(port))
    except host_status.NoStatus:
        return PrinterStatus("unknown")
    except _LOST as error:
        return PrinterStatus("away", told=_why(error))


def _free(printer: PrinterAddress) -> serial.Serial:
    """The port, once no other program is asking the printer how it stands."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return _opened(printer)
        except OSError as error:
            if not _is_taken(error) or time.monotonic() > until:
                raise
            time.sleep(_STEP)


def _is_taken(error: OSError) -> bool:
    """Whether another program has the port; on Windows pyserial says so in words alone."""
    return error.errno in _TAKEN or "PermissionError(" in str(error)


def _opened(printer: PrinterAddress) -> serial.Serial:
    return serial.Serial(
        printer.address,
        printer.baud,
        timeout=_STEP,
        write_timeout=_WRITE,
        xonxoff=True,
        exclusive=True,
    )


def _drain(port: serial.Serial) -> None:
    """Wait for the last byte; ``flush`` alone would wait for a paused printer for ever."""
    left, until = port.out_waiting, time.monotonic() + _WRITE
    while left:
        time.sleep(_STEP)
        now = port.out_waiting
        if now < left:
            until = time.monotonic() + _WRITE
        elif time.monotonic() > until:
            port.reset_output_buffer()  # or closing the port would wait for it
            raise TimeoutError("the printer takes no more")
        left = now
    port.flush()


def _answer(port: serial.Serial) -> bytes:
    answer, until = b"", time.monotonic() + _ANSWER
    while not host_status.complete(answer) and time.monotonic() < until:
        answer += port.read(max(port.in_waiting, 1))
    return answer


def _why(error: Exception) -> str:
    """The system's words; pyserial's own carry the number and a whole exception."""
    if written := _WRITTEN_OUT.search(str(error)):  # as on Windows
        return written[1].rstrip(".")
    cause = error.__context__ if isinstance(error.__context__, OSError) else error
    return reason(cause)
