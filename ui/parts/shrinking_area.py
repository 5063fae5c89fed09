"""A part of a page that gives way: as high as its rows, or scrolled where room is short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout

_LEAST = 28  # px; one row


class ShrinkingArea(QScrollArea):
    """Shows a layout at its own height when there is room; hidden while it holds nothing."""

    def __init__(self, rows: QLayout) -> None:
        super().__init__()
        self._rows = rows
        content = QWidget()
        content.setLayout(rows)
        rows.setContentsMargins(0, 0, 0, 0)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        content.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Rows come into view a moment after they were added: only then is their room known."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def refit(self) -> None:
        """Ask for the room its rows now need."""
        self.setVisible(self._rows.count() > 0)
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self._rows.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(0, min(_LEAST, self._rows.sizeHint().height()))
