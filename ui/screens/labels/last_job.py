"""The job printed last: how far it is, what its printer says, where its file is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.storage import printed
from ui import saving
from ui.asking import ask
from ui.parts.buttons import quiet
from ui.parts.notice import Notice
from ui.screens.labels.press_bar import PressBar
from ui.tables.job_table import state_tone, state_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.storage.printed import PrintJob
    from ui.desk import Desk
    from ui.screens.labels.press import Press


class LastJob(QWidget):
    """A strip above the list, once something was printed."""

    opened = Signal(int)  # the job's row number

    def __init__(self, desk: Desk, press: Press) -> None:
        super().__init__()
        self._desk = desk
        self._job: PrintJob | None = None
        self._job_id = 0
        self._notice = Notice("labels.last")
        self._folder = quiet("labels.folder", _("Show folder"), self._show_folder)
        self._open = quiet("labels.open_job", _("Open job"), self._open_job)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._notice, 1)
        row.addWidget(self._folder)
        row.addWidget(self._open)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(PressBar("labels", press))
        rows.addLayout(row)
        press.began.connect(lambda _labels: self.show())
        press.printed.connect(self._begin)
        press.failed.connect(self._fail)
        self._offer()
        self.hide()  # an empty strip would push the page down

    def reload(self) -> None:
        """Ask what became of the job shown, because some job moved on."""
        self._ask(self._tell)

    def _ask(self, then: Callable[[PrintJob], None]) -> None:
        if job_id := self._job_id:
            ask(
                self._desk,
                lambda connection: printed.job(connection, job_id),
                then,
                self._notice.refuse,
            )

    def _tell(self, job: PrintJob) -> None:
        if job.id == self._job_id and job != self._job:
            self._begin(job)

    def _tell_failed(self, job: PrintJob) -> None:
        """What went wrong stays until the job moves on; one that is paused says it itself."""
        if job.status == "paused":
            self._tell(job)
        elif job.id == self._job_id:
            self._job = job

    def _begin(self, job: PrintJob) -> None:
        self._job, self._job_id = job, job.id
        self.show()
        tone = state_tone(job)
        if tone == "refused":
            words = _("Nothing is lost: open the job and finish it, on another printer too.")
            self._notice.refuse_words(f"{_said(job)} {words}")
        elif tone == "ok":
            self._notice.ok(_said(job))
        else:
            self._notice.attention(_said(job))
        self._offer()

    def _fail(self, error: Exception, job_id: int) -> None:
        self._job, self._job_id = None, job_id
        self.show()
        self._notice.refuse(error)
        self._offer()
        self._ask(self._tell_failed)

    def _offer(self) -> None:
        self._folder.setVisible(self._file() is not None)
        self._open.setVisible(bool(self._job_id))

    def _file(self) -> Path | None:
        job = self._job
        if job is None or job.printer or job.status != "printed":
            return None
        return Path(job.status_words)

    def _show_folder(self) -> None:
        if file := self._file():
            saving.open_in_system(file.parent)

    def _open_job(self) -> None:
        self.opened.emit(self._job_id)


def _said(job: PrintJob) -> str:
    """The job, its labels and its state, in one sentence."""
    if not job.printer and job.status == "printed":
        words = _("{number}: {count} label saved as {file}")
        if job.labels != 1:
            words = _("{number}: {count} labels saved as {file}")
        return str(message(words, number=job.number, count=job.labels, file=job.status_words))
    words = _("{number}: {count} label for {printer}. {state}")
    if job.labels != 1:
        words = _("{number}: {count} labels for {printer}. {state}")
    state = state_words(job)
    printer = job.printer or _("PDF file")
    return str(
        message(words, number=job.number, count=job.labels, printer=printer, state=state)
    )
