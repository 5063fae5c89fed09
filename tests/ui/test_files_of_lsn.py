"""Files of a lot or serial: attached, and saved where a person says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.ui.parts import listed, part, press, words
from tests.ui.windows import show_page
from ui.screens.lsns.files import FilesTab
from ui.screens.lsns.screen import LsnsScreen
from ui.table_view import TableView

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


def agree() -> None:
    """Take what the dialogue offers."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    dialog.accept()
