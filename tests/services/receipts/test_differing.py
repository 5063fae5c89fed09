"""Over, short, damaged: found when a receipt is posted, or said of the goods just scanned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.announced import Goods
from lsn_desktop.domain.outcomes import OutcomeKind
from lsn_desktop.scanning.commands import Command
from lsn_desktop.services.documents import posting
from lsn_desktop.services.receipts import receipt_commands, receiving
from lsn_desktop.storage import discrepancies, ledger
from tests.dock import (
    answer,
    arrive,
    enter,
    expected_next,
    findings,
    known,
    label,
    lines,
    offered,
    on_hand,
    take,
)
from tests.house_for_tests import BUTTER, MILK_CASE, NAPKIN
from tests.services.announced import GOODS, announce, left

if TYPE_CHECKING:
    from lsn_desktop.domain.outcomes import Expectation, Outcome
    from lsn_desktop.storage.discrepancies import Discrepancy
    from tests.house_for_tests import House

BUTTER_B1 = label(ai01=BUTTER, ai10="B1", ai30="10")


def wrong(house: House, receipt: Expectation) -> list[Discrepancy]:
    with house.database.reading() as connection:
        return discrepancies.of_document(connection, receipt.document_id)


def told(house: House, receipt: Expectation) -> list[tuple[str, str, str]]:
    """What was wrong and still counts: kind, lot or serial or item, and how much."""
    return [
        (row.kind, row.code or row.item, str(row.quantity))
        for row in wrong(house, receipt)
        if not row.withdrawn
    ]


def command(house: House, expected: Expectation, name: str, argument: str = "") -> Outcome:
    asked = Command(name, argument)  # type: ignore[arg-type]
    return enter(
        house,
        expected,
        lambda tx, now, scan_id: receipt_commands.receive_command(tx, asked, now, scan_id),
        asked.text,
    )


def test_posting_finds_what_is_short_over_and_wrong(house: House) -> None:
    receipt = house.receipt()
    announce(house, receipt)
    for code in (
        label(ai01=MILK_CASE, ai17="270101", ai10="L1"),
        label(ai01=BUTTER, ai10="B1", ai30="12"),
        label(ai01=BUTTER, ai10="B9", ai30="5"),
        label(ai01=NAPKIN, ai30="1"),
    ):
        arrive(house, receipt, code)

    house.post(receipt.document_id)

    assert told(house, receipt) == [
        ("short", "L1", "12"),
        ("short", "B2", "5"),
        ("short", "S1", "1"),
        ("short", "C1", "2"),
        ("over", "B1", "2"),
        ("wrong lot", "B9", "5"),
        ("wrong item", "Napkins", "100"),
        ("short-dated", "L1", "12"),
    ]
    assert findings(house) == []


def test_the_receipt_that_brings_the_rest_withdraws_what_was_short(house: House) -> None:
    first, second = house.receipt(), house.receipt()
    announce(house, first, GOODS[1:2])
    arrive(house, first, label(ai01=BUTTER, ai10="B1", ai30="4"))
    house.post(first.document_id)
    announce(house, second, GOODS[1:2])
    arrive(house, second, label(ai01=BUTTER, ai10="B1", ai30="5"))
    house.post(second.document_id)

    assert [(row.kind, row.withdrawn) for row in wrong(house, first)] == [("short", True)]
    assert told(house, second) == [("short", "B1", "1")]


def test_an_order_says_what_is_short_and_over_without_a_notice(house: House) -> None:
    receipt = house.receipt("PO-1042")
    arrive(house, receipt, label(ai01=BUTTER, ai10="B1", ai30="80"))

    house.post(receipt.document_id)

    assert told(house, receipt) == [
        ("short", "Whole milk 1 L", "48"),
        ("over", "Butter 250 g", "8"),
    ]


def test_damaged_goods_are_rejected_by_scanner_alone(house: House) -> None:
    receipt = house.receipt()
    announce(house, receipt)
    scanned = expected_next(arrive(house, receipt, BUTTER_B1))

    how_many = command(house, scanned, "damaged")
    assert str(how_many.words) == "How many of 10 pcs Butter 250 g are rejected?"
    assert offered(how_many) == ["All 10 pcs", "None of them"]
    why = command(house, expected_next(how_many), "quantity", "2")
    assert str(why.words) == "What is wrong with 2 pcs Butter 250 g?"
    where = command(house, expected_next(why), "answer", "1")
    assert str(where.words) == "Where do 2 pcs Butter 250 g go?"
    done = command(house, expected_next(where), "answer", "1")

    assert (done.kind, str(done.words)) == (
        OutcomeKind.ATTENTION,
        "2 pcs of Butter 250 g rejected: Broken or crushed",
    )
    assert [line.quantity for line in lines(house, receipt.document_id)] == [8, 2]
    assert ("B1", 0) not in left(house, receipt)
    house.post(receipt.document_id)
    butter = known(house, "BUTTER", "B1").id
    assert on_hand(house, butter) == {"DOCK-1": 8, "QUARANTINE": 2}
    with house.database.reading() as connection:
        held = {each.location: each.held for each in ledger.places(connection, butter)}
    assert held == {"DOCK-1": 0, "QUARANTINE": 2}
    assert ("damaged", "B1", "2") in told(house, receipt)
    assert findings(house) == []


def rejected(house: House, receipt: Expectation, where: str) -> Outcome:
    """Two of ten broken, and where they go."""
    scanned = expected_next(arrive(house, receipt, BUTTER_B1))
    why = command(house, replace(scanned, count=Decimal(2)), "damaged")
    return take(house, take(house, why, "Broken or crushed"), where)


def test_what_is_left_on_the_truck_stays_to_come_and_is_not_short_twice(
    house: House,
) -> None:
    receipt = house.receipt()
    announce(house, receipt, GOODS[1:2])

    rejected(house, receipt, "Left on the truck")
    house.post(receipt.document_id)

    assert on_hand(house, known(house, "BUTTER", "B1").id) == {"DOCK-1": 8}
    assert left(house, receipt) == [("B1", 2)]
    assert told(house, receipt) == [("damaged", "B1", "2")]


def test_what_is_kept_is_noted_and_stays_one_line(house: House) -> None:
    receipt = house.receipt()

    rejected(house, receipt, "Keep it with the others, noted")

    assert [line.quantity for line in lines(house, receipt.document_id)] == [10]
    assert told(house, receipt) == [("damaged", "B1", "2")]


def test_taking_back_the_rejected_line_takes_back_what_was_said(house: House) -> None:
    receipt = house.receipt()
    rejected(house, receipt, "Into quarantine, on hold")

    with house.database.transaction(house.later()) as tx:
        receiving.undo_line(tx, lines(house, receipt.document_id)[-1].id)

    assert told(house, receipt) == []
    assert [line.quantity for line in lines(house, receipt.document_id)] == [8]


def test_all_of_a_line_may_be_rejected(house: House) -> None:
    receipt = house.receipt("PO-1042")
    scanned = expected_next(arrive(house, receipt, BUTTER_B1))

    why = answer(house, command(house, scanned, "damaged"), "10")
    take(house, take(house, why, "Wet or stained"), "Into quarantine, back to the supplier")
    house.post(receipt.document_id)

    assert on_hand(house, known(house, "BUTTER", "B1").id) == {"QUARANTINE": 10}
    assert findings(house) == []


def test_no_more_is_rejected_than_came(house: House) -> None:
    receipt = house.receipt()
    scanned = expected_next(arrive(house, receipt, BUTTER_B1))

    refused = command(house, replace(scanned, count=Decimal(11)), "damaged")

    assert refused.kind is OutcomeKind.REFUSED
    assert str(refused.words) == "Only 10 pcs of Butter 250 g came with this scan."


@pytest.mark.parametrize(
    "value", ["none", "0", "-1", "NaN", "1|broken|nowhere", "1|why|return"]
)
def test_what_is_no_answer_rejects_nothing(house: House, value: str) -> None:
    receipt = house.receipt()
    asked = command(house, expected_next(arrive(house, receipt, BUTTER_B1)), "damaged")

    refused = answer(house, asked, value)

    assert refused.kind is OutcomeKind.REFUSED
    assert wrong(house, receipt) == []


def test_nothing_is_rejected_before_a_scan(house: House) -> None:
    assert command(house, house.receipt(), "damaged").kind is OutcomeKind.REFUSED


def test_a_no_leaves_the_goods_as_they_are(house: House) -> None:
    receipt = house.receipt()
    asked = command(house, expected_next(arrive(house, receipt, BUTTER_B1)), "damaged")

    said = command(house, expected_next(asked), "no")

    assert str(said.words) == "Nothing was rejected"
    assert wrong(house, receipt) == []


def test_goods_rejected_once_are_not_rejected_again(house: House) -> None:
    receipt = house.receipt()
    rejected(house, receipt, "Into quarantine, on hold")
    last = lines(house, receipt.document_id)[-1]
    again = replace(receipt, last_line_id=last.id)

    why = answer(house, command(house, again, "damaged"), "2")
    refused = take(house, take(house, why, "Wet or stained"), "Left on the truck")

    assert refused.kind is OutcomeKind.REFUSED


def test_reversing_a_receipt_ends_its_holds_and_withdraws_what_was_wrong(
    house: House,
) -> None:
    receipt = house.receipt()
    announce(
        house, receipt, (Goods(1, (BUTTER,), Decimal(12), lot="B1", expiry=date(2027, 1, 1)),)
    )
    rejected(house, receipt, "Into quarantine, on hold")
    house.post(receipt.document_id)

    with house.database.transaction(house.later()) as tx:
        posting.reverse(tx, receipt.document_id, "wrong truck", house.uid())

    assert told(house, receipt) == []
    butter = known(house, "BUTTER", "B1").id
    with house.database.reading() as connection:
        assert [each.released_at is None for each in ledger.holds(connection, butter)] == [
            False
        ]
    assert findings(house) == []
