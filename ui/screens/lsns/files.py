"""Its certificates and files: those of ours that are not made yet stand among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _, mark
from lsn_desktop.storage import certificates
from ui.parts.attached_files import AttachedFiles, FileRow
from ui.parts.buttons import quiet
from ui.parts.empty_state import EmptyState

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from lsn_desktop.storage.lsn_pages import LsnPage
    from lsn_desktop.storage.transactions import Connection
    from ui.desk import Desk
    from ui.parts.notice import Notice


class FilesTab(AttachedFiles):
    """The files of a lot or serial, and a way to issue a certificate of it."""

    title = mark("Certificates and files")

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__(desk, notice, "lsn.files", "lsn")

    def tell(self, page: LsnPage) -> None:
        """Ask for the files of another LSN."""
        self.show_files_of(page.lsn.id)

    def rows(self, connection: Connection, subject_id: int) -> list[FileRow]:
        rows = super().rows(connection, subject_id)
        rows += [
            FileRow(each.number, "", each.created_at, None, "", each.id)
            for each in certificates.listed(connection, lsn_id=subject_id)
            if each.blob_id is None
        ]
        return sorted(rows, key=lambda row: row.at, reverse=True)

    def empty_state(self) -> EmptyState:
        return EmptyState(
            self._desk.theme,
            "certificates",
            _("No certificate and no file yet"),
            _("Issue a certificate, drop a file here, or choose one below."),
            ("lsn.files.issue_first", _("Issue certificate"), self.open_unfinished),
        )

    def more_buttons(self) -> tuple[QPushButton, ...]:
        return (quiet("lsn.files.issue", _("Issue new"), self.open_unfinished),)

    def open_unfinished(self) -> None:
        self._desk.go("certificates", self.subject_id)
