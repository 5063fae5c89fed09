"""A label printer at a serial port: a pseudo terminal with somebody at the other end."""

from __future__ import annotations

import os
import pty
import select
import threading
import time
import tty
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.network_printer import READY

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUESTION = b"~HS"


@dataclass
class SerialPrinter:
    """A running printer; ``received`` is all it got, questions left out."""

    device: str
    received: bytes = b""
    says: bytes = READY
    silent: bool = False
    reads: bool = True
    dies_after: int | None = None

    def wait_for(self, count: int, seconds: float = 10.0) -> bytes:
        """What it received, once there are ``count`` bytes of it."""
        until = time.monotonic() + seconds
        while len(self.received) < count and time.monotonic() < until:
            time.sleep(0.005)
        return self.received


@contextmanager
def serial_printer() -> Iterator[SerialPrinter]:
    """A printer that is on until the block ends, or it dies."""
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    printer = SerialPrinter(os.ttyname(theirs))
    end = threading.Event()
    reading = threading.Thread(target=_serve, args=(ours, theirs, printer, end))
    reading.start()
    try:
        yield printer
    finally:
        end.set()
        reading.join(20)


def _serve(ours: int, theirs: int, printer: SerialPrinter, end: threading.Event) -> None:
    while not end.is_set():
        ready, _, _ = select.select([ours], [], [], 0.02)
        if not ready or not printer.reads:
            time.sleep(0.005)
            continue
        printer.received += os.read(ours, 4096)
        if _QUESTION in printer.received:
            printer.received = printer.received.replace(_QUESTION, b"", 1)
            if not printer.silent:
                os.write(ours, printer.says)
        if printer.dies_after is not None and len(printer.received) >= printer.dies_after:
            break
    os.close(theirs)
    os.close(ours)
