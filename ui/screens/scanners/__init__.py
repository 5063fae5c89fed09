"""Scanners: which are connected, recorded ones to try without, and every scan that came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from ui.page import PageEntry
from ui.screens.scanners.screen import PARTS, ScannersScreen

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.frame.workplace import Workplace


def entry(desk: Desk, workplace: Workplace) -> PageEntry:
    """The page in the rail."""
    return PageEntry(
        "scanners", _("Scanners"), "scanners", lambda: ScannersScreen(desk, workplace), PARTS
    )
