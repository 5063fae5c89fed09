"""A new work order: what, how much, until when; and what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.domain.quantities import plain as plain_quantity
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.domain.typed_days import days_typed, in_words
from lsn_desktop.services.builds import work_ordering
from lsn_desktop.services.builds.work_ordering import NewWork, Work
from lsn_desktop.services.codes import item_scans
from lsn_desktop.storage import bills, catalogue, work_orders
from lsn_desktop.storage.bills import BillLine, BillRow
from ui.asking import ask, change
from ui.page import PageHead
from ui.parts import editor_layout
from ui.parts.buttons import primary
from ui.parts.card import Card
from ui.parts.choice_box import ChoiceBox
from ui.parts.empty_state import EmptyState
from ui.parts.form import Form
from ui.parts.item_search import ItemSearch
from ui.parts.notice import Notice
from ui.scans.scan_lookup import look_up
from ui.screens.production.words import amount, kinds, typed_number
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.domain.items import Item
    from lsn_desktop.storage.catalogue import Pack
    from lsn_desktop.storage.transactions import Connection, Tx
    from lsn_desktop.storage.work_orders import WorkOrder
    from ui.desk import Desk

    _Bills = list[tuple[BillRow, list[BillLine]]]

_WIDE = 340  # px; the fields beside what it is made of
_FIELDS = ("quantity", "number", "due", "place", "note")


class WorkEditor(QWidget):
    """Enter goes from field to field; a scan names the item."""

    entered = Signal(int, str)  # the order's row number, and what was done in words

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._warned, self._touched = desk, False, False
        self._notice = Notice("work_new.notice")
        self._head = PageHead("")
        self._save_button = primary("work_new.save", _("Enter order"), self.save)
        self._search = ItemSearch(desk, "work_new.item", self)
        self._fields = {name: QLineEdit() for name in _FIELDS}
        self._kind, self._bill, self._parts = ChoiceBox(), ChoiceBox(), QCheckBox()
        self._form = Form("work_new", spacing=8)
        self._bills: _Bills = []
        self._changed: WorkOrder | None = None  # the order that is changed
        self._made: Table[BillLine] = Table(
            "work_new.bill",
            _("What it is made of"),
            (
                Column[BillLine](_("Item"), lambda row: row.description),
                Column[BillLine](
                    _("For one batch"),
                    lambda row: amount(row.quantity, row.decimals, row.unit),
                    right=True,
                    width=150,
                ),
                Column[BillLine](
                    _("Kind"),
                    lambda row: _("Made here") if row.is_made else _("Component"),
                    tone=lambda row: "accent" if row.is_made else "text",
                    width=130,
                ),
            ),
            desk.theme,
            EmptyState(
                desk.theme, "production", _("What is to be made?"),
                _("Type the item, or scan it: its bill stands here."),
            ),
        )  # fmt: skip
        self._lay_out()
        self._connect()

    def begin(self, sku: str = "") -> None:
        """Begin an order; of an item, if its SKU is given."""
        self._warned = self._touched = False
        self._changed = None
        self._tell_head()
        self._notice.clear()
        self._form.clear_complaints()
        self._search.clear()
        for line in self._fields.values():
            line.clear()
        self._kind.setCurrentIndex(0)
        self._parts.setChecked(False)
        self._show_bills([])
        self._search.edit.setFocus()
        if sku:
            ask(
                self._desk,
                lambda connection: catalogue.item_by_sku(connection, sku),
                self._named,
                self._notice.refuse,
            )

    def begin_change(self, order: WorkOrder) -> None:
        """Change what is said of an order; of one that is released not how much."""
        self.begin()
        self._changed = order
        self._tell_head()
        self._search.edit.setText(order.item)
        said = {
            "quantity": plain_quantity(off_grid(order.ordered, order.decimals)),
            "number": order.number,
            "due": str(order.due_on or ""),
            "place": order.place,
            "note": order.note,
        }
        for name, text in said.items():
            self._fields[name].setText(text)
        self._kind.setCurrentIndex(self._kind.findData(order.kind))
        self._bill.setItemText(0, order.revision or "-")
        lines = order.bom_id or 0
        ask(
            self._desk,
            lambda connection: bills.lines(connection, lines),
            self._made.show_rows,
            self._notice.refuse,
        )
        first = "due" if order.status == "released" else "quantity"
        self._fields[first].setFocus()
        self._fields[first].selectAll()

    def _tell_head(self) -> None:
        order = self._changed
        title = message("Change {number}", number=order.number) if order else None
        says = _("Scan what is to be made, or type it. Ctrl+Enter enters the order.")
        if order is not None:
            says = _("Ctrl+Enter keeps it, Esc goes back.")
        self._head.tell(str(title or _("New work order")), says)
        words = _("Keep changes") if order else _("Enter order")
        self._save_button.setText(words)
        self._save_button.setAccessibleName(words)
        fixed = (self._search.edit, self._kind, self._bill, self._fields["number"], self._parts)
        for part in fixed:
            part.setEnabled(order is None)
        self._fields["quantity"].setEnabled(order is None or order.status == "planned")

    @property
    def is_changed(self) -> bool:
        """Whether something is typed that would be lost."""
        if self._changed is not None:
            return self._touched
        typed = (self._search.edit, *self._fields.values())
        return any(line.text().strip() for line in typed)

    def may_leave(self) -> bool:
        """Whether nothing would be lost; the second time one asks, it may be."""
        if not self.is_changed or self._warned:
            return True
        self._warned = True
        self._notice.attention(
            _("What is typed is not kept yet. Ctrl+Enter keeps it; Esc again drops it.")
        )
        return False

    @property
    def takes_scans(self) -> bool:
        """Whether a scan names the item; of an order that is changed it stays."""
        return self._changed is None

    def chip(self) -> str:
        """What the next scan is."""
        return _("Next scan: the item to make") if self.takes_scans else ""

    def scanned(self, frame: bytes, device: str) -> None:
        """Take what was scanned as the item."""

        def take(pack: Pack) -> None:
            self._named(pack.item)

        look_up(self._desk, (frame, device), item_scans.item_to_order, take, self._notice)

    def save(self) -> None:
        """Enter the order, or say what is wrong with it."""
        self._notice.clear()
        self._form.clear_complaints()
        item, order = self._search.item, self._changed
        due, wrong_day = self._day()
        if order is not None and not wrong_day:
            self._keep(order, due)
        elif item is None and order is None:
            self._form.complain("item", _("Which item? Type a part of its name, Enter."))
        elif wrong_day:
            self._form.complain("due", wrong_day)
        elif item is not None:
            self._save(item, due)

    def _keep(self, order: WorkOrder, due: date | None) -> None:
        fields = self._fields
        try:
            quantity = typed_number(fields["quantity"].text())
        except Refusal as refused:
            self._form.complain("quantity", str(refused))
            return
        wanted = Work(quantity, due, fields["place"].text(), fields["note"].text())
        words = str(message("{number} is changed.", number=order.number))
        change(
            self._desk,
            lambda tx: work_ordering.change(tx, order.id, wanted),
            lambda _nothing: self._told((order.id, words)),
            self._notice.refuse,
        )

    def _save(self, item: Item, due: date | None) -> None:
        texts = {name: line.text().strip() for name, line in self._fields.items()}
        try:
            quantity = typed_number(texts["quantity"])
        except Refusal:
            words = message("How many {unit} of {item}?", unit=item.unit, item=item.description)
            self._form.complain("quantity", str(words))
            return
        kind, bom_id = str(self._kind.currentData()), self._bill.currentData()
        order = NewWork(
            item.sku, quantity, texts["number"], kind,
            None if kind == "rework" or bom_id is None else int(bom_id),
            due, texts["place"], texts["note"], with_parts=self._parts.isChecked(),
        )  # fmt: skip
        change(self._desk, lambda tx: _stored(tx, order), self._told, self._notice.refuse)

    def _told(self, stored: tuple[int, str]) -> None:
        self.begin()
        self.entered.emit(*stored)

    def _named(self, item: Item | None) -> None:
        if item is None:
            return
        self._search.clear()
        self._search.item = item
        self._search.edit.setText(item.description)
        self._chosen(item)

    def _chosen(self, item: Item) -> None:
        self._fields["quantity"].setPlaceholderText(item.unit)
        self._fields["quantity"].setFocus()

        def of_item(connection: Connection) -> _Bills:
            return [
                (bill, bills.lines(connection, bill.id))
                for bill in bills.of_item(connection, item.id)
                if bill.active
            ]

        ask(self._desk, of_item, self._show_bills, self._notice.refuse)

    def _show_bills(self, found: _Bills) -> None:
        self._bills = found
        self._bill.clear()
        for bill, _lines in found:
            self._bill.addItem(bill.revision or _("Without a revision"), bill.id)
        if not found:
            self._bill.addItem(_("None in use"), None)
        self._show_bill(0)

    def _show_bill(self, at: int) -> None:
        lines = self._bills[at][1] if 0 <= at < len(self._bills) else []
        self._made.show_rows(lines)
        self._form.offer("parts", on=any(line.is_made for line in lines))

    def _day(self) -> tuple[date | None, str]:
        """The due day as typed, or what is wrong with it."""
        typed = self._fields["due"].text().strip()
        days = days_typed(typed, self._desk.station.by().on) if typed else ()
        if len(days) == 1 or not typed:
            return next(iter(days), None), ""
        if days:
            one, other = (in_words(day) for day in days)
            return None, str(message("{one} or {other}? Type the year first.", one=one,
                                     other=other))  # fmt: skip
        said = message("{text} is no day. Type it as 2026-12-31.", text=typed[:40])
        return None, str(said)

    def _say_day_back(self, _text: str) -> None:
        day, _wrong = self._day()
        self._form.hint("due", in_words(day) if day else "")

    def _edited(self) -> None:
        self._warned, self._touched = False, True

    def _connect(self) -> None:
        self._search.chosen.connect(self._chosen)
        self._search.edit.textEdited.connect(self._edited)
        self._fields["due"].textChanged.connect(self._say_day_back)
        self._bill.currentIndexChanged.connect(self._show_bill)
        for name, line in self._fields.items():
            line.textEdited.connect(self._edited)
            act = self.save if name == "note" else self.focusNextChild
            line.returnPressed.connect(act)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)

    def _lay_out(self) -> None:
        self._head.add_action(self._save_button)
        form, fields = self._form, self._fields
        form.add("item", _("Item"), self._search.edit)
        form.add("quantity", _("Quantity"), fields["quantity"])
        form.add("due", _("Due on"), fields["due"])
        form.beside("quantity", "due")
        for kind, words in kinds().items():
            self._kind.addItem(words, kind)
        form.add("kind", _("Kind"), self._kind)
        form.add("revision", _("By bill"), self._bill)
        form.beside("kind", "revision")
        form.add("number", _("Number"), fields["number"])
        fields["number"].setPlaceholderText(_("Ours, or empty"))
        form.add("place", _("Made in"), fields["place"])
        fields["place"].setPlaceholderText(_("A place, or empty"))
        form.beside("number", "place")
        form.add("note", _("Note"), fields["note"])
        self._parts.setText(_("Orders for its parts, too"))
        form.add("parts", _("Parts that are made here"), self._parts)
        left, right = Card(), Card(_("What it is made of"))
        left.setFixedWidth(_WIDE)
        left.add(self._search.matches)
        left.add(form)
        left.body.addStretch()
        right.add(self._made, 1)
        editor_layout.lay_out(self, self._head, self._notice, left, right)
        self.setFocusProxy(self._search.edit)


def _stored(tx: Tx, order: NewWork) -> tuple[int, str]:
    """Store an order, and those of its parts; the first, and the words for all."""
    order_id, *parts = work_ordering.enter(tx, order)
    number = work_orders.by_id(tx.connection, order_id).number
    words = message("{number} is entered, planned.", number=number)
    if parts:
        words = message("{number} is entered, and {count} for its parts.", number=number,
                        count=len(parts))  # fmt: skip
    return order_id, str(words)
