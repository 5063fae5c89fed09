"""Scans on the pages of items and orders."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.scanning.read import read
from lsn_desktop.services.codes import item_scans
from lsn_desktop.storage import catalogue
from tests.house_for_tests import MILK, MILK_CASE, TODAY, House

if TYPE_CHECKING:
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.transactions import Tx


def reading(text: str) -> Reading:
    return read(text.encode(), today=TODAY)


@pytest.mark.parametrize(
    ("scan", "gtin"),
    [
        ("]E04006381333931", "04006381333931"),
        ("4006381333931", "04006381333931"),
        ("]C1010952123454326810L1", "09521234543268"),
        ("]E490311017", "00000090311017"),
    ],
)
def test_the_gtin_of_a_new_item_is_what_its_goods_carry(
    house: House, scan: str, gtin: str
) -> None:
    def find(tx: Tx) -> str:
        return item_scans.gtin_of_item(tx, reading(scan), None)[1]

    assert house.database.run(house.later(), find) == gtin


def test_a_gtin_the_item_has_is_heard_again_and_another_items_is_refused(house: House) -> None:
    with house.database.transaction(house.later()) as tx:
        milk = catalogue.item_by_sku(tx.connection, "MILK")
        assert milk is not None

        assert item_scans.gtin_of_item(tx, reading(f"]C101{MILK}"), milk.id)[1] == MILK
        with pytest.raises(Refusal, match="is Whole milk 1 L already"):
            item_scans.gtin_of_item(tx, reading(f"]C101{MILK}"), None)


@pytest.mark.parametrize(
    ("scan", "words"),
    [
        ("LOT-77", "LOT-77 carries no GTIN"),
        ("]C110LOT77", "carries no GTIN"),
        ("]C10109521234543219", "cannot be right"),
    ],
)
def test_a_code_without_a_right_gtin_is_refused(house: House, scan: str, words: str) -> None:
    with (
        house.database.transaction(house.later()) as tx,
        pytest.raises(Refusal, match=words),
    ):
        item_scans.gtin_of_item(tx, reading(scan), None)


@pytest.mark.parametrize(
    ("scan", "sku", "units"),
    [
        (f"]C101{MILK_CASE}", "MILK", Fraction(12)),
        (f"]C101{MILK}17261231", "MILK", Fraction(1)),
        ("BUTTER", "BUTTER", Fraction(1)),
    ],
)
def test_an_order_takes_an_item_by_its_pack_or_its_sku(
    house: House, scan: str, sku: str, units: Fraction
) -> None:
    with house.database.transaction(house.later()) as tx:
        _outcome, pack = item_scans.item_to_order(tx, reading(scan))

    assert (pack.item.sku, pack.units) == (sku, units)


def test_what_is_none_of_our_items_is_not_ordered(house: House) -> None:
    with (
        house.database.transaction(house.later()) as tx,
        pytest.raises(Refusal, match="4006381333931 is none of our items"),
    ):
        item_scans.item_to_order(tx, reading("]E04006381333931"))
