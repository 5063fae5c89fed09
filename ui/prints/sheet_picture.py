"""A sheet of labels, drawn as it was measured; what cannot be is red."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.parts.theme import font
from ui.parts.tokens import SMALL

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from printing.labels.label_stocks import Stock
    from ui.parts.theme import Theme

_LEAST = QSize(180, 230)  # px
_MOST_LABELS = 400
_EDGE = 2.0  # px
_SLACK = 0.01  # mm
_NUMBERED = 14.0  # px a label is high at least, to be numbered


class SheetPicture(QWidget):
    """The paper and its labels, as large as the place allows."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._stock: Stock | None = None
        self.setMinimumSize(_LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.changed.connect(self.update)

    def tell(self, stock: Stock | None) -> None:
        """Show another sheet; None: nothing can be drawn of it yet."""
        self._stock = stock
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        stock = self._stock
        if stock is None or not 0 < stock.labels <= _MOST_LABELS or min(stock.paper) <= 0:
            return
        far_x, far_y = stock.corner(stock.labels - 1)
        wide = max(stock.paper[0], far_x + stock.width)
        high = max(stock.paper[1], far_y + stock.height)
        scale = min(
            (self.width() - 2 * _EDGE) / wide, (self.height() - 2 * _EDGE) / high
        )  # what runs over the edge is seen too
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate((self.width() - wide * scale) / 2, _EDGE)
        painter.setPen(self._theme.colour("faint"))
        painter.setBrush(self._theme.colour("surface"))
        painter.drawRect(QRectF(0, 0, stock.paper[0] * scale, stock.paper[1] * scale))
        painter.setFont(font(SMALL))
        for place in range(stock.labels):
            self._draw(painter, stock, place, scale)

    def _draw(self, painter: QPainter, stock: Stock, place: int, scale: float) -> None:
        x, y = stock.corner(place)
        inside = (
            x + stock.width <= stock.paper[0] + _SLACK
            and y + stock.height <= stock.paper[1] + _SLACK
        )
        box = QRectF(x * scale, y * scale, stock.width * scale, stock.height * scale)
        painter.setPen(self._theme.colour("accent" if inside else "refused"))
        painter.setBrush(self._theme.colour("accent_on" if inside else "refused_on"))
        painter.drawRect(box)
        if min(box.height(), box.width()) >= _NUMBERED:
            painter.setPen(self._theme.colour("text"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(place + 1))
