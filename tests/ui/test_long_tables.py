"""A table of more rows than anybody reads: anywhere in it, reading what is in sight."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from lsn_desktop.storage.marks import Marks
from tests.ui.heartbeat import Heartbeat
from tests.ui.parts import part
from ui.parts.empty_state import EmptyState
from ui.tables.rows_model import Column
from ui.tables.table import PAGE, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot

    from ui.parts.theme import Theme
    from ui.tables.row_sources import Wanted
    from ui.tasks import Tasks

MANY = 1_000_000


class Lot(NamedTuple):
    at: int


class Source:
    """Lots 0, 1, 2 ..., and what was asked for."""

    def __init__(self, total: int = MANY) -> None:
        self.total = total
        self.began_at: list[int] = []
        self.walks = 0

    def fetch(self, wanted: Wanted[Lot]) -> Sequence[Lot]:
        after = wanted.mark[1] if wanted.mark else wanted.after.at if wanted.after else -1
        self.began_at.append(after + 1)
        return [Lot(at) for at in range(after + 1, min(after + 1 + wanted.count, self.total))]

    def survey(self, wanted: Wanted[Lot]) -> Marks:
        self.walks += 1
        ends = range(wanted.count - 1, self.total - 1, wanted.count)
        return Marks(self.total, tuple((at, at) for at in ends))


@pytest.fixture
def table(theme: Theme, qtbot: QtBot) -> Table[Lot]:
    empty = EmptyState(theme, "lsns", "No lots yet", "Receive some.")
    columns = (Column[Lot]("Lot", lambda lot: f"L{lot.at}", "code", width=200),)
    table: Table[Lot] = Table("lots", "Lots", columns, theme, empty)
    qtbot.addWidget(table)
    table.resize(600, 400)
    with qtbot.waitExposed(table):
        table.show()
    return table


def stands_on(table: Table[Lot], at: int) -> bool:
    return table.row() == Lot(at)


def counted(table: Table[Lot], words: str) -> bool:
    return part(table, QLabel, "lots.count").text() == words


def in_sight(table: Table[Lot]) -> list[str]:
    model, view = table.view.model(), table.view
    places = {view.rowAt(at) for at in range(0, view.viewport().height(), 10)} - {-1}
    return [str(model.index(row, 0).data()) for row in sorted(places)]


def test_rows_are_counted_once_the_first_are_there(
    table: Table[Lot], tasks: Tasks, qtbot: QtBot
) -> None:
    source = Source()
    table.fetch_from(source.fetch, tasks, source.survey)
    qtbot.waitUntil(partial(counted, table, "more than 200 rows"))

    qtbot.waitUntil(partial(counted, table, "1,000,000 rows"))

    assert source.began_at == [0]
    assert table.view.model().rowCount() == MANY


def test_end_goes_to_the_last_row_reading_one_page(
    table: Table[Lot], tasks: Tasks, qtbot: QtBot
) -> None:
    source = Source()
    table.fetch_from(source.fetch, tasks, source.survey)
    qtbot.waitUntil(partial(counted, table, "1,000,000 rows"))

    qtbot.keyClick(table.view, Qt.Key.Key_End)

    qtbot.waitUntil(partial(stands_on, table, MANY - 1))
    assert source.began_at == [0, MANY - PAGE]
    assert in_sight(table)[-1] == f"L{MANY - 1}"

    qtbot.keyClick(table.view, Qt.Key.Key_Home)
    assert stands_on(table, 0)


def test_end_pressed_before_the_count_goes_there_when_it_is_known(
    table: Table[Lot], tasks: Tasks, qtbot: QtBot
) -> None:
    source = Source()
    table.fetch_from(source.fetch, tasks, source.survey)
    qtbot.waitUntil(partial(stands_on, table, 0))

    qtbot.keyClick(table.view, Qt.Key.Key_End)

    qtbot.waitUntil(partial(stands_on, table, MANY - 1))
    assert source.walks == 1


def test_an_arrow_after_end_stays_where_it_went(
    table: Table[Lot], tasks: Tasks, qtbot: QtBot
) -> None:
    source = Source()
    table.fetch_from(source.fetch, tasks, source.survey)
    qtbot.waitUntil(partial(stands_on, table, 0))

    qtbot.keyClick(table.view, Qt.Key.Key_End)
    qtbot.keyClick(table.view, Qt.Key.Key_Down)
    qtbot.waitUntil(partial(counted, table, "1,000,000 rows"))

    assert stands_on(table, 1)


def test_the_scroll_bar_shows_any_place_without_what_is_before(
    table: Table[Lot], tasks: Tasks, qtbot: QtBot
) -> None:
    source = Source()
    table.fetch_from(source.fetch, tasks, source.survey)
    qtbot.waitUntil(partial(counted, table, "1,000,000 rows"))
    bar = table.view.verticalScrollBar()

    bar.setValue(bar.maximum() // 2)

    first = table.view.rowAt(0)
    qtbot.waitUntil(lambda: "…" not in in_sight(table))
    assert in_sight(table)[0] == f"L{first}"
    assert abs(first - MANY // 2) < PAGE
    assert len(table.rows) <= 3 * PAGE


def test_the_window_stays_awake_while_a_million_rows_are_walked(
    table: Table[Lot], tasks: Tasks, qtbot: QtBot
) -> None:
    source = Source()

    def survey(wanted: Wanted[Lot]) -> Marks:
        time.sleep(0.5)  # as long as a database may take
        return source.survey(wanted)

    table.fetch_from(source.fetch, tasks, survey)
    qtbot.waitUntil(partial(stands_on, table, 0))
    heart = Heartbeat()
    heart.start()
    begun = time.monotonic()
    qtbot.waitUntil(partial(counted, table, "1,000,000 rows"))
    for step in range(1, 20):
        bar = table.view.verticalScrollBar()
        bar.setValue(bar.maximum() * step // 20)
        qtbot.wait(5)
    qtbot.keyClick(table.view, Qt.Key.Key_End)
    qtbot.waitUntil(partial(stands_on, table, MANY - 1))

    took = (time.monotonic() - begun) * 1000
    heart.stop()
    assert max(heart.walls) < took / 2, (heart.walls, took)


def test_a_change_far_down_leaves_one_where_one_was(
    table: Table[Lot], tasks: Tasks, qtbot: QtBot
) -> None:
    source = Source(5_000)
    table.fetch_from(source.fetch, tasks, source.survey)
    qtbot.waitUntil(partial(counted, table, "5,000 rows"))
    table.view.go_to(3_210)
    qtbot.waitUntil(partial(stands_on, table, 3_210))
    seen = in_sight(table)
    source.total = 4_000

    table.reload()

    qtbot.waitUntil(partial(counted, table, "4,000 rows"))
    qtbot.waitUntil(lambda: in_sight(table) == seen)
    assert stands_on(table, 3_210)


def test_rows_that_went_away_are_not_waited_for(
    table: Table[Lot], tasks: Tasks, qtbot: QtBot
) -> None:
    source = Source(5_000)
    table.fetch_from(source.fetch, tasks, source.survey)
    qtbot.waitUntil(partial(counted, table, "5,000 rows"))
    source.total = 4_950

    qtbot.keyClick(table.view, Qt.Key.Key_End)

    qtbot.waitUntil(partial(counted, table, "4,950 rows"))
    qtbot.waitUntil(lambda: table.row() is not None)


def test_a_row_that_is_not_here_yet_is_not_opened(table: Table[Lot], qtbot: QtBot) -> None:
    source = Source(5_000)
    table.show_rows([Lot(0)])
    opened: list[Lot] = []
    table.opened.connect(opened.append)
    table.view.model().stretch(3)  # type: ignore[attr-defined]
    table.view.go_to(2)

    qtbot.keyClick(table.view, Qt.Key.Key_Return)

    assert (table.row(), opened, source.walks) == (None, [], 0)
    assert in_sight(table) == ["L0", "…", "…"]
