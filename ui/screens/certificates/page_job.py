"""A certificate on its way to a printer: handed over, then asked after until it has ended."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from lsn_desktop.domain.messages import message
from lsn_desktop.paper import output
from printing.queues import spool

if TYPE_CHECKING:
    from lsn_desktop.domain.messages import Message
    from printing.queues.spool import JobId, JobState
    from ui.desk import Desk
    from ui.parts.notice import Notice

_PAUSE = 1_000  # ms between two questions


class PageJob(QObject):
    """Says in the notice what became of it; a queue that took it has not printed it yet."""

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__(notice)
        self._desk, self._notice = desk, notice
        self._title, self._job = "", spool.JobId("", 0)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._ask)

    def print(self, pdf: bytes, title: str, printer: str) -> None:
        """Bring it to a queue, or to a file in the folder of PDF files."""
        self.forget()
        self._title = title
        if printer:
            submit = partial(spool.submit, printer, pdf, title)
            self._desk.lanes.read(submit, self._sent, self._notice.refuse)
        else:
            folder = self._desk.program.settings.printed
            save = partial(output.print_page, pdf, title, "", folder)
            self._desk.lanes.read(save, self._saved, self._notice.refuse)

    def forget(self) -> None:
        """Ask no more: another certificate is on show."""
        self._timer.stop()

    def _saved(self, words: Message) -> None:
        self._notice.ok(str(words))

    def _sent(self, job: JobId) -> None:
        self._job = job
        words = message("{title} sent to {printer}", title=self._title, printer=job.queue)
        self._notice.attention(str(words))
        self._timer.start()

    def _ask(self) -> None:
        ask = partial(spool.job, self._job)
        self._desk.lanes.read(ask, self._tell, self._notice.refuse)

    def _tell(self, state: JobState) -> None:
        said = message("{title}: {words}", title=self._title, words=state.words)
        if state.printed:
            self._notice.ok(str(said))
        elif state.ended:
            self._notice.refuse_words(str(said))
        else:
            self._notice.attention(str(said))
            self._timer.start()
