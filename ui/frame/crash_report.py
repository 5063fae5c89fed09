"""Bugs go to a file and to the person at the screen; nothing else stops for them."""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from lsn_desktop.domain.messages import message

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

_LARGEST = 2_000_000  # bytes; then a new file is begun and one old one kept


class CrashReport(QObject):
    """Writes each bug to ``crash.log``; ``told`` has the words for the window.

    What was confirmed is on disk before it was told, so a bug costs nothing but itself.
    """

    told = Signal(str)
    _happened = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = folder / "crash.log"
        self._happened.connect(self.told, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take all bugs from now on, of every thread."""
        sys.excepthook = self.report
        threading.excepthook = lambda args: self.report(
            args.exc_type, args.exc_value, args.exc_traceback
        )

    def report(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        """Keep a bug and tell of it; an interrupt from the keyboard ends the program."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), where)
            return
        report = "".join(traceback.format_exception(kind, error, where))
        if sys.stderr is not None:  # there is no terminal where a shortcut started us
            sys.stderr.write(report)
        self._keep(report)
        words = message(
            "The program made a mistake here. What was confirmed is safe; do this step again."
            " The report is in {file}.",
            file=self._file,
        )
        self._happened.emit(str(words))

    def _keep(self, report: str) -> None:
        now = datetime.now(UTC)
        head = (
            f"=== {now:%Y-%m-%d %H:%M:%S} UTC, {platform.platform()}, {sys.version.split()[0]}"
        )
        try:
            if self._file.exists() and self._file.stat().st_size > _LARGEST:
                self._file.replace(self._file.with_suffix(".old.log"))
            with self._file.open("a", encoding="utf-8") as file:
                file.write(f"{head}\n{report}\n")
        except OSError:
            return  # the disk is full: the terminal has it
