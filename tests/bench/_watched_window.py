"""The program's own window, timed from within. Run as a program; prints one JSON object.

``--frames`` are scanned as by a keyboard wedge, then by a serial port (``--line``, its other
end), from the Enter key or the last byte to the painted banner; ``--table`` opens the list of
lots and serials and pages down.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QLineEdit, QPushButton

from lsn_desktop import settings
from tests.scanning.keyboard import f9, typing
from tests.ui.keys import send
from tests.ui.parts import part
from ui.app import App
from ui.frame.program_window import ProgramWindow
from ui.parts.theme import Theme
from ui.parts.tokens import TABLE_ROW
from ui.scans.scan_banner import ScanBanner
from ui.tables.table_pages import PAGE

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

_PATIENCE = 20.0  # seconds
_BEAT = 4  # ms
_PAGES = 60


class Painted(QObject):
    """Knows when a widget was painted, and the picture handed to the screen, since asked."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.at: float | None = None
        self._is_due: Callable[[], bool] = lambda: False
        widget.installEventFilter(self)

    def wait_for(self, is_due: Callable[[], bool]) -> None:
        self.at, self._is_due = None, is_due

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint and self.at is None and self._is_due():
            # The picture goes out once this event is done with.
            QTimer.singleShot(0, self._note)
        return False

    def _note(self) -> None:
        self.at = self.at or time.perf_counter()


class Heart(QObject):
    """Beats on the UI thread; how late a beat was is how long the thread was blocked."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=_BEAT)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def forget(self) -> None:
        self.late.clear()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.late.append(max(0.0, (now - self._last) * 1000 - _BEAT))
        self._last = now


def until(there: Callable[[], bool]) -> None:
    """Let the event loop run until something is so."""
    end = time.monotonic() + _PATIENCE
    while not there():
        if time.monotonic() > end:
            labels = [one for one in QApplication.allWidgets() if isinstance(one, QLabel)]
            raise TimeoutError([label.text() for label in labels if label.isVisible()])
        QApplication.processEvents()
        time.sleep(0.0002)  # the writer's thread needs the interpreter too


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--db", required=True)
    parser.add_argument("--document", type=int, default=0)
    parser.add_argument("--frames", default="[]")
    parser.add_argument("--line", type=int, default=-1)
    parser.add_argument("--table", action="store_true")
    options = parser.parse_args()
    qt = QApplication([])
    window = ProgramWindow()
    theme = Theme(qt)
    theme.dress(window)
    app = App(window, theme, settings.load(database=options.db))
    window.show()
    window.activateWindow()  # where nothing manages windows, none else does it
    app.open()
    sign_in(window)
    assert app.session is not None
    told: dict[str, Any] = {}
    heart = Heart()
    if options.document:
        app.session.go("receive", options.document)
        until(lambda: any(one.isVisible() for one in window.findChildren(ScanBanner)))
        banner = next(one for one in window.findChildren(ScanBanner) if one.isVisible())
        QTest.qWait(500)
        heart.forget()
        frames = deque(json.loads(options.frames))
        count = len(frames) // 2
        told["key"] = [by_key(window, banner, frames.popleft()) for _ in range(count)]
        told["byte"] = [by_port(options.line, banner, frames.popleft()) for _ in range(count)]
        told["late"] = list(heart.late)
    if options.table:
        heart.forget()
        told |= page_through(app, window)
        told["table late"] = list(heart.late)
        heart.forget()
        told |= go_about(window)
        told["far late"] = list(heart.late)
    window.close()
    print(json.dumps(told), flush=True)


def sign_in(window: ProgramWindow) -> None:
    until(lambda: window.findChild(QLineEdit, "sign_in.pin") is not None)
    field = part(window, QLineEdit, "sign_in.pin")
    until(field.isVisible)
    QTest.keyClicks(field, "2580")
    part(window, QPushButton, "sign_in.enter").click()
    until(lambda: window.in_frame)
    QTest.qWait(500)


def by_key(window: ProgramWindow, banner: ScanBanner, frame: str) -> float:
    """Type a scan as a wedge does; the time runs from its Enter key."""
    handle = window.windowHandle()
    now = int(time.monotonic() * 1000)
    strokes = [f9(now), *typing(frame + "\r", 5, now + 5)]
    enter = next(n for n, stroke in enumerate(strokes) if stroke.text == "\r")
    send(handle, strokes[:enter])
    QApplication.processEvents()
    return _painted(banner, lambda: send(handle, strokes[enter:]))


def by_port(line: int, banner: ScanBanner, frame: str) -> float:
    """Send a scan down the serial port."""
    return _painted(banner, lambda: os.write(line, frame.encode() + b"\r"))


def _painted(banner: ScanBanner, begin: Callable[[], object]) -> float:
    """Milliseconds from there to the banner's next outcome, painted."""
    before = banner.words
    painted = banner.findChild(Painted) or Painted(banner)
    assert isinstance(painted, Painted)
    painted.wait_for(lambda: banner.words is not before and banner.words.kind != "waiting")
    begun = time.perf_counter()
    begin()
    until(lambda: painted.at is not None)
    if banner.words.kind not in {"ok", "attention"}:
        raise AssertionError(banner.words)
    return ((painted.at or 0.0) - begun) * 1000


