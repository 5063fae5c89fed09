"""Pictures read in the lane of what takes long, page by page, until done or cancelled."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.picture_scans.picture_codes import Found, find

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.devices.pictures import LookedAt
    from ui.desk import Desk
    from ui.picture_scans.picture_codes import Source
    from ui.tasks import Asked


class PictureReading(QObject):
    """One reading at a time; another one takes its place."""

    looked = Signal(str, int, int)  # the file, its page just read, of how many
    changed = Signal()  # it began or ended
    found = Signal(object)  # Found
    failed = Signal(Exception)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked: Asked | None = None
        self._stop = Event()
        self.names: tuple[str, ...] = ()

    @property
    def is_on(self) -> bool:
        return bool(self.names)

    def begin(self, sources: Sequence[Source]) -> None:
        """Read these."""
        self.cancel()
        self._stop = stop = Event()
        self.names = tuple(one.name for one in sources)
        self.changed.emit()
        program, station = self._desk.program, self._desk.station

        def looked(source: Source, page: LookedAt) -> None:
            self.looked.emit(source.name, page.page, page.count)

        self._asked = self._desk.lanes.aside(
            lambda: find(sources, program, station, looked, lambda: not stop.is_set()),
            self._done,
            self._not_done,
        )

    def cancel(self) -> None:
        """Read no further, and tell nothing of what was found."""
        if self._asked is not None:
            self._asked.cancel()
        self._stop.set()
        self._end()

    def _done(self, found: Found) -> None:
        self._end()
        self.found.emit(found)

    def _not_done(self, error: Exception) -> None:
        self._end()
        self.failed.emit(error)

    def _end(self) -> None:
        self._asked, was_on = None, self.is_on
        self.names = ()
        if was_on:
            self.changed.emit()
