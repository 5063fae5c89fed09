"""A return at the dock, whichever way it goes: to a supplier, or from a customer.

The page Return takes both. Which rules its next scan is met with is told by the document;
what command barcodes and keys do is alike, and stands in ``return_commands``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.services.documents import choosing
from lsn_desktop.services.returns import (
    customer_return_scans,
    customer_returns,
    return_choosing,
    return_scans,
)
from lsn_desktop.storage import documents

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.domain.outcomes import Expectation, Outcome
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.transactions import Connection, Tx

choose_by_scan = customer_return_scans.choose_by_scan
"""Open the return a scan is about: of a customer, else to a supplier."""


def is_customers(connection: Connection, document_id: int) -> bool:
    """Whether goods come back from a customer with it."""
    return documents.by_id(connection, document_id).kind == customer_returns.KIND


def scan(tx: Tx, reading: Reading, expected: Expectation, scan_id: int) -> Outcome:
    """Take one scan on the return that is open.

    Raises:
        Refusal: the code names no goods of ours, or they may not come or go back.
    """
    if is_customers(tx.connection, expected.document_id):
        return customer_return_scans.return_scan(tx, reading, expected, scan_id)
    return return_scans.return_scan(tx, reading, expected, scan_id)


def opened(tx: Tx, document_id: int) -> Outcome:
    """What is said of a return that is open now."""
    if is_customers(tx.connection, document_id):
        return customer_return_scans.opened(tx, document_id)
    return return_choosing.opened(tx, document_id)


def go_on_with(document_id: int) -> Callable[[Tx, Expectation], Outcome]:
    """Go on with a draft; one of another workstation is taken over."""

    def act(tx: Tx, _expected: Expectation) -> Outcome:
        choosing.take_over(tx, document_id)
        return opened(tx, document_id)

    return act


def begin_from(customer_id: int) -> Callable[[Tx, Expectation], Outcome]:
    """Take back from a customer: the draft here, or a new return."""

    def act(tx: Tx, _expected: Expectation) -> Outcome:
        return opened(tx, customer_returns.open_for(tx, customer_id))

    return act


def begin_to(vendor_id: int) -> Callable[[Tx, Expectation], Outcome]:
    """Return goods to a supplier: the draft here, or a new return."""

    def act(tx: Tx, _expected: Expectation) -> Outcome:
        return opened(tx, return_choosing.open_for(tx, vendor_id))

    return act
