"""One bill of material: what so much of its item needs, through all levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.bills import COMPONENT
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import off_grid, on_grid
from lsn_desktop.domain.quantities import plain as plain_quantity
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.builds import bills, exploding
from lsn_desktop.services.builds.exploding import Explosion, Row
from lsn_desktop.storage import bills as kept
from ui.asking import ask, change
from ui.page import PageHead
from ui.parts.buttons import primary, quiet
from ui.parts.card import Card, badge, rebadge
from ui.parts.empty_state import EmptyState
from ui.parts.notice import Notice
from ui.parts.text import named, plain
from ui.screens.production.words import amount, typed_number
from ui.tables.rows_model import Column
from ui.tables.table import Table
from ui.tasks import Asked

if TYPE_CHECKING:
    from lsn_desktop.storage.bills import BillRow
    from lsn_desktop.storage.transactions import Connection
    from ui.desk import Desk

    _Found = tuple[BillRow, Explosion, int]

_TOUCHED = frozenset({"bill", "stock", "document", "item"})
_STEP = "      "  # a level deeper
_FIELD = 110  # px


class BillView(QWidget):
    """Each item before what it is made of; another quantity is typed above."""

    copy = Signal(int)  # the bill a new revision is to be made of
    order = Signal(str)  # the SKU a work order is to be entered for

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._bom_id = desk, 0
        self._bill: BillRow | None = None
        self._asked = Asked()
        self._head, self._state, self._notice = PageHead(""), badge(""), Notice("bill.notice")
        self._many, self._sums = QLineEdit(), plain("", "muted", wrap=True)
        self._use = quiet("bill.use", _("Take out of use"), self._change_use)
        self._table: Table[Row] = Table(
            "bill.levels",
            _("What it needs, level by level"),
            (
                Column[Row](_("Item"), _indented),
                Column[Row](
                    _("SKU"), lambda row: row.item.sku, mono=True, width=160, missable=True
                ),
                Column[Row](
                    _("Level"),
                    lambda row: str(row.level.depth),
                    right=True,
                    width=80,
                    missable=True,
                ),
                Column[Row](
                    _("Needed"),
                    lambda row: amount(row.level.quantity, row.item.decimals, row.item.unit),
                    right=True,
                    width=140,
                ),
                Column[Row](
                    _("Can be used now"),
                    lambda row: amount(row.available, row.item.decimals, row.item.unit),
                    right=True,
                    tone=_tone,
                    width=150,
                ),
                Column[Row](_("Kind"), _kind, tone=_kind_tone, width=130),
            ),
            desk.theme,
            EmptyState(desk.theme, "items", _("This bill has no lines"), _("Enter another.")),
        )
        self._table.opened.connect(self._open)
        self._many.returnPressed.connect(self._reload)
        self._lay_out()
        desk.changes.changed.connect(self._follow)

    def open_bill(self, bom_id: int, words: str = "") -> None:
        """Show another bill, and what was just done to it."""
        self._bom_id, self._bill = bom_id, None
        self._many.clear()
        self._notice.clear()
        if words:
            self._notice.ok(words)
        self._table.view.setFocus()
        self._reload()

    def _reload(self) -> None:
        bom_id, typed = self._bom_id, self._many.text()
        self._asked.cancel()
        on = self._desk.station.by().on

        def question(connection: Connection) -> _Found:
            head = kept.by_id(connection, bom_id)
            quantity = head.makes
            if typed.strip():
                quantity = on_grid(typed_number(typed), head.decimals, head.unit)
            return head, exploding.explode(connection, bom_id, quantity, on), quantity

        self._asked = ask(self._desk, question, self._tell, self._refuse)

    def _tell(self, found: _Found) -> None:
        self._bill, explosion, quantity = found
        bill = self._bill
        revision = str(message("revision {revision}", revision=bill.revision or "-"))
        batch = str(
            message("one batch gives {amount}",
                    amount=amount(bill.makes, bill.decimals, bill.unit))
        )  # fmt: skip
        self._head.tell(bill.item, " · ".join(filter(None, (revision, batch, bill.note))))
        tone = "ok" if bill.active else ""
        rebadge(self._state, _("In use") if bill.active else _("Out of use"), tone)
        use = _("Take out of use") if bill.active else _("Take into use")
        self._use.setText(use)
        self._use.setAccessibleName(use)
        if not self._many.text().strip():
            self._many.setText(plain_quantity(off_grid(quantity, bill.decimals)))
        self._table.show_rows(explosion.rows)
        self._sums.setText(_short_words(explosion))

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, Refusal):
            self._notice.refuse_words(str(error))
        else:
            self._notice.refuse(error)

    def _change_use(self) -> None:
        bill = self._bill
        if bill is None:
            return
        act = bills.deactivate if bill.active else bills.activate
        done = (
            _("Out of use: nothing new is made by it.") if bill.active else _("In use again.")
        )
        change(
            self._desk,
            lambda tx: act(tx, bill.id),
            lambda _nothing: self._notice.ok(done),
            self._notice.refuse,
        )

    def _copy(self) -> None:
        self.copy.emit(self._bom_id)

    def _order(self) -> None:
        if self._bill is not None:
            self.order.emit(self._bill.sku)

    def _open(self, row: Row) -> None:
        self._desk.go("items", row.item.id)

    def _follow(self, subjects: frozenset[str]) -> None:
        if self._bom_id and self.isVisible() and subjects & _TOUCHED:
            self._reload()

    def _lay_out(self) -> None:
        named(self._many, "bill.many", _("How many are to be made"))
        self._many.setFixedWidth(_FIELD)
        self._head.add_badge(self._state)
        self._head.add_action(self._use)
        self._head.add_action(quiet("bill.copy", _("New revision"), self._copy))
        self._head.add_action(primary("bill.order", _("New work order"), self._order))
        asked = QHBoxLayout()
        asked.setContentsMargins(8, 8, 8, 0)
        asked.setSpacing(8)
        label = plain(_("For how many?"), "strong")
        label.setBuddy(self._many)
        asked.addWidget(label)
        asked.addWidget(self._many)
        asked.addWidget(self._sums, 1)
        card = Card(padding=8)
        card.body.addLayout(asked)
        card.add(self._table, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        rows.addWidget(self._head)
        rows.addWidget(self._notice)
        rows.addWidget(card, 1)


def _indented(row: Row) -> str:
    depth = row.level.depth
    return f"{_STEP * (depth - 1)}└ {row.item.description}" if depth else row.item.description


def _kind(row: Row) -> str:
    if row.level.kind != COMPONENT:
        return _("By-product")
    return _("Made here") if row.level.is_made else _("Component")


def _kind_tone(row: Row) -> str:
    if row.level.kind != COMPONENT:
        return "muted"
    return "accent" if row.level.is_made else "text"


def _tone(row: Row) -> str:
    needs = row.level.depth and row.level.kind == COMPONENT
    if not needs:
        return "muted"
    return "attention" if row.available < row.level.quantity else "ok"


def _short_words(explosion: Explosion) -> str:
    """What is missing of all that is not made on the way, in one sentence."""
    short = [one for one in explosion.totals if one.short and not one.is_made]
    if explosion.is_cut:
        return str(message("Only the first {most} rows are shown.", most=exploding.MOST))
    if not short:
        return _("All that goes in can be used now.")
    said = ", ".join(
        f"{amount(one.short, one.item.decimals, one.item.unit)} {one.item.description}"
        for one in short[:3]
    )
    if len(short) > len(short[:3]):
        return str(message("Short: {items} and {more} more.", items=said, more=len(short) - 3))
    return str(message("Short: {items}.", items=said))
