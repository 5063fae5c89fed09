"""The lists of work orders and bills; Enter opens one, Ctrl+N begins a new one."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from ui.buttons import primary, quiet
from ui.notice import Notice
from ui.page import PageHead, PlainPage
from ui.screens.production.bill_editor import BillEditor
from ui.screens.production.bill_list import bill_list
from ui.screens.production.bill_view import BillView
from ui.screens.production.work_editor import WorkEditor
from ui.screens.production.work_list import work_list
from ui.screens.production.work_view import WorkView
from ui.tabs import Tabs

if TYPE_CHECKING:
    from lsn_desktop.storage.bills import BillRow
    from lsn_desktop.storage.work_orders import WorkOrder
    from ui.desk import Desk
    from ui.listing import Listing

Part = TypeVar("Part", bound=QWidget)
_WORK, _BILLS = "work", "bills"


class ProductionScreen(PlainPage):
    """The lists, and in their place the order or bill that is open."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Production"), "production")
        self._desk = desk
        self._notice = Notice("production.notice")
        self._orders = work_list(desk, self.new_order)
        self._bills = bill_list(desk, self.new_bill)
        self._tabs = Tabs("production.tabs", _("Work orders or bills of material"))
        self._new = primary("production.new", _("New work order"), self._begin_new)
        self._head = PageHead("")
        self._list = self._list_part()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._list)
        self._connect()
        self._follow_tab(_WORK)

    @cached_property
    def _order(self) -> WorkView:
        part = self._added(WorkView(self._desk))
        part.change.connect(self.change_order)
        return part

    @cached_property
    def _new_order(self) -> WorkEditor:
        part = self._added(WorkEditor(self._desk))
        part.entered.connect(self.open_order)
        return part

    @cached_property
    def _bill(self) -> BillView:
        part = self._added(BillView(self._desk))
        part.copy.connect(self.new_bill)
        part.order.connect(self.new_order)
        return part

    @cached_property
    def _new_bill(self) -> BillEditor:
        part = self._added(BillEditor(self._desk))
        part.entered.connect(self.open_bill)
        part.chip_changed.connect(self.chip_changed)
        return part

    def _added(self, part: Part) -> Part:
        self._stack.addWidget(part)
        return part

    @property
    def takes_scans(self) -> bool:  # type: ignore[override]
        """A scan is an item of the order or bill that is being typed."""
        part = self._stack.currentWidget()
        return isinstance(part, BillEditor) or (
            isinstance(part, WorkEditor) and part.takes_scans
        )

    def chip(self) -> str:
        part = self._stack.currentWidget()
        return part.chip() if isinstance(part, WorkEditor | BillEditor) else ""

    def shown(self) -> None:
        for one in (self._orders, self._bills):
            one.ask_once()
        self._focus_part()

    def go_to(self, subject: int) -> None:
        """Open the work order with this row number."""
        if self._may_leave():
            self.open_order(subject)

    def choose(self, name: str) -> None:
        """Show a list: ``work`` or ``bills``."""
        self._tabs.choose(name)

    def new_order(self, sku: str = "") -> None:
        """Begin a work order, of an item if its SKU is given."""
        if self._may_leave():
            self._show(self._new_order)
            self._new_order.begin(sku)
            self.chip_changed.emit()

    def change_order(self, order: WorkOrder) -> None:
        """Change what is said of an order."""
        self._show(self._new_order)
        self._new_order.begin_change(order)
        self.chip_changed.emit()

    def new_bill(self, copy_of: int | None = None) -> None:
        """Begin a bill, as a new revision of one if that is given."""
        if self._may_leave():
            self._show(self._new_bill)
            self._new_bill.begin(copy_of)

    def open_order(self, order_id: int, words: str = "") -> None:
        """Show a work order, and what was just done to it."""
        self._tabs.choose(_WORK)
        self._show(self._order)
        self._order.open_order(order_id, words)

    def open_bill(self, bom_id: int, words: str = "") -> None:
        """Show a bill, and what was just done to it."""
        self._tabs.choose(_BILLS)
        self._show(self._bill)
        self._bill.open_bill(bom_id, words)

    def scanned(self, frame: bytes, device: str) -> None:
        part = self._stack.currentWidget()
        if isinstance(part, WorkEditor | BillEditor):
            part.scanned(frame, device)

    def go_back(self) -> bool:
        if self._stack.currentWidget() is self._list:
            return self._listed().go_back()
        if self._may_leave():
            self._show(self._list)
            self._focus_part()
        return True

    def _may_leave(self) -> bool:
        part = self._stack.currentWidget()
        return part.may_leave() if isinstance(part, WorkEditor | BillEditor) else True

    def _begin_new(self) -> None:
        if self._tabs.name == _BILLS:
            self.new_bill()
        else:
            self.new_order()

    def _import(self) -> None:
        self._desk.go("import work-orders" if self._tabs.name == _WORK else "import boms", None)

    def _listed(self) -> Listing[WorkOrder] | Listing[BillRow]:
        return self._bills if self._tabs.name == _BILLS else self._orders

    def _show(self, part: QWidget) -> None:
        self._notice.clear()
        self._stack.setCurrentWidget(part)
        self.chip_changed.emit()

    def _focus_part(self) -> None:
        part = self._stack.currentWidget()
        if part is self._list:
            self._listed().view.setFocus()
        elif part is not None:
            part.setFocus()

    def _open_order(self, row: WorkOrder) -> None:
        self.open_order(row.id)

    def _open_bill(self, row: BillRow) -> None:
        self.open_bill(row.id)

    def _follow_tab(self, name: str) -> None:
        title, new = {
            _WORK: (_("Work orders"), _("New work order")),
            _BILLS: (_("Bills of material"), _("New bill")),
        }[name]
        self._new.setText(new)
        self._new.setAccessibleName(new)
        self._head.tell(title, _("Type to find, Enter opens, Ctrl+N makes a new one"))
        self._notice.clear()

    def _connect(self) -> None:
        self._tabs.changed.connect(self._follow_tab)
        self._orders.opened.connect(self._open_order)
        self._bills.opened.connect(self._open_bill)
        for table in (self._orders, self._bills):
            table.failed.connect(self._notice.refuse)
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self._begin_new)

    def _list_part(self) -> QWidget:
        self._tabs.add_part(_WORK, _("Work orders"), self._orders)
        self._tabs.add_part(_BILLS, _("Bills of material"), self._bills)
        self._head.add_action(quiet("production.import", _("Import…"), self._import))
        self._head.add_action(self._new)
        part = QWidget()
        rows = QVBoxLayout(part)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        rows.addWidget(self._head)
        rows.addWidget(self._notice)
        rows.addWidget(self._tabs, 1)
        return part
