"""Purchase orders and imported files on the Items page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
)

from lsn_desktop.storage import catalogue, costs, orders
from tests.house_for_tests import MILK_CASE
from tests.ui.at_keyboard import keys, said
from tests.ui.parts import part
from tests.ui.windows import framed
from ui.page import PageEntry
from ui.screens import items
from ui.screens.items.screen import ItemsScreen
from ui.screens.receive import ReceivePage
from ui.tables.table_view import TableView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from lsn_desktop.storage.orders import Expected, PurchaseOrder
    from tests.ui.office import Office
    from ui.frame.main_window import MainWindow
    from ui.parts.theme import Theme


@pytest.fixture
def window(place: Office, theme: Theme, qtbot: QtBot) -> MainWindow:
    receive = PageEntry("receive", "Receive", "receive", lambda: ReceivePage(place.desk))
    return framed([items.entry(place.desk), receive], theme, qtbot)


@pytest.fixture
def screen(window: MainWindow) -> ItemsScreen:
    page = window.page
    assert isinstance(page, ItemsScreen)
    page.choose("orders")
    page.shown()
    return page


def order_of(place: Office, number: str) -> tuple[PurchaseOrder, list[Expected]]:
    with place.program.database.reading() as connection:
        order = orders.by_number(connection, number)
        assert order is not None
        return order, orders.expected(connection, order.id)


def shown(table: TableView, columns: tuple[int, ...]) -> list[list[str]]:
    model = table.model()
    return [
        [model.index(row, column).data() for column in columns]
        for row in range(model.rowCount())
    ]


def head(screen: ItemsScreen, *typed: str | Qt.Key) -> None:
    """Type the number of a new order, and go on from its vendor."""
    screen.new_order()
    keys(*typed)


def test_an_order_is_entered_by_keyboard_and_awaited_at_receive(
    screen: ItemsScreen, window: MainWindow, place: Office
) -> None:
    head(screen, "PO-7", Qt.Key.Key_Return, "4 Dec 2026", Qt.Key.Key_Return)
    vendor = part(screen, QComboBox, "order_new.vendor")
    assert vendor.hasFocus()
    vendor.setCurrentIndex(vendor.findText("Northwind Dairy"))
    part(screen, QLineEdit, "order_new.item").setFocus()
    keys("whole", Qt.Key.Key_Return, "48", Qt.Key.Key_Return)
    keys("butter", Qt.Key.Key_Return, "24", Qt.Key.Key_Return)
    QTest.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    order, lines = order_of(place, "PO-7")
    assert (order.vendor, order.due_on) == ("Northwind Dairy", date(2026, 12, 4))
    assert [(line.sku, line.ordered) for line in lines] == [("MILK", 48), ("BUTTER", 24)]
    assert said(screen, "order.notice") == "Order PO-7 is entered."

    part(screen, QPushButton, "order.receive").click()
    assert place.went == [("orders", order.id)]

    window.open_page("receive")
    deliveries = shown(part(window, TableView, "receive.orders"), (0, 1))
    assert ["PO-7", "Northwind Dairy"] in deliveries


def test_a_scan_adds_a_pack_and_a_second_one_another(
    screen: ItemsScreen, place: Office
) -> None:
    head(screen, "PO-7")
    screen.scanned(f"]C101{MILK_CASE}".encode(), "test")
    screen.scanned(f"]C101{MILK_CASE}".encode(), "test")
    screen.scanned(b"]E04006381333931", "test")

    assert said(screen, "order_new.notice").startswith("4006381333931 is none of our items.")
    assert part(screen, QLineEdit, "order_new.number").text() == "PO-7"
    assert part(screen, QLineEdit, "order_new.lines.MILK.quantity").text() == "24"

    part(screen, QPushButton, "order_new.save").click()

    assert [line.ordered for line in order_of(place, "PO-7")[1]] == [24]


def test_a_new_vendor_is_made_with_its_order(screen: ItemsScreen, place: Office) -> None:
    head(screen, "PO-7")
    vendor = part(screen, QComboBox, "order_new.vendor")
    vendor.setCurrentIndex(vendor.findText("New vendor…"))
    screen.scanned(b"MILK", "test")

    part(screen, QPushButton, "order_new.save").click()
    name = part(screen, QLineEdit, "order_new.vendor_new.name")
    assert name.hasFocus()
    assert "needs a name" in name.accessibleDescription()

    keys("Eastfield", Qt.Key.Key_Return, "EAST")
    part(screen, QPushButton, "order_new.save").click()

    assert order_of(place, "PO-7")[0].vendor == "Eastfield"
    with place.program.database.reading() as connection:
        assert catalogue.party_by_code(connection, "EAST") is not None


@pytest.mark.parametrize(
    ("quantity", "words"),
    [("", "How many pcs of Whole milk 1 L?"), ("0", "0 pcs is not"), ("1.5", "1.5 pcs cannot")],
)
def test_a_line_without_a_right_quantity_is_not_taken(
    screen: ItemsScreen, quantity: str, words: str
) -> None:
    head(screen, "PO-7")
    part(screen, QLineEdit, "order_new.item").setFocus()
    keys("milk", Qt.Key.Key_Return, quantity, Qt.Key.Key_Return)

    assert part(screen, QLineEdit, "order_new.quantity").hasFocus()
    assert any(label.text().startswith(words) for label in screen.findChildren(QLabel))
    assert screen.findChild(QLineEdit, "order_new.lines.MILK.quantity") is None


@pytest.mark.parametrize(
    ("number", "due", "line", "words"),
    [
        ("", "", "", "Type the number of the order."),
        ("PO-7", "soon", "", "soon is no day. Type it as 2026-12-31."),
        ("PO-7", "", "", "Nothing is ordered yet: type an item, or scan one."),
        ("po-1042", "", "MILK", "Order po-1042 is entered already. Open it instead."),
    ],
)
def test_an_order_that_cannot_be_is_refused_in_words(
    screen: ItemsScreen, place: Office, number: str, due: str, line: str, words: str
) -> None:
    head(screen, number, Qt.Key.Key_Return, due)
    if line:
        screen.scanned(line.encode(), "test")

    part(screen, QPushButton, "order_new.save").click()

    shown_words = [label.text() for label in screen.findChildren(QLabel) if label.isVisible()]
    assert words in shown_words
    with place.program.database.reading() as connection:
        assert len(orders.listed(connection)) == 1


def test_an_order_begun_is_not_lost_by_one_esc(screen: ItemsScreen) -> None:
    head(screen, "PO-7")

    screen.go_back()
    assert said(screen, "order_new.notice").startswith("This order is not entered yet.")
    assert part(screen, QLineEdit, "order_new.number").isVisible()

    screen.go_back()
    assert part(screen, TableView, "orders.table").isVisible()


def test_the_day_is_said_back_in_words(screen: ItemsScreen) -> None:
    head(screen, "PO-7", Qt.Key.Key_Return, "04.12.2026")

    assert "4 December 2026" in [label.text() for label in screen.findChildren(QLabel)]


def test_an_order_shows_what_came_of_each_line(screen: ItemsScreen, place: Office) -> None:
    part(screen, TableView, "orders.table").setFocus()
    keys(Qt.Key.Key_Return)

    lines = part(screen, TableView, "order.lines")
    assert shown(lines, (1, 3, 4, 5)) == [
        ["MILK", "48 pcs", "0 pcs", "48 pcs"],
        ["BUTTER", "72 pcs", "0 pcs", "72 pcs"],
    ]

    lines.setFocus()
    keys(Qt.Key.Key_Return)
    with place.program.database.reading() as connection:
        milk = catalogue.item_by_sku(connection, "MILK")
    assert milk is not None
    assert place.went == [("items", milk.id)]


def test_an_order_keeps_the_prices_that_are_known(screen: ItemsScreen, place: Office) -> None:
    head(screen, "PO-8")
    vendor = part(screen, QComboBox, "order_new.vendor")
    vendor.setCurrentIndex(vendor.findText("Northwind Dairy"))
    part(screen, QLineEdit, "order_new.item").setFocus()
    keys("whole", Qt.Key.Key_Return, "48", Qt.Key.Key_Tab, "0,8599", Qt.Key.Key_Return)
    keys("butter", Qt.Key.Key_Return, "24", Qt.Key.Key_Return)
    part(screen, QLineEdit, "order_new.lines.BUTTER.price").setText("two")
    QTest.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wrong = part(screen, QLineEdit, "order_new.lines.BUTTER.price")
    assert wrong.hasFocus()
    assert wrong.property("wrong") == "yes"
    wrong.clear()
    QTest.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    _order, lines = order_of(place, "PO-8")
    with place.program.database.reading() as connection:
        prices = costs.prices(connection, [line.line_id for line in lines])
    assert prices == {lines[0].line_id: (8_599, 0)}
    assert shown(part(screen, TableView, "order.lines"), (2, 6)) == [
        ["Whole milk 1 L", "0.8599"], ["Butter 250 g", ""],
    ]  # fmt: skip
