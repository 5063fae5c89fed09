"""Labels that came out and wait for a scan: below page Labels, another page, and their job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from lsn_desktop.paper import label_output, output
from lsn_desktop.program import new_uid
from lsn_desktop.services.labels import label_jobs, printers, scanning_back
from lsn_desktop.services.labels.labelling import Wanted
from lsn_desktop.services.labels.printers import PrinterFacts
from lsn_desktop.storage import lists, scan_backs
from ui.gallery.kit import framed
from ui.gallery.office import desk_of
from ui.gallery.receive import demo_copy
from ui.prints.scan_back import ScanBack
from ui.prints.scan_back_strip import ScanBackStrip
from ui.screens.labels.screen import LabelsScreen
from ui.screens.lsns.screen import LsnsScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from lsn_desktop.program import Program
    from lsn_desktop.storage.transactions import Tx
    from ui.parts.theme import Theme


def _company() -> tuple[Program, int, int]:
    """Six labels of a lot came out; the first reads, the second does not."""
    program = demo_copy()
    station = program.station(program.users()[0])
    with program.database.reading() as connection:
        row = lists.lsns(connection, n=1)[0]
    facts = PrinterFacts("Zebra-Dock", "tcp", "127.0.0.1:9", scans_back="all")
    program.database.run(station.by(), lambda tx: printers.add(tx, new_uid(), facts))
    wanted = [Wanted(row.id, copies=6)]
    job_id = output.order_labels(program, station, "lot", wanted, printer="Zebra-Dock")
    label_output.draw(program, station, job_id)

    def came_out(tx: Tx) -> None:
        label_jobs.release(tx, job_id)
        while which := label_jobs.begin(tx, job_id):
            label_jobs.came_out(tx, job_id, which)
        scan_backs.settle(tx, job_id, 1, "reads")
        scanning_back.does_not_read(
            tx, scan_backs.waiting(tx.connection, tx.by.workstation_id)[0]
        )

    program.database.run(station.by(), came_out)
    return program, job_id, row.id


def scan_back(theme: Theme, page: str) -> QWidget:
    """The strip below a page: the job itself on page Labels, or the lot's tab Printed."""
    program, job_id, lsn_id = _company()
    desk = desk_of(program, theme)
    screen = LabelsScreen(desk) if page == "labels" else LsnsScreen(desk)
    window = framed(theme, page, screen)
    waiting = ScanBack(desk, screen)
    window.add_strip(ScanBackStrip(waiting, lambda: page))
    window.say_first(lambda: waiting.chip(page), waiting.told)
    waiting.look()
    if isinstance(screen, LabelsScreen):
        screen.show_job(job_id)
    else:
        screen.go_to(lsn_id)
        screen.choose("printed")
    return window


def asked_about_all(theme: Theme) -> QWidget:
    """All labels of a job are to be printed again: it is asked once more."""
    program, job_id, _lsn_id = _company()
    screen = LabelsScreen(desk_of(program, theme))
    window = framed(theme, "labels", screen)
    screen.show_job(job_id)
    reason = window.findChild(QLineEdit, "job.reason")
    if reason is None:
        raise LookupError("job.reason")
    reason.setText("Printed badly")
    screen.print_chosen()
    return window


PAGES: dict[str, Callable[[Theme], QWidget]] = {
    "label-scan-back": lambda theme: scan_back(theme, "labels"),
    "label-job-again": asked_about_all,
    "lsn-scan-back": lambda theme: scan_back(theme, "lsns"),
}
