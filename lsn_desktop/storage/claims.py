"""Stock promised to an open document: claimed in the scan's transaction, freed with its line.

A second station is refused at its scan, not at posting, because a claim is one guarded
statement. What posting takes out is taken off on hand and off the claim at once; see
``ledger.record``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, case, func, select, update

from lsn_desktop.storage import ledger
from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.ledger import balance

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx

_Q: Any = bindparam("quantity")
_LEFT = balance.c.on_hand - balance.c.claimed - _Q
_OF = (balance.c.lsn_id == bindparam("lsn"), balance.c.location_id == bindparam("place"))
_UNIT = {
    True: balance.c.handling_unit_id.is_(None),
    False: balance.c.handling_unit_id == bindparam("unit"),
}
_CLAIM = {
    loose: Prepared(
        update(balance)
        .where(*_OF, which, balance.c.on_hand - balance.c.held - balance.c.claimed >= _Q)
        .values(claimed=balance.c.claimed + _Q)
    )
    for loose, which in _UNIT.items()
}
_CLAIM_OVER_HOLD = {
    loose: Prepared(
        update(balance)
        .where(*_OF, which, _LEFT >= 0)
        .values(
            claimed=balance.c.claimed + _Q,
            held=case((balance.c.held > _LEFT, _LEFT), else_=balance.c.held),
        )
    )
    for loose, which in _UNIT.items()
}
_FREE = {
    loose: Prepared(
        update(balance)
        .where(*_OF, which, balance.c.claimed >= _Q)
        .values(claimed=balance.c.claimed - _Q)
    )
    for loose, which in _UNIT.items()
}


def claim(
    tx: Tx,
    lsn_id: int,
    place_id: int,
    quantity: int,
    unit_id: int | None = None,
    *,
    over_hold: bool = False,
) -> bool:
    """Promise so much of an LSN at a place to a line that is to be added, with ``claims``.

    Args:
        tx: the scan's own transaction.
        lsn_id: whose stock.
        place_id: where it stands.
        quantity: on the item's grid.
        unit_id: the pallet or case it stands in; None: loose.
        over_hold: also what is held, by an override.

    Returns:
        False if so much is not there, or is held or claimed by others: nothing changed.

    """
    statement = (_CLAIM_OVER_HOLD if over_hold else _CLAIM)[unit_id is None]
    if statement.run(tx.connection, **_named(lsn_id, place_id, quantity, unit_id)) != 1:
        return False
    if over_hold:  # a hold on so much now stops others that stand there in another unit
        ledger.follow_holds(tx, lsn_id)
    return True


def free(tx: Tx, lsn_id: int, place_id: int, quantity: int, unit_id: int | None = None) -> None:
    """Give back what was promised; an open hold takes hold of it again."""
    named = _named(lsn_id, place_id, quantity, unit_id)
    if _FREE[unit_id is None].run(tx.connection, **named) != 1:
        raise LookupError(named)
    if ledger.has_open_holds(tx.connection, [lsn_id]):
        ledger.follow_holds(tx, lsn_id)


def _named(lsn_id: int, place_id: int, quantity: int, unit_id: int | None) -> dict[str, int]:
    named = {"lsn": lsn_id, "place": place_id, "quantity": quantity}
    return named if unit_id is None else {**named, "unit": unit_id}


_CLAIMS = select(
    document_line.c.lsn_id,
    document_line.c.from_location_id,
    document_line.c.quantity,
    document_line.c.from_unit_id,
).where(document_line.c.claims)
_OF_LINE = Prepared(_CLAIMS.where(document_line.c.id == bindparam("line_id")))
_OF_DOCUMENT = Prepared(
    _CLAIMS.where(
        document_line.c.document_id == bindparam("document_id"),
        document_line.c.voided.is_(False),
    ).order_by(document_line.c.lsn_id, document_line.c.id)
)


def free_line(tx: Tx, line_id: int) -> None:
    """Give back what a line claims that was just voided: one of two who void it does."""
    claimed = _OF_LINE.first(tx.connection, line_id=line_id)
    if claimed is not None:
        free(tx, *claimed)


def free_document(tx: Tx, document_id: int) -> None:
    """Give back all that the lines of a draft claim, before they are voided."""
    for lsn_id, place_id, quantity, unit_id in _OF_DOCUMENT.all(
        tx.connection, document_id=document_id
    ):
        free(tx, lsn_id, place_id, quantity, unit_id)


def of_drafts(connection: Connection) -> dict[tuple[int, int, int | None], int]:
    """What the lines of open drafts claim, by LSN, place and unit."""
    drafts = (
        select(
            document_line.c.lsn_id,
            document_line.c.from_location_id,
            document_line.c.from_unit_id,
            func.sum(document_line.c.quantity),
        )
        .join(document, document.c.id == document_line.c.document_id)
        .where(
            document.c.status == "draft",
            document_line.c.claims,
            document_line.c.voided.is_(False),
        )
        .group_by(
            document_line.c.lsn_id,
            document_line.c.from_location_id,
            document_line.c.from_unit_id,
        )
    )
    return {(row[0], row[1], row[2]): int(row[3]) for row in connection.execute(drafts)}


def astray(
    connection: Connection,
) -> list[tuple[int, int, int | None, int, int]]:
    """Balances whose claims are not those of the open drafts.

    Returns:
        LSN, place, unit, what is claimed, what the drafts' lines say.

    """
    should = of_drafts(connection)
    kept = select(
        balance.c.lsn_id, balance.c.location_id, balance.c.handling_unit_id, balance.c.claimed
    ).where(balance.c.claimed > 0)
    have = {(row[0], row[1], row[2]): int(row[3]) for row in connection.execute(kept)}
    return [
        (*where, have.get(where, 0), should.get(where, 0))
        for where in sorted(have.keys() | should.keys(), key=str)
        if have.get(where, 0) != should.get(where, 0)
    ]