def page_through(app: App, window: ProgramWindow) -> dict[str, Any]:
    """Milliseconds to the first rows on the screen, to their count, to each page further on."""
    assert app.session is not None
    begun = time.perf_counter()
    app.session.go("lsns", None)
    view = part(window, QAbstractItemView, "lsns.table")
    first = _rows_painted(view, 0, begun)
    begun = time.perf_counter()
    count = part(window, QLabel, "lsns.table.count")
    until(lambda: "more" not in count.text())
    counted = (time.perf_counter() - begun) * 1000
    bar, page = view.verticalScrollBar(), PAGE * TABLE_ROW
    pages = [_there(view, partial(bar.setValue, n * page)) for n in range(1, _PAGES)]
    return {"first page": first, "counted": counted, "pages": pages}


def go_about(window: ProgramWindow) -> dict[str, Any]:
    """Milliseconds until all rows are counted; to the end, to any place, to what is typed."""
    view, find = (
        part(window, QAbstractItemView, "lsns.table"),
        part(window, QLineEdit, "lsns.table.find"),
    )
    told: dict[str, Any] = {}
    rows, bar = view.model().rowCount(), view.verticalScrollBar()
    told["end"] = _there(view, lambda: QTest.keyClick(view, Qt.Key.Key_End))
    assert view.currentIndex().row() == rows - 1
    told["anywhere"] = [
        _there(view, partial(bar.setValue, bar.maximum() * (n * 37 % 100) // 100))
        for n in range(1, _PAGES)
    ]
    told["find"] = []
    for letters in ("L", "L0", "L00", "7777", "77777", "zzz", ""):
        begun = time.perf_counter()
        before = view.model().rowCount()
        find.setText(letters)
        until(lambda before=before: view.model().rowCount() != before)  # type: ignore[misc]
        told["find"].append((time.perf_counter() - begun) * 1000)
        QTest.qWait(300)
    return told


def _there(view: QAbstractItemView, go: Callable[[], object]) -> float:
    """Milliseconds until what is in sight is painted whole."""
    QTest.qWait(20)
    painted = view.viewport().findChild(Painted) or Painted(view.viewport())
    assert isinstance(painted, Painted)
    begun = time.perf_counter()
    go()
    painted.wait_for(partial(_is_whole, view))
    view.viewport().update()
    until(lambda: painted.at is not None)
    return ((painted.at or 0.0) - begun) * 1000


def _is_whole(view: QAbstractItemView) -> bool:
    ends = (QPoint(5, 5), QPoint(5, view.viewport().height() - 5))
    return all(view.indexAt(end).data() != "…" for end in ends)


def _rows_painted(view: QAbstractItemView, rows: int, begun: float) -> float:
    painted = view.viewport().findChild(Painted) or Painted(view.viewport())
    assert isinstance(painted, Painted)
    painted.wait_for(lambda: view.model().rowCount() > rows)
    until(lambda: painted.at is not None)
    return ((painted.at or 0.0) - begun) * 1000


if __name__ == "__main__":
    main()
