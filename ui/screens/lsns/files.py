"""Its certificates and files: issue, add, open, save; a file may be dropped here too."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import Unavailable
from lsn_desktop.program import new_uid
from lsn_desktop.services import attaching
from lsn_desktop.storage import blobs, certificates
from ui import saving
from ui.asking import ask
from ui.buttons import quiet
from ui.choices import FileField
from ui.days import instant
from ui.empty_state import EmptyState
from ui.rows_model import Column
from ui.table import Table
from ui.text import named

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from lsn_desktop.storage.lsn_pages import LsnPage
    from lsn_desktop.storage.transactions import Connection
    from ui.desk import Desk
    from ui.notice import Notice

_SHOWN = ("application/pdf", "image/", "text/plain", "text/csv")  # never what could run


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file attached to it, or a certificate of ours that has its number and no file yet."""

    name: str
    kind: str
    at: int
    blob_id: int | None
    media_type: str
    certificate_id: int | None = None


def of_lsn(connection: Connection, lsn_id: int) -> list[FileRow]:
    """What is attached to an LSN, the newest first."""
    rows = [
        FileRow(each.name, each.kind, each.created_at, each.blob_id, each.media_type)
        for each in blobs.attachments(connection, "lsn", lsn_id)
    ]
    rows += [
        FileRow(each.number, "", each.created_at, None, "", each.id)
        for each in certificates.listed(connection, lsn_id=lsn_id)
        if each.blob_id is None
    ]
    return sorted(rows, key=lambda row: row.at, reverse=True)


class FilesTab(QWidget):
    """The table of files, and a line to add one."""

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self._desk, self._notice = desk, notice
        self._lsn_id = 0
        self._table: Table[FileRow] = Table(
            "lsn.files",
            _("Certificates and files"),
            (
                Column[FileRow](_("Name"), lambda row: row.name, "name"),
                Column[FileRow](_("Kind"), _kind, width=240),
                Column[FileRow](
                    _("Added"), self._when, "at", key=lambda row: row.at, width=150
                ),
            ),
            desk.theme,
            EmptyState(
                desk.theme,
                "certificates",
                _("No certificate and no file yet"),
                _("Issue a certificate, drop a file here, or choose one below."),
                ("lsn.files.issue_first", _("Issue certificate"), self._issue),
            ),
        )
        self._file = FileField("lsn.files.add", _("File to attach"))
        self._what = QLineEdit()
        self.setAcceptDrops(True)
        self._lay_out()
        self._table.opened.connect(self._open)

    def tell(self, page: LsnPage) -> None:
        """Ask for the files of another LSN."""
        self._lsn_id = lsn_id = page.lsn.id
        ask(
            self._desk,
            lambda connection: of_lsn(connection, lsn_id),
            self._show,
            self._notice.refuse,
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.attach(Path(url.toLocalFile()))

    def attach(self, file: Path) -> None:
        """Keep a file with the LSN."""
        lsn_id, kind = self._lsn_id, self._what.text().strip()
        desk, by = self._desk, self._desk.station.by()

        def job() -> str:
            order = attaching.AttachFile(
                new_uid(), "lsn", lsn_id, file.name, _bytes_of(file), kind
            )
            desk.program.database.run(by, lambda tx: attaching.attach(tx, order))
            return file.name

        desk.lanes.write(job, self._attached, self._notice.refuse)

    def _attached(self, name: str) -> None:
        self._file.path.clear()
        self._what.clear()
        self._notice.ok(str(message("{name} is attached.", name=name)))

    def _attach_chosen(self) -> None:
        if file := self._file.file():
            self.attach(file)
        else:
            self._notice.attention(_("Choose a file first, or drop one on the table."))
            self._file.path.setFocus()

    def _show(self, rows: Sequence[FileRow]) -> None:
        self._table.show_rows(rows)

    def _issue(self) -> None:
        self._desk.go("certificates", self._lsn_id)

    def _open(self, row: FileRow | None) -> None:
        """Show a file with the system's own viewer; what could run is only saved."""
        if row is None:
            return
        if row.blob_id is None:
            self._issue()
        elif row.media_type.startswith(_SHOWN):
            saving.show(self._desk, row.name, self._bytes(row.blob_id), self._notice)
        else:
            self._notice.attention(_("This kind of file is not opened here. Save it instead."))

    def _open_chosen(self) -> None:
        self._open(self._table.row())

    def _save_as(self) -> None:
        row = self._table.row()
        if row is not None and row.blob_id is not None:
            content = self._bytes(row.blob_id)
            saving.save_as(self._desk, self, _("Save file"), row.name, content, self._notice)

    def _bytes(self, blob_id: int) -> Callable[[], bytes]:
        """Reads a file, on a reader's lane."""
        database = self._desk.program.database

        def read() -> bytes:
            with database.reading() as connection:
                return blobs.read(connection, blob_id)

        return read

    def _when(self, row: FileRow) -> str:
        return instant(row.at, self._desk.station.time_zone)

    def _lay_out(self) -> None:
        named(self._what, "lsn.files.kind", _("What the file is"))
        self._what.setPlaceholderText(_("What it is: certificate of analysis, photo"))
        self._what.setMaximumWidth(300)
        self._file.path.setPlaceholderText(_("File to attach"))
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._file, 1)
        below.addWidget(self._what)
        below.addWidget(quiet("lsn.files.attach", _("Attach"), self._attach_chosen))
        below.addSpacing(16)
        below.addWidget(quiet("lsn.files.open", _("Open"), self._open_chosen))
        below.addWidget(quiet("lsn.files.save", _("Save as…"), self._save_as))
        below.addWidget(quiet("lsn.files.issue", _("Issue certificate"), self._issue))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addWidget(self._table, 1)
        rows.addLayout(below)


def _kind(row: FileRow) -> str:
    if row.certificate_id is not None:
        return _("certificate, numbered but not made yet")
    return row.kind


def _bytes_of(file: Path) -> bytes:
    """The bytes of a file, refused by size before they are read.

    Raises:
        Refusal: it is larger than 25 MB.
        Unavailable: it cannot be read.
    """
    try:
        size = file.stat().st_size
        if size > blobs.LARGEST:
            raise blobs.too_large(file.name, size)
        return file.read_bytes()
    except OSError as error:
        raise Unavailable(
            message("{file} cannot be read: {why}", file=file, why=error.strerror or error),
            message("Nothing was attached. Choose another file."),
        ) from error
