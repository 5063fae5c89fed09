"""Start of tracking on the Items page, by scanner and keyboard."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from lsn_desktop.domain.items import LsnKind, Tracking
from lsn_desktop.services.office import opening
from lsn_desktop.services.office.opening import Standing
from lsn_desktop.storage import catalogue, ledger, lsns
from tests.dock import label
from tests.house_for_tests import BUTTER, NAPKIN
from tests.ui.at_keyboard import CONTROL, keys, said
from tests.ui.parts import listed, part, press, words
from tests.ui.windows import framed
from ui.screens import items
from ui.screens.items.screen import ItemsScreen

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from lsn_desktop.domain.items import Item
    from tests.ui.office import Office
    from ui.parts.theme import Theme


@pytest.fixture
def screen(place: Office, theme: Theme, qtbot: QtBot) -> ItemsScreen:
    """Five napkins at the dock and two in quarantine, on the page of their item."""
    program, by = place.program, place.desk.station.by()
    standing = [
        Standing("NAPKIN", "DOCK-1", Decimal(5)),
        Standing("NAPKIN", "QUARANTINE", Decimal(2)),
    ]
    program.database.run(by, lambda tx: opening.open_stock(tx, "0" * 32, standing))
    page = framed([items.entry(place.desk)], theme, qtbot).page
    assert isinstance(page, ItemsScreen)
    page.go_to(napkins(place).id)
    return page


def napkins(place: Office) -> Item:
    with place.program.database.reading() as connection:
        item = catalogue.item_by_sku(connection, "NAPKIN")
    assert item is not None
    return item


def standing(place: Office, kind: LsnKind, code: str) -> dict[str, int]:
    with place.program.database.reading() as connection:
        lsn = lsns.find(connection, napkins(place).id, kind, "", code)
        assert lsn is not None
        return {each.location: each.on_hand for each in ledger.places(connection, lsn.id)}


def test_pieces_are_scanned_bin_by_bin_and_their_labels_printed(
    screen: ItemsScreen, place: Office
) -> None:
    press(screen, "item.track")
    assert screen.chip() == "Next scan: a bin, or the code of what stands there"
    part(screen, QComboBox, "item.track.way").setCurrentIndex(1)  # by serial
    for scan in (
        "S1",
        "S2",
        "S2",
        label(ai01=NAPKIN, ai17="270131", ai21="S3"),
        "QUARANTINE",
        "S4",
    ):
        screen.scanned(scan.encode(), "test")
    assert listed(screen, "item.track.table", 2) == ['2 serials: "S1" "S2"', "S3", "S4"]
    assert listed(screen, "item.track.table", 3) == ["", "2027-01-31", ""]
    screen.scanned(label(ai01=BUTTER, ai10="B1").encode(), "test")
    assert said(screen, "item.track.notice").startswith("This is a label of Butter 250 g.")

    keys(Qt.Key.Key_Return, modifier=CONTROL)
    assert said(screen, "item.track.notice").startswith("2 pcs at DOCK-1 have no code.")
    part(screen, QComboBox, "item.track.rest.what").setCurrentIndex(1)
    keys(Qt.Key.Key_Return, modifier=CONTROL)
    assert "7 serials are made of Napkins." in words(screen, "item.track.plan.words")
    assert napkins(place).tracking is Tracking.NONE
    part(screen, QPushButton, "item.track.next").click()

    assert napkins(place).tracking is Tracking.SERIAL
    assert standing(place, LsnKind.SERIAL, "S4") == {"QUARANTINE": 1}
    assert said(screen, "item.track.notice") == "Tracking has started."
    assert (screen.chip(), screen.takes_scans) == ("", False)
    press(screen, "item.track.print")
    assert "7 sent to" in said(screen, "item.track.notice")
    part(screen, QPushButton, "item.track.next").click()
    assert part(screen, QLineEdit, "item.sku").text() == "NAPKIN"


def test_esc_asks_once_before_codes_are_forgotten(screen: ItemsScreen, place: Office) -> None:
    press(screen, "item.track")
    screen.scanned(b"L1", "test")
    keys("3", Qt.Key.Key_Return)
    assert listed(screen, "item.track.table", 2) == ["3 pcs"]
    assert part(screen, QComboBox, "item.track.where").currentText() == (
        "DOCK-1 · 2 of 5 pcs without a code"
    )
    keys("9", Qt.Key.Key_Tab, Qt.Key.Key_Tab, "9", Qt.Key.Key_Return)

    assert screen.go_back()
    assert said(screen, "item.track.notice").startswith("Nothing is done yet.")
    assert screen.go_back()
    assert part(screen, QLineEdit, "item.sku").isVisible()
    assert napkins(place).tracking is Tracking.NONE
