"""What many serials have in common, and the line in which they are written or pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.typed_days import days_typed, in_words
from lsn_desktop.services.receipts.receiving_serials import Goods
from ui.asking import ask
from ui.dock.dock_words import expires
from ui.parts.buttons import quiet
from ui.parts.item_search import ItemSearch
from ui.parts.text import named, plain
from ui.parts.theme import restyle
from ui.screens.receive import serial_list
from ui.tasks import Asked

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from lsn_desktop.domain.items import Item
    from ui.desk import Desk

_PAUSE = 120  # ms without a key before what is written is read
_HEIGHT = 66  # px: two lines, and the third begun
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SerialEntry(QWidget):
    """Item, lot and expiry once; then serials, line by line or a whole column pasted."""

    written = Signal(str, bool)  # the text, and whether its lines stand as they are
    goods_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._asked = desk, Asked()
        self._search = ItemSearch(desk, "receive.serials.item", self)
        self._search.edit.setPlaceholderText(_("Item name or code"))
        self._lot, self._expiry = QLineEdit(), QLineEdit()
        named(self._lot, "receive.serials.lot", _("Lot"))
        self._lot.setPlaceholderText(_("Lot, empty: ours"))
        named(self._expiry, "receive.serials.expiry", _("Expiry"))
        self._expiry.setPlaceholderText(_("Expiry"))
        self._text = SerialText()
        self._as_cells = QCheckBox(_("Pasted lines are serials as they stand, no ranges"))
        named(self._as_cells, "receive.serials.as_cells", self._as_cells.text())
        self._as_cells.setChecked(True)
        self._add = quiet("receive.serials.add", _("Add to the list (Enter)"), self._enter)
        self._below = plain("", "muted", wrap=True)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self.setFocusProxy(self._search.edit)
        self._lay_out()
        self._connect()
        self._say("")

    @property
    def item(self) -> Item | None:
        """The item chosen."""
        return self._search.item

    def goods(self) -> Goods | None:
        """What the serials are of; None, and said why, until that is right."""
        item = self._search.item
        if item is None:
            return None
        typed = self._expiry.text().strip()
        days = days_typed(typed, self._desk.station.by().on)
        if typed and len(days) != 1:
            words = message("{text} is no day. Type it as 2026-12-31.", text=typed[:40])
            self._say(str(words), wrong=True)
            return None
        lot = self._lot.text().strip() if item.tracking.by_lot else ""
        return Goods(item.id, lot, days[0] if days else None)

    def go_to_serials(self) -> None:
        """Let the next key be of a serial."""
        (self._text if self._search.item else self._search.edit).setFocus()

    def clear(self) -> None:
        """Take away what was written: it is in the list."""
        self._text.clear()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._search.edit, 14)
        row.addWidget(self._lot, 9)
        row.addWidget(self._expiry, 9)
        self._text.setFixedHeight(_HEIGHT)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._as_cells)
        below.addStretch()
        below.addWidget(self._add)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(row)
        rows.addWidget(self._search.matches)
        rows.addWidget(self._text)
        rows.addWidget(self._below)
        rows.addLayout(below)

    def _connect(self) -> None:
        self._search.chosen.connect(self._item_chosen)
        self._search.edit.textEdited.connect(lambda _text: self.goods_changed.emit())
        for edit in (self._lot, self._expiry):
            edit.editingFinished.connect(self.goods_changed)
            edit.returnPressed.connect(self._text.setFocus)
        self._expiry.textEdited.connect(self._say_day)
        self._text.textChanged.connect(self._pause.start)
        self._text.entered.connect(self._enter)
        self._text.pasted.connect(self._paste)
        self._pause.timeout.connect(self._ask_preview)

    def _item_chosen(self, item: Item) -> None:
        self._lot.setVisible(item.tracking.by_lot)
        if item.tracking.by_serial:
            self._say(f"{item.description} · {item.sku}")
            (self._lot if item.tracking.by_lot else self._text).setFocus()
        else:
            words = message("{item} has no serials.", item=item.description)
            self._say(str(words), wrong=True)
        self.goods_changed.emit()

    def _say_day(self, text: str) -> None:
        today = self._desk.station.by().on
        days = days_typed(text.strip(), today)
        self._say(f"{in_words(days[0])} · {expires(days[0], today)}" if len(days) == 1 else "")

    def _ask_preview(self) -> None:
        text, item, on = self._text.toPlainText(), self.item, self._desk.station.by().on
        self._asked.cancel()
        self._asked = ask(
            self._desk,
            lambda connection: serial_list.preview(connection, item, on, text),
            self._show_preview,
            lambda error: self._say(str(error), wrong=True),
        )

    def _show_preview(self, told: tuple[str, bool]) -> None:
        words, well = told
        self._say(words, wrong=not well)

    def _say(self, words: str, *, wrong: bool = False) -> None:
        hint = _("1,2,4-7 · A001-A050 · 40+4: 40 and the next four · ~+5: our next five")
        self._below.setText(words or hint)
        self._text.setAccessibleDescription(words or hint)
        restyle(self._below, role="error" if wrong else "muted")

    def _enter(self) -> None:
        self._pause.stop()
        if text := self._text.toPlainText().strip():
            self.written.emit(text, False)  # noqa: FBT003 - a signal's

    def _paste(self, text: str) -> None:
        self.written.emit(text, self._as_cells.isChecked())


class SerialText(QPlainTextEdit):
    """Enter hands it over; a pasted column goes past it, straight into the list."""

    entered = Signal()
    pasted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        named(self, "receive.serials.text", _("Serials"))
        self.setPlaceholderText(_("Serials, or a column pasted from a spreadsheet"))
        self.setTabChangesFocus(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in _ENTER and not event.modifiers():
            self.entered.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_text(QApplication.clipboard().text())
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        self.paste_text(source.text())

    def paste_text(self, text: str) -> None:
        """Take a text as from the clipboard: a column goes into the list."""
        if "\n" in text.strip() or "\t" in text.strip():
            self.pasted.emit(text)
        else:
            self.insertPlainText(text)
