"""The company's logo: the one there is, and a file to put in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from ui.parts.buttons import quiet
from ui.parts.choices import FileField
from ui.parts.pictures import logo
from ui.parts.text import plain

if TYPE_CHECKING:
    from pathlib import Path

_PICTURES = "*.png *.jpg *.jpeg *.gif *.bmp *.svg"
_WIDE, _HIGH = 96, 38  # px


class LogoField(QWidget):
    """A small picture, a file to choose, and a button that takes the logo away."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._shown = plain()
        self.file = FileField(f"{name}.logo", _("Logo"), _PICTURES)
        self._remove = quiet(f"{name}.no_logo", _("Remove"), self._take_away)
        self._removed = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._shown)
        row.addWidget(self.file, 1)
        row.addWidget(self._remove)
        self.setFocusProxy(self.file)

    def tell(self, png: bytes) -> None:
        """Show the logo there is."""
        self._removed = False
        self.file.path.clear()
        picture = QPixmap()
        picture.loadFromData(png)
        if not picture.isNull():
            picture = picture.scaled(
                _WIDE,
                _HIGH,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        self._shown.setPixmap(picture)
        self._shown.setVisible(not picture.isNull())
        self._remove.setVisible(bool(png))

    def wanted(self) -> bytes | None:
        """The new logo as PNG; empty to have none, None to leave it.

        Raises:
            Refusal: the file is no picture.
        """
        file: Path | None = self.file.file()
        if file is not None:
            return logo(file)
        return b"" if self._removed else None

    def _take_away(self) -> None:
        self.tell(b"")
        self._removed = True
