"""What came of an LSN and where it went: its moves by the kinds of place they lie between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, or_, select

from lsn_desktop.domain.genealogy import Flow, mass_balance
from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.catalogue import location
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.ledger import balance, move

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from lsn_desktop.domain.genealogy import MassBalance

_source, _target = location.alias("source"), location.alias("target")
_OURS = or_(lsn.c.id == bindparam("lsn_id"), lsn.c.lot_id == bindparam("lsn_id"))
_BACK = document.c.reverses_id.is_not(None)
_FLOWS = Prepared(
    select(_source.c.kind, _target.c.kind, func.sum(move.c.quantity), _BACK)
    .select_from(lsn)
    .join(move, move.c.lsn_id == lsn.c.id)
    .join(_source, _source.c.id == move.c.from_location_id)
    .join(_target, _target.c.id == move.c.to_location_id)
    .join(document_line, document_line.c.id == move.c.document_line_id)
    .join(document, document.c.id == document_line.c.document_id)
    .where(_OURS)
    .group_by(_source.c.kind, _target.c.kind, _BACK)
)
_ON_HAND = Prepared(
    select(func.coalesce(func.sum(balance.c.on_hand), 0))
    .select_from(lsn)
    .join(balance, balance.c.lsn_id == lsn.c.id)
    .where(_OURS)
)


def of_lsn(connection: Connection, lsn_id: int) -> MassBalance:
    """The balance of an LSN, of a lot with its serials."""
    rows = _FLOWS.all(connection, lsn_id=lsn_id)
    on_hand = _ON_HAND.one(connection, lsn_id=lsn_id)[0]
    return mass_balance(
        (Flow(a, b, int(q), bool(back)) for a, b, q, back in rows), int(on_hand)
    )
