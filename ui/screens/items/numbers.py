"""Numbers by which labels name an item, where they are no GTINs."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.items import ItemNumber
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import plain as plain_quantity
from lsn_desktop.services.codes import naming
from lsn_desktop.storage import catalogue, item_numbers
from lsn_desktop.storage.item_numbers import Kept
from ui.asking import ask, change
from ui.parts.choice_box import ChoiceBox
from ui.parts.code_list import CodeList
from ui.parts.empty_state import EmptyState
from ui.parts.text import named, plain
from ui.screens.items.quantity_rows import QUANTITY_WIDE
from ui.tables.rows_model import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lsn_desktop.storage.catalogue import Party
    from lsn_desktop.storage.transactions import Connection, Tx
    from ui.desk import Desk
    from ui.parts.notice import Notice


@dataclass(frozen=True, slots=True)
class _Known:
    """The numbers of an item, and whose numbers there can be."""

    kept: Sequence[Kept]
    vendors: Sequence[Party]


class OtherNumbers(QWidget):
    """Each with whose number it is and what it holds; stored at once, apart from the item."""

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self._desk, self._notice = desk, notice
        self._item_id: int | None = None
        self._unit = ""
        self._whose, self._holds = ChoiceBox(), QLineEdit("1")
        named(self._whose, "item.numbers.whose", _("Whose number it is"))
        named(self._holds, "item.numbers.holds", _("What it stands for"))
        self._holds.setFixedWidth(QUANTITY_WIDE)
        self._list: CodeList[Kept] = CodeList(
            "item.numbers",
            _("Numbers of this item"),
            (
                Column[Kept](_("Number"), lambda row: row.number.code, mono=True),
                Column[Kept](_("Whose"), self._whose_words, width=150),
                Column[Kept](_("Holds"), self._holds_words, right=True, width=100),
            ),
            desk.theme,
            EmptyState(
                desk.theme,
                "labels",
                _("Labels name it by its GTINs"),
                _("Scan a label with another number: HIBC, or the supplier's own."),
            ),
        )
        self._list.hint(_("A supplier's own number counts on that supplier's deliveries only."))
        self._list.ask_too(self._whose, 2)
        self._list.ask_too(plain(_("holds"), "muted"))
        self._list.ask_too(self._holds)
        self._list.added.connect(lambda: self.add(ItemNumber(self._list.code.text())))
        self._holds.returnPressed.connect(self._list.added)
        self._list.removed.connect(self._remove)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._list)
        self.setFocusProxy(self._list)

    def tell(self, item_id: int | None, unit: str) -> None:
        """Ask for the numbers of another item; None is one that is not stored yet."""
        if item_id != self._item_id:
            self._list.code.clear()
            self._list.say("")
        self._item_id, self._unit = item_id, unit
        if item_id is None:
            self._list.show_rows(())
            return

        def question(connection: Connection) -> _Known:
            return _Known(
                item_numbers.of_item(connection, item_id), catalogue.vendors(connection)
            )

        ask(self._desk, question, self._show, self._notice.refuse)

    def add(self, number: ItemNumber) -> None:
        """Let a number stand for the item, of whom and for how many the line says."""
        scope = str(self._whose.currentData() or "")
        kind = number.kind or ("supplier" if scope else "")
        code = number.code.strip()
        try:
            units = Fraction(self._holds.text().strip().replace(",", ".") or "1")
        except (ValueError, ZeroDivisionError):
            self._list.say(_("Write what it holds as 12 or 0.5."))
            self._holds.setFocus()
            return

        def then() -> None:
            self._list.code.clear()
            self._holds.setText("1")
            self._notice.ok(str(message("{code} is this item from now on.", code=code)))

        kept = ItemNumber(code, scope, kind)
        self._change(lambda tx, item_id: naming.add_number(tx, item_id, kept, units), then)

    def _remove(self, row: Kept) -> None:
        def then() -> None:
            words = message("{code} is this item no longer.", code=row.number.code)
            self._notice.ok(str(words))

        self._change(lambda tx, item_id: naming.drop_number(tx, item_id, row.number), then)

    def _change(self, act: Callable[[Tx, int], None], then: Callable[[], None]) -> None:
        item_id = self._item_id
        if item_id is None:
            self._list.say(_("Save the item first, then add its numbers."))
            return

        def told(_none: None) -> None:
            self._list.say("")
            then()
            self.tell(item_id, self._unit)

        change(
            self._desk,
            lambda tx: act(tx, item_id),
            told,
            lambda error: self._list.say(str(error)),
        )

    def _show(self, known: _Known) -> None:
        chosen = self._whose.currentData()
        self._whose.clear()
        self._whose.addItem(_("Everybody's"), "")
        for party in known.vendors:
            self._whose.addItem(party.name, party.code)
        self._whose.setCurrentIndex(max(0, self._whose.findData(chosen)))
        self._list.show_rows(known.kept)

    def _whose_words(self, row: Kept) -> str:
        if not row.number.scope:
            return row.number.kind or _("Everybody's")
        at = self._whose.findData(row.number.scope)
        return self._whose.itemText(at) if at >= 0 else row.number.scope

    def _holds_words(self, row: Kept) -> str:
        return f"{plain_quantity(row.units)} {self._unit}"
