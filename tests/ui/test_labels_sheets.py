"""Labels on sheets: the sheet and its first free label chosen by keys, and remembered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from lsn_desktop.paper import label_output, output
from lsn_desktop.program import new_uid
from lsn_desktop.services.labels import label_choice, label_jobs, labelling, printers
from lsn_desktop.services.labels.printers import PrinterFacts
from lsn_desktop.storage import printed
from printing import pages, pdf_pages
from printing.labels.label_stocks import BUILT_IN
from tests.network_printer import network_printer
from tests.ui.parts import part, press, shown_words
from tests.ui.windows import show_page
from ui.prints.sheet_picker import SheetPicker
from ui.screens.labels.screen import LabelsScreen
from ui.tables.table_view import TableView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from lsn_desktop.storage.printed import PrintJob
    from lsn_desktop.storage.transactions import Tx
    from tests.ui.office import Office


@pytest.fixture
def screen(place: Office, qtbot: QtBot) -> LabelsScreen:
    return show_page(LabelsScreen(place.desk), qtbot)


def choose(screen: LabelsScreen, name: str, data: str) -> None:
    box = part(screen, QComboBox, name)
    box.setCurrentIndex(box.findData(data))


def newest(place: Office) -> PrintJob:
    with place.program.database.reading() as connection:
        return printed.jobs(connection)[0]


def type_keys(picker: SheetPicker, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(picker, key)


def test_the_first_free_label_is_chosen_by_keys_and_remembered(
    place: Office, screen: LabelsScreen
) -> None:
    screen.go_to(place.lsn("L2611A"))
    choose(screen, "labels.template", "lot-l7160")
    choose(screen, "labels.sheet", "L7160")
    picker = part(screen, SheetPicker, "labels.first")
    type_keys(picker, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_End)
    assert picker.first == 21
    type_keys(picker, Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Right)
    assert "Begins at label 5 of 21" in shown_words(screen)
    screen.command("quantity", "3")

    press(screen, "labels.print")

    job = newest(place)
    assert (job.sheet, job.sheet_start, job.status) == ("L7160", 8, "printed")
    assert pdf_pages.count((place.program.settings.printed / "PJ-00001.pdf").read_bytes()) == 1
    assert picker.first == 8
    assert "Begins at label 8 of 21" in shown_words(screen)


def test_from_the_sheet_a_tab_leads_to_its_picture(screen: LabelsScreen) -> None:
    choose(screen, "labels.sheet", "L7165")
    sheet = part(screen, QComboBox, "labels.sheet")
    sheet.setFocus()

    QTest.keyClick(sheet, Qt.Key.Key_Tab)

    assert part(screen, SheetPicker, "labels.first").hasFocus()


def test_a_click_chooses_the_first_free_label(screen: LabelsScreen) -> None:
    choose(screen, "labels.sheet", "L7165")
    picker = part(screen, SheetPicker, "labels.first")

    QTest.mouseClick(picker, Qt.MouseButton.LeftButton, pos=picker.rect().center())

    assert picker.first > 1


def test_a_label_too_large_for_the_sheet_is_refused_without_a_job(
    place: Office, screen: LabelsScreen
) -> None:
    screen.go_to(place.lsn("L2611A"))
    choose(screen, "labels.template", "lot-l7160")
    choose(screen, "labels.sheet", "L7651")

    press(screen, "labels.print")

    said = " ".join(shown_words(screen))
    assert "the labels of Avery L7651 are 38.1 x 21.2 mm" in said
    with place.program.database.reading() as connection:
        assert printed.jobs(connection) == []


def enter_office(place: Office, tmp_path: Path, kind: str = "folder", to: str = "") -> None:
    facts = PrinterFacts("Office", kind, to or str(tmp_path), "pdf", 300)
    place.program.database.run(
        place.desk.station.by(), lambda tx: printers.add(tx, new_uid(), facts)
    )


def lots_and_bins(place: Office, screen: LabelsScreen, printer: str) -> None:
    """A lot and a bin in the list, each with the label it gets on this printer."""
    what = label_choice.For(printer=printer)

    def act(tx: Tx) -> None:
        label_choice.use(tx, "lot", what, "lot-l7160")
        label_choice.use(tx, "bin", what, "bin-2x1")

    place.program.database.run(place.desk.station.by(), act)
    field = part(screen, QComboBox, "labels.printer")
    field.setCurrentIndex(field.findData(printer))
    for code in (b"L2611A", b"DOCK-1"):
        screen.scanned(code, "test")


def test_a_second_kind_of_label_goes_on_behind_the_first(
    place: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    enter_office(place, tmp_path)
    screen = show_page(LabelsScreen(place.desk), qtbot)
    lots_and_bins(place, screen, "Office")
    choose(screen, "labels.sheet", "L7160")
    screen.command("quantity", "4")
    table = part(screen, TableView, "labels.chosen")
    table.selectRow(1)
    assert "Begins at label 5 of 21, behind Lot label for" in " ".join(shown_words(screen))
    assert "a printer waits until their sheet is in" in " ".join(shown_words(screen))
    table.selectRow(0)
    assert "Select another row for its own." in " ".join(shown_words(screen))

    press(screen, "labels.print")

    with place.program.database.reading() as connection:
        jobs = printed.jobs(connection)
    assert [(job.template, job.sheet_start, job.status) for job in jobs] == [
        ("bin-2x1", 9, "printed"),  # into a folder nobody has to put paper
        ("lot-l7160", 5, "printed"),
    ]


def test_a_printer_waits_for_the_sheet_of_the_second_kind(
    place: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    with network_printer() as on:
        enter_office(place, tmp_path, "tcp", on.address)
        screen = show_page(LabelsScreen(place.desk), qtbot)
        lots_and_bins(place, screen, "Office")
        choose(screen, "labels.sheet", "L7160")
        part(screen, TableView, "labels.chosen").selectRow(1)
        choose(screen, "labels.sheet", "5160")

        press(screen, "labels.print")

        second = newest(place)
        assert (second.template, second.status) == ("bin-2x1", "paused")
        assert second.status_words == "Put Avery 5160 into Office, then resume."
        assert second.status_words in " ".join(shown_words(screen))
        assert len(on.received) == 1


@pytest.mark.parametrize("printer", ["Zebra", None])
def test_that_a_printer_takes_no_sheets_is_said_before_it_is_tried(
    place: Office, qtbot: QtBot, tmp_path: Path, printer: str | None
) -> None:
    facts = PrinterFacts("Zebra", "folder", str(tmp_path))

    def act(tx: Tx) -> None:
        printers.choose(tx, printers.ANY, printers.add(tx, new_uid(), facts))

    place.program.database.run(place.desk.station.by(), act)
    screen = show_page(LabelsScreen(place.desk), qtbot)
    screen.go_to(place.lsn("L2611A"))
    choose(screen, "labels.template", "lot-l7160")
    field = part(screen, QComboBox, "labels.printer")
    field.setCurrentIndex(field.findData(printer))
    said = "Zebra prints on rolls, not on sheets. Choose an office printer"
    assert said not in " ".join(shown_words(screen))
    choose(screen, "labels.sheet", "L7160")
    assert said in " ".join(shown_words(screen))

    field.setCurrentIndex(field.findData(""))

    assert said not in " ".join(shown_words(screen))
    choose(screen, "labels.sheet", "L7651")
    assert "the labels of Avery L7651 are 38.1 x 21.2 mm" in " ".join(shown_words(screen))


def test_a_roll_printer_is_refused_for_a_job_on_sheets_as_it_is_chosen(
    place: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    facts = PrinterFacts("Zebra", "folder", str(tmp_path))
    place.program.database.run(
        place.desk.station.by(), lambda tx: printers.add(tx, new_uid(), facts)
    )
    job_id = output.order_labels(
        place.program, place.desk.station, "lot-l7160",
        [labelling.Wanted(place.lsn("L2611A"))], printer="", sheet=BUILT_IN["L7160"],
    )  # fmt: skip
    screen = show_page(LabelsScreen(place.desk), qtbot)
    screen.show_job(job_id)
    assert "prints on rolls" not in " ".join(shown_words(screen))

    choose(screen, "job.to.printer", "Zebra")

    assert "Zebra prints on rolls, not on sheets." in " ".join(shown_words(screen))
    choose(screen, "job.to.printer", "")
    assert "prints on rolls" not in " ".join(shown_words(screen))


def test_the_file_of_a_job_shows_its_sheets_from_the_chosen_label(
    place: Office, screen: LabelsScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile()))
    )
    wanted = [labelling.Wanted(place.lsn("L2611A"), copies=4)]
    job_id = output.order_labels(
        place.program, place.desk.station, "lot-l7160", wanted,
        printer="", sheet=BUILT_IN["L7160"], first=21,
    )  # fmt: skip
    label_output.print_labels(
        place.program, place.desk.station, job_id, place.program.settings.printed
    )
    screen.show_job(job_id)
    press(screen, "job.open")  # its next sheet has three labels gone
    type_keys(part(screen, SheetPicker, "job.sheet"), Qt.Key.Key_End)
    press(screen, "job.open")

    assert [pdf_pages.count(file.read_bytes()) for file in opened] == [1, 2]
    with pages.opened(opened[0].read_bytes()) as document:
        assert document[0].get_size() == pytest.approx((595.3, 841.9), abs=0.3)


def test_a_page_in_doubt_is_asked_about_and_goes_on_elsewhere(
    place: Office, screen: LabelsScreen, tmp_path: Path
) -> None:
    station = place.desk.station
    facts = PrinterFacts("Office", "folder", str(tmp_path), "pdf", 600)
    place.program.database.run(station.by(), lambda tx: printers.add(tx, new_uid(), facts))
    wanted = [labelling.Wanted(place.lsn("L2611A"), copies=5)]
    job_id = output.order_labels(
        place.program, station, "lot-l7160", wanted,
        printer="Office", sheet=BUILT_IN["L7160"], first=19,
    )  # fmt: skip
    label_output.draw(place.program, station, job_id)
    with place.program.database.transaction(station.by()) as tx:
        label_jobs.release(tx, job_id)
        label_jobs.begin(tx, job_id)
        label_jobs.interrupted(tx)
    screen.show_job(job_id)
    assert "Did the sheet with labels 1 to 3 of 5 come out of Office?" in shown_words(screen)
    press(screen, "job.not")
    picker = part(screen, SheetPicker, "job.sheet")
    assert picker.first == 19
    type_keys(picker, Qt.Key.Key_Right)

    press(screen, "job.do")

    job = newest(place)
    assert (job.status, job.sheet_start) == ("sent", 20)
