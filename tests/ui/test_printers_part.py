"""Printers in the settings: entered, tried, tested, measured, removed, and chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from lsn_desktop.paper import printers as reaching
from lsn_desktop.storage import printers
from tests.network_printer import NetworkPrinter, answers, network_printer
from ui.tables.table_view import TableView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ui.running import Running


@pytest.fixture
def printer() -> Iterator[NetworkPrinter]:
    with network_printer() as on:
        yield on


def rows(running: Running) -> list[list[str]]:
    """What stands in the list, column by column."""
    model = running.part(TableView, "settings.printers").model()
    return [
        [str(model.index(row, at).data()) for at in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def enter(running: Running, printer: NetworkPrinter) -> None:
    running.open("settings", "printers")
    running.type("settings.printer.name", "Zebra dock")
    running.type("settings.printer.host", printer.address)
    running.press("settings.printer.save")
    running.sees("Zebra dock is saved.")
    running.until(lambda: len(rows(running)) == 1)


def choose(running: Running, name: str, text: str) -> None:
    box = running.part(QComboBox, name)
    box.setCurrentIndex(box.findText(text))
    box.activated.emit(box.currentIndex())


def first(running: Running) -> None:
    """Choose the first printer of the list."""
    running.part(TableView, "settings.printers").selectRow(0)


def test_a_printer_is_entered_and_tells_how_it_stands(
    running: Running, printer: NetworkPrinter
) -> None:
    running.open("settings", "printers")
    running.sees("No printers yet")
    running.press("settings.printer.save")
    running.sees("The printer has no name.")
    running.sees("It is not said where the printer is.")

    printer.says = answers("head open")
    running.type("settings.printer.host", printer.address)
    running.press("settings.printer.try")
    running.sees("Stopped: the head is open")
    enter(running, printer)

    running.until(lambda: rows(running)[0][-1] == "Stopped: the head is open")
    assert rows(running)[0][0] == "Zebra dock"


def test_a_printer_is_measured_by_what_somebody_types(
    running: Running, printer: NetworkPrinter
) -> None:
    enter(running, printer)
    first(running)
    running.press("settings.printers.measure")
    running.until(lambda: running.part(QComboBox, "settings.measure.stock").count() > 0)
    choose(running, "settings.measure.stock", "100 x 50 mm")
    running.press("settings.measure.ruler")
    running.sees("Sent to Zebra dock.")
    running.type("settings.measure.left", "wide")
    running.type("settings.measure.darkness", "31")
    running.press("settings.measure.keep")
    running.sees("Type millimetres, such as 5.4.")
    running.sees("A whole number from -30 to 30.")

    running.type("settings.measure.left", "6,5")
    running.type("settings.measure.along", "40,2")
    running.type("settings.measure.darkness", "+5")
    running.press("settings.measure.keep")
    running.sees("Kept. Print a test label to see it.")
    running.sees("Kept: -1.50 mm across")
    running.press("settings.measure.test")
    running.until(lambda: len(printer.received) == 2)

    with running.program.database.reading() as connection:
        (row,) = printers.in_use(connection)
        kept = reaching.calibration_of(printers.on_stock(connection, row.id, "100x50"))
    assert (kept.offset_x, kept.scale_x, kept.darkness, kept.speed) == (-1.5, 1.0, 5, None)
    assert kept.scale_y == pytest.approx(40 / 40.2, abs=1e-6)
    ruler, test = printer.received
    assert (b"^MD5" in ruler, b"^MD5" in test) == (False, True)


def test_a_ruler_that_was_not_printed_is_not_asked_about(
    running: Running, printer: NetworkPrinter
) -> None:
    enter(running, printer)
    printer.dies_after = 10
    first(running)
    running.press("settings.printers.measure")
    running.press("settings.measure.ruler")
    running.sees("Look whether the label came out")

    running.until(lambda: running.part(QPushButton, "settings.measure.test").isVisible())


def test_a_label_has_its_printer_here(running: Running, printer: NetworkPrinter) -> None:
    enter(running, printer)
    running.press("settings.printers.choices")
    running.until(lambda: running.part(QComboBox, "settings.printers.of.lot").isVisible())
    choose(running, "settings.printers.of.lot", "Zebra dock")
    running.sees("Kept.")

    session = running.app.session
    assert session is not None
    station = session.desk.station
    assert reaching.usual(running.program, station, "lot") == "Zebra dock"
    assert reaching.usual(running.program, station, "bin") == ""


def test_a_printer_is_removed_when_it_is_meant(
    running: Running, printer: NetworkPrinter
) -> None:
    enter(running, printer)
    first(running)
    running.press("settings.printers.remove")
    running.sees("Remove printer Zebra dock?")
    running.press("settings.printers.remove.sure")
    running.sees("Zebra dock is removed.")
    running.sees("No printers yet")


def test_everything_is_reached_by_key(running: Running, printer: NetworkPrinter) -> None:
    enter(running, printer)
    view = running.part(TableView, "settings.printers")
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Home)
    host = running.part(QLineEdit, "settings.printer.host")
    running.until(lambda: host.text() == printer.address)
    host.setFocus()
    for typed in ("dock:zebra", "[::1]:9101"):
        QTest.keyClick(host, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(host, typed)
        QTest.keyClick(host, Qt.Key.Key_Return)
    running.until(lambda: rows(running)[0][2] == "[::1]:9101")
