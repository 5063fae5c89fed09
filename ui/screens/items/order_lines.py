"""The lines of an order to be: an item and a quantity each, and what one costs if known."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain import costing
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import on_grid
from lsn_desktop.domain.quantities import plain as plain_quantity
from lsn_desktop.domain.refusals import Refusal
from ui.parts import money
from ui.parts.buttons import quiet
from ui.parts.item_search import ItemSearch
from ui.parts.text import named, plain
from ui.parts.theme import restyle
from ui.screens.items.quantity_rows import QUANTITY_WIDE, QuantityRows

if TYPE_CHECKING:
    from lsn_desktop.domain.items import Item
    from ui.desk import Desk

_QUANTITY = re.compile(r"\d{1,12}([.,]\d{1,6})?", re.ASCII)


class TypedLine(NamedTuple):
    """A line as it is typed: so much of an item, of one lot or serial if one is asked for."""

    key: str
    sku: str
    lot: str
    quantity: Decimal


class OrderLines(QWidget):
    """Type an item, Enter, its quantity, Enter: that is a line. Enter on nothing is done.

    With ``lots`` a line may ask for one lot or serial.
    """

    edited = Signal()
    entered = Signal()

    def __init__(self, desk: Desk, name: str = "order_new", *, lots: bool = False) -> None:
        super().__init__()
        self._name = name
        self._items: dict[str, Item] = {}
        self._asked: dict[str, str] = {}  # the lot a row asks for
        self._search = ItemSearch(desk, f"{name}.item", self)
        self._quantity, self._price, self._lot = QLineEdit(), QLineEdit(), QLineEdit()
        self._lot.setVisible(lots)
        self._rows = QuantityRows(f"{name}.lines", priced=True)
        self._below = plain("", "muted", wrap=True)
        self._lay_out()
        self._search.chosen.connect(self._chosen)
        self._search.edit.textEdited.connect(self.edited)
        for line in (self._quantity, self._price, self._lot):
            line.returnPressed.connect(self._add_typed)
        self._rows.edited.connect(self.edited)
        self._rows.entered.connect(self._search.edit.setFocus)
        self._say("")

    @property
    def is_filled(self) -> bool:
        """Whether there is a line, or one begun."""
        return bool(self._rows.texts() or self._search.edit.text().strip())

    def clear(self) -> None:
        """Begin without a line."""
        self._rows.clear()
        self._items.clear()
        self._asked.clear()
        self._clear_typed()
        self._say("")

    def add(self, item: Item, quantity: str, lot: str = "", *, go: bool = True) -> str:
        """Add so much of an item; more of it if it has a line. Returns the row's key."""
        key = f"{item.sku} {lot}".strip()
        before = self._rows.texts().get(key, "")
        if _QUANTITY.fullmatch(before) and _QUANTITY.fullmatch(quantity):
            quantity = plain_quantity(_number(before) + _number(quantity))
        self._items[key], self._asked[key] = item, lot
        words = " · ".join(filter(None, (item.description, item.sku, lot)))
        self._rows.put(key, words, quantity, item.unit)
        if go:
            self._rows.go_to(key)
        self._say("")
        self.edited.emit()
        return key

    def put_price(self, key: str, price: str) -> None:
        """Say the price of a row."""
        self._rows.put_price(key, price)

    def take(self) -> list[tuple[str, Decimal]] | None:
        """The lines, SKU and quantity; None after saying what is wrong with them."""
        typed = self.typed()
        return None if typed is None else [(line.sku, line.quantity) for line in typed]

    def typed(self) -> list[TypedLine] | None:
        """The lines as they are typed; None after saying what is wrong with them."""
        if self._search.edit.text().strip() and not self._add_typed():
            return None
        lines = []
        for key, text in self._rows.texts().items():
            if wrong := _wrong(self._items[key], text):
                self._say(wrong)
                self._rows.mark_wrong(key)
                return None
            sku = self._items[key].sku
            lines.append(TypedLine(key, sku, self._asked[key], _number(text)))
        if not lines:
            self._say(_("Nothing is ordered yet: type an item, or scan one."))
            self._search.edit.setFocus()
            return None
        return lines

    def prices(self) -> dict[str, Decimal] | None:
        """What one of each line costs, where that is typed; None after saying what is wrong."""
        typed = self._rows.prices()
        for sku, text in typed.items():
            if wrong := _wrong_price(text):
                self._say(wrong)
                self._rows.mark_wrong_price(sku)
                return None
        return {sku: money.typed(text) for sku, text in typed.items()}

    def _chosen(self, item: Item) -> None:
        self._say("")
        self._quantity.setPlaceholderText(item.unit)
        self._quantity.setFocus()

    def _add_typed(self) -> bool:
        item, text = self._search.item, self._quantity.text().strip()
        if item is None:
            self._complain(self._search.edit, _("Which item? Type a part of its name, Enter."))
            return False
        if wrong := _wrong(item, text):
            self._complain(self._quantity, wrong)
            return False
        price = self._price.text().strip()
        if price and (refused := _wrong_price(price)):
            self._complain(self._price, refused)
            return False
        key = self.add(item, text, self._lot.text().strip())
        if price:
            self._rows.put_price(key, price)
        self._clear_typed()
        self._search.edit.setFocus()
        return True

    def _clear_typed(self) -> None:
        self._search.clear()
        self._quantity.clear()
        self._price.clear()
        self._lot.clear()
        self._quantity.setPlaceholderText(_("Quantity"))

    def _complain(self, line: QLineEdit, words: str) -> None:
        self._say(words)
        line.setFocus()
        line.selectAll()

    def _say(self, wrong: str) -> None:
        hint = _("Enter goes from the item to its quantity, and adds the line; Tab to a price.")
        self._below.setText(wrong or hint)
        restyle(self._below, role="error" if wrong else "muted")
        if not wrong:
            self._rows.mark_wrong()

    def _lay_out(self) -> None:
        named(self._quantity, f"{self._name}.quantity", _("Quantity ordered"))
        self._quantity.setFixedWidth(QUANTITY_WIDE + 24)
        named(self._price, f"{self._name}.price", _("Price of one"))
        self._price.setPlaceholderText(_("Price"))
        self._price.setFixedWidth(QUANTITY_WIDE)
        one_more = QHBoxLayout()
        one_more.setSpacing(8)
        one_more.addWidget(self._search.edit, 1)
        one_more.addWidget(self._quantity)
        one_more.addWidget(self._price)
        named(self._lot, f"{self._name}.lot", _("Lot or serial asked for, if any"))
        self._lot.setPlaceholderText(_("Lot, if any"))
        self._lot.setFixedWidth(QUANTITY_WIDE + 48)
        one_more.addWidget(self._lot)
        one_more.addWidget(quiet(f"{self._name}.add", _("Add"), self._add_typed))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(one_more)
        rows.addWidget(self._search.matches)
        rows.addWidget(self._below)
        rows.addWidget(self._rows, 1)
        self._rows.setFocusProxy(self._search.edit)


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _wrong_price(text: str) -> str:
    """Why this is no price, or nothing."""
    try:
        costing.money(money.typed(text))
    except Refusal as refused:
        return str(refused)
    return ""


def _wrong(item: Item, text: str) -> str:
    """Why so much of an item cannot be ordered, or nothing."""
    if not _QUANTITY.fullmatch(text):
        words = message("How many {unit} of {item}?", unit=item.unit, item=item.description)
        return str(words)
    try:
        on_grid(_number(text), item.decimals, item.unit)
    except Refusal as refused:
        return str(refused)
    return ""
