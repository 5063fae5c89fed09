"""How a window under test is told what to do, and tells: lines of input, lines of JSON."""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QObject, Signal


def say(**facts: object) -> None:
    """Print a line of JSON."""
    print(json.dumps(facts), flush=True)  # noqa: T201 - how it reports


class Commands(QObject):
    """Lines of standard input; the end of it closes the window."""

    line = Signal(str)
    ended = Signal()

    def read(self) -> None:
        for line in sys.stdin:
            self.line.emit(line.strip())
        self.ended.emit()
