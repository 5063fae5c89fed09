"""A label printer at a network port: it keeps what it gets, and can be killed."""

from __future__ import annotations

import socket
import struct
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

READY = (
    b"\x02030,0,0,0812,000,0,0,0,000,0,0,0\x03\r\n"
    b"\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n"
    b"\x021234,0\x03\r\n"
)
"""What an idle printer answers; the example of the guide, with nothing wrong."""

_QUESTION = b"~HS"
_FLAGS = ("paper out", "paused", "head open", "ribbon out", "full", "cut short")


def answers(*wrong: str, waiting: int = 0, left: int = 0) -> bytes:
    """What a printer answers that is not idle: what is wrong, and what is still to come."""
    paper, paused, head, ribbon, full, cut = (name in wrong for name in _FLAGS)
    return (
        f"\x02030,{paper:d},{paused:d},0812,{waiting:03d},{full:d},0,{cut:d},000,0,0,0"
        f"\x03\r\n\x02000,0,{head:d},{ribbon:d},0,2,4,0,{left:08d},1,000\x03\r\n"
        "\x021234,0\x03\r\n"
    ).encode()


@dataclass
class NetworkPrinter:
    """A running printer. ``received`` are its labels, one a connection, questions left out.

    With ``dies_after`` bytes it is switched off: the connection is reset and nobody answers
    any more. ``deaf`` takes connections and reads nothing; ``silent`` answers no question.
    With ``roll`` it has so many labels left, and says so when the last one came out;
    ``hangs_after`` so many labels it is deaf.
    """

    port: int
    received: list[bytes] = field(default_factory=list)
    says: bytes = READY
    dies_after: int | None = None
    deaf: bool = False
    silent: bool = False
    ended_in_order: int = 0
    roll: int | None = None
    hangs_after: int | None = None

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"


@contextmanager
def network_printer() -> Iterator[NetworkPrinter]:
    """A printer that is on until the block ends."""
    door = socket.create_server(("127.0.0.1", 0))
    printer = NetworkPrinter(door.getsockname()[1])
    end = threading.Event()
    taking = threading.Thread(target=_serve, args=(door, printer, end))
    taking.start()
    try:
        yield printer
    finally:
        end.set()
        with socket.socket() as knock:  # accept waits for somebody
            knock.connect_ex(("127.0.0.1", printer.port))
        taking.join(20)
        door.close()


def _serve(door: socket.socket, printer: NetworkPrinter, end: threading.Event) -> None:
    while True:
        connection, _ = door.accept()
        with connection:
            if end.is_set():
                return
            if printer.deaf or printer.hangs_after == len(printer.received):
                end.wait(30)
                return
            if not _take(connection, printer):
                door.close()  # nobody answers any more
                return


def _take(connection: socket.socket, printer: NetworkPrinter) -> bool:
    """Take one connection to its end; False if the printer went off meanwhile."""
    taken = bytearray()
    while came := _came(connection):
        taken += came
        if taken.endswith(_QUESTION):
            del taken[-len(_QUESTION) :]
            if not printer.silent:
                with suppress(ConnectionError):  # whoever asked was killed
                    connection.sendall(printer.says)
        if printer.dies_after is not None and len(taken) >= printer.dies_after:
            printer.received.append(bytes(taken[: printer.dies_after]))
            at_once = struct.pack("ii", 1, 0)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
            return False
    printer.ended_in_order += 1
    if taken:
        printer.received.append(bytes(taken))
        if len(printer.received) == printer.roll:
            printer.says = answers("paper out")
    return True


def _came(connection: socket.socket) -> bytes:
    """What comes next; nothing once the other end hung up, or was killed."""
    try:
        return connection.recv(65_536)
    except ConnectionError:
        return b""
