"""The Scanners page: what is connected, what can be played, what was scanned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from lsn_desktop.devices import ports
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.outcomes import Outcome, OutcomeKind
from lsn_desktop.scanning.commands import Command
from ui.page import PageHead, PlainPage
from ui.parts.buttons import quiet
from ui.parts.notice import Notice
from ui.parts.tabs import Tabs
from ui.scans.scan_lookup import look_up
from ui.screens.scanners.devices import DevicesPart
from ui.screens.scanners.doctor import DoctorPart
from ui.screens.scanners.journal import JournalPart
from ui.screens.scanners.recorded import RecordedPart
from ui.screens.scanners.rules import RulesPart
from ui.screens.scanners.sheet import SheetPart

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.devices.ports import Port
    from lsn_desktop.scanning.commands import Name
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.frame.workplace import Workplace

PARTS = {
    "devices": _("Connected"),
    "doctor": _("Test a scanner"),
    "recorded": _("Recorded"),
    "journal": _("Journal"),
    "rules": _("Taught rules"),
    "sheet": _("Command sheet"),
}


class ScannersScreen(PlainPage):
    """A scan on this page is journalled and shown, and nothing else is done with it."""

    takes_scans = True

    def __init__(
        self,
        desk: Desk,
        workplace: Workplace,
        look: Callable[[], list[Port]] = ports.present,
    ) -> None:
        super().__init__(_("Scanners"), "scanners")
        self._desk = desk
        self._notice = Notice("scanners.notice")
        self._devices = DevicesPart(desk, workplace, self._notice, look)
        self._doctor = DoctorPart(desk, workplace, self._notice)
        self._recorded = RecordedPart(desk, workplace.player, self._notice)
        self._journal = JournalPart(desk, workplace.player, self._notice)
        self._rules = RulesPart(desk, self._notice)
        self._sheet = SheetPart(desk, self._notice)
        self._tabs = Tabs("scanners.tabs", _("Connected, recorded, journal, rules, sheet"))
        parts = {
            "devices": self._devices,
            "doctor": self._doctor,
            "recorded": self._recorded,
            "journal": self._journal,
            "rules": self._rules,
            "sheet": self._sheet,
        }
        for name, title in PARTS.items():
            self._tabs.add_part(name, title, parts[name])
        self._tabs.changed.connect(self._follow_tab)
        self._recorded.played_here.connect(lambda: self.choose("devices"))
        self._journal.teach_wanted.connect(self._teach)
        self._rules.journal_wanted.connect(lambda: self.choose("journal"))
        self._devices.recorded_wanted.connect(lambda: self.choose("recorded"))
        self._devices.test_wanted.connect(self._test)
        self._doctor.moved.connect(self.chip_changed)
        self._doctor.left.connect(lambda: self.choose("devices"))
        self._doctor.saved.connect(self._show_tested)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        head = PageHead(_("Scanners"), _("Scan any code here to see how it is read."))
        picture = _("Read a picture…")
        head.add_action(quiet("scanners.picture", picture, lambda: desk.go("picture", None)))
        rows.addWidget(head)
        rows.addWidget(self._notice)
        rows.addWidget(self._tabs, 1)

    def chip(self) -> str:
        if self._tabs.name == "doctor":
            return self._doctor.chip()
        if self._is_teaching:
            return self._rules.panel.chip()
        return _("Next scan: only shown here")

    def choose(self, part: str) -> None:
        """Show ``devices``, ``recorded``, ``journal``, ``rules`` or ``sheet``."""
        self._tabs.choose(part)

    def change_settings(self) -> None:
        """Show the settings of the chosen scanner."""
        self._devices.begin_change()

    def shown(self) -> None:
        self._notice.clear()
        self._follow_tab(self._tabs.name)

    def scanned(self, frame: bytes, device: str) -> None:
        look_up(self._desk, (frame, device), _only_shown, self._show_scan, self._notice)

    def command(self, name: Name, argument: str) -> bool:
        act = self._rules.panel.acts(Command(name, argument)) if self._is_teaching else None
        if act is None and name == "teach" and self._tabs.name == "journal":
            act = self._journal.teach
        if act is None:
            return super().command(name, argument)
        act()
        return True

    def go_to(self, subject: int) -> None:  # noqa: ARG002 - it has but one
        """Show what can be played."""
        self.choose("recorded")

    def print_chosen(self) -> bool:
        """Print the sheet of what is shown."""
        if self._tabs.name == "doctor":
            return self._doctor.print_chosen()
        return self._tabs.name == "sheet" and self._sheet.print_chosen()

    def go_back(self) -> bool:
        if self._tabs.name == "devices":
            return self._devices.go_back()
        if self._tabs.name == "recorded":
            return self._recorded.go_back()
        if self._tabs.name == "doctor":
            return self._doctor.go_back()
        if self._tabs.name == "rules":
            return self._rules.go_back()
        return self._tabs.name == "journal" and self._journal.go_back()

    @property
    def _is_teaching(self) -> bool:
        return self._tabs.name == "rules" and self._rules.is_teaching

    def _teach(self, scan_id: int) -> None:
        self.choose("rules")
        self._rules.teach_scan(scan_id)

    def _show_scan(self, reading: Reading) -> None:
        if self._is_teaching:
            self._rules.panel.take(reading.scan)
        elif self._tabs.name == "journal":
            self._journal.table.reload()
        elif self._tabs.name != "devices":
            self.choose("devices")

    def _test(self) -> None:
        self._doctor.begin()
        self.choose("doctor")

    def _show_tested(self, name: str) -> None:
        self.choose("devices")
        self._devices.choose(name)

    def _follow_tab(self, name: str) -> None:
        self.chip_changed.emit()
        if name == "devices":
            self._devices.shown()
        elif name == "doctor":
            self._doctor.take_focus()
        elif name == "recorded":
            self._recorded.shown()
            self._recorded.take_focus()
        elif name == "rules":
            self._rules.shown()
            self._rules.take_focus()
        elif name == "sheet":
            self._sheet.shown()
            self._sheet.take_focus()
        else:
            self._journal.shown()
            self._journal.take_focus()


def _only_shown(_tx: Tx, reading: Reading) -> tuple[Outcome, Reading]:
    words = message("Shown on the Scanners page")
    return Outcome(OutcomeKind.OK, words), reading
