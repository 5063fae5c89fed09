"""One scan at a time, in the order they came; the next is taken when the last was told."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Signal

from lsn_desktop.domain.double_scans import STUTTER, Twice, sent_twice
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.domain.refusals import Refusal, Unavailable
from lsn_desktop.services.codes.scan_runner import Ran

if TYPE_CHECKING:
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.program import Station
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk

NOWHERE = Expectation(0)  # nothing is chosen yet
Step = Callable[[Expectation], Ran]
Then = Callable[[Outcome], object]


@dataclass(frozen=True)
class Meant:
    """What a command barcode means where its turn has come.

    ``use_case`` is run with the scan; ``then``, if given, does what only the page can do, and
    what it puts into the queue comes before the scans that wait. Where it is not ``shown``,
    the page shows what comes of it instead of the command.
    """

    use_case: Callable[[Tx, Expectation, int], Outcome]
    then: Then | None = None
    shown: bool = True


_NOT_DONE = {OutcomeKind.REFUSED, OutcomeKind.FAILED}
UseCase: TypeAlias = "Callable[[Tx, Reading, Expectation, int], Outcome]"
Goods: TypeAlias = (
    "Callable[[Expectation, Twice], UseCase]"  # what is done with a scan of goods
)
Begun = tuple[Step, Then | None, bool]
Queued = Callable[[], Begun]


class ScanLoop(QObject):
    """The queue of a dock page: scans, answers and keys, each run on the writer's lane.

    ``told`` is emitted on the UI thread for each outcome, after its commit; who listens
    shows and sounds it. Only then is it noted as told, and the next one taken.
    """

    told = Signal(object)  # the Outcome
    heard = Signal(object)  # the Outcome of a command whose doing is shown by itself
    idle = Signal()  # nothing waits any more

    def __init__(
        self,
        desk: Desk,
        parent: QObject,
        goods: Goods,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._desk, self._goods, self._clock = desk, goods, clock
        self._queue: deque[Queued] = deque()
        self._ahead: list[Queued] | None = None  # of what is done before the others
        self._then: Then | None = None
        self._shown = True
        self._busy = False
        self._before: tuple[bytes, str, float] | None = None  # the last scan
        self.expectation = NOWHERE
        self.recovering = False  # scans of the last run wait for an answer: none is taken
        self.instead: Callable[[bytes], Meant] | None = None  # takes scans of goods meanwhile

    @property
    def waiting(self) -> int:
        """How many are still to be told of before what is put now."""
        return 0 if self._ahead is not None else len(self._queue) + self._busy

    def scan(self, frame: bytes, device: str) -> None:
        """Queue what a scanner sent, as scanned by whoever works here now."""
        desk, station = self._desk, self._desk.station
        asks_within = desk.program.settings.asks_within
        twice = sent_twice(self._apart(frame, device), asks_within)

        def begin() -> Begun:
            if self.instead is not None:
                return self._by(self.instead(frame), frame, device, station)
            return (
                lambda expected: desk.program.scan(
                    station, frame, device, expected, self._goods(expected, twice)
                ),
                None,
                True,
            )

        self._queue_up(begin)

    def _apart(self, frame: bytes, device: str) -> float | None:
        """Seconds since this scanner sent the same, if nothing came between; as it arrives."""
        at, before = self._clock(), self._before
        self._before = (frame, device, at)
        same = before is not None and before[:2] == (frame, device)
        return at - before[2] if before is not None and same else None

    def command(self, frame: bytes, device: str, meant: Callable[[], Meant]) -> None:
        """Queue a command barcode; what it means is asked when its turn comes.

        Where labels sent twice are asked about, one command sent twice is done once.
        """
        station, apart = self._desk.station, self._apart(frame, device)
        asks = self._desk.program.settings.asks_within
        if asks and apart is not None and apart <= STUTTER:
            meant = _done_once
        self._queue_up(lambda: self._by(meant(), frame, device, station))

    def _by(self, asked: Meant, frame: bytes, device: str, station: Station) -> Begun:
        """What is run for a scan that means something else than goods."""

        def use_case(tx: Tx, _reading: Reading, now: Expectation, scan_id: int) -> Outcome:
            return asked.use_case(tx, now, scan_id)

        def step(expected: Expectation) -> Ran:
            return self._desk.program.scan(station, frame, device, expected, use_case)

        def then(outcome: Outcome) -> None:
            if asked.then is not None and outcome.kind not in _NOT_DONE:
                asked.then(outcome)

        return step, then, asked.shown

    def broken(self, frame: bytes, device: str, words: Message, remedy: Message) -> None:
        """Queue a scan that was cut short: journalled and told like every other."""
        desk, station = self._desk, self._desk.station

        def incomplete(_tx: Tx, _reading: Reading, _expected: Expectation, _id: int) -> Outcome:
            return Outcome(OutcomeKind.INCOMPLETE, words, None, remedy)

        self._put(
            lambda expected: desk.program.scan(station, frame, device, expected, incomplete)
        )

    def enter(self, words: str, use_case: Callable[[Tx, Expectation, int], Outcome]) -> None:
        """Queue what came from the keyboard; the journal keeps the words."""
        desk, station = self._desk, self._desk.station
        self._put(lambda expected: desk.program.enter(station, words, expected, use_case))

    def change(
        self, work: Callable[[Tx, Expectation], Outcome], then: Then | None = None
    ) -> None:
        """Queue an act that is no scan (undo, put aside, post): a transaction of its own.

        ``then`` is called with its outcome after that was told.
        """
        self._put(lambda expected: self._changed(expected, work), then)

    def leave(self, words: Message, then: Then) -> None:
        """Queue leaving what is open, after the scans that wait."""
        outcome = Outcome(OutcomeKind.HEARD, words, NOWHERE)
        self._put(lambda _expected: Ran(outcome), then)

    def _put(self, step: Step, then: Then | None = None) -> None:
        self._before = None
        self._queue_up(lambda: (step, then, True))

    def _queue_up(self, queued: Queued) -> None:
        if self._ahead is not None:
            self._ahead.append(queued)
            return
        self._queue.append(queued)
        self._take_next()

    def _take_next(self) -> None:
        if self._busy:
            return
        if not self._queue:
            self.idle.emit()
            return
        self._busy = True
        step, self._then, self._shown = self._queue.popleft()()
        expected = self.expectation
        self._desk.lanes.scan(lambda: step(expected), self._done, self._failed)

    def _done(self, ran: Ran) -> None:
        if ran.bug is not None:
            sys.excepthook(type(ran.bug), ran.bug, ran.bug.__traceback__)
        outcome, then = ran.outcome, self._then
        if outcome.next is not None:
            self.expectation = outcome.next
        shown = self._shown or outcome.kind in _NOT_DONE
        (self.told if shown else self.heard).emit(outcome)
        if not self.recovering:
            self._desk.program.told.told(outcome.seq)
        if then is not None:
            self._act(then, outcome)
        self._busy = False
        self._take_next()

    def _act(self, then: Then, outcome: Outcome) -> None:
        """Let the page go on; what it puts into the queue comes first."""
        self._ahead = []
        then(outcome)
        self._queue.extendleft(reversed(self._ahead))
        self._ahead = None

    def _failed(self, error: Exception) -> None:
        """A bug outside the scan runner; the crash report has it already."""
        words = message("The program made a mistake: {error}", error=type(error).__name__)
        remedy = message("Look at the list of scans, then do it again.")
        self._done(Ran(Outcome(OutcomeKind.FAILED, words, None, remedy)))

    def _changed(
        self, expected: Expectation, work: Callable[[Tx, Expectation], Outcome]
    ) -> Ran:
        database, by = self._desk.program.database, self._desk.station.by()
        try:
            return Ran(database.run(by, lambda tx: work(tx, expected)))
        except (Refusal, Unavailable) as refused:
            kind = OutcomeKind.REFUSED
            return Ran(Outcome(kind, refused.fact, expected, refused.remedy))


def _done_once() -> Meant:
    """A command came twice at once from a scanner that is known to do that."""

    def use_case(_tx: Tx, _expected: Expectation, _scan_id: int) -> Outcome:
        words = message("Sent twice at once, and done once")
        return Outcome(OutcomeKind.ATTENTION, words, None, message("Scan it again if not."))

    return Meant(use_case)
