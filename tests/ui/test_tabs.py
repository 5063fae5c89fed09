"""Parts behind words in a row, and lists beside them, as keys go through a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

import ui
from tests.ui.at_keyboard import CONTROL, keys
from tests.ui.windows import framed
from ui.page import PageEntry, PlainPage
from ui.parts.tabs import Tabs
from ui.scans.scan_list import ScanList
from ui.scans.scan_words import ScanRow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.running import Running
    from ui.parts.theme import Theme


class Page(PlainPage):
    """A list, a button, and parts of which one has parts of its own."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("Page", "labels")
        self.scans, self.beside = ScanList(theme), QPushButton()
        self.tabs, self.inner = Tabs("tabs", "Parts"), Tabs("inner", "Parts of a part")
        self.field = QPushButton()
        for name in ("one", "two"):
            self.inner.add_part(name, name, QWidget())
        self.within = within = QWidget()
        below = QHBoxLayout(within)
        below.addWidget(self.field)
        below.addWidget(self.inner)
        self.tabs.add_part("needs", "needs", QWidget())
        self.tabs.add_part("parts", "parts", within)
        row = QHBoxLayout(self)
        for one in (self.scans, self.beside, self.tabs):
            row.addWidget(one)


def test_a_key_goes_through_the_parts_from_anywhere_in_the_frame(
    qtbot: QtBot, theme: Theme
) -> None:
    page, strip = Page(theme), QPushButton("Open job")
    window = framed([PageEntry("labels", "Labels", "labels", lambda: page)], theme, qtbot)
    window.add_strip(strip)
    page.scans.show_scans([ScanRow("1", "ok", "Steel case")] * 2)

    for focused in (page.scans, strip, window.rail.findChildren(QToolButton)[0]):
        focused.setFocus()
        before = page.tabs.name
        keys(Qt.Key.Key_PageDown, modifier=CONTROL)
        assert page.tabs.name != before, focused
        keys(Qt.Key.Key_PageUp, modifier=CONTROL)
        assert page.tabs.name == before, focused


def test_the_parts_around_the_focus_are_gone_through_first(qtbot: QtBot, theme: Theme) -> None:
    page = Page(theme)
    framed([PageEntry("labels", "Labels", "labels", lambda: page)], theme, qtbot)
    page.tabs.choose("parts")

    page.inner.setFocus()
    keys(Qt.Key.Key_PageDown, modifier=CONTROL)
    assert (page.tabs.name, page.inner.name) == ("parts", "two")
    page.field.setFocus()
    keys(Qt.Key.Key_PageDown, modifier=CONTROL)
    assert (page.tabs.name, page.inner.name) == ("needs", "two")


def test_a_part_to_type_in_takes_the_focus_when_a_key_opens_it(
    qtbot: QtBot, theme: Theme
) -> None:
    page = Page(theme)
    page.within.setFocusProxy(page.field)
    framed([PageEntry("labels", "Labels", "labels", lambda: page)], theme, qtbot)

    page.beside.setFocus()
    keys(Qt.Key.Key_PageDown, modifier=CONTROL)
    assert page.field.hasFocus()
    page.beside.setFocus()
    keys(Qt.Key.Key_PageDown, modifier=CONTROL)
    assert page.beside.hasFocus()


def test_no_list_of_scans_keeps_the_focus(qtbot: QtBot, theme: Theme) -> None:
    page = Page(theme)
    framed([PageEntry("labels", "Labels", "labels", lambda: page)], theme, qtbot)
    page.scans.show_scans([ScanRow("1", "ok", "Steel case")] * 2)

    page.scans.setFocus()
    keys(Qt.Key.Key_Tab)

    assert page.beside.hasFocus()


@pytest.mark.slow
def test_on_every_page_with_parts_a_key_goes_through_them(running: Running) -> None:
    session = running.app.session
    assert session is not None
    running.window.activateWindow()
    running.until(running.window.isActiveWindow)
    frame, found = session.frame, []
    for button in frame.rail.findChildren(QToolButton):
        name = button.objectName().removeprefix("rail.")
        if not frame.has_page(name):
            continue
        frame.open_page(name)
        for tabs in frame.page_widget.findChildren(Tabs):
            if not tabs.isVisible():
                continue
            button.setFocus()
            before = tabs.name
            keys(Qt.Key.Key_PageDown, modifier=CONTROL)
            assert tabs.name != before, name
            keys(Qt.Key.Key_PageUp, modifier=CONTROL)
            assert tabs.name == before, name
            found.append(name)

    assert found == ["items", "production", "labels", "certificates", "scanners", "settings"]


def test_no_page_has_parts_that_the_key_does_not_know() -> None:
    folder = Path(ui.__file__).parent
    files = [one for one in folder.rglob("*.py") if "gallery" not in one.parts]

    made = [one.name for one in files if "QTabBar(" in one.read_text(encoding="utf-8")]

    assert made == ["tabs.py"]
    assert not [one for one in files if "QTabWidget" in one.read_text(encoding="utf-8")]
