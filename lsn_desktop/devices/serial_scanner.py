"""A scanner on a serial port: one thread that reads, hands over, and survives an unplug."""

from __future__ import annotations

import errno
import sys
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import serial

from lsn_desktop.devices import ports
from lsn_desktop.domain.messages import Message, message
from lsn_desktop.scanning.frames import Frame, FrameKind, Framer, Suffix, with_gs

if sys.platform == "win32":
    _LOST: tuple[type[Exception], ...] = (OSError,)  # serial.SerialException is one
else:
    import termios

    _LOST = (OSError, termios.error)  # pulled while being opened

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 2.0  # seconds between attempts to connect
_LISTEN = 0.1  # seconds; how long closing and silence may go unnoticed


@dataclass(frozen=True, slots=True)
class SerialProfile:
    """How one serial scanner is reached and set up.

    ``port`` is a device (``COM3``, ``/dev/ttyACM0``) or a USB address as in :mod:`ports`, which
    finds the scanner again in another socket. ``gs_substitute`` is the character sent
    instead of a group separator, if any. USB scanners ignore ``baud``.
    """

    name: str
    port: str
    baud: int = 9600
    prefix: bytes = b""
    suffix: Suffix = Suffix.LINE_END
    gs_substitute: bytes = b""


def open_port(profile: SerialProfile) -> serial.Serial:
    """Open the port of a profile for ourselves alone.

    Raises:
        OSError: it is not there, or another program has it.

    """
    device = ports.locate(profile.port, ports.present())
    if device is None:
        raise FileNotFoundError(profile.port)
    # 8 data bits, no parity, 1 stop bit: what scanners are delivered with.
    return serial.Serial(device, profile.baud, timeout=_LISTEN, exclusive=True)


def why_not(error: Exception) -> Message | None:
    """Why a port that is there could not be opened; None if it is only not plugged in."""
    number = getattr(error, "errno", None)
    if number in {errno.EACCES, errno.EPERM}:
        return message("This user may not open the port. Add the user to its group.")
    if number in {errno.EAGAIN, errno.EBUSY}:
        return message("Another program has the port open. Close that program.")
    if "configure" in str(error):  # said by pyserial, without a number
        return message("This is no serial port, or it does not know this speed.")
    return None


def _nobody(_error: Exception) -> None:
    """Nobody asked to be told."""


class SerialScanner(threading.Thread):
    """Reads one scanner until closed; all callbacks are called in this thread.

    ``on_state`` tells whether the scanner is connected, ``on_failure`` why an attempt to
    connect failed. It is a daemon so that a driver that hangs cannot keep the program from
    ending; its errors go where every thread's go.
    """

    def __init__(
        self,
        profile: SerialProfile,
        on_frame: Callable[[Frame], None],
        on_state: Callable[[bool], None],
        *,
        on_failure: Callable[[Exception], None] = _nobody,
        connect: Callable[[SerialProfile], serial.Serial] = open_port,
    ) -> None:
        super().__init__(name=f"scanner {profile.name}", daemon=True)
        self._profile = profile
        self._on_frame = on_frame
        self._on_state = on_state
        self._on_failure = on_failure
        self._connect = connect
        self._framer = Framer(profile.suffix, profile.prefix)
        self._on_bytes: Callable[[bytes], None] | None = None
        self._closing = threading.Event()

    def hand_over(self, on_bytes: Callable[[bytes], None] | None) -> None:
        """From the next bytes on, hand them over as they come; with None, as frames again."""
        self._on_bytes = on_bytes

    def close(self) -> None:
        """Ask it to end; it does within a tenth of a second."""
        self._closing.set()

    def run(self) -> None:
        """Read until closed, connecting again after each loss."""
        pause = FIRST_PAUSE
        while not self._closing.is_set():
            try:
                with self._connect(self._profile) as port:
                    pause = FIRST_PAUSE
                    self._listen(port)
            except _LOST as error:  # unplugged, not there yet, or not for us
                self._on_failure(error)
            except Exception:  # noqa: BLE001 - a bug is reported, and must not end the shift's scanning
                threading.excepthook(threading.ExceptHookArgs((*sys.exc_info(), self)))
            self._closing.wait(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    def _listen(self, port: serial.Serial) -> None:
        self._on_state(True)  # noqa: FBT003 - connected
        try:
            while not self._closing.is_set():
                data = port.read(port.in_waiting or 1)
                if on_bytes := self._on_bytes:
                    self._framer.restart()
                    if data:
                        on_bytes(data)
                    continue
                self._hand_over(self._framer.feed(data, time.monotonic_ns() // 1_000_000))
        finally:
            self._hand_over(self._framer.restart())
            self._on_state(False)  # noqa: FBT003 - away

    def _hand_over(self, frames: list[Frame]) -> None:
        for frame in frames:
            if frame.kind is FrameKind.COMPLETE:
                self._on_frame(Frame(with_gs(frame.content, self._profile.gs_substitute)))
            else:
                self._on_frame(frame)
