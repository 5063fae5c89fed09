"""A field for a measure: typed, or stepped by the arrow keys as on the label."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class MeasureField(QLineEdit):
    """Millimetres or points; Up and Down step it, Shift ten times, Ctrl a fifth as far."""

    told = Signal(float)  # a person gave it another value

    def __init__(self, least: float, most: float, step: float, unit: str) -> None:
        super().__init__()
        self._least, self._most, self._step = least, most, step
        self._value = least
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setPlaceholderText(unit)
        self.setToolTip(unit)
        self.editingFinished.connect(self._read)

    def show_value(self, value: float) -> None:
        """Show a value, but leave alone what a person is typing."""
        self._value = value
        if not (self.hasFocus() and self.isModified()):
            self.setText(f"{value:g}")

    @property
    def value(self) -> float:
        """What it says."""
        return self._value

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        ways = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        way = ways.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
            return
        held = event.modifiers()
        step = self._step
        if held & Qt.KeyboardModifier.ShiftModifier:
            step *= 10
        elif held & Qt.KeyboardModifier.ControlModifier:
            step /= 5
        self._read()
        self._take(self._value + way * step)

    def _read(self) -> None:
        try:
            typed = float(self.text().strip().replace(",", "."))
            typed = typed if isfinite(typed) else self._value
        except ValueError:
            typed = self._value
        self._take(typed)

    def _take(self, value: float) -> None:
        value = round(min(max(value, self._least), self._most), 2)
        self.setText(f"{value:g}")
        self.setModified(False)
        if value != self._value:
            self._value = value
            self.told.emit(value)
