"""One scan of the journal is scanned again, on the page that takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton

from lsn_desktop.scanning.taught_cuts import named, untaught
from lsn_desktop.services.codes import teaching
from lsn_desktop.services.codes.teaching import Teach
from lsn_desktop.storage import documents
from tests.dock import label
from tests.house_for_tests import BUTTER, TODAY

if TYPE_CHECKING:
    from tests.ui.running import Running

BUTTER_LABEL = label(ai01=BUTTER, ai10="B9")


def scan(running: Running, *texts: str) -> None:
    for one in texts:
        running.app.scanners.scanned.emit(one.encode(), "Gate", True)  # noqa: FBT003


def go(running: Running, page: str) -> None:
    assert running.app.session is not None
    running.app.session.go(page, None)


def find(running: Running, words: str) -> None:
    """Find a scan in the journal, and wait for it: another was chosen before."""
    running.open("scanners", "journal")
    running.type("scanners.journal.find", words)
    shown = running.part(QPlainTextEdit, "scanners.journal.code.escapes")
    running.until(lambda: words in shown.toPlainText() and bool(said(running, "goes")))


def said(running: Running, name: str) -> str:
    return running.part(QLabel, f"scanners.journal.{name}").text()


def test_a_scan_of_an_open_receipt_is_received_once_more(running: Running) -> None:
    go(running, "receive")
    scan(running, "PO-1042", BUTTER_LABEL)
    running.sees("Butter 250 g")

    find(running, "B9")
    running.until(lambda: said(running, "goes") == "Goes to Receive, on RC-00003.")
    running.press("scanners.journal.again")

    running.until(lambda: running.title == "Receive")
    running.sees("2 pcs in 2 scans")
    with running.program.database.reading() as connection:
        (draft,) = documents.listed(connection, status="draft")
        assert len(documents.lines(connection, draft.id)) == 2


def test_a_scan_of_something_posted_opens_what_it_names(running: Running) -> None:
    find(running, "SN-1")
    assert said(running, "goes") == "Goes to Home, which opens what it names."

    running.press("scanners.journal.again")

    running.until(lambda: running.title == "LSNs")
    running.sees("SN-1")


def test_what_was_cut_short_is_only_shown(running: Running) -> None:
    running.open("scanners", "journal")
    running.app.scanners.broken.emit(b"10CUT", "Gate", "incomplete")
    running.sees("A scan was cut short. Nothing was done with it. Scan it again.")

    find(running, "10CUT")

    running.until(lambda: said(running, "goes") == "It was cut short, so it is only shown.")
    assert not running.part(QPushButton, "scanners.journal.again").isEnabled()
    running.sees("Read as text")


def test_how_it_reads_now_stands_beside_how_it_was_read(running: Running) -> None:
    sample = "NORTH/B7731/48"
    go(running, "home")
    scan(running, sample)
    running.sees("is nothing we know")
    rule = named(untaught(sample), (6, 11), "lot", TODAY)
    by = running.app.session.desk.station.by()  # type: ignore[union-attr]
    order = Teach("a" * 32, sample.encode(), rule, "", None, None)
    running.program.database.run(by, lambda tx: teaching.teach(tx, order))

    find(running, "B7731")

    running.sees("Then it was read as text. Now:")
    running.sees("Read as taught rule: lot")
