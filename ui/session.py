"""Somebody at work: the frame with its pages, scans on their way, lights, the daily backup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from lsn_desktop.domain.messages import _
from lsn_desktop.services.certificates import certificate_gate
from lsn_desktop.services.office import backing_up
from lsn_desktop.storage import house
from ui.frame.go_to_anything import Act, GoToAnything
from ui.frame.main_window import MainWindow
from ui.frame.top_line import Light
from ui.picture_scans.picture_reader import PictureReader
from ui.prints.print_strip import PrintStrip
from ui.prints.scan_back import ScanBack
from ui.prints.scan_back_strip import ScanBackStrip
from ui.prints.spooler import Spooler
from ui.scans.player_strip import PlayerStrip
from ui.scans.scan_router import ScanRouter
from ui.scans.scanners import ScannerState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from lsn_desktop.program import Station
    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.services.office.backing_up import Backup
    from ui.desk import Desk
    from ui.frame.program_window import ProgramWindow
    from ui.frame.top_line import State
    from ui.page import PageEntry
    from ui.scans.player import Player
    from ui.scans.scanners import ScannerLight, Scanners

MANUAL = Path(__file__).parents[1] / "docs" / "manual"
_LOOK = 15_000  # ms between two looks at the database
_AFTER_START = 2_000  # ms; the first backup waits until the window is drawn
_QUIET = 2_000  # ms without a change, after which the log is brought into the file
_HOUR = 3_600_000  # ms between two looks whether a day has passed
_IMPORT, _TAKES = "import ", "import_file"  # with the kind of file
_OF = {
    "trace ": ("trace", "trace_of"),
    "ledger ": ("lsns", "ledger_of"),
    "label ": ("labels", "label_of"),
}  # with what it is
_PLACES = {
    "documents": "receive",
    "orders": "receive",
    "sales orders": "ship",
    "jobs": "labels",
    "parties": "items",
    "work orders": "make",
}


class Session(QObject):
    """Lives from the first sign-in until the database is closed, over all operators."""

    operator_came = Signal(object)  # the Station of whose badge was scanned

    def __init__(self, desk: Desk, pages: Sequence[PageEntry], window: ProgramWindow) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._scanners: Scanners | None = None
        self._database_state = Light(_("Database"))
        self.frame = MainWindow(pages, desk.theme, MANUAL)
        self.scan_back = ScanBack(desk, self)
        self.scan_back.said.connect(self._say)
        self.router = ScanRouter(desk, self.frame, self)
        self.router.check_labels(self.scan_back)
        self.router.operator_came.connect(self.operator_came)
        self.router.said.connect(self._say)
        self.router.began.connect(window.hush)
        self.pictures = PictureReader(desk, self.frame, self.router.scanned)
        self.pictures.said.connect(self._say)
        self.router.began.connect(self.pictures.set_aside)
        acts = [
            Act("scanners", _("Read a picture…"), self.pictures.choose),
            Act("upload", _("Import a file…"), lambda: self.go("import items", None)),
        ]
        self.go_to = GoToAnything(self.frame, desk, pages, acts)
        self.router.found.connect(self.go_to.offer)
        self.router.show_over(self)
        self.frame.go_to_anything.connect(self.go_to.open)
        self.spooler = Spooler(desk, self)
        printing = PrintStrip(desk, self.spooler)
        printing.left.connect(self.frame.focus_page)
        self.frame.add_strip(printing)
        waiting = ScanBackStrip(self.scan_back, lambda: self.frame.page.help_name)
        waiting.left.connect(self.frame.focus_page)
        self.frame.add_strip(waiting)
        self.frame.say_first(
            lambda: self.scan_back.chip(self.frame.page.help_name), self.scan_back.told
        )
        self.frame.page_shown.connect(lambda _name: waiting.follow_page())
        self.frame.page_shown.connect(lambda _name: window.hush())
        self._every(_LOOK, self._look_at_database)
        self._every(_HOUR, self._back_up)
        QTimer.singleShot(_AFTER_START, self, self._back_up)
        self._looked_on: date | None = None
        self._every(_HOUR, self._look_at_certificates)
        self._look_at_certificates()  # before anybody takes what was good until yesterday
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET)
        self._quiet.timeout.connect(self._bring_in_log)
        desk.changes.changed.connect(self._wait_for_quiet)
        self.change_operator(desk.station)
        self.spooler.start()
        self.scan_back.look()

    @property
    def desk(self) -> Desk:
        """The means all its pages work with."""
        return self._desk

    def change_operator(self, station: Station) -> None:
        """Somebody else works here now; the pages stay as they are."""
        self._desk.station = station
        self.frame.top_line.show_who(station.user.name, station.workstation)

    def follow(self, scanners: Scanners) -> None:
        """Show the lights of these scanners."""
        self._scanners = scanners
        scanners.changed.connect(self._show_lights)
        self._show_lights()

    def follow_player(self, player: Player) -> None:
        """Show what plays, and let it wait while its page is not in front."""
        self.frame.add_strip(PlayerStrip(player))
        self.frame.page_shown.connect(player.page_shown)
        self.frame.asking.connect(player.asked)

    def go(self, name: str, subject: int | None) -> None:
        """Open a page, on a subject if one is given; or let a picture be chosen."""
        if name == "picture":
            self.pictures.choose()
            return
        if name.startswith(_IMPORT):
            getattr(self.frame.open_page("items"), _TAKES)(name.removeprefix(_IMPORT))
            return
        for begins, (shown, act) in _OF.items():
            if name.startswith(begins):
                getattr(self.frame.open_page(shown), act)(name.removeprefix(begins), subject)
                return
        name, _slash, part = name.partition("/")
        page = self.frame.open_page(_PLACES.get(name, name))
        if part:
            getattr(page, "choose")(part)  # noqa: B009 - not every page has parts
        if subject is None:
            return
        special = {
            "orders": "open_order",
            "sales orders": "open_order",
            "work orders": "open_order",
            "jobs": "show_job",
            "parties": "open_party",
        }
        getattr(page, special.get(name, "go_to"))(subject)

    def command(self, asked: Command) -> bool:
        """Let what is open over the page take a command barcode."""
        return self.go_to.command(asked) or self.pictures.panel.command(asked)

    def end(self) -> None:
        """Be told of nothing more."""
        if self._scanners is not None:
            self._scanners.changed.disconnect(self._show_lights)
        self.pictures.end()
        self.router.deleteLater()
        self.deleteLater()

    def _say(self, words: str, sound: str) -> None:
        tone = sound if sound in {"ok", "attention"} else "refused"
        self._window.say(words, tone, stays=False)
        self._desk.sounds.play(sound)

    def _show_lights(self) -> None:
        lights = self._scanners.lights() if self._scanners is not None else []
        shown = [Light(one.device, _light(one)) for one in lights]
        self.frame.top_line.show_lights([*shown, self._database_state])

    def _wait_for_quiet(self, _subjects: frozenset[str]) -> None:
        self._quiet.start()

    def _bring_in_log(self) -> None:
        """Nobody scans at the moment: what no scan should have to wait for is done now."""
        database = self._desk.program.database
        self._desk.lanes.write(database.checkpoint, lambda _done: None, self._database_is_not)

    def _look_at_database(self) -> None:
        self._desk.lanes.read(
            self._ask_something, self._database_is_well, self._database_is_not
        )

    def _ask_something(self) -> bool:
        with self._desk.program.database.reading() as connection:
            return house.the_site(connection) is not None

    def _database_is_well(self, _there: object) -> None:
        self._database_state = Light(_("Database"))
        self._show_lights()

    def _database_is_not(self, _error: Exception) -> None:
        self._database_state = Light(_("Database"), "trouble")
        self._show_lights()

    def _back_up(self) -> None:
        """Once a day: a word by the writer, then the long copy in nobody's way."""
        program, by = self._desk.program, self._desk.station.by()
        database, folder = program.database, program.settings.backups
        zone = self._desk.station.time_zone

        def then(due: bool) -> None:  # noqa: FBT001 - an answer
            if due:
                self._desk.lanes.aside(
                    lambda: backing_up.end_daily(database, by.at, folder, zone),
                    self._backed_up,
                    self._not_backed_up,
                )

        self._desk.lanes.write(
            lambda: backing_up.begin_daily(database, by, folder, zone),
            then,
            self._not_backed_up,
        )

    def _backed_up(self, _made: Backup) -> None:
        self._desk.changes.announce({"backup"})

    def _not_backed_up(self, error: Exception) -> None:
        self._say(str(error), "attention")

    def _look_at_certificates(self) -> None:
        """Once a day: hold what a certificate no longer covers, found beside the scans."""
        desk, by = self._desk, self._desk.station.by()
        if self._looked_on == by.on:
            return

        def then(changed: list[int]) -> None:
            self._looked_on = by.on
            if changed:
                desk.lanes.write(
                    lambda: certificate_gate.check_these(desk.program.database, by, changed),
                    lambda _count: None,
                    self._not_backed_up,
                )

        def question() -> list[int]:
            with desk.program.database.reading() as connection:
                return certificate_gate.to_look_at(connection, by.on)

        desk.lanes.aside(question, then, self._not_backed_up)

    def _every(self, pause: int, job: Callable[[], None]) -> None:
        timer = QTimer(self, interval=pause)
        timer.timeout.connect(job)
        timer.start()


def _light(one: ScannerLight) -> State:
    if one.state is ScannerState.TROUBLE:
        return "trouble"
    return "on" if one.is_on else "away"
