"""One thing in large type: as large as its room allows, then wrapped, then cut."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.parts.text import LONGEST
from ui.parts.theme import font
from ui.parts.tokens import HEADLINE, TITLE

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPaintEvent

_KEPT = 64
_SIZES = ((HEADLINE, 2), (36, 2), (TITLE, 3))  # px and the lines it may take


class Headline(QLabel):
    """Text at 48 px if two lines hold it, smaller if not; a name of 300 letters is cut."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        super().setText(" ".join(text[:LONGEST].split()))
        self.setAccessibleName(self.text())
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        face, lines = fitted(self.text(), width)
        return QFontMetrics(face).height() * max(1, len(lines))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        width = max(self.width(), 200)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(100, QFontMetrics(font(TITLE, bold=True)).height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        face, lines = fitted(self.text(), self.width())
        painter = QPainter(self)
        painter.setFont(face)
        painter.setPen(self.palette().color(self.foregroundRole()))
        step = painter.fontMetrics().height()
        top = (self.height() - step * len(lines)) / 2 + painter.fontMetrics().ascent()
        for number, line in enumerate(lines):
            painter.drawText(QPointF(0, top + number * step), line)


@lru_cache(_KEPT)
def fitted(text: str, width: int) -> tuple[QFont, tuple[str, ...]]:
    """The largest face that holds the text in its lines, and these lines.

    The smallest holds anything: its last line ends in an ellipsis. A layout asks for the same
    many times over.
    """
    for size, most in _SIZES:
        face = font(size, bold=True)
        lines = _broken(text, face, width)
        if len(lines) <= most:
            break
    else:
        rest = "".join(lines[most - 1 :])
        lines[most - 1 :] = [
            QFontMetrics(face).elidedText(rest, Qt.TextElideMode.ElideRight, width)
        ]
    return face, tuple(line.rstrip() for line in lines)


def _broken(text: str, face: QFont, width: int) -> list[str]:
    """The text in lines no wider than the width, broken at words where possible."""
    layout = QTextLayout(text, face)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(_utf16_slice(text, line.textStart(), line.textLength()))
    layout.endLayout()
    return lines


def _utf16_slice(text: str, start: int, length: int) -> str:
    """Qt counts in UTF-16 units, Python in characters."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * start : 2 * (start + length)].decode("utf-16-le", "replace")
