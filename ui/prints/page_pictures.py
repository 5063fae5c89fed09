"""A PDF to look at, page under page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import message
from printing import pdf_pages
from ui.prints.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.parts.theme import Theme

_DPI = 110
_MOST = 20  # pages shown; a longer one is opened in the system's viewer


def pictures_of(pdf: bytes) -> list[bytes]:
    """A PNG of each of its first pages; for a reader's lane."""
    return [
        pdf_pages.page(pdf, number, _DPI) for number in range(min(_MOST, pdf_pages.count(pdf)))
    ]


class PagePictures(QScrollArea):
    """Scrolls up and down, never sideways: pages give way to the width."""

    def __init__(self, name: str, theme: Theme, says: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(says)
        self._theme = theme
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tell(())

    def tell(self, pictures: Sequence[bytes]) -> None:
        """Show other pages."""
        holder = QWidget()
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 12, 0)
        rows.setSpacing(16)
        for number, png in enumerate(pictures, 1):
            words = message("Page {number} of {count}", number=number, count=len(pictures))
            paper = Paper(self._theme, str(words))
            paper.tell(png)
            rows.addWidget(paper)
        rows.addStretch(1)
        self.setWidget(holder)
