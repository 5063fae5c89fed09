"""The Labels and Certificates pages over the demo company, an empty and a hostile one."""

from __future__ import annotations

import shutil
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from lsn_desktop.paper import certificate_output, label_output, label_sheets, output
from lsn_desktop.program import Program, new_uid
from lsn_desktop.services.certificates import certifying
from lsn_desktop.services.certificates.certificate_facts import OrderCertificate
from lsn_desktop.services.labels import label_jobs, label_subjects, labelling
from lsn_desktop.services.labels.labelling import Wanted
from lsn_desktop.settings import Settings
from lsn_desktop.storage import catalogue, documents, label_copies, lists, printed
from lsn_desktop.storage import certificates as kept
from printing.labels.label_stocks import A4, BUILT_IN, measured
from ui.gallery.kit import framed
from ui.gallery.office import demo_company, desk_of, empty_company, hostile_company, lsn_id
from ui.prints.print_strip import PrintStrip
from ui.prints.sheet_picker import SheetPicker
from ui.prints.spooler import Spooler
from ui.screens.certificates.screen import CertificatesScreen
from ui.screens.labels.screen import LabelsScreen
from ui.screens.lsns.screen import LsnsScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from lsn_desktop.storage.transactions import Tx
    from printing.labels.label_stocks import Stock
    from ui.frame.main_window import MainWindow
    from ui.parts.theme import Theme


def _copy(program: Program) -> Program:
    """The same company in a file of its own, for pictures in which something was printed."""
    folder = Path(tempfile.mkdtemp(prefix="lsn-gallery-paper-"))
    program.database.checkpoint()
    shutil.copy(program.settings.database, folder / "lsn.db")
    return Program(Settings(folder, str(folder / "lsn.db"), program.settings.workstation))


@lru_cache
def printing_company() -> Program:
    """The demo company with a job in every state."""
    program = _copy(demo_company())
    station = program.station(program.users()[0])
    by = station.by
    with program.database.reading() as connection:
        rows = lists.lsns(connection, n=5)
        place = catalogue.real_locations(connection)[0]
    usual = [Wanted(row.id, copies=2) for row in rows[:4]]

    def order(wanted: list[Wanted], template: str = "lot", sheet: Stock | None = None) -> int:
        first = 18 if sheet else 1
        return output.order_labels(program, station, template, wanted, sheet=sheet, first=first)

    def by_queue(out: int, words: str, act: Callable[[Tx, int, list[int]], None]) -> None:
        """As if a queue had it: so many labels came out, and this became of the next."""
        job_id = order(usual)
        label_output.draw(program, station, job_id)
        with program.database.transaction(by()) as tx:
            printed.change_job(tx, job_id, {"printer": "Zebra-Dock"})
            label_jobs.release(tx, job_id)
            for _ in range(out):
                label_jobs.came_out(tx, job_id, label_jobs.begin(tx, job_id))
            act(tx, job_id, label_jobs.begin(tx, job_id))
            label_jobs.say(tx, job_id, words)

    saved = order(usual[:1])
    label_output.print_labels(program, station, saved, program.settings.printed)
    by_queue(8, "Printed.", lambda _tx, _job, _which: None)
    by_queue(
        4,
        "Printing; the printer says: labels low",
        lambda tx, job_id, which: label_jobs.handed_over(tx, job_id, which, "17"),
    )
    by_queue(
        2,
        "Zebra-Dock: Stopped: out of labels.",
        lambda tx, job_id, which: label_jobs.not_sent(tx, job_id, which, ""),
    )
    by_queue(
        6,
        "The program ended while it was sent.",
        lambda tx, job_id, which: label_jobs.in_doubt(tx, job_id, which, ""),
    )
    on_sheet = order(usual, "lot-l7160", BUILT_IN["L7160"])
    label_output.draw(program, station, on_sheet)
    with program.database.transaction(by()) as tx:
        printed.change_job(tx, on_sheet, {"printer": "Office"})
        label_jobs.release(tx, on_sheet)
        which = label_jobs.begin(tx, on_sheet)
        label_jobs.in_doubt(tx, on_sheet, which, "The program ended while it was sent.")
    failed = order(usual)
    why = "Label 3: the GS1 DataMatrix does not read back."
    program.database.run(by(), lambda tx: labelling.note_state(tx, failed, "failed", why))
    bins = order([Wanted(location_id=place.id)], "bin")
    program.database.run(by(), lambda tx: label_jobs.cancel(tx, bins))
    return program


