"""The whole program in one window, with somebody at work: for tests of what joins pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from tests.ui.parts import part
from ui.app import App
from ui.frame.program_window import ProgramWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from lsn_desktop.program import Program
    from lsn_desktop.settings import Settings
    from ui.parts.theme import Theme

W = TypeVar("W", bound=QWidget)
_PATIENCE = 30_000  # ms


class Running:
    """The program, and a person in front of it."""

    def __init__(
        self, settings: Settings, theme: Theme, qtbot: QtBot, *, demo: bool = False
    ) -> None:
        self.window = ProgramWindow()
        qtbot.addWidget(self.window)
        self.app, self._qtbot = App(self.window, theme, settings, demo=demo), qtbot
        self.window.show()
        self.app.open()

    @property
    def program(self) -> Program:
        assert self.app._program is not None
        return self.app._program

    def sign_in(self, name: str, pin: str) -> None:
        self.until(lambda: self.title == "Sign in")
        buttons = self.window.findChildren(QPushButton)
        next(one for one in buttons if one.objectName() == f"sign_in.user.{name}").click()
        self.type("sign_in.pin", pin)
        self.press("sign_in.enter")
        self.until(lambda: self.title not in {"Sign in", "Opening"})

    def open(self, page: str, tab: str) -> None:
        """Show a page of the rail, and a part of it."""
        assert self.app.session is not None
        shown = self.app.session.frame.open_page(page)
        getattr(shown, "choose")(tab)  # noqa: B009 - not every page has parts

    def part(self, kind: type[W], name: str) -> W:
        return part(self.window, kind, name)

    def press(self, name: str) -> None:
        """Press a button that can be pressed."""
        button = self.part(QPushButton, name)
        self.until(lambda: button.isEnabled() and button.isVisible())
        button.click()

    def type(self, name: str, text: str) -> None:
        field = self.part(QLineEdit, name)
        field.clear()
        QTest.keyClicks(field, text)

    def sees(self, words: str) -> None:
        """Wait for words to stand somewhere on the screen."""
        self.until(lambda: words in self.text())

    def text(self) -> str:
        labels = self.window.findChildren(QLabel)
        return "\n".join(one.text() for one in labels if one.isVisible())

    @property
    def title(self) -> str:
        return self.window.windowTitle().removeprefix("LSN Desktop - ")

    def until(self, there: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(there, timeout=_PATIENCE)

    def close(self) -> None:
        self.window.close()
