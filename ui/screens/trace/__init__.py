"""Where goods came from and where they went: the page Trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from ui.page import PageEntry
from ui.screens.trace.screen import TraceScreen

if TYPE_CHECKING:
    from ui.desk import Desk


def entry(desk: Desk) -> PageEntry:
    """The page in the rail."""
    return PageEntry("trace", _("Trace"), "trace", lambda: TraceScreen(desk))
