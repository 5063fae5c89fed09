"""CSV files: all of one or nothing, and each wrong row by its line."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services import importing
from lsn_desktop.storage import catalogue, orders

if TYPE_CHECKING:
    from tests.house_for_tests import House


def take(house: House, kind: str, text: str, name: str = "file.csv") -> int:
    return house.database.run(
        house.later(), lambda tx: importing.import_csv(tx, kind, name, text.encode())
    )


def wrong(house: House, kind: str, text: str) -> importing.WrongRows:
    with pytest.raises(importing.WrongRows) as refused:
        take(house, kind, text)
    return refused.value


def test_items_come_in_with_their_gtins_and_families(house: House) -> None:
    rows = take(
        house,
        "items",
        "SKU;Name;EAN;Pack;Shelf life;Family\n"
        "CREAM;Cream 0.5 L;4006381333931;6;21;Dairy\n"
        "ROPE;Rope;;;;\n",
    )

    assert rows == 2
    with house.database.reading() as connection:
        pack = catalogue.item_by_gtin(connection, "04006381333931")
        rope = catalogue.item_by_sku(connection, "ROPE")
        families = dict(catalogue.families(connection))
    assert pack is not None
    assert (pack.item.sku, pack.item.shelf_life_days) == ("CREAM", 21)
    assert pack.units == Fraction(6)
    assert pack.item.expiry_required
    assert families[pack.item.family_id or 0] == "Dairy"
    assert rope is not None
    assert not rope.expiry_required


def test_a_wrong_row_is_named_by_its_line_and_nothing_is_taken(house: House) -> None:
    refused = wrong(
        house,
        "items",
        "sku,description,gtin\n"
        "NEW,New one,\n"
        ",No SKU,\n"
        "MILK,Milk again,\n"
        "EGG,Egg,4006381333930\n",
    )

    assert [each.line for each in refused.rows] == [3, 4, 5]
    assert "MILK already" in str(refused.rows[1].words)
    assert str(refused.summary).startswith("3 of 4 rows of file.csv cannot be taken")
    assert "4: There is an item MILK already." in str(refused)
    with house.database.reading() as connection:
        assert catalogue.item_by_sku(connection, "NEW") is None


def test_each_wrong_line_of_an_order_is_named(house: House) -> None:
    refused = wrong(
        house,
        "orders",
        "number,vendor,sku,quantity,due\n"
        "PO-7,NORTH,MILK,12,2026-12-31\n"
        "PO-7,NORTH,NOTHING,12,\n"
        "PO-7,NORTH,BUTTER,lots,\n"
        "PO-8,NOBODY,BUTTER,1,\n",
    )

    assert [(each.line, str(each.words)) for each in refused.rows] == [
        (3, "There is no item NOTHING."),
        (4, "lots is no number."),
        (5, "The order has no number, or vendor NOBODY is unknown."),
    ]
    with house.database.reading() as connection:
        assert orders.by_number(connection, "PO-7") is None


def test_an_order_of_several_rows_is_one_order(house: House) -> None:
    take(
        house,
        "orders",
        "PO number\tVendor\tItem\tQty\nPO-7\tNORTH\tMILK\t12\nPO-7\tNORTH\tBUTTER\t24\n",
    )

    with house.database.reading() as connection:
        order = orders.by_number(connection, "PO-7")
        assert order is not None
        lines = orders.expected(connection, order.id)
    assert order.status == "open"
    assert [(line.sku, line.ordered) for line in lines] == [("MILK", 12), ("BUTTER", 24)]


def test_vendors_come_in_and_the_same_file_not_twice(house: House) -> None:
    text = "code,name\nEAST,Eastfield\n"
    take(house, "parties", text)

    with pytest.raises(Refusal, match="imported before"):
        take(house, "parties", text)
    with house.database.reading() as connection:
        assert "Eastfield" in [each.name for each in catalogue.vendors(connection)]


@pytest.mark.parametrize(
    "quantity", ["1e999999999", "1e-999999999", "0e999999999", "nan", "-5"]
)
def test_a_number_of_no_delivery_is_refused_at_once(house: House, quantity: str) -> None:
    refused = wrong(
        house, "orders", f"number,vendor,sku,quantity\nPO-7,NORTH,MILK,{quantity}\n"
    )

    assert [each.line for each in refused.rows] == [2]


def test_a_decimal_comma_is_a_decimal_point(house: House) -> None:
    take(house, "items", "sku;description;gtin;pack\nHAM;Ham;4006381333931;2,5\n")

    with house.database.reading() as connection:
        pack = catalogue.item_by_gtin(connection, "04006381333931")
    assert pack is not None
    assert pack.units == Fraction(5, 2)
