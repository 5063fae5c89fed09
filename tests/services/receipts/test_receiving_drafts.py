"""A draft grows by scans, shrinks by undo, and belongs to one workstation at a time."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.documents import choosing, posting
from lsn_desktop.services.labels.labelling import Wanted
from lsn_desktop.services.receipts import receiving
from lsn_desktop.services.receipts.receiving import OpenReceipt
from lsn_desktop.storage import documents, orders, printed, timeline
from tests.dock import (
    arrive,
    expected_next,
    findings,
    label,
    lines,
    next_door,
    on_hand,
    print_labels,
    rows,
)
from tests.house_for_tests import BUTTER

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.storage.transactions import Tx
    from tests.house_for_tests import House

B1 = label(ai01=BUTTER, ai10="B1")
B1_DOZEN = label(ai01=BUTTER, ai37="12", ai10="B1")


def undo(house: House, outcome: Outcome) -> Outcome:
    assert outcome.line.line_id is not None
    with house.database.transaction(house.later()) as tx:
        return receiving.undo_line(tx, outcome.line.line_id)


def take_over(house: House, document_id: int) -> None:
    with house.database.transaction(house.later()) as tx:
        choosing.take_over(tx, document_id)


def number_of(house: House, document_id: int) -> str:
    with house.database.reading() as connection:
        return documents.by_id(connection, document_id).number


# -- begun once


def test_receipts_are_numbered_when_they_are_begun(house: House) -> None:
    numbers = [number_of(house, house.receipt().document_id) for _ in range(3)]
    assert numbers == ["RC-00001", "RC-00002", "RC-00003"]


def test_an_order_to_begin_that_arrives_twice_begins_one_receipt(house: House) -> None:
    uid = house.uid()
    begun = []
    for _twice in range(2):
        with house.database.transaction(house.later()) as tx:
            begun.append(receiving.open_receipt(tx, OpenReceipt(uid, house.dock)))

    assert begun[0] == begun[1]
    assert number_of(house, house.receipt().document_id) == "RC-00002"


def test_a_receipt_for_an_order_is_from_its_vendor(house: House) -> None:
    receipt = house.receipt("PO-1042")
    with house.database.reading() as connection:
        head = documents.by_id(connection, receipt.document_id)

    assert (head.party, head.purchase_order, head.location, head.status) == (
        "Northwind Dairy",
        "PO-1042",
        "DOCK-1",
        "draft",
    )


def test_a_scan_that_arrives_twice_is_applied_once(house: House) -> None:
    receipt = house.receipt()
    uid = house.uid()
    first = arrive(house, receipt, B1, uid)
    again = arrive(house, receipt, B1, uid)

    assert first.kind == "ok"
    assert (again.kind, str(again.words)) == ("attention", "This scan was recorded before")
    assert len(lines(house, receipt.document_id)) == 1
    assert len(rows(house, receipt.document_id)) == 1


# -- undo


def test_an_undone_line_counts_no_more_and_stays_in_the_list(house: House) -> None:
    receipt = house.receipt("PO-1042")
    first = arrive(house, receipt, B1)
    second = arrive(house, expected_next(first), B1_DOZEN)

    undone = undo(house, second)

    assert (undone.kind, str(undone.words)) == ("ok", "Taken back: 12 pcs of Butter 250 g")
    assert [line.id for line in lines(house, receipt.document_id)] == [first.line.line_id]
    assert rows(house, receipt.document_id) == [
        ("ok", "1 pcs of Butter 250 g added"),
        ("undone", "Taken back: 12 pcs of Butter 250 g"),
    ]
    with house.database.reading() as connection:
        order = orders.by_number(connection, "PO-1042")
        assert order is not None
        drafted = {each.sku: each.drafted for each in orders.expected(connection, order.id)}
        told = timeline.audit(connection, "document", receipt.document_id)
    assert drafted == {"MILK": 0, "BUTTER": 1}
    assert str(told[0].words) == "Taken back: 12 pcs of Butter 250 g"


def test_an_undone_line_is_never_posted(house: House) -> None:
    receipt = house.receipt()
    first = arrive(house, receipt, B1)
    undo(house, arrive(house, expected_next(first), B1_DOZEN))

    assert house.post(receipt.document_id) == 1

    assert first.line.lsn_id is not None
    assert on_hand(house, first.line.lsn_id) == {"DOCK-1": 1}
    assert findings(house) == []


def test_a_line_is_taken_back_once(house: House) -> None:
    first = arrive(house, house.receipt(), B1)
    undo(house, first)

    with pytest.raises(Refusal, match="That line was taken back before"):
        undo(house, first)


def test_a_posted_line_is_not_taken_back(house: House) -> None:
    receipt = house.receipt()
    first = arrive(house, receipt, B1)
    house.post(receipt.document_id)

    with pytest.raises(Refusal, match="RC-00001 is posted: its lines stay") as refused:
        undo(house, first)
    assert str(refused.value.remedy) == "Reverse the whole receipt, or return the goods."


def test_undoing_what_has_labels_says_how_many_to_destroy(house: House) -> None:
    receipt = house.receipt()
    first = arrive(house, receipt, B1)
    second = arrive(house, expected_next(first), B1)
    ids = [each.line for each in (first, second)]
    job = print_labels(
        house,
        *(Wanted(line.lsn_id, line.line_id, copies=3) for line in ids),
        document_id=receipt.document_id,
    )

    undone = undo(house, second)

    assert undone.kind == "attention"
    assert str(undone.remedy) == "Destroy its printed labels (3)."
    with house.database.reading() as connection:
        left = printed.copies(connection, job, voided=False)
    assert [copy.line_id for copy in left] == [first.line.line_id] * 3


def test_counting_a_labelled_line_anew_says_what_to_destroy(house: House) -> None:
    receipt = house.receipt()
    first = arrive(house, receipt, B1)
    print_labels(house, Wanted(first.line.lsn_id, first.line.line_id))

    counted = arrive(house, expected_next(first), label(ai37="6"))

    assert (counted.kind, counted.line.quantity) == ("attention", Decimal(6))
    assert str(counted.remedy) == "Destroy its printed labels (1)."


def test_a_quantity_finds_no_label_that_was_taken_back(house: House) -> None:
    receipt = house.receipt()
    first = arrive(house, receipt, B1)
    undo(house, first)

    refused = arrive(house, expected_next(first), label(ai37="6"))

    assert refused.kind == "refused"
    assert str(refused.words) == (
        "This code names no item, and the label before it was taken back."
    )
    assert lines(house, receipt.document_id) == []


# -- another workstation


def test_a_draft_takes_scans_of_its_own_workstation_only(house: House) -> None:
    receipt = house.receipt()
    refused = arrive(next_door(house), receipt, B1)

    assert refused.kind == "refused"
    assert str(refused.words) == "RC-00001 was taken over by WS-1."
    assert lines(house, receipt.document_id) == []


def test_a_draft_taken_over_goes_on_there_and_the_other_sees_it(house: House) -> None:
    receipt = house.receipt()
    first = arrive(house, receipt, B1)
    other = next_door(house)
    take_over(other, receipt.document_id)

    there = arrive(other, receipt, B1)
    here = arrive(house, expected_next(first), B1)

    assert there.kind == "ok"
    assert (here.kind, str(here.words)) == ("refused", "RC-00001 was taken over by WS-2.")
    assert str(here.remedy) == "Go on there, or take it over here again."
    assert len(lines(house, receipt.document_id)) == 2
    with house.database.reading() as connection:
        told = timeline.audit(connection, "document", receipt.document_id)
    assert "RC-00001 taken over from WS-1" in [str(each.words) for each in told]
    assert findings(house) == []


def test_a_draft_of_ours_is_not_taken_over(house: House) -> None:
    receipt = house.receipt()
    take_over(house, receipt.document_id)
    with house.database.reading() as connection:
        told = timeline.audit(connection, "document", receipt.document_id)

    assert [str(each.words) for each in told] == ["Receipt RC-00001 begun"]


def test_what_was_posted_is_not_taken_over(house: House) -> None:
    receipt = house.receipt()
    arrive(house, receipt, B1)
    house.post(receipt.document_id)

    with pytest.raises(Refusal, match="RC-00001 is posted already"):
        take_over(next_door(house), receipt.document_id)


@pytest.mark.parametrize(
    ("ending", "status"), [(posting.post, "posted"), (posting.discard, "discarded")]
)
def test_an_ended_receipt_takes_no_more_scans(
    house: House, ending: Callable[[Tx, int], object], status: str
) -> None:
    receipt = house.receipt()
    first = arrive(house, receipt, B1)
    with house.database.transaction(house.later()) as tx:
        ending(tx, receipt.document_id)

    refused = arrive(house, expected_next(first), B1)

    assert str(refused.words) == f"RC-00001 is {status}: it takes no more scans."
    assert str(refused.remedy) == "Start a new receipt and scan this label again."
