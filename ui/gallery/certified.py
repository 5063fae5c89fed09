"""Tests and certificates of analysis in each of their states, for the gallery."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from lsn_desktop.paper import certificate_output, certificate_shelf
from lsn_desktop.paper.certificate_output import Form
from lsn_desktop.program import Program, new_uid
from lsn_desktop.services.certificates import certifying, measuring, specifying
from lsn_desktop.services.certificates.measuring import EnterResult
from lsn_desktop.services.certificates.specifying import WantedTest
from lsn_desktop.storage import certificates, lsns
from ui.gallery.kit import framed
from ui.gallery.office import desk_of, lsn_id
from ui.gallery.receive import demo_copy
from ui.screens.certificates.screen import CertificatesScreen
from ui.screens.items.screen import ItemsScreen
from ui.screens.lsns.screen import LsnsScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.parts.theme import Theme

_LOT = "GB-118"
_HARBOR = """title = "Letter for Harbor Cafe"
kind = "coc"
layout = "letter"
paper = "A4"
statement = "{company} confirms that {item} was made and kept as Harbor Cafe asks in its terms."
"""
_TESTS = (
    (WantedTest("Fat content", "ISO 1211", "%", "3.0", "4.0"), "3.50"),
    (WantedTest("Lead", "EN 15763", "mg/kg", "", "0.02"), "<0.01"),
    (WantedTest("Salmonella", "ISO 6579-1", expected="Not detected in 25 g"), ""),
    (WantedTest("Colour", required=False), "creamy white"),
)


@lru_cache
def company_with_tests(state: str) -> Program:
    """The demo company with tests at one item: of its lot some are missing.

    ``state``: ``passed`` with all of them, ``failed`` with one out of its limits, corrected.
    """
    program = demo_copy()
    station = program.station(program.users()[0])
    lot = lsn_id(program, _LOT)
    by = station.by()

    def enter(test: int, value: str, note: str = "") -> None:
        day = by.on - timedelta(days=2)
        order = EnterResult(new_uid(), lot, test, value, day, "Eurolab", note)
        program.database.run(station.by(), lambda tx: measuring.enter(tx, order))

    with program.database.transaction(by) as tx:
        item_id = lsns.by_id(tx.connection, lot).item_id
        ids = [specifying.add(tx, item_id, wanted) for wanted, _value in _TESTS]
    for test, (_wanted, value) in zip(ids, _TESTS, strict=True):
        if value:
            enter(test, value)
    if state in {"passed", "certified"}:
        enter(ids[2], "not detected in 25 g")
    if state == "failed":
        enter(ids[0], "35.0", "typed from the report")
        enter(ids[0], "3.50", "decimal point forgotten")
        enter(ids[2], "detected")
    if state == "certified":
        _certify(program, lot)
    return program


def _certify(program: Program, lot: int) -> None:
    """One that was revised, one that was withdrawn."""
    station = program.station(program.users()[0])

    def issue(form: Form, to: str = "") -> int:
        return certificate_output.issue_certificate(
            program, station, lot, issued_to=to, form=form
        )[0]

    first = issue(Form("coa"), "Harbor Cafe")
    issue(Form("coa", "coa-letter", revises_id=first, reason="laboratory named"), "Harbor Cafe")
    wrong = issue(Form("coc", "coc-letter"), "Bakery Lund")
    program.database.run(
        station.by(), lambda tx: certifying.withdraw(tx, wrong, "issued for the wrong lot")
    )


def item_tests(theme: Theme) -> QWidget:
    """What an item is tested for."""
    program = company_with_tests("")
    screen = ItemsScreen(desk_of(program, theme))
    window = framed(theme, "items", screen)
    with program.database.reading() as connection:
        screen.go_to(lsns.by_id(connection, lsn_id(program, _LOT)).item_id)
    screen.choose("tests")
    return window


def lsn_tests(theme: Theme, state: str) -> QWidget:
    """What came of the tests of a lot."""
    program = company_with_tests(state)
    screen = LsnsScreen(desk_of(program, theme))
    window = framed(theme, "lsns", screen)
    screen.go_to(lsn_id(program, _LOT))
    screen.choose("tests")
    return window


def lsn_without_tests(theme: Theme) -> QWidget:
    """A lot whose item is tested for nothing."""
    program = company_with_tests("")
    screen = LsnsScreen(desk_of(program, theme))
    window = framed(theme, "lsns", screen)
    screen.go_to(lsn_id(program, "CB-2107"))
    screen.choose("tests")
    return window


def analysis(theme: Theme, state: str) -> QWidget:
    """A certificate of analysis about to be issued."""
    program = company_with_tests(state)
    screen = CertificatesScreen(desk_of(program, theme))
    window = framed(theme, "certificates", screen)
    screen.go_to(lsn_id(program, _LOT))
    kind = window.findChild(QComboBox, "issue.kind")
    assert kind is not None  # noqa: S101 - the page has it
    kind.setCurrentIndex(1)
    return window


def own_template(theme: Theme) -> QWidget:
    """A certificate about to be issued on a template of the company's own."""
    program = demo_copy()
    station = program.station(program.users()[0])
    program.database.run(
        station.by(), lambda tx: certificate_shelf.bring_in(tx, new_uid(), "harbor", _HARBOR)
    )
    screen = CertificatesScreen(desk_of(program, theme))
    window = framed(theme, "certificates", screen)
    screen.go_to(lsn_id(program, _LOT))
    box = window.findChild(QComboBox, "issue.template")
    assert box is not None  # noqa: S101 - the page has it
    box.setCurrentIndex(box.findData("harbor"))
    return window


def certificate(theme: Theme, status: str, press: str = "") -> QWidget:
    """One that counts no longer, or one that is about to be withdrawn or revised."""
    program = company_with_tests("certified")
    with program.database.reading() as connection:
        rows = certificates.listed(connection)
    screen = CertificatesScreen(desk_of(program, theme))
    window = framed(theme, "certificates", screen)
    screen.open_certificate(next(row.id for row in rows if row.status == status))
    if press:
        button = window.findChild(QPushButton, press)
        assert button is not None  # noqa: S101 - the page has it
        button.click()
    return window


def listed(theme: Theme) -> QWidget:
    """The list with all that may become of a certificate."""
    return framed(
        theme,
        "certificates",
        CertificatesScreen(desk_of(company_with_tests("certified"), theme)),
    )


PAGES: dict[str, Callable[[Theme], QWidget]] = {
    "item-tests": item_tests,
    "lsn-tests": lambda theme: lsn_tests(theme, ""),
    "lsn-tests-failed": lambda theme: lsn_tests(theme, "failed"),
    "lsn-tests-none": lsn_without_tests,
    "certificate-analysis": lambda theme: analysis(theme, "passed"),
    "certificate-analysis-refused": lambda theme: analysis(theme, "failed"),
    "certificate-own-template": own_template,
    "certificates-of-all-kinds": listed,
    "certificate-withdrawn": lambda theme: certificate(theme, "withdrawn"),
    "certificate-replaced": lambda theme: certificate(theme, "replaced"),
    "certificate-withdraw": lambda theme: certificate(theme, "issued", "certificate.withdraw"),
    "certificate-revise": lambda theme: certificate(theme, "issued", "certificate.revise"),
}
