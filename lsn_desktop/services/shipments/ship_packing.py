"""Packing on a shipment: what is scanned goes into the case or pallet that is open.

Such a unit is empty until the shipment is posted: the lines say what is to be in it. A case
begun while a pallet is open stands on that.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.moving import ToldMove
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind, ToldLine
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.moves import move_goods, packing
from lsn_desktop.storage import catalogue, claims, documents, handling_units, overrides
from lsn_desktop.storage.audit_chain import Entry
from lsn_desktop.storage.documents import NewLine

if TYPE_CHECKING:
    from lsn_desktop.storage.documents import Document, Line
    from lsn_desktop.storage.handling_units import Unit
    from lsn_desktop.storage.transactions import Connection, Tx


def open_unit(connection: Connection, document_id: int) -> Unit | None:
    """The case or pallet that the next goods of a shipment go into: the last one opened."""
    is_open = [
        unit
        for unit in handling_units.of_document(connection, document_id)
        if unit.closed_at is None and unit.is_here
    ]
    return is_open[-1] if is_open else None


def begin(tx: Tx, kind: str, expected: Expectation) -> Outcome:
    """Begin a case or pallet for the shipment.

    Raises:
        Refusal: the company has no GS1 prefix.
    """
    on = open_unit(tx.connection, expected.document_id)
    unit = packing.begin(tx, kind, _place(tx), expected.document_id)
    if on is not None and on.kind == handling_units.PALLET and kind == handling_units.CASE:
        packing.put_on(tx, unit, on.id)
    words = message("{unit}: scan what goes into it", unit=move_goods.called(unit))
    return _told(tx, expected, unit, Outcome(OutcomeKind.OK, words))


def close(tx: Tx, expected: Expectation) -> Outcome:
    """Close the open case or pallet: its label is printed.

    Raises:
        Refusal: none is open, or nothing is in it.
    """
    unit = packing.close(tx, _must_be_open(tx.connection, expected.document_id).id)
    words = message("{unit} is closed", unit=move_goods.called(unit))
    told = ToldMove(unit_id=unit.id, closed=True)
    return _told(tx, expected, unit, Outcome(OutcomeKind.OK, words, move=told))


def reopen(tx: Tx, expected: Expectation, unit_id: int | None = None) -> Outcome:
    """Let a closed case or pallet take goods again: the one meant, else the last of them.

    Raises:
        Refusal: none of this shipment is closed.
    """
    units = handling_units.of_document(tx.connection, expected.document_id)
    closed = [one for one in units if one.closed_at is not None and unit_id in {None, one.id}]
    if not closed:
        raise refusal("No case or pallet is closed here.", "Begin one, or scan the goods.")
    unit = packing.reopen(tx, closed[-1].id)
    words = message("{unit} is open: scan what goes into it", unit=move_goods.called(unit))
    return _told(tx, expected, unit, Outcome(OutcomeKind.OK, words))


def scanned(tx: Tx, expected: Expectation, sscc: str) -> Outcome | None:
    """The SSCC of a case or pallet of this shipment opens it; None of any other."""
    unit = handling_units.by_sscc(tx.connection, sscc)
    if unit is None or unit.document_id != expected.document_id:
        return None
    if unit.closed_at is not None:
        return reopen(tx, expected, unit.id)
    words = message("{unit} is open: scan what goes into it", unit=move_goods.called(unit))
    return _told(tx, expected, unit, Outcome(OutcomeKind.HEARD, words))


def unpack(tx: Tx, expected: Expectation, unit_id: int | None = None) -> Outcome:
    """Let what is in a case or pallet go loose: the one meant, else the open one.

    It stays on the shipment. The unit is given up.

    Raises:
        Refusal: none is open, or some of it goes by an override: that line stays as it is.
    """
    head = documents.by_id(tx.connection, expected.document_id)
    if unit_id is None:
        unit_id = _must_be_open(tx.connection, head.id).id
    unit = handling_units.by_id(tx.connection, unit_id)
    if head.status != "draft" or unit.document_id != head.id:
        raise refusal("It is on no open shipment.", "Choose another one.")
    for case in handling_units.on(tx.connection, unit.id):
        handling_units.put_on(tx, case, None)
    for line in documents.lines(tx.connection, head.id):
        if line.to_unit_id == unit.id and line.from_unit_id != unit.id:
            _loosen(tx, head, line)
    handling_units.put_on(tx, unit, None)
    handling_units.give_up(tx, unit.id)
    words = message("{unit} is unpacked: its goods go loose", unit=move_goods.called(unit))
    return _told(tx, expected, unit, Outcome(OutcomeKind.OK, words))


def _loosen(tx: Tx, head: Document, line: Line) -> None:
    """The same line without its unit: a line never changes, so it is taken back and added."""
    if line.id in overrides.of_document(tx.connection, head.id):
        raise refusal(
            "Some of it goes by an override, which is of its one line.",
            "Take that scan back, then scan the goods once more.",
        )
    documents.void_line(tx, line.id)
    place, unit_id = line.from_location_id, line.from_unit_id
    if not claims.claim(tx, line.lsn_id, place, line.quantity, unit_id):
        raise refusal("Some of it was held since it was scanned.", "Take its scan back first.")
    again = NewLine(
        uid=tx.uid(),
        item_id=line.item_id,
        lsn_id=line.lsn_id,
        from_location_id=place,
        to_location_id=line.to_location_id,
        quantity=line.quantity,
        scan_id=documents.scan_of(tx.connection, line.id),
        sales_order_line_id=line.sales_order_line_id,
        from_unit_id=unit_id,
        claims=True,
    )
    added = documents.add_line(tx, head.id, again)
    assert added is not None  # noqa: S101 - the shipment is kept a draft
    words = message("Line {line} goes loose", line=added[0])
    tx.entries.append(Entry("scan", words, "document", head.id, added[1]))


def _must_be_open(connection: Connection, document_id: int) -> Unit:
    unit = open_unit(connection, document_id)
    if unit is None:
        raise refusal(
            "No case or pallet is open.", "Begin one: LSN-DO-CASE, or the button on Packing."
        )
    return unit


def _place(tx: Tx) -> int:
    """Where cases are packed: a shipping place, else any."""
    at = catalogue.real_locations(tx.connection, ("shipping",))
    return (at or catalogue.real_locations(tx.connection))[0].id


def _told(tx: Tx, expected: Expectation, unit: Unit, outcome: Outcome) -> Outcome:
    tx.events.append(Event("document", expected.document_id))
    after = Expectation(expected.document_id, shipping=expected.shipping)
    line = ToldLine(item=str(move_goods.called(unit)))
    told = outcome.move or ToldMove(unit_id=unit.id)
    return replace(outcome, next=after, line=line, move=told)
