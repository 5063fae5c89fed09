"""Labels printed at one press beside the scanning, each kind by its own way to a printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lsn_desktop.domain.messages import message
from lsn_desktop.paper import label_output, label_routes, output
from lsn_desktop.services.labels import label_subjects

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from lsn_desktop.paper.label_routes import Route
    from lsn_desktop.program import Program, Station
    from lsn_desktop.services.labels.labelling import Wanted
    from lsn_desktop.storage.printed import PrintJob
    from ui.desk import Desk


class LabelsSent(QObject):
    """Prints on a reader's lane: no scan waits for a printer."""

    told = Signal(str, bool)  # where they went, or why not; whether it went well

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def send(self, job: Callable[[], str]) -> None:
        """Do what orders, draws and prints labels, and say where they went."""
        self._desk.lanes.read(job, self._printed, self._failed)

    def print_holds(self, lsn_ids: Sequence[int]) -> None:
        """The hold labels of these, or of their serials that are on hold by themselves."""
        program, station, ids = self._desk.program, self._desk.station, list(lsn_ids)
        self.send(lambda: printed_holds(program, station, ids))

    def _printed(self, words: str) -> None:
        self._end(words, well=True)

    def _failed(self, error: Exception) -> None:
        self._end(str(error), well=False)

    def _end(self, words: str, *, well: bool) -> None:
        self.told.emit(words, well)


def printed_holds(program: Program, station: Station, lsn_ids: Sequence[int]) -> str:
    """Order, draw and print the hold labels of lots and serials; says where they went.

    Raises:
        Refusal: one is not on hold, or a label does not read back.
        Unavailable: the printer did not take them.
    """
    with program.database.reading() as connection:
        held = [
            one for lsn_id in lsn_ids for one in label_subjects.of_holds(connection, lsn_id)
        ]
    found: dict[Route, list[Wanted]] = {}
    for one in held:
        way = label_routes.route(program, station, one.usual, one.what)
        found.setdefault(way, []).append(one.wanted())
    return printed_by(program, station, found)


def printed_by(
    program: Program, station: Station, found: Mapping[Route, Sequence[Wanted]]
) -> str:
    """Order, draw and print labels, a job for each way; says where they went.

    Raises:
        Refusal, Unavailable: as :func:`print_each`.
    """
    return "; ".join(
        str(
            message(
                "{number}: {count} sent to {where}" if job.labels > 1
                else "{number}: label sent to {where}",
                number=job.number,
                count=job.labels,
                where=where_to(job),
            )
        )
        for job in print_each(program, station, found)
    )  # fmt: skip


def print_each(
    program: Program,
    station: Station,
    found: Mapping[Route, Sequence[Wanted]],
    document_id: int | None = None,
) -> list[PrintJob]:
    """Order, draw and print labels, a job for each way; the jobs.

    Raises:
        Refusal: a label does not read back.
        Unavailable: the printer did not take them.
    """
    jobs = []
    for way, labels in found.items():
        job_id = output.order_labels(
            program,
            station,
            way.template,
            labels,
            printer=way.printer,
            document_id=document_id,
        )
        jobs.append(
            label_output.print_labels(program, station, job_id, program.settings.printed)
        )
    return jobs


def where_to(job: PrintJob) -> str:
    """Its printer, or the file it was saved as."""
    return job.printer or job.status_words
