"""What is done to a document without a scan, whatever kind it is: discard it, turn it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.services import posting, receiving
from lsn_desktop.storage import documents
from ui.scan_loop import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.storage.transactions import Tx


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
