"""What is done to a receipt without a scan: each in a transaction of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.services.documents import choosing
from lsn_desktop.services.receipts import receiving
from lsn_desktop.storage import documents

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.services.receipts.receiving import OpenReceipt
    from lsn_desktop.storage.transactions import Tx


def opened_order(order_id: int, uid: str) -> Callable[[Tx, Expectation], Outcome]:
    """Receive an order: its draft here, or a new receipt."""
    return lambda tx, _expected: _opened(tx, choosing.receive_order(tx, order_id, uid))


def opened_without_order(order: OpenReceipt) -> Callable[[Tx, Expectation], Outcome]:
    """Receive what came without an order."""
    return lambda tx, _expected: _opened(tx, receiving.open_receipt(tx, order))


def opened_draft(document_id: int) -> Callable[[Tx, Expectation], Outcome]:
    """Go on with a draft; one of another workstation is taken over."""

    def act(tx: Tx, _expected: Expectation) -> Outcome:
        choosing.take_over(tx, document_id)
        return _opened(tx, document_id)

    return act


def _opened(tx: Tx, document_id: int) -> Outcome:
    receipt = documents.by_id(tx.connection, document_id)
    words = message(
        "Receiving {number}: scan the goods", number=receipt.purchase_order or receipt.number
    )
    return Outcome(OutcomeKind.HEARD, words, Expectation(document_id))
