"""A person at the keyboard of a page, and what the page tells them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from tests.ui.parts import part

CONTROL = Qt.KeyboardModifier.ControlModifier


def keys(
    *typed: str | Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Type into whatever has the focus."""
    for one in typed:
        at = QApplication.focusWidget()
        assert at is not None
        if isinstance(one, str):
            QTest.keyClicks(at, one)
        else:
            QTest.keyClick(at, one, modifier)


def fill(page: QWidget, **fields: str) -> None:
    """Type over fields of a page; two underscores stand for the point in a name."""
    for name, typed in fields.items():
        part(page, QLineEdit, name.replace("__", ".")).setFocus()
        keys(Qt.Key.Key_A, modifier=CONTROL)
        keys(Qt.Key.Key_Delete)
        keys(typed)


def said(page: QWidget, name: str) -> str:
    """What a notice says, if it says anything."""
    notice = part(page, QLabel, name)
    return notice.text() if notice.isVisible() else ""
