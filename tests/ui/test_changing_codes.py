"""The code of a lot put right on its page: said before it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from lsn_desktop.storage import lsns, verifying
from tests.dock import label
from tests.house_for_tests import BUTTER, MILK
from tests.ui.parts import listed, part, press, words
from tests.ui.windows import show_page
from ui.screens.lsns.screen import LsnsScreen
from ui.tables.table_view import TableView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office


@pytest.fixture
def screen(place: Office, qtbot: QtBot) -> LsnsScreen:
    """The milk lot L2611A; there is another one, X1, that expires later."""
    screen = show_page(LsnsScreen(place.desk), qtbot)
    screen.go_to(place.lsn("L2611A"))
    return screen


def fill(screen: LsnsScreen, **texts: str) -> None:
    for name, text in texts.items():
        part(screen, QLineEdit, f"lsn.change.{name}").setText(text)


def codes(place: Office, code: str) -> list[str]:
    with place.program.database.reading() as connection:
        assert list(verifying.verify(connection)) == []
        return [each.lsn.code for each in lsns.candidates(connection, code)]


def test_a_rename_is_said_and_then_done_by_keyboard(screen: LsnsScreen, place: Office) -> None:
    screen.ask_change("rename")
    fill(screen, code="L2611B", reason="misread")
    reason = part(screen, QLineEdit, "lsn.change.reason")

    QTest.keyClick(reason, Qt.Key.Key_Return)

    assert words(screen, "lsn.change.plan").splitlines()[0] == (
        "L2611A of Whole milk 1 L becomes L2611B."
    )
    assert codes(place, "L2611B") == []
    QTest.keyClick(reason, Qt.Key.Key_Return)

    assert codes(place, "L2611A") == ["L2611B"]
    assert listed(screen, "lsn.changes", 1) == ["Renamed L2611A > L2611B"]
    assert "Renamed L2611A > L2611B (misread)" in listed(screen, "lsn.timeline", 1)


def test_a_changed_form_must_be_seen_again(screen: LsnsScreen, place: Office) -> None:
    screen.ask_change("rename")
    fill(screen, code="L2611B", reason="misread")
    press(screen, "lsn.change.see")
    assert part(screen, QPushButton, "lsn.change.do").isVisible()

    fill(screen, code="L2611C")

    assert not part(screen, QPushButton, "lsn.change.do").isVisible()
    assert codes(place, "L2611C") == []


def test_lots_of_two_dates_are_not_merged(screen: LsnsScreen) -> None:
    screen.ask_change("merge")
    screen.scanned(label(ai01=MILK, ai17="261230", ai10="X1").encode(), "Dock scanner")
    assert part(screen, QLineEdit, "lsn.change.code").text() == "X1"
    fill(screen, reason="one lot")

    press(screen, "lsn.change.see")

    assert words(screen, "lsn.notice").startswith(
        "The expiry of L2611A is 2026-12-19, that of X1 is 2026-12-30."
    )


def test_a_label_of_another_item_is_refused(screen: LsnsScreen) -> None:
    screen.ask_change("merge")

    screen.scanned(label(ai01=BUTTER, ai10="X1").encode(), "Dock scanner")

    assert words(screen, "lsn.notice").startswith("This is a label of Butter 250 g.")
    assert part(screen, QLineEdit, "lsn.change.code").text() == ""


def test_some_is_split_off_and_merged_back(screen: LsnsScreen, place: Office) -> None:
    screen.go_to(place.lsn("B2610A"))
    screen.ask_change("split")
    fill(screen, code="B-wet", quantity="1", reason="wet")
    press(screen, "lsn.change.see")
    press(screen, "lsn.change.do")
    assert codes(place, "B-wet") == ["B-wet"]
    assert "Split CV-00001" in listed(screen, "lsn.timeline", 1)

    part(screen, TableView, "lsn.changes").selectRow(0)
    QTest.keyClick(part(screen, TableView, "lsn.changes"), Qt.Key.Key_Return)
    assert place.went == [("lsns", place.lsn("B-wet"))]
    screen.go_to(place.lsn("B-wet"))
    screen.ask_change("merge")
    fill(screen, code="B2610A", reason="dry again")
    press(screen, "lsn.change.see")
    press(screen, "lsn.change.do")

    assert codes(place, "B-wet") == ["B2610A"]


def test_a_serial_can_only_be_renamed(screen: LsnsScreen, place: Office) -> None:
    screen.go_to(place.lsn("SN-1"))
    screen.choose("changes")
    assert part(screen, QComboBox, "lsn.change.kind").count() == 1


def test_serials_leave_their_lot(screen: LsnsScreen, place: Office) -> None:
    screen.go_to(place.lsn("C77"))
    screen.ask_change("split")
    fill(screen, code="C78", serials="~+2", reason="other box")
    press(screen, "lsn.change.see")
    assert not part(screen, QPushButton, "lsn.change.do").isVisible()

    fill(screen, serials="SN-1")
    press(screen, "lsn.change.see")
    press(screen, "lsn.change.do")

    with place.program.database.reading() as connection:
        (lot,) = lsns.candidates(connection, "C78")
        assert lsns.serials_of(connection, lot.lsn.id) == [place.lsn("SN-1")]
