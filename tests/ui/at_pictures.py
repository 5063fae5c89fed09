"""A person who puts pictures on the window, and what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from zxingcpp import BarcodeFormat

from lsn_desktop.storage import documents, journal, lsns
from tests.devices.symbols import beside, symbol
from tests.house_for_tests import MILK
from ui.picture_scans.picture_reader import PictureReader
from ui.scans.scan_router import ScanRouter

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image
    from PySide6.QtWidgets import QWidget

    from tests.ui.office import Office
    from ui.frame.main_window import MainWindow
    from ui.picture_scans.picture_codes import CodeRow
    from ui.picture_scans.picture_panel import PicturePanel


def gs1(lot: str) -> Image.Image:
    return symbol(f"(01){MILK}(17)261219(10){lot}", BarcodeFormat.DataMatrix, 3, gs1=True)


def undated(lot: str) -> Image.Image:
    return symbol(f"(01){MILK}(10){lot}", BarcodeFormat.DataMatrix, 3, gs1=True)


def plain(text: str) -> Image.Image:
    return symbol(text, BarcodeFormat.QRCode, 3)


class AtPictures:
    """Somebody who puts pictures on the window, the Receive page or another one in front."""

    def __init__(self, place: Office, window: MainWindow, folder: Path) -> None:
        self.place, self.window, self.folder = place, window, folder
        self.router = ScanRouter(place.desk, window, window)
        self.reader = PictureReader(place.desk, window, self.router.scanned)
        self.reader.said.connect(lambda words, _sound: self.told.append(words))
        self.told: list[str] = []

    @property
    def panel(self) -> PicturePanel:
        return self.reader.panel

    @property
    def rows(self) -> tuple[CodeRow, ...]:
        return self.panel.list.rows

    def file(self, name: str, *pictures: Image.Image) -> Path:
        beside(*pictures).save(self.folder / name)
        return self.folder / name

    def drop(self, *paths: Path) -> None:
        data = files(*paths)
        drag(self.window, data)
        QApplication.sendEvent(self.window, dropped(data))

    def receive(self) -> None:
        """Have a delivery open."""
        self.window.open_page("receive")
        self.router.scanned(b"PO-1042", "Dock scanner", certain=True)

    def codes(self) -> list[str]:
        return [row.code for row in self.rows]

    def ticks(self) -> list[bool]:
        return [row.ticked for row in self.rows]

    def scans(self) -> list[tuple[str, str]]:
        """What was journalled of pictures, oldest first: the device, and the code's end."""
        with self.place.program.database.reading() as connection:
            rows = journal.newest(connection, 50, None, "")
        return [
            (row.device, row.data.decode()[-3:])
            for row in reversed(rows)
            if row.device.startswith("Picture")
        ]

    def lines(self) -> list[str]:
        """The lots of the open receipt."""
        with self.place.program.database.reading() as connection:
            (draft,) = documents.listed(connection, status="draft")
            kept = documents.lines(connection, draft.id)
            return [lsns.by_id(connection, one.lsn_id).code for one in kept]


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drag(frame: QWidget, data: QMimeData) -> QDragEnterEvent:
    enter = QDragEnterEvent(
        QPoint(500, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter.ignore()
    QApplication.sendEvent(frame, enter)
    return enter


def dropped(data: QMimeData) -> QDropEvent:
    return QDropEvent(
        QPointF(500, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QEvent.Type.Drop,
    )
