"""Bills of material and work orders, by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from lsn_desktop.storage import bills, work_orders
from tests.house_for_tests import PUMP
from tests.ui.at_keyboard import keys, said
from tests.ui.parts import part
from tests.ui.windows import framed
from ui.screens import production
from ui.screens.production.screen import ProductionScreen

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office
    from ui.parts.theme import Theme


@pytest.fixture
def screen(place: Office, theme: Theme, qtbot: QtBot) -> ProductionScreen:
    page = framed([production.entry(place.desk)], theme, qtbot).page
    assert isinstance(page, ProductionScreen)
    page.shown()
    return page


ENTER = Qt.Key.Key_Return


def enter(screen: ProductionScreen) -> None:
    QTest.keyClick(screen, ENTER, Qt.KeyboardModifier.ControlModifier)


def test_a_bill_and_an_order_by_it_are_entered_released_and_opened_to_be_made(
    screen: ProductionScreen, place: Office
) -> None:
    screen.choose("bills")
    screen.new_bill()
    assert screen.chip() == "Next scan: the item that is made"
    screen.scanned(f"]E0{PUMP[1:]}".encode(), "Dock scanner")
    assert screen.chip() == "Next scan: an item that goes in"
    part(screen, QLineEdit, "bill_new.item").setFocus()
    keys("butter", ENTER, "2 dozen", ENTER)
    keys("napkin", ENTER, "1 kg", ENTER)
    assert part(screen, QLineEdit, "bill_new.quantity").hasFocus()
    keys("3", ENTER)
    enter(screen)

    assert said(screen, "bill.notice") == "Bill of PUMP is entered."
    with place.program.database.reading() as connection:
        [bill] = bills.listed(connection)
        lines = bills.lines(connection, bill.id)
    assert [(one.sku, one.quantity) for one in lines] == [("BUTTER", 24), ("NAPKIN", 3)]

    part(screen, QPushButton, "bill.order").click()
    keys("5", ENTER)
    enter(screen)
    assert said(screen, "work.notice") == "WO-00001 is entered, planned."
    part(screen, QPushButton, "work.change").click()
    assert part(screen, QLineEdit, "work_new.quantity").hasFocus()
    keys("7", ENTER, "4 Dec 2026", ENTER)
    enter(screen)
    assert said(screen, "work.notice") == "WO-00001 is changed."
    go_on = part(screen, QPushButton, "work.next")
    go_on.click()
    with place.program.database.reading() as connection:
        [order] = work_orders.to_make(connection)
    assert (order.sku, order.ordered) == ("PUMP", 7)
    assert go_on.text() == "Make"
    go_on.click()
    assert place.went == [("work orders", order.id)]


def test_what_is_typed_is_not_lost_by_one_escape(screen: ProductionScreen) -> None:
    screen.new_order()
    keys("pump", ENTER, "2")
    assert screen.go_back()
    assert "not kept yet" in said(screen, "work_new.notice")
    screen.go_back()
    assert not screen.takes_scans
