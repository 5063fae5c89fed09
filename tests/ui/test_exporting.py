"""Whole lists saved as the kind of file their name says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtWidgets import QComboBox, QFileDialog

from lsn_desktop.sheets import reading
from tests.ui.office import office
from tests.ui.parts import part, press
from ui.parts.notice import Notice
from ui.screens.settings.tables_part import TablesPart
from ui.tables import exporting

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office
    from ui.parts.theme import Theme


@pytest.fixture
def place(tmp_path: Path, theme: Theme) -> Office:
    return office(tmp_path, theme)


@pytest.fixture
def notice(qtbot: QtBot) -> Notice:
    notice = Notice("notice")
    qtbot.addWidget(notice)
    return notice


def test_a_whole_list_on_paper_says_whose_it_is_and_its_pages(
    place: Office, notice: Notice, tmp_path: Path
) -> None:
    target = tmp_path / "items.PDF"

    exporting.write_list(place.desk, target, "items", notice)

    text = pypdfium2.PdfDocument(target)[0].get_textpage().get_text_range()
    for words in ("Items", "Test Dairy", "Page 1 of ", "Whole milk 1 L"):
        assert words in text


def test_another_kind_of_file_is_refused_and_nothing_is_written(
    place: Office, notice: Notice, tmp_path: Path
) -> None:
    exporting.write_list(place.desk, tmp_path / "items.doc", "items", notice)

    assert notice.text().startswith("A list is not written as .doc")
    assert not (tmp_path / "items.doc").exists()


def test_settings_lead_to_the_import_of_a_kind_and_save_a_list(
    qtbot: QtBot, place: Office, notice: Notice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = TablesPart(place.desk, notice)
    qtbot.addWidget(shown)
    kinds = part(shown, QComboBox, "settings.tables.kind")
    kinds.setCurrentIndex(kinds.findData("locations"))
    press(shown, "settings.tables.import")
    assert place.went == [("import locations", None)]

    def say_where(dialog: QFileDialog) -> int:
        dialog.selectNameFilter("XLSX (*.xlsx)")
        dialog.selectFile(str(tmp_path / "parties"))
        return 1

    monkeypatch.setattr(QFileDialog, "exec", say_where)
    press(shown, "settings.tables.export")

    found = reading.read((tmp_path / "parties.xlsx").read_bytes())
    assert [line.cell(0) for line in found.lines] == ["NORTH", "SOUTH"]
