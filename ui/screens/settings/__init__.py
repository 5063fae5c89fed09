"""Settings: the company, this workstation, the people, safety, and where everything lives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from ui.page import PageEntry
from ui.screens.settings.screen import PARTS, SettingsScreen

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.frame.workplace import Workplace


def entry(desk: Desk, workplace: Workplace) -> PageEntry:
    """The page in the rail."""
    return PageEntry(
        "settings", _("Settings"), "settings", lambda: SettingsScreen(desk, workplace), PARTS
    )
