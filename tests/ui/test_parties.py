"""Suppliers and customers on the Items page: found, entered, changed, with their files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from lsn_desktop.storage import catalogue, parties
from tests.ui.at_keyboard import CONTROL, fill, keys, said
from tests.ui.parts import listed, part, press
from tests.ui.windows import framed
from ui.attached_files import AttachedFiles
from ui.screens import items
from ui.screens.items.screen import ItemsScreen
from ui.table_view import TableView

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office
    from ui.theme import Theme


def test_a_party_is_entered_and_changed_by_keyboard_and_keeps_a_file(
    place: Office, theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    screen = framed([items.entry(place.desk)], theme, qtbot).page
    assert isinstance(screen, ItemsScreen)
    screen.choose("parties")
    assert listed(screen, "parties.table") == ["Northwind Dairy", "Southgate Parts"]

    part(screen, TableView, "parties.table").setFocus()
    keys(Qt.Key.Key_N, modifier=CONTROL)
    keys("Alm AG", Qt.Key.Key_Tab, "NORTH", Qt.Key.Key_Return)
    code = part(screen, QLineEdit, "party.code")
    assert code.accessibleDescription().startswith("There is a party NORTH already.")
    fill(screen, party__code="ALM")
    keys(Qt.Key.Key_Return)
    assert said(screen, "items.notice") == "Saved. Alm AG"
    assert listed(screen, "parties.table")[0] == "Alm AG"

    keys(Qt.Key.Key_Return)
    (tmp_path / "audit.txt").write_text("fine")
    screen.findChildren(AttachedFiles)[-1].attach(tmp_path / "audit.txt")
    assert listed(screen, "party.files") == ["audit.txt"]
    fill(screen, party__name="Alm GmbH")
    assert screen.go_back()
    assert said(screen, "party.notice").startswith("This is changed and not saved.")
    press(screen, "party.save")
    with place.program.database.reading() as connection:
        alm = catalogue.party_by_code(connection, "ALM")
        assert alm
        assert parties.by_id(connection, alm.id).name == "Alm GmbH"
