"""Freight, duty and the like laid upon received goods: by value, weight, volume, quantity."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from lsn_desktop.domain import costing
from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.costs import build_costs
from lsn_desktop.services.costs.costing import landed, take_back
from lsn_desktop.services.costs.pricing import Exchange, foreign, receipt
from lsn_desktop.storage import charges, costs, documents, lsns
from lsn_desktop.storage.audit_chain import Entry
from lsn_desktop.storage.costs import Layer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.storage.charges import ReceivedLine
    from lsn_desktop.storage.transactions import Connection, Tx

_NAMED = 4  # items named in a refusal; of more it says how many
_GRAMS = {"g": Fraction(1), "kg": Fraction(1000), "t": Fraction(10**6)}
_MILLILITRES = {"ml": Fraction(1), "l": Fraction(1000)}


@dataclass(frozen=True, slots=True)
class AddCharge:
    """Money asked for bringing the goods of receipts, and what it is spread by."""

    uid: str
    receipts: tuple[int, ...]
    kind: str
    basis: str
    amount: Decimal
    exchange: Exchange | None = None
    party_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """What falls upon one lot or serial of it."""

    sku: str
    description: str
    code: str
    quantity: Decimal
    unit: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Foretold:
    """A charge in the company's currency, and lot by lot where it would fall."""

    amount: Decimal
    currency: str
    shares: list[Share] = field(default_factory=list)


def also_upon(connection: Connection, order: AddCharge, numbers: Iterable[str]) -> AddCharge:
    """The same charge, upon the receipts of these numbers too.

    Raises:
        Refusal: no document has one of them.
    """
    receipts = list(order.receipts)
    for number in numbers:
        found = documents.by_number(connection, number.strip().upper())
        if found is None:
            raise refusal(
                "There is no receipt {number}.",
                "Type its number as it stands on the list of receipts.",
                number=number,
            )
        if found.id not in receipts:
            receipts.append(found.id)
    return replace(order, receipts=tuple(receipts))


def foretell(connection: Connection, order: AddCharge) -> Foretold:
    """What a charge would lay upon each lot; nothing is written.

    Raises:
        Refusal: as :func:`add_charge`.
    """
    money = costs.currency(connection)
    values, layers = _spread(connection, order, money)
    lines = charges.received(connection, order.receipts)
    by_item = {line.lsn_id: line for line in lines}
    of_line = {line.id: line for line in lines}
    amounts: Counter[int] = Counter()
    quantities: Counter[int] = Counter()
    for layer in layers:
        amounts[layer.lsn_id] += layer.amount
        quantities[layer.lsn_id] += layer.quantity
        by_item.setdefault(layer.lsn_id, of_line[layer.line_id or 0])
    codes = {
        lsn_id: line.code if line.lsn_id == lsn_id else lsns.by_id(connection, lsn_id).code
        for lsn_id, line in by_item.items()
    }
    shares = [
        Share(
            by_item[lsn_id].sku,
            by_item[lsn_id].description,
            codes[lsn_id],
            off_grid(quantities[lsn_id], by_item[lsn_id].decimals),
            by_item[lsn_id].unit,
            costing.said(amount),
        )
        for lsn_id, amount in amounts.items()
    ]
    return Foretold(costing.said(int(str(values["amount"]))), money, shares)


def add_charge(tx: Tx, order: AddCharge) -> int:
    """Lay a charge upon received goods; an order that arrives twice lays it once.

    Raises:
        Refusal: it is no amount, currency or kind; a receipt is not posted or was reversed;
            or what it is spread by is not known of every item.
    """
    money = costs.lock(tx)
    if known := charges.by_uid(tx.connection, order.uid):
        return known
    values, layers = _spread(tx.connection, order, money)
    charge_id = charges.add(tx, {"uid": order.uid, **values}, order.receipts)
    of = {line.id: line.document_id for line in charges.received(tx.connection, order.receipts)}
    for document_id in order.receipts:
        costs.add(
            tx,
            document_id,
            [
                replace(each, charge_id=charge_id)
                for each in layers
                if of[each.line_id or 0] == document_id
            ],
        )
    build_costs.follow(tx, (each.lsn_id for each in layers))
    words = message(
        "{kind} {amount} {currency} on {receipts} by {basis}",
        kind=order.kind,
        amount=f"{order.amount:f}",
        currency=values["original_currency"] or money,
        receipts=_numbers(tx.connection, order.receipts),
        basis=order.basis,
    )
    tx.entries.append(Entry("charge", words, "document", order.receipts[0]))
    tx.events += [Event("cost", each) for each in order.receipts]
    return charge_id


def withdraw(tx: Tx, charge_id: int) -> None:
    """Take a charge off the goods again, wherever they are carried now; its row stays.

    A charge withdrawn before stays as it is.
    """
    costs.lock(tx)
    found = charges.by_id(tx.connection, charge_id)
    if not charges.withdraw(tx, charge_id):
        return
    receipts = charges.receipts_of(tx.connection, charge_id)
    standing = costs.of_charge(tx.connection, charge_id)
    take_back(tx, receipts[0][0], standing)
    build_costs.follow(tx, (each.lsn_id for each in standing))
    words = message(
        "{kind} {amount} {currency} on {receipts} withdrawn",
        kind=found.kind,
        amount=f"{costing.said(found.amount):f}",
        currency=found.currency,
        receipts=", ".join(number for _id, number in receipts),
    )
    tx.entries.append(Entry("withdraw", words, "document", receipts[0][0]))
    tx.events += [Event("cost", document_id) for document_id, _number in receipts]


