"""Where a scan goes: a badge signs in, the page in front takes it, or it opens its subject."""

from __future__ import annotations

import sys
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lsn_desktop.domain.messages import _, mark, message
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.paper import certificate_checks
from lsn_desktop.paper.certificate_checks import State, Verdict
from lsn_desktop.scanning import certificate_codes, commands, doctor_codes
from lsn_desktop.services.codes import finding
from ui.scans.command_router import CommandRouter

if TYPE_CHECKING:
    from lsn_desktop.program import Station
    from lsn_desktop.scanning.certificate_codes import CertificateCode
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.services.codes.finding import Found
    from lsn_desktop.services.codes.scan_runner import Ran
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.frame.main_window import MainWindow
    from ui.prints.scan_back import ScanBack
    from ui.scans.command_router import Over

_NOWHERE = Expectation(0)
_Came = tuple[bytes, str, "bool | str"]  # frame, device, whether certain or how it broke


class ScanRouter(QObject):
    """Takes every scan while somebody works here.

    Badges and commands come before the page, whatever it expects; so does a label that came
    out, where its scan is awaited. A scan no page expects is
    journalled too, and so is what came of one cut short. Scans that follow a badge wait until
    it is known whose it is: they are that operator's.
    """

    operator_came = Signal(object)  # the Station of whose badge was scanned
    found = Signal(list)  # what a scan may mean, when it means several things
    said = Signal(str, str)  # words, and the sound that goes with them
    began = Signal()  # a scan came: what was said before is over

    def __init__(self, desk: Desk, frame: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._frame = desk, frame
        self._scan_back: ScanBack | None = None
        self._held: deque[_Came] | None = None  # scans behind a badge
        self._commands = CommandRouter(desk, frame, self)

    def show_over(self, over: Over) -> None:
        """Let what opens over every page take commands first."""
        self._commands.over = over

    def check_labels(self, scan_back: ScanBack) -> None:
        """Let what waits for the scan of a label take it before a page does."""
        self._scan_back = scan_back

    def scanned(self, frame: bytes, device: str, certain: bool) -> None:  # noqa: FBT001 - a slot
        """Send a scan its way."""
        if self._held is not None:
            self._held.append((frame, device, certain))
            return
        self.began.emit()
        self._send(frame, device, certain=certain)

    def _send(self, frame: bytes, device: str, *, certain: bool) -> None:
        text = commands.said_by(frame)
        asked = commands.command(text)
        if commands.is_badge(text):
            self._sign_in(text)
        elif not certain and (asked is None or asked.name == "unknown"):
            self.broken(frame, device, "suspect")
        elif asked is not None:  # a whole one: nothing of it can be missing
            self._commands.take(asked, frame, device)
        elif doctor_codes.code_of(frame) is not None:
            words = message("This is a code to test scanners with.")
            remedy = message("To test one, open Scanners, Test a scanner.")
            self._refuse(frame, device, Outcome(OutcomeKind.REFUSED, words, None, remedy))
        elif (code := certificate_codes.parse(text)) is not None:
            self._check(code, frame, device)
        elif (back := self._scan_back) is not None and back.wants(self._frame.page.help_name):
            back.scanned(frame, device)
        elif self._frame.page.takes_scans:
            self._frame.page.scanned(frame, device)
        else:
            self._look_up(frame, device)

    def broken(self, frame: bytes, device: str, kind: str) -> None:
        """Journal what came of a scan that was cut short, and ask for it again."""
        if self._held is not None:
            self._held.append((frame, device, kind))
            return
        words = message(_KINDS.get(kind, _KINDS["incomplete"]))
        remedy = message("Scan it again.")
        if self._frame.page.scan_broke(frame, device, words, remedy):
            return
        self._refuse(frame, device, Outcome(OutcomeKind.INCOMPLETE, words, None, remedy))

    def _refuse(self, frame: bytes, device: str, outcome: Outcome) -> None:
        """Journal a scan nothing is done with, and say so."""
        desk = self._desk

        def refused(_tx: Tx, _reading: Reading, _expected: Expectation, _id: int) -> Outcome:
            return outcome

        desk.lanes.scan(
            lambda: desk.program.scan(desk.station, frame, device, _NOWHERE, refused),
            self.tell_refused,
            self.fail,
        )

    def _look_up(self, frame: bytes, device: str) -> None:
        desk = self._desk
        found: list[Found] = []

        def look(tx: Tx, reading: Reading, _expected: Expectation, _id: int) -> Outcome:
            outcome, found[:] = finding.scanned(tx, reading)
            return outcome

        def then(ran: Ran) -> None:
            if ran.outcome.kind is not OutcomeKind.OK or not found:
                self.tell_refused(ran)
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
            self.fail,
        )

    def _check(self, code: CertificateCode, frame: bytes, device: str) -> None:
        """Judge a certificate by its code: shown in full, or said where scans are awaited."""
        desk, verdicts = self._desk, list[Verdict]()

        def judged(_tx: Tx, _reading: Reading, _expected: Expectation, _id: int) -> Outcome:
            return Outcome(
                _SIGNS[verdicts[0].state], verdicts[0].words, None, verdicts[0].remedy
            )

        def job() -> Ran:
            verdicts[:] = [certificate_checks.of_code(desk.program, code)]
            return desk.program.scan(desk.station, frame, device, _NOWHERE, judged)

        def then(ran: Ran) -> None:
            if ran.bug is not None or ran.outcome.kind is not _SIGNS[verdicts[0].state]:
                self.tell_refused(ran)
                return
            desk.program.told.told(ran.outcome.seq)
            page = self._frame.page
            if page.takes_scans and page.help_name != _CERTIFICATES:
                words = f"{ran.outcome.words} {ran.outcome.remedy or ''}".strip()
                self.said.emit(words, ran.outcome.kind.value)
            else:
                getattr(self._frame.open_page(_CERTIFICATES), _SHOWS)(verdicts[0])

        desk.lanes.scan(job, then, self.fail)

    def _sign_in(self, badge: str) -> None:
        """Find whose badge it is, after the scans before it; those behind it wait."""
        program, self._held = self._desk.program, deque()
        self._desk.lanes.scan(
            lambda: program.sign_in_by_badge(badge), self._welcome, self._not_known
        )

    def _welcome(self, station: Station | None) -> None:
        if station is None:
            self.said.emit(_("Nobody here has this badge."), "refused")
        else:
            self._desk.sounds.play("ok")
            self.operator_came.emit(station)
        self._let_go()

    def _not_known(self, error: Exception) -> None:
        self.fail(error)
        self._let_go()

    def _let_go(self) -> None:
        """Send the scans on that came behind a badge."""
        held, self._held = self._held or deque(), None
        while held and self._held is None:
            frame, device, how = held.popleft()
            if isinstance(how, bool):
                self._send(frame, device, certain=how)
            else:
                self.broken(frame, device, how)
        if self._held is not None:  # another badge among them
            self._held.extend(held)

    def tell_refused(self, ran: Ran) -> None:
        """Say what came of a scan that did nothing."""
        if ran.bug is not None:
            sys.excepthook(type(ran.bug), ran.bug, ran.bug.__traceback__)
        outcome = ran.outcome
        self.said.emit(f"{outcome.words} {outcome.remedy or ''}".strip(), "refused")
        self._desk.program.told.told(outcome.seq)

    def fail(self, error: Exception) -> None:
        """Say what went wrong."""
        self.said.emit(str(error), "refused")


_CERTIFICATES, _SHOWS = "certificates", "show_verdict"
_SIGNS = {
    State.VALID: OutcomeKind.OK,
    State.CHANGED: OutcomeKind.REFUSED,
    State.WITHDRAWN: OutcomeKind.REFUSED,
    State.REVISED: OutcomeKind.ATTENTION,
    State.UNKNOWN: OutcomeKind.ATTENTION,
}
_KINDS = {
    "incomplete": mark("A scan was cut short. Nothing was done with it."),
    "overlong": mark("A scanner sent more than any label holds. Nothing was done with it."),
    "suspect": mark("The beginning of this scan may be missing. Nothing was done with it."),
}
