"""How long the event loop stood still: a timer that should tick every few milliseconds.

A gap counts as long as this process worked in it: what other processes took of the machine
meanwhile is not ours.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer

_BEAT = 2  # ms


class Heartbeat(QObject):
    """``stalls`` are the gaps between beats beyond what was asked for, in milliseconds.

    ``walls`` are the same by the clock on the wall.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stalls: list[float] = []
        self.walls: list[float] = []
        self._last = self._worked = 0.0
        self._timer = QTimer(self, interval=_BEAT, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to listen."""
        self.stalls.clear()
        self.walls.clear()
        self._last, self._worked = time.perf_counter(), time.process_time()
        self._timer.start()

    def stop(self) -> float:
        """End; the longest stall since the start."""
        self._beat()
        self._timer.stop()
        return max(self.stalls)

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.process_time()
        gap = (now - self._last) * 1000 - _BEAT
        self.walls.append(gap)
        self.stalls.append(min(gap, (worked - self._worked) * 1000))
        self._last, self._worked = now, worked
