"""A box of choices that keeps to its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from ui.parts.text import elided

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_LEAST = 8  # letters
_EDGE = 4  # px the style leaves free beside the words


class ChoiceBox(QComboBox):
    """As wide as its place allows, whatever its longest row says; that row is elided.

    Qt's own asks for the width of its longest row: a vendor's name would widen the page.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.setMinimumContentsLength(_LEAST)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Qt cuts a row that is too long; here it ends in an ellipsis."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = elided(self.fontMetrics(), self.currentText(), self.room())
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def room(self) -> int:
        """How wide the words of the chosen row may be, in pixels."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        control = QStyle.ComplexControl.CC_ComboBox
        return self.style().subControlRect(control, option, part, self).width() - _EDGE
