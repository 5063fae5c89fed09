"""The Settings page, part by part, for the gallery."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QPushButton

from lsn_desktop.program import new_uid, now
from lsn_desktop.services.labels import printers
from lsn_desktop.services.labels.printers import PrinterFacts
from lsn_desktop.services.office import backing_up, company, placing, signing
from lsn_desktop.services.office.placing import PlaceFacts
from lsn_desktop.storage import places
from lsn_desktop.storage.printers import OnStock
from ui.gallery.kit import HOSTILE, framed
from ui.gallery.office import demo_company, desk_of, empty_company, hostile_company
from ui.gallery.scanners import workplace_of
from ui.scans.scanners import Scanners
from ui.screens.settings.screen import SettingsScreen
from ui.tables.table_view import TableView

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from lsn_desktop.program import Program
    from ui.parts.theme import Theme

_DAY = 86_400_000_000  # microseconds


def page(program: Program, theme: Theme, part: str, press: str = "") -> QWidget:
    """A part of the page, perhaps with a button of it pressed."""
    program.settings = replace(program.settings, scanners=())
    scanners = Scanners()
    screen = SettingsScreen(desk_of(program, theme), workplace_of(program, scanners))
    scanners.setParent(screen)
    window = framed(theme, "settings", screen)
    screen.choose(part)
    button = screen.findChild(QPushButton, press) if press else None
    if isinstance(button, QPushButton):
        button.click()
    return window


@lru_cache
def backed_up_company() -> Program:
    """The demo company with the backups of some days."""
    program = demo_company()
    for days in range(1, 30, 3):
        backing_up.back_up_into(program.database, program.settings.backups, now() - days * _DAY)
    return program


@lru_cache
def hostile_people() -> Program:
    """A company, and people, whose names try to be markup or to run over."""
    program = hostile_company()
    by = program.station(program.users()[0]).by()
    with program.database.transaction(by) as tx:
        known = company.facts(tx.connection)
        company.change(tx, replace(known, name=HOSTILE[2], address="\n".join(HOSTILE)))
        for name in HOSTILE:
            signing.add_user(tx, name, "8642", badge=f"LSN-BADGE-{name}")
    return program


@lru_cache
def zoned_company() -> Program:
    """The demo company with its cold store as a tree: a zone, aisles in it, bins in these."""
    program = demo_company()
    by = program.station(program.users()[0]).by()
    with program.database.transaction(by) as tx:
        placing.add(tx, PlaceFacts("COLD", "Cold store", "zone"))
        for aisle in "AB":
            zone = f"COLD-{aisle}"
            placing.add(tx, PlaceFacts(zone, f"Aisle {aisle}", "zone", "COLD"))
            for row in places.tree(tx.connection):
                if row.code.startswith(f"{zone}-"):
                    placing.change(
                        tx, row.id, PlaceFacts(row.code, row.name, row.kind, zone, row.active)
                    )
        placing.add(tx, PlaceFacts("COLD-OLD", "Out of use", parent="COLD"))
        (old,) = places.by_codes(tx.connection, ["COLD-OLD"]).values()
        placing.change(
            tx, old.id, PlaceFacts("COLD-OLD", old.name, parent="COLD", active=False)
        )
    return program


@lru_cache
def printing_company() -> Program:
    """The demo company with three printers: one ready, one that is off, one not plugged in."""
    program = demo_company()
    station = program.station(program.users()[0])
    folder = str(program.settings.printed)
    with program.database.transaction(station.by()) as tx:
        files = PrinterFacts("Zebra dock", "folder", folder)  # always there to be printed to
        zebra = printers.add(tx, new_uid(), files)
        printers.add(
            tx,
            new_uid(),
            PrinterFacts(
                "Cold store", "serial", "usb:0a5f:0081:9", dpi=300,
                workstation_id=station.workstation_id,
            ),
        )  # fmt: skip
        printers.add(tx, new_uid(), PrinterFacts("Packing", "tcp", "127.0.0.1:1"))
        printers.measure(tx, zebra, "100x50", OnStock(-400, 250, 1_000_000, 1_003_500, 5, 4))
        printers.choose(tx, "lot", zebra)
    return program


def printing(theme: Theme, press: str = "", then: str = "") -> QWidget:
    """The printers, the last one chosen, and perhaps what is done with it."""
    window = page(printing_company(), theme, "printers")
    table = window.findChild(TableView, "settings.printers")
    assert isinstance(table, TableView)  # noqa: S101 - it is on the page
    table.selectRow(table.model().rowCount() - 1)
    for name in filter(None, (press, then)):
        button = window.findChild(QPushButton, name)
        assert isinstance(button, QPushButton)  # noqa: S101 - as above
        button.click()
    return window


def wrong(theme: Theme) -> QWidget:
    """The company with wrong fields."""
    window = page(demo_company(), theme, "company")
    for name, typed in (("name", " "), ("gs1_prefix", "95-2")):
        field = window.findChild(QLineEdit, f"settings.company.{name}")
        assert isinstance(field, QLineEdit)  # noqa: S101 - it is on the page
        field.setText(typed)
    button = window.findChild(QPushButton, "settings.company.save")
    assert isinstance(button, QPushButton)  # noqa: S101 - as above
    button.click()
    return window


PAGES: dict[str, Callable[[Theme], QWidget]] = {
    "settings-company": lambda theme: page(demo_company(), theme, "company"),
    "settings-company-wrong": wrong,
    "settings-company-hostile": lambda theme: page(hostile_people(), theme, "company"),
    "settings-numbers": lambda theme: page(demo_company(), theme, "numbers"),
    "settings-workstation": lambda theme: page(demo_company(), theme, "workstation"),
    "settings-places": lambda theme: page(zoned_company(), theme, "places"),
    "settings-printers-empty": lambda theme: page(empty_company(), theme, "printers"),
    "settings-printers": printing,
    "settings-printers-measure": lambda theme: printing(theme, "settings.printers.measure"),
    "settings-printers-typed": lambda theme: printing(
        theme, "settings.printers.measure", "settings.measure.ruler"
    ),
    "settings-printers-remove": lambda theme: printing(theme, "settings.printers.remove"),
    "settings-printers-choices": lambda theme: printing(theme, "settings.printers.choices"),
    "settings-people": lambda theme: page(demo_company(), theme, "people"),
    "settings-people-badges": lambda theme: page(
        demo_company(), theme, "people", "settings.people.badges"
    ),
    "settings-people-pin": lambda theme: page(
        demo_company(), theme, "people", "settings.people.pin"
    ),
    "settings-people-hostile": lambda theme: page(
        hostile_people(), theme, "people", "settings.people.badges"
    ),
    "settings-tables": lambda theme: page(demo_company(), theme, "tables"),
    "settings-safety": lambda theme: page(
        backed_up_company(), theme, "safety", "settings.verify.now"
    ),
    "settings-safety-empty": lambda theme: page(empty_company(), theme, "safety"),
    "settings-about": lambda theme: page(demo_company(), theme, "about"),
}
