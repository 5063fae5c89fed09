"""Ctrl+K finds the parts of pages too, and opens them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabBar, QWidget

from ui.frame.go_to_anything import GoToAnything
from ui.page import PageEntry
from ui.screens import certificates
from ui.screens.scanners import screen as scanners
from ui.screens.settings import screen as settings

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office
    from tests.ui.running import Running


@pytest.fixture
def go_to(place: Office, qtbot: QtBot) -> GoToAnything:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    pages = [
        certificates.entry(place.desk),
        PageEntry("scanners", "Scanners", "scanners", QWidget, scanners.PARTS),
        PageEntry("settings", "Settings", "settings", QWidget, settings.PARTS),
    ]
    return GoToAnything(window, place.desk, pages)


def found(go_to: GoToAnything, typed: str) -> list[tuple[str, str]]:
    go_to.open(typed)
    model = go_to.list.model()
    return [
        (str(model.index(row, 1).data()), str(model.index(row, 2).data()))
        for row in range(model.rowCount())
    ]


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("printers", "settings/printers"),
        ("settings sign", "settings/signing"),
        ("from supp", "certificates/supplied"),
        ("command sh", "scanners/sheet"),
    ],
)
def test_a_part_of_a_page_is_found_by_a_few_letters(
    go_to: GoToAnything, place: Office, typed: str, part: str
) -> None:
    go_to.open(typed)
    QTest.keyClick(go_to.field, Qt.Key.Key_Return)

    assert place.went == [(part, None)]


def test_pages_come_before_parts_and_parts_only_when_letters_are_typed(
    go_to: GoToAnything,
) -> None:
    assert found(go_to, "certif") == [
        ("Certificates", "Page"),
        ("Issued by us", "Certificates"),
        ("Missing", "Certificates"),
        ("From suppliers", "Certificates"),
        ("Rules", "Certificates"),
        ("Verify a certificate", "Certificates"),
    ]
    assert {of for _title, of in found(go_to, "")} == {"Page"}


def test_a_part_opens_on_its_page(running: Running) -> None:
    assert running.app.session is not None
    running.app.session.go("certificates/verify", None)
    running.sees("Verify a certificate")
    for part, title, shown in (
        ("settings/printers", "Settings", "Printers"),
        ("scanners/sheet", "Scanners", "Command sheet"),
        ("certificates/rules", "Certificates", "Rules"),
        ("labels/sheets", "Labels", "Sheets"),
    ):
        running.app.session.go(part, None)

        assert running.title == title
        (bar,) = [one for one in running.window.findChildren(QTabBar) if one.isVisible()]
        assert bar.tabText(bar.currentIndex()) == shown
