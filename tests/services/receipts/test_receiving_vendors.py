"""Whose lot it is: by policy, one supplier's lot number is not another's."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.outcomes import Expectation
from lsn_desktop.services.office import ordering
from lsn_desktop.services.office.ordering import AddItem
from lsn_desktop.services.receipts import receiving
from lsn_desktop.services.receipts.answering import TypedLine
from lsn_desktop.services.receipts.receiving import OpenReceipt
from lsn_desktop.storage import catalogue, lsns
from tests.dock import arrive, findings, item_id, typed

if TYPE_CHECKING:
    from tests.house_for_tests import House


@pytest.fixture
def shop(house: House) -> House:
    """FLOUR, whose lots are of their supplier, and SALT, whose lots are not."""
    with house.database.transaction(house.later()) as tx:
        ordering.add_item(tx, AddItem("FLOUR", "Flour", lot_by_supplier=True))
        ordering.add_item(tx, AddItem("SALT", "Salt"))
    return house


def receipt_from(house: House, vendor: str) -> Expectation:
    with house.database.transaction(house.later()) as tx:
        party = catalogue.party_by_code(tx.connection, vendor)
        assert party is not None
        order = OpenReceipt(house.uid(), house.dock, vendor_id=party.id)
        return Expectation(receiving.open_receipt(tx, order))


def received(house: House, vendor: str, sku: str) -> int:
    line = TypedLine(item_id(house, sku), Decimal(1), lot="1")
    receipt = receipt_from(house, vendor)
    told = typed(house, receipt, line)
    assert told.line.lsn_id is not None
    house.post(receipt.document_id)
    return told.line.lsn_id


def test_a_lot_number_of_two_suppliers_is_two_lots_where_the_item_says_so(shop: House) -> None:
    north, south = received(shop, "NORTH", "FLOUR"), received(shop, "SOUTH", "FLOUR")

    assert north != south
    assert received(shop, "NORTH", "FLOUR") == north
    with shop.database.reading() as connection:
        scopes = [lsns.by_id(connection, lot).scope for lot in (north, south)]
    assert scopes == ["NORTH", "SOUTH"]
    assert findings(shop) == []


def test_elsewhere_it_is_one_lot(shop: House) -> None:
    assert received(shop, "NORTH", "SALT") == received(shop, "SOUTH", "SALT")


def test_a_scanned_lot_is_that_of_the_receipts_vendor_and_asks_nothing(shop: House) -> None:
    north, south = received(shop, "NORTH", "FLOUR"), received(shop, "SOUTH", "FLOUR")

    told = {
        vendor: arrive(shop, receipt_from(shop, vendor), "1") for vendor in ("NORTH", "SOUTH")
    }

    assert [each.kind for each in told.values()] == ["ok", "ok"]
    assert told["NORTH"].line.lsn_id == north
    assert told["SOUTH"].line.lsn_id == south
