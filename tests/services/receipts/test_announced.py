"""Receiving by a supplier's notice: each scan ticks off what was announced."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.announced import Goods
from lsn_desktop.domain.outcomes import OutcomeKind
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.documents import posting
from lsn_desktop.services.receipts import answering, receipt_table, receiving, receiving_tables
from tests.dock import arrive, enter, expected_next, findings, label
from tests.house_for_tests import BUTTER, CHIP, MILK, MILK_CASE, PUMP
from tests.services.announced import GOODS, announce, announced, left

if TYPE_CHECKING:
    from tests.house_for_tests import House


def test_each_scan_ticks_off_what_was_announced(house: House) -> None:
    receipt = house.receipt()
    assert announce(house, receipt) == "5 announced: scan the goods"

    first = arrive(house, receipt, label(ai01=MILK_CASE, ai17="270110", ai10="L1"))
    second = arrive(house, receipt, label(ai01=BUTTER, ai10="B2"))

    assert first.kind is OutcomeKind.OK
    assert second.kind is OutcomeKind.OK
    assert left(house, receipt) == [("L1", 12), ("B1", 10), ("B2", 4), ("S1", 1), ("C1", 2)]


def test_what_completes_a_lot_says_so(house: House) -> None:
    receipt = house.receipt()
    announce(house, receipt)

    outcome = arrive(house, receipt, label(ai01=BUTTER, ai10="B2", ai30="5"))

    assert str(outcome.remedy) == "Complete: 5 pcs of B2"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (label(ai01=BUTTER, ai10="B9"), "Lot B9 was not announced, expected: B1, B2"),
        (label(ai01=PUMP, ai21="S9"), "Serial S9 was not announced"),
        (label(ai01=BUTTER, ai10="B2", ai30="7"), "2 pcs more than announced"),
        (
            label(ai01=MILK_CASE, ai17="270101", ai10="L1"),
            "Expires 2027-01-01, announced was 2027-01-10",
        ),
        (label(ai01="09521234543251", ai30="100"), "Napkins was not announced"),
    ],
)
def test_what_differs_is_said_at_once(house: House, code: str, words: str) -> None:
    receipt = house.receipt()
    announce(house, receipt)

    outcome = arrive(house, receipt, code)

    assert (outcome.kind, str(outcome.words)) == (OutcomeKind.ATTENTION, words)
    assert outcome.line.line_id is not None


def test_undo_gives_the_tick_back(house: House) -> None:
    receipt = house.receipt()
    announce(house, receipt)
    before = left(house, receipt)
    outcome = arrive(house, receipt, label(ai01=BUTTER, ai10="B1", ai30="10"))
    assert left(house, receipt) != before

    assert outcome.line.line_id is not None
    with house.database.transaction(house.later()) as tx:
        receiving.undo_line(tx, outcome.line.line_id)

    assert left(house, receipt) == before


def test_the_rest_goes_on_with_a_second_receipt_and_the_same_file(house: House) -> None:
    first = house.receipt()
    announce(house, first)
    arrive(house, first, label(ai01=BUTTER, ai10="B1", ai30="4"))
    house.post(first.document_id)
    second = house.receipt()

    assert announce(house, second) == "Going on with notice.csv: 5 to come"
    arrive(house, second, label(ai01=BUTTER, ai10="B1", ai30="6"))

    assert ("B1", 0) not in left(house, second)
    assert [lot for lot, _left in left(house, second)] == ["L1", "B2", "S1", "C1"]


def test_a_file_is_received_on_one_open_receipt_at_a_time(house: House) -> None:
    announce(house, house.receipt())

    with pytest.raises(Refusal, match="still open"):
        announce(house, house.receipt())


def test_a_reversed_receipt_brought_nothing_of_what_was_announced(house: House) -> None:
    receipt = house.receipt()
    announce(house, receipt)
    before = left(house, receipt)
    arrive(house, receipt, label(ai01=BUTTER, ai10="B1", ai30="4"))
    house.post(receipt.document_id)

    with house.database.transaction(house.later()) as tx:
        posting.reverse(tx, receipt.document_id, "wrong truck", house.uid())

    assert left(house, receipt) == before
    assert findings(house) == []


def test_the_notice_of_an_order_counts_for_each_of_its_receipts(house: House) -> None:
    first = house.receipt("PO-1042")
    announce(house, first)
    arrive(house, first, label(ai01=BUTTER, ai10="B1", ai30="10"))
    house.post(first.document_id)

    second = house.receipt("PO-1042")

    assert [lot for lot, _left in left(house, second)] == ["L1", "B2", "S1", "C1"]


def test_an_item_made_in_line_is_the_one_that_was_announced(house: House) -> None:
    gtin = "09521234543268"
    receipt = house.receipt()
    words = announce(house, receipt, (Goods(1, (gtin,), Decimal(3), lot="N1"),))
    assert words == "1 announced; of 1 we have no item"

    asked = arrive(house, receipt, label(ai01=gtin, ai10="N1", ai30="3"))
    new = answering.NewItem("NEW", "Cream")
    enter(
        house,
        expected_next(asked),
        lambda tx, expected, scan_id: answering.add_item_in_line(tx, new, expected, scan_id),
    )

    assert left(house, receipt) == []
    assert announced(house, receipt)[0].item == "Cream"


def test_a_lot_announced_whole_is_ticked_by_its_serials(house: House) -> None:
    receipt = house.receipt()
    announce(house, receipt)

    arrive(house, receipt, label(ai01=CHIP, ai10="C1", ai21="X1"))

    assert ("C1", 1) in left(house, receipt)


def test_nothing_is_announced_by_an_empty_notice(house: House) -> None:
    with pytest.raises(Refusal, match="announces no goods"):
        announce(house, house.receipt(), ())


def test_a_posted_receipt_takes_no_notice(house: House) -> None:
    receipt = house.receipt()
    arrive(house, receipt, label(ai01=BUTTER, ai10="B1"))
    house.post(receipt.document_id)

    with pytest.raises(Refusal, match="takes no notice"):
        announce(house, receipt)


def test_a_milk_without_its_lot_counts_for_the_item_line(house: House) -> None:
    receipt = house.receipt()
    announce(house, receipt, (replace(GOODS[0], names=(MILK,), lot=""),))

    arrive(house, receipt, label(ai01=MILK, ai17="270110", ai10="ANY"))

    assert left(house, receipt) == [("", 1)]


def test_a_table_of_what_came_ticks_off_each_of_its_rows(house: House) -> None:
    receipt = house.receipt()
    announce(house, receipt)
    rows = "item,lot,serial,quantity\nBUTTER,B1,,4\nBUTTER,B1,,7\nPUMP,,S1,\nCHIP,C1,X1,\n"
    table = receipt_table.read("came.csv", rows.encode())

    with house.database.transaction(house.later()) as tx:
        receiving_tables.receive_table(tx, receipt.document_id, table)

    assert left(house, receipt) == [("L1", 24), ("B2", 5), ("C1", 1)]
