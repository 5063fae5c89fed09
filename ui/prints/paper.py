"""What comes out of a printer, on the screen: white in every theme, whole, never enlarged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ui.parts.theme import Theme

_LEAST = 120  # px


class Paper(QWidget):
    """A picture (PNG) as large as its room allows; nothing until it is told one."""

    def __init__(self, theme: Theme, says: str) -> None:
        super().__init__()
        self._theme, self._says = theme, says
        self._picture = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(says)
        theme.changed.connect(self.update)

    def tell(self, png: bytes, says: str = "") -> None:
        """Show another picture, or none."""
        self._picture = QPixmap()
        self._picture.loadFromData(png)
        self.setAccessibleName(says or self._says)
        self.updateGeometry()
        self.update()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to see."""
        return self._picture.isNull()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        if self._picture.isNull():
            return _LEAST
        shown = min(width, self._picture.width() + 2)
        return round(shown * self._picture.height() / self._picture.width())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        if self._picture.isNull():
            return QSize(_LEAST * 2, _LEAST)
        return self._picture.size() + QSize(2, 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(_LEAST, _LEAST // 2)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        if self._picture.isNull():
            return
        room = self.size() - QSize(2, 2)
        size = self._picture.size()
        if size.width() > room.width() or size.height() > room.height():
            size = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        target = QRectF(1, 1, size.width(), size.height())
        painter.drawPixmap(target, self._picture, QRectF(self._picture.rect()))
        painter.setPen(self._theme.colour("line"))
        painter.drawRect(target.adjusted(-1, -1, 0, 0))
