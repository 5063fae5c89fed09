"""The Settings page: its parts, each saving what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from lsn_desktop.domain.messages import _
from ui.page import PageHead, PlainPage
from ui.parts.notice import Notice
from ui.parts.tabs import Tabs
from ui.screens.settings.about_part import AboutPart
from ui.screens.settings.company_part import CompanyPart
from ui.screens.settings.numbers_part import NumbersPart
from ui.screens.settings.people_part import PeoplePart
from ui.screens.settings.places_part import PlacesPart
from ui.screens.settings.printers_part import PrintersPart
from ui.screens.settings.safety_part import SafetyPart
from ui.screens.settings.signing_part import SigningPart
from ui.screens.settings.tables_part import TablesPart
from ui.screens.settings.workstation_part import WorkstationPart

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.frame.workplace import Workplace

PARTS = {
    "company": _("Company"),
    "places": _("Places"),
    "numbers": _("Numbers"),
    "workstation": _("This workstation"),
    "printers": _("Printers"),
    "signing": _("Signing"),
    "people": _("People"),
    "tables": _("Import and export"),
    "safety": _("Safety"),
    "about": _("About"),
}


class SettingsScreen(PlainPage):
    """Scans are not expected here: one opens what it says."""

    def __init__(self, desk: Desk, workplace: Workplace) -> None:
        super().__init__(_("Settings"), "settings")
        self._notice = Notice("settings.notice")
        self._company = CompanyPart(desk, self._notice)
        self._places = PlacesPart(desk, self._notice)
        self._numbers = NumbersPart(desk, self._notice)
        self._workstation = WorkstationPart(desk, workplace, self._notice)
        self._printers = PrintersPart(desk, self._notice)
        self._signing = SigningPart(desk, self._notice)
        self._people = PeoplePart(desk, self._notice)
        self._lists = TablesPart(desk, self._notice)
        self._safety = SafetyPart(desk, workplace, self._notice)
        self._about = AboutPart(desk, workplace, self._notice)
        self._tabs = Tabs("settings.tabs", _("Parts of the settings"))
        parts = {
            "company": self._company,
            "places": self._places,
            "numbers": self._numbers,
            "workstation": self._workstation,
            "printers": self._printers,
            "signing": self._signing,
            "people": self._people,
            "tables": self._lists,
            "safety": self._safety,
            "about": self._about,
        }
        for name, title in PARTS.items():
            self._tabs.add_part(name, title, parts[name])
        self._tabs.changed.connect(self._follow_tab)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        rows.addWidget(PageHead(_("Settings")))
        rows.addWidget(self._notice)
        rows.addWidget(self._tabs, 1)

    def choose(self, part: str) -> None:
        """Show a part: ``company``, ``people``, ``tables`` ..."""
        self._tabs.choose(part)

    def shown(self) -> None:
        self._follow_tab(self._tabs.name)
        self._tabs.setFocus()  # whose keys go through the parts

    def go_back(self) -> bool:
        if self._tabs.name == "people":
            return self._people.go_back()
        if self._tabs.name == "places":
            return self._places.go_back()
        if self._tabs.name == "printers":
            return self._printers.go_back()
        if self._tabs.name == "signing":
            return self._signing.go_back()
        return self._tabs.name == "safety" and self._safety.go_back()

    def _follow_tab(self, name: str) -> None:
        self._notice.clear()
        parts = {
            "company": self._company.shown,
            "places": self._places.shown,
            "numbers": self._numbers.shown,
            "workstation": self._workstation.shown,
            "printers": self._printers.shown,
            "signing": self._signing.shown,
            "people": self._people.shown,
            "tables": self._lists.shown,
            "safety": self._safety.shown,
            "about": self._about.shown,
        }
        parts[name]()
