"""What a posted receipt cost: its prices, its charges, and what a new one lays upon each lot.

Reached by C on the summary. The list has the focus: Enter asks the price of the row, F2 a new
charge, Esc goes back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.costs import charging, cost_rows, pricing
from lsn_desktop.storage import charges
from ui.asking import ask, change
from ui.dock import dock_words
from ui.page import PageHead
from ui.parts.buttons import primary, quiet
from ui.parts.card import Card, badge, rebadge
from ui.parts.money import charge_text, money_text
from ui.parts.notice import Notice
from ui.parts.scrolled import scrolled
from ui.parts.shortcuts import add_keys
from ui.parts.text import named, plain
from ui.parts.tokens import GAP
from ui.scans import meanings
from ui.screens.receive import cost_tables
from ui.screens.receive.cost_forms import ChargeForm, PriceForm
from ui.tables.table_service import TableService
from ui.tasks import Asked

if TYPE_CHECKING:
    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.services.costs.charging import AddCharge, Foretold
    from lsn_desktop.services.costs.cost_rows import GoodsCost, ReceiptCost
    from lsn_desktop.storage.transactions import Connection, Tx
    from ui.desk import Desk
    from ui.scans.scan_loop import Meant

_WIDE = 360  # px; the pane beside the goods


class Costs(QWidget):
    """Takes the summary's place until Esc."""

    finished = Signal(int)  # the receipt's row number

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._document_id = 0
        self._found: ReceiptCost | None = None
        self._asked, self._foretold = Asked(), Asked()
        self._doubted = 0  # the charge that is withdrawn when asked once more
        self._head, self._state = PageHead(""), badge("")
        self._notice = Notice("receive.costs.notice")
        self._add = primary("receive.costs.add", _("Add charge (F2)"), self.ask_charge)
        self._goods = cost_tables.goods_table(desk.theme)
        self._shares = cost_tables.share_table(desk.theme)
        self._charges = cost_tables.charge_table(desk.theme)
        self._withdraw = quiet("receive.costs.withdraw", _("Withdraw (Del)"), self.withdraw)
        self._share_words = plain("", "muted", wrap=True)
        self._price, self._charge = PriceForm(), ChargeForm()
        self._left, self._right = QStackedWidget(), QStackedWidget()
        self._lay_out()
        self._connect()
        for part in (self._state, self._withdraw):
            part.hide()  # nothing was asked yet

    def open(self, document_id: int) -> None:
        """Show what a receipt cost."""
        self._document_id, self._found = document_id, None
        self._notice.clear()
        self._close_form()
        self._reload()

    def tell(self, outcome: Outcome) -> None:
        """What a scan meanwhile came to: it opened nothing."""
        words = dock_words.banner_words(outcome, self._desk.station.by().on)
        self._notice.attention(". ".join(filter(None, (words.headline, words.remedy))))

    def meant(self, asked: Command) -> Meant:
        """What a command barcode means here."""
        return meanings.by_name(asked, {"back": self.go_back})

    def go_back(self) -> bool:
        """Leave the form, or the page."""
        if self._right.currentIndex():
            self._notice.clear()
            self._close_form()
        elif not self._goods.go_back():
            self.finished.emit(self._document_id)
        return True

    def ask_charge(self) -> None:
        """Ask for a new charge; what it would lay upon each lot is shown beside it."""
        found = self._standing()
        if found is None:
            return
        self._notice.clear()
        ask(self._desk, charges.payees, self._charge.offer, self._notice.refuse)
        self._right.setCurrentWidget(self._charge_pane)
        self._left.setCurrentIndex(1)
        self._add.setEnabled(False)
        self._charge.begin(found.currency, self._desk.station.by().on)
        self._show_shares(None)

    def withdraw(self) -> None:
        """Take the selected charge off the goods, when asked twice."""
        row = self._charges.row()
        if row is None or row.withdrawn_at is not None:
            self._notice.attention(_("Choose a charge that stands first."))
            return
        words = charge_text(row)
        if self._doubted != row.id:
            self._doubted = row.id
            asked = message("{charge} is taken off the goods: press Withdraw again.",
                            charge=words)  # fmt: skip
            self._notice.attention(str(asked))
            return
        told = str(message("{charge} is withdrawn.", charge=words))
        change(
            self._desk,
            lambda tx: charging.withdraw(tx, row.id),
            lambda _none: self._done(told),
            self._notice.refuse,
        )

    def _standing(self) -> ReceiptCost | None:
        """What the receipt cost, unless it was turned back: then it says so."""
        found = self._found
        if found is not None and found.reversed_by:
            words = message("It was reversed by {reversal} and costs nothing any more.",
                            reversal=found.reversed_by)  # fmt: skip
            self._notice.attention(str(words))
            return None
        return found

    def _ask_price(self, row: GoodsCost) -> None:
        found = self._standing()
        if found is None:
            return
        self._notice.clear()
        lots = sum(each.item_id == row.item_id for each in found.goods)
        self._right.setCurrentWidget(self._price_pane)
        self._price.begin(row, lots, found.currency, self._desk.station.by().on)

    def _enter_price(self) -> None:
        try:
            order = self._price.order(self._document_id)
        except Refusal:
            self._price.complain()
            return
        change(
            self._desk, lambda tx: pricing.set_price(tx, order), self._priced,
            self._notice.refuse,
        )  # fmt: skip

    def _priced(self, lines: int) -> None:
        same = _("That is what it cost already.")
        self._done(_("The price is kept.") if lines else same)

    def _preview(self) -> None:
        """Ask what the charge as typed so far would lay upon each lot."""
        self._foretold.cancel()
        if self._right.currentWidget() is not self._charge_pane:
            return
        try:
            order, also = self._charge.order(self._document_id)
        except Refusal as refused:
            self._show_shares(None, str(refused) if self._charge.is_begun else "")
            return

        def question(connection: Connection) -> Foretold:
            return charging.foretell(connection, charging.also_upon(connection, order, also))

        self._foretold = ask(self._desk, question, self._show_shares, self._not_foretold)

    def _not_foretold(self, error: Exception) -> None:
        if isinstance(error, Refusal):
            self._show_shares(None, str(error))
        else:
            self._notice.refuse(error)

    def _show_shares(self, told: Foretold | None, wrong: str = "") -> None:
        self._shares.show_rows(told.shares if told else ())
        words = wrong
        if told is not None:
            words = str(
                message(
                    "{amount} in all. Nothing is kept before it is added.",
                    amount=money_text(told.amount, told.currency),
                )
            )
        self._share_words.setText(words)
        self._share_words.setVisible(bool(words))

    def _enter_charge(self) -> None:
        try:
            order, also = self._charge.order(self._document_id)
        except Refusal:
            self._charge.complain()
            return

        def act(tx: Tx) -> AddCharge:
            upon = charging.also_upon(tx.connection, order, also)
            charging.add_charge(tx, upon)
            return upon

        change(self._desk, act, self._charged, self._notice.refuse)

    def _charged(self, _order: AddCharge) -> None:
        self._done(_("The charge is added to what the goods cost."))

    def _done(self, words: str) -> None:
        self._close_form()
        self._notice.ok(words)
        self._reload()

    def _close_form(self) -> None:
        self._doubted = 0
        self._foretold.cancel()
        self._left.setCurrentIndex(0)
        self._right.setCurrentIndex(0)
        self._add.setEnabled(self._found is None or not self._found.reversed_by)
        self._goods.view.setFocus()

    def _reload(self) -> None:
        document_id = self._document_id
        self._asked.cancel()
        self._asked = ask(
            self._desk,
            lambda connection: cost_rows.of_receipt(connection, document_id),
            self._show,
            self._notice.refuse,
        )

    def _show(self, found: ReceiptCost) -> None:
        self._found = found
        head = found.receipt
        self._head.tell(
            str(message("What {number} cost", number=head.number)),
            " · ".join(
                filter(
                    None,
                    (
                        head.party,
                        head.purchase_order,
                        str(head.posted_on),
                        _("Enter asks the price of a row, Esc goes back"),
                    ),
                )
            ),
        )
        turned = message("Reversed by {reversal}", reversal=found.reversed_by)
        rebadge(self._state, str(turned) if found.reversed_by else "", "attention")
        self._add.setEnabled(not found.reversed_by and not self._right.currentIndex())
        self._total.setText(cost_tables.totals(found.goods, found.currency))
        self._goods.show_rows(found.goods)
        self._charges.show_rows(found.charges)
        standing = any(each.withdrawn_at is None for each in found.charges)
        self._withdraw.setVisible(standing)

    def _follow(self, subjects: frozenset[str]) -> None:
        if subjects & {"cost", "document"} and self.isVisible():
            self._reload()

    def _connect(self) -> None:
        self.setFocusProxy(self._goods.view)
        for table in (self._goods, self._charges):
            TableService(self._desk, table).remember()
        self._goods.opened.connect(self._ask_price)
        self._charges.chosen.connect(self._doubt_no_more)
        self._price.entered.connect(self._enter_price)
        self._charge.entered.connect(self._enter_charge)
        self._charge.changed.connect(self._preview)
        for form in (self._price, self._charge):
            form.left.connect(self.go_back)
        for failed in (self._goods.failed, self._shares.failed, self._charges.failed):
            failed.connect(self._notice.refuse)
        self._desk.changes.changed.connect(self._follow)
        add_keys(
            self,
            ("F2", self.ask_charge),
            ("Ctrl+Return", self._enter),
            ("Ctrl+Enter", self._enter),
        )
        add_keys(self._charges.view, ("Delete", self.withdraw))

    def _doubt_no_more(self) -> None:
        self._doubted = 0

    def _enter(self) -> None:
        """Ctrl+Enter: what the form on show asks for."""
        part = self._right.currentWidget()
        if part is self._charge_pane:
            self._enter_charge()
        elif part is self._price_pane:
            self._enter_price()

    def _lay_out(self) -> None:
        self._head.add_badge(self._state)
        self._head.add_action(self._add)
        self._total = plain("", "strong", wrap=True)
        named(self._total, "receive.costs.total", _("What the goods cost"))
        named(self._share_words, "receive.costs.foretold", _("What the charge comes to"))
        goods, shares, listed = (
            Card(_("The goods")),
            Card(_("What falls upon each")),
            Card(_("Charges")),
        )
        goods.add(self._total)
        goods.add(self._goods, 1)
        shares.add(self._share_words)
        shares.add(self._shares, 1)
        listed.add(self._charges, 1)
        below = QHBoxLayout()
        below.addStretch()
        below.addWidget(self._withdraw)
        listed.body.addLayout(below)
        self._price_pane, self._charge_pane = Card(), Card()
        self._price_pane.add(self._price, 1)
        body = QVBoxLayout()
        body.addWidget(self._charge)
        self._charge_pane.add(scrolled(body), 1)
        for part in (goods, shares):
            self._left.addWidget(part)
        for part in (listed, self._price_pane, self._charge_pane):
            self._right.addWidget(part)
        self._right.setFixedWidth(_WIDE)
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        columns.addWidget(self._left, 1)
        columns.addWidget(self._right)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        rows.addWidget(self._head)
        rows.addWidget(self._notice)
        rows.addLayout(columns, 1)
