"""The frame with a page that has a text field and a drop zone, and a file to drag onto it.

Run as a program with the file's path; it prints a line of JSON for whatever got the file, and
at first and on ``report`` what stands in the field, and where to let go over what.
"""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from tests.end_to_end.lines import Commands, say
from ui.frame.main_window import MainWindow
from ui.gallery.kit import MANUAL
from ui.page import PageEntry, PlainPage
from ui.parts.theme import Theme
from ui.picture_scans.picture_drop import PictureDrop

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent


_SETTLES = 1_000  # ms; until it is known whether the window is in front


class Zone(QFrame):
    """Takes files itself, as the list of an LSN's files does."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        say(zone=[url.fileName() for url in event.mimeData().urls()])


class Desktop(QLabel):
    """Where the file lies."""

    def __init__(self, file: Path) -> None:
        super().__init__(file.name)
        self._file = file

    def mouseMoveEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(self._file))])
        data.setText(str(self._file))  # as file managers do
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)


def main() -> int:
    app = QApplication(sys.argv)
    theme = Theme(app)
    page, field, between, zone = PlainPage("Items", "items"), QLineEdit(), QLabel(), Zone()
    rows = QVBoxLayout(page)
    rows.addWidget(field)
    rows.addWidget(between, 1)
    rows.addWidget(zone, 1)
    frame = MainWindow([PageEntry("items", "Items", "items", lambda: page)], theme, MANUAL)
    frame.setGeometry(0, 0, 900, 600)
    drop = PictureDrop(frame, theme)
    drop.came.connect(lambda sources: say(came=[one.name for one in sources]))
    desktop = Desktop(Path(sys.argv[1]))
    desktop.setGeometry(1000, 200, 200, 200)
    theme.dress(frame)
    for window in (desktop, frame):
        window.show()
    commands = Commands()
    places = {"field": field, "page": between, "zone": zone}

    def report() -> None:
        frame.show_listening(on=False)  # as it is while one drags from another window
        app.processEvents()
        where = {name: centre(one, frame) for name, one in places.items()}
        say(typed=field.text(), **where)

    commands.line.connect(lambda _line: report())
    commands.ended.connect(app.quit)
    Thread(target=commands.read, daemon=True).start()
    QTimer.singleShot(_SETTLES, report)
    return app.exec()


def centre(widget: QWidget, frame: MainWindow) -> list[int]:
    """The middle of a widget on the screen."""
    return list(widget.mapTo(frame, widget.rect().center()).toTuple())


if __name__ == "__main__":
    sys.exit(main())
