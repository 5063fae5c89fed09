"""How the printers stand, asked one after the other while somebody looks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from lsn_desktop.paper import printers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.storage.printers import PrinterRow
    from printing.ways import PrinterStatus
    from ui.tasks import Lanes

_EVERY = 5000  # ms between two rounds


class PrinterWatch(QObject):
    """``told`` gives the number of a printer and its :class:`PrinterStatus`."""

    told = Signal(int, object)

    def __init__(self, lanes: Lanes, parent: QObject) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._rows: Sequence[PrinterRow] = ()
        self._left: list[PrinterRow] = []
        self._on = False
        self._asking = False
        self._again = QTimer(self, singleShot=True, interval=_EVERY)
        self._again.timeout.connect(self._begin)

    def watch(self, rows: Sequence[PrinterRow]) -> None:
        """Ask these printers, again and again."""
        self._rows = rows
        self._on = True
        self._begin()

    def stop(self) -> None:
        """Nobody looks any more."""
        self._on = False
        self._again.stop()

    def _begin(self) -> None:
        self._left = list(self._rows)
        if not self._asking:
            self._next()

    def _next(self) -> None:
        """One at a time: a printer that is off keeps nobody else's label waiting."""
        self._asking = self._on and bool(self._left)
        if not self._asking:
            if self._on:
                self._again.start()
            return
        row = self._left.pop(0)
        ask = partial(printers.status, row)
        self._lanes.print(ask, partial(self._tell, row.id), self._failed)

    def _tell(self, number: int, status: PrinterStatus) -> None:
        self.told.emit(number, status)
        self._next()

    def _failed(self, _error: Exception) -> None:
        self._next()
