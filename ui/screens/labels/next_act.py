"""What can be done with a print job: where it goes, and why it is printed again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit

from lsn_desktop.domain.messages import _, message
from lsn_desktop.paper import label_sheets, printers, sheet_pages
from lsn_desktop.services.labels.labelling import MOST_LABELS
from ui.parts.buttons import link
from ui.parts.card import Card
from ui.parts.choices import PrinterField
from ui.parts.form import Form
from ui.parts.text import named, plain
from ui.prints.sheet_picker import SheetPicker
from ui.tables.job_table import state_words
from ui.tasks import Asked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.storage.printed import Copy, PrintJob
    from ui.desk import Desk

_WIDTH = 280  # px


class NextAct(Card):
    """The state in words, the printer, and the reason where one is needed."""

    meant = Signal()  # Enter in a field: what the button does

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._job_id = 0
        self._asked = Asked()
        self._offered: tuple[int, str, int] | None = None
        self._state = plain("", "large", wrap=True)
        self._next = plain("", "muted", wrap=True)
        self._printer = PrinterField(desk.program.settings.printer)
        self._reason = QLineEdit()
        self._reason.returnPressed.connect(self.meant)
        self._reason.setPlaceholderText(_("Torn, lost, out of labels …"))
        self._sheet, self._begins = SheetPicker(desk.theme), plain("", "muted", wrap=True)
        self._has_sheet = False
        self._first = QLineEdit()
        self._first.returnPressed.connect(self.meant)
        self._first.setValidator(QIntValidator(1, MOST_LABELS, self))
        self._why, self._where, self._from = Form("job"), Form("job.to"), Form("job.at")
        self._reason.textChanged.connect(lambda _text: self._why.clear_complaints())
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
        desk = self._desk
        self._printer.ask(desk.lanes, partial(printers.names, desk.program, desk.station))

    def reason(self) -> str:
        """Why the labels are printed again; if it is missing, it is asked for."""
        self._why.clear_complaints()
        typed = self._reason.text().strip()
        if not typed:
            words = _("Say what became of the labels that were printed before.")
            self._why.complain("reason", words)
        return typed

    @property
    def typed_reason(self) -> str:
        """What stands in the field of the reason."""
        return self._reason.text().strip()

    @property
    def first(self) -> int | None:
        """The label a paused job goes on at; None: the next one."""
        typed = self._first.text()
        return int(typed) if typed else None

    @property
    def sheet_start(self) -> int:
        """The label of the sheet it goes on at; 0: it is printed on no sheet."""
        return self._sheet.first if self._has_sheet else 0

    def clear(self) -> None:
        """Forget the reason typed for another job."""
        self._reason.clear()
        self._first.clear()
        self._why.clear_complaints()

    def tell(self, job: PrintJob, copies: Sequence[Copy]) -> None:
        """Offer what this job allows."""
        self._state.setText(state_words(job))
        if job.id != self._job_id:
            self._job_id = job.id
            self._printer.choose(job.printer)
        doubtful = any(copy.state == "uncertain" for copy in copies)
        ours = job.workstation_id == self._desk.station.workstation_id
        words = _("Look at the printer and answer above; No prints it here, and goes on.")
        if job.sheet:
            words = _("Look at the printer and answer above; then the job can go on.")
        self._next.setText(words if doubtful else _next(job, ours=ours))
        paused = job.status == "paused" and not doubtful  # that is answered first
        ended = job.status in ("printed", "cancelled")
        waiting = next((copy.number for copy in copies if copy.state == "waiting"), 0)
        self._first.setPlaceholderText(str(waiting or job.labels))
        self._from.setVisible(paused)
        self._tell_sheet(job, on=paused or ended)
        self._where.setVisible(job.status != "sent" and not (doubtful and job.sheet))
        self._why.setVisible(paused or ended)
        for button in self._usual:
            button.setVisible(paused or ended)

    def _tell_sheet(self, job: PrintJob, *, on: bool) -> None:
        """Offer where its next page begins; what is being chosen stays."""
        self._has_sheet = on and bool(job.sheet)
        self._sheet.setVisible(self._has_sheet)
        self._begins.setVisible(self._has_sheet)
        offered = (job.id, job.status, job.sheet_start) if self._has_sheet else None
        if offered is not None and offered != self._offered:
            self._sheet.tell(label_sheets.read(job.sheet), job.sheet_start)
            self._say_first()
        self._offered = offered

    def _look_over(self) -> None:
        """Say of a printer just chosen if it takes no sheets: now, not when it is tried."""
        self._where.hint("printer", "")
        if not self._job_id:
            return
        job_id, printer = self._job_id, self.printer
        program, station = self._desk.program, self._desk.station
        self._asked.cancel()
        self._asked = self._desk.lanes.read(
            lambda: sheet_pages.doubt_of(program, station, job_id, printer),
            lambda words: self._where.hint("printer", words),
            lambda error: self._where.hint("printer", str(error)),
        )

    def _say_first(self) -> None:
        self._begins.setText(self._sheet.words())

    def _lay_out(self) -> None:
        self.setFixedWidth(_WIDTH)
        self.body.setSpacing(12)
        self._where.add("printer", _("Printer"), self._printer)
        self._why.add("reason", _("Reason to print again"), self._reason)
        self._from.add("first", _("Resume at label"), self._first)
        named(self._sheet, "job.sheet", _("First free label of the sheet"))
        self._sheet.moved.connect(lambda _first: self._say_first())
        self._printer.currentIndexChanged.connect(lambda _at: self._look_over())
        sheet = (self._begins, self._sheet)
        for part in (self._state, self._next, self._from, *sheet, self._where, self._why):
            self.add(part)
        for button in self._usual:
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch()
        # No job needs all of them at once: a window must not grow before the first is told.
        for offered in (self._from, *sheet, self._where, self._why, *self._usual):
            offered.hide()


def _next(job: PrintJob, *, ours: bool) -> str:
    if job.status == "sent" and not ours:
        words = _("It is printed at {station}.")
        return str(message(words, station=job.workstation))
    return {
        "waiting": _("It has its number and was not drawn. Finish draws and prints it."),
        "drawn": _("It is drawn and checked, and was not handed over. Finish prints it."),
        "sent": _("Its labels go to the printer one by one, whatever else is done here."),
        "paused": _("Resume goes on at the next label; at an earlier one, with the reason."),
        "printed": _("Select the labels to print again: they get a job of their own."),
        "failed": _("Finish prints it, on another printer if you choose one."),
        "cancelled": _("What was not printed can be: print it again, with the reason."),
    }[job.status]
