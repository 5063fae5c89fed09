"""The Certificates page: looked at, issued, kept with its hash, finished, printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QWidget

from lsn_desktop.paper import certificate_output, certificate_shelf
from lsn_desktop.program import new_uid
from lsn_desktop.services.certificates import certifying
from lsn_desktop.services.certificates.certificate_facts import OrderCertificate
from lsn_desktop.services.lots import holding
from lsn_desktop.storage import blobs, certificates, triggers
from printing.pages import opened
from tests.real_printer import RealPrinter, real_printer
from tests.ui.parts import listed, part, press, shown_words, words
from tests.ui.windows import show_page
from ui.prints.page_pictures import PagePictures
from ui.prints.paper import Paper
from ui.screens.certificates.screen import CertificatesScreen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from lsn_desktop.storage.certificates import Certificate
    from tests.ui.office import Office


TABLE = "certificates.table"


@pytest.fixture
def screen(place: Office, qtbot: QtBot) -> CertificatesScreen:
    return show_page(CertificatesScreen(place.desk), qtbot)


def issued(place: Office) -> list[Certificate]:
    with place.program.database.reading() as connection:
        return certificates.listed(connection)


def pages(screen: QWidget, name: str) -> int:
    papers = part(screen, PagePictures, name).findChildren(Paper)
    return len([one for one in papers if not one.is_empty])


def text_of(pdf: bytes) -> str:
    with opened(pdf) as document:
        text: str = document[0].get_textpage().get_text_range()
    return text


def reserved(place: Office, typed: str = "L2611A") -> int:
    """A number that was taken by a program that ended then."""
    order = OrderCertificate(new_uid(), place.lsn(typed))
    by = place.desk.station.by()
    return place.program.database.run(by, lambda tx: certifying.reserve(tx, order))


def test_a_scan_shows_what_the_certificate_will_say(
    screen: CertificatesScreen, place: Office, qtbot: QtBot
) -> None:
    assert (screen.takes_scans, screen.chip()) == (True, "Next scan: what to certify")

    screen.scanned(b"L2611A", "test")

    qtbot.waitUntil(lambda: "Certificate for L2611A" in shown_words(screen))
    qtbot.waitUntil(lambda: "2026-12-19" in shown_words(screen))
    assert pages(screen, "issue.pages") == 1
    assert issued(place) == []


def test_the_same_scanned_again_is_recognised_and_what_was_typed_stays(
    screen: CertificatesScreen,
) -> None:
    screen.scanned(b"L2611A", "test")
    to = part(screen, QLineEdit, "issue.issued_to")
    to.setText("Harbor Cafe")

    screen.scanned(b"L2611A", "test")
    assert to.text() == "Harbor Cafe"

    screen.scanned(b"B2610A", "test")
    assert to.text() == ""


def test_issued_it_is_kept_and_its_text_reads_back(
    screen: CertificatesScreen, place: Office, tmp_path: Path
) -> None:
    screen.go_to(place.lsn("L2611A"))
    part(screen, QLineEdit, "issue.issued_to").setText("Harbor Cafe")

    press(screen, "issue.issue")

    (row,) = issued(place)
    assert (row.number, row.status, row.code) == ("COC-00001", "issued", "L2611A")
    assert "File is as issued" in shown_words(screen)
    assert pages(screen, "certificate.pages") == 1
    screen.print_chosen()
    text = text_of((tmp_path / "printed" / "COC-00001.pdf").read_bytes())
    for value in ("COC-00001", "Whole milk 1 L", "L2611A", "2026-12-19", "Harbor Cafe"):
        assert value in text
    assert words(screen, "certificate.notice").startswith("COC-00001 saved as ")
    assert listed(screen, TABLE) == ["COC-00001"]


OURS = """title = "Our letter"
kind = "coc"
layout = "letter"
paper = "A4"
statement = "{company} likes {item}."
"""


def kept_template(place: Office, name: str = "ours") -> None:
    by = place.desk.station.by()
    place.program.database.run(
        by, lambda tx: certificate_shelf.bring_in(tx, new_uid(), name, OURS)
    )


def offered(screen: CertificatesScreen) -> list[str]:
    box = part(screen, QComboBox, "issue.template")
    return [box.itemText(at) for at in range(box.count())]


def test_a_template_of_ones_own_is_chosen_and_recorded(
    screen: CertificatesScreen, place: Office, qtbot: QtBot
) -> None:
    kept_template(place)
    screen.go_to(place.lsn("L2611A"))
    assert offered(screen) == ["Usual page", "Our letter", "Letter of conformity"]
    box = part(screen, QComboBox, "issue.template")
    assert box.currentData() == "coc"

    box.setCurrentIndex(box.findData("ours"))
    press(screen, "issue.issue")

    (row,) = issued(place)
    told = (row.template, row.facts["template"], row.facts["template_version"])
    assert told == ("ours", "ours", "1")
    qtbot.waitUntil(lambda: "ours, version 1" in shown_words(screen))
    kept = certificate_output.kept_certificate(place.program, row.id)
    assert "Test Dairy likes Whole milk 1 L." in text_of(kept.pdf)

    press(screen, "certificate.revise")
    assert box.currentData() == "ours"


def test_one_of_our_own_called_as_the_usual_one_is_it(
    screen: CertificatesScreen, place: Office
) -> None:
    kept_template(place, "coc")
    screen.go_to(place.lsn("L2611A"))

    assert offered(screen) == ["Our letter", "Letter of conformity"]
    press(screen, "issue.issue")
    assert [row.facts["template_version"] for row in issued(place)] == ["1"]


@pytest.fixture(scope="module")
def printer() -> Iterator[RealPrinter]:
    with real_printer() as running:
        yield running


def test_what_became_of_it_at_the_printer_is_told(
    printer: RealPrinter, screen: CertificatesScreen, place: Office, qtbot: QtBot
) -> None:
    screen.go_to(place.lsn("L2611A"))
    press(screen, "issue.issue")
    box = part(screen, QComboBox, "certificate.printer")

    def printed_on(queue: str) -> str:
        """What is said of it at last, when it is printed there."""
        box.setCurrentIndex(box.findData(queue))
        press(screen, "certificate.do")
        said = f"COC-00001 sent to {queue}"
        assert words(screen, "certificate.notice") == said
        qtbot.waitUntil(
            lambda: words(screen, "certificate.notice").endswith(("Printed.", "responding.")),
            timeout=30_000,
        )
        return words(screen, "certificate.notice")

    assert printed_on(printer.broken).startswith(
        "COC-00001: Not printed, the print queue gave up: "
    )
    assert printed_on(printer.queue) == "COC-00001: Printed."
    (received,) = printer.wait_for_documents(1)
    assert "L2611A" in text_of(received)


def test_enter_issues(screen: CertificatesScreen, place: Office, qtbot: QtBot) -> None:
    screen.go_to(place.lsn("L2611A"))
    field = part(screen, QLineEdit, "issue.issued_to")
    assert field.hasFocus()

    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert [one.status for one in issued(place)] == ["issued"]


def test_it_is_attached_to_its_lsn(screen: CertificatesScreen, place: Office) -> None:
    screen.go_to(place.lsn("SN-1"))
    press(screen, "issue.issue")

    with place.program.database.reading() as connection:
        (attached,) = blobs.attachments(connection, "lsn", place.lsn("SN-1"))
    assert (attached.name, attached.kind) == ("COC-00001.pdf", "certificate of compliance")
    press(screen, "certificate.lsn")
    assert place.went == [("lsns", place.lsn("SN-1"))]


def test_a_hold_is_said_before_issuing_and_forbids_nothing(
    screen: CertificatesScreen, place: Office, qtbot: QtBot
) -> None:
    stop = holding.PlaceHold(new_uid(), place.lsn("B2610A"), "inspection", "Smells.")
    place.program.database.run(place.desk.station.by(), lambda tx: holding.hold(tx, stop))

    screen.go_to(place.lsn("B2610A"))

    said = "B2610A is on hold: inspection. Smells."
    qtbot.waitUntil(lambda: said in shown_words(screen))
    assert part(screen, QPushButton, "issue.issue").isEnabled()


def test_what_the_page_cannot_hold_is_refused_before_a_number_is_taken(
    screen: CertificatesScreen, place: Office, qtbot: QtBot
) -> None:
    screen.go_to(place.lsn("L2611A"))
    part(screen, QLineEdit, "issue.issued_to").setText("x" * 301)

    said = "301 characters; a certificate holds 300"
    qtbot.waitUntil(lambda: said in words(screen, "issue.notice"))
    assert not part(screen, QPushButton, "issue.issue").isEnabled()
    assert issued(place) == []


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)
def test_a_code_of_two_lots_is_asked_about(
    screen: CertificatesScreen, place: Office, qtbot: QtBot
) -> None:
    screen.scanned(b"X1", "test")

    assert words(screen, "issue.notice") == "X1 is 2 things. Which one?"
    popup = QApplication.activePopupWidget()
    assert popup is not None
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert "Certificate for X1" in shown_words(screen)
    assert issued(place) == []


def test_a_scan_that_is_no_lot_is_refused_in_words(screen: CertificatesScreen) -> None:
    screen.scanned(b"nonsense", "test")

    assert words(screen, "issue.notice").startswith("nonsense is no lot or serial of ours.")


def test_a_number_without_a_page_is_shown_and_finished(
    screen: CertificatesScreen, place: Office
) -> None:
    certificate_id = reserved(place)
    place.desk.changes.announce({"certificate"})
    assert listed(screen, TABLE, 6) == ["Not made yet"]

    screen.open_certificate(certificate_id)
    assert part(screen, QPushButton, "certificate.do").text() == "Finish"
    press(screen, "certificate.do")

    (row,) = issued(place)
    assert (row.id, row.number, row.status) == (certificate_id, "COC-00001", "issued")
    assert "File is as issued" in shown_words(screen)
    assert part(screen, QPushButton, "certificate.do").text() == "Print"


def test_one_numbered_before_is_offered_instead_of_another(
    screen: CertificatesScreen, place: Office
) -> None:
    reserved(place)
    screen.go_to(place.lsn("L2611A"))

    press(screen, "issue.before")

    assert part(screen, QPushButton, "certificate.do").text() == "Finish"


def test_a_file_that_was_changed_is_told(screen: CertificatesScreen, place: Office) -> None:
    certificate_id, _pdf = certificate_output.issue_certificate(
        place.program, place.desk.station, place.lsn("L2611A")
    )
    other, _pdf = certificate_output.issue_certificate(
        place.program, place.desk.station, place.lsn("B2610A")
    )
    change_file(place, certificate_id, other)

    screen.open_certificate(certificate_id)

    assert "File is not the one that was issued" in shown_words(screen)


def change_file(place: Office, certificate_id: int, other: int) -> None:
    """Put another file in a certificate's place, as somebody with the database file could."""
    with place.program.database.writer.begin() as connection:
        triggers.drop(connection)  # as somebody would who writes into the file
        connection.exec_driver_sql(
            "UPDATE certificate SET blob_id ="
            " (SELECT blob_id FROM certificate WHERE id = ?) WHERE id = ?",
            (other, certificate_id),
        )


def test_certificates_are_found_as_one_types(
    screen: CertificatesScreen, place: Office, qtbot: QtBot
) -> None:
    for typed in ("L2611A", "B2610A"):
        certificate_output.issue_certificate(
            place.program, place.desk.station, place.lsn(typed)
        )
    assert listed(screen, TABLE, 1) == ["B2610A", "L2611A"]

    qtbot.keyClicks(part(screen, QLineEdit, "certificates.table.find"), "milk")

    qtbot.waitUntil(lambda: listed(screen, TABLE, 1) == ["L2611A"])


def test_esc_comes_back_to_the_list(screen: CertificatesScreen, place: Office) -> None:
    screen.go_to(place.lsn("L2611A"))

    assert screen.go_back()
    assert part(screen, QPushButton, "certificates.issue").isVisible()
    assert not screen.go_back()
