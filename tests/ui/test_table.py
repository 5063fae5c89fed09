from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from ui.parts.empty_state import EmptyState
from ui.tables.row_sources import Wanted, from_memory
from ui.tables.rows_model import Column
from ui.tables.table import PAGE, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot

    from ui.parts.theme import Theme
    from ui.tasks import Tasks


class Lot(NamedTuple):
    code: str
    on_hand: int
    expiry: str | None = None


COLUMNS = (
    Column[Lot]("Lot", lambda lot: lot.code, "code"),
    Column[Lot](
        "On hand", lambda lot: str(lot.on_hand), "on_hand", key=lambda lot: lot.on_hand
    ),
    Column[Lot]("Expires", lambda lot: lot.expiry or "", "expiry", key=lambda lot: lot.expiry),
    Column[Lot]("Note", lambda _lot: "-"),
)
LOTS = (Lot("b-10", 9, "2026-12-01"), Lot("B-9", 100), Lot("A-1", 20, "2026-11-30"))


@pytest.fixture
def table(theme: Theme, qtbot: QtBot) -> Table[Lot]:
    empty = EmptyState(theme, "lsns", "No lots yet", "Receive some.")
    table: Table[Lot] = Table("lots", "Lots", COLUMNS, theme, empty)
    qtbot.addWidget(table)
    table.resize(600, 400)
    with qtbot.waitExposed(table):
        table.show()
    return table


def codes(table: Table[Lot]) -> list[str]:
    return [lot.code for lot in table.rows]


def has_rows(table: Table[Lot], count: int) -> bool:
    return len(table.rows) == count


@pytest.mark.parametrize(
    ("section", "up", "down"),
    [
        (0, ["A-1", "b-10", "B-9"], ["B-9", "b-10", "A-1"]),
        (1, ["b-10", "A-1", "B-9"], ["B-9", "A-1", "b-10"]),
    ],
)
def test_a_click_on_a_title_sorts_and_another_one_turns_it_round(
    table: Table[Lot], section: int, up: list[str], down: list[str]
) -> None:
    table.show_rows(LOTS)
    header = table.view.horizontalHeader()

    header.sectionClicked.emit(section)
    first = codes(table)
    header.sectionClicked.emit(section)

    assert first == up
    assert codes(table) == down
    assert header.sortIndicatorSection() == section


@pytest.mark.parametrize("descending", [False, True])
def test_rows_without_a_value_sort_last_both_ways(descending: bool) -> None:  # noqa: FBT001
    found = from_memory(LOTS, COLUMNS)(Wanted(None, "", "expiry", descending, PAGE))

    assert [lot.code for lot in found][-1] == "B-9"
    assert [lot.code for lot in found][:2] == (
        ["b-10", "A-1"] if descending else ["A-1", "b-10"]
    )


def test_a_title_without_an_order_is_no_button(table: Table[Lot]) -> None:
    table.show_rows(LOTS)

    table.view.horizontalHeader().sectionClicked.emit(3)

    assert codes(table) == ["b-10", "B-9", "A-1"]


def test_letters_typed_in_the_rows_find(table: Table[Lot], qtbot: QtBot) -> None:
    table.show_rows(LOTS)

    qtbot.keyClicks(table.view, "B")
    qtbot.keyClicks(table.find_field, "-10")

    qtbot.waitUntil(lambda: codes(table) == ["b-10"])
    assert table.find_field.text() == "B-10"


def test_nothing_found_names_what_was_typed_and_can_be_cleared(
    table: Table[Lot], qtbot: QtBot
) -> None:
    table.show_rows(LOTS)
    table.find_field.setText("<b>zz</b>")
    qtbot.waitUntil(lambda: not table.rows)

    assert table.find_field.isVisible()
    assert table.go_back()
    assert not table.go_back()
    qtbot.waitUntil(lambda: len(table.rows) == 3)


def test_without_rows_it_says_what_to_do_first(table: Table[Lot]) -> None:
    table.show_rows(())

    assert not table.view.isVisible()
    assert not table.find_field.isVisible()
    assert table.row() is None


def test_the_first_row_is_selected_and_enter_opens_it(table: Table[Lot], qtbot: QtBot) -> None:
    table.show_rows(LOTS)

    with qtbot.waitSignal(table.opened) as told:
        qtbot.keyClick(table.view, Qt.Key.Key_Return)

    assert table.row() == LOTS[0]
    assert told.args == [LOTS[0]]


def test_enter_in_find_opens_the_first_row(table: Table[Lot], qtbot: QtBot) -> None:
    table.show_rows(LOTS)

    with qtbot.waitSignal(table.opened) as told:
        qtbot.keyClick(table.find_field, Qt.Key.Key_Return)

    assert told.args == [LOTS[0]]


def test_enter_straight_after_the_letters_opens_what_they_find(
    table: Table[Lot], qtbot: QtBot
) -> None:
    table.show_rows(LOTS)
    qtbot.keyClicks(table.find_field, "A-1")

    with qtbot.waitSignal(table.opened) as told:
        qtbot.keyClick(table.find_field, Qt.Key.Key_Return)

    assert told.args == [LOTS[2]]


