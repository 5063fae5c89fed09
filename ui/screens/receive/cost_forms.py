"""Money typed on a posted receipt: a price of goods, or a charge upon them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.costing import BASES, KINDS
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.domain.typed_days import days_typed
from lsn_desktop.program import new_uid
from lsn_desktop.services.costs.charging import AddCharge
from lsn_desktop.services.costs.pricing import Exchange, SetPrice
from ui.parts import money
from ui.parts.buttons import primary, quiet
from ui.parts.choice_box import ChoiceBox
from ui.parts.form import Form
from ui.parts.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from lsn_desktop.services.costs.cost_rows import GoodsCost

_ALL, _ONE = "all", "one"


class MoneyForm(QWidget):
    """An amount in our currency or a foreign one. Enter goes on, Ctrl+Enter is the button."""

    entered = Signal()
    changed = Signal()
    left = Signal()

    def __init__(self, name: str, says: str, act: str) -> None:
        super().__init__()
        self.form = Form(name, spacing=8)
        self.amount, self._currency = QLineEdit(), QLineEdit()
        self._rate, self._on = QLineEdit(), QLineEdit()
        self._ours = ""
        self._today: date | None = None
        self._title = plain("", "section", wrap=True)
        self._act = primary(f"{name}.enter", act, self.entered.emit)
        self._leave = quiet(f"{name}.leave", _("Cancel (Esc)"), self.left.emit)
        self._above()
        self.form.add("amount", says, self.amount)
        self.form.add("currency", _("Currency"), self._currency)
        self.form.beside("amount", "currency")
        self.form.add("rate", _("Worth of one in ours"), self._rate)
        self.form.add("on", _("On the day"), self._on)
        self.form.beside("rate", "on")
        self._below()
        self._lay_out()

    def begin_with(self, currency: str, today: date) -> None:
        """Nothing typed yet, in the company's currency."""
        self._ours, self._today = currency, today
        for line in self.findChildren(QLineEdit):
            line.clear()
        self._currency.setText(currency)
        self._on.setText(today.isoformat())
        self.form.clear_complaints()
        self._follow_currency()

    def take(self) -> tuple[Decimal, Exchange | None]:
        """The amount, and the foreign currency it is in.

        Raises:
            Refusal: something is missing, or no number or day; said below the field, too.
        """
        self.form.clear_complaints()
        amount = self._number("amount", self.amount)
        if not self._is_foreign:
            return amount, None
        rate = self._number("rate", self._rate)
        today = self._today
        days = days_typed(self._on.text().strip(), today) if today else ()
        if len(days) != 1:
            raise self._wrong(
                "on",
                refusal(
                    "{text} is no day.", "Type it as 2026-12-31.",
                    text=self._on.text().strip()[:40] or "-",
                ),
            )  # fmt: skip
        return amount, Exchange(self._currency.text(), rate, days[0])

    @property
    def is_begun(self) -> bool:
        """Whether an amount is typed."""
        return bool(self.amount.text().strip())

    def _above(self) -> None:
        """Fields before the amount."""

    def _below(self) -> None:
        """Fields after it."""

    @property
    def _is_foreign(self) -> bool:
        typed = self._currency.text().strip().upper()
        return bool(typed) and typed != self._ours

    def _number(self, name: str, line: QLineEdit) -> Decimal:
        try:
            return money.typed(line.text())
        except Refusal as refused:
            raise self._wrong(name, refused) from None

    def _wrong(self, name: str, refused: Refusal) -> Refusal:
        self._complaint = (name, str(refused))
        return refused

    def complain(self) -> None:
        """Say below its field what :meth:`take` found wrong, and go there."""
        name, words = self._complaint
        self.form.complain(name, words)

    def _follow_currency(self) -> None:
        for name in ("rate", "on"):
            self.form.offer(name, on=self._is_foreign)

    def _lay_out(self) -> None:
        self._complaint = ("amount", "")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._act)
        buttons.addWidget(self._leave)
        buttons.addStretch()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addWidget(self._title)
        rows.addWidget(self.form)
        rows.addLayout(buttons)
        rows.addStretch()
        self._currency.textChanged.connect(self._follow_currency)
        for line in self.findChildren(QLineEdit):
            line.textChanged.connect(self.changed)
            line.returnPressed.connect(self._go_on)
        for box in self.findChildren(ChoiceBox):
            box.currentIndexChanged.connect(self.changed)
        self.setFocusProxy(self.amount)

    def _go_on(self) -> None:
        self.focusNextChild()


