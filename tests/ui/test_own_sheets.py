"""The company's own sheets: entered by keys, what does not fit said, changed, undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from lsn_desktop.paper import label_sheets, output
from lsn_desktop.services.labels.labelling import Wanted
from printing.labels.label_stocks import A4, measured
from tests.ui.parts import listed, part, press, shown_words
from tests.ui.windows import show_page
from ui.parts import lengths
from ui.parts.lengths import INCH, MM
from ui.screens.labels.screen import LabelsScreen
from ui.tables.table_view import TableView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from printing.labels.label_stocks import Stock
    from tests.ui.office import Office

CHILLED = {
    "columns": "2", "rows": "4", "width": "95", "height": "65",
    "left": "8", "top": "15", "gap_across": "4", "gap_down": "2",
}  # fmt: skip


@pytest.fixture
def screen(place: Office, qtbot: QtBot) -> LabelsScreen:
    shown = show_page(LabelsScreen(place.desk), qtbot)
    shown.choose("sheets")
    return shown


def kept(place: Office) -> dict[str, Stock]:
    with place.program.database.reading() as connection:
        return label_sheets.own(connection)


def type_in(screen: LabelsScreen, **typed: str) -> None:
    for name, text in typed.items():
        field = part(screen, QLineEdit, f"sheets.{name}")
        field.selectAll()
        QTest.keyClicks(field, text)


def enter(screen: LabelsScreen, name: str, **other: str) -> None:
    press(screen, "sheets.new")
    type_in(screen, name=name, **(CHILLED | other))
    QTest.keyClick(part(screen, QLineEdit, "sheets.gap_down"), Qt.Key.Key_Return)


def test_a_sheet_is_entered_and_chosen_for_labels(place: Office, screen: LabelsScreen) -> None:
    enter(screen, "Chilled")

    chilled = measured("Chilled", A4, (2, 4), (95.0, 65.0), (8.0, 15.0), (4.0, 2.0))
    assert kept(place) == {"Chilled": chilled}
    assert listed(screen, "sheets")[:2] == ["Chilled", "Avery L7651"]
    assert "Chilled is saved." in shown_words(screen)
    assert part(screen, QComboBox, "labels.sheet").findData("Chilled") == 1


def test_what_does_not_fit_is_said_as_one_types_and_not_saved(
    place: Office, screen: LabelsScreen
) -> None:
    press(screen, "sheets.new")
    type_in(screen, name="Chilled", **CHILLED)
    said = "8 labels. At the right 8 mm are left, below 16 mm. Is it so on your sheet?"
    assert said in shown_words(screen)

    type_in(screen, columns="3")
    assert "over the right edge of the paper by 91 mm" in " ".join(shown_words(screen))
    press(screen, "sheets.save")

    assert kept(place) == {}
    assert "Nothing was saved yet: see the red words." in shown_words(screen)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": "L7160"}, "L7160 is a built-in sheet."),
        ({"name": " "}, "A sheet of your own needs a name."),
        ({"width": "wide"}, "Type a length, such as 63.5 or 2 5/8."),
        ({"rows": "1.5"}, "Count them: a whole number."),
    ],
)
def test_what_is_wrong_is_said_below_its_field(
    place: Office, screen: LabelsScreen, wrong: dict[str, str], words: str
) -> None:
    enter(screen, "Chilled", **{name: text for name, text in wrong.items() if name != "name"})
    if "name" in wrong:
        press(screen, "sheets.new")
        type_in(screen, **(CHILLED | wrong))
        press(screen, "sheets.save")

    assert words in " ".join(shown_words(screen))
    assert set(kept(place)) <= {"Chilled"}


def test_a_change_and_a_removal_are_undone(place: Office, screen: LabelsScreen) -> None:
    enter(screen, "Chilled")
    before = kept(place)
    type_in(screen, name="Cold", width="94", gap_across="5")
    press(screen, "sheets.save")
    assert (list(kept(place)), kept(place)["Cold"].width) == (["Cold"], 94.0)

    assert screen.undo_last()
    assert kept(place) == before

    part(screen, TableView, "sheets").selectRow(0)
    press(screen, "sheets.remove")
    assert kept(place) == {}
    press(screen, "sheets.undo")
    assert kept(place) == before
    assert not screen.undo_last()


def test_a_sheet_is_removed_while_a_job_waits_on_it_and_that_is_told(
    place: Office, screen: LabelsScreen
) -> None:
    enter(screen, "Chilled")
    sheet = kept(place)["Chilled"]
    wanted = [Wanted(place.lsn("L2611A"))]
    output.order_labels(
        place.program, place.desk.station, "lot-l7160", wanted, printer="", sheet=sheet
    )

    press(screen, "sheets.remove")

    assert "printed on it as it was: PJ-00001." in " ".join(shown_words(screen))


def test_a_built_in_sheet_is_copied_and_not_changed(
    place: Office, screen: LabelsScreen
) -> None:
    part(screen, TableView, "sheets").selectRow(2)
    assert part(screen, QLineEdit, "sheets.width").isReadOnly()

    press(screen, "sheets.copy")
    type_in(screen, name="Ours")
    press(screen, "sheets.save")

    assert (kept(place)["Ours"].labels, kept(place)["Ours"].width) == (21, 63.5)


def test_inches_are_typed_and_shown(place: Office, screen: LabelsScreen) -> None:
    press(screen, "sheets.new")
    unit = part(screen, QComboBox, "sheets.unit")
    unit.setCurrentIndex(unit.findData(INCH))
    type_in(screen, name="Wide", columns="2", rows="5", width="3 3/4", height="2",
            left=".25", top="0.5", gap_across="0.1", gap_down="0")  # fmt: skip
    press(screen, "sheets.save")

    assert (kept(place)["Wide"].width, kept(place)["Wide"].left) == (95.25, 6.35)
    assert part(screen, QLineEdit, "sheets.width").text() == "3.75"


def test_outlines_are_printed_before_the_sheet_is_saved(
    place: Office, screen: LabelsScreen
) -> None:
    press(screen, "sheets.new")
    type_in(screen, name="Chilled", **CHILLED)
    press(screen, "sheets.outlines")

    files = list(place.program.settings.printed.iterdir())
    assert [file.name for file in files] == ["Outlines of Chilled.pdf"]
    assert "against the light" in " ".join(shown_words(screen))


@pytest.mark.parametrize(
    ("typed", "unit", "mm"),
    [
        ("63,5", MM, 63.5),
        (" 4 ", INCH, 101.6),
        ("2 5/8", INCH, 66.675),
        ("1/4", INCH, 6.35),
        ("1/0", INCH, None),
        ("-1", MM, None),
        ("1e3", MM, None),
        ("", MM, None),
    ],
)
def test_lengths_are_read_as_people_write_them(typed: str, unit: str, mm: float | None) -> None:
    assert lengths.length(typed, unit) == mm
