"""An item's tests have a name each, exact limits, and an order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.certificates import specifying
from lsn_desktop.services.certificates.specifying import WantedTest
from lsn_desktop.storage import catalogue, lot_tests, timeline
from tests.dock import findings

if TYPE_CHECKING:
    from tests.house_for_tests import House


def milk(house: House) -> int:
    with house.database.reading() as connection:
        return catalogue.item_by_sku(connection, "MILK").id  # type: ignore[union-attr]


def add(house: House, wanted: WantedTest) -> int:
    with house.database.transaction(house.later()) as tx:
        return specifying.add(tx, milk(house), wanted)


def names(house: House) -> list[str]:
    with house.database.reading() as connection:
        return [each.name for each in lot_tests.specifications(connection, milk(house))]


def test_tests_stand_in_the_order_they_are_put(house: House) -> None:
    ids = [add(house, WantedTest(name)) for name in ("Fat", "Lead", "pH")]
    with house.database.transaction(house.later()) as tx:
        specifying.put_in_order(tx, milk(house), [ids[2], ids[0], ids[1]])

    assert names(house) == ["pH", "Fat", "Lead"]
    assert findings(house) == []


def test_a_test_given_up_comes_back_with_its_new_limits(house: House) -> None:
    fat = add(house, WantedTest("Fat", high="4"))
    with house.database.transaction(house.later()) as tx:
        specifying.give_up(tx, fat)
    assert names(house) == []

    assert add(house, WantedTest("FAT", unit="%", high="3.9")) == fat
    with house.database.reading() as connection:
        assert lot_tests.specification(connection, fat).limits.high == "3.9"
        told = timeline.audit(connection, "item", milk(house))
    assert str(told[0].words) == "Tested for FAT: max. 3.9 % (required)"


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (WantedTest(" "), "has no name"),
        (WantedTest("Fat", low="4", high="3.9"), "is above the highest"),
        (WantedTest("Fat", low="much"), "not a number"),
        (WantedTest("Fat", high="1", expected="none"), "expects words and has limits"),
        (WantedTest("x" * 101), "101 characters"),
    ],
)
def test_what_is_no_test_is_refused(house: House, wanted: WantedTest, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        add(house, wanted)
    assert names(house) == []


def test_no_item_has_two_tests_of_a_name(house: House) -> None:
    add(house, WantedTest("Fat"))
    lead = add(house, WantedTest("Lead"))
    with pytest.raises(Refusal, match="tested already"):
        add(house, WantedTest("fat"))
    with (
        pytest.raises(Refusal, match="is another test"),
        house.database.transaction(house.later()) as tx,
    ):
        specifying.change(tx, lead, WantedTest("FAT"))
