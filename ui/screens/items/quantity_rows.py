"""Rows of a name, a quantity that can be typed over, and a way to take the row out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from ui.parts.buttons import link
from ui.parts.scrolled import scrolled
from ui.parts.text import ElidedLabel, named, plain
from ui.parts.theme import restyle

if TYPE_CHECKING:
    from collections.abc import Mapping

QUANTITY_WIDE = 80  # px


class QuantityRows(QWidget):
    """The rows by their keys, in the order they came; ``before`` stands ahead of a quantity.

    ``priced`` rows have a field for the price of one behind it.
    """

    edited = Signal()
    entered = Signal()

    def __init__(self, name: str, before: str = "", *, priced: bool = False) -> None:
        super().__init__()
        self._name, self._before, self._priced = name, before, priced
        self._rows: dict[str, _Row] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        body = QVBoxLayout()
        body.addLayout(self._grid)
        body.addStretch()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(scrolled(body))

    def put(self, key: str, words: str, quantity: str, unit: str) -> None:
        """Add a row, or give the one there is another quantity."""
        if key in self._rows:
            self._rows[key].quantity.setText(quantity)
            return
        row = _Row(f"{self._name}.{key}", ElidedLabel(words), self._before)
        if self._priced:
            row.add_price(f"{self._name}.{key}")
        row.quantity.setText(quantity)
        row.unit.setText(unit)
        at = self._grid.rowCount()
        for column, part in enumerate(row.parts()):
            self._grid.addWidget(part, at, column)
            part.show()  # now, so that it can take the focus at once
        for field in filter(None, (row.quantity, row.price)):
            field.textEdited.connect(self.edited)
            field.returnPressed.connect(self.entered)
        row.remove.clicked.connect(lambda _checked: self._remove(key))
        self._rows[key] = row

    def clear(self) -> None:
        """Take out every row."""
        for key in list(self._rows):
            self._drop(key)

    def texts(self) -> Mapping[str, str]:
        """What is typed as the quantity of each key."""
        return {key: row.quantity.text().strip() for key, row in self._rows.items()}

    def prices(self) -> Mapping[str, str]:
        """What is typed as the price of each key that has one."""
        typed = {key: row.price.text().strip() for key, row in self._rows.items() if row.price}
        return {key: text for key, text in typed.items() if text}

    def put_price(self, key: str, price: str) -> None:
        """Say the price of a row."""
        field = self._rows[key].price
        if field is not None:
            field.setText(price)

    def go_to(self, key: str) -> None:
        """Put the focus on a quantity, to be typed over."""
        self._rows[key].quantity.setFocus()
        self._rows[key].quantity.selectAll()

    def mark_wrong(self, wrong: str = "") -> None:
        """Mark the quantity of a key as wrong, and no other; go there."""
        for key, row in self._rows.items():
            restyle(row.quantity, wrong="yes" if key == wrong else "")
            if row.price is not None:
                restyle(row.price, wrong="")
        if wrong in self._rows:
            self.go_to(wrong)

    def mark_wrong_price(self, key: str) -> None:
        """Mark the price of a key as wrong, and go there."""
        field = self._rows[key].price
        if field is not None:
            restyle(field, wrong="yes")
            field.setFocus()
            field.selectAll()

    def follow_unit(self, unit: str) -> None:
        """Say another unit behind every quantity."""
        for row in self._rows.values():
            row.unit.setText(unit)

    def _remove(self, key: str) -> None:
        self._drop(key)
        self.setFocus()
        self.edited.emit()

    def _drop(self, key: str) -> None:
        for part in self._rows.pop(key).parts():
            self._grid.removeWidget(part)
            part.hide()
            part.deleteLater()


class _Row:
    """The parts of one row."""

    def __init__(self, name: str, words: QLabel, before: str) -> None:
        self._words, self._before = words, plain(before, "muted")
        self.unit = plain("", "muted")
        self.quantity = QLineEdit()
        self.quantity.setFixedWidth(QUANTITY_WIDE)
        says = str(message("Quantity of {what}", what=words.text()))
        named(self.quantity, f"{name}.quantity", says)
        self.price: QLineEdit | None = None
        self.remove: QPushButton = link(f"{name}.remove", _("Remove"), lambda: None)
        self.remove.setAccessibleName(str(message("Remove {what}", what=words.text())))

    def add_price(self, name: str) -> None:
        """A field for the price of one."""
        self.price = QLineEdit()
        self.price.setFixedWidth(QUANTITY_WIDE)
        self.price.setPlaceholderText(_("Price"))
        says = str(message("Price of one {what}", what=self._words.text()))
        named(self.price, f"{name}.price", says)

    def parts(self) -> tuple[QWidget, ...]:
        """What stands in the row, from the left."""
        price = () if self.price is None else (self.price,)
        return self._words, self._before, self.quantity, self.unit, *price, self.remove
