"""What is being read or taken of a picture, and how to stop it: below every page meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from lsn_desktop.domain.messages import _, message
from ui.buttons import quiet
from ui.picture_feed import Waits
from ui.text import ElidedLabel, named
from ui.tokens import MARGIN

if TYPE_CHECKING:
    from ui.picture_feed import PictureFeed
    from ui.picture_reading import PictureReading

_BAR = 160  # px


class PictureStrip(QFrame):
    """Hidden while nothing is read and nothing taken."""

    def __init__(self, reading: PictureReading, feed: PictureFeed) -> None:
        super().__init__()
        self.setObjectName("picture")
        self._reading, self._feed = reading, feed
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
        row.addWidget(quiet("picture.stop", _("Stop"), self._press))
        reading.changed.connect(self._show)
        reading.looked.connect(self._show_page)
        feed.changed.connect(self._show)
        self._show()

    def _press(self) -> None:
        if self._reading.is_on:
            self._reading.cancel()
        else:
            self._feed.stop()

    def _show(self) -> None:
        self.setVisible(self._reading.is_on or self._feed.is_on)
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
