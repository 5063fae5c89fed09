"""What is read or taken of a picture, or waits to be: below every page meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from lsn_desktop.domain.messages import _, message
from ui.parts.buttons import quiet
from ui.parts.text import ElidedLabel, named
from ui.parts.tokens import MARGIN
from ui.picture_scans.picture_feed import Waits

if TYPE_CHECKING:
    from ui.picture_scans.picture_feed import PictureFeed
    from ui.picture_scans.picture_panel import PicturePanel
    from ui.picture_scans.picture_reading import PictureReading

_BAR = 160  # px


class PictureStrip(QFrame):
    """Hidden while nothing is read, nothing taken, and no code left to choose from."""

    def __init__(self, reading: PictureReading, feed: PictureFeed, panel: PicturePanel) -> None:
        super().__init__()
        self.setObjectName("picture")
        self._reading, self._feed, self._panel = reading, feed, panel
        self._words = ElidedLabel("", "strong")
        self._words.setObjectName("picture.words")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_BAR)
        named(self._bar, "picture.progress", _("Pages read, or codes taken"))
        self._next = quiet("picture.next", _("Take the next code"), feed.go_on)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 6, MARGIN, 6)
        row.setSpacing(14)
        row.addWidget(self._words, 1)
        row.addWidget(self._bar)
        row.addWidget(self._next)
        self._stop = quiet("picture.stop", _("Stop"), self._press)
        self._again = quiet("picture.again", _("Show the codes"), panel.show_again)
        self._forget = quiet("picture.forget", _("Forget them"), panel.forget)
        for button in (self._again, self._forget, self._stop):
            row.addWidget(button)
        reading.changed.connect(self._show)
        reading.looked.connect(self._show_page)
        feed.changed.connect(self._show)
        panel.changed.connect(self._show)
        self._show()

    def _press(self) -> None:
        if self._reading.is_on:
            self._reading.cancel()
        else:
            self._feed.stop()

    def _show(self) -> None:
        busy, left = self._reading.is_on or self._feed.is_on, self._panel.left
        self.setVisible(busy or bool(left))
        for part, on in (
            (self._bar, busy),
            (self._stop, busy),
            (self._again, not busy),
            (self._forget, not busy),
        ):
            part.setVisible(on)
        self._next.setVisible(self._feed.waits is Waits.ASKED and not self._reading.is_on)
        if self._reading.is_on:
            names = ", ".join(self._reading.names)
            self._words.setText(str(message("Reading the codes of {file}", file=names)))
            self._bar.setRange(0, 0)  # a page may take seconds: it moves meanwhile
        elif self._feed.is_on:
            words = message(
                _WAITING[self._feed.waits], done=self._feed.done, total=self._feed.total
            )
            self._words.setText(str(words))
            self._bar.setRange(0, self._feed.total)
            self._bar.setValue(self._feed.done)
        else:
            self._words.setText(str(message("{codes}: none taken yet", codes=left)))

    def _show_page(self, name: str, page: int, count: int) -> None:
        if not self._reading.is_on or count == 1:
            return
        words = message(
            "{file}: page {page} of {count} was read", file=name, page=page, count=count
        )
        self._words.setText(str(words))
        self._bar.setRange(0, count)
        self._bar.setValue(page)


_WAITING = {
    Waits.NOT: _("Taking codes of the picture: {done} of {total}"),
    Waits.AWAY: _("Waiting for the page the codes are for: {done} of {total} are taken"),
    Waits.ASKED: _("Waiting for your answer: {done} of {total} codes are taken"),
}
