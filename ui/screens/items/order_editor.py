"""A new purchase order: whose, when, and what of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import plain as plain_quantity
from lsn_desktop.domain.typed_days import in_words
from lsn_desktop.services.codes import item_scans
from lsn_desktop.services.office import ordering
from lsn_desktop.storage import catalogue
from ui.asking import ask, change
from ui.page import PageHead
from ui.parts import editor_layout
from ui.parts.buttons import primary
from ui.parts.card import Card
from ui.parts.choice_box import ChoiceBox
from ui.parts.form import Form
from ui.parts.notice import Notice
from ui.scans.scan_lookup import look_up
from ui.screens.items.due_day import typed_day
from ui.screens.items.order_lines import OrderLines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lsn_desktop.storage.catalogue import Pack, Party
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk

_WIDE = 340  # px; the fields beside the lines
_NEW = ""  # stands for a vendor not stored yet


@dataclass(frozen=True, slots=True)
class _Entered:
    """The order that was stored, and the words for it."""

    order_id: int
    words: str


class OrderEditor(QWidget):
    """Enter goes from field to field; a scan adds its item as a line."""

    entered = Signal(int, str)  # the order's row number, and what was done in words

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._warned = desk, False
        self._notice = Notice("order_new.notice")
        self._number, self._due, self._vendor = QLineEdit(), QLineEdit(), ChoiceBox()
        self._code, self._name = QLineEdit(), QLineEdit()
        self._form = Form("order_new", spacing=12)
        self._new_vendor = Form("order_new.vendor_new", spacing=12)
        self._lines = OrderLines(desk)
        self._lay_out()
        self._connect()

    def begin(self) -> None:
        """Begin an order."""
        self._warned = False
        self._notice.clear()
        for line in (self._number, self._due, self._code, self._name):
            line.clear()
        self._lines.clear()
        self._clear_complaints()
        self._number.setFocus()
        ask(self._desk, catalogue.vendors, self._offer, self._notice.refuse)

    @property
    def is_changed(self) -> bool:
        """Whether something is typed that would be lost."""
        typed = (self._number, self._due, self._code, self._name)
        return any(line.text().strip() for line in typed) or self._lines.is_filled

    def may_leave(self) -> bool:
        """Whether nothing would be lost; the second time one asks, it may be."""
        if not self.is_changed or self._warned:
            return True
        self._warned = True
        self._notice.attention(
            _("This order is not entered yet. Ctrl+Enter enters it; Esc again drops it.")
        )
        return False

    def scanned(self, frame: bytes, device: str) -> None:
        """Add a pack of what was scanned."""
        look_up(
            self._desk, (frame, device), item_scans.item_to_order, self._add_pack, self._notice
        )

    def save(self) -> None:
        """Enter the order, or say what is wrong with it."""
        self._clear_complaints()
        due, wrong_day = self._day()
        vendor = self._typed_vendor()
        if not self._number.text().strip():
            self._form.complain("number", _("Type the number of the order."))
        elif wrong_day:
            self._form.complain("due", wrong_day)
        elif vendor is None:
            return
        elif (lines := self._lines.take()) and (prices := self._lines.prices()) is not None:
            order = ordering.EnterOrder(self._number.text(), vendor.code, lines, due, prices)
            new = vendor if self._vendor.currentData() == _NEW else None
            change(
                self._desk, lambda tx: _stored(tx, new, order), self._told, self._notice.refuse
            )

    def _told(self, stored: _Entered) -> None:
        self.begin()
        self.entered.emit(stored.order_id, stored.words)

    def _typed_vendor(self) -> ordering.AddParty | None:
        """The vendor chosen, or the new one typed; None after saying what is missing."""
        if self._vendor.currentData() != _NEW:
            code, name = str(self._vendor.currentData()), self._vendor.currentText()
        else:
            code, name = self._code.text().strip(), self._name.text().strip()
            missing = "name" if not name else "code" if not code else ""
            if missing:
                words = _("A new vendor needs a name, and a short code to order it by.")
                self._new_vendor.complain(missing, words)
                return None
        return ordering.AddParty(code, name, is_vendor=True)

    def _day(self) -> tuple[date | None, str]:
        """The due day as typed, or what is wrong with it."""
        return typed_day(self._due.text(), self._desk.station.by().on)

    def _offer(self, vendors: Sequence[Party]) -> None:
        chosen = self._vendor.currentData()
        self._vendor.clear()
        for vendor in vendors:
            self._vendor.addItem(vendor.name, vendor.code)
        self._vendor.addItem(_("New vendor…"), _NEW)
        self._vendor.setCurrentIndex(max(0, self._vendor.findData(chosen)))
        self._follow_vendor(0)

    def _follow_vendor(self, _at: int) -> None:
        self._new_vendor.setVisible(self._vendor.currentData() == _NEW)

    def _chose_vendor(self, at: int) -> None:
        if self._vendor.itemData(at) == _NEW:
            self._name.setFocus()

    def _say_day_back(self, _text: str) -> None:
        day, _wrong = self._day()
        self._form.hint("due", in_words(day) if day else "")

    def _add_pack(self, pack: Pack) -> None:
        self._lines.add(pack.item, plain_quantity(pack.units))

    def _edited(self) -> None:
        self._warned = False

    def _clear_complaints(self) -> None:
        self._notice.clear()
        self._form.clear_complaints()
        self._new_vendor.clear_complaints()

    def _connect(self) -> None:
        self._vendor.currentIndexChanged.connect(self._follow_vendor)
        self._vendor.activated.connect(self._chose_vendor)
        self._due.textChanged.connect(self._say_day_back)
        for line in (self._number, self._due, self._code, self._name):
            line.textEdited.connect(self._edited)
            line.returnPressed.connect(self.focusNextChild)
        self._lines.edited.connect(self._edited)
        self._lines.entered.connect(self.save)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)

    def _lay_out(self) -> None:
        head = PageHead(
            _("New order"),
            _("Scan what is ordered, or type it. Ctrl+Enter enters the order, Esc goes back."),
        )
        head.add_action(primary("order_new.save", _("Enter order"), self.save))
        self._form.add("number", _("Number"), self._number)
        self._form.add("due", _("Due on"), self._due)
        self._due.setPlaceholderText(_("2026-12-31, or empty"))
        self._form.add("vendor", _("Vendor"), self._vendor)
        self._new_vendor.add("name", _("Its name"), self._name)
        self._new_vendor.add("code", _("Its code"), self._code)
        self._new_vendor.hide()
        left, right = Card(), Card(_("What is ordered"))
        left.setFixedWidth(_WIDE)
        left.body.setSpacing(12)
        left.add(self._form)
        left.add(self._new_vendor)
        left.body.addStretch()
        right.add(self._lines, 1)
        editor_layout.lay_out(self, head, self._notice, left, right)
        self.setFocusProxy(self._number)


def _stored(tx: Tx, vendor: ordering.AddParty | None, order: ordering.EnterOrder) -> _Entered:
    """Store a vendor that is new, and the order."""
    if vendor is not None:
        ordering.add_party(tx, vendor)
    order_id = ordering.enter_order(tx, order)
    return _Entered(order_id, str(message("Order {number} is entered.", number=order.number)))
