"""Pictures of every page, in each theme and size, to be looked at after every change."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui import (
    front_pictures,
    item_pictures,
    kit_pages,
    office_pictures,
    paper_pictures,
    receive_pictures,
    scanner_pictures,
    settings_pictures,
)
from ui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

SIZES = ((1366, 768), (1920, 1080))  # px
LOOKS = ("light", "dark")


@dataclass(frozen=True)
class Picture:
    """One page of the gallery: how to build it, framed as the user sees it."""

    name: str
    build: Callable[[Theme], QWidget]


PICTURES: tuple[Picture, ...] = (
    *(Picture(f"kit-{name}", build) for name, build in kit_pages.PAGES.items()),
    *(
        Picture(name, build)
        for pages in (
            front_pictures.PAGES,
            receive_pictures.PAGES,
            item_pictures.PAGES,
            office_pictures.PAGES,
            paper_pictures.PAGES,
            scanner_pictures.PAGES,
            settings_pictures.PAGES,
        )
        for name, build in pages.items()
    ),
)


def render(picture: Picture, theme: Theme, out: Path) -> list[Path]:
    """The page as PNG files, one a look and size."""
    files = []
    widget = picture.build(theme)
    widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    widget.show()
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


if __name__ == "__main__":
    wanted = [one for one in PICTURES if not sys.argv[1:] or one.name in sys.argv[1:]]
    for file in main(Path("build/gallery"), wanted):
        sys.stdout.write(f"{file}\n")
