"""The lists of items and of purchase orders; Enter opens one, Ctrl+N begins a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from ui.screens.items.tracking_panel import TrackingPanel
from ui.tabs import Tabs

if TYPE_CHECKING:
    from lsn_desktop.storage.lists import ItemRow
    from lsn_desktop.storage.orders import PurchaseOrder
    from ui.desk import Desk
    from ui.listing import Listing
    from ui.screens.items.tracking_facts import ToTrack


class ItemsScreen(PlainPage):
    """The lists, and in their place the item, order or import that is open."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Items"), "items")
        self._notice = Notice("items.notice")
        self._items = item_list(desk, self.new_item)
        self._orders = order_list(desk, self.new_order)
        self._tabs = Tabs("items.tabs", _("Items or purchase orders"))
        self._new = primary("items.new", _("New item"), self._begin_new)
        self._head = PageHead("")
        self._list = self._list_part()
        self._item, self._order = ItemEditor(desk), OrderView(desk)
        self._new_order, self._import = OrderEditor(desk), ImportPart(desk)
        self._tracking = TrackingPanel(desk)
        self._stack = QStackedLayout(self)
        for part in (self._list, self._item, self._order, self._new_order, self._import,
                     self._tracking):  # fmt: skip
            self._stack.addWidget(part)
        self._connect()
        self._item.chip_changed.connect(self.chip_changed)
        self._follow_tab("items")

    @property
    def takes_scans(self) -> bool:  # type: ignore[override]
        """A scan is a GTIN of the item that is open, or a line of the new order."""
        return self._stack.currentWidget() in (self._item, self._new_order, self._tracking)

    def chip(self) -> str:
        part = self._stack.currentWidget()
        if part is self._item:
            return self._item.chip()
        if part is self._tracking:
            return _("Next scan: a bin, or the code of what stands there")
        return _("Next scan: an item to order") if part is self._new_order else ""

    def shown(self) -> None:
        for one in (self._items, self._orders):
            one.ask_once()
        if self._stack.currentWidget() is self._item:
            self._item.refresh()
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

    def choose(self, name: str) -> None:
        """Show a list, ``items`` or ``orders``, or a part of the item that is open."""
        if self._stack.currentWidget() is self._item:
            self._item.choose(name)
        else:
            self._tabs.choose(name)

    def open_order(self, order_id: int, words: str = "") -> None:
        """Show a purchase order, and what was just done to it."""
        self._tabs.choose("orders")
        self._show(self._order)
        self._order.open_order(order_id, words)

    def import_file(self, kind: str = "") -> None:
        """Ask for a file of a kind, or of what is listed."""
        if self._may_leave():
            self._show(self._import)
            self._import.ask(kind or self._tabs.name)

    def scanned(self, frame: bytes, device: str) -> None:
        part = self._stack.currentWidget()
        if part is self._new_order or part is self._tracking:
            part.scanned(frame, device)
        else:
            self._item.scanned(frame, device)

    def go_back(self) -> bool:
        if self._stack.currentWidget() is self._list:
            return self._listed().go_back()
        if self._stack.currentWidget() is self._tracking:
            if not self._tracking.go_back():
                self._tracked(self._tracking.item_id)
        elif self._may_leave():
            self._to_list()
        return True

    def _may_leave(self) -> bool:
        part = self._stack.currentWidget()
        return part.may_leave() if isinstance(part, ItemEditor | OrderEditor) else True

    def _track(self, to: ToTrack) -> None:
        self._show(self._tracking)
        self._tracking.begin(to)

    def _tracked(self, item_id: int) -> None:
        self._show(self._item)
        self._item.open_item(item_id)

    def _begin_new(self) -> None:
        if self._tabs.name == "items":
            self.new_item()
        else:
            self.new_order()

    def _listed(self) -> Listing[ItemRow] | Listing[PurchaseOrder]:
        return self._items if self._tabs.name == "items" else self._orders

    def _show(self, part: QWidget) -> None:
        self._notice.clear()
        self._stack.setCurrentWidget(part)
        self.help_name = "imports" if part is self._import else "items"
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

    def _imported(self, _kind: str, _words: str) -> None:
        """What was taken in stands in the lists behind; Undo stays at hand."""
        self._items.reload()
        self._orders.reload()

    def _open_item(self, row: ItemRow) -> None:
        self.go_to(row.id)

    def _open_order(self, row: PurchaseOrder) -> None:
        self.open_order(row.id)

    def _follow_tab(self, name: str) -> None:
        on_items = name == "items"
        self._new.setText(_("New item") if on_items else _("New order"))
        self._new.setAccessibleName(self._new.text())
        self._head.tell(
            _("Items") if on_items else _("Purchase orders"),
            _("Type to find, Enter opens, Ctrl+N makes a new one"),
        )
        self._notice.clear()

    def _connect(self) -> None:
        self._tabs.changed.connect(self._follow_tab)
        self._items.opened.connect(self._open_item)
        self._orders.opened.connect(self._open_order)
        self._item.saved.connect(self._saved)
        self._item.to_track.connect(self._track)
        self._tracking.finished.connect(self._tracked)
        self._new_order.entered.connect(self.open_order)
        self._import.imported.connect(self._imported)
        for table in (self._items, self._orders):
            table.failed.connect(self._notice.refuse)
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self._begin_new)

    def _list_part(self) -> QWidget:
        self._tabs.add_part("items", _("Items"), self._items)
        self._tabs.add_part("orders", _("Purchase orders"), self._orders)
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