def test_the_arrow_choice_is_told(table: Table[Lot], qtbot: QtBot) -> None:
    table.show_rows(LOTS)

    with qtbot.waitSignal(table.chosen) as told:
        qtbot.keyClick(table.view, Qt.Key.Key_Down)

    assert told.args == [LOTS[1]]


def test_rows_are_copied_under_their_headings_with_tabs(
    table: Table[Lot], qtbot: QtBot
) -> None:
    table.show_rows([Lot("two\nlines\tx", 1), *LOTS, Lot("=1+1", 2)])
    table.view.selectAll()

    qtbot.keyClick(table.view, Qt.Key.Key_Insert, Qt.KeyboardModifier.ControlModifier)

    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[:2] == ["Lot\tOn hand\tExpires\tNote", "two lines x\t1\t\t'-"]
    assert lines[-1].startswith("'=1+1\t2")
    assert len(lines) == 6


def test_columns_are_copied_as_they_stand(table: Table[Lot], qtbot: QtBot) -> None:
    table.show_rows(LOTS)
    table.view.horizontalHeader().moveSection(2, 0)
    table.columns.choose(3, shown=False)

    qtbot.keyClick(table.view, Qt.Key.Key_Insert, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text() == "Expires\tLot\tOn hand\n2026-12-01\tb-10\t9"


def test_the_end_of_text_a_scanner_sends_copies_nothing(
    table: Table[Lot], qtbot: QtBot
) -> None:
    table.show_rows(LOTS)
    QGuiApplication.clipboard().setText("before")

    qtbot.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text() == "before"


def test_rows_are_fetched_off_the_ui_thread_as_one_scrolls(
    table: Table[Lot], tasks: Tasks, qtbot: QtBot
) -> None:
    asked: list[Lot | None] = []

    def fetch(wanted: Wanted[Lot]) -> Sequence[Lot]:
        asked.append(wanted.after)
        begin = 0 if wanted.after is None else wanted.after.on_hand + 1
        return [Lot(f"L{at}", at) for at in range(begin, min(begin + wanted.count, 450))]

    table.fetch_from(fetch, tasks)
    qtbot.waitUntil(lambda: len(table.rows) == PAGE)
    for seen in (2 * PAGE, 450):
        table.view.scrollToBottom()
        qtbot.waitUntil(partial(has_rows, table, seen))
    table.view.scrollToBottom()

    assert [lot.on_hand for lot in table.rows] == list(range(450))
    assert asked == [None, Lot("L199", 199), Lot("L399", 399)]


def test_an_older_answer_never_replaces_a_newer_one(
    table: Table[Lot], tasks: Tasks, qtbot: QtBot
) -> None:
    table.fetch_from(lambda wanted: [Lot(wanted.needle or "all", 1)], tasks)
    table.find_field.setText("a")
    table.reload()
    table.find_field.setText("ab")
    table.reload()

    qtbot.waitUntil(lambda: codes(table) == ["ab"])


def test_an_unanswered_question_is_told(
    table: Table[Lot], tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.excepthook", lambda *_told: None)

    def fetch(_wanted: Wanted[Lot]) -> Sequence[Lot]:
        raise ValueError("no table")

    with qtbot.waitSignal(table.failed) as told:
        table.fetch_from(fetch, tasks)

    assert str(told.args[0]) == "no table"


def test_what_can_be_missed_gives_way_before_the_rest_is_crushed(
    theme: Theme, qtbot: QtBot
) -> None:
    empty = EmptyState(theme, "lsns", "No lots yet", "Receive some.")
    columns = (
        Column[Lot]("Note", lambda lot: lot.code),
        Column[Lot]("Lot", lambda lot: lot.code, width=100, missable=True),
        Column[Lot]("On hand", lambda lot: str(lot.on_hand), width=100),
        Column[Lot]("Expires", lambda lot: lot.expiry or "", width=100, missable=True),
    )
    table: Table[Lot] = Table("lots", "Lots", columns, theme, empty)
    qtbot.addWidget(table)
    table.show_rows(LOTS)
    shown = []
    for width in (460, 440, 300):
        table.resize(width, 400)
        with qtbot.waitExposed(table):
            table.show()
        shown.append([not table.view.isColumnHidden(at) for at in range(len(columns))])

    assert shown == [
        [True, True, True, True],
        [True, True, True, False],
        [True, False, True, False],
    ]


def test_a_press_below_the_rows_leaves_the_row_marked(table: Table[Lot], qtbot: QtBot) -> None:
    table.show_rows(LOTS)
    second = table.view.visualRect(table.view.model().index(1, 0)).center()
    below = QPoint(20, table.view.viewport().height() - 10)

    for place in (second, below):
        qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert [index.row() for index in table.view.selectionModel().selectedRows()] == [1]
    assert table.row() == LOTS[1]


def test_the_preview_gives_way_in_a_narrow_table(table: Table[Lot], qtbot: QtBot) -> None:
    table.show_rows(LOTS)
    table.resize(1000, 400)
    table.show_preview(on=True)
    assert table.preview.isVisible()

    table.resize(700, 400)

    qtbot.waitUntil(lambda: not table.preview.isVisible())
