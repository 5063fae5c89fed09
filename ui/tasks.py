"""Work off the UI thread, in lanes; each answer comes back on the UI thread.

One writes, two read, one counts, four are at the printers, one does what takes long.

The UI thread never touches the database. A scan goes before any other write; a bug in
a job reaches both its page and the crash report, never silence.
"""

from __future__ import annotations

import heapq
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import partial
from itertools import count
from threading import Lock
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from lsn_desktop.domain.refusals import Refusal, Unavailable

T = TypeVar("T")
Failed = Callable[[Exception], None]
_SCAN, _OTHER = 0, 1  # the order in which waiting writes are taken


class Asked:
    """Something asked for; ``cancel`` when the answer is no longer wanted."""

    def __init__(self) -> None:
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


class Lanes(Protocol):
    """Where a page takes its work; :class:`Tasks` in the program, :class:`Inline` in tests."""

    def scan(self, job: Callable[[], T], then: Callable[[T], None], failed: Failed) -> Asked:
        """Write what a scan asks for, before any other write that waits."""

    def write(self, job: Callable[[], T], then: Callable[[T], None], failed: Failed) -> Asked:
        """Write, after the writes before it."""

    def read(self, job: Callable[[], T], then: Callable[[T], None], failed: Failed) -> Asked:
        """Ask, beside the writer. A cancelled question that has not begun is not asked."""

    def count(self, job: Callable[[], T], then: Callable[[T], None], failed: Failed) -> Asked:
        """Walk a long list, in no page's way, and not behind a backup either."""

    def print(self, job: Callable[[], T], then: Callable[[T], None], failed: Failed) -> Asked:
        """Bring a label to a printer, which may take its time."""

    def aside(self, job: Callable[[], T], then: Callable[[T], None], failed: Failed) -> Asked:
        """What reads for long (a backup, a proof), in nobody's way; one after the other."""


class Tasks(QObject):
    """The lanes of the program. ``then`` and ``failed`` are called on the UI thread.

    Neither is called for a widget that is gone by then. A write runs even when it is
    cancelled: only its answer is dropped.
    """

    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._readers = ThreadPoolExecutor(2, thread_name_prefix="reader")
        self._counter = ThreadPoolExecutor(1, thread_name_prefix="counter")
        self._printers = ThreadPoolExecutor(4, thread_name_prefix="printer")
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="aside")
        self._waiting: list[tuple[int, int, Callable[[], None]]] = []
        self._order = count()
        self._lock = Lock()
        self._closed = False
        self._answered.connect(_call, Qt.ConnectionType.QueuedConnection)

    def scan(self, job: Callable[[], T], then: Callable[[T], None], failed: Failed) -> Asked:
        return self._write(_SCAN, job, then, failed)

    def write(self, job: Callable[[], T], then: Callable[[T], None], failed: Failed) -> Asked:
        return self._write(_OTHER, job, then, failed)

    def read(self, job: Callable[[], T], then: Callable[[T], None], failed: Failed) -> Asked:
        return self._ask(self._readers, job, then, failed)

    def count(self, job: Callable[[], T], then: Callable[[T], None], failed: Failed) -> Asked:
        return self._ask(self._counter, job, then, failed)

    def print(self, job: Callable[[], T], then: Callable[[T], None], failed: Failed) -> Asked:
        return self._ask(self._printers, job, then, failed)

    def aside(self, job: Callable[[], T], then: Callable[[T], None], failed: Failed) -> Asked:
        return self._ask(self._aside, job, then, failed)

    def close(self) -> None:
        """Finish the writes that wait, drop the questions, and end the threads."""
        self._closed = True
        for lane in (self._readers, self._counter, self._printers, self._aside):
            lane.shutdown(cancel_futures=True)
        self._writer.shutdown()

    def _ask(
        self, lane: Executor, job: Callable[[], T], then: Callable[[T], None], failed: Failed
    ) -> Asked:
        asked = Asked()

        def run() -> None:
            if not asked.cancelled:
                self._run(asked, job, then, failed)

        if not self._closed:  # a table's pause may end after the window was closed
            _submit(lane, run)
        return asked

    def _write(
        self, urgency: int, job: Callable[[], T], then: Callable[[T], None], failed: Failed
    ) -> Asked:
        asked = Asked()
        with self._lock:
            heapq.heappush(
                self._waiting,
                (urgency, next(self._order), lambda: self._run(asked, job, then, failed)),
            )
        _submit(self._writer, self._write_next)
        return asked

    def _write_next(self) -> None:
        with self._lock:
            _urgency, _order, run = heapq.heappop(self._waiting)
        run()

    def _run(
        self, asked: Asked, job: Callable[[], T], then: Callable[[T], None], failed: Failed
    ) -> None:
        try:
            answer = job()
        except Exception as error:  # noqa: BLE001 - the page is told whatever it was
            self._answered.emit(_failure(asked, error, failed))
        else:
            self._answered.emit(lambda: _tell(asked, then, answer))


class Inline:
    """Lanes without threads: each job runs at once, on the caller's."""

    def scan(self, job: Callable[[], T], then: Callable[[T], None], failed: Failed) -> Asked:
        return self.read(job, then, failed)

    def write(self, job: Callable[[], T], then: Callable[[T], None], failed: Failed) -> Asked:
        return self.read(job, then, failed)

    def count(self, job: Callable[[], T], then: Callable[[T], None], failed: Failed) -> Asked:
        return self.read(job, then, failed)

    def print(self, job: Callable[[], T], then: Callable[[T], None], failed: Failed) -> Asked:
        return self.read(job, then, failed)

    def aside(self, job: Callable[[], T], then: Callable[[T], None], failed: Failed) -> Asked:
        return self.read(job, then, failed)

    def read(self, job: Callable[[], T], then: Callable[[T], None], failed: Failed) -> Asked:
        asked = Asked()
        try:
            answer = job()
        except Exception as error:  # noqa: BLE001 - as in Tasks
            _failure(asked, error, failed)()
        else:
            then(answer)
        return asked


def _failure(asked: Asked, error: Exception, failed: Failed) -> Callable[[], None]:
    """Tell the page, and the crash report too if it is a bug."""

    def tell() -> None:
        if not isinstance(error, Refusal | Unavailable):
            sys.excepthook(type(error), error, error.__traceback__)
        _tell(asked, failed, error)

    return tell


def _tell(asked: Asked, listener: Callable[[T], None], answer: T) -> None:
    if not (asked.cancelled or any(not isValid(one) for one in _needed(listener))):
        listener(answer)


def _needed(listener: object) -> Iterator[QObject]:
    """What a listener cannot do without: whose method it is, or what a lambda closes over."""
    while isinstance(listener, partial):
        listener = listener.func
    closure = getattr(listener, "__closure__", None) or ()
    for one in (getattr(listener, "__self__", None), *(cell.cell_contents for cell in closure)):
        if isinstance(one, QObject):
            yield one


def _call(answer: Callable[[], None]) -> None:
    answer()


def _submit(lane: Executor, run: Callable[[], None]) -> None:
    """Start a job whose own errors are already told; anything else is a bug in this module."""
    future: Future[None] = lane.submit(run)
    future.add_done_callback(_nothing_left)


def _nothing_left(future: Future[None]) -> None:
    if not future.cancelled() and (error := future.exception()) is not None:
        sys.excepthook(type(error), error, error.__traceback__)
