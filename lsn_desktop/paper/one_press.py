"""One program prints at a workstation at a time; the system frees its place if it is killed.

Whoever takes the place knows that no other program is sending a label, so that what is marked
as sent was left by one that ended. A second program orders its labels and leaves them to the
first.
"""

from __future__ import annotations

import os
import sys
import weakref
from threading import Lock
from typing import TYPE_CHECKING

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from pathlib import Path

_NAME = "printing.lock"


class OnePress:
    """The place at the printers of a workstation, whose settings are in this folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._leave: weakref.finalize[[int], OnePress] | None = None
        self._lock = Lock()
        self._at_work: set[int] = set()

    def take(self) -> bool | None:
        """True: it is ours from now on; None: it was already; False: another program has it."""
        with self._lock:
            if self._leave is not None:
                return None
            self._folder.mkdir(parents=True, exist_ok=True)
            file = os.open(self._folder / _NAME, os.O_RDWR | os.O_CREAT)
            if not _locked(file):
                os.close(file)
                return False
            self._leave = weakref.finalize(self, os.close, file)
            return True

    @property
    def is_ours(self) -> bool:
        """Whether no other program prints here until we leave."""
        return self._leave is not None

    def begin(self, job_id: int) -> bool:
        """Work on a job; False if another thread of ours does."""
        with self._lock:
            if job_id in self._at_work:
                return False
            self._at_work.add(job_id)
            return True

    def end(self, job_id: int) -> None:
        """Let another thread work on it."""
        with self._lock:
            self._at_work.discard(job_id)

    def leave(self) -> None:
        """Let another program print here."""
        with self._lock:
            if self._leave is not None:
                self._leave()
                self._leave = None


def _locked(file: int) -> bool:
    """Whether the file is ours alone until it is closed, or we are gone."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
