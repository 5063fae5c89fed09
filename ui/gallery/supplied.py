"""Certificates of suppliers in every state a person may meet them in, for the gallery."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from lsn_desktop.program import new_uid
from lsn_desktop.services.certificates import supplied
from lsn_desktop.services.certificates.supplied import AddRule, TakeCertificate
from lsn_desktop.storage import catalogue, certificates_due
from ui.gallery.kit import framed
from ui.gallery.office import desk_of, empty_company, hostile_company
from ui.gallery.receive import MILK, Dock, demo_copy
from ui.parts.tabs import Tabs
from ui.screens.certificates.screen import CertificatesScreen
from ui.screens.home import HomePage

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from lsn_desktop.program import Program
    from ui.parts.theme import Theme

_COA = "certificate of analysis"


@lru_cache
def asking_company() -> Program:
    """The demo company once it asks for certificates: some lack, some end, one was wrong."""
    program = demo_copy()
    station = program.station(program.users()[0])
    by, on = station.by(), station.by().on
    with program.database.transaction(by) as tx:
        vendors = catalogue.vendors(tx.connection)
        for order in (
            AddRule(new_uid(), _COA),
            AddRule(new_uid(), "organic", supplier_id=vendors[0].id, per="supplier"),
        ):
            supplied.add_rule(tx, order)
        lots = certificates_due.missing(tx.connection)
        for at, lot in enumerate(lots[: len(lots) // 2]):
            ends = on + timedelta(days=(9, 400, -3)[at % 3])
            came = TakeCertificate(
                new_uid(), _COA, f"coa-{at}.pdf", b"%PDF-1.4", on - timedelta(days=30), ends,
                f"A-{1700 + at}", "Northern Labs", lsn_id=lot.lsn_id,
            )  # fmt: skip
            certificate_id = supplied.take(tx, came)
            if at == 1:
                supplied.reject(tx, certificate_id, "of another lot")
        supplied.take(
            tx,
            TakeCertificate(
                new_uid(), "organic", "organic.pdf", b"%PDF-1.4", on - timedelta(days=355),
                on + timedelta(days=10), "DE-ÖKO-006", "BCS", supplier_id=vendors[0].id,
            ),
        )  # fmt: skip
    return program


@lru_cache
def _hostile() -> Program:
    program = hostile_company()
    by = program.station(program.users()[0]).by()
    program.database.run(by, lambda tx: supplied.add_rule(tx, AddRule(new_uid(), _COA)))
    return program


def part_of(program: Program, theme: Theme, name: str, row: int | None = None) -> QWidget:
    """A tab of the page, with a row chosen."""
    screen = CertificatesScreen(desk_of(program, theme))
    window = framed(theme, "certificates", screen)
    screen.findChildren(Tabs)[0].choose(name)
    if row is not None:
        screen.table.view.selectRow(row)
    return window


def _days(theme: Theme) -> QWidget:
    window = part_of(asking_company(), theme, "supplied", 0)
    button = window.findChild(QPushButton, "certificates.days")
    if button is None:
        raise LookupError("certificates.days")
    button.click()
    return window


def _lacking(theme: Theme) -> QWidget:
    dock = Dock(demo_copy(), theme)
    by = dock.desk.station.by()
    dock.desk.program.database.run(
        by, lambda tx: supplied.add_rule(tx, AddRule(new_uid(), _COA))
    )
    dock.scan("PO-1042", MILK)
    return dock.window


PAGES: dict[str, Callable[[Theme], QWidget]] = {
    "certificates-missing": lambda theme: part_of(asking_company(), theme, "missing", 1),
    "certificates-missing-empty": lambda theme: part_of(empty_company(), theme, "missing"),
    "certificates-missing-hostile": lambda theme: part_of(_hostile(), theme, "missing", 0),
    "certificates-supplied": lambda theme: part_of(asking_company(), theme, "supplied", 0),
    "certificates-supplied-days": _days,
    "certificates-rules": lambda theme: part_of(asking_company(), theme, "rules", 0),
    "home-certificates": lambda theme: framed(
        theme, "home", HomePage(desk_of(asking_company(), theme))
    ),
    "receive-lacking": _lacking,
}
