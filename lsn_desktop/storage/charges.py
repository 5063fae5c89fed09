"""Charges that came upon receipts, and the lines they are spread over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, cast, func, insert, or_, select, update

from lsn_desktop.storage.tables.catalogue import item, party
from lsn_desktop.storage.tables.costing import charge, charge_receipt, cost_layer
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.trust import user

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx


@dataclass(frozen=True, slots=True)
class Charge:
    """Money asked for bringing goods: what for, how much, spread by what."""

    id: int
    kind: str
    basis: str
    amount: int
    currency: str
    original_amount: int | None
    original_currency: str
    rate: int | None
    rate_on: date | None
    party: str | None
    note: str
    created_at: int
    created_by: str
    withdrawn_at: int | None


_CHARGE = (
    select(
        charge.c.id,
        charge.c.kind,
        charge.c.basis,
        charge.c.amount,
        charge.c.currency,
        charge.c.original_amount,
        charge.c.original_currency,
        charge.c.rate,
        charge.c.rate_on,
        party.c.name,
        charge.c.note,
        charge.c.created_at,
        user.c.name,
        charge.c.withdrawn_at,
    )
    .join(user, user.c.id == charge.c.created_by)
    .outerjoin(party, party.c.id == charge.c.party_id)
)


def _as_charge(row: Any) -> Charge:
    return Charge(*row)


def by_id(connection: Connection, charge_id: int) -> Charge:
    """The charge with this row number."""
    return _as_charge(connection.execute(_CHARGE.where(charge.c.id == charge_id)).one())


def by_uid(connection: Connection, uid: str) -> int | None:
    """The charge made under this uid: the order arrived twice."""
    return connection.scalar(select(charge.c.id).where(charge.c.uid == uid))


def of_receipt(connection: Connection, document_id: int) -> list[Charge]:
    """Every charge that came upon a receipt, the newest first, those withdrawn too."""
    rows = connection.execute(
        _CHARGE.join(charge_receipt, charge_receipt.c.charge_id == charge.c.id)
        .where(charge_receipt.c.document_id == document_id)
        .order_by(charge.c.id.desc())
    )
    return [_as_charge(row) for row in rows]


def receipts_of(connection: Connection, charge_id: int) -> list[tuple[int, str]]:
    """The receipts a charge came upon: id and number."""
    rows = connection.execute(
        select(document.c.id, document.c.number)
        .join(charge_receipt, charge_receipt.c.document_id == document.c.id)
        .where(charge_receipt.c.charge_id == charge_id)
        .order_by(document.c.id)
    )
    return [(row[0], row[1]) for row in rows]


def add(tx: Tx, values: dict[str, object], receipts: Sequence[int]) -> int:
    """Keep a charge upon receipts."""
    row = {**values, "created_at": tx.by.at, "created_by": tx.by.user_id}
    result = tx.connection.execute(insert(charge).values(row))
    charge_id = int(result.inserted_primary_key[0])  # type: ignore[index]
    tx.connection.execute(
        insert(charge_receipt),
        [{"charge_id": charge_id, "document_id": each} for each in receipts],
    )
    return charge_id


def withdraw(tx: Tx, charge_id: int) -> bool:
    """End a charge; False if that was done before."""
    result = tx.connection.execute(
        update(charge)
        .where(charge.c.id == charge_id, charge.c.withdrawn_at.is_(None))
        .values(withdrawn_at=tx.by.at, withdrawn_by=tx.by.user_id)
    )
    return result.rowcount == 1


@dataclass(frozen=True, slots=True)
class ReceivedLine:
    """A line of a receipt with what a charge can be spread by.

    ``value`` is None where no price is known; ``weighed`` is what a scale said of the line.
    """

    id: int
    document_id: int
    lsn_id: int
    code: str
    item_id: int
    sku: str
    description: str
    unit: str
    decimals: int
    quantity: int
    weighed: int | None
    weight_g: int | None
    volume_ml: int | None
    value: int | None


_VALUE = (
    select(
        cost_layer.c.line_id.label("line_id"),
        cast(func.sum(cost_layer.c.amount), BigInteger).label("amount"),
    )
    .join(document_line, document_line.c.id == cost_layer.c.line_id)
    .where(cost_layer.c.kind == "purchase")
    .group_by(cost_layer.c.line_id)
)


def received(connection: Connection, receipts: Iterable[int]) -> list[ReceivedLine]:
    """The lines of receipts that count, in order, with the purchase cost of each."""
    wanted = list(receipts)
    value = _VALUE.where(document_line.c.document_id.in_(wanted)).subquery()
    question: Any = (
        select(
            document_line.c.id,
            document_line.c.document_id,
            lsn.c.id,
            lsn.c.code,
            item.c.id,
            item.c.sku,
            item.c.description,
            item.c.unit,
            item.c.decimals,
            document_line.c.quantity,
            document_line.c.weight_g,
            item.c.weight_g,
            item.c.volume_ml,
            value.c.amount,
        )
        .join(lsn, lsn.c.id == document_line.c.lsn_id)
        .join(item, item.c.id == document_line.c.item_id)
        .outerjoin(value, value.c.line_id == document_line.c.id)
        .where(document_line.c.document_id.in_(wanted), document_line.c.voided.is_(False))
        .order_by(document_line.c.document_id, document_line.c.number)
    )
    return [ReceivedLine(*row) for row in connection.execute(question)]


def payees(connection: Connection) -> list[tuple[int, str]]:
    """Who may ask money for bringing goods: carriers first, then vendors; id and name."""
    rows = connection.execute(
        select(party.c.id, party.c.name)
        .where(party.c.active, or_(party.c.is_carrier, party.c.is_vendor))
        .order_by(party.c.is_carrier.desc(), party.c.name_key)
    )
    return [(row[0], row[1]) for row in rows]
