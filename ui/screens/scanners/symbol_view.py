"""A barcode on the screen that scanners read: whole pixels, room around it, always on white."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from printing.symbology.symbols import Symbol

_LARGEST = 8  # device pixels a module; a screen of squares must fit a scanner's view
_BARS = 0.62  # of the height
_QUIET = 4  # modules; a screen has frames and words close by
_LEAST = 120  # px high


class SymbolView(QWidget):
    """Black on white in every theme: a scanner knows nothing of dark rooms."""

    def __init__(self) -> None:
        super().__init__()
        self._symbol: Symbol | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(_LEAST)

    def tell(self, symbol: Symbol, says: str) -> None:
        """Show another symbol."""
        self._symbol = symbol
        self.setAccessibleName(says)
        self.update()

    def module_pixels(self) -> int:
        """How many device pixels a module is wide here, the quiet zone within the widget."""
        symbol = self._symbol
        if symbol is None:
            return 0
        quiet = 2 * max(symbol.quiet, _QUIET)
        ratio = self.devicePixelRatioF()
        across = int(self.width() * ratio) // (symbol.columns + quiet)
        if symbol.linear:
            return max(1, min(across, _LARGEST))
        down = int(self.height() * ratio) // (len(symbol.rows) + quiet)
        return max(1, min(across, down, _LARGEST))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(900, 220)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        symbol = self._symbol
        if symbol is None:
            return
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        painter.scale(1 / ratio, 1 / ratio)  # from here on in the screen's own pixels
        side = self.module_pixels()
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        high = round(height * _BARS) if symbol.linear else side
        left = (width - side * symbol.columns) // 2
        top = (height - high * len(symbol.rows)) // 2
        quiet = side * max(symbol.quiet, _QUIET)
        across = side * symbol.columns + 2 * quiet
        white = QRectF(left - quiet, 0, across, height)
        painter.fillRect(white, Qt.GlobalColor.white)
        for row, modules in enumerate(symbol.rows):
            for column, dark in enumerate(modules):
                if dark:
                    place = QRectF(left + side * column, top + high * row, side, high)
                    painter.fillRect(place, Qt.GlobalColor.black)
