"""Print jobs on their way: below every page, on the job's own page, on the page of the lot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QVBoxLayout

from lsn_desktop.paper import label_output, output
from lsn_desktop.program import new_uid
from lsn_desktop.services.labels import label_jobs, printers
from lsn_desktop.services.labels.labelling import Wanted
from lsn_desktop.services.labels.printers import PrinterFacts
from lsn_desktop.storage import label_copies, lsn_pages, printed
from lsn_desktop.storage.scan_backs import Waiting
from tests.network_printer import network_printer
from tests.ui.parts import part, press, shown_words, words
from tests.ui.windows import bring_to_front, framed, show_page
from ui.page import PageEntry, PlainPage
from ui.prints.paper import Paper
from ui.prints.print_strip import PrintStrip
from ui.prints.scan_back import ScanBack
from ui.prints.scan_back_strip import ScanBackStrip
from ui.prints.spooler import Spooler
from ui.screens.labels.screen import LabelsScreen
from ui.screens.lsns.printed import PrintedTab
from ui.tables.table_view import TableView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from lsn_desktop.storage.printed import PrintJob
    from tests.ui.office import Office
    from ui.parts.theme import Theme


@pytest.fixture
def strip(place: Office, qtbot: QtBot) -> PrintStrip:
    spooler = Spooler(place.desk, place.desk.changes)
    shown = PrintStrip(place.desk, spooler)
    qtbot.addWidget(shown)
    spooler.start()
    return shown


def enter(place: Office, address: str) -> None:
    facts = PrinterFacts("Zebra", "tcp", address)
    by = place.desk.station.by()
    place.program.database.run(by, lambda tx: printers.add(tx, new_uid(), facts))


def drawn(place: Office, copies: int = 3) -> int:
    station = place.desk.station
    wanted = [Wanted(place.lsn("L2611A"), copies=copies)]
    job_id = output.order_labels(place.program, station, "lot", wanted, printer="Zebra")
    label_output.draw(place.program, station, job_id)
    return job_id


def in_doubt(place: Office) -> int:
    """A job of three whose second label was sent when the program ended."""
    job_id = drawn(place)
    with place.program.database.transaction(place.desk.station.by()) as tx:
        label_jobs.release(tx, job_id)
        label_jobs.came_out(tx, job_id, label_jobs.begin(tx, job_id))
        label_jobs.begin(tx, job_id)
        label_jobs.interrupted(tx)
    return job_id


def job_of(place: Office, job_id: int) -> PrintJob:
    with place.program.database.reading() as connection:
        return printed.job(connection, job_id)


def states(place: Office, job_id: int) -> list[str]:
    with place.program.database.reading() as connection:
        return [copy.state for copy in printed.copies(connection, job_id)]


def test_labels_go_to_their_printer_one_by_one_beside_the_page(
    place: Office, strip: PrintStrip, qtbot: QtBot
) -> None:
    with network_printer() as printer:
        enter(place, printer.address)
        job_id = drawn(place)
        label_output.print_labels(
            place.program, place.desk.station, job_id, place.program.settings.printed
        )
        qtbot.waitUntil(lambda: job_of(place, job_id).status == "printed", timeout=20_000)

    assert len(printer.received) == 3
    assert strip.isHidden()


def test_a_label_in_doubt_is_asked_about_below_every_page(
    place: Office, strip: PrintStrip
) -> None:
    enter(place, "127.0.0.1:9")
    job_id = in_doubt(place)
    assert words(strip, "printing.words").startswith(
        "PJ-00001: did label 2 of 3 come out of Zebra? The program ended"
    )

    press(strip, "printing.came")

    assert states(place, job_id) == ["printed", "printed", "waiting"]
    assert words(strip, "printing.words").startswith("PJ-00001 on Zebra paused")
    assert part(strip, QPushButton, "printing.go").accessibleName() == "Resume"


def test_a_label_that_did_not_come_out_is_printed_with_the_rest(
    place: Office, strip: PrintStrip, qtbot: QtBot
) -> None:
    with network_printer() as printer:
        enter(place, printer.address)
        job_id = in_doubt(place)

        press(strip, "printing.not")

        qtbot.waitUntil(lambda: job_of(place, job_id).status == "printed", timeout=20_000)
    assert len(printer.received) == 2
    assert strip.isHidden()


def test_the_strip_is_answered_by_key_from_a_field_of_another_page(
    place: Office, theme: Theme, qtbot: QtBot
) -> None:
    page, field = PlainPage("Receive", "receive"), QLineEdit()
    QVBoxLayout(page).addWidget(field)
    entry = PageEntry("receive", "Receive", "receive", lambda: page)
    window = framed([entry], theme, qtbot)
    spooler = Spooler(place.desk, window)
    strip = PrintStrip(place.desk, spooler)
    window.add_strip(strip)
    strip.left.connect(window.focus_page)
    spooler.start()
    field.setFocus()
    enter(place, "127.0.0.1:9")
    job_id = in_doubt(place)

    QTest.keyClick(field, Qt.Key.Key_Y, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: states(place, job_id)[1] == "printed")
    assert (field.hasFocus(), field.text()) == (True, "")

    with network_printer() as printer:
        moved = PrinterFacts("Zebra", "tcp", printer.address)
        by = place.desk.station.by()
        place.program.database.run(by, lambda tx: printers.change(tx, 1, moved))
        part(strip, QPushButton, "printing.open").setFocus()
        QTest.keyClick(strip, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda: job_of(place, job_id).status == "printed", timeout=20_000)
    assert strip.isHidden()
    assert field.hasFocus()


def test_an_answered_question_leaves_the_focus_on_the_page(
    place: Office, strip: PrintStrip, qtbot: QtBot
) -> None:
    enter(place, "127.0.0.1:9")
    in_doubt(place)
    bring_to_front(strip, qtbot)
    part(strip, QPushButton, "printing.came").setFocus()

    with qtbot.waitSignal(strip.left):
        press(strip, "printing.came")


def test_no_two_buttons_below_a_page_have_the_same_key(
    place: Office, strip: PrintStrip
) -> None:
    enter(place, "127.0.0.1:9")
    back = ScanBack(place.desk, strip)
    scan_back = ScanBackStrip(back, lambda: "receive")
    scan_back.setParent(strip)
    waiting = Waiting(1, "PJ-00001", "Zebra", 1, 3, 3)
    back.told.emit([waiting])
    in_doubt(place)

    keys = [one.shortcut().toString() for one in strip.findChildren(QPushButton)]

    assert sorted(keys) == ["Alt+D", "Alt+L", "Alt+N", "Alt+O", "Alt+R", "Alt+W", "Alt+Y"]


def test_a_job_with_its_printer_off_is_paused_in_words_and_goes_on_elsewhere(
    place: Office, qtbot: QtBot
) -> None:
    enter(place, "127.0.0.1:9")
    job_id = in_doubt(place)
    screen = show_page(LabelsScreen(place.desk), qtbot)
    Spooler(place.desk, screen).start()
    screen.show_job(job_id)
    assert "Did label 2 of 3 come out of Zebra?" in shown_words(screen)
    press(screen, "job.came")
    assert part(screen, QPushButton, "job.do").text() == "Resume"

    screen.print_chosen()
    assert "does not answer" in " ".join(shown_words(screen))
    assert states(place, job_id) == ["printed", "printed", "waiting"]
    with network_printer() as printer:
        moved = PrinterFacts("Zebra", "tcp", printer.address)
        by = place.desk.station.by()
        place.program.database.run(by, lambda tx: printers.change(tx, 1, moved))
        screen.print_chosen()
        qtbot.waitUntil(lambda: job_of(place, job_id).status == "printed", timeout=20_000)
    assert len(printer.received) == 1


def test_what_is_said_of_a_paused_job_goes_when_it_goes_on(place: Office, qtbot: QtBot) -> None:
    enter(place, "127.0.0.1:9")
    screen = show_page(LabelsScreen(place.desk), qtbot)
    Spooler(place.desk, screen).start()
    part(screen, QComboBox, "labels.printer").addItem("Zebra", "Zebra")
    screen.scanned(b"L2611A", "test")
    choose = part(screen, QComboBox, "labels.printer")
    choose.setCurrentIndex(choose.findData("Zebra"))
    screen.print_chosen()
    assert "Paused, 0 of 1 printed: 127.0.0.1:9 does not answer" in words(screen, "labels.last")
    screen.show_job(1)
    screen.print_chosen()
    assert part(screen, QLabel, "job.notice").isHidden()  # the state says it

    with network_printer() as printer:
        moved = PrinterFacts("Zebra", "tcp", printer.address)
        by = place.desk.station.by()
        place.program.database.run(by, lambda tx: printers.change(tx, 1, moved))
        screen.print_chosen()
        qtbot.waitUntil(lambda: job_of(place, 1).status == "printed", timeout=20_000)

    assert words(screen, "labels.last") == "PJ-00001: 1 label for Zebra. Printed"


def came_out(place: Office, qtbot: QtBot, copies: int = 3) -> LabelsScreen:
    """The page of a job whose labels all came out."""
    enter(place, "127.0.0.1:9")
    job_id = drawn(place, copies)
    with place.program.database.transaction(place.desk.station.by()) as tx:
        label_jobs.release(tx, job_id)
        while which := label_jobs.begin(tx, job_id):
            label_jobs.came_out(tx, job_id, which)
    screen = show_page(LabelsScreen(place.desk), qtbot)
    bring_to_front(screen, qtbot)
    screen.show_job(job_id)
    return screen


def test_one_label_that_is_selected_is_the_one_that_is_printed_again(
    place: Office, qtbot: QtBot
) -> None:
    screen = came_out(place, qtbot)
    table, do = part(screen, TableView, "job.labels"), part(screen, QPushButton, "job.do")
    assert table.hasFocus()
    assert do.text() == "Print all 3 again"

    QTest.keyClick(table, Qt.Key.Key_Down)
    assert do.text() == "Print label 2 again"
    screen.print_chosen()  # without a reason: it is asked for
    reason = part(screen, QLineEdit, "job.reason")
    assert reason.hasFocus()
    QTest.keyClicks(reason, "Printed badly")
    assert reason.accessibleDescription() == ""  # nothing to complain of
    QTest.keyClick(reason, Qt.Key.Key_Return)

    with place.program.database.reading() as connection:
        again = printed.job(connection, 2)
    assert (again.labels, again.reason) == (1, "PJ-00001: Printed badly")


def test_what_a_label_is_of_has_room_beside_its_picture(place: Office, qtbot: QtBot) -> None:
    screen = came_out(place, qtbot)

    assert part(screen, TableView, "job.labels").columnWidth(2) >= 200


def test_the_label_that_was_in_doubt_is_not_selected_when_it_was_answered(
    place: Office, qtbot: QtBot
) -> None:
    enter(place, "127.0.0.1:9")
    screen = show_page(LabelsScreen(place.desk), qtbot)
    bring_to_front(screen, qtbot)
    screen.show_job(in_doubt(place))
    table = part(screen, TableView, "job.labels")
    press(screen, "job.look")
    assert table.selected() == [1]

    part(screen, QPushButton, "job.came").setFocus()
    press(screen, "job.came")

    assert table.selected() == []
    assert table.hasFocus()


def test_labels_that_are_selected_stay_so_until_esc(place: Office, qtbot: QtBot) -> None:
    screen = came_out(place, qtbot)
    table, do = part(screen, TableView, "job.labels"), part(screen, QPushButton, "job.do")
    QTest.keyClick(table, Qt.Key.Key_Home)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)

    place.desk.changes.announce({"job"})  # the rows are told anew
    qtbot.wait(1)

    assert do.text() == "Print 2 labels again"
    assert screen.go_back()
    assert do.text() == "Print all 3 again"
    assert do.isVisible()  # still the page of the job


def test_all_labels_of_a_job_are_printed_again_when_it_was_asked(
    place: Office, qtbot: QtBot
) -> None:
    screen = came_out(place, qtbot)
    press(screen, "job.reason_lost")

    screen.print_chosen()
    assert words(screen, "job.notice").startswith("This prints all 3 labels of PJ-00001 again.")
    assert part(screen, QPushButton, "job.do").text() == "Yes, print all 3 again"
    with place.program.database.reading() as connection:
        assert len(printed.jobs(connection)) == 1

    screen.print_chosen()
    with place.program.database.reading() as connection:
        assert printed.job(connection, 2).labels == 3


def test_a_job_goes_back_to_an_earlier_label_only_for_a_reason(
    place: Office, qtbot: QtBot
) -> None:
    enter(place, "127.0.0.1:9")
    job_id = in_doubt(place)
    screen = show_page(LabelsScreen(place.desk), qtbot)
    screen.show_job(job_id)
    press(screen, "job.came")
    part(screen, QLineEdit, "job.at.first").setText("1")

    screen.print_chosen()
    assert "Say why they are printed again." in " ".join(shown_words(screen))

    press(screen, "job.reason_badly")
    screen.print_chosen()
    assert states(place, job_id) == ["waiting", "waiting", "waiting"]
    assert job_of(place, job_id).status == "sent"


def test_what_is_left_of_a_job_is_cancelled(place: Office, qtbot: QtBot) -> None:
    enter(place, "127.0.0.1:9")
    job_id = in_doubt(place)
    screen = show_page(LabelsScreen(place.desk), qtbot)
    screen.show_job(job_id)
    press(screen, "job.came")

    press(screen, "job.cancel")

    assert states(place, job_id) == ["printed", "printed", "cancelled"]
    assert "Cancelled, 2 of 3 printed" in shown_words(screen)


def test_a_lot_shows_each_of_its_labels_with_its_picture(place: Office, qtbot: QtBot) -> None:
    enter(place, "127.0.0.1:9")
    in_doubt(place)
    tab = PrintedTab(place.desk)
    qtbot.addWidget(tab)
    with place.program.database.reading() as connection:
        page = lsn_pages.page(connection, place.lsn("L2611A"))
        (first, *_rest) = label_copies.of_lsn(connection, place.lsn("L2611A"))

    tab.tell(page)

    model = part(tab, TableView, "lsn.printed").model()
    shown = [str(model.index(1, column).data()) for column in range(1, 5)]
    who = place.desk.station.user.name
    assert shown == ["PJ-00001 · 2", "Lot label, version 1", who, "Did it come out?"]
    assert not tab.findChildren(Paper)[0].is_empty
    assert first.state == "printed"
