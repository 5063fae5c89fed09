"""Home: what needs somebody today, each row a way to its page."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from lsn_desktop.services.lots import holding
from lsn_desktop.services.lots.holding import PlaceHold
from lsn_desktop.services.office import backing_up
from lsn_desktop.services.receipts.receiving import OpenReceipt, open_receipt
from lsn_desktop.storage import catalogue, documents
from tests.ui.at_keyboard import keys
from tests.ui.parts import shown_words
from tests.ui.windows import show_page
from ui.parts.todo_card import Todo, TodoCard
from ui.screens import home
from ui.screens.home import HomePage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office
    from ui.parts.theme import Theme


@pytest.fixture
def page(place: Office, qtbot: QtBot) -> HomePage:
    return show_page(HomePage(place.desk), qtbot)


def card(page: HomePage, name: str) -> TodoCard:
    found = page.findChild(TodoCard, f"home.{name}")
    assert isinstance(found, TodoCard)
    return found


def words(of: QWidget) -> str:
    return "\n".join(shown_words(of))


def test_an_open_order_is_expected_and_leads_to_its_delivery(
    page: HomePage, place: Office
) -> None:
    orders = card(page, "orders")
    assert "PO-1042" in words(orders)
    assert "Northwind Dairy · 2 lines" in words(orders)

    open_first(orders)

    assert place.went[-1][0] == "orders"


def test_enter_goes_on_to_receive(page: HomePage, place: Office, qtbot: QtBot) -> None:
    with qtbot.waitActive(page):
        page.activateWindow()
    page.shown()
    keys(Qt.Key.Key_Return)

    assert place.went == [("receive", None)]


def test_what_is_held_is_shown_and_leads_to_its_page(page: HomePage, place: Office) -> None:
    assert "Nothing is on hold." in words(card(page, "held"))
    lot = place.lsn("B2610A")
    by = place.desk.station.by()
    place.program.database.run(
        by, lambda tx: holding.hold(tx, PlaceHold("a" * 32, lot, "inspection", "Smells"))
    )
    page.shown()

    assert "B2610A" in words(card(page, "held"))
    open_first(card(page, "held"))
    assert place.went[-1] == ("lsns", lot)


def test_a_receipt_that_was_left_is_waiting(page: HomePage, place: Office) -> None:
    with place.program.database.transaction(place.desk.station.by()) as tx:
        dock = catalogue.location_by_code(tx.connection, "DOCK-1")
        assert dock is not None
        receipt = open_receipt(tx, OpenReceipt("b" * 32, dock.id))
        number = documents.by_id(tx.connection, receipt).number
    page.shown()

    assert number in words(card(page, "drafts"))
    open_first(card(page, "drafts"))
    assert place.went[-1] == ("receive", receipt)


def test_the_last_good_backup_is_told_and_that_there_is_none(
    page: HomePage, place: Office
) -> None:
    assert "No backup yet" in words(card(page, "backup"))
    program = place.program
    backing_up.back_up_into(
        program.database, program.settings.backups, place.desk.station.by().at
    )
    page.shown()

    assert "Last good backup" in words(card(page, "backup"))
    assert "verified" in words(card(page, "backup"))


def test_only_what_expires_within_thirty_days_presses(place: Office) -> None:
    today = home.ask(place.desk)

    assert [row.code for row in today.expiring] == ["L2611A"]
    assert all(row.expiry is None or row.expiry <= today.on + timedelta(30)
               for row in today.expiring)  # fmt: skip


def open_first(of: TodoCard) -> None:
    """Press the first row of a card."""
    rows = [one for one in of.findChildren(QPushButton) if one.isVisibleTo(of)]
    QTest.mouseClick(rows[0], Qt.MouseButton.LeftButton)


def test_a_company_of_its_own_is_offered_no_recording(page: HomePage) -> None:
    play = page.findChild(QPushButton, "home.play")
    assert isinstance(play, QPushButton)
    assert not play.isVisible()  # although PO-1042 is the number of a recorded delivery too


def test_a_tall_card_shows_more_of_what_there_is(theme: Theme, qtbot: QtBot) -> None:
    tall = TodoCard("home.orders", "receive", "Expected deliveries", "None.", theme)
    qtbot.addWidget(tall)
    tall.show_todos([Todo(f"PO-{at}", "3 lines", lambda: None) for at in range(20)])

    seen = []
    for height in (300, 480, 300):
        tall.resize(360, height)
        with qtbot.waitExposed(tall):
            tall.show()
        rows = [row for row in tall.findChildren(QPushButton) if row.isVisible()]
        seen.append((len(rows), f"and {20 - len(rows)} more" in shown_words(tall)))

    few, many = seen[0][0], seen[1][0]
    assert seen == [(few, True), (many, True), (few, True)]
    assert few == 5 < many