def must_not_stand(connection: Connection, document_id: int, number: str) -> None:
    """A receipt is turned back only when nothing is laid upon its goods any more.

    Raises:
        Refusal: a charge stands; freight that was paid is not forgotten by the way.
    """
    standing = [
        each
        for each in charges.of_receipt(connection, document_id)
        if each.withdrawn_at is None
    ]
    if standing:
        raise refusal(
            "{number} carries a charge: {kind} {amount} {currency}.",
            "Withdraw its charges under Costs first, then reverse it.",
            number=number,
            kind=standing[0].kind,
            amount=f"{costing.said(standing[0].amount):f}",
            currency=standing[0].currency,
        )


def _spread(
    connection: Connection, order: AddCharge, money: str
) -> tuple[dict[str, object], list[Layer]]:
    """The charge's row, and its layers over the codes the goods have now."""
    if order.kind not in costing.KINDS or order.basis not in costing.BASES:
        raise refusal(
            "{kind} by {basis} is no charge we know.",
            "Choose what it is for, and what it is spread by.",
            kind=order.kind or "-",
            basis=order.basis or "-",
        )
    if not order.receipts or len(set(order.receipts)) < len(order.receipts):
        raise refusal("No receipt is chosen, or one twice.", "Choose each receipt once.")
    for document_id in order.receipts:
        receipt(connection, document_id)
    exchange = foreign(order.exchange, money)
    asked = costing.money(order.amount)
    amount = asked
    if exchange is not None:
        amount = round(asked * Fraction(exchange[1], 10**costing.RATE))
    if not amount:
        raise refusal("A charge of nothing changes nothing.", "Enter what it comes to.")
    lines = charges.received(connection, order.receipts)
    weights = _weights(lines, order.basis)
    parts = costing.spread(amount, weights)
    letters, rate, on = exchange or ("", None, None)
    originals = [None] * len(lines) if exchange is None else costing.spread(asked, weights)
    layers = [
        Layer(line.lsn_id, line.id, None, "landed", line.quantity, part, money, original,
              letters, rate, on)
        for line, part, original in zip(lines, parts, originals, strict=True)
        if part or original
    ]  # fmt: skip
    row: dict[str, object] = {
        "kind": order.kind,
        "basis": order.basis,
        "amount": amount,
        "currency": money,
        "original_amount": None if exchange is None else asked,
        "original_currency": letters,
        "rate": rate,
        "rate_on": on,
        "party_id": order.party_id,
        "note": order.note.strip(),
    }
    return row, landed(connection, layers)


def _weights(lines: Sequence[ReceivedLine], basis: str) -> list[Fraction]:
    known = [_measure(line, basis) for line in lines]
    unknown = [line for line, of in zip(lines, known, strict=True) if of is None]
    if unknown:
        raise _not_known(unknown, basis)
    weights = [each for each in known if each is not None]
    units = sorted({line.unit for line in lines})
    if basis == "quantity" and len(units) > 1:
        raise refusal(
            "The goods are counted in different units: {units}.",
            "Spread the charge by value, weight or volume instead.",
            units=", ".join(units),
        )
    if not any(weights):
        raise refusal(
            "The {basis} of all these goods is nothing: there is nothing to spread by.",
            "Choose something else to spread the charge by.",
            basis=basis,
        )
    return weights


def _measure(line: ReceivedLine, basis: str) -> Fraction | None:
    """A line's quantity, value, grams or millilitres; None where they are not known."""
    quantity = Fraction(line.quantity, 10**line.decimals)
    if basis == "quantity":
        return quantity
    if basis == "value":
        return None if line.value is None else Fraction(line.value)
    if basis == "weight" and line.weighed is not None:
        return Fraction(line.weighed)
    one, by_unit = (
        (line.weight_g, _GRAMS) if basis == "weight" else (line.volume_ml, _MILLILITRES)
    )
    of_one = Fraction(one) if one is not None else by_unit.get(line.unit.casefold())
    return None if of_one is None else quantity * of_one


def _not_known(lines: Iterable[ReceivedLine], basis: str) -> Refusal:
    items = list(dict.fromkeys(f"{line.description} ({line.sku})" for line in lines))
    named = ", ".join(items[:_NAMED])
    if len(items) > _NAMED:
        named += f" + {len(items) - _NAMED}"
    if basis == "value":
        return refusal(
            "No price is known for {items}.",
            "Enter what they cost first, 0 if nothing, or spread the charge by quantity.",
            items=named,
        )
    return refusal(
        "No {basis} is known for {items}.",
        "Enter the {basis} of one on the item's page, or spread the charge by quantity.",
        basis=basis,
        items=named,
    )


def _numbers(connection: Connection, receipts: Iterable[int]) -> str:
    return ", ".join(documents.by_id(connection, each).number for each in receipts)
