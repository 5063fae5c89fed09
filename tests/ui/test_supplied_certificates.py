"""Certificates of suppliers on their pages: asked for, missing, attached, rejected."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from lsn_desktop.program import new_uid
from lsn_desktop.services.certificates import supplied
from lsn_desktop.services.certificates.supplied import AddRule
from lsn_desktop.storage import ledger, supplied_certificates
from tests.ui.parts import listed, part, press, shown_words, words
from tests.ui.windows import show_page
from ui.parts.tabs import Tabs
from ui.screens.certificates.screen import CertificatesScreen
from ui.screens.home import HomePage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office

MISSING, KIND = "certificates.missing", "certificate of analysis"


@pytest.fixture
def screen(place: Office, qtbot: QtBot) -> CertificatesScreen:
    return show_page(CertificatesScreen(place.desk), qtbot)


def show(screen: CertificatesScreen, name: str) -> None:
    screen.findChildren(Tabs)[0].choose(name)


def ask(place: Office, kind: str = KIND) -> None:
    by = place.desk.station.by()
    place.program.database.run(by, lambda tx: supplied.add_rule(tx, AddRule(new_uid(), kind)))


def waits(place: Office, typed: str) -> list[str]:
    with place.program.database.reading() as connection:
        holds = ledger.holds(connection, place.lsn(typed))
    return [each.note for each in holds if each.released_at is None]


def choose(screen: CertificatesScreen, row: int) -> None:
    """Select this row alone, whatever keys another test left down."""
    view = screen.table.view
    alone = QItemSelectionModel.SelectionFlag.ClearAndSelect
    rows = QItemSelectionModel.SelectionFlag.Rows
    view.selectionModel().setCurrentIndex(view.model().index(row, 0), alone | rows)


def type_in(screen: CertificatesScreen, name: str, text: str) -> None:
    part(screen, QLineEdit, name).setText(text)


def test_a_rule_is_made_and_holds_what_lacks_the_certificate(
    screen: CertificatesScreen, place: Office, qtbot: QtBot
) -> None:
    show(screen, "rules")
    box = part(screen, QComboBox, "certificates.rule.kind")
    qtbot.keyClick(screen, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert part(screen, QLineEdit, "certificates.rule.kind.typed").hasFocus() or box.hasFocus()
    box.setCurrentIndex(box.findData(KIND))

    press(screen, "certificates.rule.add")

    qtbot.waitUntil(lambda: listed(screen, "certificates.rules") == ["Certificate of analysis"])
    assert waits(place, "L2611A") == [KIND]
    show(screen, "missing")
    assert "L2611A" in listed(screen, MISSING)


def test_a_scan_of_the_lot_a_day_and_a_file_let_it_go(
    screen: CertificatesScreen, place: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    ask(place)
    show(screen, "missing")
    assert screen.chip() == "Next scan: the lot whose certificate came"
    file = tmp_path / "coa.pdf"
    file.write_bytes(b"%PDF-1.4")

    screen.scanned(b"L2611A", "test")
    qtbot.waitUntil(lambda: part(screen, QPushButton, "certificates.take.attach").isEnabled())
    type_in(screen, "certificates.take.file.path", str(file))
    press(screen, "certificates.take.attach")
    assert any("undated" in said for said in shown_words(screen))
    type_in(screen, "certificates.take.issued", place.desk.station.by().on.isoformat())
    press(screen, "certificates.take.attach")

    qtbot.waitUntil(lambda: waits(place, "L2611A") == [])
    qtbot.waitUntil(lambda: "L2611A" not in listed(screen, MISSING))
    issued = part(screen, QLineEdit, "certificates.take.issued")
    qtbot.waitUntil(issued.hasFocus)  # the next row begins with its day


def test_the_line_below_the_title_says_the_keys_of_the_list_on_show(
    screen: CertificatesScreen,
) -> None:
    assert "Ctrl+N issues a new one" in " ".join(shown_words(screen))
    show(screen, "rules")
    said = " ".join(shown_words(screen))
    assert "Ctrl+N begins a new rule" in said
    assert "issues a new one" not in said


def test_several_lots_share_one_file_and_the_form_says_how_many(
    screen: CertificatesScreen, place: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    ask(place)
    show(screen, "missing")
    choose(screen, 1)
    box = part(screen, QComboBox, "certificates.take.covers")
    assert box.currentText() == listed(screen, MISSING)[1]
    screen.table.view.selectAll()
    assert box.currentText() == "5 lots chosen"
    file = tmp_path / "coa.pdf"
    file.write_bytes(b"%PDF-1.4")
    type_in(screen, "certificates.take.file.path", str(file))
    type_in(screen, "certificates.take.issued", place.desk.station.by().on.isoformat())

    press(screen, "certificates.take.attach")

    qtbot.waitUntil(lambda: listed(screen, MISSING) == [])


def test_a_rejected_certificate_is_asked_for_again(
    screen: CertificatesScreen, place: Office, qtbot: QtBot
) -> None:
    ask(place)
    on = place.desk.station.by().on
    order = supplied.TakeCertificate(
        new_uid(), KIND, "a.pdf", b"x", on, on + timedelta(9), lsn_id=place.lsn("L2611A")
    )
    place.program.database.run(place.desk.station.by(), lambda tx: supplied.take(tx, order))
    show(screen, "supplied")
    assert listed(screen, "certificates.supplied") == ["Certificate of analysis"]
    choose(screen, 0)

    type_in(screen, "certificates.reject.why", "of another lot")
    press(screen, "certificates.reject")

    qtbot.waitUntil(lambda: waits(place, "L2611A") == [KIND])
    with place.program.database.reading() as connection:
        (kept,) = supplied_certificates.listed(connection)
    assert kept.rejection == "of another lot"


def test_days_are_put_right_by_keys_alone(
    screen: CertificatesScreen, place: Office, qtbot: QtBot
) -> None:
    ask(place)
    on = place.desk.station.by().on
    order = supplied.TakeCertificate(
        new_uid(), KIND, "a.pdf", b"x", on + timedelta(9), None, lsn_id=place.lsn("L2611A")
    )
    place.program.database.run(place.desk.station.by(), lambda tx: supplied.take(tx, order))
    show(screen, "supplied")
    choose(screen, 0)
    issued = part(screen, QLineEdit, "certificates.days_of.issued")

    press(screen, "certificates.days")
    assert issued.selectedText() == (on + timedelta(9)).isoformat()
    issued.setText("2026-13-01")
    qtbot.keyClick(issued, Qt.Key.Key_Return)
    assert any("is no day" in said for said in shown_words(screen))
    issued.setText((on - timedelta(9)).isoformat())
    qtbot.keyClick(issued, Qt.Key.Key_Return)
    why = part(screen, QLineEdit, "certificates.days_of.why")
    assert why.hasFocus()
    why.setText("month misread")
    qtbot.keyClick(why, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: waits(place, "L2611A") == [])
    assert "1 released." in words(screen, "certificates.notice")
    qtbot.waitUntil(lambda: len(listed(screen, "certificates.supplied")) == 2)
    choose(screen, 0)
    press(screen, "certificates.days")
    assert screen.go_back()
    assert not issued.isVisibleTo(screen)


def test_home_tells_what_waits_and_what_ends(place: Office, qtbot: QtBot) -> None:
    ask(place)
    on = place.desk.station.by().on
    order = supplied.TakeCertificate(
        new_uid(), KIND, "a.pdf", b"x", on, on + timedelta(9), lsn_id=place.lsn("L2611A")
    )
    place.program.database.run(place.desk.station.by(), lambda tx: supplied.take(tx, order))

    home = show_page(HomePage(place.desk), qtbot)

    qtbot.waitUntil(lambda: "B2610A" in " ".join(_texts(home)))
    assert "L2611A" in " ".join(_texts(home))
    press(home, "home.certificates.1")
    assert place.went == [("certificates/missing", None)]


def _texts(home: HomePage) -> list[str]:
    return [one.text() for one in home.findChildren(QLabel)]
