"""What can be done with a print job: where it goes, and why it is printed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from lsn_desktop.domain.messages import _, message
from ui.buttons import link
from ui.card import Card
from ui.choices import PrinterField
from ui.form import Form
from ui.job_table import state_words
from ui.text import plain

if TYPE_CHECKING:
    from lsn_desktop.storage.printed import PrintJob
    from ui.desk import Desk

_WIDTH = 280  # px


class NextAct(Card):
    """The state in words, the printer, and the reason where one is needed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._job_id = 0
        self._state = plain("", "large", wrap=True)
        self._next = plain("", "muted", wrap=True)
        self._printer = PrinterField(desk.program.settings.printer)
        self._reason = QLineEdit()
        self._reason.setPlaceholderText(_("Torn, lost, out of labels …"))
        self._why, self._where = Form("job"), Form("job.to")
        self._usual = [
            link(f"job.reason_{name}", words, lambda words=words: self._reason.setText(words))  # type: ignore[misc]
            for name, words in (
                ("damaged", _("Damaged on the goods")),
                ("lost", _("Lost before it was stuck on")),
                ("badly", _("Printed badly")),
            )
        ]
        self._lay_out()

    @property
    def printer(self) -> str:
        """The chosen queue; empty for a PDF file."""
        return self._printer.printer()

    def ask_for_printers(self) -> None:
        """Find the print queues, once."""
        self._printer.ask(self._desk.lanes)

    def reason(self) -> str:
        """Why the labels are printed again; if it is missing, it is asked for."""
        self._why.clear_complaints()
        typed = self._reason.text().strip()
        if not typed:
            words = _("Say what became of the labels that were printed before.")
            self._why.complain("reason", words)
        return typed

    def clear(self) -> None:
        """Forget the reason typed for another job."""
        self._reason.clear()
        self._why.clear_complaints()

    def tell(self, job: PrintJob, *, unfinished: bool) -> None:
        """Offer what this job allows."""
        self._state.setText(state_words(job))
        if job.id != self._job_id:
            self._job_id = job.id
            self._printer.choose(job.printer)
        ours = job.workstation_id == self._desk.station.workstation_id
        self._next.setText(_next(job, ours=ours))
        self._why.setVisible(not unfinished)
        for button in self._usual:
            button.setVisible(not unfinished)

    def _lay_out(self) -> None:
        self.setFixedWidth(_WIDTH)
        self.body.setSpacing(12)
        self._where.add("printer", _("Printer"), self._printer)
        self._why.add("reason", _("Reason to print again"), self._reason)
        for part in (self._state, self._next, self._where, self._why):
            self.add(part)
        for button in self._usual:
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch()


def _next(job: PrintJob, *, ours: bool) -> str:
    if job.status == "sent" and not ours:
        words = _("It was sent from {station}; what becomes of it is asked there.")
        return str(message(words, station=job.workstation))
    return {
        "waiting": _("It has its number and was not drawn. Finish draws and prints it."),
        "drawn": _("It is drawn and checked, and was not handed over. Finish prints it."),
        "sent": _("The printer has it. What becomes of it is shown here by itself."),
        "printed": _("Printed again, its labels get a job of their own with the reason."),
        "failed": _("Finish prints it, on another printer if you choose one."),
        "cancelled": _("Nothing of it was printed. Its labels can be printed with a new job."),
    }[job.status]
