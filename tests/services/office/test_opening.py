"""Opening stock: all of it or nothing, and once."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.office import opening
from lsn_desktop.storage import ledger, lsns

if TYPE_CHECKING:
    from tests.house_for_tests import House


def _standing(**changed: str) -> opening.Standing:
    facts: dict[str, Any] = {"sku": "MILK-1L", "place": "COLD-A-01", "lot": "L1"} | changed
    return opening.Standing(quantity=Decimal(5), **facts)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (_standing(sku="NONE"), "There is no item NONE"),
        (_standing(place="NOWHERE"), "no place NOWHERE"),
        (_standing(place="~supplier"), "no place ~supplier"),
        (_standing(lot=""), "MILK-1L is tracked by lot"),
        (_standing(serial="S1"), "MILK-1L is tracked by lot"),
        (_standing(sku="PROBE-T", lot="", serial="PT-100871"), "is there already"),
    ],
)
def test_opening_stock_that_cannot_be_is_refused_whole(
    food: House, row: opening.Standing, words: str
) -> None:
    with food.database.reading() as connection:
        lot = lsns.candidates(connection, "L2547A")[0].lsn
        before = ledger.places(connection, lot.id)
    good = _standing(lot="L2547A")
    with pytest.raises(Refusal, match=words), food.database.transaction(food.later()) as tx:
        opening.open_stock(tx, food.uid(), [good, row])
    with food.database.reading() as connection:
        assert ledger.places(connection, lot.id) == before


def test_opening_stock_that_arrives_twice_is_brought_in_once(food: House) -> None:
    uid = food.uid()
    for _twice in range(2):
        with food.database.transaction(food.later()) as tx:
            opening.open_stock(tx, uid, [_standing(lot="NEW")])
    with food.database.reading() as connection:
        lot = lsns.candidates(connection, "NEW")[0].lsn
        assert [place.on_hand for place in ledger.places(connection, lot.id)] == [5]
