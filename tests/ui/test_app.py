"""From an empty folder to somebody at work: first start, sign-in, lock, second start."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton

from lsn_desktop.services.office import backing_up, signing
from lsn_desktop.settings import Settings
from tests.scanning.keyboard import typing
from tests.ui.keys import send
from tests.ui.parts import part
from ui.app import App
from ui.frame.program_window import ProgramWindow

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.parts.theme import Theme


class Started:
    """A started program and what its window says."""

    def __init__(self, app: App, window: ProgramWindow, qtbot: QtBot) -> None:
        self.app, self.window, self._qtbot = app, window, qtbot

    def sees(self, words: str) -> None:
        self._until(lambda: words in self.text())

    def text(self) -> str:
        labels = self.window.findChildren(QLabel)
        return "\n".join(one.text() for one in labels if one.isVisible())

    def title(self, title: str) -> None:
        self._until(lambda: self.window.windowTitle() == f"LSN Desktop - {title}")

    def fill(self, **fields: str) -> None:
        for name, text in fields.items():
            field = part(self.window, QLineEdit, name.replace("__", "."))
            field.clear()
            QTest.keyClicks(field, text)

    def press(self, name: str) -> None:
        QTest.mouseClick(part(self.window, QPushButton, name), Qt.MouseButton.LeftButton)

    def close(self) -> None:
        self.window.close()

    def _until(self, there: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(there, timeout=20_000)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path, str(tmp_path / "lsn.db"), "DOCK-1", sounds=False)


@pytest.fixture
def start(theme: Theme, qtbot: QtBot) -> Generator[Callable[[Settings], Started]]:
    """Starts the program; whatever is still open at the end is closed."""
    begun: list[Started] = []

    def start(settings: Settings) -> Started:
        window = ProgramWindow()
        qtbot.addWidget(window)
        started = Started(App(window, theme, settings), window, qtbot)
        window.show()
        started.app.open()
        begun.append(started)
        return started

    yield start
    for one in begun:
        one.close()


@pytest.fixture
def company(start: Callable[[Settings], Started], settings: Settings) -> Started:
    """A company just started by its owner, who works."""
    started = start(settings)
    started.title("Welcome")
    started.fill(
        first_start__name="Corner Shop",
        first_start__owner="Olga",
        first_start__pin="2580",
        first_start__again="2580",
    )
    started.press("first_start.start")
    started.title("Home")
    return started


def test_the_first_start_makes_a_company_and_its_owner(company: Started) -> None:
    company.sees("Corner Shop")
    company.sees("Olga · DOCK-1")
    company.sees("First steps")


def test_an_unfilled_page_says_what_is_wrong_field_by_field_and_makes_nothing(
    start: Callable[[Settings], Started], settings: Settings
) -> None:
    started = start(settings)
    started.title("Welcome")
    started.fill(first_start__pin="12")
    started.press("first_start.start")

    for words in ("The company has no name.", "The owner has no name.", "4 to 12 digits"):
        assert words in started.text()
    focus = QApplication.focusWidget()
    assert focus is None or focus.objectName() in {"first_start.name", ""}
    assert started.app.session is None


def test_the_demo_company_of_ones_choice_is_tried_on_the_first_page(
    start: Callable[[Settings], Started], settings: Settings
) -> None:
    started = start(settings)
    started.title("Welcome")
    choice = part(started.window, QComboBox, "first_start.demo_company")
    choice.setCurrentIndex(choice.findData("electronics"))
    started.press("first_start.demo")

    started.title("Sign in")
    started.sees("Demo: Marta Silva has the PIN 2580.")
    started.sees("Halden Circuits")


def test_two_pins_that_differ_make_no_company(
    start: Callable[[Settings], Started], settings: Settings
) -> None:
    started = start(settings)
    started.title("Welcome")
    started.fill(
        first_start__name="Corner Shop",
        first_start__owner="Olga",
        first_start__pin="2580",
        first_start__again="2581",
    )
    started.press("first_start.start")

    started.sees("The two PINs differ.")
    assert started.app.session is None


def test_the_second_start_asks_who_works_and_takes_only_the_right_pin(
    company: Started, start: Callable[[Settings], Started], settings: Settings
) -> None:
    company.close()

    again = start(settings)
    again.title("Sign in")
    again.sees("PIN of Olga")  # the only one is chosen
    again.fill(sign_in__pin="1111")
    again.press("sign_in.enter")
    again.sees("This is not the PIN of Olga.")
    again.fill(sign_in__pin="2580")
    again.press("sign_in.enter")
    again.title("Home")


def test_a_name_half_typed_is_the_one_it_begins_also_when_tab_leaves_it(
    company: Started, start: Callable[[Settings], Started], settings: Settings
) -> None:
    company.close()
    again = start(settings)
    again.title("Sign in")

    again.fill(sign_in__name="ol", sign_in__pin="2580")
    again.press("sign_in.enter")

    again.title("Home")


def test_locking_keeps_the_pages_and_asks_who_is_there(company: Started) -> None:
    session = company.app.session
    company.app.lock()
    company.title("Sign in")
    assert not company.window.in_frame

    company.fill(sign_in__pin="2580")
    company.press("sign_in.enter")

    company.title("Home")
    assert company.app.session is session


def test_the_log_is_brought_into_the_file_when_nobody_scans(
    company: Started, settings: Settings, qtbot: QtBot
) -> None:
    session = company.app.session
    assert session is not None
    database, by = session.desk.program.database, session.desk.station.by()
    file = settings.folder / "lsn.db"
    before = file.stat().st_mtime_ns
    company.app.tasks.write(
        lambda: database.run(by, lambda tx: signing.add_user(tx, "Bruno", "1357")),
        lambda _done: company.app.changes.announce({"user"}),
        lambda error: pytest.fail(str(error)),
    )

    qtbot.waitUntil(lambda: file.stat().st_mtime_ns > before, timeout=10_000)


def test_the_daily_backup_is_made_in_nobodys_way(company: Started, qtbot: QtBot) -> None:
    session = company.app.session
    assert session is not None
    program = session.desk.program

    qtbot.waitUntil(
        lambda: backing_up.last_good(program.settings.backups) is not None, timeout=20_000
    )


def test_a_badge_signs_in_and_a_scan_at_the_lock_is_no_password(company: Started) -> None:
    badge = signing.new_badge()
    session = company.app.session
    assert session is not None
    database, by = session.desk.program.database, session.desk.station.by()
    database.run(by, lambda tx: signing.add_user(tx, "Bruno", "1357", badge=badge))
    company.app.lock()
    company.title("Sign in")

    company.app.scanners.scanned.emit(b"09521234543213", "Dock", True)  # noqa: FBT003
    company.sees("Sign in first")
    company.app.scanners.scanned.emit(badge.encode(), "Dock", True)  # noqa: FBT003

    company.title("Home")
    company.sees("Bruno · DOCK-1")


def test_a_database_that_cannot_be_opened_is_said_with_its_remedy(
    start: Callable[[Settings], Started], settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "lsn.db").write_bytes(b"no database at all, only a file of this name" * 50)

    started = start(settings)

    started.title("Trouble")
    started.sees("The database could not be opened")
    assert part(started.window, QPushButton, "trouble.again").isVisible()


def test_a_closed_program_hears_no_more_keys(company: Started, qtbot: QtBot) -> None:
    company.close()
    field = QLineEdit()
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    field.setFocus()

    send(field.windowHandle(), typing("a", 5))

    assert field.text() == "a"  # at once: nobody holds it back


def test_a_look_that_is_chosen_is_kept_for_the_next_start(
    company: Started, settings: Settings, theme: Theme
) -> None:
    company.app.change_settings(replace(settings, theme="dark"))

    assert theme.name == "dark"
    assert 'theme = "dark"' in (settings.folder / "settings.toml").read_text()
