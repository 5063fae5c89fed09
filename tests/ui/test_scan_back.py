"""Labels that came out are scanned: on page Labels, elsewhere when asked; wrong, unreadable."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtWidgets import QPushButton

from lsn_desktop.paper import label_output, label_scans, output
from lsn_desktop.program import new_uid
from lsn_desktop.services.labels import label_jobs, printers
from lsn_desktop.services.labels.labelling import Wanted
from lsn_desktop.services.labels.printers import PrinterFacts
from lsn_desktop.storage import printed, scan_backs
from tests.network_printer import network_printer
from tests.ui.parts import part, press, words
from tests.ui.windows import show_page
from ui.frame.main_window import MainWindow
from ui.gallery.kit import MANUAL
from ui.prints.scan_back import ScanBack
from ui.prints.scan_back_strip import ScanBackStrip
from ui.scans.scan_router import ScanRouter
from ui.screens import labels
from ui.screens.labels.screen import LabelsScreen
from ui.tables.table_view import TableView

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from lsn_desktop.storage.transactions import Tx
    from tests.ui.office import Office

T = TypeVar("T")


class Bench:
    """Page Labels with the strip below it, three labels that came out."""

    def __init__(self, place: Office, qtbot: QtBot, address: str) -> None:
        self.place = place
        self.said: list[tuple[str, str]] = []
        self.screen = show_page(LabelsScreen(place.desk), qtbot)
        self.scan_back = ScanBack(place.desk, self.screen)
        self.scan_back.said.connect(lambda said, sign: self.said.append((said, sign)))
        self.page = "labels"
        self.strip = ScanBackStrip(self.scan_back, lambda: self.page)
        qtbot.addWidget(self.strip)
        facts = PrinterFacts("Zebra", "tcp", address, scans_back="all")
        self.run(lambda tx: printers.add(tx, new_uid(), facts))
        station = place.desk.station
        wanted = [Wanted(place.lsn("L2611A"), copies=3)]
        self.job_id = output.order_labels(
            place.program, station, "lot", wanted, printer="Zebra"
        )
        label_output.draw(place.program, station, self.job_id)
        self.run(lambda tx: label_jobs.release(tx, self.job_id))
        for _each in range(3):
            which = self.run(lambda tx: label_jobs.begin(tx, self.job_id))
            self.run(partial(label_jobs.came_out, job_id=self.job_id, which=which))
        self.scan_back.look()

    def run(self, act: Callable[[Tx], T]) -> T:
        return self.place.program.database.run(self.place.desk.station.by(), act)

    def symbol(self) -> bytes:
        """What a scanner sends of the label that is next."""
        label = label_scans.waiting(self.place.program, self.place.desk.station)[0]
        with self.place.program.database.reading() as connection:
            return label_scans.symbols(connection, label)[0]

    def results(self) -> list[str]:
        with self.place.program.database.reading() as connection:
            found = scan_backs.of_job(connection, self.job_id)
        return [checked.result for checked in found.values()]


@pytest.fixture
def bench(place: Office, qtbot: QtBot) -> Bench:
    return Bench(place, qtbot, "127.0.0.1:9")


def test_the_strip_says_which_label_to_scan_and_its_scan_checks_it(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.prints.scan_back.AT_ONCE", 0.0)
    assert words(bench.strip, "scan_back.words") == (
        "PJ-00001 on Zebra: scan the next, 0 of 3 scanned · they look alike: scan each once"
    )

    bench.scan_back.scanned(bench.symbol(), "Dock scanner")

    assert bench.said == [("It reads: 1 of 3 of PJ-00001 scanned.", "ok")]
    assert words(bench.strip, "scan_back.words").startswith(
        "PJ-00001 on Zebra: scan the next, 1 of 3 scanned"
    )
    assert bench.results() == ["reads", "", ""]
    bench.screen.show_job(bench.job_id)
    model = part(bench.screen, TableView, "job.labels").model()
    states = [str(model.index(row, 3).data()) for row in range(3)]
    assert states == ["Reads", "Not scanned yet", "Not scanned yet"]
    shown = [str(model.index(row, 4).data()) for row in range(3)]
    assert shown[0].startswith("Reads · ")
    assert shown[1:] == ["Not scanned yet", "Not scanned yet"]


def test_a_stutter_of_the_scanner_checks_one_label(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.prints.scan_back.AT_ONCE", 60.0)
    symbol = bench.symbol()

    bench.scan_back.scanned(symbol, "Dock scanner")
    bench.scan_back.scanned(symbol, "Dock scanner")

    assert bench.results() == ["reads", "", ""]
    said, sign = bench.said[-1]
    assert said.startswith("That was the same within a second, and counts once.")
    assert sign == "attention"


def test_a_wrong_label_scanned_again_at_once_is_refused_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.prints.scan_back.AT_ONCE", 60.0)

    bench.scan_back.scanned(b"L2611A-9", "Dock scanner")
    bench.scan_back.scanned(b"L2611A-9", "Dock scanner")

    assert [sign for _said, sign in bench.said] == ["refused", "refused"]


def test_a_wrong_label_is_refused_and_what_is_left_is_left(bench: Bench) -> None:
    bench.scan_back.scanned(b"L2611A-9", "Dock scanner")
    assert bench.said[-1][1] == "refused"
    assert "label 1 of PJ-00001" in bench.said[-1][0]
    assert bench.results() == ["", "", ""]

    press(bench.strip, "scan_back.leave")

    assert bench.results() == ["left", "left", "left"]
    assert bench.said[-1] == ("PJ-00001: 3 not scanned, and left so.", "attention")
    assert bench.strip.isHidden()


def test_on_other_pages_a_scan_is_the_pages_own_until_it_is_asked_for(bench: Bench) -> None:
    bench.page = "receive"
    bench.strip.follow_page()
    assert words(bench.strip, "scan_back.words").startswith(
        "PJ-00001 on Zebra: 0 of 3 scanned · they look alike"
    )
    assert not bench.scan_back.wants("receive")

    press(bench.strip, "scan_back.now")
    assert bench.scan_back.wants("receive")
    assert part(bench.strip, QPushButton, "scan_back.now").accessibleName() == "Not now"
    bench.scan_back.scanned(bench.symbol(), "Dock scanner")

    assert not bench.scan_back.wants("receive")  # the next one is the page's again
    assert bench.scan_back.wants("labels")


def test_a_label_that_does_not_read_is_printed_again_for_that_reason(
    place: Office, qtbot: QtBot
) -> None:
    with network_printer() as printer:
        bench = Bench(place, qtbot, printer.address)
        press(bench.strip, "scan_back.fails")
        qtbot.waitUntil(lambda: len(printer.received) == 1, timeout=20_000)

    assert bench.results() == ["fails", "", ""]
    with place.program.database.reading() as connection:
        again = printed.job(connection, bench.job_id + 1)
    assert (again.labels, again.reprint_of) == (1, bench.job_id)
    assert again.reason == "PJ-00001: Label 1 does not read"
    assert bench.said[-1] == (
        "Label 1 of PJ-00001 is printed again, as PJ-00002. Destroy the first.", "attention"
    )  # fmt: skip


def test_the_router_brings_a_scan_on_page_labels_to_the_label_that_waits(
    bench: Bench, qtbot: QtBot
) -> None:
    desk = bench.place.desk
    window = MainWindow([labels.entry(desk)], desk.theme, MANUAL)
    qtbot.addWidget(window)
    router = ScanRouter(desk, window, window)
    router.check_labels(bench.scan_back)
    window.say_first(lambda: bench.scan_back.chip(window.page.help_name), bench.scan_back.told)
    bench.scan_back.look()
    assert words(window, "top_line.chip") == "Next scan: a label of PJ-00001"

    router.scanned(bench.symbol(), "Dock scanner", certain=True)

    assert bench.results() == ["reads", "", ""]
