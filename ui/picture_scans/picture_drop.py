"""Pictures and PDFs dropped on the window or pasted into it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout
from shiboken6 import isValid

from lsn_desktop.domain.messages import _
from ui.parts.text import plain
from ui.picture_scans.picture_codes import Source, sources_of

if TYPE_CHECKING:
    from ui.frame.main_window import MainWindow
    from ui.parts.theme import Theme

_ICON = 56  # px


class PictureDrop(QObject):
    """What has a drop zone of its own under the pointer keeps it: Qt asks that first."""

    came = Signal(list)  # of Source
    nothing = Signal()  # there is no picture on the clipboard

    def __init__(self, frame: MainWindow, theme: Theme) -> None:
        super().__init__(frame)
        self._frame, self._where = frame, _Where(frame, theme)
        self._fields: list[QLineEdit] = []
        frame.setAcceptDrops(True)
        frame.installEventFilter(self)
        # A text field that has the focus takes Ctrl+V itself, before any shortcut.
        paste = QShortcut(QKeySequence("Ctrl+V"), frame)
        paste.setAutoRepeat(False)
        paste.activated.connect(self.paste)

    def show_where(self) -> None:
        """Show that a file may be dropped on the page."""
        self._where.tell(self._frame)

    def paste(self) -> None:
        """Read the picture, or the files, on the clipboard. A text there is no scan."""
        sources = _sources(QGuiApplication.clipboard().mimeData(), _("Pasted picture"))
        if sources:
            self.came.emit(sources)
        else:
            self.nothing.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QDropEvent):
            return self._dragged(event)
        if event.type() == QEvent.Type.DragLeave:
            self._over()
        elif event.type() == QEvent.Type.Resize and self._where.isVisible():
            self._where.tell(self._frame)
        return super().eventFilter(watched, event)

    def _dragged(self, event: QDropEvent) -> bool:
        if not _may_hold_pictures(event.mimeData()):
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if isinstance(event, QDragEnterEvent):
            self._over()
            self._fields = [
                one for one in self._frame.findChildren(QLineEdit) if one.acceptDrops()
            ]
            for field in self._fields:  # else one would write the file's address into them
                field.setAcceptDrops(False)
            self.show_where()
        elif event.type() == QEvent.Type.Drop:
            self._over()
            self.came.emit(_sources(event.mimeData(), _("Dropped picture")))
        return True

    def _over(self) -> None:
        """Nothing is held over the window any more."""
        self._where.hide()
        for field in self._fields:
            if isValid(field):
                field.setAcceptDrops(True)
        self._fields = []


def _may_hold_pictures(data: QMimeData) -> bool:
    return data.hasImage() or any(url.isLocalFile() for url in data.urls())


def _sources(data: QMimeData | None, name: str) -> list[Source]:
    """Files if there are any, else the picture itself."""
    if data is None:
        return []
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if paths or not data.hasImage():
        return sources_of(paths)
    image = QImage(data.imageData())
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "BMP")  # type: ignore[call-overload]  # at once, where PNG takes long
    return [Source(name, content=bytes(buffer.data().data()))]


class _Where(QFrame):
    """Shows, over the page, that the window takes what is dragged; the pointer goes through."""

    def __init__(self, frame: MainWindow, theme: Theme) -> None:
        super().__init__(frame)
        self.setObjectName("picture_drop")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._icon = plain()
        rows = QVBoxLayout(self)
        rows.addStretch()
        words = _("Drop pictures or PDFs here")
        line = _("Every code in them is read; you choose which to take.")
        for part in (self._icon, plain(words, "title"), plain(line, "large")):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            rows.addWidget(part)
        rows.addStretch()
        self.hide()

    def tell(self, frame: MainWindow) -> None:
        self._icon.setPixmap(self._theme.pixmap("scanners", "accent", _ICON))
        self.setGeometry(frame.page_area)
        self.show()
        self.raise_()
