"""Files kept with a record: add, look at, open, save; one may be dropped or pasted too."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QMimeData
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, mark, message
from lsn_desktop.domain.refusals import Refusal, Unavailable
from lsn_desktop.program import new_uid
from lsn_desktop.services.certificates import supplied
from lsn_desktop.services.lots import attaching
from lsn_desktop.storage import blobs
from ui import saving
from ui.asking import ask
from ui.parts.buttons import quiet
from ui.parts.choice_box import ChoiceBox
from ui.parts.choices import FileField
from ui.parts.days import expiry_words, instant, left_tone, typed_day
from ui.parts.empty_state import EmptyState
from ui.parts.kind_words import kind_words
from ui.parts.text import named, plain
from ui.prints import previews
from ui.prints.page_pictures import PagePictures
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
    from PySide6.QtWidgets import QPushButton

    from lsn_desktop.storage.transactions import Connection
    from ui.desk import Desk
    from ui.parts.notice import Notice

_WIDE = 320  # px; the preview beside the table
_SHOWN = ("application/pdf", "image/", "text/plain", "text/csv")  # never what could run


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file attached to a record, or a certificate of ours that has no file yet."""

    name: str
    kind: str
    at: int
    blob_id: int | None
    media_type: str
    certificate_id: int | None = None
    issued: date | None = None
    expires: date | None = None


def attached(connection: Connection, subject: str, subject_id: int) -> list[FileRow]:
    """What is attached to a record, the newest first."""
    return [
        FileRow(
            each.name,
            each.kind,
            each.created_at,
            each.blob_id,
            each.media_type,
            None,
            each.issued_on,
            each.expires_on,
        )
        for each in blobs.attachments(connection, subject, subject_id)
    ]


