"""A real print queue: a CUPS of our own, and a network printer that keeps what it gets.

The printer is a listening port, as label printers are (port 9100); the queue is raw, so the
printer receives the very bytes the program handed over. ``CUPS_SERVER`` leads every CUPS
program, ours included, to this server and to no other.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin"  # where Debian keeps cupsd and lpadmin
_STARTS_WITHIN = 10.0  # seconds

_CUPSD_CONF = """\
LogLevel info
Listen {folder}/cups.sock
Browsing No
DefaultAuthType None
WebInterface No
MaxLogSize 0
JobRetryInterval 1
<Location />
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""

_FILES_CONF = """\
ServerRoot {folder}/etc
StateDir {folder}/run
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
CacheDir {folder}/cache
AccessLog {folder}/log/access
ErrorLog {folder}/log/error
PageLog {folder}/log/page
Printcap {folder}/run/printcap
Sandboxing relaxed
"""


@dataclass
class RealPrinter:
    """A running print server with three queues, and what the printer behind the first received.

    ``queue`` prints; ``broken`` aborts every job; ``stopped`` takes jobs and holds them.
    """

    server: str
    device: str
    received: list[bytes]
    queue: str = "Zebra-Dock"
    broken: str = "Broken-Dock"
    stopped: str = "Stopped-Dock"

    def add_driver_queue(self) -> str:
        """A queue to the same printer through a driver for label printers; its name."""
        _lpadmin(self.server, "Zebra-Driver", self.device, "drv:///sample.drv/zebra.ppd")
        return "Zebra-Driver"

    def cancel(self, number: int) -> None:
        """Cancel a job as an administrator does."""
        _run("cancel", "-h", self.server, str(number))

    def disable(self, queue: str, why: str) -> None:
        """Stop a queue as an administrator does."""
        _run("cupsdisable", "-h", self.server, "-r", why, queue)

    def enable(self, queue: str) -> None:
        """Let a stopped queue go on."""
        _run("cupsenable", "-h", self.server, queue)

    def wait_for_documents(self, count: int, seconds: float = 20.0) -> list[bytes]:
        """The documents the printer received, once there are ``count`` of them."""
        until = time.monotonic() + seconds
        while len(self.received) < count and time.monotonic() < until:
            time.sleep(0.05)
        assert len(self.received) >= count, f"{len(self.received)} of {count} came"
        return self.received


@contextmanager
def real_printer() -> Iterator[RealPrinter]:
    """Start the server and its queues, point ``CUPS_SERVER`` at it, and end it all again."""
    with _listening() as (port, received), _cupsd() as server, _chosen(server):
        printer = RealPrinter(server, f"socket://127.0.0.1:{port}", received)
        nowhere = f"socket://127.0.0.1:{_closed_port()}/?contimeout=1"
        _lpadmin(server, printer.queue, printer.device, "raw")
        _lpadmin(server, printer.broken, nowhere, "raw")
        _lpadmin(server, printer.stopped, printer.device, "raw")
        _run("lpadmin", "-h", server, "-d", printer.queue)
        _run("cupsdisable", "-h", server, "-r", "out of labels", printer.stopped)
        yield printer


@contextmanager
def _cupsd() -> Iterator[str]:
    """A running server; the path of its socket."""
    folder = Path(tempfile.mkdtemp(prefix="lsn-cups-", dir="/tmp"))
    server = _start(folder)
    try:
        _until_it_answers(f"{folder}/cups.sock", server)
        yield f"{folder}/cups.sock"
    finally:
        server.terminate()
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _chosen(server: str) -> Iterator[None]:
    before = os.environ.get("CUPS_SERVER")
    os.environ["CUPS_SERVER"] = server
    try:
        yield
    finally:
        del os.environ["CUPS_SERVER"]
        if before is not None:
            os.environ["CUPS_SERVER"] = before


def _start(folder: Path) -> subprocess.Popen[bytes]:
    """Start cupsd in the foreground with everything it writes below ``folder``."""
    folder.chmod(0o755)  # its filters run as another user
    for name in ("etc", "run", "spool/tmp", "cache", "log"):
        (folder / name).mkdir(parents=True)
    files, conf = folder / "cups-files.conf", folder / "etc" / "cupsd.conf"
    files.write_text(_FILES_CONF.format(folder=folder))
    conf.write_text(_CUPSD_CONF.format(folder=folder))
    cupsd = shutil.which("cupsd", path=_PATH)
    assert cupsd, "there is no cupsd: install cups, cups-client and cups-filters"
    return subprocess.Popen([cupsd, "-f", "-c", str(conf), "-s", str(files)])


def _until_it_answers(server: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < until:
        assert process.poll() is None, "cupsd ended at once"
        asked = subprocess.run(
            ["lpstat", "-h", server, "-r"], capture_output=True, check=False, timeout=20
        )
        if b"is running" in asked.stdout:
            return
        time.sleep(0.05)
    raise AssertionError("cupsd does not answer")


def _lpadmin(server: str, queue: str, device: str, model: str) -> None:
    """Add a queue; that such queues are old, as CUPS says on standard error, is no failure."""
    where = ("-h", server, "-p", queue, "-v", device, "-m", model)
    _run("lpadmin", *where, "-E", "-o", "printer-error-policy=abort-job")


def _run(*command: str) -> None:
    environ = {**os.environ, "PATH": _PATH}
    subprocess.run(command, check=True, capture_output=True, timeout=20, env=environ)


@contextmanager
def _listening() -> Iterator[tuple[int, list[bytes]]]:
    """A port that takes documents, one a connection, until the block ends."""
    received: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as door:
        taking = threading.Thread(target=_take, args=(door, received))
        taking.start()
        try:
            yield door.getsockname()[1], received
        finally:
            door.shutdown(socket.SHUT_RDWR)
            taking.join(20)


def _take(door: socket.socket, received: list[bytes]) -> None:
    while True:
        try:
            connection, _ = door.accept()
        except OSError:  # the door is shut
            return
        with connection:
            received.append(connection.makefile("rb").read())


def _closed_port() -> int:
    """A port nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])
