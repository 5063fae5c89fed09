"""The icon set, tinted: drawings in ``resources/icons``, one colour each, at any size."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

import resources


@lru_cache(maxsize=512)
def tinted(name: str, colour: str, size: int, scale: float) -> QImage:
    """The icon as a square picture; an image, since those may outlive the application.

    Args:
        name: of the file in ``resources/icons``, without ``.svg``.
        colour: ``#RRGGBB``.
        size: edge in pixels of the layout.
        scale: device pixels for each of these.

    Raises:
        FileNotFoundError: the set has no such icon.

    """
    drawing = resources.path(f"icons/{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
    edge = round(size * scale)
    picture = QImage(edge, edge, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter)
    painter.end()
    picture.setDevicePixelRatio(scale)
    return picture
