"""A draft that scans are taken on: kept for this transaction, and open at this station."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.receipts import receipt_lines
from lsn_desktop.storage import documents

if TYPE_CHECKING:
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.transactions import Tx


def kept_here(tx: Tx, document_id: int) -> Document:
    """A draft that nobody else ends before this transaction does, and that is open here.

    Raises:
        Refusal: it is a draft no longer, or another workstation took it over.
    """
    is_draft = documents.keep_draft(tx, document_id)
    head = documents.by_id(tx.connection, document_id)
    if not is_draft:
        raise refusal(
            "{number} is {status}: it takes no more scans.",
            "Start a new one and scan this label again.",
            number=head.number,
            status=head.status,
        )
    receipt_lines.must_be_here(tx, head)
    return head
