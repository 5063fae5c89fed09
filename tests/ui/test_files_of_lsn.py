"""Files of a lot or serial: attached, and saved where a person says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QPushButton

from tests.ui.parts import listed, part, press, shown_words, words
from tests.ui.windows import show_page
from ui.prints.page_pictures import PagePictures
from ui.prints.paper import Paper
from ui.screens.lsns.files import FilesTab
from ui.screens.lsns.screen import LsnsScreen
from ui.tables.table_view import TableView

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office

KEPT = b"fat;3.5\n"


@pytest.fixture
def screen(place: Office, tmp_path: Path, qtbot: QtBot) -> LsnsScreen:
    """A lot with a file whose name would be a path, were it taken as it is."""
    screen = show_page(LsnsScreen(place.desk), qtbot)
    screen.go_to(place.lsn("L2611A"))
    screen.choose("certificates")
    (tmp_path / "milk: fat.csv").write_bytes(KEPT)
    screen.findChildren(FilesTab)[0].attach(tmp_path / "milk: fat.csv")
    return screen


def test_a_file_is_attached_and_listed(screen: LsnsScreen) -> None:
    assert words(screen, "lsn.notice") == "milk: fat.csv is attached."
    assert listed(screen, "lsn.files") == ["milk: fat.csv"]


def test_it_is_saved_as_it_was_under_a_name_that_is_one(
    screen: LsnsScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "saved").mkdir()
    monkeypatch.chdir(tmp_path / "saved")
    part(screen, TableView, "lsn.files").selectRow(0)
    QTimer.singleShot(0, agree)

    press(screen, "lsn.files.save")

    saved = tmp_path / "saved" / "milk_ fat.csv"
    assert saved.read_bytes() == KEPT
    assert words(screen, "lsn.notice").startswith("Saved as ")


def test_a_picture_and_a_pdf_are_shown_beside_the_list(
    screen: LsnsScreen, tmp_path: Path
) -> None:
    assert preview(screen) == []  # a CSV has none
    page = Image.new("RGB", (1500, 2000), "red")
    for name in ("pallet.jpg", "coa.pdf"):
        page.save(tmp_path / name)
        screen.findChildren(FilesTab)[0].attach(tmp_path / name)

        choose(screen, name)

        (shown,) = preview(screen)
        assert shown.accessibleName() == "Page 1 of 1"
        assert shown.isVisible()


def test_a_lot_without_files_has_nothing_to_open_or_save(
    screen: LsnsScreen, place: Office
) -> None:
    assert part(screen, QPushButton, "lsn.files.save").isVisible()

    screen.go_to(place.lsn("B2610A"))
    screen.choose("certificates")

    assert not part(screen, QPushButton, "lsn.files.save").isVisible()
    assert part(screen, QPushButton, "lsn.files.issue_first").isVisible()


def test_a_damaged_file_says_so_in_place_of_its_preview(
    screen: LsnsScreen, tmp_path: Path
) -> None:
    (tmp_path / "torn.pdf").write_bytes(b"%PDF-1.7 and no more")
    screen.findChildren(FilesTab)[0].attach(tmp_path / "torn.pdf")

    choose(screen, "torn.pdf")

    assert preview(screen) == []
    assert any("neither a picture nor a PDF" in text for text in shown_words(screen))


def test_a_file_is_kept_with_what_it_is_and_its_days(
    screen: LsnsScreen, tmp_path: Path
) -> None:
    part(screen, QComboBox, "lsn.files.kind").setCurrentText("Mill test report")
    part(screen, QLineEdit, "lsn.files.issued").setText("2026-11-01")
    part(screen, QLineEdit, "lsn.files.expires").setText("2026-13-01")
    (tmp_path / "mtr.txt").write_bytes(KEPT)
    screen.findChildren(FilesTab)[0].attach(tmp_path / "mtr.txt")
    assert words(screen, "lsn.notice").startswith("2026-13-01 is no day.")

    part(screen, QLineEdit, "lsn.files.expires").setText("2026-10-01")
    screen.findChildren(FilesTab)[0].attach(tmp_path / "mtr.txt")
    assert words(screen, "lsn.notice").startswith(
        "mtr.txt would expire on 2026-10-01, before it was issued on 2026-11-01."
    )

    part(screen, QLineEdit, "lsn.files.expires").setText("2099-11-01")
    screen.findChildren(FilesTab)[0].attach(tmp_path / "mtr.txt")
    at = listed(screen, "lsn.files").index("mtr.txt")
    assert listed(screen, "lsn.files", 1)[at] == "Mill test report"
    assert listed(screen, "lsn.files", 2)[at] == "2026-11-01"
    assert listed(screen, "lsn.files", 3)[at].startswith("2099-11-01 · ")


def test_a_picture_is_pasted_with_the_keys_for_it(screen: LsnsScreen, place: Office) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(0xFF0000)
    QGuiApplication.clipboard().setImage(image)
    table = part(screen, TableView, "lsn.files")
    table.setFocus()

    QTest.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    name = f"Pasted {place.desk.station.by().on}.png"
    assert words(screen, "lsn.notice") == f"{name} is attached."
    choose(screen, name)
    assert len(preview(screen)) == 1
    QGuiApplication.clipboard().clear()
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert words(screen, "lsn.notice") == "There is no picture and no file on the clipboard."


def test_a_file_over_25_mb_is_refused_in_words(screen: LsnsScreen, tmp_path: Path) -> None:
    with (tmp_path / "scan.tif").open("wb") as file:
        file.truncate(25 * 1024 * 1024 + 1)

    screen.findChildren(FilesTab)[0].attach(tmp_path / "scan.tif")

    assert words(screen, "lsn.notice").startswith("scan.tif is 25 MB; at most 25 MB")
    assert "scan.tif" not in listed(screen, "lsn.files")


def choose(screen: LsnsScreen, name: str) -> None:
    table = part(screen, TableView, "lsn.files")
    table.selectRow(listed(screen, "lsn.files").index(name))


def preview(screen: LsnsScreen) -> list[Paper]:
    """The pages that are shown."""
    place = part(screen, PagePictures, "lsn.files.preview")
    return place.findChildren(Paper) if place.isVisible() else []


def agree() -> None:
    """Take what the dialogue offers."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    dialog.accept()


def test_pasting_here_reads_no_codes_from_the_picture(screen: LsnsScreen) -> None:
    read: list[str] = []
    window = screen.window()
    QShortcut(QKeySequence("Ctrl+V"), window).activated.connect(lambda: read.append("codes"))
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0)
    QGuiApplication.clipboard().setImage(image)
    window.activateWindow()
    table = part(screen, TableView, "lsn.files")
    table.setFocus()

    QTest.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert (len(listed(screen, "lsn.files")), read) == (2, [])

    screen.choose("timeline")
    table = part(screen, TableView, "lsn.timeline")
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert (len(listed(screen, "lsn.files")), read) == (2, ["codes"])
