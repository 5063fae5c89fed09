"""Suppliers and customers on the Items page: found, entered, changed, with their files."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from lsn_desktop.services.codes import finding
from lsn_desktop.services.lots import holding
from lsn_desktop.services.lots.holding import PlaceHold
from lsn_desktop.storage import catalogue, parties
from tests.dock import arrive, known, label
from tests.house_for_tests import BUTTER, House
from tests.ui.at_keyboard import CONTROL, fill, keys, said
from tests.ui.parts import listed, part, press
from tests.ui.windows import framed
from ui.parts.attached_files import AttachedFiles
from ui.screens import items
from ui.screens.items.screen import ItemsScreen
from ui.tables.table_view import TableView

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office
    from ui.parts.theme import Theme


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
    press(screen, "party.change")
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


def test_a_supplier_s_page_tells_all_it_brought_and_opens_the_lot(
    place: Office, theme: Theme, qtbot: QtBot
) -> None:
    with place.program.database.reading() as connection:
        dock = catalogue.location_by_code(connection, "DOCK-1")
    assert dock
    by = place.desk.station.by()
    house = House(place.program.database, by, dock.id, itertools.count(9_000))
    receipt = house.receipt("PO-1042")
    arrive(house, receipt, label(ai01=BUTTER, ai10="B1", ai30="10"))
    house.post(receipt.document_id)
    lot = known(house, "BUTTER", "B1").id
    with house.database.transaction(house.later()) as tx:
        holding.hold(tx, PlaceHold(house.uid(), lot, "missing certificate"))
    window = framed([items.entry(place.desk)], theme, qtbot)
    screen = window.page
    assert isinstance(screen, ItemsScreen)
    with house.database.reading() as connection:
        north = finding.as_typed(connection, "northwind")[0]
    assert north.place == "parties"

    screen.open_party(north.subject)
    assert listed(screen, "party.received") == ["B1"]
    assert part(screen, QLabel, "party.words").text() == (
        f"They brought 1 lots and serials since {by.on}: 1 on hold, "
        "1 without the certificate they must have."
    )
    part(screen, TableView, "party.received").setFocus()
    keys(Qt.Key.Key_Return)
    press(screen, "party.trace")
    assert place.went == [("lsns", lot), ("trace parties", north.subject)]
    assert screen.go_back()
    assert listed(screen, "parties.table") == ["Northwind Dairy", "Southgate Parts"]
