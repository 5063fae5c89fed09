"""Keys as the window system delivers them: to the handle of the window in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QWindow

    from lsn_desktop.scanning.key_codes import KeyStroke

_OFFSET = 8  # X11 numbers a key so much higher than the keyboard does


def send(window: QWindow, strokes: Iterable[KeyStroke]) -> None:
    """Press and release these keys, each at its own time."""
    for stroke in strokes:
        if not stroke.release:
            _deliver(window, stroke, QEvent.Type.ShortcutOverride)
        kind = QEvent.Type.KeyRelease if stroke.release else QEvent.Type.KeyPress
        _deliver(window, stroke, kind)


def _deliver(window: QWindow, stroke: KeyStroke, kind: QEvent.Type) -> None:
    event = QKeyEvent(
        kind,
        stroke.key,
        Qt.KeyboardModifier(stroke.modifiers),
        stroke.scan_code + _OFFSET if stroke.scan_code else 0,
        0,
        0,
        stroke.text,
        stroke.repeat,
    )
    event.setTimestamp(stroke.at_ms)
    event.ignore()
    QCoreApplication.sendEvent(window, event)
