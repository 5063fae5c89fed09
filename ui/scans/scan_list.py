"""The scans of a dock page, newest first; what can be undone says so in its row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
)

from lsn_desktop.domain.messages import _
from ui.parts.text import named, plain
from ui.parts.tokens import BODY, SCAN_ROW
from ui.scans.scan_banner import TONES
from ui.tables.rows_model import Column, RowsModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent, QPainter

    from ui.parts.theme import Theme
    from ui.scans.scan_words import ScanRow

_WORDS, _LOT, _QUANTITY, _UNDO = 1, 2, 3, 5  # columns


class ScanList(QTableView):
    """Every scan as a row with its own status; nothing is dropped or merged.

    ``nothing`` is what it says while it is empty.
    ``undo`` is told by a click on Undo, or by Delete on the row that is selected.
    """

    undo = Signal(str)  # the key of the row

    def __init__(
        self, theme: Theme, name: str = "receive.scan_list", nothing: str = ""
    ) -> None:
        super().__init__()
        named(self, name, _("Last scans, newest first"))
        self.setProperty("role", "scans")
        self._model = RowsModel(_columns(), theme, self)
        self.setModel(self._model)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)  # Tab goes on to what stands beside it
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(SCAN_ROW)
        self.setItemDelegateForColumn(_WORDS, _Overflow(self))
        self._set_widths()
        self._nothing = plain(nothing, "muted", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        QVBoxLayout(self.viewport()).addWidget(self._nothing)
        for told in (self._model.modelReset, self._model.rowsInserted):
            told.connect(self._say_nothing)
        self._say_nothing()
        self.clicked.connect(self._clicked)

    def show_scans(self, rows: Sequence[ScanRow]) -> None:
        """Replace the list, newest first."""
        self._model.show(rows)

    def add(self, row: ScanRow) -> None:
        """Put the newest scan on top."""
        self._model.prepend(row)
        self.scrollToTop()

    def change(self, row: ScanRow) -> None:
        """Show a scan's new state (undone, say) in its place."""
        for at, shown in enumerate(self._model.rows):
            if shown.key == row.key:
                self._model.replace(at, row)

    @property
    def rows(self) -> tuple[ScanRow, ...]:
        return self._model.rows

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Delete and self.currentIndex().isValid():
            self._ask_undo(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == _UNDO:
            self._ask_undo(index)

    def _ask_undo(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if row.can_undo:
            self.undo.emit(row.key)

    def _say_nothing(self) -> None:
        self._nothing.setVisible(not self._model.rowCount())

    def _set_widths(self) -> None:
        header = self.horizontalHeader()
        header.setMinimumSectionSize(SCAN_ROW)
        for at, column in enumerate(self._model.columns):
            if column.width:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Fixed)
                self.setColumnWidth(at, column.width)
            else:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)


class _Overflow(QStyledItemDelegate):
    """Words of a scan that has no lot, "Unknown code 4006381333931", use its place too."""

    def __init__(self, view: ScanList) -> None:
        super().__init__(view)
        self._view = view

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        wide = QStyleOptionViewItem(option)
        for column in (_LOT, _QUANTITY):
            if index.sibling(index.row(), column).data():
                break
            wide.rect = wide.rect.adjusted(0, 0, self._view.columnWidth(column), 0)
        super().paint(painter, wide, index)


def _columns() -> list[Column[ScanRow]]:
    return [
        Column("", lambda _row: "", icon=lambda row: row.kind, tone=_tone, width=30),
        Column(_("What"), lambda row: row.words, size=BODY),
        Column(_("Lot"), lambda row: row.lot, mono=True, size=BODY, width=120),
        Column(_("Quantity"), lambda row: row.quantity, right=True, size=BODY, width=60),
        Column(
            _("Time"), lambda row: row.time, right=True, tone=lambda _row: "muted", width=72
        ),
        Column(
            "",
            lambda row: _("Undo") if row.can_undo else "",
            right=True,
            tone=lambda _row: "accent",
            width=52,
        ),
    ]


def _tone(row: ScanRow) -> str:
    return TONES[row.kind]
