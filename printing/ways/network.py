"""A printer at a network port, as label printers are at 9100: bytes in, nothing promised.

The connection is made for one label and ended in order, so that a printer that went away in
the middle is noticed while somebody still knows which label it was.
"""

from __future__ import annotations

import re
import socket
import sys
import time
from typing import TYPE_CHECKING

from lsn_desktop.domain.refusals import refusal
from printing.ways import host_status
from printing.ways.address import Sent, reason, uncertain, unreached
from printing.ways.printer_status import PrinterStatus

if sys.platform == "linux":
    import fcntl
    import termios

if TYPE_CHECKING:
    from printing.ways.address import PrinterAddress

USUAL_PORT = 9100
_CONNECT = 5.0  # seconds
_WRITE = 10.0  # seconds without a byte taken
_TAKEN = 5.0  # seconds until the last byte is acknowledged
_GRACE = 0.3  # seconds in which a printer that hangs up is still heard
_ANSWER = 2.0  # seconds for a status
_STEP = 0.02
_AT = re.compile(r"(\[[0-9A-Za-z:.%]+\]|[^\s:/\[\]]+)(?::([0-9]{1,5}))?")
_PORTS = range(1, 65536)


def endpoint(address: str) -> tuple[str, int]:
    """Host and port of ``host``, ``host:port`` or ``[IPv6]:port``; the usual port is 9100.

    Raises:
        Refusal: it is none of them.

    """
    found = _AT.fullmatch(address.strip())
    port = int(found[2] or USUAL_PORT) if found else 0
    if not found or port not in _PORTS:
        raise refusal(
            "{address} is no address of a printer in the network.",
            "Type its name or number and its port, such as 192.168.1.40:9100.",
            address=address.strip() or "-",
        )
    return found[1].strip("[]"), port


def send(printer: PrinterAddress, payload: bytes) -> Sent:
    """Hand over every byte and end the connection in order.

    Raises:
        Refusal: the address is none.
        Uncertain: the connection broke, or stalled, after a byte was sent.
        Unavailable: nothing was sent.

    """
    rest = memoryview(payload)
    try:
        with _connected(printer.address) as connection:
            connection.settimeout(_WRITE)
            while rest:
                rest = rest[connection.send(rest) :]
            connection.shutdown(socket.SHUT_WR)
            _wait_until_taken(connection)
    except OSError as error:
        if len(rest) == len(payload):
            raise unreached(printer.address, reason(error)) from error
        raise uncertain(printer.address, reason(error)) from error
    return Sent()


def status(printer: PrinterAddress) -> PrinterStatus:
    """What the printer answers; one that takes connections but tells nothing is ``unknown``.

    Raises:
        Refusal: the address is none.

    """
    try:
        with _connected(printer.address) as connection:
            if printer.language != "zpl":
                return PrinterStatus("unknown")
            return host_status.read(_asked(connection))
    except host_status.NoStatus:
        return PrinterStatus("unknown")
    except OSError as error:
        return PrinterStatus("away", told=reason(error))


def _connected(address: str) -> socket.socket:
    try:
        return socket.create_connection(endpoint(address), timeout=_CONNECT)
    except UnicodeError as error:  # a name that no network knows how to ask for
        raise OSError(str(error)) from error


def _asked(connection: socket.socket) -> bytes:
    """What comes back for a status, until it is whole, the printer hangs up or time is up."""
    connection.settimeout(_ANSWER)
    connection.sendall(host_status.QUESTION)
    answer, until = b"", time.monotonic() + _ANSWER
    try:
        while not host_status.complete(answer) and time.monotonic() < until:
            came = connection.recv(4096)
            if not came:
                break
            answer += came
    except TimeoutError:
        pass  # what came is all there is
    return answer


def _wait_until_taken(connection: socket.socket) -> None:
    """Return once the printer has the last byte: it hung up too, or acknowledged everything.

    Raises:
        OSError: it went away, or did not take all of it in time.

    """
    connection.settimeout(_STEP)
    began = time.monotonic()
    while True:
        try:
            if not connection.recv(4096):
                return
        except TimeoutError:
            passed = time.monotonic() - began
            left = _unacknowledged(connection)
            if not left and passed > _GRACE:
                return
            if passed > _TAKEN:
                raise


def _unacknowledged(connection: socket.socket) -> int:
    """How many bytes are still on their way; 0 where the system does not tell."""
    if sys.platform == "linux":
        count = fcntl.ioctl(connection, termios.TIOCOUTQ, bytes(4))
        return int.from_bytes(count, sys.byteorder)
    return 0
