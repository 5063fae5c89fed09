"""Which sheet labels stand on, and where on it they begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop import label_sheets
from lsn_desktop.domain.messages import _, message
from ui.choice_box import ChoiceBox
from ui.form import Form
from ui.sheet_picker import SheetPicker
from ui.text import named, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from printing.label_stocks import Stock
    from ui.theme import Theme


class SheetField(QWidget):
    """A roll, or a sheet with its picture; one that was begun here is gone on with."""

    changed = Signal()

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self._stocks: Mapping[str, Stock] = {}
        self._places: Mapping[str, int] = {}
        self._choice, self._picker = ChoiceBox(), SheetPicker(theme)
        self._words, self._how = plain("", "strong"), plain(_how(), "muted", wrap=True)
        self._choice.addItem(_("None: a label is a page"), "")
        self._choice.currentIndexChanged.connect(lambda _at: self._follow())
        self._picker.moved.connect(lambda _first: self._say())
        form = Form(name)
        form.add("sheet", _("Sheet"), self._choice)
        named(self._picker, f"{name}.first", _("First free label of the sheet"))
        words = QVBoxLayout()
        words.setSpacing(4)
        for part in (form, self._words, self._how):
            words.addWidget(part)
        words.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._picker, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self._offer_place(on=False)

    @property
    def stock(self) -> Stock | None:
        """The chosen sheet; None: labels on rolls, or each a page of its own."""
        return self._stocks.get(str(self._choice.currentData()))

    @property
    def first(self) -> int:
        """The label the first sheet begins at, from 1."""
        return self._picker.first if self.stock else 1

    def tell(self, stocks: Mapping[str, Stock], places: Mapping[str, int]) -> None:
        """Offer these sheets; ``places`` has the first free label of those that were begun."""
        before, chosen = (self.stock, self._place()), self._choice.currentData()
        self._stocks, self._places = stocks, places
        with QSignalBlocker(self._choice):
            while self._choice.count() > 1:
                self._choice.removeItem(1)
            for name, one in stocks.items():
                self._choice.addItem(_title(one), name)
            self._choice.setCurrentIndex(max(0, self._choice.findData(chosen)))
        if (self.stock, self._place()) != before:  # what is being chosen stays
            self._follow()

    def _place(self) -> int:
        return self._places.get(label_sheets.text(self.stock), 1) if self.stock else 1

    def _follow(self) -> None:
        stock = self.stock
        self._offer_place(on=stock is not None)
        if stock is not None:
            self._picker.tell(stock, self._place())
            self._say()
        self.changed.emit()

    def _offer_place(self, *, on: bool) -> None:
        for part in (self._picker, self._words, self._how):
            part.setVisible(on)

    def _say(self) -> None:
        self._words.setText(self._picker.words())


def _title(one: Stock) -> str:
    words = message(
        "{title}: {columns} x {rows} of {width} x {height} mm",
        title=one.title,
        columns=one.columns,
        rows=one.rows,
        width=f"{one.width:.4g}",
        height=f"{one.height:.4g}",
    )
    return str(words)


def _how() -> str:
    return _("The arrow keys or a click choose the first free label.")
