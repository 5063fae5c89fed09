"""The pages of the rail, in its order: one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from ui.page import PageEntry
from ui.screens import (
    certificates,
    items,
    labels,
    lsns,
    make,
    move,
    production,
    scanners,
    settings,
    ship,
    trace,
)
from ui.screens.home import HomePage
from ui.screens.receive import ReceivePage
from ui.screens.returning import ReturnPage

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.frame.workplace import Workplace


def pages_of(desk: Desk, workplace: Workplace) -> list[PageEntry]:
    """What stands in the rail; each page is built when it is first opened."""
    return [
        PageEntry("home", _("Home"), "home", lambda: HomePage(desk)),
        PageEntry("receive", _("Receive"), "receive", lambda: ReceivePage(desk)),
        move.entry(desk),
        make.entry(desk),
        ship.entry(desk),
        PageEntry("return", _("Return"), "return", lambda: ReturnPage(desk)),
        items.entry(desk),
        production.entry(desk),
        lsns.entry(desk),
        trace.entry(desk),
        labels.entry(desk),
        certificates.entry(desk),
        scanners.entry(desk, workplace),
        settings.entry(desk, workplace),
    ]
