"""What waits where goods come in: which, how many, until when, and where to put it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from lsn_desktop.domain.messages import _, message
from lsn_desktop.services.moves import moving
from ui.dock import dock_words
from ui.parts.text import elided, named, plain
from ui.parts.theme import font
from ui.parts.tokens import BODY, CONTROL_RADIUS, SMALL
from ui.tables.rows_model import Column, RowsModel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QKeyEvent

    from ui.parts.theme import Theme
    from ui.screens.move.facts import Waiting

_ROW, _PAD = 60, 12  # px
_TAIL = 5  # digits of an SSCC that people say
_VERTICALLY = Qt.AlignmentFlag.AlignVCenter
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WaitingList(QListView):
    """Goods to put away, the first to expire first; a click or Enter takes one up."""

    chosen = Signal(object)  # the Waiting

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        named(self, "move.waiting", _("To put away"))
        self._today: date | None = None
        self._model = RowsModel([Column(_("Goods"), self.in_words)], theme, self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self, self._model, theme))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = plain(
            _("Nothing waits: all that came is put away."), "muted", wrap=True
        )
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        QVBoxLayout(self.viewport()).addWidget(self._nothing)
        self.clicked.connect(lambda index: self.chosen.emit(self._model.row(index)))

    def show_waiting(self, rows: Sequence[Waiting], today: date) -> None:
        """Replace the list."""
        self._today = today
        self._model.show(rows)
        self._nothing.setVisible(not rows)

    @property
    def rows(self) -> tuple[Waiting, ...]:
        return self._model.rows

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in _ENTER and self.currentIndex().isValid():
            self.chosen.emit(self._model.row(self.currentIndex()))
        else:
            super().keyPressEvent(event)

    def in_words(self, row: Waiting) -> str:
        """The goods as a screen reader says them."""
        where = message("put into {place}", place=row.place) if row.place else ""
        parts = (row.goods.item, self.below(row), _amount(row), str(where))
        return ", ".join(part for part in parts if part)

    def below(self, row: Waiting) -> str:
        """The lot, its expiry and where it stands."""
        parts = [row.goods.code]
        if row.goods.expiry is not None and self._today is not None:
            parts.append(dock_words.expires(row.goods.expiry, self._today))
        parts.append(row.goods.place)
        if row.goods.sscc:
            parts.append(f"…{row.goods.sscc[-_TAIL:]}")
        return " · ".join(part for part in parts if part)


def _amount(row: Waiting) -> str:
    return moving.amount(row.goods, row.goods.on_hand)


class _Delegate(QStyledItemDelegate):
    """Paints two lines: the goods and how many; lot and expiry, and where to."""

    def __init__(self, view: WaitingList, model: RowsModel[Waiting], theme: Theme) -> None:
        super().__init__(model)
        self._view, self._model, self._theme = view, model, theme

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(super().sizeHint(option, index).width(), _ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = self._model.row(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option)
        box = QRectF(option.rect).adjusted(_PAD, 6, -_PAD, -6)
        above = QRectF(box.left(), box.top(), box.width(), box.height() / 2)
        below = above.translated(0, box.height() / 2)
        self._paint_line(painter, above, (row.goods.item, _amount(row)), BODY, "text")
        place = f"> {row.place}" if row.place else ""
        self._paint_line(painter, below, (self._view.below(row), place), SMALL, "muted")
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        state = option.state
        pointed = QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus
        chosen = state & QStyle.StateFlag.State_Selected and state & pointed
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent_on"))
            painter.drawRoundedRect(QRectF(option.rect), CONTROL_RADIUS, CONTROL_RADIUS)

    def _paint_line(
        self, painter: QPainter, box: QRectF, words: tuple[str, str], size: int, tone: str
    ) -> None:
        left, right = words
        painter.setFont(font(size, bold=tone == "muted"))
        painter.setPen(self._theme.colour("accent" if tone == "muted" else tone))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | _VERTICALLY, right)
        taken = painter.fontMetrics().horizontalAdvance(right) + _PAD if right else 0
        painter.setFont(font(size))
        painter.setPen(self._theme.colour(tone))
        name = elided(painter.fontMetrics(), left, int(box.width()) - taken)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | _VERTICALLY, name)
