"""The headings other systems export are recognised, or left to be chosen; never mistaken."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lsn_desktop.services.imports import mapping
from lsn_desktop.services.imports.kinds import KINDS
from tests.conformance.vectors import DATA

_ORDERS = {
    "cin7_purchase_order": {
        "Order Ref": "number",
        "Company Name": "vendor",
        "Item Qty": "quantity",
        "Item Code": "sku",
    },
    "inventora_supply_orders": {
        "Order Number*": "number",
        "Supplier Name*": "vendor",
        "Item SKU*": "sku",
        "Quantity*": "quantity",
        "Unit Price*": "price",
        "Notes": "note",
    },
}


def _headings() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / "import_formats" / "headings.json").read_text())
    return found


def _most_like(headings: list[str]) -> str:
    """The kind of file these headings look most like."""

    def likeness(name: str) -> tuple[bool, int]:
        found = mapping.guessed(KINDS[name], headings).values()
        return all(needed in found for needed in KINDS[name].needed), len(found)

    return max(KINDS, key=likeness)


@pytest.mark.parametrize("system", _ORDERS)
def test_another_systems_purchase_orders_need_no_choosing(system: str) -> None:
    headings = _headings()[system]["columns"]

    mapped = mapping.guessed(KINDS["orders"], headings)

    assert {headings[at]: field for at, field in mapped.items()} == _ORDERS[system]
    assert _most_like(headings) == "orders"
    mapping.must_be_enough(KINDS["orders"], mapped)


def test_the_lines_of_a_shipping_system_give_items_with_their_gtin() -> None:
    headings = _headings()["shipstation_odbc_mapping"]["columns"]["items"]

    mapped = mapping.guessed(KINDS["items"], headings)

    found = {headings[at]: field for at, field in mapped.items()}
    assert found == {
        "SKU": "sku",
        "Name": "description",
        "Unit Weight": "weight g",
        "UPC": "gtin",
    }


def test_orders_of_customers_are_not_taken_for_purchase_orders() -> None:
    headings = _headings()["shopify_orders_csv"]["columns"]

    mapped = mapping.guessed(KINDS["orders"], headings)

    assert {"number", "sku", "quantity"}.isdisjoint(mapped.values())
