"""Files on the way out: opened in the system's viewer, saved where a person says."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from lsn_desktop.domain.messages import message
from printing.queues import spool

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk
    from ui.parts.notice import Notice


def save_as(
    desk: Desk,
    asker: QWidget,
    says: str,
    name: str,
    content: Callable[[], bytes],
    notice: Notice,
) -> None:
    """Ask where to, in Qt's own dialogue, and write the file there on a reader's lane."""
    file = safe_name(name)
    dialog = QFileDialog(asker, says, file, f"*{Path(file).suffix}")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    if dialog.exec():
        write(desk, Path(dialog.selectedFiles()[0]), content, notice)


def write(desk: Desk, target: Path, content: Callable[[], bytes], notice: Notice) -> None:
    """Write a file, and say where it is."""

    def job() -> Path:
        spool.save_pdf(target, content())
        return target

    def told(file: Path) -> None:
        notice.ok(str(message("Saved as {file}", file=file)))

    desk.lanes.read(job, told, notice.refuse)


def show(desk: Desk, name: str, content: Callable[[], bytes], notice: Notice) -> None:
    """Show a file with the system's own viewer; without one, say where the file lies."""

    def job() -> Path:
        file = Path(tempfile.mkdtemp(prefix="lsn-")) / safe_name(name)
        spool.save_pdf(file, content())
        return file

    def told(file: Path) -> None:
        if not open_in_system(file):
            words = message("Nothing on this computer shows it. It lies at {file}", file=file)
            notice.attention(str(words))

    desk.lanes.read(job, told, notice.refuse)


def open_in_system(path: Path) -> bool:
    """Open a file or a folder as the system does; False where nothing is there to do it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def safe_name(name: str) -> str:
    """A name that stays a name when it becomes a file."""
    kept = "".join(char if char.isalnum() or char in " .-_" else "_" for char in name)
    return kept.strip(". ")[:120] or "file"
