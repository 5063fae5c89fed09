"""Whose data the label is shown with: an example, the longest, or any lot or serial."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.services.labels import label_subjects, labelling
from ui.asking import ask
from ui.designer import field_names
from ui.parts.choice_box import ChoiceBox
from ui.parts.text import named, plain
from ui.tables.find_field import FindField

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lsn_desktop.services.labels.label_subjects import Subject
    from ui.desk import Desk


class WithData(QWidget):
    """A list of what can be shown, and a field that finds a lot or serial as one types."""

    told = Signal(dict)  # the fields of a label
    missed = Signal(str)
    failed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._custom: Sequence[str] = ()
        self._real: Mapping[str, str] = {}
        self._which = ChoiceBox()
        self._find: FindField[Subject] = FindField(
            desk, label_subjects.as_typed, lambda one: (one.code, one.line)
        )
        named(self._which, "designer.data", _("Shown with"))
        named(self._find, "designer.find", _("Show it with a lot or serial"))
        self._find.setPlaceholderText(_("Scan or type a lot or serial"))
        for words, name in ((_("An example"), "example"), (_("The longest data"), "longest")):
            self._which.addItem(words, name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(plain(_("Shown with"), "muted"))
        row.addWidget(self._which, 1)
        row.addWidget(self._find, 1)
        self._which.activated.connect(lambda _at: self._tell())
        self._find.found.connect(self.take)
        self._find.missed.connect(self.missed)

    def offer(self, custom: Sequence[str]) -> None:
        """The company's own fields have examples too."""
        self._custom = custom
        self._tell()

    def show_longest(self) -> None:
        """Show the label with the longest data."""
        self._which.setCurrentIndex(self._which.findData("longest"))
        self._tell()

    def take(self, subject: Subject) -> None:
        """Show the label of a lot, serial, item or bin."""

        def told(fields: dict[str, str]) -> None:
            self._real = fields
            at = self._which.findData("real")
            words = str(message("{code}", code=subject.code))
            if at < 0:
                self._which.addItem(words, "real")
                at = self._which.count() - 1
            self._which.setItemText(at, words)
            self._which.setCurrentIndex(at)
            self._tell()

        ask(
            self._desk,
            lambda connection: labelling.fields_of(connection, subject.wanted()),
            told,
            self.failed.emit,
        )

    def _tell(self) -> None:
        which = self._which.currentData()
        if which == "real":
            self.told.emit(dict(self._real))
        elif which == "longest":
            self.told.emit(field_names.longest(self._custom))
        else:
            self.told.emit(field_names.example(self._custom))
