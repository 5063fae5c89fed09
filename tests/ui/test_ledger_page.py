"""The ledger on the LSNs page: narrowed by what is typed, with the balance after each move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from lsn_desktop.storage import ledger_pages
from lsn_desktop.storage.ledger_pages import About
from tests.ui.at_keyboard import fill, keys, said
from tests.ui.parts import part, press
from tests.ui.windows import framed
from ui.screens import lsns
from ui.screens.lsns.ledger_of import found, narrowed
from ui.screens.lsns.screen import LsnsScreen
from ui.tables.table_view import TableView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office
    from ui.parts.theme import Theme

_LSN, _CHANGE, _BALANCE = 3, 6, 7


def told(screen: LsnsScreen) -> list[str]:
    """Code, change and balance of each row."""
    model = part(screen, TableView, "ledger.table").model()
    return [
        " ".join(str(model.index(row, at).data()) for at in (_LSN, _CHANGE, _BALANCE))
        for row in range(model.rowCount())
    ]


def test_the_ledger_is_narrowed_by_what_is_typed_and_widened_again(
    place: Office, theme: Theme, qtbot: QtBot
) -> None:
    screen = framed([lsns.entry(place.desk)], theme, qtbot).page
    assert isinstance(screen, LsnsScreen)
    press(screen, "lsns.ledger")
    all_of_it = len(told(screen))
    with place.program.database.reading() as connection:
        moves = ledger_pages.page(connection, About(), n=100)
    assert all_of_it == len(moves)

    fill(screen, ledger__find="B2610A")
    keys(Qt.Key.Key_Return)
    assert told(screen) == ["B2610A +1 pcs 1 pcs"]
    assert part(screen, QLabel, "ledger.sums").text() == "1 pcs after the last of these moves"
    drop = part(screen, QPushButton, "ledger.drop.lsns")
    assert drop.text() == "Lot or serial: B2610A, take back"
    day = moves[0].on.isoformat()
    fill(screen, ledger__first=day)
    keys(Qt.Key.Key_Return)
    assert part(screen, QLabel, "ledger.sums").text().startswith(f"0 pcs before {day}")
    part(screen, TableView, "ledger.table").setFocus()
    keys("x", Qt.Key.Key_Return)  # letters narrow nothing here
    assert place.went == [("lsns", place.lsn("B2610A"))]
    assert screen.go_back()
    assert len(told(screen)) == all_of_it

    fill(screen, ledger__last="soonish")
    press(screen, "ledger.days")
    assert said(screen, "ledger.notice")
    assert screen.go_back()
    assert part(screen, QLineEdit, "ledger.find").isHidden() is False


def test_the_ledger_of_a_party_a_place_or_an_item_is_asked_by_its_row(
    place: Office, theme: Theme, qtbot: QtBot
) -> None:
    screen = framed([lsns.entry(place.desk)], theme, qtbot).page
    assert isinstance(screen, LsnsScreen)
    with place.program.database.reading() as connection:
        wishes = {
            one.place: one
            for typed in ("butter", "DOCK-1", "north")
            for one in found(connection, typed)
        }
        by_place = ledger_pages.page(
            connection, narrowed(About(), "places", wishes["places"].id), n=100
        )
    screen.ledger_of("items", wishes["items"].id)
    assert [one.split()[-2:] for one in told(screen)][-1] == ["1", "pcs"]
    screen.ledger_of("parties", wishes["parties"].id)
    assert told(screen) == []  # nothing was received from them
    screen.ledger_of("lsns", place.lsn("SN-1"))
    assert told(screen) == ["SN-1 +1 pcs 1 pcs"]
    assert by_place
