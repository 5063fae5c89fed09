"""The codes of pictures as rows to tick, each with the piece of the picture it stands on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF
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
from ui.parts.tokens import BODY, LARGE, SMALL
from ui.tables.rows_model import Column, RowsModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent

    from lsn_desktop.devices.pictures import Piece
    from ui.parts.theme import Theme
    from ui.picture_scans.picture_codes import CodeRow

    Index = QModelIndex | QPersistentModelIndex

_ROW, _PAD, _TICK = 96, 12, 28  # px
_PIECE = QSize(176, 72)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PictureList(QListView):
    """Space or a click ticks, A ticks all or none, Enter takes."""

    taken = Signal()
    ticked = Signal()  # another choice was made

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        named(self, "picture.codes", _("Codes of the picture"))
        self._model: RowsModel[CodeRow] = RowsModel((Column("", _said),), theme, self)
        self.setModel(self._model)
        self._delegate = _CodeDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self._tick(index.row()))

    def show_rows(self, rows: Sequence[CodeRow]) -> None:
        """Show these, the first one selected."""
        self._model.show(rows)
        if rows:
            self.setCurrentIndex(self._model.index(0, 0))

    def show_ticks(self, *, on: bool) -> None:
        """Without them the one row chosen counts."""
        self._delegate.ticks = on
        self.viewport().update()

    @property
    def rows(self) -> tuple[CodeRow, ...]:
        return self._model.rows

    @property
    def chosen(self) -> CodeRow | None:
        """The row the keys are at."""
        at = self.currentIndex().row()
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def tick_all(self) -> None:
        """Tick every code, or none if all are ticked. A code that stands above is one code."""
        first = [at for at, row in enumerate(self.rows) if not row.again]
        on = not all(self.rows[at].ticked for at in first)
        for at, row in enumerate(self.rows):
            self._model.replace(at, replace(row, ticked=on and not row.again))
        self.ticked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in _ENTER:
            self.taken.emit()
        elif event.key() == Qt.Key.Key_Space:
            self._tick(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_A:
            self.tick_all()
        elif event.text().isprintable() and event.text():
            event.ignore()  # letters choose no row
        else:
            super().keyPressEvent(event)

    def _tick(self, at: int) -> None:
        if 0 <= at < len(self.rows):
            row = self.rows[at]
            self._model.replace(at, replace(row, ticked=not row.ticked))
            self.ticked.emit()


def _said(row: CodeRow) -> str:
    """A row as a screen reader says it."""
    ticked = _("ticked") if row.ticked else _("not ticked")
    return f"{ticked}; {row.code}; {row.words}; {row.read_as}; {row.where}"


class _CodeDelegate(QStyledItemDelegate):
    """Paints a tick, the piece with the code marked, the code large, and what it says."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme, self.ticks = theme, True
        self._drawn: dict[Piece, QPixmap] = {}
        theme.changed.connect(self._drawn.clear)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802 - Qt's name
        return QSize(320, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: CodeRow = index.model().row(index)  # type: ignore[attr-defined]
        painter.save()
        room: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, self._theme.colour("accent_on"))
        painter.fillRect(
            room.left(), room.bottom(), room.width(), 1, self._theme.colour("line")
        )
        left = room.left() + _PAD
        if self.ticks:
            self._paint_tick(painter, room, row)
            left += _TICK + _PAD
        at = QRect(left, room.top() + _PAD, _PIECE.width(), _PIECE.height())
        picture = self._piece(row.piece)
        size = picture.deviceIndependentSize().toSize()
        painter.drawPixmap(
            at.left() + (at.width() - size.width()) // 2,
            at.top() + (at.height() - size.height()) // 2,
            picture,
        )
        words = QRect(at.right() + 2 * _PAD, room.top(), 0, room.height())
        words.setRight(room.right() - _PAD)
        self._paint_words(painter, words, row)
        painter.restore()

    def _paint_words(self, painter: QPainter, room: QRect, row: CodeRow) -> None:
        about = [row.read_as, row.where]
        if row.again:
            about.insert(0, _("the same code stands above"))
        lines = (
            (row.code, font(LARGE, bold=True, mono=True), "text", 12, 30),
            (row.words, font(BODY), "refused" if row.flawed else "text", 40, 24),
            (" · ".join(about), font(SMALL), "muted", 66, 20),
        )
        for text, face, tone, top, height in lines:
            painter.setFont(face)
            painter.setPen(self._theme.colour(tone))
            line = QRect(room.left(), room.top() + top, room.width(), height)
            shown = elided(painter.fontMetrics(), " ".join(text.split()), line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_tick(self, painter: QPainter, room: QRect, row: CodeRow) -> None:
        box = QRect(room.left() + _PAD, room.center().y() - _TICK // 2, _TICK, _TICK)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = self._theme.colour("accent" if row.ticked else "control")
        painter.setPen(QPen(edge, 1.5))
        painter.setBrush(edge if row.ticked else self._theme.colour("surface"))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        if row.ticked:
            painter.drawPixmap(
                box.adjusted(4, 4, -4, -4), self._theme.pixmap("check", "accent_text")
            )

    def _piece(self, piece: Piece) -> QPixmap:
        if piece not in self._drawn:
            self._drawn[piece] = _marked(piece, self._theme.colour("accent"))
        return self._drawn[piece]


def _marked(piece: Piece, colour: QColor) -> QPixmap:
    """The piece as large as there is room for, with a line around its code."""
    picture = QPixmap()
    picture.loadFromData(piece.png)
    scaled = picture.scaled(
        _PIECE,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    factor = scaled.width() / max(1, picture.width())
    painter = QPainter(scaled)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 2))
    painter.drawPolygon(QPolygonF([QPointF(x * factor, y * factor) for x, y in piece.corners]))
    painter.end()
    return scaled
