"""Rules of which label is printed for what: made, changed, taken away by key alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from lsn_desktop.services.labels import label_choice
from lsn_desktop.services.labels.label_choice import For
from lsn_desktop.storage import catalogue, templates
from tests.ui.parts import listed, part, press, shown_words
from tests.ui.windows import show_page
from ui.screens.labels.screen import LabelsScreen
from ui.tables.table_view import TableView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from lsn_desktop.storage.templates import Use
    from tests.ui.office import Office

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def screen(place: Office, qtbot: QtBot) -> LabelsScreen:
    shown = show_page(LabelsScreen(place.desk), qtbot)
    shown.choose("uses")
    return shown


def rules(place: Office) -> list[Use]:
    with place.program.database.reading() as connection:
        return templates.uses(connection)


def milk(place: Office) -> int:
    with place.program.database.reading() as connection:
        found = catalogue.item_by_sku(connection, "MILK")
    assert found is not None
    return found.id


def choose(screen: LabelsScreen, name: str, data: str) -> None:
    box = part(screen, QComboBox, name)
    assert box.findData(data) >= 0, data
    box.setCurrentIndex(box.findData(data))


def find(screen: LabelsScreen, name: str, typed: str, qtbot: QtBot) -> None:
    field = part(screen, QLineEdit, name)
    field.setFocus()
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def use(place: Office, what: For, template: str) -> None:
    by = place.desk.station.by()
    place.program.database.run(by, lambda tx: label_choice.use(tx, "lot", what, template))


def test_without_rules_it_says_what_they_are_for(screen: LabelsScreen) -> None:
    assert "Everything gets its usual label" in shown_words(screen)
    assert not part(screen, QPushButton, "uses.remove").isEnabled()


def test_a_rule_is_made_by_key_for_an_item_a_customer_and_a_printer(
    screen: LabelsScreen, place: Office, qtbot: QtBot
) -> None:
    by = place.desk.station.by()
    clinic: dict[str, object] = {
        "uid": "c7",
        "code": "C-7",
        "name": "Clinic Ltd",
        "is_customer": True,
    }
    buyer = place.program.database.run(by, lambda tx: catalogue.add_party(tx, clinic))
    part(screen, QComboBox, "uses.printer").addItem("Zebra", "Zebra")
    press(screen, "uses.new")
    find(screen, "uses.item", "MILK", qtbot)
    find(screen, "uses.customer", "C-7", qtbot)
    choose(screen, "uses.printer", "Zebra")
    choose(screen, "uses.template", "lot-4x2")
    press(screen, "uses.save")

    (rule,) = rules(place)
    assert (rule.usual, rule.template) == ("lot", "lot-4x2")
    assert rule.what == For(milk(place), buyer, "Zebra")
    assert listed(screen, "uses", 1) == ["MILK"]


def test_a_rule_that_names_nothing_or_is_there_already_is_refused(
    screen: LabelsScreen, place: Office, qtbot: QtBot
) -> None:
    use(place, For(milk(place)), "best-before")
    press(screen, "uses.new")
    choose(screen, "uses.template", "lot-4x2")
    press(screen, "uses.save")
    assert "not said what" in part(screen, QLabel, "uses.notice").text()
    find(screen, "uses.item", "MILK", qtbot)
    press(screen, "uses.save")
    assert "a rule for just that already" in part(screen, QLabel, "uses.notice").text()
    assert [one.template for one in rules(place)] == ["best-before"]


def test_the_winner_stands_first_is_changed_and_taken_away(
    screen: LabelsScreen, place: Office, qtbot: QtBot
) -> None:
    use(place, For(printer="Zebra"), "lot-1x1")
    use(place, For(milk(place)), "best-before")
    screen.choose("uses")
    place.desk.changes.changed.emit(frozenset({"template"}))
    assert listed(screen, "uses", 1) == ["MILK", "Any"]

    press(screen, "uses.item.any")
    choose(screen, "uses.printer", "Zebra")
    choose(screen, "uses.usual", "serial")
    press(screen, "uses.save")
    assert {(one.usual, one.what, one.template) for one in rules(place)} == {
        ("lot", For(printer="Zebra"), "lot-1x1"),
        ("serial", For(printer="Zebra"), "best-before"),
    }

    view = part(screen, TableView, "uses")
    view.selectRow(0)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert [one.usual for one in rules(place)] == ["serial"]


def test_what_is_being_typed_stays_when_others_change_rules(
    screen: LabelsScreen, place: Office, qtbot: QtBot
) -> None:
    press(screen, "uses.new")
    find(screen, "uses.item", "MILK", qtbot)
    use(place, For(printer="Zebra"), "lot-1x1")
    place.desk.changes.changed.emit(frozenset({"template"}))
    choose(screen, "uses.template", "lot-4x2")
    press(screen, "uses.save")
    assert {one.what for one in rules(place)} == {For(printer="Zebra"), For(milk(place))}


def test_what_is_changed_of_a_rule_stays_when_others_change_rules(
    screen: LabelsScreen, place: Office
) -> None:
    use(place, For(milk(place)), "best-before")
    place.desk.changes.changed.emit(frozenset({"template"}))
    choose(screen, "uses.template", "lot-4x2")

    use(place, For(printer="Zebra"), "lot-1x1")  # beside it: nothing to tell
    place.desk.changes.changed.emit(frozenset({"template"}))
    assert part(screen, QComboBox, "uses.template").currentData() == "lot-4x2"
    assert part(screen, QLabel, "uses.notice").isHidden()

    use(place, For(milk(place)), "lot-1x1")
    place.desk.changes.changed.emit(frozenset({"template"}))
    assert part(screen, QComboBox, "uses.template").currentData() == "lot-4x2"
    assert "was changed meanwhile, to print Lot label 1 x 1 in" in (
        part(screen, QLabel, "uses.notice").text()
    )

    use(place, For(milk(place)), "")
    place.desk.changes.changed.emit(frozenset({"template"}))
    assert part(screen, QComboBox, "uses.template").currentData() == "lot-4x2"
    assert "was removed meanwhile" in part(screen, QLabel, "uses.notice").text()

    press(screen, "uses.save")
    assert {(one.what, one.template) for one in rules(place)} == {
        (For(milk(place)), "lot-4x2"),
        (For(printer="Zebra"), "lot-1x1"),
    }
    assert part(screen, QLabel, "uses.notice").text().startswith("Saved.")
