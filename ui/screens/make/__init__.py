"""Make: choose the order, put components in by scan, number what comes out, tie, post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from ui.page import PageEntry
from ui.screens.make.page import MakePage

if TYPE_CHECKING:
    from ui.desk import Desk


def entry(desk: Desk) -> PageEntry:
    """The page in the rail."""
    return PageEntry("make", _("Make"), "make", lambda: MakePage(desk))
