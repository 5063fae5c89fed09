"""Labels on sheets: the sheet and its first free label chosen by keys, and remembered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from lsn_desktop import label_output, output
from lsn_desktop.program import new_uid
from lsn_desktop.services import label_jobs, labelling, printers
from lsn_desktop.services.printers import PrinterFacts
from lsn_desktop.storage import printed
from printing import pages, pdf_pages
from printing.label_stocks import BUILT_IN
from tests.ui.parts import part, press, shown_words
from tests.ui.windows import show_page
from ui.screens.labels.screen import LabelsScreen
from ui.sheet_picker import SheetPicker

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from lsn_desktop.storage.printed import PrintJob
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
