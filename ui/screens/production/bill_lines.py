"""The lines of a bill to be: what goes in, how much, and what may be lost of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.bills import BY_PRODUCT, COMPONENT
from lsn_desktop.domain.messages import _
from lsn_desktop.domain.quantities import plain as plain_quantity
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.domain.units import told_apart
from lsn_desktop.services.builds import bills
from lsn_desktop.services.builds.bills import Component
from ui.asking import ask
from ui.parts.buttons import quiet
from ui.parts.choice_box import ChoiceBox
from ui.parts.empty_state import EmptyState
from ui.parts.item_search import ItemSearch
from ui.parts.text import named, plain
from ui.parts.theme import restyle
from ui.screens.production.words import typed_number
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.domain.items import Item
    from lsn_desktop.storage.transactions import Connection
    from ui.desk import Desk

_QUANTITY, _SCRAP, _KIND = 120, 96, 128  # px


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its item; the quantity as it was typed, with its unit."""

    item: Item
    line: Component

    @property
    def quantity(self) -> str:
        """So much, in words."""
        return f"{plain_quantity(self.line.quantity)} {self.line.unit or self.item.unit}"


class BillLines(QWidget):
    """Item, Enter, quantity (``250 g``), Enter: that is a line. Delete takes the marked out."""

    edited = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._lines: list[Line] = []
        self._search = ItemSearch(desk, "bill_new.item", self)
        self._quantity, self._scrap = QLineEdit(), QLineEdit()
        self._kind, self._part_of = ChoiceBox(), QCheckBox(_("Tied to its output"))
        self._below = plain("", "muted", wrap=True)
        self._table: Table[Line] = Table(
            "bill_new.lines",
            _("What goes into it"),
            (
                Column[Line](_("Item"), lambda row: row.item.description, "item"),
                Column[Line](
                    _("SKU"), lambda row: row.item.sku, mono=True, width=150, missable=True
                ),
                Column[Line](_("Quantity"), lambda row: row.quantity, right=True, width=120),
                Column[Line](
                    _("Scrap"),
                    lambda row: f"{plain_quantity(row.line.scrap)} %" if row.line.scrap else "",
                    right=True,
                    width=80,
                ),
                Column[Line](
                    _("Kind"),
                    lambda row: _kind_words(row.line),
                    tone=lambda row: "text" if row.line.kind == COMPONENT else "accent",
                    width=150,
                ),
            ),
            desk.theme,
            EmptyState(
                desk.theme, "items", _("Nothing goes in yet"), _("Type an item, or scan one.")
            ),
        )
        self._lay_out()
        self._search.chosen.connect(self._chosen)
        self._search.edit.textEdited.connect(self.edited)
        for field in (self._quantity, self._scrap):
            field.returnPressed.connect(self._add_typed)
        self._table.opened.connect(self._change)
        QShortcut(QKeySequence("Delete"), self._table.view).activated.connect(self.take_out)
        self._say("")

    @property
    def is_filled(self) -> bool:
        """Whether there is a line, or one begun."""
        return bool(self._lines or self._search.edit.text().strip())

    def begin(self, lines: Sequence[Line]) -> None:
        """Begin with these lines."""
        self._lines = list(lines)
        self._clear_typed()
        self._say("")
        self._table.show_rows(self._lines)

    def offer(self, item: Item) -> None:
        """Begin a line of an item that was scanned."""
        self._search.clear()
        self._search.item = item
        self._search.edit.setText(item.description)
        self._chosen(item)

    def take(self) -> list[Component] | None:
        """The lines; None after saying what is wrong with the one that is being typed."""
        if self._search.edit.text().strip():
            self._say(_("Enter adds the line that is being typed, first."))
            self._quantity.setFocus()
            return None
        if not self._lines:
            self._say(_("Nothing goes in yet: type an item, or scan one."))
            self._search.edit.setFocus()
            return None
        return [one.line for one in self._lines]

    def take_out(self) -> None:
        """Take the marked line out."""
        marked = self._table.row()
        if marked is not None:
            self._lines = [one for one in self._lines if one is not marked]
            self._show()

    def _chosen(self, item: Item) -> None:
        self._say("")
        self._quantity.setPlaceholderText(item.unit)
        self._quantity.setFocus()

    def _add_typed(self) -> None:
        item = self._search.item
        if item is None:
            self._say(_("Which item? Type a part of its name, Enter."))
            self._search.edit.setFocus()
            return
        number, unit = told_apart(self._quantity.text())
        try:
            line = Component(
                item.sku,
                typed_number(number),
                unit,
                typed_number(self._scrap.text()) if self._scrap.text().strip() else Decimal(0),
                self._part_of.isChecked(),
                str(self._kind.currentData()),
            )
        except Refusal as refused:
            self._say(str(refused))
            return

        def wrong(connection: Connection) -> None:
            bills.line_of(connection, line)

        ask(self._desk, wrong, lambda _right: self._add(Line(item, line)), self._refused)

    def _add(self, line: Line) -> None:
        at = (line.line.sku, line.line.kind)
        keep = [one for one in self._lines if (one.line.sku, one.line.kind) != at]
        self._lines = [*keep, line]
        self._clear_typed()
        self._show()
        self._search.edit.setFocus()

    def _change(self, line: Line) -> None:
        """Put a line back into the fields, to be typed over."""
        self.offer(line.item)
        self._quantity.setText(line.quantity)
        self._quantity.selectAll()
        self._scrap.setText(plain_quantity(line.line.scrap) if line.line.scrap else "")
        self._part_of.setChecked(line.line.part_of)
        self._kind.setCurrentIndex(self._kind.findData(line.line.kind))

    def _show(self) -> None:
        self._table.show_rows(self._lines)
        self._say("")
        self.edited.emit()

    def _refused(self, error: Exception) -> None:
        self._say(str(error))
        self._quantity.setFocus()
        self._quantity.selectAll()

    def _clear_typed(self) -> None:
        self._search.clear()
        self._quantity.clear()
        self._scrap.clear()
        self._part_of.setChecked(False)
        self._kind.setCurrentIndex(0)
        self._quantity.setPlaceholderText(_("Quantity"))

    def _say(self, wrong: str) -> None:
        hint = _("Enter adds the line; on a line, Enter changes it and Delete takes it out.")
        self._below.setText(wrong or hint)
        restyle(self._below, role="error" if wrong else "muted")

    def _lay_out(self) -> None:
        named(self._quantity, "bill_new.quantity", _("Quantity for one batch"))
        named(self._scrap, "bill_new.scrap", _("Scrap allowance in percent"))
        named(self._kind, "bill_new.kind", _("Component or by-product"))
        named(self._part_of, "bill_new.part_of", _("Each must be tied to its output"))
        self._quantity.setFixedWidth(_QUANTITY)
        self._scrap.setFixedWidth(_SCRAP)
        self._scrap.setPlaceholderText(_("Scrap %"))
        self._kind.addItem(_("Component"), COMPONENT)
        self._kind.addItem(_("By-product"), BY_PRODUCT)
        self._kind.setFixedWidth(_KIND)
        typed = QHBoxLayout()
        typed.setSpacing(8)
        typed.addWidget(self._search.edit, 1)
        for part in (self._quantity, self._scrap, self._kind, self._part_of):
            typed.addWidget(part)
        typed.addWidget(quiet("bill_new.add", _("Add"), self._add_typed))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(typed)
        rows.addWidget(self._search.matches)
        rows.addWidget(self._below)
        rows.addWidget(self._table, 1)
        self.setFocusProxy(self._search.edit)


def _kind_words(line: Component) -> str:
    if line.kind == BY_PRODUCT:
        return _("By-product")
    return _("Tied to its output") if line.part_of else _("Component")


def lines_of(bill: bills.NewBill, items: dict[str, Item]) -> list[Line]:
    """The lines of a bill that is there, each with its item."""
    return [Line(items[one.sku], one) for one in bill.lines]
