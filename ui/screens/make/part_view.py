"""The part-of panel: outputs in large type with what is in each, and what hangs loose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from lsn_desktop.domain.messages import _
from ui.parts.text import elided, named
from ui.parts.theme import font
from ui.parts.tokens import BODY, CONTROL_RADIUS, SMALL
from ui.screens.make.part_rows import PartRow, in_words
from ui.tables.rows_model import Column, RowsModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.parts.theme import Theme

_HIGH = {"output": 48, "part": 30, "loose": 48, "whole": 30}  # px
_PAD, _INDENT, _EDGE = 10, 22, 4  # px
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft | _MIDDLE, Qt.AlignmentFlag.AlignRight | _MIDDLE


class PartView(QListView):
    """Enter on what is loose ties it; Delete on a part unties it."""

    untie = Signal(int)  # the tie's row number

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        named(self, "make.parts", _("What is part of what"))
        self._model = RowsModel([Column[PartRow](_("Part of"), in_words)], theme, self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self._model, theme))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    @property
    def rows(self) -> tuple[PartRow, ...]:
        return self._model.rows

    def show_rows(self, rows: Sequence[PartRow]) -> None:
        """Show these; the row that is marked stays marked while it is there."""
        marked = self.marked()
        self._model.show(rows)
        for at, row in enumerate(rows):
            if marked is not None and row.key == marked.key:
                self.setCurrentIndex(self._model.index(at, 0))

    def marked(self) -> PartRow | None:
        """The row that is marked."""
        index = self.currentIndex()
        return self._model.row(index) if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        row = self.marked()
        if event.key() == Qt.Key.Key_Delete and row is not None and row.tie_id:
            self.untie.emit(row.tie_id)
        else:
            super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    """Paints an output, the parts below it, or what is loose."""

    def __init__(self, model: RowsModel[PartRow], theme: Theme) -> None:
        super().__init__(model)
        self._model, self._theme = model, theme

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        wide = super().sizeHint(option, index).width()
        return QSize(wide, _HIGH[self._model.row(index).kind])

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row, box = self._model.row(index), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_marked = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = "accent_on" if is_marked else "attention_on" if row.kind == "loose" else ""
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(ground))
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), CONTROL_RADIUS, CONTROL_RADIUS)
        box = box.adjusted(_PAD, 2, -_PAD, -2)
        if row.kind in {"part", "whole"}:
            self._part(painter, box, row)
        else:
            self._two(painter, box, row)
        painter.restore()

    def _two(self, painter: QPainter, box: QRectF, row: PartRow) -> None:
        """Its code in bold over its name and what is said of it."""
        first, below = QRectF(box), QRectF(box)
        first.setHeight(box.height() / 2)
        below.setTop(first.bottom())
        first.setRight(self._amount(painter, first, row, bold=True))
        self._words(painter, first, row.code or row.name, "text", size=BODY, bold=True)
        said = " · ".join(filter(None, (row.name if row.code else "", row.detail)))
        tone = row.tone if row.kind == "loose" or row.tone == "refused" else "muted"
        self._words(painter, below, said, tone, size=SMALL)

    def _part(self, painter: QPainter, box: QRectF, row: PartRow) -> None:
        if row.kind == "part":
            painter.setPen(self._theme.colour("line"))
            left = int(box.left() + _EDGE)
            painter.drawLine(left, int(box.top() - _EDGE), left, int(box.bottom()))
        box = box.adjusted(_INDENT, 0, 0, 0)
        box.setRight(self._amount(painter, box, row))
        said = " · ".join(filter(None, (row.code, row.name, row.detail)))
        tone = "muted" if row.kind == "whole" else "text"
        self._words(painter, box, said, tone, size=SMALL)

    def _words(
        self,
        painter: QPainter,
        box: QRectF,
        words: str,
        tone: str,
        *,
        size: int,
        bold: bool = False,
    ) -> None:
        painter.setFont(font(size, bold=bold))
        painter.setPen(self._theme.colour(tone))
        painter.drawText(box, _LEFT, elided(painter.fontMetrics(), words, int(box.width())))

    def _amount(
        self, painter: QPainter, box: QRectF, row: PartRow, *, bold: bool = False
    ) -> float:
        """Write how much at the right; what is left of the room."""
        painter.setFont(font(BODY if bold else SMALL, bold=bold))
        painter.setPen(self._theme.colour("text"))
        painter.drawText(box, _RIGHT, row.amount)
        return box.right() - painter.fontMetrics().horizontalAdvance(row.amount) - _PAD
