"""The installed Qt does not lose references, as PySide6 6.12.0 does on Python 3.11."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal


class Bell(QObject):
    rung = Signal(bool, object)


def test_emitting_a_signal_keeps_the_references_of_its_values() -> None:
    bell = Bell()
    heard: list[bool] = []
    bell.rung.connect(lambda loud, _who: heard.append(loud))
    before = sys.getrefcount(True), sys.getrefcount(None)  # noqa: FBT003

    for _ in range(1000):
        bell.rung.emit(True, None)  # noqa: FBT003
    rung, heard = len(heard), []

    after = sys.getrefcount(True), sys.getrefcount(None)  # noqa: FBT003
    assert rung == 1000
    assert all(abs(new - old) < 10 for new, old in zip(after, before, strict=True))
