"""The question about a label of which nobody knows whether it came out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from lsn_desktop.domain.messages import _, message
from ui.parts.buttons import link, quiet
from ui.parts.card import Card
from ui.parts.text import plain
from ui.prints.print_strip import not_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.storage.printed import PrintJob


class Doubt(Card):
    """Yes, no, or look at its picture; one label at a time."""

    answered = Signal(int, bool)  # the label; whether it came out
    looked = Signal(int)  # the label

    def __init__(self) -> None:
        super().__init__(padding=12)
        self._label = 0
        self._words = plain("", "large", wrap=True)
        self._words.setObjectName("job.doubt")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._words, 1)
        row.addWidget(link("job.look", _("Show its picture"), self._look))
        self._not = quiet("job.not", _("No, it did not"), lambda: self._answer(came=False))
        row.addWidget(self._not)
        row.addWidget(quiet("job.came", _("Yes, it came out"), lambda: self._answer(came=True)))
        self.body.addLayout(row)
        self.hide()

    def tell(self, job: PrintJob, doubtful: Sequence[int]) -> None:
        """Ask about the first of these labels, if there is one."""
        self.setVisible(bool(doubtful))
        if doubtful:
            self._label = doubtful[0]
            said = "Did label {label} of {count} come out of {printer}?"
            if len(doubtful) > 1 and job.sheet:
                said = (
                    "Did the sheet with labels {label} to {last} of {count}"
                    " come out of {printer}?"
                )
            words = message(
                said,
                label=self._label,
                last=doubtful[-1],
                count=job.labels,
                printer=job.printer,
            )
            self._words.setText(str(words))
            self._not.setText(not_words(job))
            self._not.setAccessibleName(self._not.text())

    def _answer(self, *, came: bool) -> None:
        self.answered.emit(self._label, came)

    def _look(self) -> None:
        self.looked.emit(self._label)
