"""Chooses a field of a label; a date may be moved and written in another form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from ui.designer import field_names
from ui.parts.buttons import quiet
from ui.parts.choice_box import ChoiceBox
from ui.parts.text import named, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

FURTHEST = 9999
UNITS = (("d", _("days")), ("w", _("weeks")), ("m", _("months")), ("y", _("years")))


class FieldChooser(QWidget):
    """A list of fields, the small form for dates, and the button that takes the one chosen."""

    chosen = Signal(str, str)  # the field, and how a text names it: ``{expiry-30d}``

    def __init__(self, name: str, act: str) -> None:
        super().__init__()
        self._field, self._unit, self._form = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self._number = QLineEdit("0")
        named(self._field, f"{name}.field", _("Field"))
        named(self._number, f"{name}.moved", _("Moved by so many, before (-) or after"))
        named(self._unit, f"{name}.unit", _("Days, weeks, months or years"))
        named(self._form, f"{name}.form", _("How the date is written"))
        self._number.setValidator(QIntValidator(-FURTHEST, FURTHEST, self))
        self._number.setFixedWidth(64)
        for unit, words in UNITS:
            self._unit.addItem(words, unit)
        for form in field_names.DATE_FORMS:
            self._form.addItem(form or "2026-12-19", form)
        self._dates = QWidget()
        moved = QHBoxLayout()
        moved.setSpacing(6)
        moved.addWidget(plain("±", "muted"))
        moved.addWidget(self._number)
        moved.addWidget(self._unit, 1)
        dates = QVBoxLayout(self._dates)
        dates.setContentsMargins(0, 0, 0, 0)
        dates.setSpacing(6)
        dates.addLayout(moved)
        dates.addWidget(self._form)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._field, 1)
        row.addWidget(quiet(f"{name}.take", act, self._take))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addLayout(row)
        rows.addWidget(self._dates)
        self._field.currentIndexChanged.connect(lambda _at: self._follow())
        self.offer(())

    def offer(self, custom: Sequence[str]) -> None:
        """Offer the company's own fields too."""
        before = self._field.currentData()
        self._field.clear()
        for field, words in field_names.offered(custom):
            self._field.addItem(words, field)
        self._field.setCurrentIndex(max(0, self._field.findData(before)))
        self._follow()

    def _follow(self) -> None:
        self._dates.setVisible(field_names.is_date(str(self._field.currentData() or "")))

    def _take(self) -> None:
        field = str(self._field.currentData())
        if not field_names.is_date(field):
            self.chosen.emit(field, field_names.place_of(field))
            return
        number = int(self._number.text()) if self._number.hasAcceptableInput() else 0
        unit, form = str(self._unit.currentData()), str(self._form.currentData())
        self.chosen.emit(field, field_names.place_of(field, number, unit, form))
