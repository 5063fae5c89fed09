"""A file taken in on the Items page: by keyboard, with errors, a mapping, and back again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QTabBar

from lsn_desktop.storage import catalogue, orders
from tests.imports import flaws
from tests.ui.at_keyboard import CONTROL, keys, said
from tests.ui.office import office
from tests.ui.parts import listed, part, press
from tests.ui.windows import bring_to_front
from ui.frame.program_window import ProgramWindow
from ui.importing.part import ImportPart
from ui.screens import items, lsns
from ui.screens.items.screen import ItemsScreen
from ui.session import Session
from ui.tasks import Tasks

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office
    from ui.parts.theme import Theme


@pytest.fixture
def place(tmp_path: Path, theme: Theme) -> Office:
    return office(tmp_path, theme)


@pytest.fixture
def screen(qtbot: QtBot, place: Office) -> ItemsScreen:
    screen = ItemsScreen(place.desk)
    qtbot.addWidget(screen)
    screen.resize(1200, 700)
    screen.show()
    screen.shown()
    qtbot.waitExposed(screen)
    return screen


def file_of(folder: Path, text: str, name: str = "december.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def begin(screen: ItemsScreen, kind: str, file: Path) -> None:
    """Type where the file is, and press Enter."""
    screen.import_file(kind)
    path = part(screen, QLineEdit, "import.file.path")
    path.setText(str(file))
    path.setFocus()
    keys(Qt.Key.Key_Return)


def go_on() -> None:
    """The next step, by keyboard."""
    keys(Qt.Key.Key_Return, modifier=CONTROL)


def take(screen: ItemsScreen) -> QPushButton:
    return part(screen, QPushButton, "import.take")


ORDERS = "number,vendor,sku,quantity\n"


def test_wrong_rows_are_listed_and_the_good_ones_taken_if_one_says_so(
    screen: ItemsScreen, place: Office, tmp_path: Path
) -> None:
    lines = (
        "PO-8,NORTH,MILK,12",
        "PO-8,NORTH,MLK,1",
        "PO-9,NORTH,MILK,ten",
        "PO-7,NORTH,MILK,5",
    )
    begin(screen, "orders", file_of(tmp_path, ORDERS + "\n".join(lines)))

    assert listed(screen, "import.rows", 0) == ["2", "3", "4", "5"]
    assert listed(screen, "import.rows", 1) == ["wrong", "wrong", "wrong", "new"]
    assert listed(screen, "import.rows", 3)[:2] == [
        "Line 3 of the same order is wrong. Mend that line: an order is taken whole.",
        "There is no item MLK. Import the items first, or mend the SKU.",
    ]
    assert take(screen).text() == "Import the good row"
    with place.program.database.reading() as connection:
        assert orders.by_number(connection, "PO-7") is None

    go_on()

    assert said(screen, "import.notice") == ("1 row of december.csv is taken in. Left out: 3.")
    with place.program.database.reading() as connection:
        assert orders.by_number(connection, "PO-7") is not None
        assert orders.by_number(connection, "PO-8") is None
    assert part(screen, QPushButton, "import.save_wrong").isVisible()


def test_what_was_taken_in_can_be_undone_by_keyboard(
    screen: ItemsScreen, place: Office, tmp_path: Path
) -> None:
    begin(screen, "items", file_of(tmp_path, "sku,description\nEGG,Egg\nHAM,Ham\n"))
    assert take(screen).text() == "Import 2 rows"
    keys(Qt.Key.Key_Space)  # the focus is on the button: nothing is wrong

    assert said(screen, "import.notice") == "2 rows of december.csv are taken in."
    screen.go_back()
    assert "EGG" in listed(screen, "items.table")
    screen.import_file("items")
    part(screen, QPushButton, "import.undo").setFocus()
    keys(Qt.Key.Key_Space)

    assert said(screen, "import.notice") == "december.csv is undone: 2 rows."
    with place.program.database.reading() as connection:
        assert catalogue.item_by_sku(connection, "EGG") is None
    assert flaws(place.program.database) == []


def test_columns_are_chosen_once_and_remembered_for_the_source(
    screen: ItemsScreen, place: Office, tmp_path: Path
) -> None:
    head = "Art-Nr;Bezeichnung;Haltbar\n"
    begin(screen, "items", file_of(tmp_path, f"{head}EGG;Egg;28\n"))

    assert said(screen, "import.notice") == "Choose which column is: sku, description."
    for at, field in enumerate(("sku", "description", "shelf life")):
        box = part(screen, QComboBox, f"import.column.{at}")
        box.setCurrentIndex(box.findData(field))
    part(screen, QLineEdit, "import.called").setText("Farm")
    go_on()
    assert listed(screen, "import.rows", 1) == ["new"]
    go_on()
    with place.program.database.reading() as connection:
        egg = catalogue.item_by_sku(connection, "EGG")
    assert egg is not None
    assert egg.shelf_life_days == 28

    begin(screen, "items", file_of(tmp_path, f"{head}HAM;Ham;60\n", "next.csv"))

    assert listed(screen, "import.rows", 2) == ["HAM"]


def test_the_same_file_again_is_refused_and_told_from_a_new_one(
    screen: ItemsScreen, tmp_path: Path
) -> None:
    file = file_of(tmp_path, "code,name\nEAST,Eastfield\n")
    begin(screen, "parties", file)
    go_on()

    begin(screen, "parties", tmp_path / "other.csv")
    assert "cannot be read" in said(screen, "import.notice")
    begin(screen, "parties", file)

    assert said(screen, "import.notice").startswith("december.csv was imported before")


def test_a_file_taken_in_before_is_undone_from_the_list(
    screen: ItemsScreen, place: Office, tmp_path: Path
) -> None:
    begin(screen, "parties", file_of(tmp_path, "code,name\nEAST,Eastfield\n"))
    go_on()
    part(screen, QTabBar, "import.tabs").setCurrentIndex(2)
    assert listed(screen, "import.before", 1) == ["december.csv"]

    press(screen, "import.undo_chosen")

    assert listed(screen, "import.before", 4) == ["undone"]
    assert not part(screen, QPushButton, "import.undo_chosen").isEnabled()
    with place.program.database.reading() as connection:
        assert catalogue.party_by_code(connection, "EAST") is None


def test_another_kind_or_a_dropped_file_begins_anew(
    screen: ItemsScreen, tmp_path: Path
) -> None:
    screen.import_file("items")
    shown = screen.findChild(ImportPart)
    assert shown is not None
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file_of(tmp_path, "code,name\nEAST,East\n")))])
    how = (
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(shown, QDragEnterEvent(QPoint(5, 5), *how))
    QApplication.sendEvent(shown, QDropEvent(QPointF(5, 5), *how))
    assert listed(screen, "import.rows", 1) == ["new"]

    box = part(screen, QComboBox, "import.kind")
    box.setCurrentIndex(box.findData("parties"))

    assert listed(screen, "import.rows", 2) == ["EAST"]
    assert take(screen).text() == "Import 1 row"


def test_nothing_chosen_is_said_below_the_field(screen: ItemsScreen) -> None:
    screen.import_file("items")
    go_on()

    texts = [label.text() for label in screen.findChildren(QLabel) if label.isVisible()]
    assert "Choose the file, drop it here, or type where it is." in texts


def test_a_long_file_can_be_cancelled_and_nothing_is_half_done(
    qtbot: QtBot, tmp_path: Path, theme: Theme
) -> None:
    tasks = Tasks()
    place = office(tmp_path, theme, tasks)
    shown = ImportPart(place.desk)
    qtbot.addWidget(shown)
    shown.show()
    rows = "".join(f"I{n:06},Item {n}\n" for n in range(30_000))
    shown.ask("items")

    shown.choose(file_of(tmp_path, f"sku,description\n{rows}"))
    press(shown, "import.cancel")

    qtbot.waitUntil(lambda: "Cancelled" in said(shown, "import.notice"), timeout=20_000)
    assert take_of(shown).isEnabled()
    tasks.close()
    with place.program.database.reading() as connection:
        assert catalogue.item_by_sku(connection, "I000001") is None
    place.close()


def take_of(shown: ImportPart) -> QPushButton:
    return part(shown, QPushButton, "import.take")


def test_files_are_taken_in_from_lsns_and_from_anywhere_too(
    qtbot: QtBot, place: Office
) -> None:
    window = ProgramWindow()
    session = Session(place.desk, [page.entry(place.desk) for page in (lsns, items)], window)
    place.desk.go = session.go
    window.show_frame(session.frame)
    bring_to_front(window, qtbot)
    session.go("lsns", None)

    press(session.frame, "lsns.import")

    page = session.frame.page
    assert isinstance(page, ItemsScreen)
    assert part(page, QComboBox, "import.kind").currentData() == "lsns"
    assert page.help_name == "imports"
    session.go_to.open("import")
    keys(Qt.Key.Key_Return)
    assert part(page, QComboBox, "import.kind").currentData() == "items"
