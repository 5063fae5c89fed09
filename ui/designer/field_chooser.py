"""Chooses a field of a label; a date may be moved and written in another form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from ui.designer import field_names
from ui.designer.moved_by import MovedBy
from ui.parts.buttons import quiet
from ui.parts.choice_box import ChoiceBox
from ui.parts.text import named

if TYPE_CHECKING:
    from collections.abc import Sequence


class FieldChooser(QWidget):
    """A list of fields, the small form for dates, and the button that takes the one chosen."""

    chosen = Signal(str, str)  # the field, and how a text names it: ``{expiry-30d}``

    def __init__(self, name: str, act: str) -> None:
        super().__init__()
        self._field, self._form = ChoiceBox(), ChoiceBox()
        self._moved = MovedBy(name)
        named(self._field, f"{name}.field", _("Field"))
        named(self._form, f"{name}.form", _("How the date is written"))
        for form in field_names.DATE_FORMS:
            self._form.addItem(form or "2026-12-19", form)
        self._dates = QWidget()
        dates = QVBoxLayout(self._dates)
        dates.setContentsMargins(0, 0, 0, 0)
        dates.setSpacing(6)
        dates.addWidget(self._moved)
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
        form = str(self._form.currentData())
        named_so = field_names.place_of(field, self._moved.number, self._moved.unit, form)
        self.chosen.emit(field, named_so)
