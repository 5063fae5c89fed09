"""Who made a lot and where: told on its page, changed with a reason, put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QTabBar

from lsn_desktop.storage import lsn_records
from tests.ui.at_keyboard import fill, keys, said
from tests.ui.parts import part, press
from tests.ui.windows import framed
from ui.parts import countries
from ui.screens import lsns
from ui.screens.lsns.screen import LsnsScreen

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from lsn_desktop.storage.lsn_records import Record
    from tests.ui.office import Office
    from ui.parts.theme import Theme


def record(place: Office) -> Record:
    with place.program.database.reading() as connection:
        return lsn_records.record(connection, place.lsn("L2611A"))


def test_maker_and_country_are_told_changed_and_put_back(
    place: Office, theme: Theme, qtbot: QtBot
) -> None:
    screen = framed([lsns.entry(place.desk)], theme, qtbot).page
    assert isinstance(screen, LsnsScreen)
    screen.go_to(place.lsn("L2611A"))
    screen.choose("fields")

    fill(screen, lsn__about__maker="Alm AG", lsn__about__country="switzerland")
    part(screen, QLineEdit, "lsn.about.country").returnPressed.emit()
    assert (record(place).maker, record(place).country) == ("Alm AG", "CH")
    assert said(screen, "lsn.notice").startswith("Saved.")
    assert part(screen, QLineEdit, "lsn.about.country").accessibleDescription() == (
        "CH · Switzerland"
    )

    fill(screen, lsn__about__country="Atlantis")
    press(screen, "lsn.about.save")
    assert record(place).country == "CH"
    fill(screen, lsn__about__country="at")
    press(screen, "lsn.about.save")
    reason = part(screen, QLineEdit, "lsn.about.reason")
    assert reason.accessibleDescription().startswith("A change of L2611A needs a reason.")
    assert reason.hasFocus()
    keys("misread")
    press(screen, "lsn.about.save")
    assert record(place).country == "AT"

    part(screen, QPushButton, "lsn.about.undo").click()
    assert record(place).country == "CH"


def test_a_page_that_is_opened_goes_through_its_tabs_by_keys(
    place: Office, theme: Theme, qtbot: QtBot
) -> None:
    screen = framed([lsns.entry(place.desk)], theme, qtbot).page
    assert isinstance(screen, LsnsScreen)
    screen.go_to(place.lsn("L2611A"))

    keys(Qt.Key.Key_PageDown, modifier=Qt.KeyboardModifier.ControlModifier)
    keys(Qt.Key.Key_PageDown, modifier=Qt.KeyboardModifier.ControlModifier)

    bar = part(screen, QTabBar, "lsn.tabs")
    assert bar.tabText(bar.currentIndex()) == "Holds"


def test_every_country_has_a_name_and_is_found_by_it() -> None:
    names = countries.names()
    assert len(names) > 240
    assert all(countries.code_of(name) == code for code, name in names.items())
    assert countries.code_of("XX") is None