def labels(program: Program, theme: Theme, typed: str = "", count: int = 4) -> MainWindow:
    """What is to be printed: scanned one after another, the last one proven."""
    screen = LabelsScreen(desk_of(_copy(program), theme))
    window = framed(theme, "labels", screen)
    with program.database.reading() as connection:
        found = lists.lsns(connection, typed, n=count)
    for row in found:
        screen.scanned(row.code.encode(), "Dock scanner")
    return window


def printed_labels(theme: Theme) -> QWidget:
    """The list was printed: where the file is, and the list is ready for the next."""
    window = labels(demo_company(), theme, count=2)
    window.page.print_chosen()
    return window


def refused_label(theme: Theme) -> QWidget:
    """A label that cannot be made: a serial label of a lot."""
    return _on_template(theme, "serial")


def label_with_findings(theme: Theme) -> QWidget:
    """A label that breaks what GS1 asks for: its EAN-13 is low."""
    return _on_template(theme, "retail-2x1")


def _on_template(theme: Theme, name: str) -> MainWindow:
    window = labels(demo_company(), theme, count=1)
    template = window.findChild(QComboBox, "labels.template")
    if template is None:
        raise LookupError("labels.template")
    template.setCurrentIndex(template.findData(name))
    return window


def labels_on_sheet(theme: Theme) -> QWidget:
    """Labels for a sheet that was begun: its first free label is the fifth."""
    window = _on_template(theme, "lot-l7160")
    sheet = window.findChild(QComboBox, "labels.sheet")
    picker = window.findChild(SheetPicker, "labels.first")
    if sheet is None or picker is None:
        raise LookupError("labels.sheet")
    sheet.setCurrentIndex(sheet.findData("L7160"))
    picker.tell(BUILT_IN["L7160"], 5)
    return window


def labels_on_two_sheets(theme: Theme) -> QWidget:
    """A lot and a bin for the same sheet: the bin goes on behind, and is too large for it."""
    window = labels(demo_company(), theme, count=1)
    window.page.scanned(b"DOCK-1", "Dock scanner")
    sheet = window.findChild(QComboBox, "labels.sheet")
    if sheet is None:
        raise LookupError("labels.sheet")
    sheet.setCurrentIndex(sheet.findData("L7165"))
    return window


@lru_cache
def sheets_company() -> Program:
    """The demo company with two sheets of its own."""
    program = _copy(demo_company())
    chilled = measured("Chilled 2x4", A4, (2, 4), (95.0, 65.0), (8.0, 15.0), (4.0, 2.0))
    bins = measured(
        "Bin fronts", (148.0, 210.0), (1, 6), (120.0, 30.0), (14.0, 10.0), (0.0, 2.0)
    )
    with program.database.transaction(program.station(program.users()[0]).by()) as tx:
        for one in (chilled, bins):
            label_sheets.keep(tx, one)
    return program


def sheets(theme: Theme, typed: str = "", program: Program | None = None) -> QWidget:
    """The sheets there are, the first one chosen; perhaps one that does not fit its paper."""
    screen = LabelsScreen(desk_of(program or sheets_company(), theme))
    window = framed(theme, "labels", screen)
    screen.choose("sheets")
    if typed:
        columns = window.findChild(QLineEdit, "sheets.columns")
        save = window.findChild(QPushButton, "sheets.save")
        if columns is None or save is None:
            raise LookupError("sheets.columns")
        columns.setText(typed)
        columns.textEdited.emit(typed)
        save.click()
    return window


def jobs(program: Program, theme: Theme) -> QWidget:
    """Every print job."""
    screen = LabelsScreen(desk_of(program, theme))
    window = framed(theme, "labels", screen)
    screen.choose("jobs")
    return window


