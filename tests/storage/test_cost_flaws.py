"""``verify`` proves that charges are their layers, and names what somebody changed by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.services.lots import splitting
from lsn_desktop.services.lots.splitting import Split
from tests.costs import butter_receipt, charged, freight, price, withdrawn
from tests.dock import findings, known
from tests.storage.tampering import tampered

if TYPE_CHECKING:
    from tests.house_for_tests import House


@pytest.fixture
def shop(house: House) -> House:
    """One receipt with a price, a charge, one withdrawn, and some of it split off."""
    receipt = butter_receipt(house, B1=10, B2=4)
    price(house, receipt, "2.50")
    charged(house, freight(house, "7", "quantity", receipt))
    withdrawn(house, charged(house, freight(house, "3", "value", receipt)))
    order = Split(
        house.uid(), known(house, "BUTTER", "B1").id, "B9", "torn", house.dock, Decimal(3)
    )
    with house.database.transaction(house.later()) as tx:
        splitting.split(tx, order)
    return house


CHANGES = [
    ("UPDATE cost_layer SET amount = amount + 1 WHERE id = 3",
     "charge 1: Charge 1 is 7.00, its layers come to 7.0001"),
    ("DELETE FROM cost_layer WHERE id = 3",
     "charge 1: Charge 1 is 7.00, its layers come to 2.00"),
    ("UPDATE charge SET amount = amount + 10000 WHERE withdrawn_at IS NULL",
     "charge 1: Charge 1 is 8.00, its layers come to 7.00"),
    ("UPDATE charge SET withdrawn_at = NULL, withdrawn_by = NULL WHERE id = 2",
     "charge 2: Charge 2 is 3.00, its layers come to 0.00"),
    ("UPDATE charge SET currency = 'EUR' WHERE id = 1",
     "charge 1: Charge 1 is 7.00, its layers come to 0.00"),
    ("DELETE FROM charge_receipt WHERE charge_id = 1",
     "Cost layer 3 is of charge 1, which is not upon its receipt"),
    ("DELETE FROM cost_layer WHERE id = 1",
     "Line 1 of RC-00001 is not priced for all that came"),
    ("UPDATE cost_layer SET amount = 5 WHERE id = (SELECT max(id) FROM cost_layer)",
     "CV-00001 carried on more or less cost than it took"),
]  # fmt: skip


def test_what_was_changed_by_hand_is_named(shop: House) -> None:
    assert findings(shop) == []
    for statement, words in CHANGES:
        found = tampered(shop, statement)
        assert any(words in each for each in found), (statement, found)
