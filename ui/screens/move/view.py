"""The parts of the page: the banner, the last moves, and what waits to be put away."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from ui.buttons import quiet
from ui.card import Card
from ui.page import PageHead
from ui.scan_banner import ScanBanner
from ui.scan_list import ScanList
from ui.screens.move import wording
from ui.screens.move.waiting_list import WaitingList
from ui.text import plain
from ui.tokens import GAP, SCAN_ROW

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ui.scan_words import ScanRow
    from ui.screens.move.facts import ToMove
    from ui.theme import Theme

_LEAST_ROWS = 3
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
        last = Card(_("Last moves"))
        last.add(self.moves, 1)
        # It takes what the banner leaves: a long list must not hide what was just read.
        self.moves.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.moves.setMinimumHeight(_LEAST_ROWS * SCAN_ROW)
        self._todo.add(self.waiting, 1)
        hint = _("Number + Enter: how many · a place first: taken from there · Esc: back")
        self._todo.add(plain(hint, "muted", wrap=True))
        quiet_row = QHBoxLayout()
        quiet_row.setSpacing(8)
        for button in (self._type, self._undo):
            quiet_row.addWidget(button)
        quiet_row.addStretch()
        self._todo.body.addLayout(quiet_row)
        left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addWidget(self.banner)
        left.addWidget(last, 1)
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        columns.addLayout(left, 29)
        columns.addWidget(self._todo, 21)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        rows.addWidget(head)
        rows.addLayout(columns, 1)
