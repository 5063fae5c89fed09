"""A small window to type at: a text field, a dangerous button, and our scanners.

Run as a program; it prints a line of JSON for each scan, and on ``report`` what the
widgets saw. ``--focus button`` gives the button the keyboard, ``--busy MS`` keeps the
window busy after each scan, ``--port`` adds a serial scanner, ``--question`` asks whether
to delete, ``--pin`` makes the field one for a PIN, ``--no-wedge`` shows what happens
without us.
"""

from __future__ import annotations

import argparse
import time
from threading import Thread

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from lsn_desktop.devices.serial_scanner import SerialProfile
from lsn_desktop.scanning.boards import Layout
from lsn_desktop.scanning.keystrokes import Prefix, ScannerProfile
from tests.end_to_end.lines import Commands, say
from ui.scans.scanners import Scanners
from ui.scans.wedge import PROFILES, Wedge


class Window(QWidget):
    """What a scan must never touch."""

    def __init__(self, options: argparse.Namespace) -> None:
        super().__init__()
        self.setWindowTitle(options.title)
        self.field, self.button = QLineEdit(), QPushButton("Delete lot")
        if options.pin:
            self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.button.setAutoDefault(True)
        self.pressed, self.entered, self.shortcuts = 0, 0, 0
        self.busy_ms = options.busy
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.button)
        self.button.pressed.connect(self._press)
        self.field.returnPressed.connect(self._enter)
        for keys in ("Ctrl+K", "F2", "Esc", "Ctrl+]", "Alt+2", "Alt+9", "Return"):
            if keys != "Return" or options.focus == "button":
                QShortcut(QKeySequence(keys), self).activated.connect(self._shortcut)
        self.answered = ""
        self.show()
        if options.question:
            self._ask()
        (self.button if options.focus == "button" else self.field).setFocus()

    def _ask(self) -> None:
        question = QMessageBox(self)
        question.setWindowTitle("LSN Desktop question")
        question.setText("Delete the lot?")
        question.addButton("Yes", QMessageBox.ButtonRole.YesRole).clicked.connect(self._yes)
        question.open()

    def _yes(self) -> None:
        self.answered = "yes"

    def _press(self) -> None:
        self.pressed += 1

    def _enter(self) -> None:
        self.entered += 1

    def _shortcut(self) -> None:
        self.shortcuts += 1

    def scanned(self, frame: bytes, device: str, certain: bool) -> None:  # noqa: FBT001
        say(frame=frame.decode("latin-1"), device=device, certain=certain)
        time.sleep(self.busy_ms / 1000)

    def report(self) -> None:
        say(
            field=self.field.text(),
            pressed=self.pressed,
            entered=self.entered,
            shortcuts=self.shortcuts,
            answered=self.answered,
            focus="field" if self.field.hasFocus() else "elsewhere",
        )


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--focus", default="field")
    parser.add_argument("--profiles", default="all")
    parser.add_argument("--busy", type=int, default=0)
    parser.add_argument("--port", default="")
    parser.add_argument("--title", default="LSN Desktop wedge test")
    parser.add_argument("--question", action="store_true")
    parser.add_argument("--no-wedge", action="store_true")
    parser.add_argument("--pin", action="store_true")
    options = parser.parse_args()
    application = QApplication([])
    window = Window(options)
    profiles = {
        "all": PROFILES,
        "timing": (ScannerProfile("by timing"),),
        "prefix": (ScannerProfile("by F9", Prefix.F9),),
        "us": (ScannerProfile("US board", layout=Layout.US_SCAN_CODES),),
        "bar": (ScannerProfile("sends a bar", gs_substitute="|"),),
    }[options.profiles]
    if not options.no_wedge:
        wedge = Wedge(application, profiles)
        wedge.scanned.connect(
            lambda *_: say(
                latency_ms=time.monotonic_ns() // 1_000_000
                - (getattr(wedge._framer, "_ended_ms", None) or 0)
            )
        )
        wedge.listening.connect(lambda on: say(listening=on))
        scanners = Scanners(wedge, application)
        scanners.scanned.connect(window.scanned)
        scanners.broken.connect(
            lambda frame, _, kind: say(broken=frame.decode("latin-1"), kind=kind)
        )
        scanners.changed.connect(
            lambda: say(lights={light.device: light.is_on for light in scanners.lights()})
        )
        if options.port:
            scanners.add(SerialProfile("serial", options.port))
        application.aboutToQuit.connect(scanners.stop)
    commands = Commands()
    commands.line.connect(window.report)
    commands.ended.connect(application.quit)
    Thread(target=commands.read).start()
    say(ready=True)
    return application.exec()


if __name__ == "__main__":
    raise SystemExit(main())
