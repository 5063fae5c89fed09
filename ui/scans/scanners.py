"""Every scanner of this workstation in one place: threads and the wedge become Qt signals."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from lsn_desktop.devices.replay import Recorded, Replay
from lsn_desktop.devices.serial_scanner import SerialProfile, SerialScanner, why_not
from lsn_desktop.domain.messages import Message, _
from lsn_desktop.scanning.doctor import Bytes, Keys
from lsn_desktop.scanning.frames import LIMIT, Frame, FrameKind
from lsn_desktop.settings import KEYBOARD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.scans.wedge import Wedge

_PATIENCE = 1.0  # seconds in which all threads end together
_QUIET_MS = 250  # after which a serial scanner's scan is whole, whatever it ends with


class ScannerState(StrEnum):
    """What the light of a scanner says."""

    CONNECTED = "connected"
    AWAY = "away"
    TROUBLE = "trouble"
    LISTENING = "listening"
    NOT_LISTENING = "not listening"
    PLAYING = "playing"


@dataclass(frozen=True, slots=True)
class ScannerLight:
    """One scanner and how it is; ``why`` says what the trouble is."""

    device: str
    state: ScannerState
    why: Message | None = None

    @property
    def is_on(self) -> bool:
        off = {ScannerState.AWAY, ScannerState.TROUBLE, ScannerState.NOT_LISTENING}
        return self.state not in off


@dataclass(frozen=True, slots=True)
class Heard:
    """What a scanner sent last: the bytes, what kind of frame, when (seconds UTC)."""

    content: bytes
    kind: str
    at: float


class _Source(Protocol):
    """A thread that hands frames over."""

    def start(self) -> None: ...
    def close(self) -> None: ...
    def join(self, timeout: float | None = None) -> None: ...


class Scanners(QObject):
    """All scanners; whichever one sends, the frame comes out of the same signal, in order.

    :meth:`stop` is to be called before the application ends.
    """

    scanned = Signal(bytes, str, bool)
    """Frame; device; whether its beginning is certain (only a wedge by timing may not be)."""
    broken = Signal(bytes, str, str)
    """What came of a scan cut short or over-long; device; the kind of frame."""
    changed = Signal()
    """A scanner came, went, or was added or removed: see :meth:`lights`."""

    raw = Signal(object, str)
    """One scan as it came, a doctor's capture, and its device: while :meth:`listen_raw`."""
    arriving = Signal(int)
    """How many keys or bytes of such a scan came so far."""

    # From the threads to the thread of this object.
    _came = Signal(bytes, str)
    _framed = Signal(object, str)
    _stated = Signal(str, object)
    _failed = Signal(str, object)
    _ended = Signal(str, object)

    def __init__(self, wedge: Wedge | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sources: dict[str, _Source] = {}
        self._states: dict[str, ScannerState] = {}
        self._whys: dict[str, Message] = {}
        self._last: dict[str, Heard] = {}
        self._wedge, self._is_raw = wedge, False
        self._bytes: dict[str, bytes] = {}
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._quiet.timeout.connect(self._tell_bytes)
        self._came.connect(self._collect)
        self._framed.connect(self._tell)
        self._stated.connect(self._note)
        self._failed.connect(self._note_failure)
        self._ended.connect(self._forget)
        self.scanned.connect(self._remember_scan)
        self.broken.connect(self._remember)
        if wedge is not None:
            wedge.scanned.connect(self.scanned)
            wedge.broken.connect(self.broken)
            wedge.listening.connect(self._note_wedge)
            wedge.arriving.connect(self.arriving)
            wedge.burst.connect(lambda strokes: self.raw.emit(Keys(strokes), KEYBOARD))
            self._note_wedge(wedge.is_listening)

    def listen_raw(self, *, on: bool) -> None:
        """Tell scans as they come, keys and bytes, through ``raw`` and nothing else; or end it.

        Recordings are no scanners: they go their way.
        """
        self._is_raw = on
        self._bytes.clear()
        if self._wedge is not None:
            self._wedge.hand_over(bursts=on)
        for device, source in self._sources.items():
            self._listen_raw_to(device, source)

    def lights(self) -> list[ScannerLight]:
        """Every scanner and its state, the wedge first."""
        return [
            ScannerLight(device, state, self._whys.get(device))
            for device, state in self._states.items()
        ]

    def last(self, device: str) -> Heard | None:
        """What a scanner sent last, since the program began."""
        return self._last.get(device)

    def add(self, profile: SerialProfile) -> None:
        """Listen to a serial scanner from now on; one of the same name is replaced."""
        self._start(
            profile.name,
            SerialScanner(
                profile,
                lambda frame: self._framed.emit(frame, profile.name),
                lambda on: self._stated.emit(
                    profile.name, ScannerState.CONNECTED if on else ScannerState.AWAY
                ),
                on_failure=lambda error: self._failed.emit(profile.name, why_not(error)),
            ),
            ScannerState.AWAY,
        )

    def replay(self, scans: Sequence[Recorded], device: str = "") -> str:
        """Play a recorded scanner; it goes by itself after its last scan. Returns its name."""
        name = device or _("Recorded scanner")
        played = Replay(
            scans,
            lambda frame: self._framed.emit(frame, name),
            lambda: self._ended.emit(name, played),
        )
        self._start(name, played, ScannerState.PLAYING)
        return name

    def remove(self, device: str) -> None:
        """Listen to a scanner no longer."""
        source = self._sources.pop(device, None)
        if source is None:
            return
        source.close()
        source.join(_PATIENCE)
        del self._states[device]
        self._whys.pop(device, None)
        self.changed.emit()

    def stop(self) -> None:
        """End all threads, within a second."""
        sources = [*self._sources.values()]
        self._sources.clear()
        for source in sources:
            source.close()
        end = time.monotonic() + _PATIENCE
        for source in sources:
            source.join(max(0.0, end - time.monotonic()))

    def _start(self, device: str, source: _Source, state: ScannerState) -> None:
        self.remove(device)
        self._sources[device] = source
        self._states[device] = state
        self._listen_raw_to(device, source)
        source.start()
        self.changed.emit()

    def _listen_raw_to(self, device: str, source: _Source) -> None:
        if isinstance(source, SerialScanner):
            tell = self._came.emit
            source.hand_over((lambda data: tell(data, device)) if self._is_raw else None)

    def _collect(self, data: bytes, device: str) -> None:
        if self._is_raw:
            self._bytes[device] = self._bytes.get(device, b"") + data
            self.arriving.emit(len(self._bytes[device]))
            self._quiet.start()

    def _tell_bytes(self) -> None:
        came, self._bytes = self._bytes, {}
        for device, data in came.items():
            self.raw.emit(Bytes(data[:LIMIT]), device)

    def _forget(self, device: str, ended: _Source) -> None:
        if self._sources.get(device) is ended:  # not another one under its name
            self.remove(device)

    def _tell(self, frame: Frame, device: str) -> None:
        if frame.kind is FrameKind.COMPLETE:
            self.scanned.emit(frame.content, device, True)  # noqa: FBT003 - certain
        else:
            self.broken.emit(frame.content, device, str(frame.kind))

    def _remember_scan(self, frame: bytes, device: str, certain: bool) -> None:  # noqa: FBT001 - a slot
        kind = FrameKind.COMPLETE if certain else "suspect"
        self._remember(frame, device, kind)

    def _remember(self, frame: bytes, device: str, kind: str) -> None:
        self._last[device] = Heard(frame, kind, time.time())

    def _note(self, device: str, state: ScannerState) -> None:
        if device in self._sources:
            self._states[device] = state
            self._whys.pop(device, None)
            self.changed.emit()

    def _note_failure(self, device: str, why: Message | None) -> None:
        """A port that is there and not for us; one that is not there is only away."""
        if device not in self._sources or why == self._whys.get(device):
            return
        self._states[device] = ScannerState.AWAY if why is None else ScannerState.TROUBLE
        self._whys.pop(device, None)
        if why is not None:
            self._whys[device] = why
        self.changed.emit()

    def _note_wedge(self, listening: bool) -> None:  # noqa: FBT001 - a slot
        self._states[KEYBOARD] = (
            ScannerState.LISTENING if listening else ScannerState.NOT_LISTENING
        )
        self.changed.emit()
