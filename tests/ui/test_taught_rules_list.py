"""The list of taught rules: changed, renamed, switched off, deleted, to a file and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from lsn_desktop.program import new_uid
from lsn_desktop.scanning.taught_guesses import guessed
from lsn_desktop.services.codes import teaching
from lsn_desktop.services.codes.teaching import Teach
from lsn_desktop.storage import catalogue, journal, rules
from tests.ui.parts import listed, part, press, shown_words
from ui.gallery.scanners import Still, workplace_of
from ui.parts.notice import Notice
from ui.screens.scanners.journal import JournalPart
from ui.screens.scanners.rules import RulesPart
from ui.screens.scanners.screen import ScannersScreen
from ui.teach import TeachPanel

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office

SAMPLE = "ART=4711;LOT=B7731;EXP={year}-12-04;QTY=12"


class Shelf:
    """A list of rules, and what is kept."""

    def __init__(self, place: Office, qtbot: QtBot) -> None:
        self.place = place
        self.notice = Notice("notice")
        self.list = RulesPart(place.desk, self.notice)
        for widget in (self.list, self.notice):
            qtbot.addWidget(widget)
        self.list.resize(1100, 600)
        self.list.show()
        self.list.shown()

    @property
    def sample(self) -> str:
        return SAMPLE.format(year=self.place.desk.station.by().on.year + 1)

    def teach(self, name: str = "", vendor: str = "NORTH") -> None:
        on = self.place.desk.station.by().on
        rule = guessed(self.sample, {}, on)
        database = self.place.program.database
        with database.reading() as connection:
            party = catalogue.party_by_code(connection, vendor)
        order = Teach(new_uid(), rule.sample.encode(), rule, name, party.id if party else None)
        database.run(self.place.desk.station.by(), lambda tx: teaching.teach(tx, order))
        self.list.shown()

    def kept(self) -> list[rules.Taught]:
        with self.place.program.database.reading() as connection:
            return rules.taught(connection)


@pytest.fixture
def shelf(place: Office, qtbot: QtBot) -> Shelf:
    return Shelf(place, qtbot)


def test_an_empty_list_says_what_to_do_first(shelf: Shelf, qtbot: QtBot) -> None:
    assert "No label was taught yet" in shown_words(shelf.list)
    with qtbot.waitSignal(shelf.list.journal_wanted):
        press(shelf.list, "rules.open_journal")


def test_rules_are_listed_with_what_they_make_of_the_last_scans(shelf: Shelf) -> None:
    shelf.teach()
    shelf.teach("For all", "")

    assert listed(shelf.list, "rules") == ["Northwind Dairy", "All suppliers"]
    assert listed(shelf.list, "rules", 1)[0] == (
        "ART=[Item];LOT=[Lot];EXP=[Expiry];QTY=[Quantity]"
    )
    assert any("Labels of Northwind Dairy" in each for each in shown_words(shelf.list))
    assert not any("(?P<item>" in each for each in shown_words(shelf.list))
    press(shelf.list, "rules.show_expression")
    assert any("(?P<item>[^;]+)" in each for each in shown_words(shelf.list))


def test_a_rule_is_renamed_and_switched_off_and_on(shelf: Shelf) -> None:
    shelf.teach()
    name = part(shelf.list, QLineEdit, "rules.name")
    name.setText("Cartons")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert shelf.kept()[0].name == "Cartons"

    press(shelf.list, "rules.switch")
    assert listed(shelf.list, "rules", 2) == ["Off"]
    assert "Cartons is switched off" in shelf.notice.text()
    press(shelf.list, "rules.switch")
    assert listed(shelf.list, "rules", 2) == ["Used"]


def test_a_rule_is_deleted_after_a_question(shelf: Shelf) -> None:
    shelf.teach("Cartons")
    press(shelf.list, "rules.delete")
    assert shelf.list.go_back()
    assert len(shelf.kept()) == 1
    press(shelf.list, "rules.delete")
    press(shelf.list, "rules.keep_it")
    press(shelf.list, "rules.delete")
    press(shelf.list, "rules.delete_it")

    assert shelf.kept() == []
    assert "Cartons is deleted" in shelf.notice.text()


def test_a_rule_is_changed_on_the_panel(shelf: Shelf) -> None:
    shelf.teach()
    press(shelf.list, "rules.change")
    assert shelf.list.is_teaching
    panel = part(shelf.list, TeachPanel, "teach")
    assert panel.lesson is not None
    panel.lesson.select_text("12")
    panel.press(8)
    panel.save()

    assert not shelf.list.is_teaching
    assert "Quantity" not in listed(shelf.list, "rules", 1)[0]
    assert len(shelf.kept()) == 1


def test_rules_go_to_a_file_and_come_back(shelf: Shelf, tmp_path: Path) -> None:
    shelf.teach("Cartons")
    file = tmp_path / "rules.jsonl"
    shelf.list.export(file)
    assert "1 rules saved" in shelf.notice.text()
    press(shelf.list, "rules.delete")
    press(shelf.list, "rules.delete_it")
    shelf.list.take_in(file)
    assert [row.name for row in shelf.kept()] == ["Cartons"]
    assert shelf.notice.text() == "1 rules are new, 0 changed"

    file.write_bytes(b"\xff")
    shelf.list.take_in(file)
    assert "cannot be read" in shelf.notice.text()
    shelf.list.take_in(tmp_path / "none")
    assert "none cannot be read" in shelf.notice.text()


def test_a_scan_of_the_journal_is_taught(place: Office, qtbot: QtBot) -> None:
    still = Still((), {})
    screen = ScannersScreen(place.desk, workplace_of(place.program, still), list)
    qtbot.addWidget(screen)
    screen.show()
    sample = Shelf(place, qtbot).sample
    screen.scanned(sample.encode(), "Dock scanner")
    screen.choose("journal")
    table = screen.findChildren(JournalPart)[0].table
    table.view.selectRow(0)
    press(screen, "scanners.journal.teach")
    panel = next(each for each in screen.findChildren(TeachPanel) if each.lesson)
    assert screen.chip() == "Next scan: another label of this kind"

    screen.scanned(sample.replace("B7731", "B9").encode(), "Dock scanner")
    assert any("B9" in each for each in listed(panel, "teach.tried", 1))
    assert screen.command("answer", "1")
    assert screen.command("yes", "")

    with place.program.database.reading() as connection:
        (row,) = rules.taught(connection)
        came = journal.newest(connection, 2)
    assert row.vendor == ""
    assert [each.document_id for each in came] == [None, None]
    assert not screen.command("yes", "")
    screen.choose("journal")
    assert screen.command("teach", "")
    assert isinstance(part(screen, QPushButton, "rules.import"), QPushButton)
    assert screen.go_back()
