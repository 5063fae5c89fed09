"""A small picture of a sheet of labels; where the first one comes is chosen on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from lsn_desktop.domain.messages import message

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from printing.labels.label_stocks import Stock
    from ui.parts.theme import Theme

_SIZE = QSize(88, 118)  # px
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class SheetPicker(QWidget):
    """Arrows, Home and End, or a click choose the first free label; those before are used."""

    moved = Signal(int)  # the label, from 1

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._stock: Stock | None = None
        self._first = 1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def first(self) -> int:
        """The label the sheet begins at, from 1."""
        return self._first

    def tell(self, stock: Stock, first: int) -> None:
        """Show another sheet."""
        self._stock = stock
        self._first = 0
        self._choose(first if 1 <= first <= stock.labels else 1)

    def words(self) -> str:
        """Where it begins."""
        most = self._stock.labels if self._stock else 1
        return str(message("Begins at label {first} of {most}", first=self._first, most=most))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return _SIZE

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        stock, key = self._stock, Qt.Key(event.key())
        if stock is not None and key in _STEPS:
            down, right = _STEPS[key]
            self._choose(self._first + down * stock.columns + right)
        elif stock is not None and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._choose(1 if key == Qt.Key.Key_Home else stock.labels)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._stock is not None:
            for place in range(self._stock.labels):
                if self._place(self._stock, place).contains(event.position()):
                    self._choose(place + 1)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        stock = self._stock
        if stock is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.colour("accent" if self.hasFocus() else "line"))
        painter.setBrush(self._theme.colour("surface"))
        painter.drawRect(self._paper(stock))
        for place in range(stock.labels):
            used, is_first = place + 1 < self._first, place + 1 == self._first
            painter.setPen(self._theme.colour("accent" if is_first else "line"))
            fill = "accent" if is_first else "track" if used else "surface"
            painter.setBrush(self._theme.colour(fill))
            painter.drawRect(self._place(stock, place))

    def _choose(self, first: int) -> None:
        if self._stock is None or not 1 <= first <= self._stock.labels or first == self._first:
            return
        self._first = first
        self.setAccessibleDescription(self.words())
        self.update()
        self.moved.emit(first)

    def _scale(self, stock: Stock) -> float:
        wide, high = stock.paper
        return min((self.width() - 2) / wide, (self.height() - 2) / high)

    def _paper(self, stock: Stock) -> QRectF:
        scale = self._scale(stock)
        return QRectF(0.5, 0.5, stock.paper[0] * scale, stock.paper[1] * scale)

    def _place(self, stock: Stock, place: int) -> QRectF:
        scale, (left, top) = self._scale(stock), stock.corner(place)
        gap = 0.5  # px, so that labels without a gap are told apart
        return QRectF(
            0.5 + left * scale + gap,
            0.5 + top * scale + gap,
            stock.width * scale - 2 * gap,
            stock.height * scale - 2 * gap,
        )
