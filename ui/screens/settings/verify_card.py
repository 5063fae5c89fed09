"""Verify now: every rule that can be recomputed is, check by check, while work goes on."""

from __future__ import annotations

from itertools import islice
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from lsn_desktop.domain.messages import _, mark, message
from lsn_desktop.storage import verifying
from ui.parts.buttons import quiet
from ui.parts.card import Card
from ui.parts.text import named, plain
from ui.parts.theme import restyle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lsn_desktop.storage.transactions import Connection
    from lsn_desktop.storage.verifying import Finding
    from ui.desk import Desk

    Check = Callable[[Connection], Iterator[Finding]]

_MOST = 1_000  # findings of a check; more say nothing new
_SHOWN = 4

CHECK_WORDS: Mapping[Check, str] = {
    verifying.file_is_whole: mark("The file is whole"),
    verifying.triggers_stand: mark("Every rule is in the database"),
    verifying.moves_are_themselves: mark("No move was changed"),
    verifying.lines_are_themselves: mark("No posted line was changed"),
    verifying.chains_hold: mark("The audit trail is unbroken"),
    verifying.postings_hold: mark("Every posting is in the audit trail"),
    verifying.balances_are_sums: mark("Balances are the sum of the moves"),
    verifying.totals_are_sums: mark("Totals of items are the sum of their balances"),
    verifying.expiries_are_kept: mark("Each lot and serial is good until the day it says"),
    verifying.holds_are_followed: mark("Holds are followed"),
    verifying.claims_are_of_drafts: mark("What is promised is on an open document"),
    verifying.units_stand_together: mark("What is on a pallet stands where it does"),
    verifying.serials_are_in_one_place: mark("Each serial is in one place"),
    verifying.orders_are_sums: mark("Orders say what came"),
    verifying.costs_add_up: mark("Charges are the sum of what the goods cost"),
    verifying.builds_add_up: mark("What went into what is what was consumed"),
    verifying.blobs_are_themselves: mark("No kept file was changed"),
}


class VerifyCard(Card):
    """The button, what is being checked, and in the end that all holds or what does not."""

    _reached = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Prove the records"))
        self._desk = desk
        self._stop = Event()
        self._running = False
        self._button = quiet("settings.verify.now", _("Verify now"), self._press)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, len(verifying.CHECKS))
        named(self._bar, "settings.verify.progress", _("Checks done"))
        self._words = plain(
            _("Recomputes balances, audit trail and rules from the moves. Work goes on."),
            "muted",
            wrap=True,
        )
        self._words.setObjectName("settings.verify.words")
        self._words.setMinimumWidth(1)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        self.body.addLayout(row)
        self.add(self._bar)
        self._bar.hide()
        self._reached.connect(self._show_check)

    def _press(self) -> None:
        if self._running:
            self._stop.set()
        else:
            self._begin()

    def _begin(self) -> None:
        self._running = True
        self._stop.clear()
        self._button.setText(_("Stop"))
        self._bar.show()
        self._show_check(0)
        self._desk.lanes.aside(self._verify, self._show, self._fail)

    def _verify(self) -> list[Finding] | None:
        """On a reader; None if it was stopped."""
        findings: list[Finding] = []
        with self._desk.program.database.reading() as connection:
            for number, check in enumerate(verifying.CHECKS):
                if self._stop.is_set():
                    return None
                self._reached.emit(number)
                findings += islice(check(connection), _MOST)
        return findings

    def _show_check(self, number: int) -> None:
        self._bar.setValue(number)
        words = message(
            "{number} of {count}: {check}",
            number=number + 1,
            count=len(verifying.CHECKS),
            check=_(CHECK_WORDS[verifying.CHECKS[number]]),
        )
        self._tell(str(words), "muted")

    def _show(self, findings: list[Finding] | None) -> None:
        self._end()
        if findings is None:
            self._tell(_("Stopped. Nothing is said of the rest."), "muted")
        elif not findings:
            words = message("Everything holds: {count} checks.", count=len(verifying.CHECKS))
            self._tell(str(words), "strong")
        else:
            lines = [f"{one.table} {one.row}: {one.words}" for one in findings[:_SHOWN]]
            if len(findings) > _SHOWN:
                lines.append(str(message("and {count} more", count=len(findings) - _SHOWN)))
            lines.append(_("Stop working, keep the file, and put the last good backup back."))
            self._tell("\n".join(lines), "error")

    def _fail(self, error: Exception) -> None:
        self._end()
        self._tell(str(error), "error")

    def _end(self) -> None:
        self._running = False
        self._button.setText(_("Verify now"))
        self._bar.hide()

    def _tell(self, words: str, role: str) -> None:
        self._words.setText(words)
        restyle(self._words, role=role)
