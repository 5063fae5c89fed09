"""The ways that lead to Labels and Certificates from other pages, keys and scans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from lsn_desktop.paper import output
from lsn_desktop.services.labels.labelling import Wanted
from tests.ui.parts import listed, part, shown_words
from tests.ui.windows import bring_to_front
from ui.frame.program_window import ProgramWindow
from ui.screens import certificates, labels, lsns
from ui.session import Session

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office


CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def session(place: Office, qtbot: QtBot) -> Session:
    """Somebody at work, with the pages that lead to each other."""
    window = ProgramWindow()
    pages = [page.entry(place.desk) for page in (lsns, labels, certificates)]
    session = Session(place.desk, pages, window)
    place.desk.go = session.go
    window.show_frame(session.frame)
    bring_to_front(window, qtbot)
    return session


def first(session: Session, table: str) -> str:
    return listed(session.frame, table)[0]


def titles(session: Session) -> list[str]:
    return shown_words(session.frame)


def test_ctrl_p_on_a_lot_leads_to_its_label(
    session: Session, place: Office, qtbot: QtBot
) -> None:
    session.go("lsns", place.lsn("L2611A"))

    qtbot.keyClick(session.frame, "P", CONTROL)

    assert session.frame.name == "labels"
    assert first(session, "labels.chosen") == "L2611A"


def test_ctrl_p_in_the_list_prints_what_is_selected(session: Session, qtbot: QtBot) -> None:
    session.frame.open_page("lsns")
    selected = first(session, "lsns.table")

    qtbot.keyClick(session.frame, "P", CONTROL)

    assert first(session, "labels.chosen") == selected


def test_ctrl_p_on_labels_prints_the_list(
    session: Session, place: Office, qtbot: QtBot
) -> None:
    session.go("labels", place.lsn("SN-1"))

    qtbot.keyClick(session.frame, "P", CONTROL)

    assert "1 label saved as" in part(session.frame, QLabel, "labels.last").text()
    assert (place.program.settings.printed / "PJ-00001.pdf").is_file()


def test_a_lot_leads_to_its_certificate(session: Session, place: Office) -> None:
    session.go("lsns", place.lsn("L2611A"))

    part(session.frame, QPushButton, "lsn.certificate").click()

    assert session.frame.name == "certificates"
    assert "Certificate for L2611A" in titles(session)


def test_a_job_is_opened_from_elsewhere(session: Session, place: Office) -> None:
    wanted = [Wanted(place.lsn("L2611A"))]
    job_id = output.order_labels(place.program, place.desk.station, "lot", wanted)

    session.go("jobs", job_id)

    assert session.frame.name == "labels"
    assert "PJ-00001" in titles(session)


def test_a_scan_goes_to_the_page_in_front(session: Session) -> None:
    session.frame.open_page("labels")
    session.router.scanned(b"B2610A", "Dock scanner", True)  # noqa: FBT003 - a slot
    assert first(session, "labels.chosen") == "B2610A"

    session.frame.open_page("certificates")
    session.router.scanned(b"B2610A", "Dock scanner", True)  # noqa: FBT003 - a slot
    assert "Certificate for B2610A" in titles(session)
