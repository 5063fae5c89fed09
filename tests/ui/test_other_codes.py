"""Other codes of items and lots: scanned or typed on their page, then scanned anywhere."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit

from lsn_desktop.domain.items import ItemNumber
from lsn_desktop.scanning.hibc import check_character
from lsn_desktop.storage import aliases, catalogue, item_numbers, lsns
from tests.house_for_tests import MILK
from tests.ui.parts import listed, part, press, words
from tests.ui.windows import framed, show_page
from ui.screens import items
from ui.screens.items.screen import ItemsScreen
from ui.screens.lsns.screen import LsnsScreen
from ui.tables.table_view import TableView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office
    from ui.parts.theme import Theme

PRIMARY = "+A123BJC5D6E71"
PRIMARY += check_character(PRIMARY)


@pytest.fixture
def lots(place: Office, qtbot: QtBot) -> LsnsScreen:
    """The page of a lot, at its other codes."""
    screen = show_page(LsnsScreen(place.desk), qtbot)
    screen.go_to(place.lsn("L2611A"))
    screen.choose("aliases")
    return screen


@pytest.fixture
def milk(place: Office, theme: Theme, qtbot: QtBot) -> ItemsScreen:
    """The page of an item, at its other numbers."""
    screen = framed([items.entry(place.desk)], theme, qtbot).page
    assert isinstance(screen, ItemsScreen)
    with place.program.database.reading() as connection:
        item = catalogue.item_by_sku(connection, "MILK")
    assert item is not None
    screen.go_to(item.id)
    screen.choose("numbers")
    return screen


def meant(place: Office, code: str) -> list[str]:
    with place.program.database.reading() as connection:
        return [each.lsn.code for each in lsns.candidates(connection, code)]


def numbers(place: Office, sku: str) -> dict[ItemNumber, Fraction]:
    with place.program.database.reading() as connection:
        item = catalogue.item_by_sku(connection, sku)
        assert item is not None
        return {kept.number: kept.units for kept in item_numbers.of_item(connection, item.id)}


def test_a_scan_on_the_tab_is_another_code_of_the_lot(lots: LsnsScreen, place: Office) -> None:
    assert lots.takes_scans
    assert lots.chip() == "Next scan: another code of L2611A"

    lots.scanned(b"ASSET-0001", "test")

    assert listed(lots, "lsn.aliases.table") == ["ASSET-0001"]
    assert words(lots, "lsn.notice") == "ASSET-0001 finds it from now on."
    assert meant(place, "ASSET-0001") == ["L2611A"]
    lots.choose("timeline")
    assert not lots.takes_scans
    assert lots.chip() == ""


def test_a_code_is_typed_with_its_kind_and_taken_out_again(
    lots: LsnsScreen, place: Office
) -> None:
    part(lots, QComboBox, "lsn.aliases.kind").setCurrentText("Pallet tag")
    code = part(lots, QLineEdit, "lsn.aliases.code")
    code.setText("P-77")
    code.returnPressed.emit()

    assert listed(lots, "lsn.aliases.table", 1) == ["Pallet tag"]
    assert code.text() == ""
    part(lots, TableView, "lsn.aliases.table").selectRow(0)
    press(lots, "lsn.aliases.remove")
    assert listed(lots, "lsn.aliases.table") == []
    assert meant(place, "P-77") == []


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("L2611A", "L2611A is a code of it already. Type another one."),
        (
            "",
            "This is no code that can be scanned. Scan or type it: up to 90 characters.",
        ),
    ],
)
def test_what_is_no_other_code_is_refused_below_it(
    lots: LsnsScreen, place: Office, code: str, told: str
) -> None:
    edit = part(lots, QLineEdit, "lsn.aliases.code")
    edit.setText(code)
    press(lots, "lsn.aliases.add")

    assert words(lots, "lsn.aliases.below") == told
    with place.program.database.reading() as connection:
        assert aliases.of_lsn(connection, place.lsn("L2611A")) == []


def test_a_label_of_another_standard_gives_the_item_its_number(
    milk: ItemsScreen, place: Office
) -> None:
    assert milk.chip() == "Next scan: another number of this item"

    milk.scanned(PRIMARY.encode(), "test")

    assert numbers(place, "MILK") == {ItemNumber("A123BJC5D6E71", "", "HIBC"): Fraction(1)}
    assert listed(milk, "item.numbers.table") == ["A123BJC5D6E71"]
    assert listed(milk, "item.numbers.table", 1) == ["HIBC"]


def test_a_suppliers_number_is_typed_with_what_it_holds(
    milk: ItemsScreen, place: Office
) -> None:
    whose = part(milk, QComboBox, "item.numbers.whose")
    whose.setCurrentText("Northwind Dairy")
    part(milk, QLineEdit, "item.numbers.holds").setText("12")
    code = part(milk, QLineEdit, "item.numbers.code")
    code.setText("4711")
    code.returnPressed.emit()

    assert numbers(place, "MILK") == {
        ItemNumber("4711", str(whose.currentData()), "supplier"): Fraction(12)
    }
    assert listed(milk, "item.numbers.table", 2) == ["12 pcs"]
    part(milk, TableView, "item.numbers.table").selectRow(0)
    press(milk, "item.numbers.remove")
    assert numbers(place, "MILK") == {}


@pytest.mark.parametrize(
    ("scan", "told"),
    [
        (f"]C101{MILK}", f"{MILK} is a GTIN."),
        ("BUTTER", "BUTTER is the SKU of Butter 250 g."),
    ],
)
def test_what_cannot_be_its_number_is_refused_in_words(
    milk: ItemsScreen, place: Office, scan: str, told: str
) -> None:
    milk.scanned(scan.encode(), "test")

    said = [words(milk, "item.notice"), words(milk, "item.numbers.below")]
    assert any(one.startswith(told) for one in said), said
    assert numbers(place, "MILK") == {}
