"""The system's print queues: which there are, a PDF sent to one, and what became of it.

On Linux and macOS the queues are CUPS's, spoken to over its own protocol, because only that
tells why a job stopped; a library that says "printed" when the job was handed over is wrong a
moment later, when CUPS cancels it. ``CUPS_SERVER`` (a host, a host:port or a socket's path)
chooses another server, as for every CUPS program.

Windows has no CUPS: every function here but :func:`save_pdf` raises ``Unavailable`` there, and
the window prints the same PDF through Qt's printer dialogue instead.
"""

from __future__ import annotations

import http.client
import os
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from lsn_desktop.domain.messages import Message, mark, message
from lsn_desktop.domain.refusals import Unavailable, refusal
from printing import ipp
from printing.fonts import POINT
from printing.pages import opened

State = Literal[
    "pending", "held", "processing", "stopped", "canceled", "aborted", "completed", "unknown"
]
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
_MOST_COPIES = 9999
_PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Queue:
    """A print queue as it was when asked.

    ``told`` is why it is stopped, in its own words; ``dpi`` what its driver prints with, which
    labels are laid out for, or 0 when there is no driver to ask; ``waiting`` how many jobs are
    in it.
    """

    name: str
    description: str
    default: bool
    accepting: bool
    stopped: bool
    reasons: tuple[str, ...]
    told: str
    dpi: int
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class JobId:
    """A job of the print server."""

    queue: str
    number: int


@dataclass(frozen=True, slots=True)
class JobState:
    """What became of a job. ``reasons`` are IPP keywords, ``told`` the server's own words."""

    state: State
    reasons: tuple[str, ...]
    told: str

    @property
    def ended(self) -> bool:
        return self.state in ("canceled", "aborted", "completed", "unknown")

    @property
    def printed(self) -> bool:
        """Whether the printer took all of it; only ``completed`` says so."""
        return self.state == "completed"

    @property
    def words(self) -> Message:
        """The state as a person is told it."""
        if self.state == "processing" and self.told:
            return message("Printing; the printer says: {why}", why=self.told)
        why = self.told or ", ".join(self.reasons) or "-"
        return message(_WORDS[self.state], why=why)


_WORDS: dict[State, str] = {
    "pending": mark("Waiting for the printer."),
    "held": mark("Held in the print queue: {why}"),
    "processing": mark("Printing."),
    "stopped": mark("Not printed yet, the print queue is stopped: {why}"),
    "canceled": mark("Not printed, the job was canceled: {why}"),
    "aborted": mark("Not printed, the print queue gave up: {why}"),
    "completed": mark("Printed."),
    "unknown": mark("The print queue no longer knows this job."),
}


class NoAnswer(Unavailable):
    """The print server was asked, and did not say what became of it."""


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


def submit(queue: str, document: bytes, title: str, copies: int = 1, kind: str = _PDF) -> JobId:
    """Hand a document to a queue; a PDF at its own size, never scaled to the paper.

    That the server took it does not mean printed: follow :func:`job`.

    Args:
        queue: its name.
        document: a PDF, or bytes of another kind.
        title: what people see in the queue.
        copies: 1 to 9999.
        kind: the MIME type of the document.

    Raises:
        Refusal: there is no such queue, or it takes no jobs.
        NoAnswer: whether the server took it is not known.
        Unavailable: no print server answers.

    """
    if not 1 <= copies <= _MOST_COPIES:
        raise refusal(
            "{copies} copies cannot be printed in one job.",
            "Give a number from 1 to 9999.",
            copies=copies,
        )
    asked = ipp.question(
        ipp.PRINT_JOB,
        [
            ipp.uri("printer-uri", _uri(queue)),
            ipp.name("requesting-user-name", _user()),
            ipp.name("job-name", title or "LSN Desktop"),
            ipp.mime("document-format", kind),
        ],
        [ipp.integer("copies", copies), *(_unscaled(document) if kind == _PDF else ())],
    )
    answer = _ask(asked + document, f"/printers/{quote(queue, safe='')}")
    number = answer.first("job-id")
    if not answer.done or not isinstance(number, int):
        raise refusal(
            "Print queue {queue} did not take the job: {why}",
            "Nothing was printed. Choose another queue, or set this one right in the system's printer settings.",  # noqa: E501
            queue=queue,
            why=answer.first("status-message") or hex(answer.status),
        )
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


def save_pdf(path: Path, pdf: bytes) -> None:
    """Write a PDF to a file, whole or not at all.

    Raises:
        Unavailable: the folder cannot be written, or the disk is full.

    """
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            part = Path(file.name)
            try:
                file.write(pdf)
                file.flush()
                os.fsync(file.fileno())
                file.close()
                part.replace(path)
            except OSError:
                part.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise Unavailable(
            message(
                "{path} could not be written: {why}", path=path, why=error.strerror or error
            ),
            message("Choose another folder, or make room on the disk, then save again."),
        ) from error


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
