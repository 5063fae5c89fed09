from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPushButton,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
)

from tests.ui.parts import part
from tests.ui.windows import bring_to_front
from ui.frame.main_window import MainWindow
from ui.frame.top_line import Light
from ui.page import PageEntry, PlainPage

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.parts.theme import Theme

CONTROL = Qt.KeyboardModifier.ControlModifier


class Dock(PlainPage):
    """Counts what the frame asks of it."""

    takes_scans = True

    def __init__(self, name: str) -> None:
        super().__init__(name.title(), name)
        self.asked: list[str] = []
        self.where = f"Next scan: goods for {name}"
        self.field = QLineEdit()
        QVBoxLayout(self).addWidget(self.field)

    def chip(self) -> str:
        return self.where

    def shown(self) -> None:
        self.asked.append("shown")

    def undo_last(self) -> bool:
        self.asked.append("undo")
        return True

    def print_chosen(self) -> bool:
        self.asked.append("print")
        return True

    def go_back(self) -> bool:
        self.asked.append("back")
        return True


@pytest.fixture
def window(theme: Theme, qtbot: QtBot, tmp_path: Path) -> Generator[MainWindow]:
    (tmp_path / "receive.md").write_text("# Receiving\n\nScan the carton.\n")
    pages = [
        PageEntry(name, name.title(), "home", lambda name=name: Dock(name))  # type: ignore[misc]
        for name in ("home", "receive", "items")
    ]
    window = MainWindow(pages, theme, tmp_path)
    window.resize(1366, 768)
    bring_to_front(window, qtbot)
    yield window
    window.close()


def page(window: MainWindow) -> Dock:
    assert isinstance(window.page, Dock)
    return window.page


def chip(window: MainWindow) -> str:
    return str(part(window, QLabel, "top_line.chip").text())


def test_the_title_begins_with_the_program_and_names_the_page(window: MainWindow) -> None:
    window.open_page("receive")

    assert window.windowTitle() == "LSN Desktop - Receive"


@pytest.mark.parametrize(("number", "name"), [(1, "home"), (2, "receive"), (3, "items")])
def test_a_page_is_opened_by_ctrl_and_its_number(
    window: MainWindow, qtbot: QtBot, number: int, name: str
) -> None:
    qtbot.keyClick(window, str(number), CONTROL)

    assert window.name == name
    assert part(window, QToolButton, f"rail.{name}").isChecked()
    assert page(window).asked[-1] == "shown"


def test_a_page_is_opened_from_the_rail_and_kept(window: MainWindow) -> None:
    part(window, QToolButton, "rail.items").click()
    first = window.page

    window.open_page("home")
    part(window, QToolButton, "rail.items").click()

    assert window.page is first
    assert page(window).asked == ["shown", "shown"]


def test_only_pages_that_were_opened_are_built(window: MainWindow) -> None:
    assert [one.title for one in window.findChildren(Dock)] == ["Home"]


@pytest.mark.parametrize(
    ("key", "asked"), [(Qt.Key.Key_F4, "undo"), (Qt.Key.Key_Escape, "back")]
)
def test_a_key_of_the_frame_reaches_the_page_from_within_a_field(
    window: MainWindow, qtbot: QtBot, key: Qt.Key, asked: str
) -> None:
    page(window).field.setFocus()

    qtbot.keyClick(page(window).field, key)

    assert page(window).asked == ["shown", asked]


def test_ctrl_k_is_told(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.go_to_anything):
        qtbot.keyClick(window, "K", CONTROL)


def test_ctrl_p_asks_the_page_to_print(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(page(window).field, "P", CONTROL)

    assert page(window).asked == ["shown", "print"]


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_F8, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_BracketRight, CONTROL),
        (Qt.Key.Key_B, CONTROL),
        (Qt.Key.Key_C, CONTROL),
    ],
)
def test_what_scanners_send_starts_nothing(
    window: MainWindow, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    before = window.grab().toImage()

    qtbot.keyClick(window, key, modifier)

    assert window.name == "home"
    assert page(window).asked == ["shown"]
    assert window.grab().toImage() == before


def test_the_chip_says_where_the_next_scan_goes(window: MainWindow) -> None:
    window.open_page("receive")
    first = chip(window)

    page(window).where = "Answer: 1 or 2"
    page(window).chip_changed.emit()

    assert first == "Next scan: goods for receive"
    assert chip(window) == "Answer: 1 or 2"


def test_a_page_behind_does_not_change_the_chip(window: MainWindow) -> None:
    behind = page(window)
    window.open_page("receive")

    behind.where = "Next scan: elsewhere"
    behind.chip_changed.emit()

    assert chip(window) == "Next scan: goods for receive"


def test_a_window_behind_others_says_it_is_not_listening(
    window: MainWindow, qtbot: QtBot
) -> None:
    strip = part(window, QPushButton, "not_listening")
    other = QLineEdit()
    qtbot.addWidget(other)

    with qtbot.waitSignal(window.listening_changed) as told:
        other.show()
        other.activateWindow()

    assert told.args == [False]
    assert strip.isVisible()
    strip.click()
    qtbot.waitUntil(lambda: not strip.isVisible())


def test_f1_shows_the_manual_of_this_page_and_esc_closes_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.open_page("receive")
    text = part(window, QTextBrowser, "help.text")

    qtbot.keyClick(window, Qt.Key.Key_F1)
    shown = text.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Escape)

    assert shown
    assert text.toPlainText() == "Receiving\nScan the carton."
    assert not text.isVisible()
    assert "back" not in page(window).asked


def test_the_rail_folds_to_icons(window: MainWindow) -> None:
    wide = window.rail.width()

    part(window, QToolButton, "rail.fold").click()

    assert window.rail.width() < wide / 2
    button = part(window, QToolButton, "rail.receive")
    assert button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    assert "Receive" in button.toolTip()


def test_a_light_tells_its_state_in_words_too(window: MainWindow) -> None:
    window.top_line.show_lights([Light("A"), Light("B", "away"), Light("C", "trouble")])
    window.top_line.show_lights([Light("A"), Light("B"), Light("<b>C</b>", "trouble")])
    window.top_line.show_who("Operator 3", "DOCK-1")

    words = [
        label.text()
        for label in window.top_line.findChildren(QLabel)
        if label.property("role") == "light" and label.isVisible()
    ]
    assert sorted(words) == ["<b>C</b>, trouble", "A", "B", "Operator 3 · DOCK-1"]


def test_no_button_has_the_focus_until_someone_goes_there(window: MainWindow) -> None:
    window.open_page("receive")

    assert window.focusWidget() is page(window)


@pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
def test_a_window_that_never_came_to_the_front_says_so(
    theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    window = MainWindow(
        [PageEntry("home", "Home", "home", lambda: Dock("home"))], theme, tmp_path
    )
    qtbot.addWidget(window)
    window.setWindowFlag(Qt.WindowType.ToolTip)  # such a one is never brought to the front

    window.show()

    qtbot.waitUntil(part(window, QPushButton, "not_listening").isVisible)
