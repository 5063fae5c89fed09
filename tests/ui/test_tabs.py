"""Parts behind words in a row, and lists beside them, as keys go through a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from tests.ui.at_keyboard import CONTROL, keys
from ui.scan_list import ScanList
from ui.scan_words import ScanRow
from ui.tabs import Tabs

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.theme import Theme


def test_a_page_gives_its_tabs_their_keys_and_no_list_keeps_the_focus(
    qtbot: QtBot, theme: Theme
) -> None:
    page, beside = QWidget(), QPushButton()
    scans, tabs = ScanList(theme), Tabs("tabs", "Parts")
    for name in ("needs", "parts"):
        tabs.add_part(name, name, QWidget())
    row = QHBoxLayout(page)
    for one in (scans, beside, tabs):
        row.addWidget(one)
    scans.show_scans([ScanRow("1", "ok", "Steel case")] * 2)
    tabs.heard_in(page)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)

    scans.setFocus()
    keys(Qt.Key.Key_PageDown, modifier=CONTROL)
    assert tabs.name == "parts"
    keys(Qt.Key.Key_Tab)
    assert beside.hasFocus()
