"""Lots and serials: the list of all of them, and the page of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from ui.page import PageEntry
from ui.screens.lsns.screen import LsnsScreen

if TYPE_CHECKING:
    from ui.desk import Desk


def entry(desk: Desk) -> PageEntry:
    """The page in the rail."""
    return PageEntry("lsns", _("LSNs"), "lsns", lambda: LsnsScreen(desk))
