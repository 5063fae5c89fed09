"""Which delivery is received: chosen from a list, or scanned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.outcomes import Expectation
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.scanning.read import read
from lsn_desktop.services.codes import scan_runner
from lsn_desktop.services.documents import choosing, posting
from lsn_desktop.storage import catalogue, documents, orders
from lsn_desktop.storage.house import set_setting
from tests.dock import delivered, expected_next, label, next_door
from tests.house_for_tests import BUTTER, MILK, TODAY

if TYPE_CHECKING:
    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.storage.transactions import Database
    from tests.house_for_tests import House


def scan(house: House, text: str) -> Outcome:
    reading = read(text.encode(), today=TODAY)
    arrival = scan_runner.Arrival(house.uid(), text.encode(), "test")
    ran = scan_runner.run(
        house.database,
        house.later(),
        arrival,
        Expectation(0),
        lambda tx, expected, scan_id: choosing.choose_by_scan(tx, reading, expected, scan_id),
    )
    if ran.bug:
        raise ran.bug
    return ran.outcome


def order_id(house: House) -> int:
    with house.database.reading() as connection:
        order = orders.by_number(connection, "PO-1042")
    assert order is not None
    return order.id


def receive_order(house: House) -> int:
    with house.database.transaction(house.later()) as tx:
        return choosing.receive_order(tx, order_id(house), house.uid())


def test_an_order_is_gone_on_with_where_it_was_left(house: House) -> None:
    first = receive_order(house)

    assert receive_order(house) == first
    assert receive_order(next_door(house)) != first  # that one is somebody else's


def test_a_scanned_order_opens_its_receipt(house: House) -> None:
    outcome = scan(house, "PO-1042")

    assert (outcome.kind, str(outcome.words)) == (
        "heard",
        "Receiving PO-1042: scan the goods",
    )
    assert expected_next(outcome).document_id == receive_order(house)


def test_a_scanned_draft_is_gone_on_with(house: House) -> None:
    receipt = house.receipt()
    assert expected_next(scan(house, "RC-00001")) == receipt


def test_an_order_of_which_everything_came_is_refused(house: House) -> None:
    delivered(house, label(ai01=MILK, ai17="270131", ai37="48", ai10="L1"), "PO-1042")
    delivered(house, label(ai01=BUTTER, ai37="72", ai10="B1"), "PO-1042")

    refused = scan(house, "PO-1042")
    assert (refused.kind, str(refused.words)) == (
        "refused",
        "PO-1042 is closed: nothing more is to come.",
    )


@pytest.mark.parametrize(
    ("number", "fact"),
    [
        ("RC-00001", "RC-00001 is posted already."),
        ("RC-00002", "RC-00002 is open at WS-2."),
        ("RC-00009", "RC-00009 is no order of ours."),
        (label(ai01=BUTTER, ai10="B1"), "No delivery is chosen for Butter 250 g."),
    ],
)
def test_a_number_that_cannot_be_received_is_refused(
    house: House, number: str, fact: str
) -> None:
    delivered(house, label(ai01=BUTTER, ai10="B1"))
    next_door(house).receipt()

    refused = scan(house, number)

    assert (refused.kind, str(refused.words)) == ("refused", fact)
    assert str(refused.remedy)


def test_a_reversal_is_no_delivery(house: House) -> None:
    receipt, _ = delivered(house, label(ai01=BUTTER, ai10="B1"))
    with house.database.transaction(house.later()) as tx:
        posting.reverse(tx, receipt, "wrong dock", house.uid())

    assert str(scan(house, "RV-00001").words) == "RV-00001 is no order of ours."


def test_goods_come_to_the_usual_place_or_to_any_dock_there_is(house: House) -> None:
    with house.database.transaction(house.later()) as tx:
        catalogue.add_location(tx, {"code": "A-DOCK", "kind": "receiving", "is_real": True})
        named = choosing.usual_place(tx.connection).code
        others = []
        for wrong in ("GONE", "~scrap", ""):
            set_setting(tx.connection, "receiving place", wrong)
            others.append(choosing.usual_place(tx.connection).code)
    assert (named, others) == ("DOCK-1", ["A-DOCK"] * 3)


def test_a_receipt_says_where_its_goods_go(house: House) -> None:
    receipt = house.receipt()
    with house.database.reading() as connection:
        head = documents.by_id(connection, receipt.document_id)
    assert head.location == "DOCK-1"


def test_without_any_dock_the_remedy_is_said(database: Database) -> None:
    with (
        database.reading() as connection,
        pytest.raises(Refusal, match="There is no place to receive into") as refused,
    ):
        choosing.usual_place(connection)
    assert str(refused.value.remedy) == "Make a receiving place in Settings first."
