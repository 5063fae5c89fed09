"""The pick list on screen: what is ordered with its bar, and the places to walk to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from lsn_desktop.domain.messages import _
from ui.dock.pick_rows import PickRow, in_words
from ui.parts.text import elided, named
from ui.parts.theme import font
from ui.parts.tokens import BODY, CONTROL_RADIUS, SMALL
from ui.tables.rows_model import Column, RowsModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.parts.theme import Theme

_HIGH = {"line": 50, "pick": 50, "short": 32}  # px
_BAR, _PAD, _TICK, _INDENT = 6, 10, 18, 14  # px
_PLACE = 128  # px, the widest a place is written
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class PickView(QListView):
    """Rows of the pick list; the marked one is taken by Enter."""

    def __init__(self, theme: Theme, name: str = "ship.picks") -> None:
        super().__init__()
        named(self, name, _("What to take, and where"))
        self._model = RowsModel([Column[PickRow](_("Take"), in_words)], theme, self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self._model, theme))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def show_rows(self, rows: Sequence[PickRow]) -> None:
        """Show these; the row that is marked stays marked while it is there."""
        marked = self.marked()
        self._model.show(rows)
        for at, row in enumerate(rows):
            if marked is not None and row.key == marked.key:
                self.setCurrentIndex(self._model.index(at, 0))

    @property
    def rows(self) -> tuple[PickRow, ...]:
        return self._model.rows

    def marked(self) -> PickRow | None:
        """The row that is marked."""
        index = self.currentIndex()
        return self._model.row(index) if index.isValid() else None

    def to_take(self) -> PickRow | None:
        """The place to take from that is marked, or else the first one."""
        marked = self.marked()
        if marked is not None and marked.kind == "pick":
            return marked
        return next((row for row in self.rows if row.kind == "pick"), None)


class _Delegate(QStyledItemDelegate):
    """Paints a row: an order's line with a bar, a place with its goods, what is missing."""

    def __init__(self, model: RowsModel[PickRow], theme: Theme) -> None:
        super().__init__(model)
        self._model, self._theme = model, theme

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(
            super().sizeHint(option, index).width(), _HIGH[self._model.row(index).kind]
        )

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = self._model.row(index)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent_on"))
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), CONTROL_RADIUS, CONTROL_RADIUS)
        box = box.adjusted(_PAD / 2, 3, -_PAD / 2, -3)
        paint = {"line": self._line, "pick": self._pick, "short": self._short}
        paint[row.kind](painter, box, row)
        painter.restore()

    def _line(self, painter: QPainter, box: QRectF, row: PickRow) -> None:
        words = box.adjusted(0, 0, 0, -_BAR - 4)
        tone = "muted" if row.done else "text"
        words.setRight(self._amount(painter, words, row, tone))
        if row.done:
            tick = self._theme.pixmap("check", "ok", _TICK)
            painter.drawPixmap(QPointF(words.left(), words.center().y() - _TICK / 2), tick)
            words.setLeft(words.left() + _TICK + 6)
        painter.setFont(font(BODY, bold=not row.done))
        painter.setPen(self._theme.colour(tone))
        name = " · ".join(filter(None, (row.name, row.detail)))
        said = elided(painter.fontMetrics(), name, int(words.width()))
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | _MIDDLE, said)
        bar = QRectF(box.left(), box.bottom() - _BAR, box.width(), _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("track"))
        painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
        if row.share > 0:
            bar.setWidth(max(_BAR, bar.width() * row.share))
            painter.setBrush(self._theme.colour("ok" if row.done else "accent"))
            painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)

    def _pick(self, painter: QPainter, box: QRectF, row: PickRow) -> None:
        box = box.adjusted(_INDENT, 0, 0, 0)
        box.setRight(self._amount(painter, box, row, "text"))
        painter.setFont(font(BODY, bold=True))
        metrics = painter.fontMetrics()
        wide = min(_PLACE, metrics.horizontalAdvance(row.place) + 2 * _PAD)
        place = QRectF(box.left(), box.center().y() - 14, wide, 28)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent_on"))
        painter.drawRoundedRect(place, CONTROL_RADIUS, CONTROL_RADIUS)
        painter.setPen(self._theme.colour("accent"))
        said = elided(metrics, row.place, int(wide - _PAD))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, said)
        box.setLeft(place.right() + _PAD)
        self._two(painter, box, row)

    def _two(self, painter: QPainter, box: QRectF, row: PickRow) -> None:
        """The lot or serial, and below it when it expires."""
        first = QRectF(box)
        if row.detail:
            first.setHeight(box.height() / 2)
            below = QRectF(first)
            below.moveTop(first.bottom())
            painter.setFont(font(SMALL))
            painter.setPen(self._theme.colour("muted"))
            said = elided(painter.fontMetrics(), row.detail, int(below.width()))
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft | _MIDDLE, said)
        painter.setFont(font(BODY))
        painter.setPen(self._theme.colour("text"))
        said = elided(painter.fontMetrics(), row.name, int(first.width()))
        painter.drawText(first, Qt.AlignmentFlag.AlignLeft | _MIDDLE, said)

    def _short(self, painter: QPainter, box: QRectF, row: PickRow) -> None:
        box = box.adjusted(_INDENT, 0, 0, 0)
        box.setRight(self._amount(painter, box, row, "attention"))
        painter.setFont(font(SMALL))
        painter.setPen(self._theme.colour("attention"))
        said = elided(painter.fontMetrics(), row.name, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | _MIDDLE, said)

    def _amount(self, painter: QPainter, box: QRectF, row: PickRow, tone: str) -> float:
        """Write how much at the right; what is left of the room."""
        painter.setFont(font(BODY, bold=row.kind == "pick"))
        painter.setPen(self._theme.colour(tone))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | _MIDDLE, row.amount)
        return box.right() - painter.fontMetrics().horizontalAdvance(row.amount) - _PAD
