"""Print jobs on their way: below every page, on the job's own page, on the page of the lot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton

from lsn_desktop import label_output, output
from lsn_desktop.program import new_uid
from lsn_desktop.services import label_jobs, printers
from lsn_desktop.services.labelling import Wanted
from lsn_desktop.services.printers import PrinterFacts
from lsn_desktop.storage import label_copies, lsn_pages, printed
from tests.network_printer import network_printer
from tests.ui.parts import part, press, shown_words, words
from tests.ui.windows import show_page
from ui.paper import Paper
from ui.print_strip import PrintStrip
from ui.screens.labels.screen import LabelsScreen
from ui.screens.lsns.printed import PrintedTab
from ui.spooler import Spooler
from ui.table_view import TableView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from lsn_desktop.storage.printed import PrintJob
    from tests.ui.office import Office


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


@pytest.mark.parametrize(("button", "left"), [("came", "printed"), ("not", "waiting")])
def test_a_label_in_doubt_is_asked_about_below_every_page(
    place: Office, strip: PrintStrip, button: str, left: str
) -> None:
    enter(place, "127.0.0.1:9")
    job_id = in_doubt(place)
    assert words(strip, "printing.words").startswith(
        "PJ-00001: did label 2 of 3 come out of Zebra? The program ended"
    )

    press(strip, f"printing.{button}")

    assert states(place, job_id) == ["printed", left, "waiting"]
    assert words(strip, "printing.words").startswith("PJ-00001 on Zebra paused")
    assert part(strip, QPushButton, "printing.go").text() == "Resume"


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
