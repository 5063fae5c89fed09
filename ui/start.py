"""From a process to a window: paint first, then load what opens the database."""

from __future__ import annotations

import gc
import sys
import time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from lsn_desktop.domain.messages import _
from ui.frame.crash_report import CrashReport
from ui.frame.one_window import OneWindow
from ui.frame.program_window import ProgramWindow
from ui.frame.start_page import StartPage
from ui.parts.theme import Theme
from ui.parts.tokens import THEMES

if TYPE_CHECKING:
    from pathlib import Path

    from lsn_desktop.settings import Settings

_WIDTH = 760  # px
_PATIENCE = 0.3  # seconds
_WHILE_LOADING = 100_000  # new objects between two searches for garbage, until settled


def run(
    settings: Settings,
    *,
    demo: bool = False,
    times: bool = False,
    unattended: Path | None = None,
) -> int:
    """Show the window until it is closed; a second start only brings the first forward.

    ``times`` prints when it painted and was ready, and ends; ``unattended`` is the folder
    for the papers of the main job, which the program then plays by itself.
    """
    # Loading makes objects that stay: looking for garbage among them took a tenth of the time.
    gc.set_threshold(_WHILE_LOADING)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)  # noqa: S101 - nobody made another kind before
    app.setApplicationName("LSN Desktop")
    one = OneWindow(settings.database, app)
    if not one.is_first():
        return 0
    crashes = CrashReport(settings.folder, app)
    crashes.install()
    theme = Theme(app, settings.theme if settings.theme in THEMES else "light")
    window = ProgramWindow()
    theme.dress(window)
    crashes.told.connect(window.say)
    one.asked_forward.connect(window.come_forward)
    window.show_page(StartPage(_("Opening"), _("One moment."), _WIDTH), _("Opening"))
    window.show()
    window.activateWindow()  # where nothing manages windows, none else does it
    _paint(app, window)
    if times:
        _print_time("painted")
    # SQLAlchemy and all that needs it, now that there is something to look at.
    from ui.app import App  # noqa: PLC0415

    program = App(window, theme, settings, demo=demo)
    if times:
        program.ready.connect(lambda: _print_time("ready"))
        program.ready.connect(window.close)
    if unattended is not None:
        from ui.frame.unattended import Unattended  # noqa: PLC0415 - only a demonstration needs it

        Unattended(program, window, unattended).start()
    program.open()
    code = app.exec()
    one.close()
    return code


def _paint(app: QApplication, window: ProgramWindow) -> None:
    """Let the window come up before anything takes time; a busy screen may be late."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        app.processEvents()
        handle = window.windowHandle()
        if handle is not None and handle.isExposed():
            return


def _print_time(what: str) -> None:
    """The system's clock, so that whoever started the process can subtract."""
    sys.stdout.write(f"{what} {time.monotonic():.3f}\n")
    sys.stdout.flush()