def job(theme: Theme, state: str, done: int | None = None) -> QWidget:
    """The page of the newest job in a state, and what goes on below every page."""
    program = printing_company()
    with program.database.reading() as connection:
        found = next(
            one
            for one in printed.jobs(connection)
            if one.status == state and done in (None, one.done)
        )
        there = label_copies.open_jobs(connection, found.workstation_id)
    desk = desk_of(program, theme)
    screen = LabelsScreen(desk)
    window = framed(theme, "labels", screen)
    strip = PrintStrip(desk, Spooler(desk, screen))
    window.add_strip(strip)
    strip.tell([one for one in there if one.job.id == found.id])
    screen.show_job(found.id)
    return window


def lsn_printed(theme: Theme) -> QWidget:
    """The labels of a lot: each with its picture, who printed it, when and why."""
    program = printing_company()
    with program.database.reading() as connection:
        row = lists.lsns(connection, n=1)[0]
    screen = LsnsScreen(desk_of(program, theme))
    window = framed(theme, "lsns", screen)
    screen.go_to(row.id)
    screen.choose("printed")
    return window


@lru_cache
def certifying_company() -> Program:
    """The demo company with certificates; of one only the number was kept."""
    program = _copy(demo_company())
    station = program.station(program.users()[0])
    with program.database.reading() as connection:
        receipt = next(one for one in documents.listed(connection) if one.kind == "receipt")
        ids = [one.lsn_id or 0 for one in label_subjects.of_receipt(connection, receipt.id)]
    for received, customer in zip(ids, ("Harbor Cafe", "", "Bakery Lund"), strict=False):
        certificate_output.issue_certificate(program, station, received, issued_to=customer)
    order = OrderCertificate(new_uid(), ids[-1])
    program.database.run(station.by(), lambda tx: certifying.reserve(tx, order))
    return program


def certificates(program: Program, theme: Theme) -> QWidget:
    """The list."""
    screen = CertificatesScreen(desk_of(program, theme))
    return framed(theme, "certificates", screen)


def certificate_issue(program: Program, theme: Theme, typed: str = "") -> QWidget:
    """What the certificate of the first lot found would say."""
    screen = CertificatesScreen(desk_of(program, theme))
    window = framed(theme, "certificates", screen)
    screen.go_to(lsn_id(program, typed))
    return window


def certificate(theme: Theme, status: str) -> QWidget:
    """The newest one of a status."""
    program = certifying_company()
    with program.database.reading() as connection:
        rows = kept.listed(connection)
    screen = CertificatesScreen(desk_of(program, theme))
    window = framed(theme, "certificates", screen)
    screen.open_certificate(next(row.id for row in rows if row.status == status))
    return window


PAGES: dict[str, Callable[[Theme], QWidget]] = {
    "labels": lambda theme: labels(demo_company(), theme),
    "labels-empty": lambda theme: labels(empty_company(), theme),
    "labels-hostile": lambda theme: labels(hostile_company(), theme, count=6),
    "labels-refused": refused_label,
    "labels-findings": label_with_findings,
    "labels-sheet": labels_on_sheet,
    "labels-sheet-two": labels_on_two_sheets,
    "labels-sheets": sheets,
    "labels-sheets-built-in": lambda theme: sheets(theme, program=empty_company()),
    "labels-sheets-wrong": lambda theme: sheets(theme, "3"),
    "labels-printed": printed_labels,
    "labels-jobs": lambda theme: jobs(printing_company(), theme),
    "labels-jobs-empty": lambda theme: jobs(empty_company(), theme),
    "label-job-printed": lambda theme: job(theme, "printed"),
    "label-job-failed": lambda theme: job(theme, "failed"),
    "label-job-printing": lambda theme: job(theme, "sent"),
    "label-job-paused": lambda theme: job(theme, "paused", 2),
    "label-job-doubt": lambda theme: job(theme, "paused", 6),
    "label-job-sheet": lambda theme: job(theme, "paused", 0),
    "lsn-printed": lsn_printed,
    "certificates": lambda theme: certificates(certifying_company(), theme),
    "certificates-empty": lambda theme: certificates(empty_company(), theme),
    "certificate-issue": lambda theme: certificate_issue(certifying_company(), theme, "GB-118"),
    "certificate-issue-hostile": lambda theme: certificate_issue(hostile_company(), theme),
    "certificate": lambda theme: certificate(theme, "issued"),
    "certificate-unfinished": lambda theme: certificate(theme, "reserved"),
}
