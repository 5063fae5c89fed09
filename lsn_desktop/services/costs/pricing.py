"""What received goods cost to buy, typed or corrected after they were posted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from lsn_desktop.domain import costing
from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.costs import build_costs
from lsn_desktop.services.costs.costing import landed, take_back
from lsn_desktop.storage import charges, costs, documents
from lsn_desktop.storage.audit_chain import Entry
from lsn_desktop.storage.costs import Layer

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from lsn_desktop.storage.charges import ReceivedLine
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.transactions import Connection, Tx

BRINGS = ("receipt", "opening")
"""The kinds of documents that goods come in with, and with them their cost."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A foreign currency, and what one of it was worth in ours on a day."""

    currency: str
    rate: Decimal
    on: date


@dataclass(frozen=True, slots=True)
class SetPrice:
    """What one base unit of an item cost on a receipt: all of it, or one lot or serial."""

    document_id: int
    item_id: int
    price: Decimal
    lsn_id: int | None = None
    exchange: Exchange | None = None


def receipt(connection: Connection, document_id: int) -> Document:
    """A receipt whose goods may be costed.

    Raises:
        Refusal: it is none, is not posted, or was turned back.
    """
    head = documents.by_id(connection, document_id)
    if head.kind not in BRINGS or head.status != "posted" or head.reverses_id is not None:
        raise refusal(
            "{number} is no posted receipt: only what was received has a cost.",
            "Post it first, then enter what it cost.",
            number=head.number,
        )
    if back := documents.reversed_by(connection, document_id):
        raise refusal(
            "{number} was reversed by {reversal}: it cost nothing.",
            "Enter the cost on the receipt that took its place.",
            number=head.number,
            reversal=back.number,
        )
    return head


def foreign(exchange: Exchange | None, money: str) -> tuple[str, int, date] | None:
    """A foreign currency's letters, its rate in 10^-8 and the day; None for our own.

    Raises:
        Refusal: it is no currency, or the rate none.
    """
    if exchange is None:
        return None
    letters = costing.currency(exchange.currency)
    if letters == money:
        return None
    return letters, costing.rate_kept(exchange.rate), exchange.on


def set_price(tx: Tx, order: SetPrice) -> int:
    """Let received goods have cost so much each; how many lines that changed.

    The same price again changes nothing. A charge spread by value stays as it was spread.

    Raises:
        Refusal: the receipt cannot be costed, nothing of that on it, or it is no amount.
    """
    money = costs.lock(tx)
    head = receipt(tx.connection, order.document_id)
    lines = [
        line
        for line in charges.received(tx.connection, [head.id])
        if line.item_id == order.item_id and order.lsn_id in {None, line.lsn_id}
    ]
    if not lines:
        raise refusal(
            "Nothing of that came on {number}.", "Choose goods of this receipt.",
            number=head.number,
        )  # fmt: skip
    wanted = _layers(lines, costing.money(order.price), foreign(order.exchange, money), money)
    standing: defaultdict[int, list[Layer]] = defaultdict(list)
    for layer in costs.of_receipt(tx.connection, head.id):
        if layer.kind == "purchase":
            standing[layer.line_id or 0].append(layer)
    changed = [
        layer for layer in wanted if _known(standing[layer.line_id or 0]) != _facts(layer)
    ]
    if not changed:
        return 0
    before = [known for layer in changed for known in standing[layer.line_id or 0]]
    take_back(tx, head.id, before)
    now = landed(tx.connection, changed)
    costs.add(tx, head.id, now)
    build_costs.follow(tx, (layer.lsn_id for layer in (*before, *now)))
    item = lines[0]
    words = message(
        "{number}: {item} {code} cost {price} {currency} each",
        number=head.number,
        item=item.description,
        code="" if order.lsn_id is None else item.code,
        price=f"{order.price:f}",
        currency=wanted[0].original_currency or money,
    )
    tx.entries.append(Entry("cost", words, "document", head.id))
    tx.events += [Event("cost", head.id), Event("document", head.id)]
    return len(changed)


def _layers(
    lines: list[ReceivedLine], price: int, exchange: tuple[str, int, date] | None, money: str
) -> list[Layer]:
    quantities = [line.quantity for line in lines]
    one = Fraction(price, 10 ** lines[0].decimals)
    if exchange is None:
        amounts = costing.portions(quantities, one)
        return [
            Layer(line.lsn_id, line.id, None, "purchase", line.quantity, amount, money)
            for line, amount in zip(lines, amounts, strict=True)
        ]
    letters, rate, on = exchange
    originals = costing.portions(quantities, one)
    amounts = costing.portions(quantities, one * Fraction(rate, 10**costing.RATE))
    return [
        Layer(line.lsn_id, line.id, None, "purchase", line.quantity, amount, money, original,
              letters, rate, on)
        for line, amount, original in zip(lines, amounts, originals, strict=True)
    ]  # fmt: skip


def _facts(layer: Layer) -> object:
    return (layer.amount, layer.currency, layer.original_amount, layer.original_currency,
            layer.rate, layer.rate_on)  # fmt: skip


def _known(standing: list[Layer]) -> object:
    """What a line cost so far, as :func:`_facts`; None where that is not one price."""
    kinds = {
        (each.currency, each.original_currency, each.rate, each.rate_on) for each in standing
    }
    if len(kinds) != 1:
        return None
    money, letters, rate, on = kinds.pop()
    original = sum(each.original_amount or 0 for each in standing) if letters else None
    return sum(each.amount for each in standing), money, original, letters, rate, on
