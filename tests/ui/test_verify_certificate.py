"""A certificate somebody shows is judged on its page, dropped, named or scanned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from lsn_desktop.paper import certificate_output
from lsn_desktop.storage import certificates, journal, lists, signing_keys
from printing.certificates import certificate_qr
from ui.screens.certificates.screen import CertificatesScreen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.running import Running


@pytest.fixture
def issued(running: Running) -> bytes:
    """The file of COC-00001."""
    program = running.program
    with program.database.reading() as connection:
        lsn_id = lists.lsns(connection, "L2611A", n=1)[0].id
    station = program.station(program.users()[0])
    return certificate_output.issue_certificate(program, station, lsn_id)[1]


def screen(running: Running) -> CertificatesScreen:
    assert running.app.session is not None
    page = running.app.session.frame.open_page("certificates")
    assert isinstance(page, CertificatesScreen)
    return page


def focus(running: Running) -> str:
    """The part that would get the next key."""
    found = running.window.focusWidget()
    return found.objectName() if found else ""


def qr(pdf: bytes) -> bytes:
    (payload,) = certificate_qr.payloads(pdf)
    return payload


def test_a_file_is_named_and_judged_by_keys_alone(
    running: Running, issued: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "shown.pdf"
    file.write_bytes(issued)
    page = screen(running)
    running.press("certificates.verify")
    assert page.chip() == "Next scan: the QR Code of a certificate"

    running.type("checking.file.path", str(file))
    QTest.keyClick(running.part(QLineEdit, "checking.file.path"), Qt.Key.Key_Return)

    running.sees("COC-00001 is as it was issued on")
    assert "\nValid\n" in running.text()
    file.write_bytes(issued + b" ")
    running.press("checking.check")
    running.sees("It says it is COC-00001, but it is not the file that was issued.")
    assert "\nChanged\n" in running.text()
    running.press("verdict.open")
    running.until(lambda: running.part(QPushButton, "certificate.do").isVisible())
    page.go_back()
    assert not running.part(QPushButton, "checking.check").isVisible()


def test_of_a_revised_one_it_and_the_newest_can_be_opened(
    running: Running, issued: bytes, tmp_path: Path
) -> None:
    station = running.program.station(running.program.users()[0])
    with running.program.database.reading() as connection:
        first = certificates.listed(connection)[0]
    before = first.id
    for reason in ("New address", "New logo"):
        form = certificate_output.Form(revises_id=before, reason=reason)
        before, _pdf = certificate_output.issue_certificate(
            running.program, station, first.lsn_id, form=form
        )
    file = tmp_path / "old.pdf"
    file.write_bytes(issued)
    page = screen(running)

    page.check(file)
    running.sees("COC-00001 was replaced by COC-00002.")
    running.sees("Go by COC-00003 instead.")
    newest = running.part(QPushButton, "verdict.newest")
    assert newest.text() == "Open its newest revision COC-00003"
    assert running.part(QPushButton, "verdict.open").text() == "Open COC-00001"

    newest.click()
    running.until(lambda: focus(running) == "certificate.do")
    running.sees("COC-00003")
    page.check(file)
    running.press("verdict.open")
    running.sees("Replaced by COC-00003: hand that one out.")
    running.until(lambda: focus(running) == "certificate.newest")
    onward = running.part(QPushButton, "certificate.newest")
    QTest.keyClick(onward, Qt.Key.Key_Return)
    running.until(lambda: focus(running) == "certificate.do")


def test_without_a_file_it_is_asked_for(running: Running) -> None:
    screen(running)
    running.press("certificates.verify")
    running.press("checking.check")

    running.sees("Choose the file, drop it here, or scan its code.")
    running.type("checking.file.path", "/no/such/file.pdf")
    running.press("checking.check")
    running.sees("cannot be read")


def test_a_file_dropped_on_the_page_is_judged(
    running: Running, issued: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "dropped.pdf"
    file.write_bytes(issued)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier

    screen(running).dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, none))

    running.sees("COC-00001 is as it was issued on")


@pytest.mark.parametrize("page", ["home", "certificates", "settings"])
def test_a_code_scanned_on_a_page_that_waits_for_none_shows_the_verdict(
    running: Running, issued: bytes, page: str
) -> None:
    assert running.app.session is not None
    running.app.session.frame.open_page(page)

    running.app.session.router.scanned(b"]Q1" + qr(issued), "Gate", True)  # noqa: FBT003

    running.sees("Its code is right and it still counts.")
    assert running.title == "Certificates"
    with running.program.database.reading() as connection:
        assert journal.newest(connection)[0].outcome == "ok"


def test_on_a_dock_page_the_verdict_is_said_and_the_page_stays(
    running: Running, issued: bytes
) -> None:
    assert running.app.session is not None
    running.app.session.frame.open_page("receive")
    wrong = qr(issued)[:-1] + b"0" if not qr(issued).endswith(b"0") else qr(issued)[:-1] + b"1"

    running.app.session.router.scanned(wrong, "Gate", True)  # noqa: FBT003

    running.sees("Its code is not the one on COC-00001.")
    assert running.title == "Receive"


def test_the_key_is_shown_saved_and_renewed(running: Running, issued: bytes) -> None:
    assert issued
    running.open("settings", "signing")
    running.sees("Signs as ")
    running.sees("Kept in a sealed file of this workstation")

    running.press("settings.signing.renew")

    running.sees("The new key signs from now on. What was signed before stays valid.")
    with running.program.database.reading() as connection:
        keys = signing_keys.listed(connection)
    assert [key.retired_at is None for key in keys] == [True, False]
    new = keys[0].fingerprint.upper()
    running.until(lambda: new in running.text().replace(" ", ""))


def test_before_the_first_certificate_the_key_can_be_made(running: Running) -> None:
    running.open("settings", "signing")
    running.sees("No key yet: the first certificate issued here makes it.")
    assert not running.part(QPushButton, "settings.signing.export").isVisible()

    running.press("settings.signing.renew")

    running.sees("Signs as ")
