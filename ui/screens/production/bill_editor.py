"""A new bill of material, or a new revision of one that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import plain as plain_quantity
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.builds import bills
from lsn_desktop.services.builds.bills import NewBill
from lsn_desktop.services.codes import item_scans
from lsn_desktop.storage import bills as kept
from lsn_desktop.storage import catalogue
from ui.asking import ask, change
from ui.page import PageHead
from ui.parts import editor_layout
from ui.parts.buttons import primary
from ui.parts.card import Card
from ui.parts.form import Form
from ui.parts.item_search import ItemSearch
from ui.parts.notice import Notice
from ui.scans.scan_lookup import look_up
from ui.screens.production.bill_lines import BillLines, Line, lines_of
from ui.screens.production.words import typed_number

if TYPE_CHECKING:
    from lsn_desktop.domain.items import Item
    from lsn_desktop.storage.catalogue import Pack
    from lsn_desktop.storage.transactions import Connection
    from ui.desk import Desk

    _Copied = tuple[NewBill, Item, str, list[Line]]

_WIDE = 300  # px; the fields beside the lines


class BillEditor(QWidget):
    """Enter goes from field to field; a scan names what is made, then what goes in."""

    entered = Signal(int, str)  # the bill's row number, and what was done in words
    chip_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._warned = desk, False
        self._notice = Notice("bill_new.notice")
        self._head = PageHead("")
        self._search = ItemSearch(desk, "bill_new.makes", self)
        self._revision, self._makes, self._note = QLineEdit(), QLineEdit(), QLineEdit()
        self._form = Form("bill_new", spacing=12)
        self._lines = BillLines(desk)
        self._lay_out()
        self._connect()

    def begin(self, copy_of: int | None = None) -> None:
        """Begin a bill; as a new revision of another, if one is given."""
        self._warned = False
        self._notice.clear()
        self._form.clear_complaints()
        self._search.clear()
        for line in (self._revision, self._note):
            line.clear()
        self._makes.setText("1")
        self._lines.begin(())
        title = _("New bill") if copy_of is None else _("New revision")
        says = _("Scan or type what is made, then what goes in. Ctrl+Enter enters the bill.")
        self._head.tell(title, says)
        self._search.edit.setFocus()
        if copy_of is not None:
            bom_id = copy_of
            ask(self._desk, lambda at: _copied(at, bom_id), self._begin_with, self._refuse)

    @property
    def is_changed(self) -> bool:
        """Whether something is typed that would be lost."""
        typed = (self._search.edit, self._revision, self._note)
        return any(line.text().strip() for line in typed) or self._lines.is_filled

    def may_leave(self) -> bool:
        """Whether nothing would be lost; the second time one asks, it may be."""
        if not self.is_changed or self._warned:
            return True
        self._warned = True
        self._notice.attention(
            _("This bill is not entered yet. Ctrl+Enter enters it; Esc again drops it.")
        )
        return False

    def chip(self) -> str:
        """What the next scan is."""
        if self._search.item is None:
            return _("Next scan: the item that is made")
        return _("Next scan: an item that goes in")

    def scanned(self, frame: bytes, device: str) -> None:
        """Take what was scanned as the item made, or as one that goes in."""
        look_up(self._desk, (frame, device), item_scans.item_to_order, self._take, self._notice)

    def save(self) -> None:
        """Enter the bill, or say what is wrong with it."""
        self._notice.clear()
        self._form.clear_complaints()
        item = self._search.item
        if item is None:
            self._form.complain("makes", _("Which item? Type a part of its name, Enter."))
            return
        try:
            makes = typed_number(self._makes.text())
        except Refusal as refused:
            self._form.complain("batch", str(refused))
            return
        lines = self._lines.take()
        if lines is None:
            return
        bill = NewBill(item.sku, makes, lines, self._revision.text(), self._note.text())
        words = str(message("Bill of {sku} is entered.", sku=item.sku))
        change(
            self._desk,
            lambda tx: bills.enter(tx, bill),
            lambda bom_id: self._told(bom_id, words),
            self._notice.refuse,
        )

    def _told(self, bom_id: int, words: str) -> None:
        self.begin()
        self.entered.emit(bom_id, words)

    def _take(self, pack: Pack) -> None:
        if self._search.item is None:
            self._made(pack.item)
            self._makes.setFocus()
        else:
            self._lines.offer(pack.item)

    def _made(self, item: Item) -> None:
        self._search.clear()
        self._search.item = item
        self._search.edit.setText(item.description)
        self._form.hint("batch", item.unit)
        self.chip_changed.emit()

    def _begin_with(self, copied: _Copied) -> None:
        bill, item, revision, lines = copied
        self._made(item)
        self._makes.setText(plain_quantity(bill.makes))
        self._note.setText(bill.note)
        self._lines.begin(lines)
        self._revision.setText(revision)
        self._revision.setFocus()
        self._revision.selectAll()

    def _refuse(self, error: Exception) -> None:
        self._notice.refuse(error)

    def _chosen(self, item: Item) -> None:
        self._form.hint("batch", item.unit)
        self._makes.setFocus()
        self._makes.selectAll()
        self.chip_changed.emit()

    def _edited(self) -> None:
        self._warned = False

    def _connect(self) -> None:
        self._search.chosen.connect(self._chosen)
        self._search.edit.textEdited.connect(self._edited)
        self._lines.edited.connect(self._edited)
        for line in (self._makes, self._revision):
            line.textEdited.connect(self._edited)
            line.returnPressed.connect(self.focusNextChild)
        self._note.returnPressed.connect(self._lines.setFocus)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)

    def _lay_out(self) -> None:
        self._head.add_action(primary("bill_new.save", _("Enter bill"), self.save))
        self._form.add("makes", _("Makes"), self._search.edit)
        self._form.add("batch", _("One batch gives"), self._makes)
        self._form.add("revision", _("Revision"), self._revision)
        self._revision.setPlaceholderText(_("A, or empty"))
        self._form.add("note", _("Note"), self._note)
        left, right = Card(), Card(_("What goes into one batch"))
        left.setFixedWidth(_WIDE)
        left.add(self._form)
        left.add(self._search.matches)
        left.body.addStretch()
        right.add(self._lines, 1)
        editor_layout.lay_out(self, self._head, self._notice, left, right)
        self.setFocusProxy(self._search.edit)


def _copied(connection: Connection, bom_id: int) -> _Copied:
    """A bill as a new revision of it begins."""
    bill = bills.bill(connection, bom_id)
    made = bills.item_named(connection, bill.sku)
    lines = kept.lines(connection, bom_id)
    items = catalogue.items_by_ids(connection, {one.item_id for one in lines})
    by_sku = {one.sku: one for one in items.values()}
    revision = bills.next_revision(connection, made.id)
    return bill, made, revision, lines_of(bill, by_sku)
