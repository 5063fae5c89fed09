"""What is left to do: each line of the order with how much of it came."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from lsn_desktop.domain.messages import _, message
from ui.parts.text import elided, named, quantity_text
from ui.parts.theme import font
from ui.parts.tokens import BODY, CONTROL_RADIUS, SMALL
from ui.scans.scan_words import ExpectedLine
from ui.tables.rows_model import Column, RowsModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.parts.theme import Theme

_ROW, _BAR, _PAD, _TICK = 56, 8, 12, 18  # px
_VERTICALLY = Qt.AlignmentFlag.AlignVCenter


class ExpectedLines(QListView):
    """The lines of an order, each with a bar; more than was asked for says how much."""

    def __init__(self, theme: Theme, name: str = "receive.expected_lines") -> None:
        super().__init__()
        named(self, name, _("Expected lines"))
        self._model = RowsModel([Column[ExpectedLine](_("Line"), in_words)], theme, self)
        self.setModel(self._model)
        self.setItemDelegate(_LineDelegate(self._model, theme))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def show_lines(self, lines: Sequence[ExpectedLine]) -> None:
        """Show these lines; the same lines with other quantities keep their place."""
        keys = [line.key for line in lines]
        if keys != [shown.key for shown in self._model.rows]:
            self._model.show(lines)
            return
        for at, line in enumerate(lines):
            if line != self._model.rows[at]:
                self._model.replace(at, line)

    def keys(self) -> list[str]:
        """The keys of the lines on show, from top to bottom."""
        return [line.key for line in self._model.rows]

    def marked(self) -> str | None:
        """The key of the line that is marked."""
        index = self.currentIndex()
        return self._model.row(index).key if index.isValid() else None

    def bring_into_view(self, key: str) -> None:
        """Scroll to a line, so that the one just scanned is seen."""
        for at, line in enumerate(self._model.rows):
            if line.key == key:
                self.scrollTo(self._model.index(at, 0))


def in_words(line: ExpectedLine) -> str:
    """The line as a screen reader says it."""
    if line.expected is None:
        return f"{line.name}: {_count(line)}"
    words = message(
        "{item}: {done} of {expected} {unit}",
        item=line.name,
        done=quantity_text(line.done),
        expected=quantity_text(line.expected),
        unit=line.unit,
    )
    over = over_words(line)
    return f"{words} {over}".strip() if over else str(words).strip()


def over_words(line: ExpectedLine) -> str:
    """How much more came than was asked for, or nothing."""
    over = line.done - line.expected if line.expected is not None else Decimal(0)
    return str(message("{count} over", count=quantity_text(over))) if over > 0 else ""


def tone(line: ExpectedLine) -> str:
    """Under way, just right, or too much."""
    if line.expected is None:
        return "accent"
    if line.done > line.expected:
        return "attention"
    return "ok" if line.done == line.expected else "accent"


def _count(line: ExpectedLine) -> str:
    of = "" if line.expected is None else f" / {quantity_text(line.expected)}"
    return f"{quantity_text(line.done)}{of} {line.unit}".strip()


class _LineDelegate(QStyledItemDelegate):
    """Paints one line: name, what is over, how much of how much, and a bar below."""

    def __init__(self, model: RowsModel[ExpectedLine], theme: Theme) -> None:
        super().__init__(model)
        self._model, self._theme = model, theme

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
        line = self._model.row(index)
        box = QRectF(option.rect).adjusted(0, 4, 0, -4)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        words = QRectF(box.left(), box.top(), box.width(), box.height() - _BAR - 4)
        words.setRight(self._paint_count(painter, words, line))
        words.setRight(self._paint_over(painter, words, line))
        words.setLeft(self._paint_tick(painter, words, line))
        self._paint_name(painter, words, line)
        bar = QRectF(box.left(), box.bottom() - _BAR, box.width(), _BAR)
        self._paint_bar(painter, bar, line)
        painter.restore()

    def _paint_count(self, painter: QPainter, box: QRectF, line: ExpectedLine) -> float:
        count = _count(line)
        painter.setFont(font(BODY))
        painter.setPen(self._theme.colour("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | _VERTICALLY, count)
        return box.right() - painter.fontMetrics().horizontalAdvance(count) - _PAD

    def _paint_over(self, painter: QPainter, box: QRectF, line: ExpectedLine) -> float:
        over = over_words(line)
        if not over:
            return box.right()
        painter.setFont(font(SMALL, bold=True))
        width = painter.fontMetrics().horizontalAdvance(over) + 2 * _PAD
        badge = QRectF(box.right() - width, box.center().y() - 12, width, 24)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("attention_on"))
        painter.drawRoundedRect(badge, CONTROL_RADIUS, CONTROL_RADIUS)
        painter.setPen(self._theme.colour("attention"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, over)
        return badge.left() - _PAD

    def _paint_tick(self, painter: QPainter, box: QRectF, line: ExpectedLine) -> float:
        """A tick before what is all here; the words of a line say so too, by their numbers."""
        if tone(line) != "ok":
            return box.left()
        tick = self._theme.pixmap("check", "ok", _TICK)
        painter.drawPixmap(QPointF(box.left(), box.center().y() - _TICK / 2), tick)
        return box.left() + _TICK + _PAD / 2

    def _paint_name(self, painter: QPainter, box: QRectF, line: ExpectedLine) -> None:
        painter.setFont(font(BODY))
        painter.setPen(self._theme.colour("text"))
        name = elided(painter.fontMetrics(), line.name, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | _VERTICALLY, name)

    def _paint_bar(self, painter: QPainter, box: QRectF, line: ExpectedLine) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("track"))
        painter.drawRoundedRect(box, _BAR / 2, _BAR / 2)
        share = min(Decimal(1), line.done / line.expected) if line.expected else Decimal(1)
        if line.done > 0:
            filled = QRectF(box)
            filled.setWidth(max(_BAR, box.width() * float(share)))
            painter.setBrush(self._theme.colour(tone(line)))
            painter.drawRoundedRect(filled, _BAR / 2, _BAR / 2)
