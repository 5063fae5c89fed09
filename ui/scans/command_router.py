"""Where a command barcode goes: the frame does what is the frame's, the page the rest.

Each is journalled like every scan, and heard. To another page one goes at once, so that the
next scan is that page's; what a page does waits for the scans before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.services.documents import commanding

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.services.codes.scan_runner import Ran
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.frame.main_window import MainWindow
    from ui.scans.scan_router import ScanRouter

_NOWHERE = Expectation(0)


class Over(Protocol):
    """What opens over every page and takes commands while it is there."""

    def command(self, asked: Command) -> bool:
        """Do what a command asks; False leaves it to the page."""


class CommandRouter(QObject):
    """Takes the commands a :class:`ScanRouter` hears."""

    def __init__(self, desk: Desk, frame: MainWindow, router: ScanRouter) -> None:
        super().__init__(router)
        self._desk, self._frame, self._router = desk, frame, router
        self.over: Over | None = None

    def take(self, asked: Command, frame: bytes, device: str) -> None:
        """Send a command its way."""
        page = self._frame.page
        if asked.name == "unknown" or self._is_no_page(asked):
            self._refuse(asked, frame, device)
        elif self._done_by_frame(asked):
            self._journal(asked, frame, device, lambda: True)
        elif not page.command_in_turn(asked, frame, device):
            self._journal(
                asked, frame, device, lambda: page.command(asked.name, asked.argument)
            )

    def _is_no_page(self, asked: Command) -> bool:
        return asked.name == "go" and not self._frame.has_page(asked.argument)

    def _done_by_frame(self, asked: Command) -> bool:
        if self.over is not None and self.over.command(asked):
            return True
        if asked.name == "go":
            self._desk.go(asked.argument, None)
            return True
        if asked.name == "help":
            self._frame.toggle_help()
            return True
        return asked.name == "back" and self._frame.close_help()

    def _journal(
        self, asked: Command, frame: bytes, device: str, act: Callable[[], bool]
    ) -> None:
        """Journal a command, then do it: the scans before it are told of by then."""

        def use_case(_tx: Tx, _reading: Reading, _expected: Expectation, _id: int) -> Outcome:
            return Outcome(OutcomeKind.HEARD, commanding.heard(asked))

        def then(ran: Ran) -> None:
            if ran.outcome.kind is not OutcomeKind.HEARD:
                self._router.tell_refused(ran)
                return
            if act():
                self._desk.sounds.play("heard")
            else:
                self._say_nothing_to_do(asked, ran.outcome.scan_id)
            self._desk.program.told.told(ran.outcome.seq)

        self._run(frame, device, use_case, then)

    def _refuse(self, asked: Command, frame: bytes, device: str) -> None:
        def use_case(_tx: Tx, _reading: Reading, _expected: Expectation, _id: int) -> Outcome:
            raise commanding.nothing_to_do(asked)

        self._run(frame, device, use_case, self._router.tell_refused)

    def _run(
        self,
        frame: bytes,
        device: str,
        use_case: Callable[[Tx, Reading, Expectation, int], Outcome],
        then: Callable[[Ran], None],
    ) -> None:
        program, station = self._desk.program, self._desk.station
        self._desk.lanes.scan(
            lambda: program.scan(station, frame, device, _NOWHERE, use_case),
            then,
            self._router.fail,
        )

    def _say_nothing_to_do(self, asked: Command, scan_id: int | None) -> None:
        """Say it, and note it with the scan."""
        why, desk, by = commanding.nothing_to_do(asked), self._desk, self._desk.station.by()
        self._router.said.emit(str(why), "refused")
        if scan_id is not None:
            desk.lanes.scan(
                lambda: desk.program.database.run(
                    by, lambda tx: commanding.refuse(tx, scan_id, why)
                ),
                lambda _noted: None,
                self._router.fail,
            )
