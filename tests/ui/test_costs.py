"""Costs of a posted receipt, typed by keyboard alone, and read on the page of the lot."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

from lsn_desktop.services.documents import posting
from lsn_desktop.services.office import opening
from lsn_desktop.services.office.opening import Standing
from tests.ui.at_keyboard import CONTROL, keys, said
from tests.ui.office import Office, office
from tests.ui.parts import listed, part, words
from tests.ui.shop import Shop
from ui.screens.lsns.screen import LsnsScreen
from ui.tables.table_view import TableView

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.parts.theme import Theme

NOTICE = "receive.costs.notice"


@pytest.fixture
def place(tmp_path: Path, theme: Theme) -> Generator[Office]:
    at = office(tmp_path, theme)
    yield at
    at.close()


@pytest.fixture
def shop(place: Office, theme: Theme, qtbot: QtBot) -> Shop:
    """The second receipt: one of milk and one of butter, both of lot X1."""
    shop = Shop(place, theme, qtbot)
    shop.receive.go_to(2)
    keys("c")
    return shop


def charge(shop: Shop, amount: str, basis: str) -> None:
    keys(Qt.Key.Key_F2)
    part(shop.receive, QComboBox, "receive.charge.basis").setCurrentText(basis)
    keys(amount)


def test_prices_and_a_charge_are_typed_shown_and_withdrawn(shop: Shop) -> None:
    page = shop.receive
    keys(Qt.Key.Key_Return, "3.10", Qt.Key.Key_Return)
    assert said(page, NOTICE) == "The price is kept."
    assert listed(page, "receive.costs", 3) == ["3.10", "not known"]

    charge(shop, "5", "by value")
    assert words(page, "receive.costs.foretold").startswith("No price is known for Butter")
    part(page, QComboBox, "receive.charge.basis").setCurrentText("by quantity")
    assert listed(page, "receive.costs.shares", 3) == ["2.50", "2.50"]
    keys(Qt.Key.Key_Return, modifier=CONTROL)

    assert listed(page, "receive.costs", 5) == ["5.60", "not known"]
    assert "1 has no price" in words(page, "receive.costs.total")
    part(page, TableView, "receive.costs.charges").setFocus()
    keys(Qt.Key.Key_Delete)
    assert (
        said(page, NOTICE) == "Freight 5.00 USD is taken off the goods: press Withdraw again."
    )
    keys(Qt.Key.Key_Delete)
    assert listed(page, "receive.costs.charges", 1) == ["withdrawn"]
    assert listed(page, "receive.costs", 4) == ["0.00", "0.00"]


def test_what_is_wrong_is_said_below_its_field_and_esc_goes_back(shop: Shop) -> None:
    page = shop.receive
    keys(Qt.Key.Key_Return, "three", Qt.Key.Key_Return)
    amount = part(page, QLineEdit, "receive.price.amount")
    assert amount.accessibleDescription().startswith("three is no number.")
    keys(Qt.Key.Key_Tab)
    assert page.go_back()
    charge(shop, "5", "by quantity")
    part(page, QLineEdit, "receive.charge.currency").setText("EUR")
    keys(Qt.Key.Key_Return, modifier=CONTROL)
    rate = part(page, QLineEdit, "receive.charge.rate")
    assert rate.hasFocus()
    keys("1.10")
    part(page, QLineEdit, "receive.charge.also").setText("RC-00001 RC-77")
    assert words(page, "receive.costs.foretold").startswith("There is no receipt RC-77.")
    part(page, QLineEdit, "receive.charge.also").setText("rc-00001")
    assert words(page, "receive.costs.foretold").startswith("5.50 USD in all.")
    assert page.go_back()
    assert page.go_back()
    assert shop.headline == "Posted RC-00002"


def test_the_page_of_a_lot_says_what_it_cost(shop: Shop, place: Office, qtbot: QtBot) -> None:
    screen = LsnsScreen(place.desk)
    qtbot.addWidget(screen)
    screen.go_to(place.lsn("X1"))
    screen.choose("cost")
    assert listed(screen, "lsn.cost") == []

    keys(Qt.Key.Key_Return, "3.10", Qt.Key.Key_Return)
    charge(shop, "5", "by quantity")
    keys(Qt.Key.Key_Return, modifier=CONTROL)

    assert words(screen, "lsn.cost.total") == "5.60 USD in all"
    assert listed(screen, "lsn.cost", 1) == ["Purchase", "Freight"]
    assert listed(screen, "lsn.cost", 4) == ["3.10 USD", "2.50 USD"]


def test_a_reversed_receipt_costs_nothing_any_more(shop: Shop, place: Office) -> None:
    by = place.desk.station.by()
    place.program.database.run(by, lambda tx: posting.reverse(tx, 2, "twice", "e" * 32))
    keys(Qt.Key.Key_Return)
    page = shop.receive

    assert said(page, NOTICE).startswith("It was reversed by RV-00001")
    keys(Qt.Key.Key_F2)
    assert not part(page, QLineEdit, "receive.charge.amount").isVisible()


def test_what_stood_there_at_the_beginning_says_so(
    place: Office, theme: Theme, qtbot: QtBot
) -> None:
    program, by = place.program, place.desk.station.by()
    standing = [Standing("NAPKIN", "DOCK-1", Decimal(5))]
    document_id = program.database.run(
        by, lambda tx: opening.open_stock(tx, "0" * 32, standing)
    )
    shop = Shop(place, theme, qtbot)

    shop.receive.go_to(document_id)

    below = [one.text() for one in shop.receive.findChildren(QLabel) if one.isVisible()]
    assert "Opening stock" in below
    assert not [words for words in below if "None" in words]
