"""A sales order, new or changed: whose, when, where to, and what of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from lsn_desktop.domain.filters import OneOf
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import plain as plain_quantity
from lsn_desktop.domain.typed_days import in_words
from lsn_desktop.services.codes import item_scans
from lsn_desktop.services.shipments import selling
from lsn_desktop.services.shipments.selling import Sale, SaleLine
from lsn_desktop.storage import catalogue, parties, sales_orders
from ui.asking import ask, change
from ui.page import PageHead
from ui.parts import editor_layout
from ui.parts.buttons import primary
from ui.parts.card import Card
from ui.parts.choice_box import ChoiceBox
from ui.parts.form import Form
from ui.parts.notice import Notice
from ui.scans.scan_lookup import look_up
from ui.screens.items.due_day import typed_day
from ui.screens.items.order_lines import OrderLines

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from lsn_desktop.domain.items import Item
    from lsn_desktop.storage.catalogue import Pack
    from lsn_desktop.storage.parties import PartyRow
    from lsn_desktop.storage.transactions import Connection, Tx
    from ui.desk import Desk

_WIDE, _ADDRESS = 340, 84  # px: the fields beside the lines; four lines of an address
_MOST_CUSTOMERS = 2000


@dataclass(frozen=True, slots=True)
class _Stored:
    """The order that was stored, and the words for it."""

    order_id: int
    words: str


@dataclass(frozen=True, slots=True)
class _Known:
    """Who may order, and the order that is changed with its items."""

    customers: list[PartyRow]
    sale: Sale | None = None
    items: Mapping[str, Item] | None = None


class SaleEditor(QWidget):
    """Enter goes from field to field; a scan adds its item as a line."""

    saved = Signal(int, str)  # the order's row number, and what was done in words

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._warned = desk, False
        self._order_id: int | None = None
        self._stood: dict[str, int | None] = {}  # the line of each row, of an order there was
        self._notice = Notice("sale_edit.notice")
        self._customer = ChoiceBox()
        self._number, self._reference, self._due, self._note = (QLineEdit() for _i in range(4))
        self._ship_to = QPlainTextEdit()
        self._form = Form("sale_edit", spacing=10)
        self._lines = OrderLines(desk, "sale_edit", lots=True)
        self._head = PageHead("")
        self._lay_out()
        self._connect()

    def begin(self) -> None:
        """Begin a new order."""
        self._open(None)

    def change(self, order_id: int) -> None:
        """Show an order to be changed."""
        self._open(order_id)

    @property
    def is_changed(self) -> bool:
        """Whether something is typed that would be lost."""
        fields = (self._number, self._reference, self._due, self._note)
        typed = any(line.isModified() for line in fields) or self._lines_edited
        return typed or self._ship_to.document().isModified()

    def may_leave(self) -> bool:
        """Whether nothing would be lost; the second time one asks, it may be."""
        if not self.is_changed or self._warned:
            return True
        self._warned = True
        self._notice.attention(
            _("This order is not saved yet. Ctrl+Enter saves it; Esc again drops it.")
        )
        return False

    def scanned(self, frame: bytes, device: str) -> None:
        """Add a pack of what was scanned."""
        look_up(
            self._desk, (frame, device), item_scans.item_to_order, self._add_pack, self._notice
        )

    def save(self) -> None:
        """Store the order, or say what is wrong with it."""
        self._notice.clear()
        self._form.clear_complaints()
        due, wrong_day = typed_day(self._due.text(), self._desk.station.by().on)
        if self._customer.currentData() is None:
            words = _("Nobody buys from you yet: enter a customer first.")
            self._form.complain("customer", words)
        elif wrong_day:
            self._form.complain("due", wrong_day)
        elif (typed := self._lines.typed()) and (prices := self._lines.prices()) is not None:
            lines = [
                SaleLine(
                    line.sku, line.quantity, prices.get(line.key), line.lot,
                    self._stood.get(line.key),
                )
                for line in typed
            ]  # fmt: skip
            wanted = Sale(
                self._customer.currentData(),
                lines,
                self._number.text(),
                due,
                self._reference.text(),
                self._ship_to.toPlainText(),
                self._note.text(),
            )
            order_id = self._order_id
            change(
                self._desk, lambda tx: _stored(tx, order_id, wanted), self._told,
                self._notice.refuse,
            )  # fmt: skip

    def _open(self, order_id: int | None) -> None:
        self._order_id, self._warned = order_id, False
        self._notice.clear()
        self._form.clear_complaints()
        for line in (self._number, self._reference, self._due, self._note):
            line.clear()
        self._ship_to.clear()
        self._lines.clear()
        self._stood.clear()
        title = _("New sales order") if order_id is None else _("Change the order")
        below = _(
            "Scan what is ordered, or type it. Ctrl+Enter saves the order, Esc goes back."
        )
        self._head.tell(title, below)
        for field in (self._customer, self._number):
            field.setEnabled(order_id is None)
        (self._customer if order_id is None else self._due).setFocus()
        ask(self._desk, lambda one: _known(one, order_id), self._show, self._notice.refuse)

    def _show(self, known: _Known) -> None:
        sale = known.sale
        chosen = self._customer.currentData() if sale is None else sale.customer_id
        self._customer.clear()
        for one in known.customers:
            if one.active or one.id == chosen:
                self._customer.addItem(one.name, one.id)
        self._customer.setCurrentIndex(max(0, self._customer.findData(chosen)))
        if sale is not None:
            self._number.setText(sale.number)
            self._reference.setText(sale.reference)
            self._due.setText(str(sale.due_on or ""))
            self._ship_to.setPlainText(sale.ship_to)
            self._note.setText(sale.note)
            for line in sale.lines:
                self._put(line, (known.items or {})[line.sku])
            self._due.setFocus()
        self._ship_to.document().setModified(False)
        self._lines_edited = False

    def _put(self, line: SaleLine, item: Item) -> None:
        key = self._lines.add(item, plain_quantity(line.quantity), line.lsn, go=False)
        if line.price is not None:
            self._lines.put_price(key, _price(line.price))
        self._stood.setdefault(key, line.line_id)

    def _told(self, stored: _Stored) -> None:
        self._lines_edited = False
        self.saved.emit(stored.order_id, stored.words)

    def _say_day_back(self, text: str) -> None:
        day, _wrong = typed_day(text, self._desk.station.by().on)
        self._form.hint("due", in_words(day) if day else "")

    def _add_pack(self, pack: Pack) -> None:
        self._lines.add(pack.item, plain_quantity(pack.units))

    def _edited(self) -> None:
        self._warned = False

    def _edited_lines(self) -> None:
        self._warned, self._lines_edited = False, True

    def _connect(self) -> None:
        self._lines_edited = False
        self._due.textChanged.connect(self._say_day_back)
        for line in (self._number, self._reference, self._due, self._note):
            line.textEdited.connect(self._edited)
            line.returnPressed.connect(self.focusNextChild)
        self._lines.edited.connect(self._edited_lines)
        self._lines.entered.connect(self.save)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)

    def _lay_out(self) -> None:
        self._head.add_action(primary("sale_edit.save", _("Save order"), self.save))
        self._form.add("customer", _("Customer"), self._customer)
        self._form.add("number", _("Number"), self._number)
        self._number.setPlaceholderText(_("Empty: the next of ours"))
        self._form.add("reference", _("Their number"), self._reference)
        self._form.add("due", _("Due on"), self._due)
        self._due.setPlaceholderText(_("2026-12-31, or empty"))
        self._form.beside("number", "reference")
        self._form.add("ship_to", _("Ship to"), self._ship_to)
        self._ship_to.setFixedHeight(_ADDRESS)
        self._ship_to.setTabChangesFocus(True)
        self._ship_to.setPlaceholderText(_("Empty: the customer's address"))
        self._form.add("note", _("Note"), self._note)
        left, right = Card(), Card(_("What is ordered"))
        left.setFixedWidth(_WIDE)
        left.add(self._form)
        left.body.addStretch()
        right.add(self._lines, 1)
        editor_layout.lay_out(self, self._head, self._notice, left, right)
        self.setFocusProxy(self._customer)


def _known(connection: Connection, order_id: int | None) -> _Known:
    only = [OneOf("roles", frozenset({"customer"}))]
    customers = parties.listed(connection, n=_MOST_CUSTOMERS, only=only)
    if order_id is None:
        return _Known(customers)
    sale = selling.sale(connection, order_id)
    items = {}
    for line in sales_orders.wanted(connection, order_id):
        items[line.sku] = catalogue.item_by_id(connection, line.item_id)
    return _Known(customers, sale, items)


def _stored(tx: Tx, order_id: int | None, wanted: Sale) -> _Stored:
    if order_id is None:
        order_id, said = selling.enter(tx, wanted), _("{number} is entered.")
    else:
        selling.change(tx, order_id, wanted)
        said = _("{number} is changed.")
    number = sales_orders.by_id(tx.connection, order_id).number
    return _Stored(order_id, str(message(said, number=number)))


def _price(price: Decimal) -> str:
    return plain_quantity(price)
