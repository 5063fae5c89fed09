"""A trace under way: each part of it is told as soon as it is there, until it is cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lsn_desktop.services.traces import tracing
from ui.tasks import Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lsn_desktop.domain.genealogy import Direction
    from lsn_desktop.storage.transactions import Connection
    from ui.desk import Desk


class Running(QObject):
    """Asks on a reader; what an earlier trace still has to say is dropped."""

    begun = Signal(list)  # the LSNs it begins with
    grew = Signal(object)  # a Level
    ended = Signal(bool)  # whether it was cancelled
    failed = Signal(Exception)
    _came = Signal(object, object)  # which asking, and what it told: from the reader's thread

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked = Asked()
        self.is_on = False
        self._came.connect(self._take)

    def begin(
        self, starts: Callable[[Connection], Sequence[int]], direction: Direction
    ) -> None:
        """Trace from what a question finds; the trace before is dropped."""
        self._asked.cancel()
        asked = self._asked = Asked()
        self.is_on = True
        database = self._desk.program.database

        def job() -> Asked:
            with database.reading() as connection:
                ids = list(starts(connection))
                self._came.emit(asked, ids)
                for level in tracing.trace(
                    connection, ids, direction, cancelled=lambda: asked.cancelled
                ):
                    self._came.emit(asked, level)
            return asked

        self._desk.lanes.read(job, self._end, self._fail)

    def cancel(self) -> None:
        """Go no further; what was found stays."""
        if self.is_on:
            self._asked.cancel()
            self.is_on = False
            self.ended.emit(True)  # noqa: FBT003 - a signal takes it so

    def _take(self, asked: Asked, told: object) -> None:
        if asked.cancelled or asked is not self._asked:
            return
        if isinstance(told, list):
            self.begun.emit(told)
        else:
            self.grew.emit(told)

    def _end(self, asked: Asked) -> None:
        if asked is self._asked and not asked.cancelled:
            self.is_on = False
            self.ended.emit(False)  # noqa: FBT003 - a signal takes it so

    def _fail(self, error: Exception) -> None:
        self.is_on = False
        self.failed.emit(error)
