"""What a genealogy picture is drawn with: boxes, the frames of open stacks, lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem

from ui.genealogy.layout import HEAD, HEIGHT, WIDTH
from ui.parts.text import LONGEST
from ui.parts.theme import font
from ui.parts.tokens import CONTROL_RADIUS, ICON

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPainter
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from ui.genealogy.layout import Box, Frame, Line
    from ui.genealogy.stacks import Path
    from ui.parts.theme import Theme

_PAD = 10.0  # px from the edge of a box to its words
_BEHIND = 4.0  # px by which the sheets of a stack show behind it
_LEAST = 0.3  # of full size: smaller words are not drawn
_DASH = [5.0, 4.0]  # of the pen's width: only possibly so


@dataclass(frozen=True, slots=True)
class BoxWords:
    """What a box says: two lines, an icon, and whether it is possible only.

    ``tone`` is ``accent`` for what the picture is about, ``refused`` for what is stopped.
    """

    title: str
    line: str = ""
    icon: str = ""
    tone: str = ""
    possible: bool = False


class Drawn(QGraphicsItem):
    """Anything in the picture; colours are asked of the theme whenever it is painted."""

    def __init__(self, theme: Theme, bounds: QRectF) -> None:
        super().__init__()
        self._theme, self._bounds = theme, bounds

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        return self._bounds

    def _pen(self, tone: str, width: float = 1.0, *, dashed: bool = False) -> QPen:
        pen = QPen(self._theme.colour(tone), width)
        if dashed:
            pen.setDashPattern(_DASH)
        return pen


class DrawnBox(Drawn):
    """One dot, or a closed stack, which shows further sheets behind it."""

    def __init__(self, theme: Theme, box: Box, words: BoxWords) -> None:
        super().__init__(
            theme, QRectF(-2, -2, WIDTH + 2 * _BEHIND + 2, HEIGHT + 2 * _BEHIND + 2)
        )
        self.box, self.words = box, words
        self.has_focus = False
        self.setPos(box.x, box.y)
        self.setZValue(2)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,  # noqa: ARG002 - Qt gives it
        widget: QWidget | None = None,  # noqa: ARG002 - Qt gives it
    ) -> None:
        tone = self.words.tone or "control"
        ground = f"{tone}_on" if self.words.tone else "surface"
        pen = self._pen(tone, dashed=self.words.possible)
        sheet = QRectF(0, 0, WIDTH, HEIGHT)
        painter.setBrush(self._theme.colour(ground))
        painter.setPen(pen)
        if not self.box.stack.is_one:
            for behind in (2 * _BEHIND, _BEHIND):
                painter.drawRoundedRect(
                    sheet.translated(behind - _BEHIND, behind - _BEHIND),
                    CONTROL_RADIUS,
                    CONTROL_RADIUS,
                )
        if self.has_focus:
            painter.setPen(self._pen("accent", 3.0))
        painter.drawRoundedRect(sheet, CONTROL_RADIUS, CONTROL_RADIUS)
        if painter.worldTransform().m11() >= _LEAST:
            self._write(painter)

    def _write(self, painter: QPainter) -> None:
        left = _PAD
        if self.words.icon:
            icon = self._theme.pixmap(self.words.icon, self.words.tone or "muted")
            painter.drawPixmap(
                QRectF(left, (HEIGHT - ICON) / 2, ICON, ICON), icon, QRectF(icon.rect())
            )
            left += ICON + _PAD
        room = WIDTH - left - _PAD
        upper = QRectF(left, 7, room, 20) if self.words.line else QRectF(left, 0, room, HEIGHT)
        _text(painter, upper, self.words.title, font(bold=True), self._pen("text"))
        lower = QRectF(left, 29, room, 20)
        _text(painter, lower, self.words.line, font(), self._pen("muted"))


class DrawnFrame(Drawn):
    """Around the parts of an open stack; a click on its heading closes it."""

    def __init__(self, theme: Theme, frame: Frame, words: str) -> None:
        super().__init__(theme, QRectF(-1, -1, frame.width + 2, frame.height + 2))
        self.frame, self._words = frame, words
        self.setPos(frame.x, frame.y)

    @property
    def heading(self) -> QRectF:
        """Where a click closes it, in the picture's pixels."""
        return QRectF(self.x(), self.y(), self.frame.width, HEAD)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,  # noqa: ARG002 - Qt gives it
        widget: QWidget | None = None,  # noqa: ARG002 - Qt gives it
    ) -> None:
        painter.setBrush(self._theme.colour("background"))
        painter.setPen(self._pen("line"))
        painter.drawRoundedRect(
            QRectF(0, 0, self.frame.width, self.frame.height), CONTROL_RADIUS, CONTROL_RADIUS
        )
        if painter.worldTransform().m11() < _LEAST:
            return
        icon = self._theme.pixmap("close", "muted", 16)
        painter.drawPixmap(
            QRectF(self.frame.width - 26, (HEAD - 16) / 2, 16, 16), icon, QRectF(icon.rect())
        )
        room = QRectF(_PAD, 0, self.frame.width - 36 - _PAD, HEAD)
        _text(painter, room, self._words, font(), self._pen("muted"))


