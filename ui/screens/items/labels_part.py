"""Labels of an item: numbers and labels before the goods come, and what was printed of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from lsn_desktop.storage import label_copies, scan_backs
from ui.parts.text import plain
from ui.prints.printed_labels import PrintedLabels
from ui.screens.items.numbers_ahead import NumbersAhead

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.parts.notice import Notice


class LabelsPart(QWidget):
    """Above what is printed before goods that are told apart come; below the item's own."""

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self._desk = desk
        self._item_id: int | None = None
        self._before = plain(_("Before the goods come"), "strong")
        self._ahead = NumbersAhead(desk, notice)
        self._printed = PrintedLabels(desk, "item.printed", self.print_label, narrow=True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self._before)
        rows.addWidget(self._ahead, 1)
        rows.addWidget(plain(_("Labels of the item itself"), "strong"))
        rows.addWidget(self._printed, 1)

    def tell(self, item_id: int, *, told_apart: bool) -> None:
        """Show those of another item; what is only counted is not numbered ahead."""
        self._item_id = item_id
        self._before.setVisible(told_apart)
        self._ahead.setVisible(told_apart)
        if told_apart:
            self._ahead.tell(item_id)
        self._printed.show_those(
            lambda connection: (
                label_copies.of_item(connection, item_id),
                scan_backs.of_item(connection, item_id),
            )
        )

    def print_label(self) -> None:
        """Go to Labels with the item."""
        if self._item_id is not None:
            self._desk.go("label items", self._item_id)
