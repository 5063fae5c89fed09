"""The fields of an item: what it is, and what a receipt must ask of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.items import Tracking
from lsn_desktop.domain.messages import _
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.services.office.ordering import AddItem
from ui.parts.choice_box import ChoiceBox
from ui.parts.form import Form
from ui.parts.text import named
from ui.screens.items.item_list import tracking_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LEFT = (
    *("sku", "description", "tracking", "unit", "decimals", "family", "put_away"),
    *("weight_g", "volume_ml"),
)
_PATTERNS = ("lot_pattern", "serial_pattern")
_RIGHT = (
    *("shelf_life_days", "life_on_receipt_days", "life_on_ship_days", "usable"),
    *("expiry_rule", *_PATTERNS),
)
_TEXTS = ("sku", "description", "unit", *_PATTERNS, "put_away")
_DAYS = ("shelf_life_days", "life_on_receipt_days", "life_on_ship_days")
_MEASURES = ("weight_g", "volume_ml")
_MOST_DIGITS = 9  # of a number of days or grams; more would be neither


class ItemForm(QWidget):
    """Two columns of fields; Enter in any of them asks to save."""

    edited = Signal()
    patterns_edited = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines = {name: QLineEdit() for name in (*_TEXTS, *_DAYS, *_MEASURES)}
        self._tracking, self._decimals, self._usable = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self._expiry_rule = ChoiceBox()
        self._family, self._typed_family = ChoiceBox(), QLineEdit()
        self._family.setEditable(True)
        self._family.setLineEdit(self._typed_family)
        self._family.setInsertPolicy(ChoiceBox.InsertPolicy.NoInsert)
        self._checks = {
            name: QCheckBox(words)
            for name, words in (
                ("expiry_required", _("Always has an expiry date")),
                ("hold_on_receipt", _("Held when it comes")),
                ("lot_by_supplier", _("Lots are the supplier's")),
                ("part_of", _("Each one is tied to what it goes into")),
            )
        }
        self._left, self._right = Form("item", spacing=10), Form("item.rules", spacing=10)
        self._fill_choices()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self._lines["sku"])

    def offer_families(self, families: Sequence[str]) -> None:
        """Offer these families; what is typed stays."""
        typed = self._family.currentText()
        self._family.clear()
        self._family.addItems(["", *families])
        self._family.setCurrentText(typed)

    def show_item(self, order: AddItem) -> None:
        """Show an item."""
        self.clear_complaints()
        self._family.setCurrentText(order.family)
        for name in _TEXTS:
            self._lines[name].setText(getattr(order, name))
            self._lines[name].setCursorPosition(0)
        for name in (*_DAYS, *_MEASURES):
            number = getattr(order, name)
            self._lines[name].setText("" if number is None else str(number))
        for box, value in (
            (self._tracking, order.tracking),
            (self._decimals, order.decimals),
            (self._usable, order.usable),
            (self._expiry_rule, order.expiry_rule),
        ):
            box.setCurrentIndex(max(0, box.findData(value)))
        for name, check in self._checks.items():
            check.setChecked(getattr(order, name))
        self._follow_tracking()

    @property
    def patterns(self) -> dict[str, str]:
        """The patterns of our numbers that count for what is told apart, as they are typed."""
        tracking = Tracking(self._tracking.currentData())
        counts = {"lot_pattern": tracking.by_lot, "serial_pattern": tracking.by_serial}
        return {name: self._lines[name].text().strip() for name in _PATTERNS if counts[name]}

    def say_next(self, coming: Mapping[str, str]) -> None:
        """Say below each pattern what it makes next."""
        for name, words in coming.items():
            self._right.hint(name, words)

    def typed(self) -> tuple[AddItem, dict[str, Refusal]]:
        """The item as it stands here, without GTINs, and what is no number in it."""
        wrong: dict[str, Refusal] = {}
        numbers: dict[str, int | None] = {}
        for name in (*_DAYS, *_MEASURES):
            try:
                numbers[name] = _number(self._lines[name].text())
            except Refusal as refused:
                wrong[name], numbers[name] = refused, None
        order = AddItem(
            sku=self._lines["sku"].text(),
            description=self._lines["description"].text(),
            tracking=Tracking(self._tracking.currentData()),
            unit=self._lines["unit"].text(),
            decimals=int(self._decimals.currentData()),
            shelf_life_days=numbers["shelf_life_days"],
            life_on_receipt_days=numbers["life_on_receipt_days"],
            life_on_ship_days=numbers["life_on_ship_days"],
            expiry_rule=str(self._expiry_rule.currentData()),
            part_of=self._checks["part_of"].isChecked(),
            expiry_required=self._checks["expiry_required"].isChecked(),
            hold_on_receipt=self._checks["hold_on_receipt"].isChecked(),
            lot_by_supplier=self._checks["lot_by_supplier"].isChecked(),
            usable=str(self._usable.currentData()),
            lot_pattern=self._lines["lot_pattern"].text(),
            serial_pattern=self._lines["serial_pattern"].text(),
            family=self.family,
            put_away=self._lines["put_away"].text(),
            weight_g=numbers["weight_g"],
            volume_ml=numbers["volume_ml"],
        )
        return order, wrong

    @property
    def family(self) -> str:
        """The family as it is typed, or as it is written where it is known already."""
        typed = self._family.currentText().strip()
        at = self._family.findText(typed, Qt.MatchFlag.MatchFixedString)
        return self._family.itemText(at) if at >= 0 else typed

    @property
    def unit(self) -> str:
        """The unit as it is typed."""
        return self._lines["unit"].text().strip()

    def state(self) -> tuple[object, ...]:
        """What stands in the fields, to be compared with what stood there."""
        return (
            *(line.text() for line in self._lines.values()),
            *(box.currentText() for box in self._boxes()),
            *(check.isChecked() for check in self._checks.values()),
        )

    def complain(self, wrong: Mapping[str, Refusal]) -> None:
        """Say at each field what is wrong with it, and go to the first."""
        self.clear_complaints()
        for form, names in ((self._right, _RIGHT), (self._left, _LEFT)):
            for name in reversed(names):
                if name in wrong:
                    form.complain(name, str(wrong[name]))

    def clear_complaints(self) -> None:
        """Nothing is wrong, or not known yet."""
        self._left.clear_complaints()
        self._right.clear_complaints()

    def _boxes(self) -> tuple[ChoiceBox, ...]:
        return (
            self._tracking, self._decimals, self._usable, self._expiry_rule, self._family,
        )  # fmt: skip

    def _fill_choices(self) -> None:
        for tracking in Tracking:
            self._tracking.addItem(_capital(tracking_words(tracking)), tracking)
        self._tracking.setCurrentIndex(self._tracking.findData(Tracking.LOT))
        self._decimals.addItem(_("Whole"), 0)
        for decimals in range(1, 7):
            self._decimals.addItem(f"0.{'1'.zfill(decimals)}", decimals)
        self._usable.addItem(_("Through its expiry day"), "through")
        self._usable.addItem(_("Until the day before"), "until")
        self._expiry_rule.addItem(_("By shelf life"), "shelf life")
        self._expiry_rule.addItem(_("By its parts"), "earliest component")
        self._expiry_rule.addItem(_("By the earlier"), "earlier")

    def _connect(self) -> None:
        for line in self._lines.values():
            line.textEdited.connect(self.edited)
            line.returnPressed.connect(self.entered)
        for box in self._boxes():
            box.activated.connect(self.edited)
        self._tracking.currentIndexChanged.connect(self._follow_tracking)
        for name in _PATTERNS:
            self._lines[name].textEdited.connect(self.patterns_edited)
        self._typed_family.textEdited.connect(self.edited)
        self._typed_family.returnPressed.connect(self.entered)
        for check in self._checks.values():
            check.clicked.connect(self.edited)

    def _follow_tracking(self) -> None:
        for name in _PATTERNS:
            self._right.offer(name, on=name in self.patterns)
        self.patterns_edited.emit()

    def _lay_out(self) -> None:
        lines = self._lines
        self._left.add("sku", _("SKU"), lines["sku"])
        self._left.add("description", _("Description"), lines["description"])
        self._left.add("tracking", _("Told apart"), self._tracking)
        self._left.add("unit", _("Counted in"), lines["unit"])
        self._left.add("decimals", _("Counted to"), self._decimals)
        self._left.add("family", _("Family"), self._family)
        self._left.add("put_away", _("Usual place"), lines["put_away"])
        self._left.add("weight_g", _("Weight in g"), lines["weight_g"])
        self._left.add("volume_ml", _("Volume in ml"), lines["volume_ml"])
        self._left.beside("weight_g", "volume_ml")
        self._right.add("shelf_life_days", _("Shelf life in days"), lines["shelf_life_days"])
        self._right.add(
            "life_on_receipt_days",
            _("Days left on receipt"),
            lines["life_on_receipt_days"],
        )
        self._right.beside("shelf_life_days", "life_on_receipt_days")
        self._right.add("life_on_ship_days", _("Left when shipped"), lines["life_on_ship_days"])
        self._right.add("expiry_rule", _("Once made, expires"), self._expiry_rule)
        self._right.beside("life_on_ship_days", "expiry_rule")
        self._right.add("usable", _("May be used"), self._usable)
        self._right.add("lot_pattern", _("Pattern of our lots"), lines["lot_pattern"])
        self._right.add("serial_pattern", _("Pattern of our serials"), lines["serial_pattern"])
        lines["put_away"].setPlaceholderText(_("Where there is room"))
        for name in _PATTERNS:
            lines[name].setPlaceholderText(_("As the settings say"))
        lines["unit"].setPlaceholderText("pcs")
        self._typed_family.setPlaceholderText(_("None"))
        named(self._typed_family, "item.family.typed", _("Family"))
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self._right)
        for name, check in self._checks.items():
            named(check, f"item.{name}", check.text())
            right.addWidget(check)
        right.addStretch()
        left = QVBoxLayout()
        left.addWidget(self._left)
        left.addStretch()
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(24)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)


def _number(text: str) -> int | None:
    """A whole number; nothing typed is none.

    Raises:
        Refusal: it is no number.
    """
    text = text.strip()
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS:
        return int(text)
    raise refusal("{text} is no whole number.", "Write it as 30, or leave it empty.", text=text)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
