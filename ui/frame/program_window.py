"""The one window of the program: what comes before work, then the frame with its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout

from lsn_desktop.domain.messages import _
from ui.parts.buttons import link
from ui.parts.text import plain
from ui.parts.theme import restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent
    from PySide6.QtWidgets import QWidget

    from ui.frame.main_window import MainWindow

_WIDTH, _HEIGHT = 1366, 768  # px; the smallest screen we promise to fit


class ProgramWindow(QMainWindow):
    """Shows one whole-window page (sign in, first start), or the frame.

    Locking shows the sign-in page and keeps the frame as it was: the same window, so the
    keyboard stays with it.
    """

    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("program_window")
        self.setWindowTitle("LSN Desktop")
        self.setMinimumSize(960, 600)
        self.resize(_WIDTH, _HEIGHT)
        self._stack = QStackedWidget()
        self._trouble, self._stays = _Trouble(), False
        self._front: QWidget | None = None
        self._frame: MainWindow | None = None
        holder = QFrame()
        holder.setObjectName("frame")
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._trouble)
        rows.addWidget(self._stack, 1)
        self.setCentralWidget(holder)

    @property
    def in_frame(self) -> bool:
        """Whether somebody works in the frame: it is there and not locked."""
        return self._frame is not None and self._stack.currentWidget() is self._frame

    def show_page(self, page: QWidget, title: str) -> None:
        """Show a page that fills the window; the one before it is gone."""
        self.hush()
        self._drop_front()
        self._front = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.setWindowTitle(f"LSN Desktop - {title}")

    def show_frame(self, frame: MainWindow) -> None:
        """Show the frame, this one from now on."""
        if self._frame is not frame:
            self.drop_frame()
            self._frame = frame
            frame.windowTitleChanged.connect(self._follow_title)
            self._stack.addWidget(frame)
        self._stack.setCurrentWidget(frame)
        self._drop_front()
        self.setWindowTitle(frame.windowTitle())
        frame.show_listening(on=self.isActiveWindow())
        frame.open_page(frame.name)  # it refreshes and takes the focus

    def drop_frame(self) -> None:
        """Let the frame and its pages go, because their database does."""
        if self._frame is not None:
            self._stack.removeWidget(self._frame)
            self._frame.deleteLater()
            self._frame = None

    def say(self, words: str, tone: str = "refused", *, stays: bool = True) -> None:
        """Say above everything what went wrong, until it is read, or only until the next.

        What was done well (``ok``) or needs somebody to look (``attention``) is said so.
        """
        if stays or not self._stays or not self._trouble.isVisible():
            self._stays = stays
            self._trouble.say(words, tone)

    def hush(self) -> None:
        """The next thing is done: what was said of the last one is over."""
        if not self._stays:
            self._trouble.hide()

    def come_forward(self) -> None:
        """Be the window in front, because a second start asked for it."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        # Qt tells only the outermost window, and the frame stands within it.
        if event.type() == QEvent.Type.ActivationChange and self._frame is not None:
            self._frame.show_listening(on=self.isActiveWindow())

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        self.closing.emit()
        super().closeEvent(event)

    def _follow_title(self, title: str) -> None:
        if self.in_frame:
            self.setWindowTitle(title)

    def _drop_front(self) -> None:
        if self._front is not None:
            self._stack.removeWidget(self._front)
            self._front.deleteLater()
            self._front = None


class _Trouble(QFrame):
    """A strip with a sentence and a button that closes it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("trouble")
        self._words = plain(wrap=True)
        self._words.setObjectName("trouble.words")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 4, 12, 4)
        row.addWidget(self._words, 1)
        row.addWidget(link("trouble.close", _("Close"), self.hide))
        self.hide()

    def say(self, words: str, tone: str) -> None:
        self._words.setText(words)
        for one in (self, self._words):
            restyle(one, tone=tone)
        self.setAccessibleName(words)
        self.show()
