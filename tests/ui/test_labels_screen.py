"""The Labels page: what is found and scanned, proven, printed, followed and printed again."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import shiboken6
import zxingcpp
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QWidget,
)

from lsn_desktop.paper import output
from lsn_desktop.services.labels import label_choice, labelling
from lsn_desktop.services.labels.label_choice import For
from lsn_desktop.storage import printed
from printing import pdf_pages
from tests.real_printer import RealPrinter, real_printer
from tests.scanning.keyboard import f9, typing
from tests.ui.keys import send
from tests.ui.office import Office, office
from tests.ui.parts import listed, part, press, shown_words, words
from tests.ui.windows import show_page
from ui.frame.main_window import MainWindow
from ui.gallery.kit import MANUAL
from ui.prints.paper import Paper
from ui.prints.spooler import Spooler
from ui.scans.scan_router import ScanRouter
from ui.scans.wedge import Wedge
from ui.screens import labels
from ui.screens.labels.screen import LabelsScreen
from ui.tables.table_view import TableView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from lsn_desktop.storage.printed import PrintJob
    from ui.parts.theme import Theme
    from ui.tasks import Tasks

POPUP = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)
CHOSEN = "labels.chosen"
MILK_SAYS = "(01)09521234543213(17)261219(10)L2611A"


@pytest.fixture(scope="module")
def printer() -> Iterator[RealPrinter]:
    with real_printer() as running:
        yield running


@pytest.fixture
def screen(place: Office, qtbot: QtBot) -> LabelsScreen:
    shown = show_page(LabelsScreen(place.desk), qtbot)
    Spooler(place.desk, shown).start()
    return shown


def choose(screen: QWidget, name: str, data: str) -> None:
    box = part(screen, QComboBox, name)
    assert box.findData(data) >= 0, data
    box.setCurrentIndex(box.findData(data))


def jobs(place: Office) -> list[PrintJob]:
    with place.program.database.reading() as connection:
        return printed.jobs(connection)


def read_back(png: bytes) -> set[bytes]:
    picture = Image.open(BytesIO(png)).convert("L")
    return {one.bytes for one in zxingcpp.read_barcodes(picture)}


def scan(screen: LabelsScreen, *codes: str) -> None:
    for code in codes:
        screen.scanned(code.encode(), "test")


def test_a_scan_adds_what_needs_a_label(screen: LabelsScreen) -> None:
    assert (screen.takes_scans, screen.chip()) == (True, "Next scan: what to label")

    scan(screen, "]C10109521234543213" + "10L2611A", "SN-1", "DOCK-1")

    assert listed(screen, CHOSEN) == ["L2611A", "SN-1", "DOCK-1"]
    assert listed(screen, CHOSEN, 2) == ["Lot label", "Serial label", "Bin label"]


def test_the_label_is_the_one_for_its_printer(place: Office, screen: LabelsScreen) -> None:
    by = place.desk.station.by()
    what = For(printer="Small")
    place.program.database.run(by, lambda tx: label_choice.use(tx, "lot", what, "lot-1x1"))
    printers = part(screen, QComboBox, "labels.printer")
    printers.addItem("Small", "Small")
    scan(screen, "L2611A", "DOCK-1")

    choose(screen, "labels.printer", "Small")
    assert listed(screen, CHOSEN, 2) == ["Lot label 1 x 1 in", "Bin label"]
    choose(screen, "labels.printer", "")
    assert listed(screen, CHOSEN, 2) == ["Lot label", "Bin label"]


def test_the_proof_shows_what_each_symbol_says(screen: LabelsScreen, qtbot: QtBot) -> None:
    scan(screen, "L2611A")

    qtbot.waitUntil(lambda: shown_words(screen).count(MILK_SAYS) == 2)
    assert not next(one for one in screen.findChildren(Paper) if one.isVisible()).is_empty
    assert "GS1 DataMatrix · reads back" in shown_words(screen)


def test_a_keyboard_scanner_adds_it_and_types_nothing(
    place: Office, theme: Theme, qapp: QApplication, qtbot: QtBot
) -> None:
    window = MainWindow([labels.entry(place.desk)], theme, MANUAL)
    qtbot.addWidget(window)
    router = ScanRouter(place.desk, window, window)
    wedge = Wedge(qapp)
    wedge.scanned.connect(router.scanned)
    window.show()
    window.activateWindow()
    field = part(window, QLineEdit, "labels.find")
    for focused in (field, part(window, QPushButton, "labels.clear")):
        focused.setFocus()
        qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is window.windowHandle())

        send(window.windowHandle(), [f9(1000), *typing("L2611A\r", 5, start_ms=1005)])

        assert (listed(window, CHOSEN), field.text()) == (["L2611A"], "")
    shiboken6.delete(wedge)


def test_a_receipt_is_labelled_line_by_line(screen: LabelsScreen) -> None:
    scan(screen, "RC-00001")

    assert listed(screen, CHOSEN) == ["L2611A", "B2610A", "SN-1"]
    assert part(screen, QPushButton, "labels.print").text() == "Print 3 labels"


def test_a_scan_that_has_no_label_is_refused_in_words(screen: LabelsScreen) -> None:
    scan(screen, "nonsense")

    assert words(screen, "labels.notice").startswith(
        "nonsense is no lot, serial, item, bin or SSCC of ours."
    )
    assert listed(screen, CHOSEN) == []


def test_what_is_in_the_list_is_not_added_twice(screen: LabelsScreen) -> None:
    scan(screen, "L2611A", "L2611A")

    assert listed(screen, CHOSEN) == ["L2611A"]
    assert words(screen, "labels.notice").startswith("L2611A is in the list already.")


def test_letters_and_enter_add_too(screen: LabelsScreen, qtbot: QtBot) -> None:
    field = part(screen, QLineEdit, "labels.find")

    qtbot.keyClicks(field, "b2610")
    field.returnPressed.emit()

    assert listed(screen, CHOSEN) == ["B2610A"]
    assert field.text() == ""


def test_enter_without_letters_prints(
    screen: LabelsScreen, place: Office, qtbot: QtBot
) -> None:
    scan(screen, "SN-1")

    qtbot.keyClick(part(screen, QLineEdit, "labels.find"), Qt.Key.Key_Return)

    assert [one.status for one in jobs(place)] == ["printed"]


@POPUP
def test_a_code_of_two_lots_is_asked_about(screen: LabelsScreen, qtbot: QtBot) -> None:
    scan(screen, "X1")

    assert words(screen, "labels.notice") == "X1 is 2 things. Which one?"
    assert listed(screen, CHOSEN) == []
    popup = QApplication.activePopupWidget()
    assert popup is not None
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert listed(screen, CHOSEN) == ["X1"]


@POPUP
def test_of_several_found_a_person_chooses(
    screen: LabelsScreen, place: Office, qtbot: QtBot
) -> None:
    field = part(screen, QLineEdit, "labels.find")
    qtbot.keyClicks(field, "1")

    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert listed(screen, CHOSEN) == []
    popup = QApplication.activePopupWidget()
    assert popup is not None
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)

    assert (len(listed(screen, CHOSEN)), field.text()) == (1, "")
    assert jobs(place) == []


def test_letters_that_find_nothing_say_so(screen: LabelsScreen, qtbot: QtBot) -> None:
    field = part(screen, QLineEdit, "labels.find")

    qtbot.keyClicks(field, "zzz")
    field.returnPressed.emit()

    assert words(screen, "labels.notice").startswith("Nothing found for “zzz”.")


def test_a_label_that_cannot_be_made_is_refused_with_the_way_out(
    screen: LabelsScreen, place: Office
) -> None:
    scan(screen, "L2611A")
    choose(screen, "labels.template", "serial")

    assert words(screen, "labels.refused").startswith("A Serial label needs the field serial")
    screen.print_chosen()
    assert words(screen, "labels.last").startswith("L2611A: A Serial label needs the field")
    assert jobs(place) == []

    press(screen, "labels.use_usual")
    assert MILK_SAYS in shown_words(screen)


def test_a_label_that_cannot_be_made_offers_one_that_can(screen: LabelsScreen) -> None:
    scan(screen, "L2611A")
    choose(screen, "labels.template", "serial")

    press(screen, "labels.instead.0")

    assert MILK_SAYS in shown_words(screen)


def test_what_gs1_asks_for_and_a_label_does_not_keep_is_shown(screen: LabelsScreen) -> None:
    scan(screen, "L2611A")
    choose(screen, "labels.template", "retail-2x1")

    assert "The EAN-13 is 15.4 mm high; GS1 asks for 18.3 mm." in shown_words(screen)
    choose(screen, "labels.template", "lot")
    assert "GS1 asks for" not in shown_words(screen)


def test_what_was_printed_decodes_to_what_the_proof_said(
    screen: LabelsScreen, place: Office
) -> None:
    scan(screen, "L2611A", "SN-1")
    part(screen, QLineEdit, "labels.copies").setText("2")

    screen.print_chosen()

    serials, lots = jobs(place)
    assert [(one.template, one.labels, one.status) for one in (lots, serials)] == [
        ("lot", 2, "printed"),
        ("serial", 2, "printed"),
    ]
    pdf = Path(lots.status_words).read_bytes()
    assert Path(lots.status_words).parent == place.program.settings.printed
    assert pdf_pages.count(pdf) == 2
    assert read_back(pdf_pages.page(pdf, 1, 203)) == {b"01095212345432131726121910L2611A"}
    assert "saved as" in words(screen, "labels.last")
    assert part(screen, QPushButton, "labels.folder").isVisible()
    assert listed(screen, CHOSEN) == []


def test_nothing_in_the_list_prints_nothing(screen: LabelsScreen, place: Office) -> None:
    screen.print_chosen()

    assert jobs(place) == []
    assert words(screen, "labels.notice").startswith("There is nothing to print yet.")


def test_another_page_can_ask_for_a_label(screen: LabelsScreen, place: Office) -> None:
    scan(screen, "L2611A")

    screen.go_to(place.lsn("SN-1"))

    assert listed(screen, CHOSEN) == ["SN-1"]


def test_labels_are_printed_again_only_for_a_reason(
    screen: LabelsScreen, place: Office
) -> None:
    scan(screen, "L2611A")
    screen.print_chosen()
    screen.show_job(jobs(place)[0].id)
    assert part(screen, QPushButton, "job.do").text() == "Print again"

    press(screen, "job.do")
    assert len(jobs(place)) == 1
    assert "Say what became of the labels that were printed before." in shown_words(screen)

    press(screen, "job.reason_damaged")
    press(screen, "job.do")

    assert [one.reason for one in jobs(place)] == ["PJ-00001: Damaged on the goods", ""]
    assert jobs(place)[0].status == "printed"
    assert "PJ-00002" in shown_words(screen)


def test_an_unfinished_job_can_be_finished(screen: LabelsScreen, place: Office) -> None:
    job_id = ordered(place)
    screen.show_job(job_id)
    assert part(screen, QPushButton, "job.do").text() == "Finish"

    screen.print_chosen()

    assert [(one.id, one.status) for one in jobs(place)] == [(job_id, "printed")]
    assert "Printed" in shown_words(screen)


def test_an_unfinished_job_can_be_given_up(screen: LabelsScreen, place: Office) -> None:
    screen.show_job(ordered(place))

    press(screen, "job.cancel")

    assert [one.status for one in jobs(place)] == ["cancelled"]
    assert not part(screen, QPushButton, "job.cancel").isVisible()


def test_a_job_the_queue_gave_up_is_told_and_finished_elsewhere(
    printer: RealPrinter, screen: LabelsScreen, place: Office, qtbot: QtBot
) -> None:
    choose(screen, "labels.printer", printer.broken)
    scan(screen, "L2611A")
    screen.print_chosen()
    assert jobs(place)[0].status == "sent"

    qtbot.waitUntil(lambda: jobs(place)[0].status == "paused", timeout=30_000)
    assert "the print queue gave up" in words(screen, "labels.last")

    press(screen, "labels.open_job")
    assert "Did label 1 of 1 come out of Broken-Dock?" in shown_words(screen)
    assert not part(screen, QPushButton, "job.do").isVisible()
    choose(screen, "job.to.printer", printer.queue)
    printer.received.clear()
    press(screen, "job.not")
    qtbot.waitUntil(lambda: jobs(place)[0].status == "printed", timeout=30_000)
    (received,) = printer.wait_for_documents(1)
    assert b"01095212345432131726121910L2611A" in read_back(pdf_pages.page(received, 0, 203))


def test_without_a_print_server_the_labels_wait_in_words(
    screen: LabelsScreen, place: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", "/nowhere/cups.sock")
    box = part(screen, QComboBox, "labels.printer")
    box.addItem("Zebra", "Zebra")
    choose(screen, "labels.printer", "Zebra")
    scan(screen, "L2611A")

    screen.print_chosen()

    assert words(screen, "labels.last").startswith("The print server of this computer does not")
    assert [one.status for one in jobs(place)] == ["waiting"]


def test_a_job_can_be_stopped_while_it_is_drawn(screen: LabelsScreen, place: Office) -> None:
    scan(screen, "L2611A")
    part(screen, QLineEdit, "labels.copies").setText("40")
    stop = part(screen, QPushButton, "labels.stop")
    seen: list[bool] = []

    def follow(done: int) -> None:
        if done == 3:
            seen.append(stop.isVisible())
            stop.click()

    part(screen, QProgressBar, "labels.progress").valueChanged.connect(follow)

    screen.print_chosen()

    assert seen == [True]
    assert [(one.status, one.labels) for one in jobs(place)] == [("cancelled", 40)]
    assert words(screen, "labels.last").startswith("Printing was stopped. Nothing was printed.")
    assert listed(screen, CHOSEN) == ["L2611A"]


def test_on_the_programs_own_lanes_the_page_stays_awake(
    tmp_path: Path, theme: Theme, tasks: Tasks, qtbot: QtBot
) -> None:
    place = office(tmp_path, theme, tasks)
    screen = LabelsScreen(place.desk)
    qtbot.addWidget(screen)
    screen.show()
    screen.shown()
    scan(screen, "L2611A")
    qtbot.waitUntil(lambda: MILK_SAYS in shown_words(screen), timeout=20_000)
    part(screen, QLineEdit, "labels.copies").setText("60")
    bar = part(screen, QProgressBar, "labels.progress")
    seen: set[int] = set()
    bar.valueChanged.connect(seen.add)

    screen.print_chosen()
    assert part(screen, QPushButton, "labels.stop").isVisible()

    qtbot.waitUntil(lambda: "saved as" in words(screen, "labels.last"), timeout=60_000)
    assert len(seen) > 10
    assert [(one.status, one.labels) for one in jobs(place)] == [("printed", 60)]
    tasks.close()
    place.close()


def test_jobs_are_listed_and_opened(screen: LabelsScreen, place: Office) -> None:
    job_id = ordered(place)
    screen.choose("jobs")
    view = part(screen, TableView, "labels.jobs")

    assert view.model().index(0, 1).data() == "PJ-00001"
    view.opened.emit(view.model().index(0, 0))

    assert part(screen, QPushButton, "job.do").isVisible()
    assert screen.go_back()
    assert not part(screen, QPushButton, "job.do").isVisible()
    assert job_id == 1


def test_the_labels_of_goods_that_went_back_say_so(screen: LabelsScreen, place: Office) -> None:
    scan(screen, "RC-00001")
    screen.print_chosen()
    by = place.desk.station.by()
    place.program.database.run(by, lambda tx: printed.void_copies(tx, 1))
    screen.show_job(1)

    model = part(screen, TableView, "job.labels").model()
    assert str(model.index(0, 2).data()).startswith("void: the goods went back, destroy it")


def ordered(place: Office) -> int:
    """A job that was ordered by a program that ended then."""
    lsn_id = place.lsn("L2611A")
    station = place.desk.station
    return output.order_labels(place.program, station, "lot", [labelling.Wanted(lsn_id)])
