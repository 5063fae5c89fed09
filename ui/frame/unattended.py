"""The main job played by the program itself, in its own window: a demonstration that proves.

``lsn-desktop --demo --unattended FOLDER`` signs in, receives a recorded delivery, takes back a
scan, posts, prints the labels and issues a certificate, by the keys and buttons of the pages.
It leaves the PDF files and pictures in the folder and ends with 0, or with 1 and what it
waited for.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from lsn_desktop.devices.replay import Recorded, recorded
from lsn_desktop.domain.messages import _, message
from lsn_desktop.paper import output
from lsn_desktop.scanning.frames import Frame
from lsn_desktop.services.simulation import demo_rows
from lsn_desktop.storage import lists
from printing import pdf_pages
from ui.scans.scanners import ScannerState
from ui.screens.receive import ReceivePage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ui.app import App
    from ui.frame.program_window import ProgramWindow
    from ui.session import Session

W = TypeVar("W", bound=QWidget)
Until = tuple[str, "Callable[[], bool]"]  # what is awaited, and whether it is there

_LOOK = 50  # ms between two looks
_SETTLES = 400  # ms until what is there is also painted
_PATIENCE = 60.0  # seconds for one step
_PACE = 250  # ms between two scans
_SESSION = "dairy"
_LOT = "L2611A"


class Unattended(QObject):
    """Plays the job step by step; each step waits until the window shows the last one's end."""

    def __init__(self, app: App, window: ProgramWindow, folder: Path) -> None:
        super().__init__(app)
        self._app, self._window, self._folder = app, window, folder
        self._pictures, self._busy = 0, False
        self._steps = self._job()
        self._until: Until = ("", lambda: True)
        self._since = time.monotonic()
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begin once the event loop runs."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._timer.start()

    def _look(self) -> None:
        if self._busy:
            return
        self._busy = True
        self._go_on()
        self._busy = False

    def _go_on(self) -> None:
        awaited, there = self._until
        try:
            if there():
                QTest.qWait(_SETTLES)  # so that its pictures show what a person sees
                self._until = next(self._steps)
                self._since = time.monotonic()
            elif time.monotonic() - self._since > _PATIENCE:
                self._end(1, str(message("Not seen within a minute: {what}", what=awaited)))
        except StopIteration:
            self._end(0, str(message("Done. Its papers are in {folder}", folder=self._folder)))

    def _end(self, code: int, words: str) -> None:
        self._timer.stop()
        if code:
            self._picture("not-seen")
        _say(words)
        self._app.close()
        QApplication.exit(code)

    def _job(self) -> Iterator[Until]:
        yield from self._sign_in()
        yield from self._receive()
        yield from self._print()
        yield from self._certify()

    def _sign_in(self) -> Iterator[Until]:
        owner = demo_rows.rows("users")[0]
        yield _("the sign-in page"), lambda: self._has(QLineEdit, "sign_in.name")
        self._picture("sign-in")
        self._type("sign_in.name", f"{owner['name']}\r")
        self._type("sign_in.pin", f"{owner['pin']}\r")
        yield _("Home"), lambda: self._window.in_frame and self._shows(_("Expected deliveries"))
        self._picture("home")

    def _receive(self) -> Iterator[Until]:
        session = next(each for each in demo_rows.sessions() if each.name == _SESSION)
        self._session.go("receive", None)
        yield _("the deliveries"), lambda: self._has(QPushButton, "receive.open")
        self._picture("deliveries")
        self._scan([Recorded(Frame(session.order.encode()))])
        yield session.order, lambda: self._shows(_("Ready to scan"))
        on = self._session.desk.station.by().on
        self._scan(recorded(demo_rows.recording(_SESSION, on), gap_ms=_PACE))
        yield _("the end of the delivery"), self._is_quiet
        self._picture("received")
        self._press("receive.undo")
        yield _("a scan taken back"), lambda: self._is_quiet() and self._shows(_("Taken back"))
        self._picture("taken-back")
        self._press("receive.post")
        yield (
            _("whether to post"),
            lambda: self._has(QPushButton, "banner.answer.1") or self._is_posted(),
        )
        if not self._is_posted():
            self._picture("short")
            self._press("banner.answer.1")
        yield _("the posted receipt"), self._is_posted
        self._picture("posted")

    def _print(self) -> Iterator[Until]:
        before = set(self._folder.glob("*.pdf"))
        self._press("receive.print")
        yield _("the labels"), lambda: bool(set(self._folder.glob("*.pdf")) - before)
        yield _("the labels told"), lambda: self._shows(_("Labels"))
        self._picture("printed")
        program = self._session.desk.program
        lot = self._lot()
        (self._folder / "label.png").write_bytes(output.preview(program, "lot", lot))
        self._session.go("lsns", lot)
        yield _LOT, lambda: self._shows(_LOT) and self._has(QPushButton, "lsn.print")
        self._picture("lot")

    def _certify(self) -> Iterator[Until]:
        before = set(self._folder.glob("*.pdf"))
        self._press("lsn.certificate")
        yield _("what would be certified"), lambda: self._ready("issue.issue")
        self._picture("certificate-draft")
        self._press("issue.issue")
        yield _("the certificate"), lambda: self._ready("certificate.do")
        self._picture("certificate")
        self._press("certificate.do")
        yield _("its file"), lambda: bool(set(self._folder.glob("*.pdf")) - before)
        file = (set(self._folder.glob("*.pdf")) - before).pop()
        file.with_suffix(".png").write_bytes(pdf_pages.first_page(file.read_bytes()))

    @property
    def _session(self) -> Session:
        session = self._app.session
        assert session is not None  # noqa: S101 - somebody signed in
        return session

    def _lot(self) -> int:
        with self._session.desk.program.database.reading() as connection:
            return lists.lsns(connection, _LOT, n=1)[0].id

    def _scan(self, scans: list[Recorded]) -> None:
        self._app.scanners.replay(scans)

    def _is_quiet(self) -> bool:
        """The recorded scanner has played, and every scan of it is told; questions wait."""
        if any(light.state is ScannerState.PLAYING for light in self._app.scanners.lights()):
            return False
        page = self._session.frame.page
        return not (isinstance(page, ReceivePage) and page.waiting)

    def _is_posted(self) -> bool:
        return self._has(QPushButton, "receive.next")

    def _picture(self, name: str) -> None:
        self._pictures += 1
        file = self._folder / f"{self._pictures:02}-{name}.png"
        self._window.grab().save(str(file))
        _say(str(file))

    def _has(self, kind: type[QWidget], name: str) -> bool:
        found = self._window.findChild(kind, name)
        return isinstance(found, QWidget) and found.isVisible()

    def _ready(self, name: str) -> bool:
        return self._has(QPushButton, name) and self._part(QPushButton, name).isEnabled()

    def _shows(self, words: str) -> bool:
        labels = self._window.findChildren(QLabel)
        return any(
            words in label.text() and not label.visibleRegion().isEmpty() for label in labels
        )

    def _press(self, name: str) -> None:
        self._part(QPushButton, name).click()

    def _type(self, name: str, text: str) -> None:
        QTest.keyClicks(self._part(QLineEdit, name), text)

    def _part(self, kind: type[W], name: str) -> W:
        found = self._window.findChild(kind, name)
        if found is None:
            raise LookupError(name)
        return found


def _say(words: str) -> None:
    if sys.stdout is not None:
        sys.stdout.write(f"{words}\n")
        sys.stdout.flush()
