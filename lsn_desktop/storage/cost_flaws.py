"""Proving what goods cost: charges are their layers, and nothing is lost on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, and_, case, cast, exists, func, or_, select
from sqlalchemy.orm import aliased

from lsn_desktop.domain.costing import said
from lsn_desktop.domain.messages import Message, message
from lsn_desktop.storage.tables.costing import charge, charge_receipt, cost_layer
from lsn_desktop.storage.tables.documents import document, document_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

Flaw = tuple[str, int, Message]
_AMOUNT = cast(func.coalesce(func.sum(cost_layer.c.amount), 0), BigInteger)
_ORIGINAL = cast(func.coalesce(func.sum(cost_layer.c.original_amount), 0), BigInteger)
_QUANTITY = cast(func.coalesce(func.sum(cost_layer.c.quantity), 0), BigInteger)


def found(connection: Connection) -> Iterator[Flaw]:
    """Everything about costs that does not add up: table, row, words."""
    yield from _charges(connection)
    yield from _lines(connection)
    yield from _carried(connection)


def _charges(connection: Connection) -> Iterator[Flaw]:
    """A charge is the sum of its layers, or nothing once withdrawn; on its receipts alone."""
    standing = charge.c.withdrawn_at.is_(None)
    should = case((standing, charge.c.amount), else_=0)
    foreign = case((standing, func.coalesce(charge.c.original_amount, 0)), else_=0)
    question = (
        select(charge.c.id, should, _AMOUNT)
        .outerjoin(
            cost_layer,
            and_(
                cost_layer.c.charge_id == charge.c.id,
                cost_layer.c.currency == charge.c.currency,
                cost_layer.c.original_currency == charge.c.original_currency,
            ),
        )
        .group_by(charge.c.id)
        .having(or_(should != _AMOUNT, foreign != _ORIGINAL))
        .order_by(charge.c.id)
    )
    for charge_id, wanted, have in connection.execute(question):
        yield "charge", charge_id, message(
            "Charge {id} is {should}, its layers come to {have}",
            id=charge_id, should=f"{said(wanted):f}", have=f"{said(have):f}",
        )  # fmt: skip
    astray = (
        select(cost_layer.c.id, cost_layer.c.charge_id)
        .outerjoin(document_line, document_line.c.id == cost_layer.c.line_id)
        .where(
            cost_layer.c.charge_id.is_not(None),
            ~exists().where(
                charge_receipt.c.charge_id == cost_layer.c.charge_id,
                charge_receipt.c.document_id == document_line.c.document_id,
            ),
        )
        .order_by(cost_layer.c.id)
    )
    for layer_id, charge_id in connection.execute(astray):
        yield "cost_layer", layer_id, message(
            "Cost layer {id} is of charge {charge}, which is not upon its receipt",
            id=layer_id, charge=charge_id,
        )  # fmt: skip


def _lines(connection: Connection) -> Iterator[Flaw]:
    """What was bought is priced once, all of the line; what was turned back costs nothing."""
    back = aliased(document)
    turned = exists().where(back.c.reverses_id == document_line.c.document_id)
    should = case((turned, 0), else_=document_line.c.quantity)
    question = (
        select(document_line.c.id, document_line.c.number, document.c.number, turned)
        .join(cost_layer, cost_layer.c.line_id == document_line.c.id)
        .join(document, document.c.id == document_line.c.document_id)
        .where(cost_layer.c.kind == "purchase")
        .group_by(document_line.c.id, document.c.number)
        .having(or_(should != _QUANTITY, and_(turned, _AMOUNT != 0)))
        .order_by(document_line.c.id)
    )
    for line_id, number, receipt, is_turned in connection.execute(question):
        if is_turned:
            words = message("{receipt} was reversed, its line {line} still costs something",
                            receipt=receipt, line=number)  # fmt: skip
        else:
            words = message("Line {line} of {receipt} is not priced for all that came",
                            receipt=receipt, line=number)  # fmt: skip
        yield "document_line", line_id, words


def _carried(connection: Connection) -> Iterator[Flaw]:
    """What a merge, a split or a start of tracking carried on is neither more nor less."""
    question = (
        select(document.c.id, document.c.number)
        .join(cost_layer, cost_layer.c.document_id == document.c.id)
        .where(document.c.kind == "adjustment")
        .group_by(document.c.id, cost_layer.c.line_id, cost_layer.c.charge_id)
        .having(or_(_AMOUNT != 0, _QUANTITY != 0, _ORIGINAL != 0))
        .order_by(document.c.id)
    )
    for document_id, number in sorted(
        {(row[0], row[1]) for row in connection.execute(question)}
    ):
        words = message("{number} carried on more or less cost than it took", number=number)
        yield "document", document_id, words