class AttachedFiles(QWidget):
    """The table of files, and a line to add one; ``narrow`` has the preview below.

    ``name`` begins the names of its parts; ``subject`` is ``lsn``, ``item``, ``document`` or
    ``party``.
    """

    title = mark("Files")

    def __init__(
        self, desk: Desk, notice: Notice, name: str, subject: str, *, narrow: bool = False
    ) -> None:
        super().__init__()
        self._desk, self._notice = desk, notice
        self._name, self._subject, self._narrow = name, subject, narrow
        self.subject_id = 0
        self._table: Table[FileRow] = Table(
            name,
            _(self.title),
            (
                Column[FileRow](_("Name"), lambda row: row.name, "name"),
                Column[FileRow](_("Kind"), _kind, width=180),
                Column[FileRow](_("Issued"), _issued, width=110, missable=narrow),
                Column[FileRow](_("Expires"), self._expires, width=200, tone=self._tone),
                Column[FileRow](
                    _("Added"),
                    self._when,
                    "at",
                    key=lambda row: row.at,
                    width=150,
                    missable=narrow,
                ),
            ),
            desk.theme,
            self.empty_state(),
        )
        self._file = FileField(f"{name}.add", _("File to attach"))
        self._what = ChoiceBox()
        self._issued, self._expiry = QLineEdit(), QLineEdit()
        self._seen: int | None = None  # the file in the preview
        self._save = quiet(f"{name}.save", _("Save as…"), self._save_as)
        self._open_it = quiet(f"{name}.open", _("Open"), self._open_chosen)
        self._beside = QWidget()
        self._preview = PagePictures(f"{name}.preview", desk.theme, _("Preview"))
        self._no_preview = plain("", "muted", wrap=True)
        self.setAcceptDrops(True)
        self._lay_out()
        self._look(None)
        self._table.opened.connect(self._open)
        self._table.chosen.connect(self._look)

    def show_files_of(self, subject_id: int) -> None:
        """Ask for the files of another record."""
        self.subject_id = subject_id
        ask(
            self._desk,
            lambda connection: self.rows(connection, subject_id),
            self._show,
            self._notice.refuse,
        )

    def rows(self, connection: Connection, subject_id: int) -> list[FileRow]:
        """What is listed of a record; asked on a reader."""
        return attached(connection, self._subject, subject_id)

    def empty_state(self) -> EmptyState:
        """What to do first."""
        return EmptyState(
            self._desk.theme,
            "document",
            _("No file yet"),
            _("Drop a file here, paste it, or choose one below."),
        )

    def more_buttons(self) -> tuple[QPushButton, ...]:
        """What else can be done, beside opening and saving."""
        return ()

    def open_unfinished(self) -> None:
        """Go on with what has no file yet."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.attach(Path(url.toLocalFile()))

    def event(self, event: QEvent) -> bool:
        """Pasting here attaches; elsewhere in the window it reads codes from pictures."""
        if event.type() == QEvent.Type.ShortcutOverride and _is_paste(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def paste(self) -> None:
        """Keep the picture or the files on the clipboard with the record."""
        held = QGuiApplication.clipboard().mimeData() or QMimeData()  # none on an empty one
        files = [Path(url.toLocalFile()) for url in held.urls() if url.isLocalFile()]
        image = QGuiApplication.clipboard().image() if held.hasImage() else QImage()
        for file in files:
            self.attach(file)
        if not files and not image.isNull():
            name = message("Pasted {day}.png", day=self._desk.station.by().on)
            self._keep(str(name), lambda: previews.png_of(image))
        elif not files:
            self._notice.attention(_("There is no picture and no file on the clipboard."))

    def attach(self, file: Path) -> None:
        """Keep a file with the record."""
        self._keep(file.name, lambda: bytes_of(file))

    def _keep(self, name: str, read: Callable[[], bytes]) -> None:
        try:
            issued, expires = (
                typed_day(field.text()) for field in (self._issued, self._expiry)
            )
        except Refusal as refused:
            self._notice.refuse(refused)
            return
        typed = self._what.currentText().strip()
        at = self._what.findText(typed)
        kind = str(self._what.itemData(at)) if at >= 0 else typed
        subject, subject_id = self._subject, self.subject_id
        desk, by = self._desk, self._desk.station.by()

        def job() -> str:
            order = attaching.AttachFile(
                new_uid(), subject, subject_id, name, read(), kind, issued, expires
            )
            desk.program.database.run(by, lambda tx: supplied.attach(tx, order))
            return name

        desk.lanes.write(job, self._attached, self._notice.refuse)

    def _attached(self, name: str) -> None:
        for field in (self._file.path, self._issued, self._expiry):
            field.clear()
        self._what.setCurrentIndex(0)
        self._notice.ok(str(message("{name} is attached.", name=name)))
        self.show_files_of(self.subject_id)

    def _look(self, row: FileRow | None) -> None:
        """Show what a file looks like, once it is read."""
        self._seen = row.blob_id if row is not None else None
        self._preview.hide()
        self._no_preview.show()
        self._open_it.setEnabled(row is not None)
        self._save.setEnabled(self._seen is not None)
        if row is None or row.blob_id is None:
            self._no_preview.setText(_("Choose a file to look at it here."))
            return
        if not previews.can_be_shown(row.media_type):
            self._no_preview.setText(_("This kind of file has no preview. Save it to use it."))
            return
        self._no_preview.setText(_("Being drawn…"))
        blob_id, name, read = row.blob_id, row.name, self._bytes(row.blob_id)

        def show(pictures: list[bytes]) -> None:
            if self._seen == blob_id:
                self._preview.tell(pictures)
                self._preview.show()
                self._no_preview.hide()

        def failed(error: Exception) -> None:
            if self._seen == blob_id:
                self._no_preview.setText(str(error))

        self._desk.lanes.read(lambda: previews.pictures_of(read(), name), show, failed)

    def _attach_chosen(self) -> None:
        if file := self._file.file():
            self.attach(file)
        else:
            self._notice.attention(_("Choose a file first, or drop one on the table."))
            self._file.path.setFocus()

    def _show(self, rows: Sequence[FileRow]) -> None:
        self._table.show_rows(rows)
        self._beside.setVisible(bool(rows))

    def _open(self, row: FileRow | None) -> None:
        """Show a file with the system's own viewer; what could run is only saved."""
        if row is None:
            return
        if row.blob_id is None:
            self.open_unfinished()
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

    def _expires(self, row: FileRow) -> str:
        return expiry_words(row.expires, self._desk.station.by().on)

    def _tone(self, row: FileRow) -> str:
        on = self._desk.station.by().on
        return (left_tone(row.expires, on) if row.expires else "") or "text"

    def _lay_out(self) -> None:
        self._what.setEditable(True)
        for kind in ("", *attaching.KINDS):
            self._what.addItem(kind_words(kind), kind)
        named(self._what, f"{self._name}.kind", _("What the file is"))
        typed = self._what.lineEdit()
        assert typed is not None  # noqa: S101 - an editable box has one
        named(typed, f"{self._name}.kind.typed", _("What the file is"))
        typed.setPlaceholderText(_("What it is"))
        self._what.setFixedWidth(220)
        self._file.path.setPlaceholderText(_("File to attach; or drop it, or paste it"))
        first, below = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(8)
        below.setSpacing(8)
        first.addWidget(self._file, 1)
        (below if self._narrow else first).addWidget(self._what)
        for field, name, says in (
            (self._issued, "issued", _("Issued on")),
            (self._expiry, "expires", _("Expires on")),
        ):
            named(field, f"{self._name}.{name}", says)
            field.setPlaceholderText(says)
            field.setFixedWidth(110)
            (below if self._narrow else first).addWidget(field)
        attach = quiet(f"{self._name}.attach", _("Attach"), self._attach_chosen)
        (below if self._narrow else first).addWidget(attach)
        row = QVBoxLayout() if self._narrow else QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._table, 1)
        self._fill_side()
        row.addWidget(self._beside, int(self._narrow))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addLayout(row, 1)
        rows.addLayout(first)
        rows.addLayout(below)

    def _fill_side(self) -> None:
        """The preview, and what can be done with the file in it."""
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._open_it)
        buttons.addWidget(self._save)
        for button in self.more_buttons():
            buttons.addWidget(button)
        if self._narrow:
            buttons.addStretch()
        else:
            self._beside.setFixedWidth(_WIDE)
        column = QVBoxLayout(self._beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(buttons)
        column.addWidget(self._preview, 1)
        column.addWidget(self._no_preview)
        column.addStretch()


def _kind(row: FileRow) -> str:
    if row.certificate_id is not None:
        return _("certificate, numbered but not made yet")
    return kind_words(row.kind)


def _issued(row: FileRow) -> str:
    return row.issued.isoformat() if row.issued else ""


def _is_paste(event: QEvent) -> bool:
    key = cast("QKeyEvent", event)
    return key.matches(QKeySequence.StandardKey.Paste)


def bytes_of(file: Path) -> bytes:
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
