"""What customers got and did not send back: read from the moves alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import BigInteger, case, cast, func, or_, select

from lsn_desktop.storage.tables.catalogue import location, party
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.ledger import move

if TYPE_CHECKING:
    from sqlalchemy import Connection

KIND = "customer return"


class Holder(NamedTuple):
    """A customer who has so much of an LSN; ``shipment`` is the last that brought some."""

    customer_id: int
    customer: str
    quantity: int
    shipment: str


_CUSTOMER = select(location.c.id).where(location.c.kind == "customer")
_NET = cast(
    func.sum(
        case((move.c.to_location_id.in_(_CUSTOMER), move.c.quantity), else_=-move.c.quantity)
    ),
    BigInteger,
)
_LAST = func.max(case((document.c.kind == "shipment", document.c.id), else_=0))


def holders(connection: Connection, lsn_id: int) -> list[Holder]:
    """The customers who have some of an LSN, by name: what they got less what came back."""
    net = (
        select(document.c.party_id, _NET.label("quantity"), _LAST.label("last"))
        .join(document_line, document_line.c.id == move.c.document_line_id)
        .join(document, document.c.id == document_line.c.document_id)
        .where(
            move.c.lsn_id == lsn_id,
            or_(move.c.to_location_id.in_(_CUSTOMER), move.c.from_location_id.in_(_CUSTOMER)),
        )
        .group_by(document.c.party_id)
        .having(_NET > 0)
        .subquery()
    )
    rows = connection.execute(
        select(party.c.id, party.c.name, net.c.quantity, document.c.number)
        .join(net, net.c.party_id == party.c.id)
        .join(document, document.c.id == net.c.last)
        .order_by(party.c.name_key)
    )
    return [Holder(*row) for row in rows]


def coming_back(connection: Connection, lsn_id: int, customer_id: int) -> tuple[int, str]:
    """How much of an LSN is on open returns of a customer, and the number of the last."""
    rows = connection.execute(
        select(document_line.c.quantity, document.c.number)
        .join(document, document.c.id == document_line.c.document_id)
        .where(
            document_line.c.lsn_id == lsn_id,
            document_line.c.voided.is_(False),
            document.c.kind == KIND,
            document.c.status == "draft",
            document.c.party_id == customer_id,
        )
        .order_by(document_line.c.id)
    ).all()
    return sum(row[0] for row in rows), rows[-1][1] if rows else ""
