from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ui.scans.scan_list import ScanList
from ui.scans.scan_words import ScanRow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.parts.theme import Theme

MILK = ScanRow("7", "ok", "Whole milk 1 L", "L2611A", "+12", "now", can_undo=True)
UNKNOWN = ScanRow("8", "refused", "Unknown code", time="14:02:12")
UNDO = 5


@pytest.fixture
def scans(theme: Theme, qtbot: QtBot) -> ScanList:
    scans = ScanList(theme)
    qtbot.addWidget(scans)
    scans.resize(620, 300)
    scans.show_scans([MILK])
    with qtbot.waitExposed(scans):
        scans.show()
    return scans


def words(scans: ScanList, row: int) -> list[object]:
    model = scans.model()
    return [model.data(model.index(row, column)) for column in range(model.columnCount())]


def click_undo(scans: ScanList, qtbot: QtBot, row: int) -> None:
    place = scans.visualRect(scans.model().index(row, UNDO)).center()
    qtbot.mouseClick(scans.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_the_newest_scan_stands_on_top(scans: ScanList) -> None:
    scans.add(UNKNOWN)

    assert words(scans, 0) == ["", "Unknown code", "", "", "14:02:12", ""]
    assert words(scans, 1) == ["", "Whole milk 1 L", "L2611A", "+12", "now", "Undo"]


def test_a_click_on_undo_tells_which_scan(scans: ScanList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(scans.undo) as told:
        click_undo(scans, qtbot, 0)

    assert told.args == ["7"]


def test_delete_takes_back_the_selected_scan(scans: ScanList, qtbot: QtBot) -> None:
    scans.selectRow(0)

    with qtbot.waitSignal(scans.undo) as told:
        qtbot.keyClick(scans, Qt.Key.Key_Delete)

    assert told.args == ["7"]


def test_what_cannot_be_undone_does_not_offer_it(scans: ScanList, qtbot: QtBot) -> None:
    scans.add(UNKNOWN)

    with qtbot.assertNotEmitted(scans.undo):
        click_undo(scans, qtbot, 0)


def test_an_undone_scan_stays_in_the_list_and_says_so(scans: ScanList) -> None:
    scans.add(UNKNOWN)

    scans.change(replace(MILK, words="Undone: Whole milk 1 L", can_undo=False))

    assert [row.words for row in scans.rows] == ["Unknown code", "Undone: Whole milk 1 L"]
    assert words(scans, 1)[UNDO] == ""


def test_ten_thousand_scans_are_shown_at_once(scans: ScanList) -> None:
    scans.show_scans([replace(MILK, key=str(number)) for number in range(10_000)])

    assert scans.model().rowCount() == 10_000
    assert not scans.grab().isNull()


@pytest.mark.parametrize(("lot", "inked"), [("", True), (" ", False)])
def test_words_use_the_place_of_a_lot_that_is_not_there(
    scans: ScanList,
    theme: Theme,
    lot: str,
    inked: bool,  # noqa: FBT001
) -> None:
    scans.resize(400, 100)
    scans.show_scans([replace(UNKNOWN, words="Unknown code 4006381333931", lot=lot)])

    picture = scans.grab().toImage()
    place = scans.visualRect(scans.model().index(0, 2))
    ground = theme.colour("surface").rgb()
    seen = {
        picture.pixel(x, y)
        for x in range(place.left(), place.right())
        for y in range(place.top(), place.bottom())
    }
    assert (seen != {ground}) == inked


def test_an_empty_list_says_what_will_be_in_it(theme: Theme, qtbot: QtBot) -> None:
    scans = ScanList(theme, nothing="Nothing was scanned yet.")
    qtbot.addWidget(scans)
    said = next(one for one in scans.findChildren(QLabel) if one.text())

    empty = said.isVisibleTo(scans)
    scans.add(MILK)
    filled = said.isVisibleTo(scans)
    scans.show_scans([])

    assert said.text() == "Nothing was scanned yet."
    assert (empty, filled, said.isVisibleTo(scans)) == (True, False, True)
