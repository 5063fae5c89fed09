"""What is typed on page Labels: numbers, copies, and nothing at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from tests.ui.parts import listed, part
from tests.ui.windows import show_page
from ui.screens.labels.screen import LabelsScreen

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office

CHOSEN = "labels.chosen"


@pytest.fixture
def screen(place: Office, qtbot: QtBot) -> LabelsScreen:
    return show_page(LabelsScreen(place.desk), qtbot)


def test_copies_are_typed_in_the_field_at_the_top(screen: LabelsScreen) -> None:
    field = part(screen, QLineEdit, "labels.find")
    screen.scanned(b"L2611A", "test")
    for typed, shown in (("x6", "6"), ("12 X", "12"), ("*3", "3")):
        field.setText(typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert part(screen, QLineEdit, "labels.copies").text() == shown
        assert field.text() == ""
    assert listed(screen, CHOSEN) == ["L2611A"]


def test_the_number_of_a_receipt_may_be_typed_too(screen: LabelsScreen) -> None:
    field = part(screen, QLineEdit, "labels.find")
    field.setText("rc-00001")
    QTest.keyClick(field, Qt.Key.Key_Return)

    assert listed(screen, CHOSEN) == ["L2611A", "B2610A", "SN-1"]
    assert part(screen, QPushButton, "labels.print").text() == "Print 3 labels"


def test_there_is_nothing_to_print_is_said_until_there_is(screen: LabelsScreen) -> None:
    screen.print_chosen()
    assert part(screen, QLabel, "labels.notice").isVisible()

    field = part(screen, QLineEdit, "labels.find")
    field.setText("L2611A")
    QTest.keyClick(field, Qt.Key.Key_Return)

    assert listed(screen, CHOSEN) == ["L2611A"]
    assert not part(screen, QLabel, "labels.notice").isVisible()
