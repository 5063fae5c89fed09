"""Pictures and PDFs on the window: their codes are chosen from and taken as scans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragLeaveEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from zxingcpp import BarcodeFormat

from tests.devices.symbols import beside, symbol
from tests.house_for_tests import BUTTER, MILK
from tests.ui.at_keyboard import CONTROL, keys
from tests.ui.at_pictures import AtPictures, drag, files, gs1, plain, undated
from tests.ui.parts import part, press, shown_words, words
from tests.ui.windows import framed
from ui.page import PageEntry, PlainPage
from ui.screens.receive import ReceivePage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office
    from tests.ui.running import Running
    from ui.parts.theme import Theme
    from ui.tasks import Tasks


@pytest.fixture
def at(place: Office, theme: Theme, qtbot: QtBot, tmp_path: Path) -> AtPictures:
    page, office = ReceivePage(place.desk), PlainPage("Items", "items")
    window = framed(
        [
            PageEntry("items", "Items", "items", lambda: office),
            PageEntry("receive", "Receive", "receive", lambda: page),
        ],
        theme,
        qtbot,
    )
    return AtPictures(place, window, tmp_path)


def test_a_dropped_picture_shows_its_codes_in_words(at: AtPictures) -> None:
    at.drop(at.file("slip.png", gs1("L1"), plain("LOT-9")))

    assert at.panel.isVisible()
    assert at.codes() == [f"(01){MILK}(17)261219(10)L1", "LOT-9"]
    first, second = at.rows
    assert first.words == "Whole milk 1 L · lot L1 · expires 2026-12-19"
    assert (first.read_as, first.where) == ("GS1 DataMatrix (01)(17)(10)", "slip.png")
    assert second.words == "A code nothing is known of here yet"
    assert at.panel.list.hasFocus()
    assert at.ticks() == [True, True]


def test_where_to_drop_is_shown_while_a_file_is_over_the_window(at: AtPictures) -> None:
    where = part(at.window, QFrame, "picture_drop")
    field = QLineEdit(at.window.page_widget)

    enter = drag(at.window, files(at.folder / "slip.png"))
    assert (enter.isAccepted(), where.isVisible()) == (True, True)
    assert not field.acceptDrops()  # it would only write down the file's address
    QApplication.sendEvent(at.window, QDragLeaveEvent())
    assert (where.isHidden(), field.acceptDrops()) == (True, True)

    text = QMimeData()
    text.setText("LOT-9")
    assert not drag(at.window, text).isAccepted()
    assert where.isHidden()


def test_ten_labels_of_a_picture_are_ten_scans_of_a_receipt(
    at: AtPictures, qtbot: QtBot
) -> None:
    lots = [f"L{number:02}" for number in range(10)]
    at.receive()
    at.drop(at.file("pallet.png", *(gs1(lot) for lot in lots)))
    assert words(at.panel, "picture.line") == "They go to Receive as scans, from the top."

    keys(Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: not at.reader.feed.is_on)
    assert at.panel.isHidden()
    assert at.scans() == [("Picture: pallet.png", lot) for lot in lots]
    assert at.lines() == lots


def test_only_ticked_codes_are_taken_and_in_their_order(at: AtPictures, qtbot: QtBot) -> None:
    at.receive()
    at.drop(at.file("three.png", gs1("LA1"), gs1("LA2"), gs1("LA3")))

    keys("a", Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Home)
    assert at.ticks() == [False, False, True]
    keys(Qt.Key.Key_Space)
    assert part(at.panel, QPushButton, "picture.take").text() == "Take 2 codes"
    keys(Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: not at.reader.feed.is_on)
    assert [end for _device, end in at.scans()] == ["LA1", "LA3"]


def test_a_tick_is_set_by_a_click(at: AtPictures) -> None:
    at.drop(at.file("two.png", gs1("LA1"), gs1("LA2")))
    view = at.panel.list

    second = view.visualRect(view.model().index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=second)

    assert at.ticks() == [True, False]


def test_the_same_code_is_ticked_once(at: AtPictures) -> None:
    one, other = at.file("one.png", gs1("LA1"), gs1("LA1")), at.file("two.png", gs1("LA1"))

    at.drop(one, other)
    assert at.ticks() == [True, False, False]
    keys("aa")
    assert at.ticks() == [True, False, False]

    at.drop(other)
    assert [row.where for row in at.rows] == ["one.png", "one.png", "two.png", "two.png"]
    assert at.ticks() == [True, False, False, False]


def test_a_page_that_takes_no_scans_looks_up_the_one_chosen(
    at: AtPictures, qtbot: QtBot
) -> None:
    lsn = at.place.lsn("L2611A")
    at.drop(at.file("two.png", plain("SN-1"), plain("L2611A")))
    assert "takes no scans" in words(at.panel, "picture.line")

    keys(Qt.Key.Key_Down, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: bool(at.place.went))
    assert at.place.went == [("lsns", lsn)]
    assert [end for _device, end in at.scans()] == ["11A"]


def test_a_question_is_answered_before_the_next_code_is_taken(
    at: AtPictures, qtbot: QtBot
) -> None:
    at.receive()
    at.drop(at.file("three.png", undated("LA1"), gs1("LA2"), gs1("LA3")))

    keys(Qt.Key.Key_Return)

    strip = part(at.window, QLabel, "picture.words")
    qtbot.waitUntil(lambda: strip.text() == "Waiting for your answer: 1 of 3 codes are taken")
    assert len(at.scans()) == 1
    part(at.window, QLineEdit, "receive.answer").setFocus()
    keys("31.12.2026", Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not at.reader.feed.is_on)
    assert at.lines() == ["LA1", "LA2", "LA3"]
    assert part(at.window, QFrame, "picture").isHidden()


def test_the_next_code_may_be_the_answer(at: AtPictures, qtbot: QtBot) -> None:
    at.receive()
    expiry = symbol("(17)261231", BarcodeFormat.DataMatrix, 3, gs1=True)
    at.drop(at.file("label.png", undated("LA1"), expiry))
    keys(Qt.Key.Key_Return)
    more = part(at.window, QPushButton, "picture.next")
    qtbot.waitUntil(more.isVisible)

    more.click()

    assert at.lines() == ["LA1"]
    assert not at.reader.feed.is_on


def test_codes_wait_for_the_page_they_are_for_and_can_be_stopped(
    at: AtPictures, qtbot: QtBot
) -> None:
    at.receive()
    at.drop(at.file("two.png", undated("LA1"), gs1("LA2")))
    keys(Qt.Key.Key_Return)
    at.window.open_page("items")

    strip = part(at.window, QLabel, "picture.words")
    qtbot.waitUntil(lambda: strip.text().startswith("Waiting for the page the codes are for"))
    press(at.window, "picture.stop")

    assert not at.reader.feed.is_on
    assert part(at.window, QFrame, "picture").isHidden()
    assert len(at.scans()) == 1


def test_nothing_is_taken_while_the_program_is_locked(at: AtPictures, qtbot: QtBot) -> None:
    at.receive()
    at.drop(at.file("two.png", gs1("LA1"), gs1("LA2")))
    part(at.window, QPushButton, "picture.take").click()
    at.window.hide()
    qtbot.wait(100)
    assert len(at.scans()) == 1

    at.window.show()

    qtbot.waitUntil(lambda: not at.reader.feed.is_on)
    assert at.lines() == ["LA1", "LA2"]


def test_esc_leaves_and_takes_nothing(at: AtPictures) -> None:
    at.receive()
    at.drop(at.file("slip.png", gs1("LA1"), gs1("LA2")))

    keys(Qt.Key.Key_Space, Qt.Key.Key_Escape)

    assert at.panel.isHidden()
    assert at.scans() == []
    assert at.window.page_widget.isAncestorOf(focused()) or focused() is at.window.page_widget

    assert words(at.window, "picture.words") == "2 codes in slip.png: none taken yet"

    press(at.window, "picture.again")
    assert (at.panel.isVisible(), at.ticks()) == (True, [False, True])
    keys(Qt.Key.Key_Escape)
    press(at.window, "picture.forget")
    assert part(at.window, QFrame, "picture").isHidden()


def test_a_scan_meanwhile_shows_what_became_of_it(at: AtPictures, qtbot: QtBot) -> None:
    at.receive()
    at.router.began.connect(at.reader.set_aside)
    at.drop(at.file("slip.png", gs1("LA1")))

    at.router.scanned(f"01{MILK}1726121910LB1".encode(), "Dock scanner", certain=True)

    qtbot.waitUntil(at.panel.isHidden)
    assert words(at.window, "picture.words") == "1 code in slip.png: none taken yet"


def test_a_lot_in_a_picture_ends_where_its_code_ends(at: AtPictures, qtbot: QtBot) -> None:
    """A scanner may have dropped a separator within; what looks at a picture has not."""
    lot = f"(01){BUTTER}(10)B917261231"
    at.receive()
    at.drop(at.file("slip.png", symbol(lot, BarcodeFormat.DataMatrix, 3, gs1=True)))

    keys(Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: not at.reader.feed.is_on)
    assert at.lines() == ["B917261231"]
    scanned = f"]d201{BUTTER}10B817261231".encode()
    at.router.scanned(scanned, "Dock scanner", certain=True)
    assert at.window.page.asks


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_tab_stays_on_the_panel(at: AtPictures) -> None:
    at.receive()
    at.drop(at.file("slip.png", gs1("LA1")))

    names = []
    for _step in range(4):
        keys(Qt.Key.Key_Tab)
        names.append(focused().objectName())

    assert names == ["picture.leave", "picture.all", "picture.take", "picture.codes"]


def test_a_picture_without_a_code_says_what_may_help(at: AtPictures) -> None:
    at.drop(at.file("blank.png", Image.new("L", (300, 200), 255)))

    said = shown_words(at.panel)
    assert "No code was found in blank.png" in said
    assert any("300 dpi" in one for one in said)
    keys(Qt.Key.Key_Escape)
    assert at.panel.isHidden()


def test_a_file_that_cannot_be_read_is_told_beside_the_codes_of_the_others(
    at: AtPictures,
) -> None:
    bad = at.folder / "list.csv"
    bad.write_text("a;b", encoding="utf-8")

    at.drop(bad, at.file("slip.png", gs1("LA1")), at.folder / "gone.png")

    assert len(at.rows) == 1
    trouble = words(at.panel, "picture.troubles")
    assert "list.csv is neither a picture nor a PDF" in trouble
    assert "gone.png cannot be read" in trouble


def test_a_picture_is_pasted_where_no_text_is_typed(at: AtPictures) -> None:
    path = at.file("slip.png", gs1("LA1"))
    clipboard = QGuiApplication.clipboard()
    clipboard.setImage(QImage(str(path)))
    QTest.keyClick(at.window, Qt.Key.Key_V, CONTROL)
    assert [row.where for row in at.rows] == ["Pasted picture"]
    keys(Qt.Key.Key_Escape)

    clipboard.setMimeData(files(path))
    QTest.keyClick(at.window, Qt.Key.Key_V, CONTROL)
    assert [row.where for row in at.rows] == ["Pasted picture", "slip.png"]
    keys(Qt.Key.Key_Escape)

    clipboard.setText("LOT-9")
    QTest.keyClick(at.window, Qt.Key.Key_V, CONTROL)
    assert at.panel.isHidden()
    assert at.told == ["There is no picture on the clipboard."]


def test_ctrl_v_in_a_text_field_is_the_fields(at: AtPictures) -> None:
    field = QLineEdit(at.window.page_widget)
    field.show()
    field.setFocus()
    QGuiApplication.clipboard().setText("LOT-9")

    keys(Qt.Key.Key_V, modifier=CONTROL)

    assert field.text() == "LOT-9"
    assert at.told == []


def test_files_are_chosen_by_keyboard_too(
    at: AtPictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = at.file("slip.png", gs1("LA1"))
    monkeypatch.setattr(QFileDialog, "exec", lambda _dialog: True)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _dialog: [str(path)])

    at.reader.choose()

    assert [row.where for row in at.rows] == ["slip.png"]


def test_reading_goes_on_beside_the_window_and_can_be_cancelled(
    at: AtPictures, tasks: Tasks, qtbot: QtBot
) -> None:
    at.place.desk.lanes = tasks
    pages = [beside(gs1(f"L{number:02}")) for number in range(3)]
    path = at.folder / "slips.pdf"
    pages[0].save(path, save_all=True, append_images=pages[1:])
    strip = part(at.window, QLabel, "picture.words")

    at.drop(path)
    assert strip.text() == "Reading the codes of slips.pdf"
    qtbot.waitUntil(lambda: strip.text() == "slips.pdf: page 1 of 3 was read", timeout=20_000)
    press(at.window, "picture.stop")
    assert part(at.window, QFrame, "picture").isHidden()

    at.drop(path)
    qtbot.waitUntil(at.panel.isVisible, timeout=60_000)
    assert [row.where for row in at.rows] == [f"slips.pdf, page {page}" for page in (1, 2, 3)]


def test_a_picture_can_be_read_from_anywhere_in_the_program(
    running: Running, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    beside(plain("L2611A")).save(tmp_path / "slip.png")
    monkeypatch.setattr(QFileDialog, "exec", lambda _dialog: True)
    monkeypatch.setattr(
        QFileDialog, "selectedFiles", lambda _dialog: [str(tmp_path / "slip.png")]
    )
    assert running.app.session is not None
    go_to = running.app.session.go_to

    go_to.open("read a pic")
    QTest.keyClick(go_to.field, Qt.Key.Key_Return)
    panel = running.app.session.pictures.panel
    qtbot.waitUntil(panel.isVisible, timeout=20_000)
    running.app.session.router.scanned(b"LSN-DO-YES", "Dock scanner", certain=True)

    running.until(lambda: "L2611A" in running.text() and running.title == "LSNs")
