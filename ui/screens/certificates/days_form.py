"""The right days of a supplier's certificate, and what was wrong with those it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from lsn_desktop.domain.messages import _
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.certificates import supplied_days
from lsn_desktop.services.certificates.supplied_days import CorrectDays
from ui.asking import change
from ui.parts.days import typed_day
from ui.parts.form import Form

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.services.certificates.supplied_days import Corrected
    from lsn_desktop.storage.supplied_certificates import Supplied
    from ui.desk import Desk


class DaysForm(Form):
    """In one row, until Enter keeps them."""

    corrected = Signal(object)  # Corrected
    refused = Signal(object)  # the error

    def __init__(self, desk: Desk) -> None:
        super().__init__("certificates.days_of")
        self._desk, self._id = desk, 0
        self._issued, self._expires, self._why = QLineEdit(), QLineEdit(), QLineEdit()
        self.add("issued", _("Issued on"), self._issued)
        self.add("expires", _("Valid until (empty: no end)"), self._expires)
        self.add("why", _("What was wrong (Enter corrects)"), self._why)
        self.beside("issued", "expires", "why")
        for field in (self._issued, self._expires, self._why):
            field.returnPressed.connect(self._keep)
        self.hide()

    def begin(self, row: Supplied) -> None:
        """Ask for the days of a certificate."""
        self._id = row.id
        self.clear_complaints()
        for field, day in ((self._issued, row.issued_on), (self._expires, row.expires_on)):
            field.setText(day.isoformat() if day else "")
        self._why.clear()
        self.show()
        self._issued.setFocus()
        self._issued.selectAll()

    def _keep(self) -> None:
        days: dict[str, date | None] = {}
        self.clear_complaints()
        for name, field in (("issued", self._issued), ("expires", self._expires)):
            try:
                days[name] = typed_day(field.text())
            except Refusal as refused:
                self.complain(name, str(refused))
                return
        if not self._why.text().strip():
            self._why.setFocus()  # Enter goes on to what is still to be said
            return
        order = CorrectDays(self._id, days["issued"], days["expires"], self._why.text())
        change(
            self._desk,
            lambda tx: supplied_days.correct(tx, order),
            self._done,
            self.refused.emit,
        )

    def _done(self, done: Corrected) -> None:
        self.hide()
        self.corrected.emit(done)
