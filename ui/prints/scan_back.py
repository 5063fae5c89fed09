"""Labels that came out and wait for a scan: which is next, and what the scan of one says."""

from __future__ import annotations

import sys
import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lsn_desktop.domain.double_scans import AT_ONCE
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.outcomes import OutcomeKind
from lsn_desktop.paper import label_output, label_scans
from lsn_desktop.services.labels import scanning_back
from ui.asking import change
from ui.tasks import Asked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.services.codes.scan_runner import Ran
    from lsn_desktop.storage.scan_backs import Waiting
    from ui.desk import Desk


class ScanBack(QObject):
    """Holds a scan against the next label that waits for one.

    Of labels that look alike the same scan within a second counts once: a trigger that was
    pulled twice would pass for the next label, of which nothing is known then.

    A scan is taken on page Labels, and on any other page once it was asked for there: it does
    the work of its page else, so that no label is counted as goods and checked by one scan.
    """

    told = Signal(object)  # the Waiting of each job
    said = Signal(str, str)  # words, and their sign: ok, attention, refused

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked = Asked()
        self._there: Sequence[Waiting] = ()
        self._is_asked_for = False
        self._last = _NOTHING
        desk.changes.changed.connect(self._follow)

    @property
    def label(self) -> Waiting | None:
        """The label that is to be scanned next."""
        return self._there[0] if self._there else None

    @property
    def is_asked_for(self) -> bool:
        """Whether the next scan is of a label, whatever page is in front."""
        return self._is_asked_for

    def look(self) -> None:
        """Ask which labels wait."""
        desk = self._desk
        self._asked.cancel()
        self._asked = desk.lanes.read(
            lambda: label_scans.waiting(desk.program, desk.station), self._tell, self._fail
        )

    def ask_for_scan(self, *, on: bool = True) -> None:
        """Take the next scan as that of a label, on any page."""
        self._is_asked_for = on and self.label is not None
        self.told.emit(self._there)

    def wants(self, page: str) -> bool:
        """Whether a scan on a page (by the name of its help) is of a label that waits."""
        return self.label is not None and (self._is_asked_for or page == _LABELS)

    def chip(self, page: str) -> str:
        """Where the next scan on a page goes, if it is of a label; else nothing."""
        label = self.label
        if label is None or not self.wants(page):
            return ""
        words = _("Next scan: label {label} of {job}")
        if label.alike > 1:
            words = _("Next scan: a label of {job}")
        return str(message(words, label=label.label, job=label.job))

    def scanned(self, frame: bytes, device: str) -> None:
        """Hold a scan against the label; the same one again at once is no second one."""
        label, now = self.label, time.monotonic()
        if label is None:
            return
        desk, (before, at, when) = self._desk, self._last
        check = partial(label_scans.check, desk.program, desk.station, label)
        if (before, at) == (frame, device) and now - when <= AT_ONCE:
            check = partial(label_scans.sent_twice, desk.program, desk.station)
        else:  # the next of them may come a second after this, however often it was sent
            self._last = (frame, device, now)
        desk.lanes.scan(lambda: check(frame, device), self._came, self._fail)

    def print_again(self) -> None:
        """The label does not read: print it again for that reason."""
        label, desk, station = self.label, self._desk, self._desk.station
        if label is None:
            return

        def job() -> str:
            job_id = label_scans.print_unreadable_again(desk.program, station, label)
            folder = desk.program.settings.printed
            return label_output.print_labels(desk.program, station, job_id, folder).number

        def then(number: str) -> None:
            words = _(
                "Label {label} of {job} is printed again, as {number}. Destroy the first."
            )
            said = message(words, label=label.label, job=label.job, number=number)
            self.said.emit(str(said), "attention")
            self.look()

        desk.lanes.print(job, then, self._fail)

    def leave(self) -> None:
        """Leave what waits of the job unscanned."""
        label = self.label
        if label is None:
            return

        def then(count: int) -> None:
            words = _("{job}: {count} not scanned, and left so.")
            self.said.emit(str(message(words, job=label.job, count=count)), "attention")
            self.look()

        change(self._desk, lambda tx: scanning_back.leave(tx, label), then, self._fail)

    def _came(self, ran: Ran) -> None:
        if ran.bug is not None:
            sys.excepthook(type(ran.bug), ran.bug, ran.bug.__traceback__)
        outcome = ran.outcome
        is_ok = outcome.kind is OutcomeKind.OK
        if is_ok:
            self._is_asked_for = False
        elif outcome.kind is not OutcomeKind.ATTENTION:
            self._last = _NOTHING  # scanned again, it is refused again
        sign = outcome.kind.value if is_ok or outcome.kind.value == "attention" else "refused"
        self._desk.program.told.told(outcome.seq)
        self.said.emit(f"{outcome.words} {outcome.remedy or ''}".strip(), sign)
        self.look()

    def _tell(self, there: Sequence[Waiting]) -> None:
        self._there = there
        self._is_asked_for = self._is_asked_for and bool(there)
        self.told.emit(there)

    def _follow(self, subjects: frozenset[str]) -> None:
        if "job" in subjects:
            self.look()

    def _fail(self, error: Exception) -> None:
        self.said.emit(str(error), "refused")
        self.look()


_LABELS = "labels"
_NOTHING = (b"", "", 0.0)
