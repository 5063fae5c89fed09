"""What became of the jobs with the printer, asked until each has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from lsn_desktop import label_output
from lsn_desktop.storage import printed
from ui.asking import ask

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.storage.printed import PrintJob
    from ui.desk import Desk

_PAUSE = 1_000  # ms between two questions
_LONG_PAUSE = 10_000  # ms, while no print server answers


class Following(QObject):
    """Asks after every job this workstation sent and of which the end is not known."""

    told = Signal(object)  # the PrintJob, with what its printer says now
    lost = Signal(Exception)  # no print server answers; it is asked again

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sent: list[int] = []
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._ask)

    def look_for_sent(self) -> None:
        """Follow what was sent before too, perhaps by a program that has ended since."""
        station_id = self._desk.station.workstation_id
        ask(
            self._desk,
            lambda connection: printed.sent_jobs(connection, station_id),
            self._follow_all,
            self.lost.emit,
        )

    def follow(self, job: PrintJob) -> None:
        """Ask after a job until it has ended."""
        if job.status == "sent":
            self._follow_all([job.id])

    def _follow_all(self, job_ids: Sequence[int]) -> None:
        self._sent += [job_id for job_id in job_ids if job_id not in self._sent]
        if self._sent and not self._timer.isActive():
            self._timer.start(_PAUSE)

    def _ask(self) -> None:
        if self._sent:
            desk, station, job_id = self._desk, self._desk.station, self._sent[0]
            desk.lanes.read(
                lambda: label_output.follow(desk.program, station, job_id),
                self._tell,
                self._lose,
            )

    def _tell(self, job: PrintJob) -> None:
        self._sent.remove(job.id)
        if job.status == "sent" and job.workstation_id == self._desk.station.workstation_id:
            self._sent.append(job.id)  # after the others
        self.told.emit(job)
        if self._sent:
            self._timer.start(_PAUSE)

    def _lose(self, error: Exception) -> None:
        self.lost.emit(error)
        self._timer.start(_LONG_PAUSE)
