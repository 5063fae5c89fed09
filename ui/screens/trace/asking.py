"""What to trace, typed; which way; or of which days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from lsn_desktop.domain.genealogy import Direction
from lsn_desktop.domain.messages import _
from lsn_desktop.domain.refusals import Refusal
from ui.parts.buttons import quiet
from ui.parts.choice_box import ChoiceBox
from ui.parts.days import typed_day
from ui.parts.text import named
from ui.screens.trace.subject import Subject, found
from ui.tables.find_field import FindField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.services.codes.finding import Found
    from ui.desk import Desk

_DAY = 120  # px


class AskRow(QWidget):
    """One line of fields; Enter in any of them traces."""

    asked = Signal(object)  # a Subject
    turned = Signal()  # the way was changed: the same again
    missed = Signal(str)  # why it could not be traced

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._field: FindField[Found] = FindField(
            desk, found, lambda one: (one.title, one.line)
        )
        named(self._field, "trace.find", _("What to trace"))
        self._field.setPlaceholderText(
            _("Scan or type a lot, serial, item, document, supplier, customer")
        )
        self._way = ChoiceBox()
        named(self._way, "trace.way", _("Which way"))
        for words, way in (
            (_("Both ways"), Direction.BOTH),
            (_("Where it came from"), Direction.BACK),
            (_("Where it went"), Direction.FORWARD),
        ):
            self._way.addItem(words, way)
        self._way.setFixedWidth(190)
        self._days = QLineEdit(), QLineEdit()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._field, 1)
        row.addWidget(self._way)
        for field, name, says in (
            (self._days[0], "trace.first", _("From day")),
            (self._days[1], "trace.last", _("To day")),
        ):
            named(field, name, says)
            field.setPlaceholderText(says)
            field.setFixedWidth(_DAY)
            field.returnPressed.connect(self._ask_days)
            row.addWidget(field)
        row.addWidget(quiet("trace.days", _("Trace these days"), self._ask_days))
        self.setFocusProxy(self._field)
        self._field.found.connect(self._take)
        self._field.missed.connect(self.missed)
        self._way.activated.connect(self._turn)

    @property
    def direction(self) -> Direction:
        """Which way is wanted."""
        return Direction(self._way.currentData())

    def offer(self, things: Sequence[Found]) -> None:
        """Let a person choose what a scan meant."""
        self._field.offer(things)

    def _take(self, one: Found) -> None:
        self.asked.emit(Subject(one.place, one.subject))

    def _turn(self, _at: int) -> None:
        self.turned.emit()

    def _ask_days(self) -> None:
        try:
            first, last = (typed_day(field.text()) for field in self._days)
        except Refusal as refused:
            self.missed.emit(str(refused))
            return
        begin, end = first or last, last or first
        if begin is None or end is None:
            self.missed.emit(_("Type the first day, and the last if it is another."))
            return
        self.asked.emit(Subject("days", days=(min(begin, end), max(begin, end))))
