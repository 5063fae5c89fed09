"""What the tests of the face may ask for: the look of the program,
a lane to wait on, a small company at a desk or in the whole program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from lsn_desktop.settings import Settings
from tests.ui.office import Office, office
from tests.ui.running import Running
from ui.parts.theme import Theme
from ui.tasks import Tasks

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget


@pytest.fixture(autouse=True)
def _swept(qapp: QApplication) -> Generator[None]:
    """Nothing of a test's windows is left to the next: it would be styled again and again."""
    yield
    for left in qapp.topLevelWidgets():
        left.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def theme(qapp: QApplication) -> Generator[Theme]:
    """The light look; what a test chose is gone after it."""
    theme = Theme(qapp)
    yield theme
    theme.setParent(None)


class _Dresser(QtBot):
    """Dresses what a test shows, as the program dresses its window."""

    theme: Theme

    def addWidget(self, widget: QWidget, **how: Any) -> None:  # noqa: N802 - Qt's name
        self.theme.dress(widget)
        super().addWidget(widget, **how)


@pytest.fixture
def qtbot(request: pytest.FixtureRequest, theme: Theme) -> QtBot:
    bot = _Dresser(request)
    bot.theme = theme
    return bot


@pytest.fixture
def tasks(qapp: QApplication) -> Generator[Tasks]:
    """The program's own lanes, threads and all."""
    tasks = Tasks(qapp)
    yield tasks
    tasks.close()


@pytest.fixture
def place(tmp_path: Path, theme: Theme) -> Generator[Office]:
    """A desk in the small company."""
    made = office(tmp_path, theme)
    yield made
    made.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """How the program is set up, in a folder of the test's own."""
    return Settings(tmp_path, str(tmp_path / "lsn.db"), "DOCK-1")


@pytest.fixture
def running(
    tmp_path: Path, settings: Settings, theme: Theme, qtbot: QtBot
) -> Generator[Running]:
    """Olga, the owner, at work in the small company, in the whole program."""
    office(tmp_path, theme).close()
    running = Running(settings, theme, qtbot)
    running.sign_in("Olga", "2580")
    yield running
    running.close()
