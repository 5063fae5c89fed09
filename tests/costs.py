"""What goods cost in a test, in few words: prices, charges, layers."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from lsn_desktop.domain import costing
from lsn_desktop.services.costs import charging, pricing
from lsn_desktop.services.costs.charging import AddCharge
from lsn_desktop.services.costs.pricing import SetPrice
from lsn_desktop.storage import costs, lsns
from tests.dock import arrive, item_id, label
from tests.house_for_tests import BUTTER

if TYPE_CHECKING:
    from tests.house_for_tests import House


def butter_receipt(house: House, order: str | None = None, /, **lots: int) -> int:
    """A posted receipt of so much butter of each lot."""
    receipt = house.receipt(order)
    for lot, count in lots.items():
        arrive(house, receipt, label(ai01=BUTTER, ai10=lot, ai30=str(count)))
    house.post(receipt.document_id)
    return receipt.document_id


def price(house: House, receipt: int, amount: str, sku: str = "BUTTER", **more: Any) -> int:
    """Say what one of an item cost on a receipt."""
    order = SetPrice(receipt, item_id(house, sku), Decimal(amount), **more)
    with house.database.transaction(house.later()) as tx:
        return pricing.set_price(tx, order)


def freight(house: House, amount: str, basis: str, *receipts: int, **more: Any) -> AddCharge:
    """An order to lay freight upon receipts."""
    return AddCharge(house.uid(), receipts, "freight", basis, Decimal(amount), **more)


def charged(house: House, order: AddCharge) -> int:
    """Lay a charge."""
    with house.database.transaction(house.later()) as tx:
        return charging.add_charge(tx, order)


def withdrawn(house: House, charge_id: int) -> None:
    """Withdraw a charge."""
    with house.database.transaction(house.later()) as tx:
        charging.withdraw(tx, charge_id)


def cost(house: House, lsn_id: int) -> str:
    """All that an LSN carries."""
    with house.database.reading() as connection:
        amounts = [each.amount for each in costs.of_lsn(connection, lsn_id)]
    return f"{costing.said(sum(amounts)):f}"


def by_code(house: House, receipt: int) -> dict[str, str]:
    """What the goods of a receipt cost, by the code they are carried under now."""
    found: dict[str, int] = {}
    with house.database.reading() as connection:
        for each in costs.of_receipt(connection, receipt):
            code = lsns.by_id(connection, each.lsn_id).code
            found[code] = found.get(code, 0) + each.amount
    return {code: f"{costing.said(amount):f}" for code, amount in found.items() if amount}
