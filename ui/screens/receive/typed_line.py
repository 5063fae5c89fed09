"""F2: a line of goods typed by hand. Enter goes from field to field; at the end it accepts."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.typed_days import days_typed, in_words
from lsn_desktop.services.receipts.answering import TypedLine
from ui.dock.dock_words import expires
from ui.parts.buttons import primary
from ui.parts.item_search import ItemSearch
from ui.parts.text import named, plain
from ui.parts.theme import restyle

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.domain.items import Item
    from ui.desk import Desk


class TypedLineForm(QWidget):
    """Item, lot or serial (empty: a number of ours), expiry, quantity."""

    accepted = Signal(object)  # the TypedLine

    def __init__(self, desk: Desk, today: date) -> None:
        super().__init__()
        self._today = today
        self._search = ItemSearch(desk, "receive.f2.item", self)
        self._search.edit.setPlaceholderText(_("Item name or code"))
        self._lot = _field("receive.f2.lot", _("Lot"), _("Lot, empty: ours"))
        self._serial = _field("receive.f2.serial", _("Serial"), _("Serial, empty: ours"))
        self._expiry = _field("receive.f2.expiry", _("Expiry"), _("Expiry"))
        self._quantity = _field("receive.f2.quantity", _("Quantity"), _("Quantity"))
        self._below = plain("", "muted", wrap=True)
        self._lay_out()
        self._search.chosen.connect(self._item_chosen)
        for edit in (self._lot, self._serial, self._expiry, self._quantity):
            edit.returnPressed.connect(lambda edit=edit: self._go_on_from(edit))
        self._expiry.textChanged.connect(self._say_back)
        self._search.edit.textEdited.connect(lambda _text: self._say(""))
        self.setFocusProxy(self._search.edit)
        self._say("")

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        # So shared that no field cuts its hint, nor a day typed in full, at 1366 px.
        row.addWidget(self._search.edit, 14)
        row.addWidget(self._lot, 13)
        row.addWidget(self._serial, 13)
        row.addWidget(self._expiry, 11)
        row.addWidget(self._quantity, 9)
        row.addWidget(primary("receive.f2.accept", _("Add"), self._accept))
        self._serial.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(row)
        rows.addWidget(self._search.matches)
        rows.addWidget(self._below)

    def _item_chosen(self, item: Item) -> None:
        self._lot.setVisible(item.tracking.by_lot)
        self._serial.setVisible(item.tracking.by_serial)
        self._expiry.setVisible(item.tracking.by_lot or item.tracking.by_serial)
        self._quantity.setVisible(not item.tracking.by_serial)
        self._quantity.setPlaceholderText(item.unit)
        self._say(f"{item.description} · {item.sku}")
        self._go_on_from(self._search.edit)

    def _go_on_from(self, edit: QLineEdit) -> None:
        order = (self._search.edit, self._lot, self._serial, self._expiry, self._quantity)
        after = [each for each in order[order.index(edit) + 1 :] if not each.isHidden()]
        if after:
            after[0].setFocus()
        else:
            self._accept()

    def _say_back(self, text: str) -> None:
        days = days_typed(text.strip(), self._today)
        if len(days) == 1:
            self._say(f"{in_words(days[0])} · {expires(days[0], self._today)}")
        elif days:
            self._say(_either(days), wrong=True)
        else:
            self._say("")

    def _say(self, words: str, *, wrong: bool = False) -> None:
        hint = _("Enter goes on, and at the quantity adds the line. Esc closes it.")
        self._below.setText(words or hint)
        restyle(self._below, role="error" if wrong else "muted")

    def _complain(self, edit: QLineEdit, words: str) -> None:
        edit.setFocus()
        edit.selectAll()
        self._say(words, wrong=True)

    def _accept(self) -> None:
        item = self._search.item
        if item is None:
            self._complain(self._search.edit, _("Which item? Type a part of its name."))
            return
        typed_day = self._expiry.text().strip()
        days = days_typed(typed_day, self._today)
        if typed_day and len(days) != 1:
            text = str(message("{text} is no day. Type it as 2026-12-31.", text=typed_day[:40]))
            self._complain(self._expiry, _either(days) if days else text)
            return
        quantity = _quantity(self._quantity.text())
        if quantity is None:
            words = message("{text} is no quantity.", text=self._quantity.text()[:40])
            self._complain(self._quantity, str(words))
            return
        self.accepted.emit(
            TypedLine(
                item_id=item.id,
                quantity=Decimal(1) if item.tracking.by_serial else quantity,
                lot=self._lot.text() if item.tracking.by_lot else "",
                serial=self._serial.text() if item.tracking.by_serial else "",
                expiry=days[0] if days else None,
            )
        )


def _field(name: str, says: str, placeholder: str) -> QLineEdit:
    edit = QLineEdit()
    named(edit, name, says)
    edit.setPlaceholderText(placeholder)
    return edit


def _either(days: tuple[date, ...]) -> str:
    words = message(
        "{one} or {other}? Type the year first: {iso}",
        one=in_words(days[0]),
        other=in_words(days[1]),
        iso=days[0],
    )
    return str(words)


def _quantity(text: str) -> Decimal | None:
    """What was typed as a number; nothing typed is one."""
    try:
        quantity = Decimal(text.strip().replace(",", ".") or "1")
    except InvalidOperation:
        return None
    return quantity if quantity.is_finite() else None
