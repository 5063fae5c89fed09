"""Labels go to their printers beside everything else: one job at a time at each printer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from lsn_desktop.paper import label_output
from lsn_desktop.storage import label_copies
from ui.tasks import Asked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.paper.label_output import Step
    from lsn_desktop.storage.label_copies import OpenJob
    from ui.desk import Desk

_LOOK = 5_000  # ms between two looks for jobs of another program, such as the command line
_PAUSE = 200  # ms until a print server is asked again
_LONG_PAUSE = 10_000  # ms, while it does not answer


class Spooler(QObject):
    """Sends every job of this workstation on its way, and tells how far they are.

    ``told`` is the open jobs, each time one moved on.
    """

    told = Signal(object)
    lost = Signal(Exception)  # no print server or database answers; it is asked again

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked = Asked()
        self._busy: dict[str, int] = {}  # printer: the job at it
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self.look)
        desk.changes.changed.connect(self._follow)

    def start(self) -> None:
        """Begin, with what a program that ended left behind."""
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Ask which jobs are on their way, and see that each goes on."""
        desk = self._desk
        self._asked.cancel()

        def question() -> tuple[bool, Sequence[OpenJob], Sequence[int]]:
            ours = label_output.take_press(desk.program, desk.station)
            with desk.program.database.reading() as connection:
                station_id = desk.station.workstation_id
                there = label_copies.open_jobs(connection, station_id)
                return ours, there, label_copies.at_work(connection, station_id)

        self._asked = desk.lanes.read(question, self._tell, self.lost.emit)

    def _follow(self, subjects: frozenset[str]) -> None:
        if "job" in subjects:
            self.look()

    def _tell(self, answer: tuple[bool, Sequence[OpenJob], Sequence[int]]) -> None:
        ours, there, at_work = answer
        self.told.emit(there)
        for one in there if ours else ():
            if one.job.id in at_work and one.job.printer not in self._busy:
                self._busy[one.job.printer] = one.job.id
                self._step(one.job.printer, one.job.id)

    def _step(self, printer: str, job_id: int) -> None:
        desk, station = self._desk, self._desk.station
        desk.lanes.print(
            lambda: label_output.step(desk.program, station, job_id),
            partial(self._stepped, printer, job_id),
            partial(self._failed, printer, job_id),
        )

    def _stepped(self, printer: str, job_id: int, now: Step) -> None:
        if now == "again":
            self._step(printer, job_id)
        elif now == "wait":
            QTimer.singleShot(_PAUSE, self, partial(self._step, printer, job_id))
        else:
            self._busy.pop(printer, None)
            self.look()

    def _failed(self, printer: str, job_id: int, error: Exception) -> None:
        self.lost.emit(error)
        QTimer.singleShot(_LONG_PAUSE, self, partial(self._step, printer, job_id))
