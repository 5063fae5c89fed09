"""The parts of the page: the banner, the last moves, and what waits to be put away."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from lsn_desktop.domain.messages import _, message
from ui.dock import dock_layout
from ui.page import PageHead
from ui.parts.buttons import quiet
from ui.parts.card import Card
from ui.parts.text import plain
from ui.scans.scan_banner import ScanBanner
from ui.scans.scan_list import ScanList
from ui.screens.move import wording
from ui.screens.move.waiting_list import WaitingList

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ui.parts.theme import Theme
    from ui.scans.scan_words import ScanRow
    from ui.screens.move.facts import ToMove

_SCANS_KEPT = 50


class MoveView(QWidget):
    """Left what just happened and the moves that can be taken back, right what is left."""

    def __init__(self, theme: Theme, acts: dict[str, Callable[[], object]]) -> None:
        super().__init__()
        self._scans: list[tuple[int, ScanRow]] = []  # since the page was opened, newest first
        self.banner = ScanBanner(theme)
        nothing = _("Nothing was moved yet. Every scan is listed here, newest first.")
        self.moves = ScanList(theme, "move.moves", nothing)
        self.waiting = WaitingList(theme)
        self._todo = Card(_("To put away"))
        self._type = quiet("move.f2", _("Type a code (F2)"), acts["type"])
        self._undo = quiet("move.undo", _("Undo last (F4)"), acts["undo"])
        self._lay_out()

    def show_facts(self, facts: ToMove, today: date, zone: str) -> None:
        """Show what waits, and what was moved among the scans that moved nothing."""
        self.waiting.show_waiting(facts.waiting, today)
        words = _("To put away")
        if facts.count:
            words = str(message("To put away · {count}", count=facts.count))
        self._todo.heading.setText(words)
        rows = list(self._scans)
        for _number, lines in groupby(facts.moves, lambda line: line.document_id):
            same = list(lines)
            rows.append((same[0].at, wording.move_row(same, zone)))
        rows.sort(key=lambda row: -row[0])
        self.moves.show_scans([row for _at, row in rows])

    def add_scan(self, at: int, row: ScanRow) -> None:
        """List a scan that moved nothing itself."""
        self._scans.insert(0, (at, row))
        del self._scans[_SCANS_KEPT:]
        self.moves.add(row)

    def _lay_out(self) -> None:
        head = PageHead(_("Move"), _("Scan goods, then the place they go to."))
        self._todo.add(self.waiting, 1)
        hint = _("Number + Enter: how many · a place first: taken from there · Esc: back")
        self._todo.add(plain(hint, "muted", wrap=True))
        dock_layout.add_buttons(self._todo, (self._type, self._undo))
        last = dock_layout.last_scans(_("Last moves"), self.moves)
        dock_layout.lay_out(self, head, self.banner, last, self._todo)
