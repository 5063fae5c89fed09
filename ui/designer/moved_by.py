"""By how much a day is moved before it is written: so many days, weeks, months or years."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from lsn_desktop.domain.messages import _
from ui.parts.choice_box import ChoiceBox
from ui.parts.text import named, plain

_FURTHEST = 9999
_UNITS = (("d", _("days")), ("w", _("weeks")), ("m", _("months")), ("y", _("years")))


class MovedBy(QWidget):
    """A number and its unit; ``changed`` when a person is done with either."""

    changed = Signal()

    def __init__(self, name: str, number: int = 0, unit: str = "d") -> None:
        super().__init__()
        self._number, self._unit = QLineEdit(str(number)), ChoiceBox()
        named(self._number, f"{name}.moved", _("Moved by so many, before (-) or after"))
        named(self._unit, f"{name}.unit", _("Days, weeks, months or years"))
        self._number.setValidator(QIntValidator(-_FURTHEST, _FURTHEST, self))
        self._number.setFixedWidth(64)
        for letter, words in _UNITS:
            self._unit.addItem(words, letter)
        self._unit.setCurrentIndex(self._unit.findData(unit))
        self._number.editingFinished.connect(self.changed)
        self._unit.activated.connect(lambda _at: self.changed.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(plain("±", "muted"))
        row.addWidget(self._number)
        row.addWidget(self._unit, 1)

    @property
    def number(self) -> int:
        """How many, less than 0 before; 0 while none is typed."""
        return int(self._number.text()) if self._number.hasAcceptableInput() else 0

    @property
    def unit(self) -> str:
        """``d``, ``w``, ``m`` or ``y``."""
        return str(self._unit.currentData())
