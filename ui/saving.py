"""PDF files on the way out: opened in the system's viewer, saved where a person says."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from lsn_desktop.domain.messages import message
from printing import spool

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk
    from ui.notice import Notice


def save_as(
    desk: Desk, asker: QWidget, says: str, name: str, pdf: Callable[[], bytes], notice: Notice
) -> None:
    """Ask where to, in Qt's own dialogue, and write the file there on a reader's lane."""
    dialog = QFileDialog(asker, says, safe_name(name), "*.pdf")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    if dialog.exec():
        write(desk, Path(dialog.selectedFiles()[0]), pdf, notice)


def write(desk: Desk, target: Path, pdf: Callable[[], bytes], notice: Notice) -> None:
    """Write a file, and say where it is."""

    def job() -> Path:
        spool.save_pdf(target, pdf())
        return target

    def told(file: Path) -> None:
        notice.ok(str(message("Saved as {file}", file=file)))

    desk.lanes.read(job, told, notice.refuse)


def show(desk: Desk, name: str, pdf: Callable[[], bytes], notice: Notice) -> None:
    """Show a file with the system's own viewer."""

    def job() -> Path:
        file = Path(tempfile.mkdtemp(prefix="lsn-")) / safe_name(name)
        spool.save_pdf(file, pdf())
        return file

    desk.lanes.read(job, open_in_system, notice.refuse)


def open_in_system(path: Path) -> None:
    """Open a file or a folder as the system does."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def safe_name(name: str) -> str:
    """A name that stays a name when it becomes a file."""
    kept = "".join(char if char.isalnum() or char in " .-_" else "_" for char in name)
    return kept.strip(". ")[:120] or "file"
