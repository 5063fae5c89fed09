"""The composition of the window: database, lanes, scanners and pages, and what joins them."""

from __future__ import annotations

import gc
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from lsn_desktop import settings as settings_file
from lsn_desktop.domain.messages import _, message
from lsn_desktop.program import Program, day_of, now, settle_memory
from lsn_desktop.services.office import backing_up, starting
from lsn_desktop.services.simulation.demo_rows import FOOD
from lsn_desktop.storage import house
from ui.changes import Changes
from ui.desk import Desk
from ui.frame.idle import Idle
from ui.frame.workplace import Workplace
from ui.scans.player import Player
from ui.scans.scanners import Scanners
from ui.scans.sounds import Sounds, system_player
from ui.scans.wedge import Wedge
from ui.scans.wedge_profiles import profiles_of, serial_profile
from ui.screens.sign_in import SignInScreen
from ui.screens.trouble import TroubleScreen
from ui.tasks import Tasks

if TYPE_CHECKING:
    from lsn_desktop.program import Station
    from lsn_desktop.services.office.starting import StartCompany
    from lsn_desktop.settings import ScannerSettings, Settings
    from ui.frame.program_window import ProgramWindow
    from ui.parts.theme import Theme
    from ui.session import Session


class App(QObject):
    """Opens the database, lets somebody sign in, and shows them their pages.

    ``ready`` is told when a scan can be taken: somebody may sign in, or works already.
    """

    ready = Signal()

    def __init__(
        self, window: ProgramWindow, theme: Theme, settings: Settings, *, demo: bool = False
    ) -> None:
        super().__init__(window)
        self.settings, self._window, self._theme, self._demo = settings, window, theme, demo
        self._tried = ""  # the demo company chosen on the first page
        self._program: Program | None = None
        self.session: Session | None = None
        self._sign_in: SignInScreen | None = None
        self._closed = False
        self.tasks, self.changes = Tasks(self), Changes(self)
        self.sounds = Sounds(system_player(), on=settings.sounds)
        qt = QApplication.instance()
        assert isinstance(qt, QApplication)  # noqa: S101 - main made it
        self._wedge = Wedge(qt, profiles_of(settings.wedges))
        self._wedge.doubtful.connect(self._doubt)
        self.scanners = Scanners(self._wedge, self)
        self.scanners.scanned.connect(self._scanned)
        self.scanners.broken.connect(self._broken)
        self.player = Player(self.scanners, self)
        for one in settings.scanners:
            self.scanners.add(serial_profile(one))
        self._idle = Idle(qt, settings.lock_minutes)
        self._idle.passed.connect(self.lock)
        lock = QShortcut(QKeySequence("Ctrl+L"), window)
        lock.activated.connect(self.lock)
        window.closing.connect(self.close)

    def open(self) -> None:
        """Open the database on the writer's thread, then see who is there."""
        self.tasks.write(self._opened, self._begin, self._trouble)

    def lock(self) -> None:
        """Show who may sign in; the pages stay as they are behind it."""
        if self._window.in_frame and self._program is not None:
            self.tasks.read(self._who_is_there, self._show_sign_in, self._trouble)

    def enter(self, station: Station) -> None:
        """Let somebody work: at the pages that were locked, or at new ones."""
        if self._program is None:
            return
        if self.session is None:
            self.session = self._new_session(self._program, station)
        else:
            self.session.change_operator(station)
        self._sign_in = None
        self._window.show_frame(self.session.frame)
        self._idle.sign_of_life()

    def change_settings(self, settings: Settings) -> None:
        """Keep new settings and follow them."""
        settings_file.save(settings)
        old, self.settings = self.settings, settings
        if self._program is not None:
            # Its scans are counted under its name: another one counts from the next start.
            name = self._program.settings.workstation
            self._program.settings = replace(settings, workstation=name)
        if settings.theme != old.theme:
            self._theme.choose(settings.theme)
        self.sounds.on = settings.sounds
        if settings.wedges != old.wedges:
            self._wedge.follow(profiles_of(settings.wedges))
        if settings.lock_minutes != old.lock_minutes:
            self._idle.allow(settings.lock_minutes)
        self._follow_scanners(old.scanners, settings.scanners)

    def restore(self, source: Path) -> None:
        """Put a backup in the database's place; whoever works here signs in anew."""
        program = self._program

        def put_back() -> tuple[Program, list[str], str]:
            if program is not None:
                program.close()
            backing_up.restore(self._database_file(), source)
            return self._opened()

        self._end_session()
        self._window.show_page(TroubleScreen.waiting(_("Restoring the backup")), _("Restore"))
        self.tasks.write(put_back, self._begin, self._trouble)

    def close(self) -> None:
        """Finish what is being written, then let go of keys, scanners, threads and database."""
        if self._closed:
            return
        self._closed = True
        self._end_session()
        self._wedge.close()
        self._idle.allow(0)
        self.scanners.stop()
        self.tasks.close()
        self.sounds.close()
        if self._program is not None:
            self._program.close()
        gc.unfreeze()  # else what a library made is never freed, and it says so on the terminal

    def _opened(self) -> tuple[Program, list[str], str]:
        program = Program(self.settings)
        program.migrate()
        if self._demo and not program.is_started:
            from lsn_desktop.services.simulation import demo  # noqa: PLC0415 - only a demonstration needs it

            demo.build(
                program.database, now(), day_of, self.settings.workstation, loaded=True,
                company=self._tried or FOOD, moves=demo.MODEST if self._tried else 0,
            )  # fmt: skip
        self._program = program
        program.database.announce = lambda events: self.changes.announce(
            event.subject for event in events
        )
        return program, *self._who_is_there()

    def _who_is_there(self) -> tuple[list[str], str]:
        program = self._program
        if program is None:
            return [], ""
        with program.database.reading() as connection:
            company = house.the_company(connection)
        return [user.name for user in program.users()], company.name if company else ""

    def _begin(self, opened: tuple[Program, list[str], str]) -> None:
        _program, names, company = opened
        if names:
            self._show_sign_in((names, company))
        else:
            self._show_first_start()
        self.ready.emit()
        # While somebody signs in: what opens the pages takes longer than opening the company.
        self.tasks.read(
            lambda: import_module("ui.pages"), lambda _pages: settle_memory(), self._trouble
        )

    def _show_first_start(self) -> None:
        from ui.screens.first_start import FirstStartScreen  # noqa: PLC0415 - once for all

        screen = FirstStartScreen(
            self.tasks, self.settings.workstation, self._start_company, self._try_demo
        )
        screen.started.connect(self._company_started)
        self._window.show_page(screen, _("Welcome"))
        screen.setFocus()

    def _try_demo(self, company: str) -> None:
        """Open a demo company from now on until the program ends; nothing else changes."""
        program, self._program = self._program, None
        if program is not None:
            program.close()
        self._demo, self._tried = True, company
        file = "demo.db" if company == FOOD else f"demo-{company}.db"
        self.settings = replace(self.settings, database=str(self.settings.folder / file))
        self._window.show_page(
            TroubleScreen.waiting(_("Making the demo company")), _("Demo company")
        )
        self.open()

    def _start_company(self, order: StartCompany) -> Station:
        assert self._program is not None  # noqa: S101 - the page is shown after opening
        starting.start(self._program.database, order, now(), day_of)
        owner = self._program.users()[0]
        return self._program.station(owner)

    def _company_started(self, station: Station, printer: str) -> None:
        self.change_settings(replace(self.settings, printer=printer))
        self.enter(station)

    def _show_sign_in(self, who: tuple[list[str], str]) -> None:
        if self._program is None:
            return
        names, company = who
        self.player.pause()
        screen = SignInScreen(self._program, self.tasks, company, names, self._hint())
        screen.signed_in.connect(self.enter)
        self._sign_in = screen
        self._window.show_page(screen, _("Sign in"))
        if len(names) == 1:
            screen.choose(names[0])
        else:
            screen.setFocus()

    def _hint(self) -> str:
        """The demo company's PINs are no secret; there are none of any other."""
        if not self._demo:
            return ""
        from lsn_desktop.services.simulation import demo_rows  # noqa: PLC0415 - nobody else needs it

        owner = demo_rows.rows("users", self._tried or FOOD)[0]
        return str(
            message("Demo: {name} has the PIN {pin}.", name=owner["name"], pin=owner["pin"])
        )

    def _trouble(self, error: Exception) -> None:
        self._sign_in = None
        is_file = "://" not in self.settings.database
        kept = backing_up.kept(self.settings.backups) if is_file else []
        screen = TroubleScreen(error, kept, self._theme)
        screen.again.connect(self.open)
        screen.restore.connect(self.restore)
        self._window.show_page(screen, _("Trouble"))
        screen.setFocus()

    def _new_session(self, program: Program, station: Station) -> Session:
        desk = Desk(
            program, station, self.tasks, self._theme, self.changes, self.sounds, self._go
        )
        from ui.pages import pages_of  # noqa: PLC0415 - see _begin
        from ui.session import Session  # noqa: PLC0415

        workplace = Workplace(
            self.scanners,
            self.player,
            lambda: self.settings,
            self.change_settings,
            self.restore,
        )
        session = Session(desk, pages_of(desk, workplace), self._window)
        session.operator_came.connect(self.enter)
        session.follow(self.scanners)
        session.follow_player(self.player)
        return session

    def _go(self, name: str, subject: int | None = None) -> None:
        if self.session is not None:
            self.session.go(name, subject)

    def _scanned(self, frame: bytes, device: str, certain: bool) -> None:  # noqa: FBT001 - a slot
        self._idle.sign_of_life()
        if self.session is not None and self._window.in_frame:
            self.session.router.scanned(frame, device, certain)
        elif self._sign_in is not None:
            self._sign_in.scanned(frame)

    def _doubt(self) -> None:
        if self._window.in_frame:
            words = _("Scanner and computer may be set to different keyboards. {remedy}")
            remedy = _("Test it: Scanners, Test a scanner.")
            self._window.say(str(message(words, remedy=remedy)), stays=False)

    def _broken(self, frame: bytes, device: str, kind: str) -> None:
        if self.session is not None and self._window.in_frame:
            self.session.router.broken(frame, device, kind)

    def _follow_scanners(
        self, old: tuple[ScannerSettings, ...], new: tuple[ScannerSettings, ...]
    ) -> None:
        for gone in set(old) - set(new):
            self.scanners.remove(gone.name)
        for come in new:
            if come not in old:
                self.scanners.add(serial_profile(come))

    def _end_session(self) -> None:
        self.player.stop()
        if self.session is not None:
            self.session.end()
            self.session = None
            self._window.drop_frame()

    def _database_file(self) -> Path:
        return Path(self.settings.database)
