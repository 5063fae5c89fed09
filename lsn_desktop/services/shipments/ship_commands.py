"""Command barcodes on a shipment, and the keys that do the same."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import mark, message
from lsn_desktop.domain.outcomes import Asks, Expectation, Outcome, OutcomeKind
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.codes.identifying import Count
from lsn_desktop.services.documents import commanding, posting
from lsn_desktop.services.receipts import receipt_commands, receiving
from lsn_desktop.services.shipments import parcelling, ship_packing, ship_scans
from lsn_desktop.storage import documents, handling_units, parcels, sales_orders, shipments

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.transactions import Tx

WHICH = frozenset({Asks.CODE, Asks.NOT_ORDERED, Asks.QUANTITY})
"""What is asked that no yes answers where there are several ways: it does not say which."""


def ship_command(tx: Tx, command: Command, expected: Expectation, scan_id: int) -> Outcome:
    """Do what a command barcode asks on the shipment that is open.

    Raises:
        Refusal: there is nothing of the kind to do, or a rule forbids it.
    """
    if command.name in {"yes", "no", "answer"}:
        return _answered(tx, command, expected, scan_id)
    if command.name == "quantity":
        return receiving.count_next(expected, Count(Decimal(command.argument)))
    acts: dict[str, Callable[[Tx, Expectation], Outcome]] = {
        "undo": undo_last,
        "back": step_back,
        "next": next_label,
        "post": post,
        "case": begin_case,
        "pallet": begin_pallet,
        "close": ship_packing.close,
        "open": ship_packing.reopen,
        "unpack": ship_packing.unpack,
    }
    return commanding.do(tx, command, expected, acts)


def begin_case(tx: Tx, expected: Expectation) -> Outcome:
    """Begin a case: what is scanned next goes into it."""
    return ship_packing.begin(tx, handling_units.CASE, expected)


def begin_pallet(tx: Tx, expected: Expectation) -> Outcome:
    """Begin a pallet: what is scanned next goes on it."""
    return ship_packing.begin(tx, handling_units.PALLET, expected)


def is_under_way(expected: Expectation) -> bool:
    """Whether a label, a question, a number or refused goods are there to be put aside."""
    stopped = expected.shipping is not None and expected.shipping.stopped is not None
    return stopped or receipt_commands.is_under_way(expected)


def step_back(tx: Tx, expected: Expectation) -> Outcome:
    """Take back one step of what nothing was claimed by yet (Esc).

    Raises:
        Refusal: there is none.
    """
    now = expected.shipping
    if is_under_way(expected):
        return _put_aside(tx, expected)
    if now is not None and now.source is not None:
        words = message("From any place again")
        return Outcome(OutcomeKind.HEARD, words, Expectation(expected.document_id))
    raise refusal("Nothing is unfinished.", "Scan the goods.")


def next_label(tx: Tx, expected: Expectation) -> Outcome:
    """Put the label in progress aside, if there is one.

    Raises:
        Refusal: none is in progress.
    """
    if not is_under_way(expected):
        raise refusal("No label is unfinished.", "Scan the goods.")
    return _put_aside(tx, expected)


def _put_aside(tx: Tx, expected: Expectation) -> Outcome:
    outcome = receipt_commands.put_aside(tx, expected)
    now = expected.shipping
    kept = replace(now, asked=None, stopped=None) if now and now.source is not None else None
    return replace(outcome, next=Expectation(expected.document_id, shipping=kept))


def undo_last(tx: Tx, expected: Expectation) -> Outcome:
    """Take back what came last: what is unfinished, a parcel, or the goods of a scan.

    Raises:
        Refusal: nothing came yet.
    """
    if is_under_way(expected):
        return _put_aside(tx, expected)
    kept = parcels.of_document(tx.connection, expected.document_id)
    if kept and kept[-1].created_at >= shipments.last_scanned(
        tx.connection, expected.document_id
    ):
        return parcelling.withdraw(tx, kept[-1], expected)
    outcome = receipt_commands.undo_last(tx, expected)
    return replace(outcome, next=_still_from(expected))


def undone(line_id: int) -> Callable[[Tx, Expectation], Outcome]:
    """Take back one line of the list."""
    return lambda tx, expected: replace(
        receipt_commands.undone(line_id)(tx, expected), next=_still_from(expected)
    )


def scan_undone(scan_id: int) -> Callable[[Tx, Expectation], Outcome]:
    """Take back all that one scan brought: a lot in two places, a pallet, a parcel."""

    def act(tx: Tx, expected: Expectation) -> Outcome:
        kept = parcels.of_scan(tx.connection, scan_id)
        if kept is not None:
            return parcelling.withdraw(tx, kept, expected)
        outcome = receipt_commands.scan_undone(scan_id)(tx, expected)
        return replace(outcome, next=_still_from(expected))

    return act


def parcel_undone(parcel_id: int) -> Callable[[Tx, Expectation], Outcome]:
    """Take back one parcel of the shipment."""

    def act(tx: Tx, expected: Expectation) -> Outcome:
        for one in parcels.of_document(tx.connection, expected.document_id):
            if one.id == parcel_id:
                return parcelling.withdraw(tx, one, expected)
        raise refusal("That parcel was taken back before.", "Nothing more to undo there.")

    return act


def _still_from(expected: Expectation) -> Expectation:
    now = expected.shipping
    kept = replace(now, asked=None, stopped=None) if now and now.source is not None else None
    return Expectation(expected.document_id, shipping=kept)


def post(tx: Tx, expected: Expectation) -> Outcome:
    """Post the shipment; what is left of its order stays open, and that is said.

    Raises:
        Refusal: nothing is on it, or goods on it were held or expired since.
    """
    count = posting.post(tx, expected.document_id)
    head = documents.by_id(tx.connection, expected.document_id)
    said = mark("Posted {number}: {count} lines")
    if count == 1:
        said = mark("Posted {number}: {count} line")
    words = message(said, number=head.number, count=count)
    return Outcome(OutcomeKind.OK, words, Expectation(0), _left(tx, head))


def _left(tx: Tx, head: Document) -> Message | None:
    """What of its order did not leave with a shipment."""
    if head.sales_order_id is None:
        return None
    order = sales_orders.by_id(tx.connection, head.sales_order_id)
    left = [one for one in sales_orders.wanted(tx.connection, order.id) if one.left]
    if not left:
        return message("All of {order} has left.", order=order.number)
    first = left[0]
    said = mark("{order} stays open: {amount} {unit} of {item} are left.")
    if len(left) > 1:
        said = mark("{order} stays open: {amount} {unit} of {item} and other lines ({others}).")
    return message(
        said,
        order=order.number,
        amount=plain(off_grid(first.left, first.decimals)),
        unit=first.unit,
        item=first.description,
        others=len(left) - 1,
    )


def _answered(tx: Tx, command: Command, expected: Expectation, scan_id: int) -> Outcome:
    question = commanding.asked(command, expected)
    if command.name == "no":
        return _put_aside(tx, expected)
    value = commanding.chosen(command, question, which=len(question.answers) > 1)
    return ship_scans.answer(tx, value, expected, scan_id)
