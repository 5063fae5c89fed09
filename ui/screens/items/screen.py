"""The lists of items, orders and parties; Enter opens one, Ctrl+N begins a new one."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from lsn_desktop.storage.lists import ItemRow
from ui.importing.part import ImportPart
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
from ui.tables.lists_page import ListsPage, ListTab

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk
    from ui.screens.items.tracking_facts import ToTrack


class ItemsScreen(ListsPage):
    """The lists, and in their place the item, order or import that is open."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Items"), "items", desk, _("Items, orders or parties"))
        self.lay_out(
            self.import_file,
            ListTab(
                "items",
                _("Items"),
                item_list(desk, self.new_item),
                lambda row: self.go_to(row.id),
                _("New item"),
                self.new_item,
            ),
            ListTab(
                "orders",
                _("Purchase orders"),
                order_list(desk, self.new_order),
                lambda row: self.open_order(row.id),
                _("New order"),
                self.new_order,
            ),
            ListTab(
                "sales-orders",
                _("Sales orders"),
                sale_list(desk, self.new_sale),
                lambda row: self.open_sale(row.id),
                _("New sales order"),
                self.new_sale,
            ),
            ListTab(
                "parties",
                _("Suppliers and customers"),
                party_list(desk, self.new_party),
                lambda row: self.open_party(row.id),
                _("New party"),
                self.new_party,
            ),
        )

    @cached_property
    def _item(self) -> ItemEditor:
        part = self.added(ItemEditor(self._desk))
        part.chip_changed.connect(self.chip_changed)
        part.saved.connect(self._saved)
        part.to_track.connect(self._track)
        return part

    @cached_property
    def _order(self) -> OrderView:
        return self.added(OrderView(self._desk))

    @cached_property
    def _new_order(self) -> OrderEditor:
        part = self.added(OrderEditor(self._desk))
        part.entered.connect(self.open_order)
        return part

    @cached_property
    def _sale(self) -> SaleView:
        part = self.added(SaleView(self._desk))
        part.to_change.connect(self.change_sale)
        return part

    @cached_property
    def _sale_editor(self) -> SaleEditor:
        part = self.added(SaleEditor(self._desk))
        part.saved.connect(self.open_sale)
        return part

    @cached_property
    def _import(self) -> ImportPart:
        part = self.added(ImportPart(self._desk))
        part.imported.connect(self._imported)
        return part

    @cached_property
    def _tracking(self) -> TrackingPanel:
        part = self.added(TrackingPanel(self._desk))
        part.finished.connect(self._tracked)
        part.chip_changed.connect(self.chip_changed)
        return part

    @cached_property
    def _party(self) -> PartyEditor:
        part = self.added(PartyEditor(self._desk))
        part.saved.connect(self._party_saved)
        return part

    @cached_property
    def _partner(self) -> PartyPage:
        part = self.added(PartyPage(self._desk))
        part.to_change.connect(self.change_party)
        return part

    @property
    def takes_scans(self) -> bool:  # type: ignore[override]
        """A scan is a GTIN of the item that is open, or a line of the new order."""
        part = self.part()
        if isinstance(part, TrackingPanel):
            return not part.is_done
        return isinstance(part, ItemEditor | OrderEditor | SaleEditor)

    def chip(self) -> str:
        part = self.part()
        if isinstance(part, ItemEditor):
            return part.chip()
        if isinstance(part, TrackingPanel):
            return part.chip()
        to_order = isinstance(part, OrderEditor | SaleEditor)
        return _("Next scan: an item to order") if to_order else ""

    def shown(self) -> None:
        if isinstance(part := self.part(), ItemEditor):
            part.refresh()
        super().shown()

    def show_part(self, part: QWidget) -> None:
        self.help_name = "imports" if isinstance(part, ImportPart) else "items"
        super().show_part(part)

    def go_to(self, subject: int) -> None:
        """Open the item with this row number."""
        if self._may_leave():
            self.show_part(self._item)
            self._item.open_item(subject)

    def new_item(self) -> None:
        """Begin a new item."""
        if self._may_leave():
            self.show_part(self._item)
            self._item.open_item(None)

    def new_order(self) -> None:
        """Begin a new purchase order."""
        if self._may_leave():
            self.show_part(self._new_order)
            self._new_order.begin()

    def new_sale(self) -> None:
        """Begin a new sales order."""
        if self._may_leave():
            self.show_part(self._sale_editor)
            self._sale_editor.begin()

    def change_sale(self, order_id: int) -> None:
        """Let a sales order be changed."""
        self.show_part(self._sale_editor)
        self._sale_editor.change(order_id)

    def open_sale(self, order_id: int, words: str = "") -> None:
        """Show a sales order, and what was just done to it."""
        self._tabs.choose("sales-orders")
        self.show_part(self._sale)
        self._sale.open_order(order_id, words)

    def new_party(self) -> None:
        """Begin a new supplier or customer."""
        self.change_party(None)

    def open_party(self, party_id: int) -> None:
        """Show all that a customer got or a supplier brought."""
        if self._may_leave():
            self.show_part(self._partner)
            self._partner.open_party(party_id)

    def change_party(self, party_id: int | None) -> None:
        """Let a supplier or customer be changed, or begin a new one."""
        if self._may_leave():
            self.show_part(self._party)
            self._party.open_party(party_id)

    def choose(self, name: str) -> None:
        """Show a list (``items``, ``orders``, ``sales-orders``, ``parties``), or a part."""
        if isinstance(part := self.part(), ItemEditor | PartyPage):
            part.choose(name)
        else:
            self._tabs.choose(name)

    def open_order(self, order_id: int, words: str = "") -> None:
        """Show a purchase order, and what was just done to it."""
        self._tabs.choose("orders")
        self.show_part(self._order)
        self._order.open_order(order_id, words)

    def print_chosen(self) -> bool:
        """The pick list of the sales order that is open; the label of an item."""
        part = self.part()
        if isinstance(part, SaleView):
            part.show_pick_list()
            return True
        if isinstance(part, ItemEditor):
            return part.print_label()
        listed = self.listed()
        row = listed.row() if listed is not None else None
        if isinstance(row, ItemRow):
            self._desk.go("label items", row.id)
        return isinstance(row, ItemRow)

    def import_file(self, kind: str = "") -> None:
        """Ask for a file of a kind, or of what is listed."""
        if self._may_leave():
            self.show_part(self._import)
            self._import.ask(kind or self._tabs.name)

    def scanned(self, frame: bytes, device: str) -> None:
        part = self.part()
        if isinstance(part, OrderEditor | SaleEditor | TrackingPanel):
            part.scanned(frame, device)
        else:
            self._item.scanned(frame, device)

    def go_back(self) -> bool:
        part = self.part()
        if (listed := self.listed()) is not None:
            return listed.go_back()
        if isinstance(part, TrackingPanel):
            if not part.go_back():
                self._tracked(part.item_id)
        elif isinstance(part, PartyPage | SaleView) and part.go_back():
            pass  # what was looked for or asked on it is cleared
        elif self._may_leave():
            self.show_lists()
        return True

    def _may_leave(self) -> bool:
        part = self.part()
        if isinstance(part, ItemEditor | OrderEditor | PartyEditor | SaleEditor):
            return part.may_leave()
        return True

    def _track(self, to: ToTrack) -> None:
        self.show_part(self._tracking)
        self._tracking.begin(to)

    def _tracked(self, item_id: int) -> None:
        self.show_part(self._item)
        self._item.open_item(item_id)

    def _saved(self, words: str) -> None:
        self.show_lists()
        self._tabs.choose("items")
        self._notice.ok(words)

    def _party_saved(self, words: str) -> None:
        self.show_lists()
        self._tabs.choose("parties")
        self._notice.ok(words)

    def _imported(self, _kind: str, _words: str) -> None:
        """What was taken in stands in the lists behind; Undo stays at hand."""
        for table in self.tables():
            table.reload()
