"""Keys that do something wherever the focus is on a page or within a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.dock.shown import Act


def add_keys(widget: QWidget, *keys: tuple[str, Act]) -> None:
    """Let each key do its act once each time it is hit: one held down repeats nothing."""
    for name, act in keys:
        shortcut = QShortcut(QKeySequence(name), widget)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(act)
