"""Posting turns a draft into moves once; reversing turns all of it back, or nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.documents import posting
from lsn_desktop.services.labels.labelling import Wanted
from lsn_desktop.services.office import ordering
from lsn_desktop.services.office.ordering import AddItem
from lsn_desktop.services.receipts.answering import TypedLine
from lsn_desktop.storage import catalogue, documents, ledger, orders, printed, stock, timeline
from lsn_desktop.storage.transactions import Database
from tests.companies import BIN
from tests.dock import (
    arrive,
    carry,
    delivered,
    expected_next,
    findings,
    known,
    label,
    lines,
    next_door,
    on_hand,
    print_labels,
    typed,
)
from tests.house_for_tests import BUTTER, MILK, MILK_CASE, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.storage.transactions import Tx
    from tests.house_for_tests import House

MILK_24 = label(ai01=MILK_CASE, ai17="261231", ai37="2", ai10="L1")
MILK_48 = label(ai01=MILK_CASE, ai17="261231", ai37="4", ai10="L1")
BUTTER_72 = label(ai01=BUTTER, ai37="72", ai10="B1")


def reverse(house: House, document_id: int, reason: str = "wrong pallet", uid: str = "") -> int:
    with house.database.transaction(house.later()) as tx:
        return posting.reverse(tx, document_id, reason, uid or house.uid())


def discard(house: House, document_id: int) -> None:
    with house.database.transaction(house.later()) as tx:
        posting.discard(tx, document_id)


def the_order(house: House) -> tuple[str, dict[str, int]]:
    """The status of PO-1042, and what came for each of its lines."""
    with house.database.reading() as connection:
        order = orders.by_number(connection, "PO-1042")
        assert order is not None
        came = {each.sku: each.posted for each in orders.expected(connection, order.id)}
    return order.status, came


def tablets(house: House, quantity: int) -> tuple[int, Outcome]:
    """Receive and post some of lot T1 of an item that is held when it arrives."""
    with house.database.transaction(house.later()) as tx:
        known_item = catalogue.item_by_sku(tx.connection, "DRUG")
        item_id = (
            known_item.id
            if known_item
            else ordering.add_item(tx, AddItem("DRUG", "Tablets", hold_on_receipt=True))
        )
    receipt = house.receipt()
    outcome = typed(house, receipt, TypedLine(item_id, Decimal(quantity), "T1"))
    house.post(receipt.document_id)
    return receipt.document_id, outcome


def head(house: House, document_id: int) -> documents.Document:
    with house.database.reading() as connection:
        return documents.by_id(connection, document_id)


# -- posting


def test_posting_moves_what_was_scanned_and_says_so(house: House) -> None:
    receipt, lot = delivered(house, MILK_24, "PO-1042")

    assert on_hand(house, lot) == {"DOCK-1": 24}
    posted = head(house, receipt)
    assert (posted.status, posted.posted_on, posted.posted_at) == (
        "posted",
        TODAY,
        house.by.at,
    )
    with house.database.reading() as connection:
        (moved,) = stock.ledger_rows(connection, lsn_id=lot)
        told = timeline.audit(connection, "document", receipt)
    assert (moved.document, moved.from_place, moved.to_place, moved.quantity) == (
        "RC-00001",
        "~supplier",
        "DOCK-1",
        24,
    )
    assert str(told[0].words) == "Posted RC-00001: 1 lines"
    assert findings(house) == []


def test_posting_twice_moves_once(house: House) -> None:
    receipt, lot = delivered(house, MILK_24)

    assert house.post(receipt) == 1
    assert on_hand(house, lot) == {"DOCK-1": 24}


def test_two_stations_post_one_receipt_once(house: House) -> None:
    receipt = house.receipt("PO-1042")
    lot = arrive(house, receipt, MILK_24).line.lsn_id
    assert lot is not None
    stations = [house, next_door(house)]

    def post(station: House) -> int:
        database = Database(house.database.url.render_as_string(hide_password=False))
        try:
            return database.run(station.by, lambda tx: posting.post(tx, receipt.document_id))
        finally:
            database.close()

    with ThreadPoolExecutor(2) as pool:
        ended = [pool.submit(post, station) for station in stations]

    assert [each.result() for each in ended] == [1, 1]
    assert on_hand(house, lot) == {"DOCK-1": 24}
    assert the_order(house)[1]["MILK"] == 24
    assert findings(house) == []


def test_a_partial_receipt_keeps_its_order_open(house: House) -> None:
    delivered(house, MILK_24, "PO-1042")
    assert the_order(house) == ("open", {"MILK": 24, "BUTTER": 0})

    delivered(house, MILK_24, "PO-1042")
    assert the_order(house) == ("open", {"MILK": 48, "BUTTER": 0})

    delivered(house, BUTTER_72, "PO-1042")
    assert the_order(house) == ("closed", {"MILK": 48, "BUTTER": 72})


def test_more_than_ordered_closes_the_order_too(house: House) -> None:
    receipt = house.receipt("PO-1042")
    first = arrive(house, receipt, label(ai01=MILK, ai17="261231", ai37="50", ai10="L1"))
    arrive(house, expected_next(first), BUTTER_72)
    house.post(receipt.document_id)

    assert the_order(house) == ("closed", {"MILK": 50, "BUTTER": 72})


def test_a_blind_receipt_counts_for_no_order(house: House) -> None:
    delivered(house, MILK_24)
    assert the_order(house) == ("open", {"MILK": 0, "BUTTER": 0})


def test_nothing_is_not_posted(house: House) -> None:
    receipt = house.receipt()

    with pytest.raises(Refusal, match="Nothing was scanned on RC-00001") as refused:
        house.post(receipt.document_id)
    assert str(refused.value.remedy) == "Scan the goods first, or discard it."
    assert head(house, receipt.document_id).status == "draft"


def test_goods_whose_policy_says_so_are_held_when_they_arrive(house: House) -> None:
    _, outcome = tablets(house, 30)
    assert outcome.line.lsn_id is not None

    with house.database.reading() as connection:
        (hold,) = ledger.holds(connection, outcome.line.lsn_id)
        (place,) = ledger.places(connection, outcome.line.lsn_id)
    assert (hold.reason, hold.note) == ("inspection", "on receipt RC-00001")
    assert (place.on_hand, place.held, place.available) == (30, 30, 0)


def test_what_joins_a_lot_on_hold_is_held_by_the_hold_there_is(house: House) -> None:
    tablets(house, 30)
    _, outcome = tablets(house, 30)

    words = "T1 is on hold: this stock is held too"
    assert (outcome.kind, str(outcome.words)) == ("attention", words)
    assert outcome.line.lsn_id is not None
    with house.database.reading() as connection:
        assert len(ledger.holds(connection, outcome.line.lsn_id)) == 1
        (place,) = ledger.places(connection, outcome.line.lsn_id)
    assert (place.on_hand, place.held) == (60, 60)
    assert findings(house) == []


# -- discarding


def test_a_discarded_receipt_moves_nothing_and_keeps_its_number(house: House) -> None:
    receipt = house.receipt("PO-1042")
    line = arrive(house, receipt, MILK_24).line
    job = print_labels(house, Wanted(line.lsn_id, line.line_id))
    discard(house, receipt.document_id)

    assert head(house, receipt.document_id).status == "discarded"
    assert lines(house, receipt.document_id) == []
    assert the_order(house) == ("open", {"MILK": 0, "BUTTER": 0})
    with house.database.reading() as connection:
        assert printed.copies(connection, job, voided=False) == []
    assert head(house, house.receipt().document_id).number == "RC-00002"
    assert findings(house) == []


@pytest.mark.parametrize("way", [posting.post, posting.discard])
def test_a_discarded_receipt_stays_so(house: House, way: Callable[[Tx, int], object]) -> None:
    receipt = house.receipt()
    arrive(house, receipt, MILK_24)
    discard(house, receipt.document_id)

    with (
        pytest.raises(Refusal, match="RC-00001 is discarded already"),
        house.database.transaction(house.later()) as tx,
    ):
        way(tx, receipt.document_id)


def test_what_was_posted_is_not_discarded(house: House) -> None:
    receipt, lot = delivered(house, MILK_24)

    with pytest.raises(Refusal, match="RC-00001 is posted already"):
        discard(house, receipt)
    assert on_hand(house, lot) == {"DOCK-1": 24}
    assert len(lines(house, receipt)) == 1


# -- reversing


def test_a_reversal_turns_everything_back(house: House) -> None:
    receipt = house.receipt("PO-1042")
    first = arrive(house, receipt, MILK_48)
    arrive(house, expected_next(first), BUTTER_72)
    house.post(receipt.document_id)
    assert the_order(house)[0] == "closed"

    back = reverse(house, receipt.document_id)

    assert on_hand(house, known(house, "MILK", "L1").id) == {}
    assert on_hand(house, known(house, "BUTTER", "B1").id) == {}
    assert the_order(house) == ("open", {"MILK": 0, "BUTTER": 0})
    reversal = head(house, back)
    assert (reversal.number, reversal.status, reversal.reason, reversal.reverses_id) == (
        "RV-00001",
        "posted",
        "wrong pallet",
        receipt.document_id,
    )
    assert head(house, receipt.document_id).status == "posted"
    assert findings(house) == []


def test_reversing_what_has_labels_voids_them_and_counts_them(house: House) -> None:
    receipt = house.receipt()
    line = arrive(house, receipt, MILK_24).line
    job = print_labels(house, Wanted(line.lsn_id, line.line_id, copies=2))
    house.post(receipt.document_id)
    reverse(house, receipt.document_id)

    with house.database.reading() as connection:
        assert printed.voided_of(connection, receipt.document_id) == 2
        assert printed.copies(connection, job, voided=False) == []


def test_an_order_to_reverse_that_arrives_twice_reverses_once(house: House) -> None:
    receipt, lot = delivered(house, MILK_24)
    uid = house.uid()

    assert reverse(house, receipt, uid=uid) == reverse(house, receipt, uid=uid)
    assert on_hand(house, lot) == {}


def test_held_stock_goes_back_to_its_supplier(house: House) -> None:
    receipt, outcome = tablets(house, 30)
    reverse(house, receipt)

    assert outcome.line.lsn_id is not None
    assert on_hand(house, outcome.line.lsn_id) == {}
    assert findings(house) == []


@pytest.mark.parametrize(("gone", "left"), [(1, "23"), (24, "0")])
def test_what_has_moved_on_is_named_and_nothing_is_reversed(
    house: House, gone: int, left: str
) -> None:
    receipt = house.receipt("PO-1042")
    first = arrive(house, receipt, BUTTER_72)
    lot = arrive(house, expected_next(first), MILK_24).line.lsn_id
    assert lot is not None
    house.post(receipt.document_id)
    carry(house, lot, gone, "DOCK-1", BIN)
    before = on_hand(house, lot)

    with pytest.raises(Refusal) as refused:
        reverse(house, receipt.document_id)

    assert str(refused.value.fact) == (
        "RC-00001 cannot be reversed: 24 pcs of Whole milk 1 L L1 came to DOCK-1,"
        f" {left} are still there."
    )
    assert str(refused.value.remedy).startswith("What has moved on must come back first")
    assert on_hand(house, lot) == before
    assert on_hand(house, known(house, "BUTTER", "B1").id) == {"DOCK-1": 72}
    assert the_order(house)[1] == {"MILK": 24, "BUTTER": 72}
    with house.database.reading() as connection:
        assert documents.by_number(connection, "RV-00001") is None
    assert findings(house) == []


def test_what_has_come_back_can_be_reversed(house: House) -> None:
    receipt, lot = delivered(house, MILK_24)
    carry(house, lot, 24, "DOCK-1", BIN)
    carry(house, lot, 24, BIN, "DOCK-1")
    reverse(house, receipt)

    assert on_hand(house, lot) == {}


def test_a_receipt_is_reversed_once_and_a_reversal_never(house: House) -> None:
    receipt, _lot = delivered(house, MILK_24)
    back = reverse(house, receipt)

    with pytest.raises(Refusal, match="RC-00001 was reversed before, by RV-00001"):
        reverse(house, receipt)
    with pytest.raises(Refusal, match="RV-00001 cannot be reversed: it is a reversal"):
        reverse(house, back)


def test_a_reversal_needs_a_reason_and_a_posted_receipt(house: House) -> None:
    receipt = house.receipt()
    arrive(house, receipt, MILK_24)

    with pytest.raises(Refusal, match="RC-00001 cannot be reversed: it is draft"):
        reverse(house, receipt.document_id)
    house.post(receipt.document_id)
    with pytest.raises(Refusal, match="A reversal needs a reason"):
        reverse(house, receipt.document_id, reason=" ")
