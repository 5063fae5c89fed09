"""Locks by itself after minutes without a key, a click or a scan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
_MINUTE = 60_000  # ms


class Idle(QObject):
    """Counts from the last sign of a person; looks at events only while it counts."""

    passed = Signal()

    def __init__(self, application: QApplication, minutes: int) -> None:
        super().__init__(application)
        self._application = application
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.passed)
        self._watching = False
        self.allow(minutes)

    def allow(self, minutes: int) -> None:
        """Tell after so many minutes; 0 never."""
        if self._watching:
            self._application.removeEventFilter(self)
        self._timer.stop()
        self._watching = minutes > 0
        if self._watching:
            self._application.installEventFilter(self)
            self._timer.start(minutes * _MINUTE)

    def sign_of_life(self) -> None:
        """Count anew."""
        if self._watching:
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's
        if event.type() in _SIGNS:
            self._timer.start()
        return False
