from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from lsn_desktop.domain.filters import Contains
from lsn_desktop.sheets import xlsx_reading
from lsn_desktop.sheets.grid import How
from tests.ui.office import Office, office
from tests.ui.parts import part, words
from ui import saving
from ui.screens.lsns.screen import LsnsScreen
from ui.tables.listing import Listing
from ui.tables.table_service import TableService
from ui.tables.table_view import TableView

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from lsn_desktop.storage.lists import LsnRow
    from ui.parts.theme import Theme


@pytest.fixture
def place(theme: Theme, tmp_path: Path) -> Generator[Office]:
    place = office(tmp_path, theme)
    yield place
    place.close()


def opened(place: Office, qtbot: QtBot) -> Listing[LsnRow]:
    """The list of lots, as it comes up."""
    screen = LsnsScreen(place.desk)
    qtbot.addWidget(screen)
    screen.resize(1300, 600)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.shown()
    table = part(screen, TableView, "lsns.table").parent()
    assert isinstance(table, Listing)
    return table


def titles(table: Listing[LsnRow]) -> list[str]:
    return [one.title for one in table.columns_in_sight()]


def section(table: Listing[LsnRow], title: str) -> int:
    model = table.view.model()
    way = Qt.Orientation.Horizontal
    return next(at for at in range(model.columnCount()) if model.headerData(at, way) == title)


def test_a_list_looks_as_its_user_left_it(place: Office, qtbot: QtBot) -> None:
    table = opened(place, qtbot)
    usual = titles(table)
    header = table.view.horizontalHeader()
    header.moveSection(header.visualIndex(section(table, "Status")), 0)
    table.columns.choose(section(table, "Vendor"), shown=False)
    table.columns.choose(section(table, "SKU"), shown=True)
    header.resizeSection(section(table, "Code"), 260)
    header.sectionClicked.emit(section(table, "Expires"))
    header.sectionClicked.emit(section(table, "Expires"))
    codes = [row.code for row in table.rows]
    qtbot.wait(700)  # the mouse rests

    again = opened(place, qtbot)

    assert titles(again) == ["Status", "Code", "Item", "Expires", "On hand", "SKU"]
    assert again.view.columnWidth(section(again, "Code")) == 260
    assert again.view.horizontalHeader().sortIndicatorSection() == section(again, "Expires")
    assert [row.code for row in again.rows] == codes

    again.reset()

    assert titles(opened(place, qtbot)) == usual


def test_one_column_is_always_left(place: Office, qtbot: QtBot) -> None:
    table = opened(place, qtbot)

    for at in range(table.view.model().columnCount()):
        table.columns.choose(at, shown=False)

    assert len(titles(table)) == 1


def test_the_menu_chooses_columns(place: Office, qtbot: QtBot) -> None:
    table = opened(place, qtbot)
    vendor = next(one for one in table.menu().actions() if one.text() == "Vendor")
    assert vendor.isChecked()

    vendor.trigger()

    assert "Vendor" not in titles(table)


def test_a_file_has_every_row_that_is_wanted_as_the_columns_show_it(
    place: Office, qtbot: QtBot
) -> None:
    table = opened(place, qtbot)
    table.filters.put(Contains("code", "x"))
    service = table.findChild(TableService)
    assert service is not None

    lines = service.content(".csv")().decode("utf-8-sig").splitlines()
    grid = xlsx_reading.read(service.content(".xlsx")(), How())

    assert lines[0] == "Code,Item,Status,Expires,On hand,Vendor"
    assert [line.split(",")[0] for line in lines[1:]] == ["X1", "X1"]
    assert lines[1].split(",")[3:5] == ["2026-12-30", str(int(table.rows[0].on_hand))]
    assert [line.cells[0] for line in grid.lines] == ["X1", "X1"]
    assert service.content(".pdf")().startswith(b"%PDF")


def test_the_file_is_written_where_a_person_says(
    place: Office, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = opened(place, qtbot)
    target = tmp_path / "lots.csv"
    asked: list[str] = []

    def save(desk, asker, says, name, content, notice) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001, ARG001
        asked.append(name)
        saving.write(desk, target, content, notice)

    monkeypatch.setattr(saving, "save_as", save)

    save_csv = next(one for one in table.menu().actions() if one.text() == "Save as CSV…")
    save_csv.trigger()

    assert asked[0].endswith(".csv")
    assert target.read_text("utf-8-sig").count("\n") == len(table.rows) + 1
    assert "lots.csv" in table.notice.text()


def test_the_preview_says_all_of_the_selected_row(place: Office, qtbot: QtBot) -> None:
    table = opened(place, qtbot)
    assert not table.preview.isVisible()

    preview = next(one for one in table.menu().actions() if one.text().startswith("Preview"))
    preview.trigger()

    assert table.preview.isVisible()
    assert words(table.preview, "lsns.table.preview.sku") == table.rows[0].sku
    table.view.selectRow(1)
    assert words(table.preview, "lsns.table.preview.code") == table.rows[1].code
    qtbot.wait(700)
    assert opened(place, qtbot).preview.isVisible()
