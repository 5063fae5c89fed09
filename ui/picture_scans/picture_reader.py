"""Codes from pictures: dropped, pasted or chosen, then read, chosen from, and taken."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from lsn_desktop.domain.messages import _
from ui.picture_scans.picture_codes import sources_of
from ui.picture_scans.picture_drop import PictureDrop
from ui.picture_scans.picture_feed import PictureFeed
from ui.picture_scans.picture_panel import PicturePanel
from ui.picture_scans.picture_reading import PictureReading
from ui.picture_scans.picture_strip import PictureStrip

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.desk import Desk
    from ui.frame.main_window import MainWindow

_KINDS = "*.png *.jpg *.jpeg *.tif *.tiff *.webp *.bmp *.gif *.pdf"


class PictureReader(QObject):
    """Joins the parts; ``scanned`` is where a scanner's scans go."""

    said = Signal(str, str)  # words, and the sound that goes with them

    def __init__(
        self, desk: Desk, frame: MainWindow, scanned: Callable[[bytes, str, bool], None]
    ) -> None:
        super().__init__(frame)
        self._frame = frame
        self.reading = PictureReading(desk, self)
        self.feed = PictureFeed(frame, scanned, self)
        self.panel = PicturePanel(frame, desk.theme)
        self._drop = PictureDrop(frame, desk.theme)
        frame.add_strip(PictureStrip(self.reading, self.feed, self.panel))
        self._drop.came.connect(self.reading.begin)
        self._drop.nothing.connect(
            lambda: self.said.emit(_("There is no picture on the clipboard."), "attention")
        )
        self.reading.found.connect(self.panel.tell)
        self.reading.failed.connect(lambda error: self.said.emit(str(error), "refused"))
        self.panel.taken.connect(self.feed.take)

    def choose(self) -> None:
        """Let files be chosen, and read them."""
        dialog = QFileDialog(self._frame, _("Read a picture"))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([f"{_('Pictures and PDFs')} ({_KINDS})", _("All files (*)")])
        if dialog.exec():
            self.reading.begin(sources_of([Path(file) for file in dialog.selectedFiles()]))

    def set_aside(self) -> None:
        """Let what comes of a scan be seen; to another page it leads with the codes."""
        name = self._frame.name

        def look() -> None:
            if self.panel.isVisible() and self._frame.name == name:
                self.panel.leave()

        QTimer.singleShot(0, self, look)

    def show_where(self) -> None:
        """Show where a file that is held over the window can be dropped."""
        self._drop.show_where()

    def end(self) -> None:
        """Read and take nothing more."""
        self.reading.cancel()
        self.feed.stop()
