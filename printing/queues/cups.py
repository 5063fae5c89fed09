"""The print queues of CUPS, on Linux and macOS.

They are spoken to over the server's own protocol, because only that tells why a job stopped.
``CUPS_SERVER`` (a host, a host:port or a socket's path) chooses another server, as for every
CUPS program.
"""

from __future__ import annotations

import http.client
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Unavailable
from printing.fonts import POINT
from printing.pages import opened
from printing.queues import ipp
from printing.queues.print_jobs import (
    JobId,
    JobState,
    NoAnswer,
    Queue,
    State,
    check_copies,
    not_taken,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

assert sys.platform != "win32"  # noqa: S101 - for the type checker: Windows has its own queues

_STATES: dict[int, State] = {
    3: "pending",
    4: "held",
    5: "processing",
    6: "stopped",
    7: "canceled",
    8: "aborted",
    9: "completed",
}
_JOB_ATTRIBUTES = (
    "job-state",
    "job-state-reasons",
    "job-printer-state-message",
    "job-printer-state-reasons",
)
_QUEUE_STOPPED = 5
_FORBIDDEN, _NOT_FOUND = 0x0401, 0x0406  # RFC 8011, B.1.4
_SOCKETS = ("/run/cups/cups.sock", "/var/run/cups/cups.sock", "/private/var/run/cupsd")
_PATIENCE = 10.0  # seconds for one answer
_PDF = "application/pdf"
_RAW = "application/vnd.cups-raw"  # bytes that no filter may touch


def queues() -> list[Queue]:
    """The print queues of this computer, the default one first.

    Raises:
        Unavailable: no print server answers.

    """
    default = _ask(ipp.question(ipp.CUPS_GET_DEFAULT, [])).first("printer-name")
    answer = _answered(_ask(ipp.question(ipp.CUPS_GET_PRINTERS, [])))
    found = [_queue(group, default) for group in answer.groups if group.get("printer-name")]
    return sorted(found, key=lambda queue: (not queue.default, queue.name))


def _queue(group: ipp.Group, default: ipp.Value | None) -> Queue:
    name = str(group["printer-name"][0])
    return Queue(
        name,
        description=str(group.get("printer-info", [""])[0]),
        default=name == default,
        accepting=bool(group.get("printer-is-accepting-jobs", [True])[0]),
        stopped=group.get("printer-state", [0])[0] == _QUEUE_STOPPED,
        reasons=_reasons(group.get("printer-state-reasons", [])),
        told=str(group.get("printer-state-message", [""])[0]),
        dpi=int(group.get("printer-resolution-default", [0])[0]),
        waiting=int(group.get("queued-job-count", [0])[0]),
    )


def submit(queue: str, pdf: bytes, title: str, copies: int = 1) -> JobId:
    """Hand a PDF to a queue; a page as large as it says it is. See ``spool.submit``."""
    check_copies(copies)
    asked = [ipp.integer("copies", copies), *_unscaled(pdf)]
    return _handed_over(queue, pdf, _PDF, title, asked)


def submit_label(queue: str, pdf: bytes, title: str, dpi: int, *, exact: bool) -> JobId:
    """Hand the PDF of a label to a queue. See ``spool.submit_label``."""
    del dpi, exact  # the filters of CUPS draw the page, in the dots of the queue's driver
    return submit(queue, pdf, title)


def submit_raw(queue: str, payload: bytes, title: str) -> JobId:
    """Hand bytes to a queue that pass any filter by. See ``spool.submit_raw``."""
    return _handed_over(queue, payload, _RAW, title, [])


def _handed_over(
    queue: str, document: bytes, kind: str, title: str, asked: Sequence[ipp.Attribute]
) -> JobId:
    question = ipp.question(
        ipp.PRINT_JOB,
        [
            ipp.uri("printer-uri", _uri(queue)),
            ipp.name("requesting-user-name", _user()),
            ipp.name("job-name", title or "LSN Desktop"),
            ipp.mime("document-format", kind),
        ],
        asked,
    )
    answer = _ask(question + document, f"/printers/{quote(queue, safe='')}")
    number = answer.first("job-id")
    if not answer.done or not isinstance(number, int):
        raise not_taken(queue, answer.first("status-message") or hex(answer.status))
    return JobId(queue, number)


def job(which: JobId) -> JobState:
    """What became of a job so far; ``unknown`` when the server no longer keeps it.

    A job that waits in a stopped queue is told as ``stopped``, with the queue's reason.

    Raises:
        Unavailable: no print server answers.

    """
    answer = _ask(
        ipp.question(
            ipp.GET_JOB_ATTRIBUTES,
            [
                ipp.uri("job-uri", f"ipp://localhost/jobs/{which.number}"),
                ipp.name("requesting-user-name", _user()),
                ipp.keyword("requested-attributes", *_JOB_ATTRIBUTES),
            ],
        ),
        "/jobs/",
    )
    number = _answered(answer).first("job-state")
    if not isinstance(number, int):
        return JobState("unknown", (), "")
    state = _STATES.get(number, "unknown")
    reasons = _reasons(
        [
            reason
            for group in answer.groups
            for key in ("job-state-reasons", "job-printer-state-reasons")
            for reason in group.get(key, [])
        ]
    )
    if state == "pending" and (asked := queue(which.queue)) and asked.stopped:
        return JobState("stopped", (*reasons, *asked.reasons), asked.told)
    return JobState(state, reasons, str(answer.first("job-printer-state-message") or ""))


def queue(name: str) -> Queue | None:
    """One print queue by its name; None when there is no such.

    Raises:
        Unavailable: no print server answers.

    """
    answer = _ask(
        ipp.question(ipp.GET_PRINTER_ATTRIBUTES, [ipp.uri("printer-uri", _uri(name))])
    )
    found = [_queue(group, None) for group in answer.groups if group.get("printer-name")]
    return found[0] if found else None


def _unscaled(pdf: bytes) -> tuple[ipp.Attribute, ...]:
    """A page as large as it says it is."""
    return ipp.keyword("print-scaling", "none"), ipp.media_size(*_page_size(pdf))


def _page_size(pdf: bytes) -> tuple[float, float]:
    """Width and height of the first page in mm."""
    with opened(pdf) as document:
        width, height = document.get_page_size(0)
    return width * POINT, height * POINT


def _reasons(values: list[ipp.Value]) -> tuple[str, ...]:
    return tuple(str(value) for value in values if value != "none")


def _uri(queue: str) -> str:
    return f"ipp://localhost/printers/{quote(queue, safe='')}"


def _user() -> str:
    return os.environ.get("USER") or os.environ.get("LOGNAME") or "lsn-desktop"


class _SocketConnection(http.client.HTTPConnection):
    """HTTP over the server's own socket, which knows who is asking."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=_PATIENCE)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(_PATIENCE)
        self.sock.connect(self._path)


def _connection() -> http.client.HTTPConnection:
    chosen = os.environ.get("CUPS_SERVER", "")
    if chosen.startswith("/"):
        return _SocketConnection(chosen)
    if chosen:
        host, _colon, port = chosen.partition(":")
        return http.client.HTTPConnection(host, int(port or 631), timeout=_PATIENCE)
    for path in _SOCKETS:
        if Path(path).is_socket():
            return _SocketConnection(path)
    return http.client.HTTPConnection("localhost", 631, timeout=_PATIENCE)


def _connected() -> http.client.HTTPConnection:
    try:
        connection = _connection()
        try:
            connection.connect()
        except OSError:
            connection.close()
            raise
    except (OSError, ValueError) as error:
        raise _unavailable(str(error)) from error
    return connection


def _ask(body: bytes, path: str = "/") -> ipp.Answer:
    """One question to the print server; a question it does not let us ask is an answer too."""
    connection = _connected()
    try:
        connection.request("POST", path, body, {"Content-Type": "application/ipp"})
        response = connection.getresponse()
        if response.status != http.client.OK:
            return ipp.Answer(_FORBIDDEN, ({"status-message": [response.reason]},))
        return ipp.answer(response.read())
    except (OSError, ValueError, http.client.HTTPException, ipp.NotIpp) as error:
        failure = _unavailable(str(error))
        raise NoAnswer(failure.fact, failure.remedy) from error
    finally:
        connection.close()


def _answered(answer: ipp.Answer) -> ipp.Answer:
    """The answer, unless the server refused to give one; "there is none" is an answer."""
    if answer.done or answer.status == _NOT_FOUND:
        return answer
    raise _unavailable(str(answer.first("status-message") or hex(answer.status)))


def _unavailable(why: str) -> Unavailable:
    return Unavailable(
        message("The print server of this computer does not answer: {why}", why=why),
        message("Start CUPS, or save the PDF to a file. What was posted is recorded."),
    )
