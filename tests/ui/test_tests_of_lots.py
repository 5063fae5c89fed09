"""Tests from the limits of an item to the certificate of analysis of its lot, by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit

from lsn_desktop.services.certificates import specifying
from lsn_desktop.services.certificates.specifying import WantedTest
from lsn_desktop.storage import certificates, ledger, lsns
from tests.ui.parts import listed, part, press, shown_words, words
from tests.ui.windows import show_page
from ui.screens.certificates.screen import CertificatesScreen
from ui.screens.items.screen import ItemsScreen
from ui.screens.lsns.screen import LsnsScreen
from ui.tables.table_view import TableView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office

LOT = "L2611A"


def item_of(place: Office) -> int:
    with place.program.database.reading() as connection:
        return lsns.by_id(connection, place.lsn(LOT)).item_id


def type_in(screen: QWidget, name: str, text: str, *, enter: bool = False) -> None:
    field = part(screen, QLineEdit, name)
    field.setText(text)
    if enter:
        field.returnPressed.emit()


@pytest.fixture
def tested(place: Office) -> Office:
    """Its item is tested for fat and lead."""
    by, item_id = place.desk.station.by(), item_of(place)
    with place.program.database.transaction(by) as tx:
        specifying.add(tx, item_id, WantedTest("Fat", "", "%", "3.0", "4.0"))
        specifying.add(tx, item_id, WantedTest("Lead", high="0.02"))
    return place


@pytest.fixture
def lot(tested: Office, qtbot: QtBot) -> LsnsScreen:
    screen = show_page(LsnsScreen(tested.desk), qtbot)
    screen.go_to(tested.lsn(LOT))
    screen.choose("tests")
    return screen


def test_a_test_is_added_changed_moved_and_given_up(place: Office, qtbot: QtBot) -> None:
    screen = show_page(ItemsScreen(place.desk), qtbot)
    screen.go_to(item_of(place))
    screen.choose("tests")
    type_in(screen, "item.test.name", "Fat")
    type_in(screen, "item.test.low", "much", enter=True)
    assert "much is not a number" in words(screen, "item.notice")
    type_in(screen, "item.test.low", "3.0", enter=True)
    type_in(screen, "item.test.name", "Lead", enter=True)
    assert listed(screen, "item.tests") == ["Fat", "Lead"]
    assert part(screen, QLineEdit, "item.test.name").text() == ""

    table = part(screen, TableView, "item.tests")
    table.selectRow(1)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    press(screen, "item.test.up")
    assert listed(screen, "item.tests") == ["Lead", "Fat"]
    type_in(screen, "item.test.high", "0.02", enter=True)
    assert listed(screen, "item.tests", 2) == ["max. 0.02", "min. 3.0"]
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    press(screen, "item.test.give_up")
    assert listed(screen, "item.tests") == ["Fat"]


def test_results_are_entered_one_after_another_by_enter(
    lot: LsnsScreen, tested: Office
) -> None:
    assert listed(lot, "lsn.results", 3) == ["Missing", "Missing"]
    assert listed(lot, "lsn.results", 2) == ["3.0 – 4.0 %", "max. 0.02"]
    type_in(lot, "lsn.result.day", "someday")
    type_in(lot, "lsn.result.value", "3.5", enter=True)
    assert "someday is not one day" in " ".join(shown_words(lot))
    type_in(lot, "lsn.result.day", "")
    type_in(lot, "lsn.result.value", "3.5", enter=True)
    assert part(lot, QComboBox, "lsn.result.test").currentText() == "Lead"
    type_in(lot, "lsn.result.value", "0.03", enter=True)

    assert listed(lot, "lsn.results", 3) == ["Out of limits", "Passes"]
    assert "Lead is 0.03, out of max. 0.02. All of it is on hold. " in words(lot, "lsn.notice")
    assert "On hold" in shown_words(lot)
    type_in(lot, "lsn.result.note", "retested")
    type_in(lot, "lsn.result.value", "<0.01", enter=True)
    assert listed(lot, "lsn.results", 3) == ["Passes", "Corrected", "Passes"]
    assert "It stays on hold" in words(lot, "lsn.notice")
    with tested.program.database.reading() as connection:
        assert len(ledger.holds(connection, tested.lsn(LOT))) == 1


def test_copied_rows_are_pasted(lot: LsnsScreen) -> None:
    QGuiApplication.clipboard().setText("Fat\t3.5\nLead\t<0.01")
    press(lot, "lsn.result.paste")

    assert words(lot, "lsn.notice") == "2 results are kept."
    assert listed(lot, "lsn.results") == ["Lead", "Fat"]


def test_an_analysis_is_issued_revised_and_withdrawn(
    lot: LsnsScreen, tested: Office, qtbot: QtBot
) -> None:
    screen = show_page(CertificatesScreen(tested.desk), qtbot)
    screen.go_to(tested.lsn(LOT))
    part(screen, QComboBox, "issue.kind").setCurrentIndex(1)
    assert f"{LOT} has no test results" in words(screen, "issue.notice")
    for value in ("3.5", "0.03"):
        type_in(lot, "lsn.result.value", value, enter=True)
    part(screen, QComboBox, "issue.template").setCurrentIndex(1)
    assert "Lead: 0.03, out of max. 0.02" in words(screen, "issue.notice")
    press(screen, "issue.issue")
    assert "does not pass" in words(screen, "issue.notice")
    type_in(screen, "issue.sign.name", "Olga")
    type_in(screen, "issue.sign.pin", "2580")
    type_in(screen, "issue.sign.why", "customer knows", enter=True)
    assert "COA-00001" in shown_words(screen)

    press(screen, "certificate.revise")
    assert "Revision of COA-00001 for L2611A" in shown_words(screen)
    assert part(screen, QLineEdit, "issue.reason").hasFocus()
    qtbot.waitUntil(lambda: "Item number" in shown_words(screen))
    type_in(screen, "issue.reason", "laboratory named")
    type_in(screen, "issue.sign.name", "Olga")
    type_in(screen, "issue.sign.pin", "2580")
    type_in(screen, "issue.sign.why", "customer knows", enter=True)
    assert "COA-00002" in shown_words(screen)

    press(screen, "certificate.withdraw")
    type_in(screen, "certificate.withdrawal.reason", "wrong customer", enter=True)
    assert "Withdrawn" in words(screen, "certificate.notice")
    screen.go_back()
    assert listed(screen, "certificates.table", 6) == ["Withdrawn", "Replaced"]
    with tested.program.database.reading() as connection:
        rows = certificates.listed(connection)
    assert [row.facts["deviation"][:32] for row in rows] == [
        "Issued although Lead: 0.03, out "
    ] * 2
