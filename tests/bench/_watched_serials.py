"""Ten thousand serials on Receive, listened to by a heartbeat. Prints one JSON object.

Run as a program. For each step the gaps between the beats of a timer of 2 ms on the window's
own thread, in milliseconds: the longest is how long the window stood still.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QPushButton

from lsn_desktop.program import settle_memory
from tests.ui.heartbeat import Heartbeat
from tests.ui.office import office
from tests.ui.parts import part
from ui.frame.main_window import MainWindow
from ui.gallery.kit import MANUAL
from ui.page import PageEntry
from ui.parts.theme import Theme
from ui.scans.scan_list import ScanList
from ui.screens.receive import ReceivePage
from ui.tasks import Tasks

if TYPE_CHECKING:
    from collections.abc import Callable

_PATIENCE = 60.0  # seconds
_ROWS = 10_000


def _until(there: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not there():
        if time.monotonic() > end:
            raise TimeoutError
        QTest.qWait(5)
    QTest.qWait(200)  # until it is painted, and what follows is read


def main() -> None:
    """Paste, look, receive, post."""
    application = QApplication(["bench"])
    lanes, theme = Tasks(application), Theme(application)
    place = office(Path(tempfile.mkdtemp(prefix="lsn-bench-serials-")), theme, lanes)
    page = ReceivePage(place.desk)
    window = MainWindow(
        [PageEntry("receive", "Receive", "receive", lambda: page)], theme, MANUAL
    )
    theme.dress(window)
    window.resize(1366, 768)
    window.show()
    vendors = part(page, QComboBox, "receive.blind.place")
    _until(lambda: vendors.count() > 0)
    part(page, QPushButton, "receive.blind.start").click()
    _until(lambda: "RC-" in page.chip())
    part(page, QPushButton, "receive.f3").click()
    item = part(page, QLineEdit, "receive.serials.item")
    QTest.keyClicks(item, "pump")
    QTest.keyClick(item, Qt.Key.Key_Return)
    press = part(page, QPushButton, "receive.serials.receive")
    settle_memory()  # as the program does once it has started
    heart = Heartbeat()
    told: dict[str, list[float]] = {}

    heart.start()
    QGuiApplication.clipboard().setText("\n".join(f"SN-{n:05}" for n in range(_ROWS)))
    part(page, QPlainTextEdit, "receive.serials.text").paste()
    _until(press.isEnabled)
    told["pasted and looked at"] = _stop(heart)
    heart.start()
    press.click()
    _until(lambda: not press.isVisible())
    told["received"] = _stop(heart)
    heart.start()
    part(page, QPushButton, "receive.post").click()
    came = part(page, ScanList, "receive.came")
    _until(lambda: len(came.rows) == _ROWS)
    told["posted"] = _stop(heart)
    sys.stdout.write(json.dumps(told))
    sys.stdout.flush()
    os._exit(0)  # what is left open is the system's to close


def _stop(heart: Heartbeat) -> list[float]:
    heart.stop()
    return list(heart.walls)


if __name__ == "__main__":
    main()
