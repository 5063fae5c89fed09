"""Many serials of one item onto a receipt: the good ones at once, each other one told why.

The rules are those of a scan and of a supplier's list. What is looked at beforehand is looked
at again in the transaction that takes it: another workstation may have been quicker.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Outcome, OutcomeKind
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.codes import identifying, own_numbers
from lsn_desktop.services.receipts import receipt_lines, receiving_tables, table_checks
from lsn_desktop.services.receipts.receipt_table import TableRow
from lsn_desktop.storage import catalogue, documents, exchange
from lsn_desktop.storage.transactions import Tx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from lsn_desktop.domain.items import Item
    from lsn_desktop.domain.outcomes import Expectation
    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.storage.transactions import By, Connection

_KIND = "serials"
OURS = ""
"""Stands in a list for a serial that our own numbering is to give."""


class State(StrEnum):
    """What is known of a serial before it is received."""

    NEW = "new"
    OURS = "ours"  # a number of ours, given when it is received
    KNOWN = "known"  # numbered before it came, or was here and left
    HERE = "here"
    RECEIPT = "receipt"  # on a receipt already
    TWICE = "twice"  # earlier in this list
    FORM = "form"  # no serial number
    WRONG = "wrong"  # its lot, its expiry, the order

    @property
    def is_good(self) -> bool:
        """Whether it can be received."""
        return self in {State.NEW, State.OURS, State.KNOWN}


@dataclass(frozen=True, slots=True)
class Looked:
    """What a serial came to, and why where it is not good."""

    state: State
    why: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Goods:
    """What all serials of a list have in common."""

    item_id: int
    lot: str = ""
    expiry: date | None = None
    no_expiry: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a list: the serials received, and by their place in it why others not."""

    received: tuple[str, ...]
    left: dict[int, Looked]
    item: str = ""
    seq: int | None = None  # the last of them in the scan journal


_STATES = {
    receipt_lines.HERE_ALREADY: State.HERE,
    receipt_lines.SCANNED_BEFORE: State.RECEIPT,
    table_checks.TWICE: State.TWICE,
    identifying.NO_NUMBER: State.FORM,
}


def look(
    connection: Connection, by: By, document_id: int, goods: Goods, serials: Sequence[str]
) -> list[Looked]:
    """What would become of serials on a receipt; nothing is written or kept.

    A serial that stands twice among these is told so the second time.
    """
    tx = Tx(connection, by)  # of a reader: it cannot write
    receipt = documents.by_id(connection, document_id)
    item = catalogue.item_by_id(connection, goods.item_id)
    lot = goods.lot.strip()
    if item.tracking.by_lot and not lot:
        (lot,) = own_numbers.coming(connection, item, by.on, serial=False)
    goods = replace(goods, lot=lot)
    rows = [
        _row(item, goods, line, serial)
        for line, serial in enumerate(serials, 1)
        if serial != OURS
    ]
    found = [Looked(State.OURS)] * len(serials)
    planned, wrong = table_checks.plan(tx, receipt, rows, keeping=False)
    for each in planned:
        state = State.NEW if each.named.known is None else State.KNOWN
        found[each.row.line - 1] = Looked(state)
    for at, told in _left(wrong).items():
        found[at] = told
    return found


def receive(
    tx: Tx,
    document_id: int,
    goods: Goods,
    serials: Sequence[str],
    uid: str,
    going_on: Callable[[], None] = lambda: None,
) -> Taken:
    """Receive the good ones of a list, in one transaction.

    Args:
        tx: the transaction.
        document_id: a draft of this workstation.
        goods: what the serials are of.
        serials: in their order; :data:`OURS` for each that our numbering is to give.
        uid: of this order; ordered twice, it is done once.
        going_on: called between the steps; what it raises gives all of it up.

    Raises:
        Refusal: the receipt is no draft of ours, or the item has no serials.
    """
    receipt = receipt_lines.kept_draft(tx, document_id)
    receipt_lines.must_be_here(tx, receipt)
    item = catalogue.item_by_id(tx.connection, goods.item_id)
    if not item.tracking.by_serial:
        raise refusal(
            "{item} has no serials.", "Choose an item with serials.", item=item.description
        )
    if exchange.taken(tx.connection, _KIND, uid):
        return Taken((), {})
    if item.tracking.by_lot and not goods.lot.strip():
        (lot,) = own_numbers.take_for(tx, item, serial=False)
        goods = replace(goods, lot=lot)
    ours = sum(serial == OURS for serial in serials)
    given = iter(
        own_numbers.take_for(tx, item, ours, serial=True, besides=serials) if ours else ()
    )
    rows = [
        _row(item, goods, line, next(given) if serial == OURS else serial)
        for line, serial in enumerate(serials, 1)
    ]
    going_on()
    planned, wrong = table_checks.plan(tx, receipt, rows)
    going_on()
    seq = None
    if planned:
        exchange.keep(tx, _KIND, item.description, uid, len(planned))
        outcomes = receiving_tables.take_planned(tx, receipt, item.description, planned)
        seq = outcomes[-1].seq
        going_on()
    received = tuple(each.row.serial or "" for each in planned)
    return Taken(received, _left(wrong), item.description, seq)


def told(taken: Taken, expected: Expectation) -> Outcome:
    """What the dock says of a list that was taken."""
    received, left = len(taken.received), len(taken.left)
    words = message("{count} of {item} received", count=received, item=taken.item)
    if not left:
        return Outcome(OutcomeKind.OK, words, expected, seq=taken.seq)
    waits = message("{count} wait: look at why.", count=left)
    return Outcome(OutcomeKind.ATTENTION, words, expected, waits, seq=taken.seq)


def _left(wrong: Iterable[tuple[TableRow, Refusal]]) -> dict[int, Looked]:
    return {
        row.line - 1: Looked(_STATES.get(flaw.fact.text, State.WRONG), flaw)
        for row, flaw in wrong
    }


def _row(item: Item, goods: Goods, line: int, serial: str) -> TableRow:
    expiry = goods.expiry.isoformat() if goods.expiry else ""
    return TableRow(
        line,
        f"{item.sku},{goods.lot},{serial},{expiry}",
        item.sku,
        lot=goods.lot.strip() or None,
        serial=serial,
        expiry=goods.expiry,
        no_expiry=goods.no_expiry,
    )
