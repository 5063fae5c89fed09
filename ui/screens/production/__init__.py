"""Work orders and the bills of material they are made by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from ui.page import PageEntry
from ui.screens.production.screen import ProductionScreen

if TYPE_CHECKING:
    from ui.desk import Desk


def entry(desk: Desk) -> PageEntry:
    """The page in the rail."""
    title = _("Production")
    return PageEntry("production", title, "production", lambda: ProductionScreen(desk))
