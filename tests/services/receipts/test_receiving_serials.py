"""A serial is one piece: never twice, never more than one, of one lot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.services.documents import posting
from lsn_desktop.services.receipts import receiving
from lsn_desktop.storage import lists
from tests.dock import arrive, audit, delivered, expected_next, known, label, lines, on_hand
from tests.house_for_tests import CHIP, PUMP

if TYPE_CHECKING:
    from tests.house_for_tests import House

P1 = label(ai01=PUMP, ai21="P1")
S1 = label(ai01=CHIP, ai10="C1", ai21="S1")


def test_a_serial_is_received_in_one_scan(house: House) -> None:
    receipt, lsn_id = delivered(house, P1)

    (line,) = lines(house, receipt)
    assert (line.lsn_id, line.quantity) == (lsn_id, 1)
    assert on_hand(house, lsn_id) == {"DOCK-1": 1}
    assert audit(house, lsn_id) == ["New serial P1 of Infusion pump"]


def test_a_serial_scanned_again_is_recognised_and_counted_once(house: House) -> None:
    receipt = house.receipt()
    first = arrive(house, receipt, P1)
    again = arrive(house, expected_next(first), P1)

    assert (again.kind, str(again.words)) == (
        "attention",
        "P1 is on this receipt already: counted once",
    )
    assert str(again.remedy) == "Go on with the next piece."
    assert (again.line.item, again.line.line_id) == ("Infusion pump", None)
    assert len(lines(house, receipt.document_id)) == 1
    other = arrive(house, expected_next(again), label(ai01=PUMP, ai21="P2"))
    assert other.kind == "ok"


def test_a_serial_on_another_open_receipt_is_refused(house: House) -> None:
    arrive(house, house.receipt(), P1)
    again = arrive(house, house.receipt(), P1)

    assert (again.kind, str(again.words)) == (
        "refused",
        "Serial P1 of Infusion pump was scanned before, on RC-00001.",
    )


def test_a_serial_that_is_here_is_refused(house: House) -> None:
    delivered(house, P1)
    again = arrive(house, house.receipt(), P1)

    assert str(again.words) == "Serial P1 of Infusion pump is already in DOCK-1."
    assert str(again.remedy) == "Check the label: two pieces cannot have one serial."


@pytest.mark.parametrize(
    ("scans", "count"), [(["x 3", P1], "3"), ([label(ai01=PUMP, ai37="5", ai21="P1")], "5")]
)
def test_a_serial_counts_one_and_nothing_else(
    house: House, scans: list[str], count: str
) -> None:
    receipt = house.receipt()
    expectation = receipt
    for text in scans:
        outcome = arrive(house, expectation, text)
        expectation = expected_next(outcome)

    words = f"A serial number is one piece: P1 cannot count {count}."
    assert (outcome.kind, str(outcome.words)) == ("refused", words)
    assert lines(house, receipt.document_id) == []


def test_an_undone_serial_is_hidden_and_the_same_one_when_scanned_again(house: House) -> None:
    receipt = house.receipt()
    first = arrive(house, receipt, P1)
    assert first.line.line_id is not None
    with house.database.transaction(house.later()) as tx:
        receiving.undo_line(tx, first.line.line_id)

    with house.database.reading() as connection:
        assert lists.lsns(connection, "P1") == []
    again = arrive(house, receipt, P1)

    assert (again.kind, again.line.lsn_id) == ("ok", first.line.lsn_id)


def test_a_serial_whose_receipt_was_reversed_may_come_again(house: House) -> None:
    receipt, lsn_id = delivered(house, P1)
    with house.database.transaction(house.later()) as tx:
        posting.reverse(tx, receipt, "wrong dock", house.uid())

    _, again = delivered(house, P1)

    assert again == lsn_id
    assert on_hand(house, lsn_id) == {"DOCK-1": 1}


def test_a_serial_of_a_lot_is_one_line_on_the_serial(house: House) -> None:
    _, serial = delivered(house, S1)

    lot = known(house, "CHIP", "C1")
    assert known(house, "CHIP", "S1", LsnKind.SERIAL).id == serial
    assert known(house, "CHIP", "S1", LsnKind.SERIAL).lot_id == lot.id
    assert on_hand(house, serial) == {"DOCK-1": 1}
    assert on_hand(house, lot.id) == {}  # the lot's figures are sums of its serials
    with house.database.reading() as connection:
        assert lists.lsn_row(connection, lot.id).on_hand == 1


def test_a_serial_here_is_of_one_lot(house: House) -> None:
    delivered(house, S1)
    refused = arrive(house, house.receipt(), label(ai01=CHIP, ai10="C2", ai21="S1"))

    words = "Serial S1 of Radio module is of lot C1, this label says C2."
    assert (refused.kind, str(refused.words)) == ("refused", words)
    assert known(house, "CHIP", "S1", LsnKind.SERIAL).lot_id == known(house, "CHIP", "C1").id


def test_a_serial_that_never_came_takes_the_lot_of_its_right_label(house: House) -> None:
    receipt = house.receipt()
    first = arrive(house, receipt, S1)
    assert first.line.line_id is not None
    assert first.line.lsn_id is not None
    with house.database.transaction(house.later()) as tx:
        receiving.undo_line(tx, first.line.line_id)

    right = arrive(house, receipt, label(ai01=CHIP, ai10="C2", ai21="S1"))

    assert (right.kind, right.line.lsn_id) == ("ok", first.line.lsn_id)
    assert known(house, "CHIP", "S1", LsnKind.SERIAL).lot_id == known(house, "CHIP", "C2").id
    assert audit(house, first.line.lsn_id)[-1] == "Lot of S1: C1 > C2"


def test_the_serials_of_a_lot_come_one_by_one(house: House) -> None:
    receipt = house.receipt()
    heard = arrive(house, receipt, label(ai01=CHIP, ai10="C1"))
    first = arrive(house, expected_next(heard), "S1")
    heard = arrive(house, expected_next(first), label(ai01=CHIP, ai10="C1"))
    second = arrive(house, expected_next(heard), label(ai21="S2"))

    assert [first.line.serial, second.line.serial] == ["S1", "S2"]
    assert [first.line.lot, second.line.lot] == ["C1", "C1"]
    assert len(lines(house, receipt.document_id)) == 2
