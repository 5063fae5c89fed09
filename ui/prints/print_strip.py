"""Labels on their way, below every page: label n of N, and the one somebody must look for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton

from lsn_desktop.domain.messages import _, message
from lsn_desktop.services.labels import label_jobs
from ui.asking import change
from ui.parts.buttons import by_letter, quiet
from ui.parts.text import ElidedLabel, named
from ui.parts.tokens import MARGIN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lsn_desktop.storage.label_copies import OpenJob
    from lsn_desktop.storage.printed import PrintJob
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.prints.spooler import Spooler

_BAR = 160  # px


class PrintStrip(QFrame):
    """Hidden while nothing is printed; what needs a person goes before what runs.

    Its buttons have keys of their own: a person at any page answers without leaving it.
    """

    left = Signal()  # the button that had the focus is gone: it is the page's again

    def __init__(self, desk: Desk, spooler: Spooler) -> None:
        super().__init__()
        self.setObjectName("player")  # drawn as the strip of what plays
        self._desk = desk
        self._shown: OpenJob | None = None
        self._words = ElidedLabel("", "strong")
        self._words.setObjectName("printing.words")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_BAR)
        named(self._bar, "printing.progress", _("Labels printed"))
        self._came = by_letter(
            quiet("printing.came", "", lambda: self._answer(came=True)),
            "Y",
            _("Yes, it came out"),
        )
        self._not = quiet("printing.not", _("No, it did not"), lambda: self._answer(came=False))
        self._go = quiet("printing.go", _("Pause"), self._press)
        self._look = by_letter(quiet("printing.open", "", self._open), "O", _("Open job"))
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 6, MARGIN, 6)
        row.setSpacing(14)
        row.addWidget(self._words, 1)
        row.addWidget(self._bar)
        for button in self._buttons():
            row.addWidget(button)
        spooler.told.connect(self.tell)
        self.hide()

    def tell(self, there: Sequence[OpenJob]) -> None:
        """Show the job that needs somebody most."""
        self._shown = min(there, key=_urgency, default=None)
        pressed = next((button for button in self._buttons() if button.hasFocus()), None)
        self._tell(len(there))
        if pressed is not None and (self.isHidden() or pressed.isHidden()):
            self.left.emit()

    def _tell(self, count: int) -> None:
        one = self._shown
        self.setVisible(one is not None)
        if one is None:
            return
        self._words.setText(strip_words(one, count))
        self._bar.setRange(0, one.job.labels)
        self._bar.setValue(one.progress.printed)
        doubtful, paused = one.doubtful is not None, one.job.status == "paused"
        self._came.setVisible(doubtful)
        self._not.setVisible(doubtful)
        by_letter(self._not, "N", not_words(one.job))
        self._go.setVisible(not doubtful)
        by_letter(self._go, *(("R", _("Resume")) if paused else ("P", _("Pause"))))

    def _buttons(self) -> tuple[QPushButton, ...]:
        return self._came, self._not, self._go, self._look

    def _press(self) -> None:
        if one := self._shown:
            paused = one.job.status == "paused"
            act = label_jobs.resume if paused else label_jobs.pause
            self._change(lambda tx: act(tx, one.job.id))

    def _answer(self, *, came: bool) -> None:
        one = self._shown
        if one is None or one.doubtful is None:
            return
        label = one.doubtful
        self._change(lambda tx: label_jobs.answer(tx, one.job.id, label, came=came))

    def _change(self, act: Callable[[Tx], None]) -> None:
        change(self._desk, act, lambda _done: None, self._refused)

    def _refused(self, error: Exception) -> None:
        self._words.setText(str(error))

    def _open(self) -> None:
        if self._shown is not None:
            self._desk.go("jobs", self._shown.job.id)


def _urgency(one: OpenJob) -> tuple[int, int]:
    paused = one.job.status == "paused"
    return (0 if one.doubtful is not None else 1 if paused else 2, one.job.id)


def not_words(job: PrintJob) -> str:
    """The answer that a label in doubt did not come out: it is printed, a sheet waits."""
    return _("No, it did not") if job.sheet else _("No, print it")


def strip_words(one: OpenJob, count: int) -> str:
    """What is printed and how far it is, in one line; or what somebody is asked."""
    job = one.job
    words = {
        "sent": _("{number} on {printer}: label {next} of {count}. {why}"),
        "paused": _("{number} on {printer} paused, {done} of {count} printed. {why}"),
    }[job.status]
    if one.doubtful is not None:
        words = _("{number}: did label {doubtful} of {count} come out of {printer}? {why}")
        if job.sheet:
            words = _(
                "{number}: did the sheet from label {doubtful} on come out of {printer}? {why}"
            )
    done = one.progress.printed
    said = message(
        words,
        number=job.number,
        printer=job.printer,
        done=done,
        next=min(done + 1, job.labels),
        count=job.labels,
        doubtful=one.doubtful,
        why=job.status_words,
    )
    line = str(said).strip()
    if count > 1:
        line = f"{line} · {message(_('{count} more jobs'), count=count - 1)}"
    return line
