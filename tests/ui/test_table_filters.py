from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton

from lsn_desktop.domain.filters import Between, Contains, OneOf
from tests.ui.office import office
from tests.ui.parts import part, press, shown_words
from ui.parts.empty_state import EmptyState
from ui.screens.lsns.screen import LsnsScreen
from ui.tables.rows_model import Column
from ui.tables.table import Table
from ui.tables.table_view import TableView

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.parts.theme import Theme


class Lot(NamedTuple):
    code: str
    on_hand: int
    expiry: date | None = None
    state: str = "ok"


COLUMNS = (
    Column[Lot]("Lot", lambda lot: lot.code, "code", filter="text"),
    Column[Lot](
        "On hand", lambda lot: str(lot.on_hand), key=lambda lot: lot.on_hand, filter="number"
    ),
    Column[Lot](
        "Expires", lambda lot: str(lot.expiry), key=lambda lot: lot.expiry, filter="day"
    ),
    Column[Lot](
        "State", lambda lot: lot.state, filter=(("ok", "All right"), ("held", "On hold"))
    ),
    Column[Lot]("Note", lambda _lot: "-"),
)
LOTS = (
    Lot("b-10", 9, date(2026, 12, 1)),
    Lot("B-9", 100, None, "held"),
    Lot("A-1", 20, date(2026, 11, 30)),
)


@pytest.fixture
def table(theme: Theme, qtbot: QtBot) -> Table[Lot]:
    empty = EmptyState(theme, "lsns", "No lots yet", "Receive some.")
    table: Table[Lot] = Table("lots", "Lots", COLUMNS, theme, empty)
    qtbot.addWidget(table)
    table.resize(800, 400)
    with qtbot.waitExposed(table):
        table.show()
    table.show_rows(LOTS)
    return table


def codes(table: Table[Lot]) -> list[str]:
    return [lot.code for lot in table.rows]


def choose(table: Table[Lot], title: str) -> None:
    table.filter_column()
    part(table, QComboBox, "lots.filter.column").setCurrentText(title)


def chip(table: Table[Lot], column: str) -> str:
    return part(table, QPushButton, f"lots.chip.{column}").text()


def test_ctrl_f_filters_by_the_column_one_is_in(table: Table[Lot], qtbot: QtBot) -> None:
    table.view.setCurrentIndex(table.view.model().index(1, 1))

    qtbot.keyClick(table.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)

    assert part(table, QComboBox, "lots.filter.column").currentText() == "On hand"
    assert part(table, QLineEdit, "lots.filter.from").hasFocus()
    qtbot.keyClicks(part(table, QLineEdit, "lots.filter.from"), "10")
    qtbot.keyClick(part(table, QLineEdit, "lots.filter.from"), Qt.Key.Key_Return)
    assert codes(table) == ["B-9", "A-1"]
    assert chip(table, "On hand") == "On hand: from 10"
    assert table.view.hasFocus()


@pytest.mark.parametrize(
    ("title", "typed", "found", "says"),
    [
        ("Lot", {"text": "b-"}, ["b-10", "B-9"], "Lot: b-"),
        ("On hand", {"from": "9", "to": "20,5"}, ["b-10", "A-1"], "On hand: 9 to 20.5"),
        ("On hand", {"from": "20", "to": "9"}, ["b-10", "A-1"], "On hand: 9 to 20"),
        ("Expires", {"to": "2026-11-30"}, ["A-1"], "Expires: to 2026-11-30"),
        (
            "Expires",
            {"from": "2026-12-01", "to": "2026-12-01"},
            ["b-10"],
            "Expires: 2026-12-01",
        ),
    ],
)
def test_a_column_is_filtered_by_its_kind(
    table: Table[Lot], title: str, typed: dict[str, str], found: list[str], says: str
) -> None:
    choose(table, title)
    for name, text in typed.items():
        part(table, QLineEdit, f"lots.filter.{name}").setText(text)

    press(table, "lots.filter.apply")

    assert codes(table) == found
    assert chip(table, "code" if title == "Lot" else title) == says


def test_some_of_few_values_are_ticked(table: Table[Lot], qtbot: QtBot) -> None:
    choose(table, "State")
    box = part(table, QCheckBox, "lots.filter.held")
    qtbot.keyClick(box, Qt.Key.Key_Space)

    qtbot.keyClick(box, Qt.Key.Key_Return)

    assert codes(table) == ["B-9"]
    assert chip(table, "State") == "State: On hold"


def test_filters_hold_together_with_each_other_and_with_find(
    table: Table[Lot], qtbot: QtBot
) -> None:
    table.filters.put(Between("On hand", None, Decimal(50)), Contains("code", "1"))
    assert codes(table) == ["b-10", "A-1"]

    qtbot.keyClicks(table.find_field, "a")

    qtbot.waitUntil(lambda: codes(table) == ["A-1"])


def test_a_press_on_a_chip_removes_its_filter(table: Table[Lot]) -> None:
    table.filters.put(OneOf("State", frozenset({"ok"})), Contains("code", "1"))

    press(table, "lots.chip.State")

    assert table.filters.only == (Contains("code", "1"),)
    assert codes(table) == ["b-10", "A-1"]


def test_what_is_typed_must_be_of_the_columns_kind(table: Table[Lot]) -> None:
    choose(table, "On hand")
    part(table, QLineEdit, "lots.filter.from").setText("ten")
    press(table, "lots.filter.apply")
    assert any(words.startswith("ten is no number.") for words in shown_words(table))
    assert len(table.rows) == 3

    choose(table, "Expires")
    part(table, QLineEdit, "lots.filter.to").setText("31.12.")
    press(table, "lots.filter.apply")
    assert any(words.startswith("31.12. is no day.") for words in shown_words(table))


def test_an_emptied_field_takes_the_filter_back(table: Table[Lot]) -> None:
    table.filters.put(Contains("code", "A"))
    choose(table, "Lot")
    assert part(table, QLineEdit, "lots.filter.text").text() == "A"

    part(table, QLineEdit, "lots.filter.text").setText("")
    press(table, "lots.filter.apply")

    assert table.filters.only == ()
    assert len(table.rows) == 3


def test_esc_puts_the_fields_away_then_takes_the_filters_back(table: Table[Lot]) -> None:
    table.filters.put(Contains("code", "A"))
    table.filter_column(0)
    field = part(table, QLineEdit, "lots.filter.text")

    assert table.go_back()
    assert not field.isVisible()
    assert table.filters.only == (Contains("code", "A"),)
    assert table.go_back()
    assert len(table.rows) == 3
    assert not table.go_back()


def test_nothing_that_meets_the_filters_is_said_and_can_be_cleared(table: Table[Lot]) -> None:
    table.filters.put(Contains("code", "zz"))
    assert "Nothing meets these filters" in shown_words(table)

    press(table, "lots.clear_find")

    assert len(table.rows) == 3


def test_the_list_of_lots_is_filtered_by_the_database(
    theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    place = office(tmp_path, theme)
    screen = LsnsScreen(place.desk)
    qtbot.addWidget(screen)
    screen.shown()
    table = part(screen, TableView, "lsns.table").parent()
    assert isinstance(table, Table)

    table.filters.put(Contains("code", "x1"), Between("expiry", date(2026, 12, 30)))
    assert [row.code for row in table.rows] == ["X1", "X1"]
    table.filters.put(OneOf("status", frozenset({"held"})))
    assert table.rows == ()
    place.close()
