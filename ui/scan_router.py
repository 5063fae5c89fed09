"""Where a scan goes: a badge signs in, the page in front takes it, or it opens its subject."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lsn_desktop.domain.messages import _, mark, message
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.scanning import commands
from lsn_desktop.services import finding

if TYPE_CHECKING:
    from lsn_desktop.program import Station
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.services.finding import Found
    from lsn_desktop.services.scan_runner import Ran
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.main_window import MainWindow

_NOWHERE = Expectation(0)


class ScanRouter(QObject):
    """Takes every scan while somebody works here.

    A scan no page expects is journalled too, and so is what came of one cut short.
    """

    operator_came = Signal(object)  # the Station of whose badge was scanned
    found = Signal(list)  # what a scan may mean, when it means several things
    said = Signal(str, str)  # words, and the sound that goes with them
    began = Signal()  # a scan came: what was said before is over

    def __init__(self, desk: Desk, frame: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._frame = desk, frame

    def scanned(self, frame: bytes, device: str, certain: bool) -> None:  # noqa: FBT001 - a slot
        """Send a scan its way."""
        self.began.emit()
        text = commands.said_by(frame)
        if commands.is_badge(text):
            program = self._desk.program
            self._desk.lanes.write(
                lambda: program.sign_in_by_badge(text), self._welcome, self._fail
            )
        elif not certain:
            self.broken(frame, device, "suspect")
        elif self._frame.page.takes_scans:
            self._frame.page.scanned(frame, device)
        else:
            self._look_up(frame, device)

    def broken(self, frame: bytes, device: str, kind: str) -> None:
        """Journal what came of a scan that was cut short, and ask for it again."""
        desk = self._desk
        words = message(_KINDS.get(kind, _KINDS["incomplete"]))
        remedy = message("Scan it again.")
        if self._frame.page.scan_broke(frame, device, words, remedy):
            return

        def incomplete(_tx: Tx, _reading: Reading, _expected: Expectation, _id: int) -> Outcome:
            return Outcome(OutcomeKind.INCOMPLETE, words, None, remedy)

        desk.lanes.scan(
            lambda: desk.program.scan(desk.station, frame, device, _NOWHERE, incomplete),
            self._tell_refused,
            self._fail,
        )

    def _look_up(self, frame: bytes, device: str) -> None:
        desk = self._desk
        found: list[Found] = []

        def look(tx: Tx, reading: Reading, _expected: Expectation, _id: int) -> Outcome:
            outcome, found[:] = finding.scanned(tx, reading)
            return outcome

        def then(ran: Ran) -> None:
            if ran.outcome.kind is not OutcomeKind.OK or not found:
                self._tell_refused(ran)
                return
            desk.program.told.told(ran.outcome.seq)
            desk.sounds.play("ok")
            if len(found) == 1:
                desk.go(found[0].place, found[0].subject)
            else:
                self.found.emit(found)

        desk.lanes.scan(
            lambda: desk.program.scan(desk.station, frame, device, _NOWHERE, look),
            then,
            self._fail,
        )

    def _welcome(self, station: Station | None) -> None:
        if station is None:
            self.said.emit(_("Nobody here has this badge."), "refused")
        else:
            self._desk.sounds.play("ok")
            self.operator_came.emit(station)

    def _tell_refused(self, ran: Ran) -> None:
        if ran.bug is not None:
            sys.excepthook(type(ran.bug), ran.bug, ran.bug.__traceback__)
        outcome = ran.outcome
        self.said.emit(f"{outcome.words} {outcome.remedy or ''}".strip(), "refused")
        self._desk.program.told.told(outcome.seq)

    def _fail(self, error: Exception) -> None:
        self.said.emit(str(error), "refused")


_KINDS = {
    "incomplete": mark("A scan was cut short. Nothing was done with it."),
    "overlong": mark("A scanner sent more than any label holds. Nothing was done with it."),
    "suspect": mark("The beginning of this scan may be missing. Nothing was done with it."),
}
