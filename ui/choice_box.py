"""A box of choices that keeps to its place."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

_LEAST = 8  # letters


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
