"""Print jobs on their way: ordered, drawn, checked, handed over, one after another."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.paper import label_output, output, sheet_pages
from lsn_desktop.services.labels import label_jobs, labelling
from lsn_desktop.storage import printed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lsn_desktop.services.labels.labelling import Wanted
    from lsn_desktop.storage.printed import PrintJob
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.prints.sheet_plan import Placed

_STEPS = 100  # how often a large job tells how far it is


@dataclass(slots=True)
class _Work:
    """A job to order, or one that has its number; ``wanted`` is what a new one prints."""

    order: Callable[[], int]
    labels: int
    wanted: Sequence[Wanted] = ()
    stop: Event = field(default_factory=Event)
    waits: bool = False
    is_drawn: bool = False


class Press(QObject):
    """Prints on a reader's lane, so that no scan waits for it; the bar follows ``progress``."""

    began = Signal(int)  # labels of the job
    progress = Signal(int)  # labels checked so far
    printed = Signal(object)  # the PrintJob, handed to its printer or saved
    failed = Signal(object, int)  # the error; the job's row number, 0 when there is none
    settled = Signal(object)  # the Wanted that have a job of their own now

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._waiting: deque[_Work] = deque()
        self._now: _Work | None = None
        self._job_id = 0

    @property
    def is_busy(self) -> bool:
        """Whether a job is being drawn."""
        return self._now is not None

    def print_new(
        self,
        placed: Placed,
        wanted: Sequence[Wanted],
        printer: str | None,
    ) -> None:
        """Order a job and print it, on a sheet from one of its labels, or on a roll."""
        desk, station = self._desk, self._desk.station
        template = placed.kind.template

        def order() -> int:
            output.look_over(desk.program, template, wanted)
            return output.order_labels(
                desk.program, station, template, wanted,
                printer=printer, sheet=placed.stock, first=placed.first,
            )  # fmt: skip

        self._put(_Work(order, placed.kind.labels, wanted, waits=placed.waits))

    def print_again(
        self,
        job: PrintJob,
        reason: str,
        printer: str,
        only: Sequence[int] = (),
        sheet_start: int = 0,
    ) -> None:
        """Order a job with another one's labels, or some of them, for a reason; print it."""
        desk, station = self._desk, self._desk.station

        def order() -> int:
            return label_output.reprint(
                desk.program,
                station,
                job.id,
                reason,
                printer=printer,
                only=only,
                sheet_start=sheet_start,
            )

        self._put(_Work(order, len(only) or job.labels))

    def finish(self, job: PrintJob, printer: str) -> None:
        """Print a job that was ordered and is not on paper, on this printer."""
        self.go_on(job, lambda tx: labelling.choose_printer(tx, job.id, printer))

    def go_on(self, job: PrintJob, act: Callable[[Tx], None]) -> None:
        """Print what is left of a job, after this."""
        program, by = self._desk.program, self._desk.station.by()

        def order() -> int:
            program.database.run(by, act)
            return job.id

        self._put(_Work(order, job.labels))

    def stop(self) -> None:
        """Give up what is being drawn; what is with the printer is the printer's."""
        if self._now is not None:
            self._now.stop.set()

    def _put(self, work: _Work) -> None:
        self._waiting.append(work)
        self._print_next()

    def _print_next(self) -> None:
        if self._now is None and self._waiting:
            self._now, self._job_id = self._waiting.popleft(), 0
            self.began.emit(self._now.labels)
            work = self._now
            self._desk.lanes.read(lambda: self._print(work), self._printed, self._failed)

    def _print(self, work: _Work) -> PrintJob:
        """On the lane: number it, draw it, hand it over."""
        program, station = self._desk.program, self._desk.station
        self._job_id = job_id = work.order()
        step = max(1, work.labels // _STEPS)

        def each(done: int) -> None:
            if work.stop.is_set():
                raise refusal("Printing was stopped.", "Nothing was printed.")
            if done % step == 0:
                self.progress.emit(done)

        try:
            folder = program.settings.printed
            if work.waits and sheet_pages.takes_paper(program, station, job_id):
                label_output.draw(program, station, job_id, each)
                return sheet_pages.wait_for_sheet(program, station, job_id)
            return label_output.print_labels(program, station, job_id, folder, each)
        except Refusal:
            if work.stop.is_set() and work.wanted:
                program.database.run(station.by(), lambda tx: label_jobs.cancel(tx, job_id))
            raise
        finally:
            with program.database.reading() as connection:
                work.is_drawn = printed.job(connection, job_id).pdf_blob_id is not None

    def _printed(self, job: PrintJob) -> None:
        self._end()
        self.printed.emit(job)
        self._print_next()

    def _failed(self, error: Exception) -> None:
        self._end()
        self.failed.emit(error, self._job_id)
        self._print_next()

    def _end(self) -> None:
        if self._now is not None and self._now.is_drawn and self._now.wanted:
            self.settled.emit(self._now.wanted)
        self._now = None
