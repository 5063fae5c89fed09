"""Pictures of every page, in each theme and size, to be looked at after every change."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from ui.gallery import (
    announced,
    certified,
    designer,
    doctor,
    front,
    importing,
    items,
    kit,
    ledger,
    make,
    move,
    office,
    paper,
    pictures,
    production,
    receive,
    returning,
    scanned_back,
    scanners,
    serials,
    settings,
    ship,
    supplied,
    tables,
    teach,
    tracing,
    traded,
    verified,
)
from ui.parts.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

SIZES = ((1366, 768), (1920, 1080))  # px
LOOKS = ("light", "dark")


@dataclass(frozen=True)
class Picture:
    """One page of the gallery: how to build it, framed as the user sees it."""

    name: str
    build: Callable[[Theme], QWidget]


PICTURES: tuple[Picture, ...] = (
    *(Picture(f"kit-{name}", build) for name, build in kit.PAGES.items()),
    *(
        Picture(name, build)
        for pages in (
            front.PAGES,
            receive.PAGES,
            move.PAGES,
            announced.PAGES,
            ship.PAGES,
            returning.PAGES,
            serials.PAGES,
            items.PAGES,
            importing.PAGES,
            production.PAGES,
            make.PAGES,
            office.PAGES,
            paper.PAGES,
            certified.PAGES,
            designer.PAGES,
            pictures.PAGES,
            scanned_back.PAGES,
            scanners.PAGES,
            doctor.PAGES,
            settings.PAGES,
            tables.PAGES,
            teach.PAGES,
            ledger.PAGES,
            tracing.PAGES,
            traded.PAGES,
            verified.PAGES,
            supplied.PAGES,
        )
        for name, build in pages.items()
    ),
)


def render(picture: Picture, theme: Theme, out: Path) -> list[Path]:
    """The page as PNG files, one a look and size."""
    files = []
    widget = picture.build(theme)
    theme.dress(widget)
    widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    widget.show()
    QApplication.processEvents()  # the look has said how small each part can be
    for look in LOOKS:
        theme.choose(look)
        for width, height in SIZES:
            widget.resize(width, height)
            QApplication.processEvents()
            file = out / f"{picture.name}-{look}-{width}x{height}.png"
            if not widget.grab().save(str(file)):
                raise OSError(file)
            files.append(file)
    widget.close()
    widget.deleteLater()
    # Here no event loop runs that would do it: each page before would be styled with this one.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return files


def main(out: Path, pictures: Sequence[Picture] = PICTURES) -> list[Path]:
    """Draw all pages into a folder, without a display; returns the files."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError(app)
    out.mkdir(parents=True, exist_ok=True)
    theme = Theme(app)
    return [file for picture in pictures for file in render(picture, theme, out)]
