"""What goods cost as people read it: lot by lot of a receipt, source by source of an LSN."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from lsn_desktop.domain import costing
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.storage import charges, cost_pages, costs, documents

if TYPE_CHECKING:
    from decimal import Decimal

    from lsn_desktop.storage.charges import Charge, ReceivedLine
    from lsn_desktop.storage.cost_pages import Source
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.transactions import Connection


@dataclass(frozen=True, slots=True)
class GoodsCost:
    """A lot or serial as it came: what it cost to buy (None: not known), and landed."""

    item_id: int
    sku: str
    description: str
    lsn_id: int
    code: str
    quantity: Decimal
    unit: str
    bought: Decimal | None
    each: Decimal | None
    landed: Decimal

    @property
    def total(self) -> Decimal | None:
        """All of it; None while the price is not known."""
        return None if self.bought is None else self.bought + self.landed


@dataclass(frozen=True, slots=True)
class ReceiptCost:
    """A posted receipt with what its goods cost."""

    receipt: Document
    reversed_by: str
    currency: str
    goods: list[GoodsCost]
    charges: list[Charge]


def of_receipt(connection: Connection, document_id: int) -> ReceiptCost:
    """What the goods of a receipt cost, whatever codes they are carried under now."""
    landed = cost_pages.laid(connection, document_id)
    goods: dict[int, list[ReceivedLine]] = {}
    for line in charges.received(connection, [document_id]):
        goods.setdefault(line.lsn_id, []).append(line)
    back = documents.reversed_by(connection, document_id)
    return ReceiptCost(
        documents.by_id(connection, document_id),
        "" if back is None else back.number,
        costs.currency(connection),
        [_cost(lines, landed) for lines in goods.values()],
        charges.of_receipt(connection, document_id),
    )


def _cost(lines: list[ReceivedLine], landed: dict[int, int]) -> GoodsCost:
    first = lines[0]
    quantity = sum(line.quantity for line in lines)
    known = [line.value for line in lines if line.value is not None]
    bought = sum(known) if len(known) == len(lines) else None
    return GoodsCost(
        first.item_id,
        first.sku,
        first.description,
        first.lsn_id,
        first.code,
        off_grid(quantity, first.decimals),
        first.unit,
        None if bought is None else costing.said(bought),
        None if bought is None else of_one(bought, quantity, first.decimals),
        costing.said(sum(landed.get(line.id, 0) for line in lines)),
    )


@dataclass(frozen=True, slots=True)
class LsnCost:
    """What an LSN cost in all and each, what is left of it is worth, and where from."""

    currency: str
    total: Decimal
    each: Decimal | None  # None: nothing of it bears any cost
    worth: Decimal
    quantity: Decimal  # what the total is for
    sources: list[Source]


def of_lsn(connection: Connection, lsn_id: int, on_hand: int, decimals: int) -> LsnCost:
    """The actual cost of an LSN; ``on_hand`` on the item's grid of ``decimals``."""
    money = costs.currency(connection)
    found = cost_pages.sources(connection, lsn_id)
    total = sum(each.amount for each in found if each.currency == money)
    borne = cost_pages.borne(connection, lsn_id)
    return LsnCost(
        money,
        costing.said(total),
        of_one(total, borne, decimals),
        costing.said(round(Fraction(total * on_hand, borne)) if borne else 0),
        off_grid(borne, decimals),
        found,
    )


def of_one(amount: int, quantity: int, decimals: int) -> Decimal | None:
    """What one unit costs, to 10^-4; None for none."""
    if quantity <= 0:
        return None
    return costing.said(round(Fraction(amount * 10**decimals, quantity)))
