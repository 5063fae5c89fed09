"""All that a customer ever got from us, and all that a supplier ever brought.

One row for each move of a posted document that was not turned back. What came back is told
beside it: of a lot that was shipped twice, the goods shipped last come back first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, or_, select

from lsn_desktop.domain.filters import OneOf
from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.storage import kept_filters
from lsn_desktop.storage.letters import in_any
from lsn_desktop.storage.lists import Order, paged
from lsn_desktop.storage.parts import among
from lsn_desktop.storage.tables.arriving import discrepancy
from lsn_desktop.storage.tables.catalogue import item, location
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.ledger import hold, move

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, Connection, Select

    from lsn_desktop.domain.filters import Filter

MISSING = "missing certificate"  # the reason of a hold until the certificate is there
NEWEST = Order("", descending=True)
_REJECTED = "damaged"  # the kind of a discrepancy of goods that were rejected
_back = document.alias("back")


@dataclass(frozen=True, slots=True)
class Traded:
    """Goods of one LSN that went to a party, or came from it, on one document.

    ``returned`` went the other way since: back to us, or back to the supplier. ``rejected``
    was not accepted when it came, ``held`` says why it is stopped now; both are a supplier's.
    Quantities are on the item's grid.
    """

    id: int
    lsn_id: int
    code: str
    kind: str
    item_id: int
    sku: str
    description: str
    unit: str
    decimals: int
    quantity: int
    on: date
    document_id: int
    document: str
    returned: int = 0
    rejected: int = 0
    held: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trade:
    """Which way goods go: the kind of document, of the place beyond, and of the way back."""

    kind: str
    beyond: str
    back: str
    outbound: bool


TO_CUSTOMER = Trade("shipment", "customer", "customer return", outbound=True)
FROM_SUPPLIER = Trade("receipt", "supplier", "supplier return", outbound=False)

_ROW = (
    select(
        move.c.id,
        move.c.lsn_id,
        lsn.c.code,
        lsn.c.kind,
        move.c.item_id,
        item.c.sku,
        item.c.description,
        item.c.unit,
        item.c.decimals,
        move.c.quantity,
        move.c.on,
        document.c.id,
        document.c.number,
    )
    .select_from(document)
    .join(document_line, document_line.c.document_id == document.c.id)
    .join(move, move.c.document_line_id == document_line.c.id)
    .join(lsn, lsn.c.id == move.c.lsn_id)
    .join(item, item.c.id == move.c.item_id)
)
_SORTED = {
    "": move.c.id,
    "on": move.c.on,
    "item": item.c.description_key,
    "code": lsn.c.code_key,
    "document": document.c.number,
}
_FILTERED = {
    "item": item.c.description_key,
    "sku": item.c.sku_key,
    "code": lsn.c.code_key,
    "on": move.c.on,
    "document": document.c.number,
}


def listed(
    connection: Connection,
    trade: Trade,
    party_id: int,
    typed: str = "",
    order: Order = NEWEST,
    n: int = 100,
    only: Sequence[Filter] = (),
) -> list[Traded]:
    """What went to a customer or came from a supplier, a page of it, newest first.

    Columns: ``on``, ``item``, ``code`` (both folded) and ``document`` sort; ``item``, ``sku``,
    ``code`` and ``document`` contain, ``on`` is between; of ``state`` there are ``returned``,
    ``rejected``, ``held`` and ``missing`` (a certificate).
    """
    question = traded(trade, party_id, only)
    if typed.strip():
        letters = (lsn.c.code_key, item.c.sku_key, item.c.description_key, document.c.number)
        question = question.where(in_any(letters, typed))
    page = paged(question, _SORTED[order.by], move.c.id, order, n)
    rows = [Traded(*row) for row in connection.execute(page)]
    return _with_what_followed(connection, trade, party_id, rows)


def sort_key(row: Traded, by: str) -> object:
    """What a row is put in order by, as the database has it."""
    return {
        "": row.id,
        "on": row.on,
        "item": code_key(row.description),
        "code": code_key(row.code),
        "document": row.document,
    }[by]


def traded(trade: Trade, party_id: int, only: Sequence[Filter] = ()) -> Select[Any]:
    """The moves of a page, as a question that others narrow or count."""
    beyond = select(location.c.id).where(location.c.kind == trade.beyond)
    end = move.c.to_location_id if trade.outbound else move.c.from_location_id
    stands = _ROW.where(*_posted(party_id, trade.kind), end.in_(beyond))
    return stands.where(*_conditions(trade, party_id, only))


def _posted(party_id: int, kind: str) -> tuple[ColumnElement[bool], ...]:
    """Documents of a party that stand: posted, and not turned back."""
    return (
        document.c.party_id == party_id,
        document.c.kind == kind,
        document.c.status == "posted",
        document.c.reverses_id.is_(None),
        ~exists().where(_back.c.reverses_id == document.c.id),
    )


def _conditions(trade: Trade, party_id: int, only: Sequence[Filter]) -> list[Any]:
    states = [one for one in only if one.column == "state"]
    found: list[Any] = kept_filters.conditions(
        _FILTERED, [one for one in only if one not in states]
    )
    found += [
        or_(*(_state(trade, party_id, name) for name in sorted(one.names)))
        for one in states
        if isinstance(one, OneOf)
    ]
    return found


def _state(trade: Trade, party_id: int, name: str) -> Any:
    if name == "returned":
        line, head = document_line.alias("other_line"), document.alias("other")
        turned = document.alias("turned")
        return exists().where(
            line.c.lsn_id == move.c.lsn_id,
            line.c.voided.is_(False),
            head.c.id == line.c.document_id,
            head.c.party_id == party_id,
            head.c.kind == trade.back,
            head.c.status == "posted",
            head.c.reverses_id.is_(None),
            ~exists().where(turned.c.reverses_id == head.c.id),
        )
    if name == "rejected":
        return exists().where(discrepancy.c.line_id == document_line.c.id, *_is_rejection())
    stopped = and_(hold.c.lsn_id == move.c.lsn_id, hold.c.released_at.is_(None))
    if name == "missing":
        stopped = and_(stopped, hold.c.reason == MISSING)
    return exists().where(stopped)


def _is_rejection() -> tuple[ColumnElement[bool], ...]:
    return (discrepancy.c.kind == _REJECTED, discrepancy.c.withdrawn_at.is_(None))


def _with_what_followed(
    connection: Connection, trade: Trade, party_id: int, rows: list[Traded]
) -> list[Traded]:
    """The rows with what came back of them; a supplier's with what was wrong, too."""
    if not rows:
        return rows
    codes = sorted({row.lsn_id for row in rows})
    went = select(move.c.lsn_id, move.c.id, move.c.quantity, document.c.kind).select_from(move)
    both_ways = went.join(document_line, document_line.c.id == move.c.document_line_id).join(
        document, document.c.id == document_line.c.document_id
    )
    back = returned(
        connection.execute(
            both_ways.where(
                among(connection, move.c.lsn_id, codes),
                or_(and_(*_posted(party_id, trade.kind)), and_(*_posted(party_id, trade.back))),
            ).order_by(move.c.id)
        ),
        trade.back,
    )
    rows = [replace(row, returned=back.get(row.id, 0)) for row in rows]
    return rows if trade.outbound else _with_quality(connection, rows, codes)


