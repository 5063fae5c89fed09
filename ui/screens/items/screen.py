"""The lists of items, orders and parties; Enter opens one, Ctrl+N begins a new one."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from ui.buttons import primary, quiet
from ui.importing.part import ImportPart
from ui.notice import Notice
from ui.page import PageHead, PlainPage
from ui.screens.items.editor import ItemEditor
from ui.screens.items.item_list import item_list
from ui.screens.items.order_editor import OrderEditor
from ui.screens.items.order_list import order_list
from ui.screens.items.order_view import OrderView
from ui.screens.items.party_editor import PartyEditor
from ui.screens.items.party_list import party_list
from ui.screens.items.party_page import PartyPage
from ui.screens.items.sale_editor import SaleEditor
from ui.screens.items.sale_list import sale_list
from ui.screens.items.sale_view import SaleView
from ui.screens.items.tracking_panel import TrackingPanel
from ui.tabs import Tabs

if TYPE_CHECKING:
    from lsn_desktop.storage.lists import ItemRow
    from lsn_desktop.storage.orders import PurchaseOrder
    from lsn_desktop.storage.parties import PartyRow
    from lsn_desktop.storage.sales_orders import SalesOrder
    from ui.desk import Desk
    from ui.listing import Listing
    from ui.screens.items.tracking_facts import ToTrack

    _Lists = tuple[
        Listing[ItemRow], Listing[PurchaseOrder], Listing[SalesOrder], Listing[PartyRow]
    ]


Part = TypeVar("Part", bound=QWidget)

_TABS = ("items", "orders", "sales-orders", "parties")


class ItemsScreen(PlainPage):
    """The lists, and in their place the item, order or import that is open."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Items"), "items")
        self._desk = desk
        self._notice = Notice("items.notice")
        self._items = item_list(desk, self.new_item)
        self._orders = order_list(desk, self.new_order)
        self._sales = sale_list(desk, self.new_sale)
        self._parties = party_list(desk, self.new_party)
        self._tabs = Tabs("items.tabs", _("Items, orders or parties"))
        self._new = primary("items.new", _("New item"), self._begin_new)
        self._head = PageHead("")
        self._list = self._list_part()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._list)
        self._connect()
        self._follow_tab("items")

    # The parts are built when they are first shown: the lists alone are there in a fifth of
    # the time.

    @cached_property
    def _item(self) -> ItemEditor:
        part = self._added(ItemEditor(self._desk))
        part.chip_changed.connect(self.chip_changed)
        part.saved.connect(self._saved)
        part.to_track.connect(self._track)
        return part

    @cached_property
    def _order(self) -> OrderView:
        return self._added(OrderView(self._desk))

    @cached_property
    def _new_order(self) -> OrderEditor:
        part = self._added(OrderEditor(self._desk))
        part.entered.connect(self.open_order)
        return part

    @cached_property
    def _sale(self) -> SaleView:
        part = self._added(SaleView(self._desk))
        part.to_change.connect(self.change_sale)
        return part

    @cached_property
    def _sale_editor(self) -> SaleEditor:
        part = self._added(SaleEditor(self._desk))
        part.saved.connect(self.open_sale)
        return part

    @cached_property
    def _import(self) -> ImportPart:
        part = self._added(ImportPart(self._desk))
        part.imported.connect(self._imported)
        return part

    @cached_property
    def _tracking(self) -> TrackingPanel:
        part = self._added(TrackingPanel(self._desk))
        part.finished.connect(self._tracked)
        part.chip_changed.connect(self.chip_changed)
        return part

    @cached_property
    def _party(self) -> PartyEditor:
        part = self._added(PartyEditor(self._desk))
        part.saved.connect(self._party_saved)
        return part

    @cached_property
    def _partner(self) -> PartyPage:
        part = self._added(PartyPage(self._desk))
        part.to_change.connect(self.change_party)
        return part

    def _added(self, part: Part) -> Part:
        self._stack.addWidget(part)
        return part

    @property
    def takes_scans(self) -> bool:  # type: ignore[override]
        """A scan is a GTIN of the item that is open, or a line of the new order."""
        part = self._stack.currentWidget()
        if isinstance(part, TrackingPanel):
            return not part.is_done
        return isinstance(part, ItemEditor | OrderEditor | SaleEditor)

    def chip(self) -> str:
        part = self._stack.currentWidget()
        if isinstance(part, ItemEditor):
            return part.chip()
        if isinstance(part, TrackingPanel):
            return part.chip()
        to_order = isinstance(part, OrderEditor | SaleEditor)
        return _("Next scan: an item to order") if to_order else ""

    def shown(self) -> None:
        for one in self._lists:
            one.ask_once()
        if isinstance(part := self._stack.currentWidget(), ItemEditor):
            part.refresh()
        self._focus_part()

    def go_to(self, subject: int) -> None:
        """Open the item with this row number."""
        if self._may_leave():
            self._show(self._item)
            self._item.open_item(subject)

    def new_item(self) -> None:
        """Begin a new item."""
        if self._may_leave():
            self._show(self._item)
            self._item.open_item(None)

    def new_order(self) -> None:
        """Begin a new purchase order."""
        if self._may_leave():
            self._show(self._new_order)
            self._new_order.begin()

    def new_sale(self) -> None:
        """Begin a new sales order."""
        if self._may_leave():
            self._show(self._sale_editor)
            self._sale_editor.begin()

    def change_sale(self, order_id: int) -> None:
        """Let a sales order be changed."""
        self._show(self._sale_editor)
        self._sale_editor.change(order_id)

    def open_sale(self, order_id: int, words: str = "") -> None:
        """Show a sales order, and what was just done to it."""
        self._tabs.choose("sales-orders")
        self._show(self._sale)
        self._sale.open_order(order_id, words)

    def new_party(self) -> None:
        """Begin a new supplier or customer."""
        self.change_party(None)

    def open_party(self, party_id: int) -> None:
        """Show all that a customer got or a supplier brought."""
        if self._may_leave():
            self._show(self._partner)
            self._partner.open_party(party_id)

    def change_party(self, party_id: int | None) -> None:
        """Let a supplier or customer be changed, or begin a new one."""
        if self._may_leave():
            self._show(self._party)
            self._party.open_party(party_id)

    def choose(self, name: str) -> None:
        """Show a list (``items``, ``orders``, ``sales-orders``, ``parties``), or a part."""
        if isinstance(part := self._stack.currentWidget(), ItemEditor | PartyPage):
            part.choose(name)
        else:
            self._tabs.choose(name)

    def open_order(self, order_id: int, words: str = "") -> None:
        """Show a purchase order, and what was just done to it."""
        self._tabs.choose("orders")
        self._show(self._order)
        self._order.open_order(order_id, words)

    def print_chosen(self) -> bool:
        """The pick list of the sales order that is open."""
        part = self._stack.currentWidget()
        if isinstance(part, SaleView):
            part.show_pick_list()
        return isinstance(part, SaleView)

    def import_file(self, kind: str = "") -> None:
        """Ask for a file of a kind, or of what is listed."""
        if self._may_leave():
            self._show(self._import)
            self._import.ask(kind or self._tabs.name)

    def scanned(self, frame: bytes, device: str) -> None:
        part = self._stack.currentWidget()
        if isinstance(part, OrderEditor | SaleEditor | TrackingPanel):
            part.scanned(frame, device)
        else:
            self._item.scanned(frame, device)

    def go_back(self) -> bool:
        part = self._stack.currentWidget()
        if part is self._list:
            return self._listed().go_back()
        if isinstance(part, TrackingPanel):
            if not part.go_back():
                self._tracked(part.item_id)
        elif isinstance(part, PartyPage | SaleView) and part.go_back():
            pass  # what was looked for or asked on it is cleared
        elif self._may_leave():
            self._to_list()
        return True

    def _may_leave(self) -> bool:
        part = self._stack.currentWidget()
        if isinstance(part, ItemEditor | OrderEditor | PartyEditor | SaleEditor):
            return part.may_leave()
        return True

    def _track(self, to: ToTrack) -> None:
        self._show(self._tracking)
        self._tracking.begin(to)

    def _tracked(self, item_id: int) -> None:
        self._show(self._item)
        self._item.open_item(item_id)

    def _begin_new(self) -> None:
        begin = {
            "items": self.new_item,
            "orders": self.new_order,
            "sales-orders": self.new_sale,
        }
        begin.get(self._tabs.name, self.new_party)()

    @property
    def _lists(self) -> _Lists:
        return self._items, self._orders, self._sales, self._parties

    def _listed(
        self,
    ) -> Listing[ItemRow] | Listing[PurchaseOrder] | Listing[SalesOrder] | Listing[PartyRow]:
        return self._lists[_TABS.index(self._tabs.name)]

    def _show(self, part: QWidget) -> None:
        self._notice.clear()
        self._stack.setCurrentWidget(part)
        self.help_name = "imports" if isinstance(part, ImportPart) else "items"
        self.chip_changed.emit()

    def _to_list(self) -> None:
        self._show(self._list)
        self._focus_part()

    def _focus_part(self) -> None:
        part = self._stack.currentWidget()
        if part is self._list:
            self._listed().view.setFocus()
        elif part is not None:
            part.setFocus()

    def _saved(self, words: str) -> None:
        self._to_list()
        self._tabs.choose("items")
        self._notice.ok(words)

    def _party_saved(self, words: str) -> None:
        self._to_list()
        self._tabs.choose("parties")
        self._notice.ok(words)

    def _imported(self, _kind: str, _words: str) -> None:
        """What was taken in stands in the lists behind; Undo stays at hand."""
        for one in self._lists:
            one.reload()

    def _open_item(self, row: ItemRow) -> None:
        self.go_to(row.id)

    def _open_order(self, row: PurchaseOrder) -> None:
        self.open_order(row.id)

    def _open_party(self, row: PartyRow) -> None:
        self.open_party(row.id)

    def _follow_tab(self, name: str) -> None:
        title, new = {
            "items": (_("Items"), _("New item")),
            "orders": (_("Purchase orders"), _("New order")),
            "sales-orders": (_("Sales orders"), _("New sales order")),
            "parties": (_("Suppliers and customers"), _("New party")),
        }[name]
        self._new.setText(new)
        self._new.setAccessibleName(new)
        self._head.tell(title, _("Type to find, Enter opens, Ctrl+N makes a new one"))
        self._notice.clear()

    def _connect(self) -> None:
        self._tabs.changed.connect(self._follow_tab)
        self._items.opened.connect(self._open_item)
        self._orders.opened.connect(self._open_order)
        self._sales.opened.connect(lambda row: self.open_sale(row.id))
        self._parties.opened.connect(self._open_party)
        for table in self._lists:
            table.failed.connect(self._notice.refuse)
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self._begin_new)

    def _list_part(self) -> QWidget:
        self._tabs.add_part("items", _("Items"), self._items)
        self._tabs.add_part("orders", _("Purchase orders"), self._orders)
        self._tabs.add_part("sales-orders", _("Sales orders"), self._sales)
        self._tabs.add_part("parties", _("Suppliers and customers"), self._parties)
        self._head.add_action(quiet("items.import", _("Import…"), self.import_file))
        self._head.add_action(self._new)
        part = QWidget()
        rows = QVBoxLayout(part)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        rows.addWidget(self._head)
        rows.addWidget(self._notice)
        rows.addWidget(self._tabs, 1)
        return part
