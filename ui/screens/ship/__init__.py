"""Ship: choose the order, take what is first to expire, scan it, pack it, post it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from ui.page import PageEntry
from ui.screens.ship.page import ShipPage

if TYPE_CHECKING:
    from ui.desk import Desk


def entry(desk: Desk) -> PageEntry:
    """The page in the rail."""
    return PageEntry("ship", _("Ship"), "ship", lambda: ShipPage(desk))