def returned(moves: Iterable[Any], back: str) -> dict[int, int]:
    """How much of each move came back.

    Args:
        moves: LSN, number, quantity and kind of document, oldest first.
        back: the kind of document goods come back on.
    """
    out: dict[int, list[list[int]]] = {}  # LSN: moves out with what is still out of each
    came: dict[int, int] = {}
    for lsn_id, move_id, quantity, kind in moves:
        waiting = out.setdefault(lsn_id, [])
        if kind != back:
            waiting.append([move_id, quantity])
            continue
        left = quantity
        while left and waiting:
            last = waiting[-1]
            taken = min(left, last[1])
            came[last[0]] = came.get(last[0], 0) + taken
            left -= taken
            last[1] -= taken
            if not last[1]:
                waiting.pop()
    return came


def _with_quality(connection: Connection, rows: list[Traded], codes: list[int]) -> list[Traded]:
    lines = select(move.c.id, discrepancy.c.quantity).join(
        discrepancy, discrepancy.c.line_id == move.c.document_line_id
    )
    rejected: dict[int, int] = {}
    asked = lines.where(
        among(connection, move.c.id, [row.id for row in rows]), *_is_rejection()
    )
    for move_id, quantity in connection.execute(asked):
        rejected[move_id] = rejected.get(move_id, 0) + (quantity or 0)
    stops = select(hold.c.lsn_id, hold.c.reason).where(
        among(connection, hold.c.lsn_id, codes), hold.c.released_at.is_(None)
    )
    held: dict[int, tuple[str, ...]] = {}
    for lsn_id, reason in connection.execute(stops.distinct().order_by(hold.c.reason)):
        held[lsn_id] = (*held.get(lsn_id, ()), reason)
    return [
        replace(row, rejected=rejected.get(row.id, 0), held=held.get(row.lsn_id, ()))
        for row in rows
    ]
