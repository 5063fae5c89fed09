"""Showing a page or window to whoever sits in front of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ui.frame.main_window import MainWindow
from ui.gallery.kit import MANUAL
from ui.page import PlainPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from ui.page import PageEntry
    from ui.parts.theme import Theme

P = TypeVar("P", bound=PlainPage)


def show_page(page: P, qtbot: QtBot) -> P:
    """A page on its own, as large as the frame leaves it on the smaller screen."""
    qtbot.addWidget(page)
    page.resize(1140, 700)
    with qtbot.waitExposed(page):
        page.show()
    page.shown()
    return page


def bring_to_front(window: QWidget, qtbot: QtBot) -> None:
    """Show a window that gets the keys."""
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()


def framed(pages: Sequence[PageEntry], theme: Theme, qtbot: QtBot) -> MainWindow:
    """Pages in the frame of the program, in front."""
    window = MainWindow(pages, theme, MANUAL)
    bring_to_front(window, qtbot)
    return window
