"""The files of a posted receipt: its delivery note, photographs, the supplier's certificates.

Reached by F on the summary; Esc goes back to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.storage import documents
from ui.asking import ask
from ui.dock import dock_words
from ui.page import PageHead
from ui.parts.attached_files import AttachedFiles
from ui.parts.card import Card
from ui.parts.notice import Notice
from ui.scans import meanings

if TYPE_CHECKING:
    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.storage.documents import Document
    from ui.desk import Desk
    from ui.scans.scan_loop import Meant


class ReceiptFiles(QWidget):
    """Takes the summary's place until Esc."""

    finished = Signal(int)  # the receipt's row number

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._document_id = desk, 0
        self._head, self._notice = PageHead(""), Notice("receive.files.notice")
        self._files = AttachedFiles(desk, self._notice, "receive.files", "document")
        card = Card()
        card.add(self._files, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        rows.addWidget(self._head)
        rows.addWidget(self._notice)
        rows.addWidget(card, 1)

    def open(self, document_id: int) -> None:
        """Show the files of a receipt."""
        self._document_id = document_id
        self._notice.clear()
        self._files.show_files_of(document_id)
        self._files.setFocus()
        ask(
            self._desk,
            lambda connection: documents.by_id(connection, document_id),
            self._tell_head,
            self._notice.refuse,
        )

    def tell(self, outcome: Outcome) -> None:
        """What a scan on the receipt came to meanwhile."""
        words = dock_words.banner_words(outcome, self._desk.station.by().on)
        said = ". ".join(filter(None, (words.headline, words.line, words.remedy)))
        {"ok": self._notice.ok, "refused": self._notice.refuse_words}.get(
            words.kind, self._notice.attention
        )(said)

    def meant(self, asked: Command) -> Meant:
        """What a command barcode means here."""
        return meanings.by_name(asked, {"back": self.go_back})

    def go_back(self) -> bool:
        """Back to the summary."""
        self.finished.emit(self._document_id)
        return True

    def _tell_head(self, receipt: Document) -> None:
        parts = (receipt.number, receipt.purchase_order, receipt.party)
        self._head.tell(
            str(message("Files of {number}", number=receipt.number)),
            " · ".join(filter(None, (*parts[1:], _("Esc goes back")))),
        )
