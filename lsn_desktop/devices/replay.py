r"""A recorded scanner: its scans from a file, at the pace they were made.

One scan per line with C escapes (``\x1d`` is GS, ``\\`` a reverse solidus); empty lines
are skipped. A line ``+750`` waits 750 ms before the next scan; a scan that reads so is
written ``\x2b750``. A raw file holds the bytes as a serial port delivers them.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Unavailable
from lsn_desktop.scanning.escapes import unescaped
from lsn_desktop.scanning.frames import Frame, Framer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

_PAUSE = re.compile(rb"\+(\d{1,7})(?:ms)?")


@dataclass(frozen=True, slots=True)
class Recorded:
    """A scan, and how long the scanner was quiet before it, in milliseconds."""

    frame: Frame
    pause_ms: int = 0


def recorded(data: bytes, *, raw: bool = False, gap_ms: int = 0) -> list[Recorded]:
    """The scans of a recording.

    Args:
        data: the file's bytes.
        raw: they are what a serial port delivered, suffixes and all.
        gap_ms: the pause before a scan for which the recording gives none.

    """
    if raw:
        framer = Framer()
        return [Recorded(frame, gap_ms) for frame in framer.feed(data, 0) + framer.restart()]
    return list(_lines(data, gap_ms))


def _lines(data: bytes, gap_ms: int) -> Iterator[Recorded]:
    pause: int | None = None
    for line in re.split(rb"\r?\n", data):
        if given := _PAUSE.fullmatch(line.strip()):
            pause = (pause or 0) + int(given[1])
        elif line:
            yield Recorded(Frame(unescaped(line)), gap_ms if pause is None else pause)
            pause = None


def load(path: Path, *, raw: bool = False, gap_ms: int = 0) -> list[Recorded]:
    """Read a recording from a file.

    Raises:
        Unavailable: the file cannot be read.

    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unavailable(
            message(
                "The recorded scans in {file} cannot be read: {reason}.",
                file=path,
                reason=error.strerror,
            ),
            message("Choose a file that can be read."),
        ) from error
    return recorded(data, raw=raw, gap_ms=gap_ms)


class Replay(threading.Thread):
    """Plays a recording once; both callbacks are called in this thread."""

    def __init__(
        self,
        scans: Sequence[Recorded],
        on_frame: Callable[[Frame], None],
        on_end: Callable[[], None],
    ) -> None:
        super().__init__(name="replay", daemon=True)
        self._scans, self._on_frame, self._on_end = scans, on_frame, on_end
        self._closing = threading.Event()

    def close(self) -> None:
        """Ask it to end before the next scan."""
        self._closing.set()

    def run(self) -> None:
        """Play until the last scan, or until closed."""
        for scan in self._scans:
            if self._closing.wait(scan.pause_ms / 1000):
                break
            self._on_frame(scan.frame)
        self._on_end()
