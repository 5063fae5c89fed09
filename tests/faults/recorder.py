"""Record what a process of ours does to its files, by a shim before the C library."""

from __future__ import annotations

import os
import struct
import subprocess
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SOURCE = Path(__file__).with_name("recorder.c")
_HEADER = struct.Struct("=IIQQ")


class What(IntEnum):
    """Kinds of events, as recorder.c numbers them."""

    WRITE = 1
    TRUNCATE = 2
    SYNC = 3
    UNLINK = 4
    RENAME = 5


@dataclass(frozen=True, slots=True)
class Event:
    """One thing done to a file: bytes written ``at`` a place, a new length ``at``, a sync."""

    what: What
    name: str
    at: int
    data: bytes


def compile_shim(folder: Path) -> Path:
    """The shim as a library, made by the system's C compiler."""
    library = folder / "recorder.so"
    subprocess.run(
        ["cc", "-Wall", "-Werror", "-O2", "-shared", "-fPIC", "-o", library, _SOURCE],
        check=True,
    )
    return library


def record(shim: Path, command: Sequence[str | Path], folder: Path, log: Path) -> list[Event]:
    """Run a command to its end and tell what it did to the files of a folder."""
    recording = {
        "LD_PRELOAD": str(shim),
        "LSN_RECORD_FOLDER": str(folder),
        "LSN_RECORD_TO": str(log),
    }
    subprocess.run(command, env=os.environ | recording, check=True)
    return list(_events(log.read_bytes()))


def _events(log: bytes) -> Iterator[Event]:
    start = 0
    while start < len(log):
        what, name_length, at, length = _HEADER.unpack_from(log, start)
        start += _HEADER.size
        name = log[start : start + name_length].decode()
        start += name_length
        yield Event(What(what), name, at, log[start : start + length])
        start += length
