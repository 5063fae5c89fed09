"""One print job: its labels, what its printer said, and what can still be done with it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.paper import label_sheets, sheet_pages
from lsn_desktop.services.labels import label_jobs
from lsn_desktop.storage import blobs, printed
from ui import saving
from ui.asking import ask, change
from ui.page import PageHead
from ui.parts.buttons import primary, quiet
from ui.parts.card import badge, rebadge
from ui.parts.days import instant
from ui.parts.notice import Notice
from ui.screens.labels.doubt import Doubt
from ui.screens.labels.job_labels import JobLabels
from ui.screens.labels.next_act import NextAct
from ui.screens.labels.press_bar import PressBar
from ui.tables.job_table import state, state_tone
from ui.tasks import Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lsn_desktop.storage.printed import Copy, PrintJob
    from lsn_desktop.storage.transactions import Connection, Tx
    from ui.desk import Desk
    from ui.screens.labels.press import Press

UNFINISHED = ("waiting", "drawn", "failed")
ENDED = ("printed", "cancelled")


class JobView(QWidget):
    """In the place of the list; Esc goes back to it."""

    made = Signal(int)  # a new job prints these labels again: its row number

    def __init__(self, desk: Desk, press: Press) -> None:
        super().__init__()
        self._desk, self._press = desk, press
        self._job: PrintJob | None = None
        self._job_id: int | None = None
        self._again_of = 0
        self._asked = Asked()
        self._said_at: str | None = None  # the state of the job the notice is about
        self._is_sure = False  # that all labels are to be printed again
        self._notice = Notice("job.notice")
        self._head, self._state = PageHead(""), badge("")
        self._labels, self._act = JobLabels(desk), NextAct(desk)
        self._doubt = Doubt()
        self._doubt.answered.connect(self._answer)
        self._doubt.looked.connect(self._labels.choose)
        self._do = primary("job.do", _("Finish"), self.print_chosen)
        self._cancel = quiet("job.cancel", _("Cancel job"), self._give_up)
        self._files = [
            quiet("job.open", _("Open PDF"), self._open),
            quiet("job.save", _("Save as…"), self._save_as),
        ]
        self._folder = quiet("job.folder", _("Show folder"), self._show_folder)
        self._labels.marked_others.connect(self._ask_anew)
        self.setFocusProxy(self._labels)
        self._lay_out()
        self._act.meant.connect(self.print_chosen)
        press.began.connect(lambda _labels: self._do.setEnabled(False))
        press.printed.connect(self._printed)
        press.failed.connect(self._fail)

    def ask_for_printers(self) -> None:
        """Find the print queues, once."""
        self._act.ask_for_printers()

    def open_job(self, job_id: int) -> None:
        """Show another job."""
        if job_id != self._job_id:
            self._notice.clear()
            self._act.clear()
            self._said_at, self._is_sure = None, False
        self._job_id = job_id
        self.reload()

    def reload(self) -> None:
        """Ask again, because it moved on."""
        if self._job_id is None:
            return
        job_id = self._job_id

        def question(connection: Connection) -> tuple[PrintJob, Sequence[Copy]]:
            return printed.job(connection, job_id), printed.copies(connection, job_id)

        self._asked.cancel()  # what was asked before may tell how it was before
        self._asked = ask(self._desk, question, self._tell, self._notice.refuse)

    def go_back(self) -> bool:
        """Select no label any more; False if none was."""
        return self._labels.go_back()

    def print_chosen(self) -> None:
        """Do what the job needs next: finish, pause, resume, or print again for a reason."""
        job = self._job
        if job is None or self._press.is_busy:
            return
        self._notice.clear()
        if job.status in UNFINISHED:
            self._press.finish(job, self._act.printer)
        elif job.status == "sent":
            self._change(lambda tx: label_jobs.pause(tx, job.id), _("Paused."))
        elif job.status == "paused":
            self._resume(job)
        elif (reason := self._act.reason()) and self._is_meant(job):
            self._again_of = job.id
            only = self._labels.marked
            self._press.print_again(job, reason, self._act.printer, only, self._act.sheet_start)

    def _tell(self, answer: tuple[PrintJob, Sequence[Copy]]) -> None:
        job, copies = answer
        self._job = job
        if self._said_at not in (None, job.status):
            self._notice.clear()
            self._is_sure = False
        self._said_at = job.status
        self._head.tell(job.number, self._line(job))
        rebadge(self._state, state(job), state_tone(job))
        doubtful = [copy.number for copy in copies if copy.state == "uncertain"]
        self._do.setVisible(not (doubtful and job.status == "paused"))
        waits = any(copy.state == "waiting" and not copy.voided for copy in copies)
        self._cancel.setVisible(job.status not in ENDED and waits)
        for button in self._files:
            button.setVisible(job.pdf_blob_id is not None)
        self._folder.setVisible(not job.printer and job.status == "printed")
        self._act.tell(job, copies)
        self._labels.tell(job, copies)
        self._say_what_it_does()
        self._doubt.tell(job, doubtful)

    def _is_meant(self, job: PrintJob) -> bool:
        """Whether the labels to print again were named: all of several are asked about."""
        if self._labels.marked or job.labels == 1 or self._is_sure:
            return True
        self._is_sure = True
        words = _(
            "This prints all {count} labels of {number} again."
            " Press once more to do so, or select those you need in the list."
        )
        self._notice.attention(str(message(words, count=job.labels, number=job.number)))
        self._say_what_it_does()
        return False

    def _ask_anew(self) -> None:
        """Other labels were selected: all of them are not meant any more."""
        if self._is_sure:
            self._is_sure = False
            self._notice.clear()
        self._say_what_it_does()

    def _say_what_it_does(self) -> None:
        if self._job is not None:
            self._do.setText(_does(self._job, self._labels.marked, is_sure=self._is_sure))
            self._do.setAccessibleName(self._do.text())

    def _resume(self, job: PrintJob) -> None:
        first, reason, printer = self._act.first, self._act.typed_reason, self._act.printer
        sheet_start = self._act.sheet_start

        def act(tx: Tx) -> None:
            label_jobs.resume(tx, job.id, first, reason, sheet_start)
            if printer != job.printer:
                label_jobs.move_to(tx, job.id, printer)

        if printer == job.printer:
            self._change(act, "")
        else:
            self._press.go_on(job, act)

    def _answer(self, label: int, came: bool) -> None:  # noqa: FBT001 - a slot
        job, printer = self._job, self._act.printer
        if job is None:
            return
        moves = not came and not job.sheet and printer != job.printer

        def act(tx: Tx) -> None:
            label_jobs.answer(tx, job.id, label, came=came)
            if moves:
                label_jobs.move_to(tx, job.id, printer)

        self._labels.unmark()  # it may have been looked at: it is not what is printed again
        self._labels.setFocus()  # the button that was pressed goes away
        if moves:
            self._press.go_on(job, act)
        else:
            self._change(act, "")

    def _change(self, act: Callable[[Tx], None], done: str) -> None:
        def then(_nothing: None) -> None:
            if done:
                self._notice.ok(done)
            self._act.clear()
            self.reload()

        change(self._desk, act, then, self._notice.refuse)

    def _line(self, job: PrintJob) -> str:
        words = _("{count} label") if job.labels == 1 else _("{count} labels")
        parts = [
            str(message(words, count=job.labels)),
            *filter(None, [label_sheets.page_words(job)]),
            job.printer or _("PDF file"),
            instant(job.created_at, self._desk.station.time_zone),
            job.workstation,
        ]
        if job.reprint_of is not None:
            parts.append(str(message("again, {reason}", reason=job.reason)))
        return " · ".join(parts)

    def _printed(self, job: PrintJob) -> None:
        self._do.setEnabled(not self._press.is_busy)
        if self._again_of and self._again_of == self._job_id:
            self._act.clear()
            self.made.emit(job.id)
        self._again_of = 0
        if job.id == self._job_id:
            self.reload()

    def _fail(self, error: Exception, _job_id: int) -> None:
        self._do.setEnabled(not self._press.is_busy)
        self._again_of = 0
        if self._job is not None:
            self._said_at = None
            self._notice.refuse(error)
            self.reload()

    def _give_up(self) -> None:
        if self._job is not None:
            job_id = self._job.id
            words = _("Cancelled. Its number stays used; what was printed stays printed.")
            self._change(lambda tx: label_jobs.cancel(tx, job_id), words)

    def _pdf(self) -> bytes:
        blob_id = self._job.pdf_blob_id if self._job else None
        with self._desk.program.database.reading() as connection:
            return blobs.read(connection, blob_id or 0)

    def _content(self) -> Callable[[], bytes]:
        """Its file: the labels as they were drawn, or the sheets as they would come out."""
        job, act, desk = self._job, self._act, self._desk
        if job is None or not job.sheet:
            return self._pdf
        return partial(
            sheet_pages.to_print,
            desk.program,
            desk.station,
            job.id,
            start=act.sheet_start,
            first=act.first,
            only=self._labels.marked,
        )

    def _open(self) -> None:
        if self._job is not None:
            name = f"{self._job.number}.pdf"
            saving.show(self._desk, name, self._content(), self._notice)

    def _save_as(self) -> None:
        if self._job is not None:
            name = f"{self._job.number}.pdf"
            says, content = _("Save labels"), self._content()
            saving.save_as(self._desk, self, says, name, content, self._notice)

    def _show_folder(self) -> None:
        if self._job is not None:
            saving.open_in_system(Path(self._job.status_words).parent)

    def _lay_out(self) -> None:
        self._head.add_badge(self._state)
        for button in (*self._files, self._folder, self._cancel, self._do):
            self._head.add_action(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        for part in (self._head, self._notice, self._doubt, PressBar("job", self._press)):
            rows.addWidget(part)
        body = QHBoxLayout()
        body.setSpacing(14)
        body.addWidget(self._act)
        body.addWidget(self._labels, 1)
        rows.addLayout(body, 1)


def _does(job: PrintJob, marked: Sequence[int], *, is_sure: bool) -> str:
    """What the button does."""
    if job.status in UNFINISHED:
        return _("Finish")
    if job.status not in ENDED:
        return {"sent": _("Pause"), "paused": _("Resume")}[job.status]
    words = _("Print {count} labels again")
    if len(marked) == 1:
        words = _("Print label {label} again")
    elif not marked:
        words = _("Print all {all} again")
        if is_sure:
            words = _("Yes, print all {all} again")
        if job.labels == 1:
            words = _("Print again")
    label = marked[0] if marked else 0
    return str(message(words, count=len(marked), label=label, all=job.labels))
