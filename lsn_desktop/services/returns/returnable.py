"""What of a lot or serial may go back to a supplier, and putting it on the return."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain import expiry as expiries
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.storage import (
    catalogue,
    claims,
    documents,
    going_back,
    ledger,
    lsns,
    standing,
)
from lsn_desktop.storage.audit_chain import Entry
from lsn_desktop.storage.documents import NewLine

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.lsns import Lsn
    from lsn_desktop.storage.standing import Standing
    from lsn_desktop.storage.transactions import Connection, Tx


@dataclass(frozen=True, slots=True)
class Taken:
    """What was put on a return: a line for each place it stood in."""

    goods: Standing
    quantity: int
    line_ids: tuple[int, ...]


def put_on(
    tx: Tx,
    head: Document,
    lsn: Lsn,
    wanted: int | None,
    scan_id: int | None = None,
    units: Collection[int] = (),
) -> Taken:
    """Put an LSN on a return: so many, else all that may go back; its lines claim it.

    ``units``: only what is in these pallets and cases.

    Raises:
        Refusal: it never came from the supplier, is not here, may be used or sold, or is on
            a return already.
    """
    lsns.keep(tx, lsn.id)  # another station may be scanning it at this moment
    must_be_theirs(tx.connection, head, lsn)
    rows = standing.of_lsns(tx.connection, [lsn.id])
    rows = [row for row in rows if not units or row.unit_id in units]
    if not rows and lsns.serials_of(tx.connection, lsn.id):
        raise refusal(
            "{code} is a lot of serials.", "Scan the serial of each piece.", code=lsn.code
        )
    if not rows:
        raise refusal(
            "{code} is not here: nothing of it is on hand.",
            "Check the label; what went back already is on its return.",
            code=_called(tx.connection, lsn),
        )
    promised = going_back.promised(tx.connection, lsn.id)
    stopped = _held_there(tx.connection, lsn.id)
    for place_id, (count, _number) in promised.items():
        stopped[place_id] -= count
    there = []
    for row in sorted(rows, key=lambda row: row.place_kind != "quarantine"):
        left = may_go(row, tx.by.on, stopped[row.place_id])
        stopped[row.place_id] -= left  # the same hold stops what is packed there, too
        there.append((row, left))
    free = sum(left for _row, left in there)
    if not free or (wanted is not None and wanted > free):
        raise _too_few(rows[0], free, [number for _count, number in promised.values()])
    rest = taken = free if wanted is None else wanted
    line_ids = []
    for row, left in there:
        part = min(left, rest)
        if part:
            line_ids.append(_add_line(tx, head, row, part, scan_id))
            rest -= part
    return Taken(rows[0], taken, tuple(line_ids))


def may_go(row: Standing, on: date, held_there: int) -> int:
    """How much of what stands in a place may go back: what is held, rejected or expired.

    ``held_there``: what is held of some of it there, less what is on returns already.
    """
    usable = expiries.usable_on(row.expiry, on, row.usable)
    if row.place_kind == "quarantine" or row.held_whole or not usable:
        return row.free
    return max(min(held_there, row.free), 0)


def _held_there(connection: Connection, lsn_id: int) -> Counter[int]:
    """How much of an LSN its open holds on a quantity stop, place by place."""
    stopped: Counter[int] = Counter()
    for held in ledger.holds(connection, lsn_id):
        if held.released_at is None and held.location_id is not None:
            stopped[held.location_id] += held.quantity or 0
    return stopped


def must_be_theirs(connection: Connection, head: Document, lsn: Lsn) -> None:
    """Goods go back to who sent them; where no receipt says who, they go where one says.

    Raises:
        Refusal: they came from others.
    """
    came_from = going_back.suppliers(connection, lsn.id)
    if came_from and head.party_id not in {party.id for party in came_from}:
        raise refusal(
            "{code} never came from {vendor}: it came from {others}.",
            "Put it on a return to {others}.",
            code=_called(connection, lsn),
            vendor=head.party or "-",
            others=", ".join(party.name for party in came_from),
        )


def _called(connection: Connection, lsn: Lsn) -> str:
    return lsn.code or catalogue.item_by_id(connection, lsn.item_id).description


def _too_few(row: Standing, free: int, numbers: Sequence[str]) -> Refusal:
    code = row.code or row.item
    if numbers and not free:
        return refusal(
            "All of {code} that may go back is on {number}.",
            "Go on with the next goods.",
            code=code,
            number=numbers[0],
        )
    return refusal(
        "Of {code} only {held} {unit} are held or rejected.",
        "Hold the goods first: what may be used or sold does not go back.",
        code=code,
        held=plain(off_grid(free, row.decimals)),
        unit=row.unit,
    )


def _add_line(tx: Tx, head: Document, row: Standing, quantity: int, scan_id: int | None) -> int:
    if not claims.claim(tx, row.lsn_id, row.place_id, quantity, row.unit_id, over_hold=True):
        raise _too_few(row, 0, [])
    line = NewLine(
        uid=tx.uid(),
        item_id=row.item_id,
        lsn_id=row.lsn_id,
        from_location_id=row.place_id,
        from_unit_id=row.unit_id,
        to_location_id=catalogue.virtual_location(tx.connection, "supplier"),
        quantity=quantity,
        scan_id=scan_id,
        claims=True,
    )
    added = documents.add_line(tx, head.id, line)
    assert added is not None  # noqa: S101 - the return is kept a draft
    words = message("Line {line} goes back", line=added[0])
    tx.entries.append(Entry("scan", words, "document", head.id, added[1]))
    return added[0]
