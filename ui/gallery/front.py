"""What comes before work, and Home, for the gallery."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Unavailable
from lsn_desktop.services.office.backing_up import Backup
from ui.frame.program_window import ProgramWindow
from ui.gallery.kit import HOSTILE, framed
from ui.gallery.office import demo_company, desk_of, empty_company, hostile_company
from ui.screens.first_start import FirstStartScreen
from ui.screens.home import HomePage
from ui.screens.sign_in import SignInScreen
from ui.screens.trouble import TroubleScreen
from ui.tasks import Inline

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from lsn_desktop.program import Program, Station
    from lsn_desktop.services.office.starting import StartCompany
    from ui.parts.theme import Theme

_MADE = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)


def _home(program: Program, theme: Theme) -> QWidget:
    return framed(theme, "home", HomePage(desk_of(program, theme)))


def _whole(page: QWidget) -> QWidget:
    """A page that fills the window."""
    window = ProgramWindow()
    window.show_page(page, "")
    return window


def _first_start(*, press: bool = False) -> QWidget:
    screen = FirstStartScreen(Inline(), "DOCK-1", _nobody, _nothing)
    window = _whole(screen)
    if press:
        screen.begin()
    return window


def _sign_in(program: Program, names: list[str], company: str, chosen: str = "") -> QWidget:
    hint = str(message("Demo: {name} has the PIN {pin}.", name=names[0], pin="2580"))
    screen = SignInScreen(program, Inline(), company, names, hint if chosen else "")
    if chosen:
        screen.choose(chosen)
    return _whole(screen)


def _trouble(theme: Theme) -> QWidget:
    error = Unavailable(
        message("The database {file} is damaged.", file="lsn.db"),
        message("Restore the last good backup, or ask whoever looks after this computer."),
    )
    made = int(_MADE.timestamp()) * 1_000_000
    kept = [
        Backup(Path("lsn-20261121-060000-a1b2c3d4e5f6.db"), made, "a1b2c3d4e5f6", 4_200_000)
    ]
    return _whole(TroubleScreen(error, kept, theme))


def _nobody(_order: StartCompany) -> Station:
    raise LookupError


def _nothing(_company: str) -> None:
    """Pictures try nothing."""


PAGES: dict[str, Callable[[Theme], QWidget]] = {
    "first-start": lambda _theme: _first_start(),
    "first-start-flaws": lambda _theme: _first_start(press=True),
    "sign-in": lambda _theme: _sign_in(demo_company(), _names(demo_company()), "Fresh Foods"),
    "sign-in-pin": lambda _theme: _sign_in(
        demo_company(), _names(demo_company()), "Fresh Foods", _names(demo_company())[0]
    ),
    "sign-in-hostile": lambda _theme: _sign_in(hostile_company(), list(HOSTILE), HOSTILE[0]),
    "trouble": _trouble,
    "home": lambda theme: _home(demo_company(), theme),
    "home-empty": lambda theme: _home(empty_company(), theme),
    "home-hostile": lambda theme: _home(hostile_company(), theme),
}


def _names(program: Program) -> list[str]:
    return [user.name for user in program.users()]
