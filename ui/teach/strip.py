"""The label itself, big: its parts on grounds of their own, each with its name beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from lsn_desktop.domain.messages import _
from lsn_desktop.scanning.taught_cuts import span_of
from ui.parts.text import elided, named
from ui.parts.theme import font
from ui.parts.tokens import BODY, CONTROL_RADIUS, LARGE, SMALL, TITLE
from ui.teach import words

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent

    from lsn_desktop.scanning.taught_rules import Name
    from ui.parts.theme import Theme
    from ui.teach.lesson import Lesson

_SIZES = ((TITLE, 2), (LARGE, 4), (BODY, 99))  # px and the rows it may take
_PAD, _BETWEEN, _ROWS_APART = 4, 3, 8  # px
_LEAST_WIDTH = 320
_UNBROKEN = 8  # characters of a part that stay together


class Chunk(NamedTuple):
    """A stretch of one part that stands in one row, and its room on the screen."""

    number: int
    start: int
    end: int
    room: QRect


class LabelStrip(QWidget):
    """Shows a lesson; ``pressed`` and ``dragged`` tell characters of the sample."""

    pressed = Signal(int)
    dragged = Signal(int, int)  # from one character to before another

    def __init__(self, theme: Theme, name: str = "teach.label") -> None:
        super().__init__()
        self._theme = theme
        self._lesson: Lesson | None = None
        self._chunks: list[Chunk] = []
        self._size = TITLE
        self._anchor = -1
        named(self, name, _("The label, part by part"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(_LEAST_WIDTH)
        theme.changed.connect(self.update)

    def show_lesson(self, lesson: Lesson) -> None:
        """Show it as it now stands."""
        self._lesson = lesson
        said = [
            f"{words.name_of(part.name)}: {words.shown(part.text)}"
            for part in lesson.rule.parts
        ]
        self.setAccessibleDescription(", ".join(said))
        self._fit()
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        _size, chunks = self._laid_out(width)
        return max((chunk.room.bottom() for chunk in chunks), default=0) + self._below + _PAD

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        width = max(self.width(), _LEAST_WIDTH)
        return QSize(width, self.heightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._anchor = self.character_at(event.position().toPoint())
        if self._anchor >= 0:
            self.pressed.emit(self._anchor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        here = self.character_at(event.position().toPoint())
        if here >= 0 and self._anchor >= 0 and here != self._anchor:
            self.dragged.emit(min(here, self._anchor), max(here, self._anchor) + 1)

    def character_at(self, point: QPoint) -> int:
        """The character of the sample at a place; -1 beside the label."""
        for chunk in self._chunks:
            if chunk.room.adjusted(0, 0, 0, self._below).contains(point):
                left = chunk.room.left() + self._inset(chunk)
                at = chunk.start + (point.x() - left) // self._cell
                return max(chunk.start, min(at, chunk.end - 1))
        return -1

    def room_of(self, at: int) -> QRect:
        """Where a character of the sample stands."""
        for chunk in self._chunks:
            if chunk.start <= at < chunk.end:
                left = chunk.room.left() + self._inset(chunk) + (at - chunk.start) * self._cell
                return QRect(left, chunk.room.top(), self._cell, chunk.room.height())
        return QRect()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        lesson = self._lesson
        if lesson is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for chunk in self._chunks:
            self._paint_part(painter, lesson, chunk)
        for at in range(*lesson.span) if lesson.stretched else ():
            self._paint_selected(painter, lesson, at)

    def _paint_part(self, painter: QPainter, lesson: Lesson, chunk: Chunk) -> None:
        part = lesson.rule.parts[chunk.number]
        tone = words.TONES.get(part.name, "")
        here = chunk.number == lesson.number and not lesson.stretched
        painter.setPen(QPen(self._theme.colour("accent"), 2) if here else Qt.PenStyle.NoPen)
        ground = self._theme.colour(f"{tone}_on" if tone else "background")
        painter.setBrush(ground if tone or here else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(
            chunk.room.adjusted(1, 1, -1, -1), CONTROL_RADIUS, CONTROL_RADIUS
        )
        painter.setPen(self._theme.colour("text" if tone else "muted"))
        painter.setFont(font(self._size, mono=True))
        for at in range(chunk.start, chunk.end):
            char = words.shown(lesson.rule.sample[at])
            painter.drawText(self.room_of(at), Qt.AlignmentFlag.AlignCenter, char)
        if tone or part.name == "any" or here:
            self._paint_name(painter, chunk, words.name_of(part.name), tone)

    def _paint_name(self, painter: QPainter, chunk: Chunk, name: str, tone: str) -> None:
        if chunk.end - chunk.start < 1 or self._starts_later(chunk):
            return
        painter.setFont(font(SMALL, bold=True))
        painter.setPen(self._theme.colour(tone or "muted"))
        room = QRect(
            chunk.room.left(), chunk.room.bottom() + 2, chunk.room.width(), self._below
        )
        fits = elided(painter.fontMetrics(), name, max(room.width(), 0))
        painter.drawText(room, Qt.AlignmentFlag.AlignHCenter, fits)

    def _starts_later(self, chunk: Chunk) -> bool:
        """Whether a part that is broken over rows has its name beneath an earlier one."""
        assert self._lesson is not None  # noqa: S101 - only painted with one
        return chunk.start != span_of(self._lesson.rule, chunk.number)[0]

    def _paint_selected(self, painter: QPainter, lesson: Lesson, at: int) -> None:
        room = self.room_of(at)
        painter.fillRect(room.adjusted(0, 2, 0, -2), self._theme.colour("accent"))
        painter.setPen(self._theme.colour("accent_text"))
        painter.setFont(font(self._size, mono=True))
        char = words.shown(lesson.rule.sample[at])
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, char)

    def _fit(self) -> None:
        self._size, self._chunks = self._laid_out(self.width())
        self.setFixedHeight(self.heightForWidth(self.width()))

    def _laid_out(self, width: int) -> tuple[int, list[Chunk]]:
        """The largest size whose rows are few enough, and where each part stands in it."""
        size, chunks = TITLE, list[Chunk]()
        for size, most in _SIZES:
            chunks = self._rows(size, width)
            if len({chunk.room.top() for chunk in chunks}) <= most:
                break
        return size, chunks

    def _rows(self, size: int, width: int) -> list[Chunk]:
        """The parts one behind the other, in rows of this width; long ones are broken."""
        if self._lesson is None:
            return []
        metrics = QFontMetrics(font(size, mono=True))
        cell, high = metrics.horizontalAdvance("0") + 1, metrics.height() + 2 * _PAD
        chunks: list[Chunk] = []
        left = top = 0
        names = False  # beneath this row
        for number, part in enumerate(self._lesson.rule.parts):
            at, last = span_of(self._lesson.rule, number)
            wide = self._least_width(part.name)
            few = max(wide, min(len(part.text), _UNBROKEN) * cell + 2 * _PAD)
            while at < last:
                if left and left + few > width:
                    below = self._below if names else 0
                    left, top, names = 0, top + high + below + _ROWS_APART, False
                end = min(last, at + max(1, (width - left - 2 * _PAD) // cell))
                room = max((end - at) * cell + 2 * _PAD, wide if end == last else 0)
                chunks.append(Chunk(number, at, end, QRect(left, top, room, high)))
                names |= wide > 0
                left, at = left + room + _BETWEEN, end
                few = 2 * _PAD + cell
        return chunks

    def _least_width(self, name: Name) -> int:
        if name == "fixed":
            return 0
        said = words.name_of(name)
        return QFontMetrics(font(SMALL, bold=True)).horizontalAdvance(said) + 2 * _PAD

    def _inset(self, chunk: Chunk) -> int:
        return (chunk.room.width() - (chunk.end - chunk.start) * self._cell) // 2

    @property
    def _cell(self) -> int:
        return QFontMetrics(font(self._size, mono=True)).horizontalAdvance("0") + 1

    @property
    def _below(self) -> int:
        return QFontMetrics(font(SMALL, bold=True)).height() + 4
