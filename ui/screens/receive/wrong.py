"""What was wrong with a delivery: its rows, its pictures, and the report of it all."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit

from lsn_desktop.domain.messages import _, message
from lsn_desktop.paper import delivery_papers
from lsn_desktop.program import new_uid
from lsn_desktop.services.certificates import supplied
from lsn_desktop.services.documents import posting
from lsn_desktop.services.lots import attaching
from lsn_desktop.services.receipts import rejecting
from lsn_desktop.services.returns import returning
from lsn_desktop.storage import blobs, discrepancies, documents
from ui import saving
from ui.parts.buttons import quiet
from ui.parts.card import Card
from ui.parts.notice import Notice
from ui.parts.text import named, plain
from ui.scans.scan_list import ScanList
from ui.scans.scan_words import ScanRow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent

    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.transactions import Database, Tx
    from ui.desk import Desk

_PICTURES = "*.png *.jpg *.jpeg"


class WrongCard(Card):
    """Rows of what was over, short or damaged; a picture may be dropped or pasted here."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("What was wrong"))
        self._desk = desk
        self._document_id, self._number = 0, ""
        self._notice = Notice("receive.wrong.notice")
        nothing = _("Nothing was over, short or damaged.")
        self._rows = ScanList(desk.theme, "receive.wrong", nothing=nothing)
        self._rows.setColumnHidden(4, True)  # noqa: FBT003 - Qt's way: no time
        self._rows.setColumnHidden(5, True)  # noqa: FBT003 - and no undo
        self._note = QLineEdit()
        named(self._note, "receive.wrong.note", _("Note to the chosen row, then Enter"))
        self._note.setPlaceholderText(_("Note to the chosen row, then Enter"))
        self._note.returnPressed.connect(self._keep_note)
        self._kept = plain("", "muted", wrap=True)
        self._report = quiet("receive.wrong.report", _("Report (R)"), self.show_report)
        self._save = quiet("receive.wrong.save", _("Save it as…"), self._save_report)
        self._add = quiet("receive.wrong.add", _("Add pictures…"), self._choose)
        self._back = quiet("receive.wrong.back", _("Send back"), self.send_back)
        self._back.hide()
        self.setAcceptDrops(True)
        self.add(self._rows, 1)
        self.add(self._note)
        self.add(self._kept)
        self.add(self._notice)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._report, self._save, self._add, self._back):
            buttons.addWidget(button)
        buttons.addStretch()
        self.body.addLayout(buttons)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.activated.connect(self.paste)

    def open(self, document_id: int, number: str) -> None:
        """Show what was wrong with another receipt."""
        if document_id != self._document_id:
            self._notice.clear()
        self._document_id, self._number = document_id, number
        self._ask()

    def show_report(self) -> None:
        """The report in the system's viewer, to be printed from there."""
        saving.show(self._desk, self._file(), self._content(), self._notice)

    def send_back(self) -> None:
        """Post the return of what was rejected to go back; its packing note opens."""
        desk, receipt_id, uid = self._desk, self._document_id, new_uid()
        by = desk.station.by()

        def work(tx: Tx) -> Document:
            document_id = returning.return_rejected(tx, receipt_id, uid)
            posting.post(tx, document_id)
            return documents.by_id(tx.connection, document_id)

        desk.lanes.write(
            lambda: desk.program.database.run(by, work), self._sent, self._notice.refuse
        )

    def _sent(self, head: Document) -> None:
        program = self._desk.program
        self._notice.ok(
            str(message("{number}: pack the goods with its note.", number=head.number))
        )
        saving.show(
            self._desk,
            f"{head.number} packing note.pdf",
            lambda: delivery_papers.return_note(program, head.id),
            self._notice,
        )
        self._ask()

    def _keep_note(self) -> None:
        """Put what was typed to the chosen row, or to the only one there is."""
        rows, at = self._rows.rows, self._rows.currentIndex().row()
        note = self._note.text().strip()
        if not note or not (0 <= at < len(rows) or len(rows) == 1):
            self._notice.attention(_("Choose a row first, then type the note."))
            return
        row_id, document_id = int(rows[max(at, 0)].key), self._document_id
        by = self._desk.station.by()

        def job() -> None:
            self._desk.program.database.run(
                by, lambda tx: rejecting.describe(tx, document_id, row_id, note)
            )

        self._desk.lanes.write(job, lambda _none: self._noted(), self._notice.refuse)

    def _noted(self) -> None:
        self._note.clear()
        self._notice.ok(_("The note is kept; it stands on the report."))
        self._ask()

    def attach(self, files: Sequence[tuple[str, Callable[[], bytes]]]) -> None:
        """Keep pictures with the receipt: each a name, and what reads its bytes."""
        desk, by, document_id = self._desk, self._desk.station.by(), self._document_id

        def job() -> int:
            for name, read in files:
                order = attaching.AttachFile(
                    new_uid(), "document", document_id, name, read(), "picture"
                )
                desk.program.database.run(by, partial(supplied.attach, order=order))
            return len(files)

        if files:
            desk.lanes.write(job, self._attached, self._notice.refuse)

    def paste(self) -> None:
        """Take the picture that was copied, or the files."""
        clipboard = QGuiApplication.clipboard()
        copied = clipboard.mimeData()
        if copied.hasImage():
            out = QBuffer()
            out.open(QIODevice.OpenModeFlag.WriteOnly)
            clipboard.image().save(out, "PNG")  # type: ignore[call-overload]
            data = bytes(out.data().data())
            self.attach([(_("pasted.png"), lambda: data)])
        else:
            self._take([url.toLocalFile() for url in copied.urls() if url.isLocalFile()])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter here is of the note or the button: it does not go on to the next delivery."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
            return
        for button in (self._report, self._save, self._add, self._back):
            if button.hasFocus():
                button.click()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        self._take([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])

    def _take(self, files: Sequence[str]) -> None:
        self.attach([(Path(file).name, Path(file).read_bytes) for file in files])

    def _choose(self) -> None:
        dialog = QFileDialog(
            self, _("Pictures of the goods"), "", f"{_('Pictures')} ({_PICTURES})"
        )
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        if dialog.exec():
            self._take(dialog.selectedFiles())

    def _save_report(self) -> None:
        saving.save_as(
            self._desk, self, _("Save the report"), self._file(), self._content(), self._notice
        )

    def _file(self) -> str:
        return f"{self._number} over short damaged.pdf"

    def _content(self) -> Callable[[], bytes]:
        program, document_id = self._desk.program, self._document_id
        return lambda: delivery_papers.report(program, document_id)

    def _attached(self, count: int) -> None:
        words = _("{count} picture is kept with it.")
        if count != 1:
            words = _("{count} pictures are kept with it.")
        self._notice.ok(str(message(words, count=count)))
        self._ask()

    def _ask(self) -> None:
        database, document_id = self._desk.program.database, self._document_id
        self._desk.lanes.read(
            lambda: wrong_with(database, document_id), self._show, self._notice.refuse
        )

    def _show(self, found: tuple[list[ScanRow], int, bool]) -> None:
        rows, pictures, goes_back = found
        self._back.setVisible(goes_back)
        self._rows.show_scans(rows)
        words = _("Drop or paste pictures here; they are printed on the report.")
        if pictures:
            words = str(message(_("Pictures: {count}"), count=pictures))
        self._kept.setText(words)


def wrong_with(database: Database, document_id: int) -> tuple[list[ScanRow], int, bool]:
    """What was wrong with a receipt, how many pictures it has, and if goods wait to go back."""
    with database.reading() as connection:
        lines = [
            (each.id, delivery_papers.line_of(each))
            for each in discrepancies.of_document(connection, document_id)
        ]
        files = blobs.attachments(connection, "document", document_id)
        goes_back = returning.waits_to_go_back(connection, document_id)
    rows = [
        ScanRow(
            key=str(row_id),
            kind="waiting" if line.withdrawn else "attention",
            words=f"{line.kind}: {line.item}",
            lot=line.code,
            quantity=line.quantity.split(" ")[0],
        )
        for row_id, line in lines
    ]
    pictures = sum(each.media_type.startswith("image/") for each in files)
    return rows, pictures, goes_back
