"""Move: scan goods, then the place they go to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from ui.page import PageEntry
from ui.screens.move.page import MovePage

if TYPE_CHECKING:
    from ui.desk import Desk

__all__ = ["MovePage", "entry"]


def entry(desk: Desk) -> PageEntry:
    """The page in the rail."""
    return PageEntry("move", _("Move"), "move", lambda: MovePage(desk))
