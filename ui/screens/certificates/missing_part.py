"""What waits for a certificate, and beside it the certificate that came for what is chosen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.program import new_uid
from lsn_desktop.services.certificates import certificate_drafts, supplied
from lsn_desktop.services.certificates.supplied import TakeCertificate
from lsn_desktop.storage import certificates_due
from ui.asking import ask
from ui.parts.attached_files import bytes_of
from ui.parts.buttons import quiet
from ui.parts.text import plain
from ui.scans.scan_lookup import look_up
from ui.screens.certificates.missing_list import missing_list
from ui.screens.certificates.take_form import TakeForm, kind_of
from ui.tables.beside import beside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from lsn_desktop.storage.certificates_due import Missing
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.parts.notice import Notice

_WIDE = 360  # px; the pane beside the table


class MissingPart(QWidget):
    """A scan of a lot, or its row, says what the certificate is for; several rows share one."""

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self._desk, self._notice = desk, notice
        self.table = missing_list(desk)
        self._form = TakeForm()
        self._goes_on = False  # one was attached: the next begins with its day
        self._scanned: list[Missing] = []  # what was scanned, until a row is chosen
        self._which = plain("", "muted", wrap=True)
        self._attach = quiet("certificates.take.attach", _("Attach"), self.attach)
        self.setAcceptDrops(True)
        title = plain(_("The certificate that came"), "section")
        beside(self, self.table, _WIDE, title, self._which, self._form, self._attach)
        self._tell(())
        self.table.view.selectionModel().selectionChanged.connect(self._follow)
        self.table.failed.connect(notice.refuse)
        self.table.opened.connect(lambda row: desk.go("lsns", row.lsn_id))
        self._form.file.path.returnPressed.connect(self.attach)

    def scanned(self, frame: bytes, device: str) -> None:
        """Choose what a scanned lot or serial waits for."""
        look_up(
            self._desk,
            (frame, device),
            certificate_drafts.scanned,
            self._look_for,
            self._notice,
        )

    def attach(self) -> None:
        """Accept the certificate for what is chosen."""
        lots, file = self._chosen(), self._form.file.file()
        if not lots:
            self._notice.attention(_("Choose what it is for, or scan the lot."))
            return
        if (days := self._form.days()) is None:
            return
        if file is None:
            self._form.complain("file", _("Choose the file, or drop it here."))
            return
        kind, covers = kind_of(self._form.kind), str(self._form.covers.currentData())
        number, by_whom = self._form.number.text(), self._form.issued_by.text()
        desk, by = self._desk, self._desk.station.by()
        subjects = _subjects(lots, covers)

        def job() -> int:
            data = bytes_of(file)
            orders = [
                TakeCertificate(
                    new_uid(), kind, file.name, data, *days, number, by_whom, *subject
                )
                for subject in subjects
            ]

            def take(tx: Tx) -> int:
                return len([supplied.take(tx, order) for order in orders])

            return desk.program.database.run(by, take)

        desk.lanes.write(job, self._attached, self._notice.refuse)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self._form.take_file(Path(files[0]))
            self._form.issued.setFocus()

    def _look_for(self, lsn_ids: Sequence[int]) -> None:
        ids = tuple(lsn_ids)

        def then(found: list[Missing]) -> None:
            if not found:
                self._notice.ok(_("It waits for no certificate."))
                return
            self.table.view.clearSelection()
            self._scanned = found
            self._tell(found)
            self._form.issued.setFocus()

        ask(
            self._desk,
            lambda connection: [
                row for each in ids for row in certificates_due.missing_of(connection, each)
            ],
            then,
            self._notice.refuse,
        )

    def _attached(self, count: int) -> None:
        self._form.empty()
        self._scanned = []
        words = _("Accepted. What waited for it is released.")
        if count > 1:
            words = str(message("Accepted for {n} lots; they are released.", n=count))
        self._notice.ok(words)
        self._goes_on = True
        self.table.view.setFocus()
        self.table.reload()

    def _chosen(self) -> list[Missing]:
        """What is selected, or was scanned: all of the kind of the first."""
        rows = self._scanned or self.table.selected()
        return [row for row in rows if row.kind == rows[0].kind]

    def _follow(self) -> None:
        """What is selected is what it is for; what was scanned before is so no more."""
        if self.table.selected():
            self._scanned = []
        self._tell(self._chosen())
        if self._goes_on and self._chosen():
            self._goes_on = False
            self._form.issued.setFocus()

    def _tell(self, lots: Sequence[Missing]) -> None:
        self._attach.setEnabled(bool(lots))
        self._form.setEnabled(bool(lots))
        words = _("Choose a row, or scan a lot: its certificate is attached here.")
        if lots:
            self._form.tell(lots)
            words = " · ".join(filter(None, (lots[0].item, lots[0].supplier)))
            if len(self._scanned) > 1:
                words += "\n" + _("It lacks more than this; attach one after the other.")
        self._which.setText(words)


def _subjects(
    lots: Sequence[Missing], covers: str
) -> list[tuple[int | None, int | None, int | None]]:
    """The LSN, item and supplier that each certificate names."""
    first = lots[0]
    if covers == "item":
        return [(None, first.item_id, None)]
    if covers == "supplier":
        return [(None, None, first.supplier_id)]
    if covers == "both":
        return [(None, first.item_id, first.supplier_id)]
    return [(lsn_id, None, None) for lsn_id in dict.fromkeys(each.lsn_id for each in lots)]
