"""A picture chosen by a person, as the PNG that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImageReader

from lsn_desktop.domain.refusals import refusal

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 1200  # px; a logo is printed 40 mm wide, and 600 dpi need 945


def logo(file: Path) -> bytes:
    """The picture in a file as PNG, no larger than a certificate can show.

    Raises:
        Refusal: it is no picture, or cannot be read.
    """
    reader = QImageReader(str(file))
    reader.setAutoTransform(True)
    size = reader.size()
    if max(size.width(), size.height()) > _LARGEST:
        box = QSize(_LARGEST, _LARGEST)
        reader.setScaledSize(size.scaled(box, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise refusal(
            "{file} cannot be shown as a picture.",
            "Choose a PNG or JPEG file, or leave the logo empty.",
            file=file.name or file,
        )
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, b"PNG")
    return bytes(buffer.data().data())
