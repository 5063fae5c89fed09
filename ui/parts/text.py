"""Words on the screen. User text is data: shown as it stands, never as markup."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip

if TYPE_CHECKING:
    from decimal import Decimal

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

LONGEST = 2_000  # characters laid out at all: ten megabytes would take Qt five seconds


def plain(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A label that shows exactly these characters.

    ``role`` is what the style sheet knows: ``title``, ``section``, ``large``, ``muted``,
    ``strong``, ``code``, ``figure`` or nothing.
    """
    label = QLabel()
    _be_plain(label, role)
    label.setWordWrap(wrap)
    label.setText(text[:LONGEST])
    return label


def in_fours(digits: str) -> str:
    """Digits in groups, so that a line can break between them and an eye can compare."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


class ElidedLabel(QLabel):
    """One line that gives way: what does not fit ends in an ellipsis and is in the tooltip."""

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__()
        _be_plain(self, role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        super().setText(" ".join(text[:LONGEST].split()))
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        few = self.fontMetrics().averageCharWidth() * 4
        return QSize(min(few, self.sizeHint().width()), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment(), self._shown())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            whole = "" if self._shown() == self.text() else tooltip(self.text())
            QToolTip.showText(event.globalPos(), whole, self)
            return True
        return super().event(event)

    def _shown(self) -> str:
        return elided(self.fontMetrics(), self.text(), self.contentsRect().width())


def elided(metrics: QFontMetrics, text: str, width: int) -> str:
    """The text, or as much of it as fits the width in pixels, and an ellipsis."""
    return metrics.elidedText(text[:LONGEST], Qt.TextElideMode.ElideRight, width)


def tooltip(text: str) -> str:
    """A tooltip that shows exactly these characters; Qt would guess at markup."""
    return f"<qt>{escape(text[:LONGEST])}</qt>"


def quantity_text(quantity: Decimal) -> str:
    """A quantity without the zeros that say nothing: ``12``, ``0.5``, never ``1.2E+1``."""
    text = f"{quantity:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def named(widget: QWidget, name: str, says: str) -> None:
    """Give a widget the name tests use and the one a screen reader says."""
    widget.setObjectName(name)
    widget.setAccessibleName(says)


def _be_plain(label: QLabel, role: str) -> None:
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