class DrawnLine(Drawn):
    """From one box to another: whole where it is certain, dashed where only possible."""

    def __init__(self, theme: Theme, line: Line, ends: tuple[Box, Box], words: str) -> None:
        source, target = ends
        self._path = _curve(source, target)
        super().__init__(theme, self._path.boundingRect().adjusted(-60, -14, 60, 14))
        self.line, self._words = line, words
        self.is_lit, self._at = False, 0.5
        self.setZValue(1)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,  # noqa: ARG002 - Qt gives it
        widget: QWidget | None = None,  # noqa: ARG002 - Qt gives it
    ) -> None:
        tone = "accent" if self.is_lit else "control"
        painter.setBrush(Qt.BrushStyle.NoBrush)
        width = 2.5 if self.is_lit else 1.25
        painter.setPen(self._pen(tone, width, dashed=not self.line.certain))
        painter.drawPath(self._path)
        if self.is_lit and self._words and painter.worldTransform().m11() >= _LEAST:
            self._label(painter)

    def light(self, focus: Path | None) -> None:
        """Show what went along it if it is one of the box that has the focus.

        The words stand towards its other end, where the lines are further apart.
        """
        self._at = 0.62 if focus == self.line.source else 0.38
        on = focus in (self.line.source, self.line.target)
        if on or self.is_lit:
            self.is_lit = on
            self.setZValue(3 if on else 1)  # over the boxes, so that its words are not hidden
            self.update()

    def _label(self, painter: QPainter) -> None:
        face = font()
        words = self._words[:LONGEST]
        width = min(QFontMetricsF(face).horizontalAdvance(words) + 10, 118.0)
        middle = self._path.pointAtPercent(self._at)
        ground = QRectF(middle.x() - width / 2, middle.y() - 11, width, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent_on"))
        painter.drawRoundedRect(ground, CONTROL_RADIUS, CONTROL_RADIUS)
        _text(painter, ground, words, face, self._pen("text"), Qt.AlignmentFlag.AlignCenter)


def _curve(source: Box, target: Box) -> QPainterPath:
    start = QPointF(source.x + WIDTH, source.y + HEIGHT / 2)
    end = QPointF(target.x, target.y + HEIGHT / 2)
    if target.level <= source.level:  # goods that went in a circle come back below
        end = QPointF(target.x + WIDTH / 2, target.y + HEIGHT)
    bend = max(40.0, abs(end.x() - start.x()) / 2)
    path = QPainterPath(start)
    path.cubicTo(start + QPointF(bend, 0), end - QPointF(bend, 0), end)
    return path


def _text(
    painter: QPainter,
    room: QRectF,
    words: str,
    face: QFont,
    pen: QPen,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """One line of plain text, elided where its room ends."""
    shown = QFontMetricsF(face).elidedText(
        words[:LONGEST], Qt.TextElideMode.ElideRight, room.width()
    )
    painter.setFont(face)
    painter.setPen(pen)
    painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