class PriceForm(MoneyForm):
    """What one of a lot cost, or of all the item on the receipt. Enter in it is enough."""

    def __init__(self) -> None:
        self._scope = ChoiceBox()
        self._row: GoodsCost | None = None
        super().__init__("receive.price", _("Price of one"), _("Keep (Enter)"))

    def begin(self, row: GoodsCost, lots: int, currency: str, today: date) -> None:
        """Ask for the price of a row; ``lots`` of its item came."""
        self._row = row
        self.begin_with(currency, today)
        name = f"{row.description} {row.code}".strip()
        self._title.setText(str(message("What {item} cost", item=name)))
        if row.each is not None:
            self.amount.setText(f"{row.each:f}")
            self.amount.selectAll()
        self._scope.clear()
        if lots > 1:
            words = message("All {count} of {item}", count=lots, item=row.description)
            self._scope.addItem(str(words), _ALL)
        self._scope.addItem(
            str(message("Only {code}", code=row.code)) if row.code else row.description, _ONE
        )
        if row.each is not None:
            self._scope.setCurrentIndex(self._scope.findData(_ONE))
        self.form.offer("scope", on=lots > 1)
        self.form.hint("amount", str(message("per {unit}", unit=row.unit)))
        self.amount.setFocus()

    def order(self, document_id: int) -> SetPrice:
        """What was typed.

        Raises:
            Refusal: it is no price.
        """
        row = self._row
        assert row is not None  # noqa: S101 - the form is shown for a row
        price, exchange = self.take()
        lsn = row.lsn_id if self._scope.currentData() == _ONE else None
        return SetPrice(document_id, row.item_id, price, lsn, exchange)

    def _below(self) -> None:
        self.form.add("scope", _("For"), self._scope)

    def _go_on(self) -> None:
        if self._is_foreign and self.sender() is not self._on:
            self.focusNextChild()
        else:
            self.entered.emit()


class ChargeForm(MoneyForm):
    """Freight, duty and the like: how much, and what it is spread by."""

    def __init__(self) -> None:
        self._kind, self._basis, self._from = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self._also, self._note = QLineEdit(), QLineEdit()
        self._uid = ""
        super().__init__("receive.charge", _("Amount"), _("Add it (Ctrl+Enter)"))

    def begin(self, currency: str, today: date) -> None:
        """Ask for a new charge."""
        self._uid = new_uid()
        self._title.setText(_("A charge upon these goods"))
        self.begin_with(currency, today)
        self.amount.setFocus()

    def offer(self, payees: Sequence[tuple[int, str]]) -> None:
        """Who may ask the money."""
        chosen = self._from.currentData()
        self._from.clear()
        self._from.addItem(_("Nobody in particular"), None)
        for party_id, name in payees:
            self._from.addItem(name, party_id)
        self._from.setCurrentIndex(max(0, self._from.findData(chosen)))

    def order(self, document_id: int) -> tuple[AddCharge, tuple[str, ...]]:
        """What was typed and chosen, and the numbers of the other receipts it is upon.

        Raises:
            Refusal: it is no amount.
        """
        amount, exchange = self.take()
        order = AddCharge(
            self._uid,
            (document_id,),
            str(self._kind.currentData()),
            str(self._basis.currentData()),
            amount,
            exchange,
            self._from.currentData(),
            self._note.text(),
        )
        return order, tuple(self._also.text().replace(",", " ").split())

    def _above(self) -> None:
        for kind in KINDS:
            self._kind.addItem(_(money.KINDS[kind]), kind)
        for basis in BASES:
            self._basis.addItem(_(money.BASES[basis]), basis)
        self.form.add("kind", _("For"), self._kind)
        self.form.add("basis", _("Spread"), self._basis)
        self.form.beside("kind", "basis")

    def _below(self) -> None:
        self.form.add("from", _("Asked by"), self._from)
        self.form.add("also", _("Also upon receipts"), self._also)
        self._also.setPlaceholderText(_("RC-00012, RC-00013"))
        self.form.add("note", _("Note"), self._note)
