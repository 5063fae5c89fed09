"""One work order: what it needs, what of it was used, what to fetch, and its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsn_desktop.domain.bills import COMPONENT
from lsn_desktop.domain.messages import _, message
from lsn_desktop.services.builds import exploding, work_ordering
from lsn_desktop.storage import work_orders
from lsn_desktop.storage.work_orders import NeedLine
from ui import asking
from ui.page import PageHead
from ui.parts.buttons import primary, quiet
from ui.parts.card import Card, badge, rebadge
from ui.parts.empty_state import EmptyState
from ui.parts.notice import Notice
from ui.screens.production.words import STATE_TONES, amount, kinds, states
from ui.tables.rows_model import Column
from ui.tables.table import Table
from ui.tasks import Asked

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.storage.transactions import Connection, Tx
    from lsn_desktop.storage.work_orders import WorkOrder
    from ui.desk import Desk

    _Found = tuple[WorkOrder, list[NeedLine], dict[int, int]]

_TOUCHED = frozenset({"work order", "document", "stock"})


class WorkView(QWidget):
    """Its lines; released, it is made on page Make."""

    change = Signal(object)  # the order, to be changed

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._order_id = desk, 0
        self._order: WorkOrder | None = None
        self._there: dict[int, int] = {}
        self._asked = Asked()
        self._head, self._state, self._notice = PageHead(""), badge(""), Notice("work.notice")
        self._change = quiet("work.change", _("Change"), self._change_it)
        self._cancel = quiet("work.cancel", _("Cancel order"), self._cancel_it)
        self._close = quiet("work.close", _("Close"), self._close_it)
        self._next = primary("work.next", _("Release"), self._go_on)
        self._table = self._lines_table()
        self._table.opened.connect(self._open)
        self._head.add_badge(self._state)
        for button in (self._change, self._cancel, self._close, self._next):
            self._head.add_action(button)
        card = Card(padding=8)
        card.add(self._table, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        rows.addWidget(self._head)
        rows.addWidget(self._notice)
        rows.addWidget(card, 1)
        desk.changes.changed.connect(self._follow)

    def _lines_table(self) -> Table[NeedLine]:
        return Table(
            "work.lines",
            _("What the order needs"),
            (
                Column[NeedLine](
                    _("SKU"), lambda row: row.sku, "sku", mono=True, width=160, missable=True
                ),
                Column[NeedLine](_("Item"), lambda row: row.description, "item"),
                Column[NeedLine](
                    _("Needed"), lambda row: _much(row, row.needed), right=True, width=140
                ),
                Column[NeedLine](
                    _("Used"),
                    lambda row: _much(row, row.used),
                    right=True,
                    tone=lambda row: "ok" if row.used >= row.needed else "text",
                    width=140,
                ),
                Column[NeedLine](
                    _("Can be used now"), self._can, right=True, tone=self._can_tone, width=150
                ),
                Column[NeedLine](
                    _("Kind"),
                    _kind,
                    tone=lambda row: "text" if row.kind == COMPONENT else "accent",
                    width=150,
                ),
            ),
            self._desk.theme,
            EmptyState(
                self._desk.theme,
                "production",
                _("This order names no components"),
                _("What goes in is scanned on page Make."),
            ),
        )

    def open_order(self, order_id: int, words: str = "") -> None:
        """Show another order, and what was just done to it."""
        self._order_id, self._order = order_id, None
        self._notice.clear()
        if words:
            self._notice.ok(words)
        self._table.view.setFocus()
        self._reload()

    def _reload(self) -> None:
        order_id, on = self._order_id, self._desk.station.by().on
        self._asked.cancel()

        def question(connection: Connection) -> _Found:
            lines = work_orders.lines(connection, order_id)
            there = exploding.available(connection, {one.item_id for one in lines}, on)
            return work_orders.by_id(connection, order_id), lines, there

        self._asked = asking.ask(self._desk, question, self._tell, self._notice.refuse)

    def _tell(self, found: _Found) -> None:
        self._order, lines, self._there = found
        order = self._order
        made = message(
            "{made} of {ordered} made",
            made=amount(order.made, order.decimals, ""),
            ordered=amount(order.ordered, order.decimals, order.unit),
        )
        scrapped = message(
            "{amount} scrapped", amount=amount(order.scrapped, order.decimals, "")
        )
        due = str(message("due {day}", day=order.due_on)) if order.due_on else ""
        said = (
            kinds()[order.kind],
            order.item,
            str(made),
            str(scrapped) if order.scrapped else "",
            due,
            order.place,
            order.note,
        )
        self._head.tell(order.number, " · ".join(filter(None, said)))
        rebadge(self._state, states()[order.status], STATE_TONES[order.status])
        is_open = order.status in {"planned", "released"}
        self._change.setVisible(is_open)
        self._cancel.setVisible(is_open and not order.made)
        self._close.setVisible(order.status == "released")
        self._next.setVisible(is_open)
        words = _("Release") if order.status == "planned" else _("Make")
        self._next.setText(words)
        self._next.setAccessibleName(words)
        self._table.show_rows(lines)

    def _change_it(self) -> None:
        if self._order is not None:
            self.change.emit(self._order)

    def _go_on(self) -> None:
        order = self._order
        if order is None:
            return
        if order.status == "released":
            self._desk.go("work orders", order.id)
            return
        said = str(message("{number} is released: it can be made now.", number=order.number))
        self._step(work_ordering.release, said)

    def _close_it(self) -> None:
        self._step(work_ordering.close, _("Closed: nothing more is made of it."))

    def _cancel_it(self) -> None:
        self._step(work_ordering.cancel, _("Cancelled."))

    def _step(self, act: Callable[[Tx, int], None], done: str) -> None:
        order_id = self._order_id
        asking.change(
            self._desk,
            lambda tx: act(tx, order_id),
            lambda _nothing: self._notice.ok(done),
            self._notice.refuse,
        )

    def _can(self, row: NeedLine) -> str:
        if row.kind != COMPONENT:
            return ""
        return _much(row, self._there.get(row.item_id, 0))

    def _can_tone(self, row: NeedLine) -> str:
        left = row.needed - row.used
        return "attention" if self._there.get(row.item_id, 0) < left else "ok"

    def _open(self, row: NeedLine) -> None:
        self._desk.go("items", row.item_id)

    def _follow(self, subjects: frozenset[str]) -> None:
        if self._order_id and self.isVisible() and subjects & _TOUCHED:
            self._reload()


def _much(row: NeedLine, quantity: int) -> str:
    return amount(quantity, row.decimals, row.unit)


def _kind(row: NeedLine) -> str:
    if row.kind != COMPONENT:
        return _("By-product")
    return _("Tied to its output") if row.part_of else _("Component")
