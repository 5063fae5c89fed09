"""Find an item as its name is typed: a field, and the few that match below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget

from lsn_desktop.domain.messages import _
from lsn_desktop.storage import catalogue
from ui.parts.text import named
from ui.tasks import Asked

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from lsn_desktop.domain.items import Item
    from ui.desk import Desk

_MOST, _ROW = 4, 32  # matches shown; px


class ItemSearch(QObject):
    """Enter takes the match that is marked, the first unless the arrows went elsewhere."""

    chosen = Signal(object)  # the Item

    def __init__(self, desk: Desk, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked = Asked()
        self._found: list[Item] = []
        self._take_first = False
        self.item: Item | None = None
        self.edit = QLineEdit()
        named(self.edit, name, _("Item"))
        self.edit.setPlaceholderText(_("Item: name, SKU or GTIN"))
        self.matches = QListWidget()
        named(self.matches, f"{name}.matches", _("Items that match"))
        self.matches.setProperty("role", "matches")
        self.matches.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.matches.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.matches.setUniformItemSizes(True)
        self.matches.hide()
        self.edit.textEdited.connect(self._look)
        self.edit.returnPressed.connect(self._take)
        self.edit.installEventFilter(self)
        self.matches.itemClicked.connect(lambda _clicked: self._take())

    def clear(self) -> None:
        """Begin anew, with nothing typed."""
        self._asked.cancel()
        self.item, self._take_first = None, False
        self.edit.clear()
        self._show([])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.KeyPress and self._found:
            key: QKeyEvent = event  # type: ignore[assignment]
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(key.key()), 0)
            if step:
                row = self.matches.currentRow() + step
                self.matches.setCurrentRow(row % self.matches.count())
                return True
        return super().eventFilter(watched, event)

    def _look(self, typed: str) -> None:
        self.item, self._take_first = None, False
        self._asked.cancel()
        if not typed.strip():
            self._show([])
            return
        database = self._desk.program.database

        def find() -> list[Item]:
            with database.reading() as connection:
                return catalogue.find_items(connection, typed, _MOST)

        self._asked = self._desk.lanes.read(find, self._show, self._not_found)

    def _show(self, found: list[Item]) -> None:
        self._found = found
        self.matches.clear()
        for item in found:
            self.matches.addItem(f"{item.description}   {item.sku}")
        self.matches.setCurrentRow(0)
        self.matches.setFixedHeight(_ROW * max(1, len(found)) + 2)
        self.matches.setVisible(bool(found))
        if self._take_first:
            self._take()

    def _not_found(self, _error: Exception) -> None:
        self._show([])

    def _take(self) -> None:
        """Enter, perhaps before the answer is here: then it takes the first of it."""
        if self.item is not None:
            self.chosen.emit(self.item)
        elif self._found:
            self.item = self._found[max(0, self.matches.currentRow())]
            self._found = []
            self.edit.setText(self.item.description)
            self.matches.hide()
            self.chosen.emit(self.item)
        else:
            self._take_first = bool(self.edit.text().strip())
