"""The lists of work orders and bills; Enter opens one, Ctrl+N begins a new one."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from ui.screens.production.bill_editor import BillEditor
from ui.screens.production.bill_list import bill_list
from ui.screens.production.bill_view import BillView
from ui.screens.production.work_editor import WorkEditor
from ui.screens.production.work_list import work_list
from ui.screens.production.work_view import WorkView
from ui.tables.lists_page import ListsPage, ListTab

if TYPE_CHECKING:
    from lsn_desktop.storage.work_orders import WorkOrder
    from ui.desk import Desk

_WORK, _BILLS = "work", "bills"


class ProductionScreen(ListsPage):
    """The lists, and in their place the order or bill that is open."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            _("Production"), "production", desk, _("Work orders or bills of material")
        )
        orders, bills = work_list(desk, self.new_order), bill_list(desk, self.new_bill)
        self.lay_out(
            self._import,
            ListTab(
                _WORK,
                _("Work orders"),
                orders,
                lambda row: self.open_order(row.id),
                _("New work order"),
                self.new_order,
            ),
            ListTab(
                _BILLS,
                _("Bills of material"),
                bills,
                lambda row: self.open_bill(row.id),
                _("New bill"),
                self.new_bill,
            ),
        )

    @cached_property
    def _order(self) -> WorkView:
        part = self.added(WorkView(self._desk))
        part.change.connect(self.change_order)
        return part

    @cached_property
    def _new_order(self) -> WorkEditor:
        part = self.added(WorkEditor(self._desk))
        part.entered.connect(self.open_order)
        return part

    @cached_property
    def _bill(self) -> BillView:
        part = self.added(BillView(self._desk))
        part.copy.connect(self.new_bill)
        part.order.connect(self.new_order)
        return part

    @cached_property
    def _new_bill(self) -> BillEditor:
        part = self.added(BillEditor(self._desk))
        part.entered.connect(self.open_bill)
        part.chip_changed.connect(self.chip_changed)
        return part

    @property
    def takes_scans(self) -> bool:  # type: ignore[override]
        """A scan is an item of the order or bill that is being typed."""
        part = self.part()
        return isinstance(part, BillEditor) or (
            isinstance(part, WorkEditor) and part.takes_scans
        )

    def chip(self) -> str:
        part = self.part()
        return part.chip() if isinstance(part, WorkEditor | BillEditor) else ""

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
            self.show_part(self._new_order)
            self._new_order.begin(sku)
            self.chip_changed.emit()

    def change_order(self, order: WorkOrder) -> None:
        """Change what is said of an order."""
        self.show_part(self._new_order)
        self._new_order.begin_change(order)
        self.chip_changed.emit()

    def new_bill(self, copy_of: int | None = None) -> None:
        """Begin a bill, as a new revision of one if that is given."""
        if self._may_leave():
            self.show_part(self._new_bill)
            self._new_bill.begin(copy_of)

    def open_order(self, order_id: int, words: str = "") -> None:
        """Show a work order, and what was just done to it."""
        self._tabs.choose(_WORK)
        self.show_part(self._order)
        self._order.open_order(order_id, words)

    def open_bill(self, bom_id: int, words: str = "") -> None:
        """Show a bill, and what was just done to it."""
        self._tabs.choose(_BILLS)
        self.show_part(self._bill)
        self._bill.open_bill(bom_id, words)

    def scanned(self, frame: bytes, device: str) -> None:
        part = self.part()
        if isinstance(part, WorkEditor | BillEditor):
            part.scanned(frame, device)

    def go_back(self) -> bool:
        if (listed := self.listed()) is not None:
            return listed.go_back()
        if self._may_leave():
            self.show_lists()
        return True

    def _may_leave(self) -> bool:
        part = self.part()
        return part.may_leave() if isinstance(part, WorkEditor | BillEditor) else True

    def _import(self) -> None:
        self._desk.go("import work-orders" if self._tabs.name == _WORK else "import boms", None)
