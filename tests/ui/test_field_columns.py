"""Custom fields as columns of the list of LSNs: chosen, filtered, saved, remembered."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from lsn_desktop.domain.filters import Between, OneOf
from lsn_desktop.services.lots import changing
from lsn_desktop.storage import catalogue, custom_fields
from tests.ui.at_keyboard import keys, said
from tests.ui.parts import listed, part
from tests.ui.windows import framed
from ui.screens import lsns
from ui.screens.lsns.screen import LsnsScreen
from ui.tables.table_service import TableService
from ui.tables.table_view import TableView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office
    from ui.frame.main_window import MainWindow
    from ui.parts.theme import Theme
    from ui.tables.table import Table

AT = 9  # where the first field's column stands
NAME = "lsns.table"


@pytest.fixture
def dairy(place: Office) -> Office:
    """Milk has its fat and its grade."""
    program = place.program
    lot = place.lsn("L2611A")
    with program.database.transaction(place.desk.station.by()) as tx:
        fat = changing.add_family_field(tx, "Dairy", "Fat", "number")
        grade = changing.add_family_field(tx, "Dairy", "Grade", "list", ("A", "B"))
        milk = catalogue.item_by_sku(tx.connection, "MILK")
        assert milk is not None
        catalogue.change_item(tx, milk.id, {"family_id": catalogue.family_id(tx, "Dairy")})
        changing.fill_fields(tx, lot, {fat: "3.5", grade: "B"})
    return place


def opened(place: Office, theme: Theme, qtbot: QtBot) -> tuple[MainWindow, Table[object]]:
    window = framed([lsns.entry(place.desk)], theme, qtbot)
    return window, part(window, TableView, NAME).parent()  # type: ignore[return-value]


def fats(window: MainWindow) -> dict[str, str]:
    return dict(zip(listed(window, NAME), listed(window, NAME, AT), strict=True))


def test_a_field_is_chosen_filtered_saved_and_remembered(
    dairy: Office, theme: Theme, qtbot: QtBot
) -> None:
    window, table = opened(dairy, theme, qtbot)
    titles = {act.text(): act for act in table.menu().actions() if act.isCheckable()}
    assert not titles["Fat"].isChecked()
    assert set(fats(window).values()) == {""}  # nothing is asked for that is not shown

    titles["Fat"].setChecked(True)
    assert fats(window)["L2611A"] == "3.5"
    table.filters.put(Between("field:Fat", Decimal(3)), OneOf("field:Grade", frozenset({"B"})))
    assert listed(window, NAME) == ["L2611A"]
    service = table.findChild(TableService)
    assert service is not None
    saved = service.content(".csv")().decode()
    assert "Fat" in saved
    assert "3.5" in saved

    again, _table = opened(dairy, theme, qtbot)
    assert fats(again)["L2611A"] == "3.5"


def test_a_field_of_a_lot_is_reached_by_tab_and_kept_by_enter(
    dairy: Office, theme: Theme, qtbot: QtBot
) -> None:
    window, _table = opened(dairy, theme, qtbot)
    screen = window.page
    assert isinstance(screen, LsnsScreen)
    screen.go_to(dairy.lsn("L2611A"))
    screen.choose("fields")
    part(screen, QPushButton, "lsn.about.save").setFocus()

    keys(Qt.Key.Key_Tab)
    if not isinstance(QApplication.focusWidget(), QLineEdit):
        keys(Qt.Key.Key_Tab)  # past the area that scrolls them
    keys("3.8", Qt.Key.Key_Return)

    assert said(screen, "lsn.notice") == "Fields saved."
    with dairy.program.database.reading() as connection:
        values = custom_fields.values_of(connection, dairy.lsn("L2611A"))
    assert [value.text for value in values] == ["3.8", "B"]


def test_a_field_made_meanwhile_can_be_chosen(
    dairy: Office, theme: Theme, qtbot: QtBot
) -> None:
    _window, table = opened(dairy, theme, qtbot)
    with dairy.program.database.transaction(dairy.desk.station.by()) as tx:
        changing.add_family_field(tx, "Dairy", "Farm", "text")
    assert "Farm" in {act.text() for act in table.menu().actions()}
