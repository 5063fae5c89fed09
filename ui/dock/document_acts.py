"""What is done to a document without a scan: take back a row, discard it, turn it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.services.documents import posting
from lsn_desktop.services.receipts import receipt_commands, receiving
from lsn_desktop.storage import documents
from ui.scans.scan_loop import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.storage.transactions import Tx


def row_undone(key: str) -> Callable[[Tx, Expectation], Outcome]:
    """Take back a row of the last scans: its line, or all lines of a scan of several."""
    of_scan = key.removeprefix("scan ")
    if of_scan != key:
        return receipt_commands.scan_undone(int(of_scan))
    return receipt_commands.undone(int(key))


def discard(tx: Tx, expected: Expectation) -> Outcome:
    """Give up the draft."""
    receiving.begin_next_label(tx, expected)
    posting.discard(tx, expected.document_id)
    number = documents.by_id(tx.connection, expected.document_id).number
    return Outcome(OutcomeKind.OK, message("Discarded {number}", number=number), NOWHERE)


def reversed_for(
    document_id: int, reason: str, uid: str
) -> Callable[[Tx, Expectation], Outcome]:
    """Turn a posted document back, whole."""

    def act(tx: Tx, expected: Expectation) -> Outcome:
        back = documents.by_id(tx.connection, posting.reverse(tx, document_id, reason, uid))
        number = documents.by_id(tx.connection, document_id).number
        words = message(
            "{number} is reversed by {reversal}", number=number, reversal=back.number
        )
        return Outcome(OutcomeKind.OK, words, expected)

    return act
