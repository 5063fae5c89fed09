"""Codes of a picture taken as scans, one after the other as the page is ready for them."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.frame.main_window import MainWindow
    from ui.picture_scans.picture_codes import CodeRow

_LOOK = 20  # ms between two looks whether the page is ready


class Waits(Enum):
    """Why the next code is not taken yet."""

    NOT = auto()
    AWAY = auto()  # another page is in front, or the program is locked
    ASKED = auto()  # the page waits for an answer


class PictureFeed(QObject):
    """Each code goes where a scan goes; the next one when that was told of and answered.

    They are for the page that was in front when they were taken.
    """

    changed = Signal()

    def __init__(
        self, frame: MainWindow, scanned: Callable[[bytes, str, bool], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._frame, self._scanned = frame, scanned
        self._rows: list[CodeRow] = []
        self._page = ""
        self.total, self.waits = 0, Waits.NOT
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self._look)

    @property
    def done(self) -> int:
        """How many were taken."""
        return self.total - len(self._rows)

    @property
    def is_on(self) -> bool:
        return bool(self._rows)

    def take(self, rows: Sequence[CodeRow]) -> None:
        """Take these, after those that are still to be taken."""
        if not self.is_on:
            self._page, self.total = self._frame.name, 0
        self._rows += rows
        self.total += len(rows)
        self._timer.start()
        self._look()

    def go_on(self) -> None:
        """Take the next code although the page asks: it may be the answer."""
        if self.waits is Waits.ASKED:
            self._send()

    def stop(self) -> None:
        """Take no more."""
        self._rows.clear()
        self._timer.stop()
        self.waits = Waits.NOT
        self.changed.emit()

    def _look(self) -> None:
        page = self._frame.page
        before, self.waits = self.waits, Waits.NOT
        if self._frame.name != self._page or not self._frame.isVisible():  # locked
            self.waits = Waits.AWAY
        elif page.asks:
            self.waits = Waits.ASKED
        elif not getattr(page, "waiting", 0):
            self._send()
        if self.waits is not before:
            self.changed.emit()

    def _send(self) -> None:
        row = self._rows.pop(0)
        if not self._rows:
            self._timer.stop()
        self._scanned(row.frame, row.device, True)  # noqa: FBT003 - as scanners tell it
        self.changed.emit()
