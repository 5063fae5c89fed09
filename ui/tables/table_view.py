"""The view inside a table: whole rows, keyboard first, nothing a scanner's keys could start."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTableView

from ui.parts.tokens import TABLE_ROW

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QAbstractItemModel, QItemSelectionRange
    from PySide6.QtGui import QKeyEvent

    from ui.tables.rows_model import Index

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class TableView(QTableView):
    """Rows 40 high. Enter opens, letters go to Find, Ctrl+Insert copies.

    Ctrl+C is left alone: scanners send it for ETX.
    """

    opened = Signal(QModelIndex)
    typed = Signal(str)
    end_wanted = Signal()  # the last row there is, however far down
    copy_wanted = Signal()
    filter_wanted = Signal()  # by the column one is in

    def __init__(self, model: QAbstractItemModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(TABLE_ROW)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(True)
        self.setTabKeyNavigation(False)
        self.doubleClicked.connect(self.opened)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in _ENTER:
            self.opened.emit(self.currentIndex())
        elif event.text().isprintable() and event.text() and not event.modifiers() & _COMMANDS:
            self.typed.emit(event.text())
        elif event.key() == Qt.Key.Key_Insert and event.modifiers() & _COMMANDS:
            self.copy_wanted.emit()
        elif event.key() == Qt.Key.Key_C:
            event.ignore()
        elif event.key() == Qt.Key.Key_F and event.modifiers() & _COMMANDS:
            self.filter_wanted.emit()
        elif event.key() == Qt.Key.Key_Home:
            self.go_to(0)
        elif event.key() == Qt.Key.Key_End:
            self.end_wanted.emit()
        else:
            super().keyPressEvent(event)

    def go_to(self, row: int) -> None:
        """Select a row and bring it into view."""
        column = max(0, self.currentIndex().column())
        index = self.model().index(row, column)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def rows_in_sight(self) -> tuple[int, int]:
        """The first and the last row that can be seen, and a page around them."""
        height = self.viewport().height()
        page = height // TABLE_ROW + 1
        first = max(0, self.rowAt(0))
        return max(0, first - page), first + 2 * page

    def selected(self) -> list[int]:
        """Where the selected rows stand, from the top."""
        chosen = cast("Iterable[QItemSelectionRange]", self.selectionModel().selection())
        return sorted({at for part in chosen for at in range(part.top(), part.bottom() + 1)})

    def selectionCommand(  # noqa: N802 - Qt's name
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """A press below the last row changes nothing: Enter would still open the row."""
        if event is not None and not index.isValid():
            return QItemSelectionModel.SelectionFlag.NoUpdate
        return super().selectionCommand(index, event)
