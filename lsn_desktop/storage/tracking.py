"""What stands untracked, and what is in the way of tracking it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, update

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.storage.tables.catalogue import handling_unit, item, location
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.ledger import balance, genealogy_edge, hold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx

KIND = "track"
"""The kind of edge from stock that was told apart less finely to what it is now."""


@dataclass(frozen=True, slots=True)
class Standing:
    """So much of an item in a place, of a lot or of none (its code is empty then)."""

    lsn_id: int
    kind: LsnKind
    code: str
    expiry: date | None
    location_id: int
    location: str
    on_hand: int
    claimed: int
    sscc: str  # of the pallet or case it is in


def keep_item(tx: Tx, item_id: int) -> None:
    """Let nobody bring in more of an item before this transaction ends."""
    tx.connection.execute(
        update(item).where(item.c.id == item_id).values(tracking=item.c.tracking)
    )


def standing(connection: Connection, item_id: int, *, keep: bool = False) -> list[Standing]:
    """What stands of an item that is no serial, by lot and place.

    ``keep``: nobody else moves it before this transaction ends.
    """
    question = (
        select(
            lsn.c.id,
            lsn.c.kind,
            lsn.c.code,
            lsn.c.expiry,
            location.c.id,
            location.c.code,
            balance.c.on_hand,
            balance.c.claimed,
            func.coalesce(handling_unit.c.sscc, ""),
        )
        .join(lsn, lsn.c.id == balance.c.lsn_id)
        .join(location, location.c.id == balance.c.location_id)
        .outerjoin(handling_unit, handling_unit.c.id == balance.c.handling_unit_id)
        .where(lsn.c.item_id == item_id, lsn.c.kind != "serial", balance.c.on_hand > 0)
        .order_by(lsn.c.code_key, lsn.c.id, location.c.code_key)
    )
    if keep:
        question = question.with_for_update(of=balance)
    return [Standing(row[0], LsnKind(row[1]), *row[2:]) for row in connection.execute(question)]


def open_document(connection: Connection, item_id: int) -> str | None:
    """The number of an open document that an item is on."""
    return connection.scalar(
        select(document.c.number)
        .join(document_line, document_line.c.document_id == document.c.id)
        .where(
            document.c.status == "draft",
            document_line.c.item_id == item_id,
            document_line.c.voided.is_(False),
        )
        .order_by(document.c.id)
        .limit(1)
    )


def open_hold(connection: Connection, item_id: int) -> tuple[str, str] | None:
    """The code and the reason of an open hold on any LSN of an item."""
    row = connection.execute(
        select(lsn.c.code, hold.c.reason)
        .join(lsn, lsn.c.id == hold.c.lsn_id)
        .where(lsn.c.item_id == item_id, hold.c.released_at.is_(None))
        .order_by(hold.c.id)
        .limit(1)
    ).first()
    return None if row is None else (row[0], row[1])


def add_edges(tx: Tx, document_id: int, edges: Sequence[tuple[int, int, int]]) -> None:
    """So much of one LSN is told apart as another from now on: from, to, quantity."""
    tx.connection.execute(
        insert(genealogy_edge),
        [
            {
                "document_id": document_id,
                "component_id": component_id,
                "output_id": output_id,
                "quantity": quantity,
                "kind": KIND,
            }
            for component_id, output_id, quantity in edges
        ],
    )


def told_apart(connection: Connection, document_id: int) -> list[int]:
    """The LSNs that a start of tracking made, in order."""
    question = select(genealogy_edge.c.output_id).where(
        genealogy_edge.c.document_id == document_id, genealogy_edge.c.kind == KIND
    )
    return list(dict.fromkeys(connection.scalars(question.order_by(genealogy_edge.c.id))))
