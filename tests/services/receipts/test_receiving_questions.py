"""What is doubtful is asked in line: the item, the order, the quantity."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.items import Tracking
from lsn_desktop.services.receipts import answering
from lsn_desktop.services.receipts.answering import NewItem
from lsn_desktop.storage import catalogue
from tests.dock import (
    answer,
    arrive,
    choices,
    enter,
    expected_next,
    item_id,
    label,
    lines,
    rows,
)
from tests.house_for_tests import BUTTER, MILK, NAPKIN, PUMP

if TYPE_CHECKING:
    from tests.house_for_tests import House

UNDATED = label(ai01=MILK, ai10="L1")
STRANGE = label(ai01="09521234543268", ai10="X1", ai37="2")


def test_an_unknown_gtin_asks_for_its_item(house: House) -> None:
    receipt = house.receipt()
    asked = arrive(house, receipt, STRANGE)

    assert (asked.kind, str(asked.words)) == ("question", "Which item is 09521234543268?")
    assert [value for value, _ in choices(asked)] == ["new", "known", "leave"]
    assert lines(house, receipt.document_id) == []


def test_a_new_item_is_made_in_line_and_the_label_goes_on(house: House) -> None:
    receipt = house.receipt()
    asked = arrive(house, receipt, STRANGE)
    new = NewItem("CHEESE", "Cheese", Tracking.LOT, units_in_pack=6)

    told = enter(
        house,
        expected_next(asked),
        lambda tx, expected, scan_id: answering.add_item_in_line(tx, new, expected, scan_id),
    )

    assert (told.kind, str(told.words)) == ("ok", "12 pcs of Cheese added")
    assert (told.line.lot, told.line.sku) == ("X1", "CHEESE")
    again = arrive(house, expected_next(told), STRANGE)
    assert (again.kind, again.line.item) == ("ok", "Cheese")


def test_a_gtin_is_linked_to_an_item_of_ours_and_the_label_goes_on(house: House) -> None:
    asked = arrive(house, house.receipt(), STRANGE)
    pack = (item_id(house, "BUTTER"), Fraction(10))

    told = enter(
        house,
        expected_next(asked),
        lambda tx, expected, scan_id: answering.link_item(tx, pack, expected, scan_id),
    )

    assert (told.kind, str(told.words)) == ("ok", "20 pcs of Butter 250 g added")


@pytest.mark.parametrize(
    ("new", "fact"),
    [
        (NewItem("MILK", "Another milk"), "There is an item MILK already."),
        (NewItem("NEW", "  "), "The new item has no name."),
        (NewItem("NEW", "New", units_in_pack=0), "A pack holds at least one."),
    ],
)
def test_an_item_that_cannot_be_made_is_refused_whole(
    house: House, new: NewItem, fact: str
) -> None:
    asked = arrive(house, house.receipt(), STRANGE)

    told = enter(
        house,
        expected_next(asked),
        lambda tx, expected, scan_id: answering.add_item_in_line(tx, new, expected, scan_id),
    )

    assert (told.kind, str(told.words)) == ("refused", fact)
    assert told.next == asked.next
    with house.database.reading() as connection:
        assert catalogue.item_by_sku(connection, "NEW") is None


def test_a_label_can_be_left_out(house: House) -> None:
    receipt = house.receipt()
    told = answer(house, arrive(house, receipt, STRANGE), "leave")

    left_out = "Left out: 09521234543268, X1, x 2"
    assert (told.kind, str(told.words)) == ("heard", left_out)
    assert told.next == receipt
    assert rows(house, receipt.document_id)[0] == ("unfinished", left_out)
    assert lines(house, receipt.document_id) == []


# -- the order and the quantity


@pytest.mark.parametrize(("given", "count"), [("take", 1), ("leave", 0)])
def test_what_was_not_ordered_is_asked(house: House, given: str, count: int) -> None:
    receipt = house.receipt("PO-1042")
    asked = arrive(house, receipt, label(ai01=PUMP, ai21="P1"))

    assert (asked.kind, str(asked.words)) == ("question", "Infusion pump is not on PO-1042")
    assert [value for value, _ in choices(asked)] == ["take", "leave"]
    told = answer(house, asked, given)
    assert len(lines(house, receipt.document_id)) == count
    assert told.line.ordered is None


def test_what_was_taken_anyway_is_asked_again_for_the_next_label(house: House) -> None:
    receipt = house.receipt("PO-1042")
    told = answer(house, arrive(house, receipt, label(ai01=PUMP, ai21="P1")), "take")
    again = arrive(house, expected_next(told), label(ai01=PUMP, ai21="P2"))

    assert str(again.words) == "Infusion pump is not on PO-1042"


@pytest.mark.parametrize("way", ["x 4", "X4", "×4"])
def test_a_quantity_for_the_next_scan_is_scanned(house: House, way: str) -> None:
    receipt = house.receipt()
    count = arrive(house, receipt, way)
    assert (count.kind, str(count.words)) == ("heard", "Next scan counts 4")

    first = arrive(house, expected_next(count), label(ai01=BUTTER, ai10="B1"))
    second = arrive(house, expected_next(first), label(ai01=BUTTER, ai10="B1"))

    assert (first.line.quantity, second.line.quantity) == (Decimal(4), Decimal(1))


def test_the_quantity_stays_with_its_label_over_several_scans(house: House) -> None:
    count = arrive(house, house.receipt(), "x 4")
    heard = arrive(house, expected_next(count), label(ai01=MILK))
    asked = arrive(house, expected_next(heard), label(ai10="L1"))
    told = answer(house, asked, "none")

    assert told.line.quantity == 4


def test_a_label_scanned_again_keeps_its_quantity_and_another_does_not(house: House) -> None:
    undated = label(ai01=MILK, ai10="L1")
    count = arrive(house, house.receipt(), "x 4")
    asked = arrive(house, expected_next(count), undated)
    again = arrive(house, expected_next(asked), undated)
    assert answer(house, again, "none").line.quantity == 4

    count = arrive(house, house.receipt(), "x 4")
    heard = arrive(house, expected_next(count), label(ai01=MILK))
    other = arrive(house, expected_next(heard), label(ai01=BUTTER, ai10="B1"))
    assert other.line.quantity == 1


def test_the_quantity_multiplies_what_a_label_counts(house: House) -> None:
    count = arrive(house, house.receipt(), "x 3")
    told = arrive(house, expected_next(count), label(ai01=NAPKIN, ai37="2"))

    assert told.line.quantity == 600


@pytest.mark.parametrize("count", ["1", "100000"])
def test_the_least_and_the_most_for_one_scan_are_taken(house: House, count: str) -> None:
    assert (
        str(arrive(house, house.receipt(), f"x {count}").words) == f"Next scan counts {count}"
    )


@pytest.mark.parametrize("count", ["0", "100001"])
def test_a_quantity_no_scan_has_is_refused(house: House, count: str) -> None:
    receipt = house.receipt()
    refused = arrive(house, receipt, f"x {count}")

    assert str(refused.words) == f"{count} is not a quantity for one scan."
    assert str(refused.remedy) == "Set a quantity from 1 to 100000."
    assert refused.next == receipt


@pytest.mark.parametrize(("given", "count"), [("yes", 1), ("leave", 0)])
def test_more_than_one_scan_usually_counts_is_asked(
    house: House, given: str, count: int
) -> None:
    receipt = house.receipt()
    asked = arrive(house, receipt, label(ai01=BUTTER, ai37="10001", ai10="B1"))

    assert (asked.kind, str(asked.words)) == ("question", "Really 10001 pcs?")
    answer(house, asked, given)
    assert [line.quantity for line in lines(house, receipt.document_id)] == [10_001] * count


def test_as_many_as_usual_are_not_asked(house: House) -> None:
    told = arrive(house, house.receipt(), label(ai01=BUTTER, ai37="10000", ai10="B1"))
    assert told.kind == "ok"


def test_more_than_was_ordered_is_taken_and_told(house: House) -> None:
    receipt = house.receipt("PO-1042")
    exact = arrive(house, receipt, label(ai01=BUTTER, ai37="72", ai10="B1"))
    over = arrive(house, expected_next(exact), label(ai01=BUTTER, ai37="5", ai10="B1"))

    assert exact.kind == "ok"
    assert (over.kind, str(over.words)) == ("attention", "5 pcs more than ordered")
    assert (over.line.so_far, over.line.ordered) == (Decimal(77), Decimal(72))
    assert len(lines(house, receipt.document_id)) == 2


# -- answers that are none, and the keyboard


def test_nothing_asked_takes_no_answer(house: House) -> None:
    receipt = house.receipt()
    refused = enter(
        house, receipt, lambda tx, e, scan_id: answering.answer(tx, "yes", e, scan_id)
    )
    assert str(refused.words) == "Nothing was asked."


def test_an_answer_that_was_not_offered_is_refused(house: House) -> None:
    receipt = house.receipt("PO-1042")
    asked = arrive(house, receipt, label(ai01=PUMP, ai21="P1"))
    refused = answer(house, asked, "yes")

    assert str(refused.words) == "yes is no answer to this."
    assert refused.next == asked.next
