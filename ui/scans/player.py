"""A recorded scanner that plays while one watches: paced, paused, stopped, on any page."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from lsn_desktop.devices.replay import Recorded
from lsn_desktop.domain.messages import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.scans.scanners import Scanners

PACES = (0.3, 1.0, 2.0, 5.0)  # seconds between two scans
USUAL_PACE = 1.0
_FIRST_MS = 1500  # before the first scan, so that one sees the page it comes to


class PlayState(StrEnum):
    """What the player does."""

    IDLE = "idle"
    PLAYING = "playing"
    PAUSED = "paused"


class Held(StrEnum):
    """Why a recording waits by itself."""

    NOT = "not"
    AWAY = "away"  # another page is in front
    ASKED = "asked"  # its page asks something


class Player(QObject):
    """Sends recorded scans through :class:`Scanners`, where those of every device come from.

    A recording that belongs to a page waits while another page is in front: its scans would
    open there what they were meant to receive. It waits, too, while its page asks something.
    """

    changed = Signal()
    """Another scan was sent, or it began, paused, went on or ended."""
    _restarted = Signal()

    def __init__(self, scanners: Scanners, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scanners = scanners
        self._device = _("Recorded scanner")
        self._scans: Sequence[Recorded] = ()
        self._page, self._held = "", Held.NOT
        self.state = PlayState.IDLE
        self.title, self.done, self.pace = "", 0, USUAL_PACE
        scanners.scanned.connect(self._sent)
        scanners.broken.connect(self._sent)
        # After the scans already on their way: none is sent twice.
        self._restarted.connect(self._start, Qt.ConnectionType.QueuedConnection)

    @property
    def total(self) -> int:
        """How many scans the recording has."""
        return len(self._scans)

    @property
    def held(self) -> Held:
        """Why it waits by itself, if it does."""
        return self._held if self.state is PlayState.PAUSED else Held.NOT

    def play(self, title: str, scans: Sequence[Recorded], page: str = "") -> None:
        """Play from the first scan, for a page of the rail or for whichever is in front."""
        self.stop()
        self.title, self._scans, self._page, self._held = title, scans, page, Held.NOT
        self.done = 0
        if scans:
            self.state = PlayState.PLAYING
            self._restarted.emit()
        self.changed.emit()

    def pause(self) -> None:
        """Send nothing more for now."""
        if self.state is PlayState.PLAYING:
            self.state = PlayState.PAUSED
            self._scanners.remove(self._device)
            self.changed.emit()

    def go_on(self) -> None:
        """Play what is left."""
        if self.state is PlayState.PAUSED:
            self.state, self._held = PlayState.PLAYING, Held.NOT
            self._restarted.emit()
            self.changed.emit()

    def stop(self) -> None:
        """Send nothing more, and forget the rest."""
        if self.state is not PlayState.IDLE:
            self.state = PlayState.IDLE
            self._scanners.remove(self._device)
            self.changed.emit()

    def choose_pace(self, seconds: float) -> None:
        """So long between two scans from now on."""
        self.pace = seconds
        if self.state is PlayState.PLAYING:
            self._scanners.remove(self._device)
            self._restarted.emit()

    def page_shown(self, name: str) -> None:
        """Wait while its page is not in front; go on when it is again."""
        if not self._page or self.state is PlayState.IDLE:
            return
        if name != self._page:
            self._hold(Held.AWAY)
        elif self.held is Held.AWAY:
            self.go_on()

    def asked(self, asks: bool) -> None:  # noqa: FBT001 - a slot
        """Wait while the page asks something; go on when it is answered."""
        if asks and self._page:
            self._hold(Held.ASKED)
        elif not asks and self.held is Held.ASKED:
            self.go_on()

    def _hold(self, why: Held) -> None:
        if self.state is PlayState.PLAYING or self.held is not Held.NOT:
            self._held = why
            self.pause()
            self.changed.emit()

    def _start(self) -> None:
        if self.state is not PlayState.PLAYING or self.done >= self.total:
            return
        pause = round(self.pace * 1000)
        rest = [Recorded(scan.frame, pause) for scan in self._scans[self.done :]]
        rest[0] = Recorded(rest[0].frame, max(_FIRST_MS, pause) if not self.done else pause)
        self._scanners.replay(rest, self._device)

    def _sent(self, _frame: bytes, device: str, _kind: object) -> None:
        if device != self._device or self.state is PlayState.IDLE:
            return
        self.done += 1
        if self.done >= self.total:
            self.state = PlayState.IDLE
        self.changed.emit()
