"""A GTIN nobody knows: make its item here, or say which of ours it is. Never a dialog."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from lsn_desktop.domain.items import Tracking
from lsn_desktop.domain.messages import _
from lsn_desktop.services.receipts.answering import NewItem
from ui.parts.buttons import primary
from ui.parts.item_search import ItemSearch
from ui.parts.text import named, plain
from ui.parts.theme import restyle

if TYPE_CHECKING:
    from lsn_desktop.domain.items import Item
    from ui.desk import Desk

_MOST_IN_PACK = 1_000_000


class NewItemForm(QWidget):
    """What the goods are called and how they are told apart; Enter makes the item."""

    accepted = Signal(object)  # the NewItem

    def __init__(self, gtin: str) -> None:
        super().__init__()
        self._name = _field("receive.new_item.name", _("Name"), _("What the goods are called"))
        self._sku = _field("receive.new_item.sku", _("SKU"), gtin)
        self._unit = _field("receive.new_item.unit", _("Unit"), "pcs")
        self._pack = _field("receive.new_item.pack", _("In this pack"), "1")
        self._tracking = QComboBox()
        named(self._tracking, "receive.new_item.tracking", _("Told apart by"))
        for tracking, words in (
            (Tracking.LOT, _("Lot")),
            (Tracking.SERIAL, _("Serial number")),
            (Tracking.LOT_SERIAL, _("Lot and serial number")),
            (Tracking.NONE, _("Nothing: only counted")),
        ):
            self._tracking.addItem(words, tracking)
        self._expires = QCheckBox(_("Always has an expiry date"))
        named(self._expires, "receive.new_item.expires", _("Always has an expiry date"))
        self._below = plain(_("Enter makes the item and takes the label."), "muted", wrap=True)
        self._lay_out()
        for edit in (self._name, self._sku, self._unit, self._pack):
            edit.returnPressed.connect(self._accept)
        self.setFocusProxy(self._name)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        for column, stretch in enumerate((3, 2, 2)):
            grid.setColumnStretch(column, stretch)
        grid.addWidget(self._name, 0, 0, 1, 2)
        grid.addWidget(self._sku, 0, 2)
        grid.addWidget(self._tracking, 1, 0)
        grid.addWidget(self._unit, 1, 1)
        grid.addWidget(self._pack, 1, 2)
        grid.addWidget(self._expires, 2, 0, 1, 2)
        grid.addWidget(primary("receive.new_item.accept", _("Make item"), self._accept), 2, 2)
        grid.addWidget(self._below, 3, 0, 1, 3)

    def _accept(self) -> None:
        if not self._name.text().strip():
            self._complain(self._name, _("What are the goods called?"))
            return
        units = _pack(self._pack.text())
        if units is None:
            self._complain(self._pack, _("How many are in this pack? A whole number."))
            return
        self.accepted.emit(
            NewItem(
                sku=self._sku.text(),
                description=self._name.text(),
                tracking=Tracking(self._tracking.currentData()),
                unit=self._unit.text(),
                expiry_required=self._expires.isChecked(),
                units_in_pack=units,
            )
        )

    def _complain(self, edit: QLineEdit, words: str) -> None:
        edit.setFocus()
        self._below.setText(words)
        restyle(self._below, role="error")


class KnownItemForm(QWidget):
    """Which of our items a GTIN is, and how many of it the pack holds."""

    accepted = Signal(int, object)  # the item's row number, and the units as a Fraction

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._search = ItemSearch(desk, "receive.known_item.item", self)
        self._pack = _field("receive.known_item.pack", _("In this pack"), "1")
        self._below = plain(_("Enter takes the item, then the pack."), "muted", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._search.edit, 3)
        row.addWidget(self._pack, 1)
        row.addWidget(primary("receive.known_item.accept", _("It is this"), self._accept))
        rows = QGridLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setVerticalSpacing(8)
        rows.addLayout(row, 0, 0)
        rows.addWidget(self._search.matches, 1, 0)
        rows.addWidget(self._below, 2, 0)
        self._search.chosen.connect(self._item_chosen)
        self._pack.returnPressed.connect(self._accept)
        self.setFocusProxy(self._search.edit)

    def _item_chosen(self, item: Item) -> None:
        self._below.setText(f"{item.description} · {item.sku}")
        self._pack.setFocus()

    def _accept(self) -> None:
        units = _pack(self._pack.text())
        if self._search.item is None or units is None:
            self._search.edit.setFocus()
            self._below.setText(_("Choose the item and type how many are in the pack."))
            restyle(self._below, role="error")
            return
        self.accepted.emit(self._search.item.id, Fraction(units))


def _field(name: str, says: str, placeholder: str) -> QLineEdit:
    edit = QLineEdit()
    named(edit, name, says)
    edit.setPlaceholderText(f"{says}: {placeholder}" if says != _("Name") else placeholder)
    return edit


def _pack(text: str) -> int | None:
    """How many a pack holds; nothing typed is one."""
    typed = text.strip() or "1"
    if not (typed.isascii() and typed.isdigit() and len(typed) <= len(str(_MOST_IN_PACK))):
        return None
    return int(typed) or None
