"""Tells what is on show that something it shows was changed by a commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Iterable


class Changes(QObject):
    """After each commit: the subjects it touched, such as ``items`` or ``receipts``.

    ``announce`` may be called from the writer's thread; who lives on the UI thread is
    told there.
    """

    changed = Signal(frozenset)

    def announce(self, subjects: Iterable[str]) -> None:
        """Tell everyone, unless nothing changed."""
        if touched := frozenset(subjects):
            self.changed.emit(touched)
