"""Kept files as pictures to look at: PDFs page by page, photographs in colour."""

from __future__ import annotations

from io import BytesIO
from itertools import islice

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from lsn_desktop.devices import picture_pages
from lsn_desktop.domain.refusals import refusal

_WIDE = 720  # px
_MOST = 6  # pages shown; a longer file is opened in the system's viewer
# Kinds that are pictures and nothing else: an SVG may load what it names.
_KINDS = (b"png", b"jpeg", b"jpg", b"gif", b"bmp", b"webp", b"tiff")


def can_be_shown(media_type: str) -> bool:
    """Whether a kind of file has a picture at all."""
    return media_type == "application/pdf" or (
        media_type.startswith("image/") and media_type != "image/svg+xml"
    )


def pictures_of(data: bytes, name: str) -> list[bytes]:
    """A PNG of each of a file's first pages; for a reader's lane.

    Raises:
        Refusal: it is no picture and no PDF, or it is locked, damaged or too large.
    """
    if picture := _photograph(data):
        return [picture]
    pages = []
    for page in islice(picture_pages.pages_of(BytesIO(data), name), _MOST):
        image = page.image
        image.thumbnail((_WIDE, _WIDE * 4))
        out = BytesIO()
        image.save(out, "PNG")
        pages.append(out.getvalue())
    if not pages:
        raise refusal("{file} has no page.", "Save it to look at it.", file=name)
    return pages


def png_of(image: QImage) -> bytes:
    """A picture as the bytes of a file."""
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # its stub wants bytes, Qt a text
    return bytes(kept.data())


def _photograph(data: bytes) -> bytes | None:
    """A picture no wider than the place it is shown in; None if Qt cannot read it."""
    kept = QByteArray(data)
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    if bytes(reader.format().data()) not in _KINDS:
        return None
    reader.setAutoTransform(True)
    size = reader.size()
    if size.width() > _WIDE:
        reader.setScaledSize(
            size.scaled(QSize(_WIDE, _WIDE * 4), Qt.AspectRatioMode.KeepAspectRatio)
        )
    image = reader.read()
    return None if image.isNull() else png_of(image)
