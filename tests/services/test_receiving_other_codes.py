"""Labels that are not GS1 make lines too: HIBC, ISBT 128, MH10.8.2; a tracking number never."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.scanning.hibc import check_character
from lsn_desktop.services import ordering
from lsn_desktop.services.ordering import AddItem
from tests.dock import arrive, expected_next, lines

if TYPE_CHECKING:
    from tests.house_for_tests import House

PRIMARY = "+A123BJC5D6E71G"
SECONDARY = "+$$53100110X3G"
SECONDARY += check_character(SECONDARY)
UPS = "1Z999AA10123456784"


def an_item(house: House, sku: str) -> None:
    with house.database.transaction(house.later()) as tx:
        ordering.add_item(tx, AddItem(sku, "Bone screw"))


@pytest.mark.parametrize("sku", ["A123BJC5D6E7", "A123BJC5D6E71", PRIMARY])
@pytest.mark.parametrize("codes", [(PRIMARY, SECONDARY), (SECONDARY, PRIMARY)])
def test_hibc_codes_gather_to_a_line(house: House, sku: str, codes: tuple[str, str]) -> None:
    an_item(house, sku)
    receipt = house.receipt()

    half = arrive(house, receipt, codes[0])
    outcome = arrive(house, expected_next(half), codes[1])

    assert (half.kind, outcome.kind) == ("heard", "ok")
    assert outcome.line.item == "Bone screw"
    assert (outcome.line.lot, outcome.line.expiry) == ("10X3", date(2031, 1, 1))
    assert len(lines(house, receipt.document_id)) == 1


def test_the_customers_number_in_an_envelope_names_the_item(house: House) -> None:
    an_item(house, "SCREW-1")

    outcome = arrive(
        house, house.receipt(), "[)>\x1e06\x1dPSCREW-1\x1d1PX9\x1d1TL7\x1dQ12\x1e\x04"
    )

    assert (outcome.kind, outcome.line.lot) == ("ok", "L7")
    assert outcome.line.quantity == Decimal(12)


@pytest.mark.parametrize(
    ("code", "fact"),
    [
        (PRIMARY, "No item here has the number A123BJC5D6E71."),
        ("[)>\x1e06\x1dPSCREW-1\x1e\x04", "No item here has the number SCREW-1."),
        (UPS, f"{UPS} is a tracking number of UPS: it names no goods."),
    ],
)
def test_a_code_that_names_no_goods_of_ours_is_refused_with_its_number(
    house: House, code: str, fact: str
) -> None:
    outcome = arrive(house, house.receipt(), code)

    assert (outcome.kind, str(outcome.words)) == ("refused", fact)


def test_a_lot_of_an_item_unknown_is_kept_until_the_item_is_scanned(house: House) -> None:
    an_item(house, "SCREW-1")
    combined = "+A999BOLT5/$$53100110X3"

    half = arrive(house, house.receipt(), combined + check_character(combined))
    outcome = arrive(house, expected_next(half), "SCREW-1")

    assert (half.kind, outcome.kind) == ("heard", "ok")
    assert (outcome.line.sku, outcome.line.lot) == ("SCREW-1", "10X3")


def test_a_misread_label_is_refused(house: House) -> None:
    outcome = arrive(house, house.receipt(), "]C0+A123BJC5D6E71H")

    assert outcome.kind == "refused"
    assert "check character" in str(outcome.words)


def test_a_lot_that_looks_like_a_tracking_number_is_still_a_lot(house: House) -> None:
    an_item(house, "SCREW-1")

    half = arrive(house, house.receipt(), "SCREW-1")
    outcome = arrive(house, expected_next(half), "3318810025")

    assert (outcome.kind, outcome.line.lot) == ("ok", "3318810025")
