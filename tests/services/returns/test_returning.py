"""Goods go back to their supplier: what is held or rejected, by scan, and posted."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.moving import Part
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.scanning.read import read
from lsn_desktop.services.codes import scan_runner
from lsn_desktop.services.documents import posting
from lsn_desktop.services.lots import holding
from lsn_desktop.services.moves import packing
from lsn_desktop.services.receipts import rejecting
from lsn_desktop.services.returns import return_scans, returning
from lsn_desktop.storage import catalogue, documents, ledger, timeline
from tests.dock import arrive, expected_next, findings, known, label, lines, on_hand
from tests.house_for_tests import BUTTER, PUMP, TODAY

if TYPE_CHECKING:
    from tests.house_for_tests import House

BUTTER_B1 = label(ai01=BUTTER, ai10="B1")


def rejected(house: House, where: str = "return", order: str | None = "PO-1042") -> int:
    """Ten came, four of them broken; posted."""
    receipt = house.receipt(order)
    outcome = arrive(house, receipt, label(ai01=BUTTER, ai10="B1", ai30="10"))
    assert outcome.line.line_id is not None
    with house.database.transaction(house.later()) as tx:
        rejecting.reject(
            tx,
            rejecting.Reject(house.uid(), outcome.line.line_id, Decimal(4), "broken", where),
        )
    house.post(receipt.document_id)
    return receipt.document_id


def begun(house: House, uid: str | None = None) -> Expectation:
    with house.database.transaction(house.later()) as tx:
        vendor = catalogue.party_by_code(tx.connection, "NORTH")
        assert vendor is not None
        order = returning.OpenReturn(uid or house.uid(), vendor.id, "broken")
        return Expectation(returning.open_return(tx, order))


def scan(house: House, expected: Expectation, text: str) -> Outcome:
    reading = read(text.encode(), today=TODAY)
    arrival = scan_runner.Arrival(house.uid(), text.encode(), "test", 0)
    ran = scan_runner.run(
        house.database,
        house.later(),
        arrival,
        expected,
        lambda tx, now, scan_id: return_scans.return_scan(tx, reading, now, scan_id),
    )
    assert ran.bug is None
    return ran.outcome


def held(house: House, lot: str = "B1") -> dict[str, int]:
    with house.database.reading() as connection:
        places = ledger.places(connection, known(house, "BUTTER", lot).id)
        return {each.location: each.held for each in places}


def test_a_rejected_lot_goes_back_by_a_scan_and_is_held_no_more(house: House) -> None:
    rejected(house)
    back = begun(house)

    outcome = scan(house, back, BUTTER_B1)
    house.post(back.document_id)

    assert str(outcome.words) == "4 pcs of Butter 250 g B1 goes back"
    assert on_hand(house, known(house, "BUTTER", "B1").id) == {"DOCK-1": 6}
    assert held(house) == {"DOCK-1": 0}
    assert findings(house) == []


def test_some_of_it_goes_back_and_the_rest_stays_held(house: House) -> None:
    rejected(house)
    back = begun(house)

    count = scan(house, back, "x 3")
    outcome = scan(house, expected_next(count), BUTTER_B1)
    house.post(back.document_id)

    assert outcome.kind is OutcomeKind.OK
    assert held(house) == {"DOCK-1": 0, "QUARANTINE": 1}
    assert findings(house) == []


def test_no_more_goes_back_than_is_held(house: House) -> None:
    rejected(house)
    back = begun(house)
    scan(house, back, BUTTER_B1)

    again = scan(house, back, BUTTER_B1)

    assert (again.kind, str(again.words)) == (
        OutcomeKind.REFUSED,
        "All of B1 that may go back is on SR-00001.",
    )
    assert [line.quantity for line in lines(house, back.document_id)] == [4]


def test_more_than_is_held_does_not_go_back(house: House) -> None:
    rejected(house)

    more = scan(house, replace(begun(house), count=Decimal(9)), BUTTER_B1)

    assert str(more.words) == "Of B1 only 4 pcs are held or rejected."


def test_a_lot_on_hold_as_a_whole_goes_back_from_every_place(house: House) -> None:
    rejected(house, "quarantine")
    butter = known(house, "BUTTER", "B1").id
    with house.database.transaction(house.later()) as tx:
        holding.hold(tx, holding.PlaceHold(house.uid(), butter, "recall"))
    back = begun(house)

    scan(house, back, BUTTER_B1)
    house.post(back.document_id)

    assert on_hand(house, butter) == {}
    assert findings(house) == []


def test_a_serial_that_went_back_may_come_again(house: House) -> None:
    receipt = house.receipt()
    pump = label(ai01=PUMP, ai21="S1")
    arrive(house, receipt, pump)
    house.post(receipt.document_id)
    serial = known(house, "PUMP", "S1", LsnKind.SERIAL).id
    with house.database.transaction(house.later()) as tx:
        holding.hold(tx, holding.PlaceHold(house.uid(), serial, "damage"))
    back = begun(house)
    scan(house, back, pump)
    house.post(back.document_id)

    assert arrive(house, house.receipt(), pump).line.line_id is not None


def test_all_that_was_rejected_on_a_receipt_goes_back_at_once(house: House) -> None:
    receipt_id = rejected(house)
    uid = house.uid()

    for _twice in range(2):
        with house.database.transaction(house.later()) as tx:
            document_id = returning.return_rejected(tx, receipt_id, uid)
            posting.post(tx, document_id)

    with house.database.reading() as connection:
        head = documents.by_id(connection, document_id)
    assert (head.number, head.party, head.reason) == (
        "SR-00001",
        "Northwind Dairy",
        "RC-00001: broken",
    )
    assert held(house) == {"DOCK-1": 0}


def test_a_reversed_return_brings_the_goods_back(house: House) -> None:
    rejected(house)
    back = begun(house)
    scan(house, back, BUTTER_B1)
    house.post(back.document_id)

    with house.database.transaction(house.later()) as tx:
        posting.reverse(tx, back.document_id, "not collected", house.uid())

    assert on_hand(house, known(house, "BUTTER", "B1").id) == {"DOCK-1": 6, "QUARANTINE": 4}
    assert held(house) == {"DOCK-1": 0, "QUARANTINE": 4}
    assert findings(house) == []


@pytest.mark.parametrize("where", ["quarantine", "refused"])
def test_what_was_not_to_go_back_does_not(house: House, where: str) -> None:
    receipt_id = rejected(house, where)

    with (
        pytest.raises(Refusal, match="to go back"),
        house.database.transaction(house.later()) as tx,
    ):
        returning.return_rejected(tx, receipt_id, house.uid())


@pytest.mark.parametrize("text", ["DOCK-1", "NONSENSE", label(ai01=BUTTER, ai10="B7")])
def test_what_is_no_lot_of_ours_does_not_go_back(house: House, text: str) -> None:
    assert scan(house, begun(house), text).kind is OutcomeKind.REFUSED


def test_a_posted_return_takes_no_more_scans(house: House) -> None:
    rejected(house)
    back = begun(house)
    scan(house, back, BUTTER_B1)
    house.post(back.document_id)

    assert scan(house, back, BUTTER_B1).kind is OutcomeKind.REFUSED


def test_an_order_to_return_that_arrives_twice_is_one_return(house: House) -> None:
    uid = house.uid()

    assert begun(house, uid) == begun(house, uid)


def test_a_case_goes_back_with_what_is_in_it_and_no_more(house: House) -> None:
    lot = arrived(house)
    dock = house.dock
    with house.database.transaction(house.later()) as tx:
        holding.hold(tx, holding.PlaceHold(house.uid(), lot, "damage"))
        case = packing.begin(tx, "case", dock)
        packing.pack(tx, packing.Pack(house.uid(), case.id, [Part(lot, dock, 4)]))
    back = begun(house)

    outcome = scan(house, back, label(ai00=case.sscc))
    house.post(back.document_id)

    assert outcome.kind is OutcomeKind.OK
    assert on_hand(house, lot) == {"DOCK-1": 6}
    with house.database.reading() as connection:
        told = [row.from_place for row in timeline.moves(connection, lot)]
    assert told[:2] == [f"DOCK-1 …{case.sscc[-5:]}", "DOCK-1"]
    assert findings(house) == []


def arrived(house: House) -> int:
    """Ten came, all of them good."""
    receipt = house.receipt("PO-1042")
    arrive(house, receipt, label(ai01=BUTTER, ai10="B1", ai30="10"))
    house.post(receipt.document_id)
    return known(house, "BUTTER", "B1").id
