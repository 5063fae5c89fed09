"""Bytes of a scanner into frames, wherever the stream was cut. No I/O, no clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, StrEnum

LIMIT = 4096  # bytes; the largest symbol (QR, version 40-L) holds 2,953 bytes or 7,089 digits
SILENCE_MS = 500  # within a frame: the scanner was unplugged or switched off

GS = b"\x1d"
_IDENTIFIER = 3  # bytes of an AIM identifier, which begins with a bracket
_SPELLED_GS = re.compile(rb"\{GS\}|<GS>", re.IGNORECASE)


class FrameKind(StrEnum):
    """What became of what the scanner sent."""

    COMPLETE = "complete"
    OVERLONG = "overlong"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Frame:
    """What a scanner sent between two suffixes, without prefix and suffix.

    Only a complete frame is a scan. The other kinds are for the journal: an over-long
    one keeps its first bytes, an incomplete one what had arrived.
    """

    content: bytes
    kind: FrameKind = FrameKind.COMPLETE


class Suffix(Enum):
    """What ends a frame on a serial line. ``LINE_END`` takes CR, LF and CRLF alike."""

    LINE_END = rb"[\r\n]"
    CR = rb"\r"
    LF = rb"\n"
    CRLF = rb"\r\n"
    TAB = rb"\t"
    ETX = rb"\x03"


def with_gs(content: bytes, substitute: bytes = b"") -> bytes:
    """The content with its group separators as 0x1D.

    Args:
        content: one frame; ``{GS}`` and ``<GS>`` are always taken for a separator,
            since no symbol holds these words.
        substitute: the character this scanner is set to send instead (``|``, ``^``, ``~``).

    """
    content = _SPELLED_GS.sub(GS, content)
    if not substitute:
        return content
    kept = _IDENTIFIER if substitute == b"]" and content.startswith(b"]") else 0
    return content[:kept] + content[kept:].replace(substitute, GS)


class Framer:
    """Cuts one scanner's stream into frames.

    A prefix, where the scanner sends one, begins a frame: what stood before it is told as
    incomplete, and so is a line without it. A silence of half a second and a new connection
    start empty.
    """

    def __init__(
        self, suffix: Suffix = Suffix.LINE_END, prefix: bytes = b"", limit: int = LIMIT
    ) -> None:
        self._suffix = re.compile(suffix.value)
        self._half = b"\r" if suffix is Suffix.CRLF else b""  # a suffix that may be cut in two
        self._prefix = prefix
        self._limit = limit
        self._rest = b""
        self._dropping = False
        self._last_ms = 0

    def feed(self, data: bytes, at_ms: int) -> list[Frame]:
        """Take in bytes that arrived at a time; return what they complete, oldest first.

        Args:
            data: any piece of the stream, cut anywhere.
            at_ms: milliseconds of a clock that only goes forward.

        """
        frames = self.silence(at_ms)
        if data:
            self._last_ms = at_ms
        *lines, rest = self._suffix.split(self._rest + data)
        for line in lines:
            if self._dropping:
                self._dropping = False
            elif len(line) > self._limit:
                frames.append(self._overlong(line))
            else:
                frames += self._line(line)
        half = self._half if self._half and rest.endswith(self._half) else b""
        if not self._dropping and len(rest) - len(half) > self._limit:
            frames.append(self._overlong(rest))
            self._dropping = True
        self._rest = half if self._dropping else rest
        return frames

    def silence(self, at_ms: int) -> list[Frame]:
        """Tell that nothing came until now; after half a second the fragment is given up."""
        return self.restart() if at_ms - self._last_ms >= SILENCE_MS else []

    def restart(self) -> list[Frame]:
        """Start empty, as at a new connection; the fragment, if any, comes back incomplete."""
        rest, dropping = self._rest, self._dropping
        self._rest, self._dropping = b"", False
        return [Frame(rest, FrameKind.INCOMPLETE)] if rest and not dropping else []

    def _overlong(self, line: bytes) -> Frame:
        return Frame(line[: self._limit], FrameKind.OVERLONG)

    def _line(self, line: bytes) -> list[Frame]:
        """Frames of one line; a prefix in its middle means that a suffix was lost before it."""
        if not self._prefix:
            return [Frame(line)] if line else []
        before, prefix, content = line.rpartition(self._prefix)
        if not prefix:
            before, content = content, b""
        before = before.removeprefix(self._prefix)
        frames = [Frame(before, FrameKind.INCOMPLETE)] if before else []
        return [*frames, Frame(content)] if content else frames
