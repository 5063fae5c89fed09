"""Labels: what to print, its proof, and every print job there was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from ui.page import PageEntry
from ui.screens.labels.screen import PARTS, LabelsScreen

if TYPE_CHECKING:
    from ui.desk import Desk


def entry(desk: Desk) -> PageEntry:
    """The page in the rail."""
    return PageEntry("labels", _("Labels"), "labels", lambda: LabelsScreen(desk), PARTS)
