"""The ledger of everything, of a lot and of a party, for the gallery."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.storage import lists, parties
from ui.gallery.kit import framed
from ui.gallery.office import demo_company, desk_of, empty_company, hostile_company
from ui.gallery.receive import demo_copy
from ui.gallery.traded import shipped
from ui.screens.lsns.screen import LsnsScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from lsn_desktop.program import Program
    from ui.parts.theme import Theme


def _page(program: Program, theme: Theme) -> tuple[LsnsScreen, QWidget]:
    screen = LsnsScreen(desk_of(program, theme))
    return screen, framed(theme, "lsns", screen)


def whole(program: Program, theme: Theme) -> QWidget:
    """Every move."""
    screen, window = _page(program, theme)
    screen.show_ledger()
    return window


def of_lot(theme: Theme) -> QWidget:
    """A lot that came, was carried about and left."""
    program = shipped(demo_copy(), "BISTRO")
    screen, window = _page(program, theme)
    with program.database.reading() as connection:
        rows = lists.lsns(connection, n=200)
    free = [row for row in rows if not row.held and row.on_hand > 1]
    screen.ledger_of("lsns", free[0].id)
    return window


def of_party(theme: Theme) -> QWidget:
    """What went to a customer."""
    program = shipped(demo_copy(), "BISTRO")
    screen, window = _page(program, theme)
    with program.database.reading() as connection:
        screen.ledger_of("parties", parties.listed(connection, "Bistro")[0].id)
    return window


PAGES: dict[str, Callable[[Theme], QWidget]] = {
    "ledger": lambda theme: whole(demo_company(), theme),
    "ledger-lot": of_lot,
    "ledger-party": of_party,
    "ledger-empty": lambda theme: whole(empty_company(), theme),
    "ledger-hostile": lambda theme: whole(hostile_company(), theme),
}
