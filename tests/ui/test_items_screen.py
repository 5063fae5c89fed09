"""The Items page: items entered, changed and found again by keyboard and scanner."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QTabBar

from lsn_desktop.services.lots import changing
from lsn_desktop.storage import catalogue, timeline
from tests.house_for_tests import BUTTER, MILK, MILK_CASE
from tests.scanning.keyboard import f9, typing
from tests.ui.at_keyboard import CONTROL, fill, keys, said
from tests.ui.keys import send
from tests.ui.parts import listed, part
from tests.ui.windows import framed
from ui.scans.scan_router import ScanRouter
from ui.scans.wedge import Wedge
from ui.screens import items
from ui.screens.items import facts
from ui.screens.items.screen import ItemsScreen
from ui.tables.table_view import TableView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from lsn_desktop.domain.items import Item
    from tests.ui.office import Office
    from ui.frame.main_window import MainWindow
    from ui.parts.theme import Theme

EGG = "04006381333931"


@pytest.fixture
def window(place: Office, theme: Theme, qtbot: QtBot) -> MainWindow:
    return framed([items.entry(place.desk)], theme, qtbot)


@pytest.fixture
def screen(window: MainWindow) -> ItemsScreen:
    assert isinstance(window.page, ItemsScreen)
    return window.page


def item_of(place: Office, sku: str) -> Item | None:
    with place.program.database.reading() as connection:
        return catalogue.item_by_sku(connection, sku)


def known(place: Office, sku: str) -> Item:
    item = item_of(place, sku)
    assert item is not None
    return item


def gtins(place: Office, sku: str) -> dict[str, Fraction]:
    with place.program.database.reading() as connection:
        return dict(catalogue.gtins_of(connection, known(place, sku).id))


def audit(place: Office, sku: str) -> list[str]:
    with place.program.database.reading() as connection:
        return [
            str(each.words) for each in timeline.audit(connection, "item", known(place, sku).id)
        ]


def shown_skus(screen: QWidget) -> list[str]:
    return listed(screen, "items.table")


def test_the_list_shows_what_is_on_hand_and_finds_as_one_types(
    screen: ItemsScreen, qtbot: QtBot
) -> None:
    model = part(screen, TableView, "items.table").model()
    assert shown_skus(screen) == ["BUTTER", "CHIP", "MILK", "NAPKIN", "PUMP"]
    assert [model.index(row, 4).data() for row in (1, 4)] == ["1 pcs", "0 pcs"]

    keys("milk")

    qtbot.waitUntil(lambda: shown_skus(screen) == ["MILK"])


def test_enter_opens_an_item_and_esc_comes_back(
    screen: ItemsScreen, window: MainWindow
) -> None:
    keys(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)

    assert part(screen, QLineEdit, "item.sku").text() == "MILK"
    assert part(screen, QLineEdit, "item.sku").hasFocus()
    assert part(screen, QLineEdit, f"item.gtins.{MILK_CASE}.quantity").text() == "12"

    QTest.keyClick(window, Qt.Key.Key_Escape)

    assert part(screen, TableView, "items.table").hasFocus()


def test_an_item_is_added_by_keyboard_alone(screen: ItemsScreen, place: Office) -> None:
    keys(Qt.Key.Key_N, modifier=CONTROL)
    keys("EGG-10", Qt.Key.Key_Tab, "Eggs, ten of them")
    fill(screen, item__rules__shelf_life_days="28", item__gtins__typed="4006381333931")
    keys(Qt.Key.Key_Tab, Qt.Key.Key_Backspace, "10", Qt.Key.Key_Return)
    part(screen, QComboBox, "item.family").setFocus()
    keys("Dairy", Qt.Key.Key_Return)

    egg = known(place, "EGG-10")
    assert (egg.description, egg.shelf_life_days) == ("Eggs, ten of them", 28)
    assert gtins(place, "EGG-10") == {EGG: Fraction(10)}
    assert said(screen, "items.notice") == "Saved. New item EGG-10: Eggs, ten of them"
    assert "EGG-10" in shown_skus(screen)


def test_a_scanned_gtin_goes_to_the_list_and_never_into_the_field(
    screen: ItemsScreen,
    window: MainWindow,
    place: Office,
    qapp: QApplication,
    qtbot: QtBot,
) -> None:
    wedge = Wedge(qapp)
    router = ScanRouter(place.desk, window, window)
    wedge.scanned.connect(router.scanned)
    try:
        keys(Qt.Key.Key_N, modifier=CONTROL)
        keys("EGG-10", Qt.Key.Key_Tab, "Eggs")
        description = part(screen, QLineEdit, "item.description")
        qtbot.waitUntil(lambda: description.text() == "Eggs")  # the wedge holds keys a while
        handle = QGuiApplication.focusWindow()
        assert handle is not None
        send(handle, [f9(), *typing("4006381333931\r", 5)])
        name = f"item.gtins.{EGG}.quantity"
        qtbot.waitUntil(lambda: screen.findChild(QLineEdit, name) is not None)
    finally:
        shiboken6.delete(wedge)

    assert description.text() == "Eggs"
    assert part(screen, QLineEdit, "item.gtins.typed").text() == ""
    pack = part(screen, QLineEdit, f"item.gtins.{EGG}.quantity")
    assert pack.text() == "1"
    assert pack.hasFocus()

    keys("6", Qt.Key.Key_Return)

    assert gtins(place, "EGG-10") == {EGG: Fraction(6)}


@pytest.mark.parametrize(
    ("scan", "words"),
    [
        (f"]C101{MILK}", f"{MILK} is Whole milk 1 L already"),
        ("LOT-77", "LOT-77 carries no GTIN"),
    ],
)
def test_a_scan_that_is_no_gtin_of_this_item_is_refused_in_words(
    screen: ItemsScreen, place: Office, scan: str, words: str
) -> None:
    screen.go_to(known(place, "BUTTER").id)

    screen.scanned(scan.encode(), "test")

    assert said(screen, "item.notice").startswith(words)
    assert gtins(place, "BUTTER") == {BUTTER: Fraction(1)}


def test_a_gtin_scanned_again_is_only_pointed_at(screen: ItemsScreen, place: Office) -> None:
    screen.go_to(known(place, "MILK").id)

    screen.scanned(f"]C101{MILK_CASE}".encode(), "test")

    assert said(screen, "item.notice") == f"{MILK_CASE} is in the list already."
    assert part(screen, QLineEdit, f"item.gtins.{MILK_CASE}.quantity").hasFocus()


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_stored(
    screen: ItemsScreen, place: Office
) -> None:
    keys(Qt.Key.Key_N, modifier=CONTROL)
    fill(
        screen,
        item__sku="MILK",
        item__rules__shelf_life_days="three weeks",
        item__rules__lot_pattern="LOT",
    )
    keys(Qt.Key.Key_Return)

    assert said(screen, "item.notice") == "Not saved: 4 fields are wrong."
    complaints = {
        name: part(screen, QLineEdit, name).accessibleDescription()
        for name in (
            "item.sku",
            "item.description",
            "item.rules.shelf_life_days",
            "item.rules.lot_pattern",
        )
    }
    assert complaints["item.sku"].startswith("There is an item MILK already.")
    assert complaints["item.description"].startswith("The item has no description.")
    assert complaints["item.rules.shelf_life_days"].startswith("three weeks is no whole number")
    assert complaints["item.rules.lot_pattern"].startswith("The numbering pattern LOT")
    assert part(screen, QLineEdit, "item.sku").hasFocus()
    assert known(place, "MILK").description == "Whole milk 1 L"


@pytest.mark.parametrize(
    ("gtin", "pack", "words"),
    [
        ("4006381333930", "1", "4006381333930 is no GTIN"),
        ("4006381333931", "many", "many is not what a pack of 04006381333931 can hold"),
        ("4006381333931", "0", "A pack of 04006381333931 holds nothing"),
        (MILK, "1", f"{MILK} is Whole milk 1 L already"),
    ],
)
def test_a_wrong_gtin_or_pack_is_said_at_the_list(
    screen: ItemsScreen, place: Office, gtin: str, pack: str, words: str
) -> None:
    screen.go_to(known(place, "BUTTER").id)
    fill(screen, item__gtins__typed=gtin, item__gtins__typed_pack=pack)

    part(screen, QPushButton, "item.save").click()

    assert any(
        label.text().startswith(words) for label in screen.findChildren(QLabel) if label.text()
    )
    assert gtins(place, "BUTTER") == {BUTTER: Fraction(1)}


def test_a_change_is_told_in_words_and_stands_in_the_audit_trail(
    screen: ItemsScreen, place: Office
) -> None:
    screen.go_to(known(place, "MILK").id)
    fill(screen, item__description="Whole milk, 1 litre")
    part(screen, QPushButton, f"item.gtins.{MILK}.remove").click()
    part(screen, QPushButton, "item.save").click()

    told = ["description of MILK: Whole milk 1 L > Whole milk, 1 litre"]
    told += [f"GTIN {MILK} of MILK: 1 > -"]
    assert said(screen, "items.notice") == "Saved. " + "; ".join(told)
    assert audit(place, "MILK")[:2] == told[::-1]

    screen.go_to(known(place, "MILK").id)
    screen.choose("history")
    history = part(screen, TableView, "item.history").model()
    assert history.index(1, 2).data() == told[0]


def test_nothing_changed_is_said_so(screen: ItemsScreen, place: Office) -> None:
    screen.go_to(known(place, "MILK").id)

    part(screen, QPushButton, "item.save").click()

    assert said(screen, "items.notice") == "Nothing was changed."
    assert len(audit(place, "MILK")) == 1


def test_what_lots_rest_on_cannot_be_changed(screen: ItemsScreen, place: Office) -> None:
    screen.go_to(known(place, "MILK").id)
    tracking = part(screen, QComboBox, "item.tracking")
    tracking.setCurrentIndex(tracking.findText("By serial"))
    fill(screen, item__unit="boxes")
    keys(Qt.Key.Key_Return)

    assert said(screen, "item.notice") == "Not saved: 2 fields are wrong."
    assert "its tracking stays lot" in tracking.accessibleDescription()
    assert known(place, "MILK").unit == "pcs"


def test_esc_asks_once_before_a_change_is_lost(screen: ItemsScreen, place: Office) -> None:
    screen.go_to(known(place, "MILK").id)
    fill(screen, item__description="Milk")

    screen.go_back()

    assert said(screen, "item.notice").startswith("This is changed and not saved.")
    assert part(screen, QLineEdit, "item.description").isVisible()

    fill(screen, item__description="Milk 2")
    screen.go_back()
    assert part(screen, QLineEdit, "item.description").isVisible()

    screen.go_back()
    assert not part(screen, QLineEdit, "item.description").isVisible()
    assert known(place, "MILK").description == "Whole milk 1 L"


def test_another_page_cannot_wipe_out_a_change_either(
    screen: ItemsScreen, place: Office
) -> None:
    screen.go_to(known(place, "MILK").id)
    fill(screen, item__description="Milk")

    screen.go_to(known(place, "BUTTER").id)

    assert part(screen, QLineEdit, "item.description").text() == "Milk"
    assert said(screen, "item.notice").startswith("This is changed and not saved.")


def test_what_others_change_is_shown_unless_it_is_typed_over(
    screen: ItemsScreen, place: Office
) -> None:
    milk = known(place, "MILK")
    screen.go_to(milk.id)
    description = part(screen, QLineEdit, "item.description")

    def rename(name: str) -> None:
        with place.program.database.transaction(place.desk.station.by()) as tx:
            order = facts.on_item(tx.connection, milk.id).order
            changing.change_item(tx, milk.id, replace(order, description=name))

    rename("Milk, fresh")
    assert description.text() == "Milk, fresh"

    fill(screen, item__description="My milk")
    rename("Milk, stale")
    assert description.text() == "My milk"

    keys(Qt.Key.Key_Return)
    assert said(screen, "item.notice").startswith("Somebody changed MILK while you typed")
    assert known(place, "MILK").description == "Milk, stale"


def test_a_page_come_back_to_shows_what_was_changed_meanwhile(
    screen: ItemsScreen, place: Office
) -> None:
    milk = known(place, "MILK")
    screen.go_to(milk.id)
    screen.hide()
    with place.program.database.transaction(place.desk.station.by()) as tx:
        order = facts.on_item(tx.connection, milk.id).order
        changing.change_item(tx, milk.id, replace(order, description="Milk, fresh"))

    screen.show()
    screen.shown()

    assert part(screen, QLineEdit, "item.description").text() == "Milk, fresh"


def test_what_is_on_hand_leads_to_its_lots(screen: ItemsScreen, place: Office) -> None:
    screen.go_to(known(place, "MILK").id)
    screen.choose("on_hand")
    lots = part(screen, TableView, "item.on_hand")
    assert [lots.model().index(0, column).data() for column in (0, 3)] == ["L2611A", "1 pcs"]

    lots.setFocus()
    keys(Qt.Key.Key_Return)

    assert place.went == [("lsns", place.lsn("L2611A"))]


def test_a_new_field_is_asked_of_each_lot_of_the_family(
    screen: ItemsScreen, place: Office
) -> None:
    screen.go_to(known(place, "MILK").id)
    part(screen, QComboBox, "item.family").setFocus()
    keys("Dairy")
    screen.choose("fields")
    kind = part(screen, QComboBox, "item.field.kind")
    kind.setCurrentIndex(kind.findText("A choice"))
    fill(screen, item__field__name="Grade", item__field__choices="A, B")
    keys(Qt.Key.Key_Return)

    assert said(screen, "item.notice") == "Each lot of Dairy now has the field Grade."
    fields = part(screen, TableView, "item.fields").model()
    assert [fields.index(0, column).data() for column in (0, 1)] == ["Grade", "A choice: A, B"]


def test_a_new_item_has_neither_stock_nor_history(screen: ItemsScreen) -> None:
    screen.new_item()

    parts = part(screen, QTabBar, "item.parts")
    seen = [parts.tabText(at) for at in range(parts.count()) if parts.isTabVisible(at)]
    assert seen == ["GTINs", "Lot fields"]


def test_the_next_number_of_a_pattern_is_shown_as_it_is_typed(
    screen: ItemsScreen, place: Office
) -> None:
    screen.go_to(known(place, "CHIP").id)
    lots = part(screen, QLineEdit, "item.rules.lot_pattern")
    serials = part(screen, QLineEdit, "item.rules.serial_pattern")
    assert serials.accessibleDescription() == "Next: S2611-000001"
    assert lots.accessibleDescription().startswith("Next: L2611")

    serials.setFocus()
    keys("R{n:4}{mod10")
    assert serials.accessibleDescription().startswith("The numbering pattern R{n:4}{mod10")
    keys("}")

    assert serials.accessibleDescription() == "Next: R00017"
    keys(Qt.Key.Key_Return)
    assert known(place, "CHIP").serial_pattern == "R{n:4}{mod10}"
    assert audit(place, "CHIP")[0] == "serial pattern of CHIP: - > R{n:4}{mod10}"


def test_only_the_patterns_of_what_is_told_apart_are_shown(screen: ItemsScreen) -> None:
    keys(Qt.Key.Key_N, modifier=CONTROL)
    shown = {}
    for tracking in ("lot", "serial", "none"):
        box = part(screen, QComboBox, "item.tracking")
        box.setCurrentIndex(box.findData(tracking))
        shown[tracking] = [
            part(screen, QLineEdit, f"item.rules.{name}_pattern").isVisible()
            for name in ("lot", "serial")
        ]
    assert shown == {"lot": [True, False], "serial": [False, True], "none": [False, False]}


def test_numbers_are_given_and_their_labels_printed_before_the_goods_come(
    screen: ItemsScreen, place: Office
) -> None:
    screen.go_to(known(place, "PUMP").id)
    screen.choose("labels")
    part(screen, QLineEdit, "item.ahead.count").setFocus()
    keys("3")
    count = part(screen, QLineEdit, "item.ahead.count")
    assert count.accessibleDescription() == "S2611-000001 to S2611-000003"
    keys(Qt.Key.Key_Return)

    assert said(screen, "item.notice").startswith("PJ-00001: 3 sent to ")
    assert listed(screen, "item.ahead.table") == [
        "S2611-000003", "S2611-000002", "S2611-000001",
    ]  # fmt: skip
    assert listed(screen, "item.ahead.table", 2) == ["Printed"] * 3
    assert len(list(place.program.settings.printed.glob("*.pdf"))) == 1
    assert count.accessibleDescription() == "Next: S2611-000004"
