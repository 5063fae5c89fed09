"""What customers send back: into quarantine, and only what they got and still have."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.outcomes import Expectation, OutcomeKind
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.scanning import commands
from lsn_desktop.scanning.read import read
from lsn_desktop.services.codes import scan_runner
from lsn_desktop.services.documents import posting
from lsn_desktop.services.returns import (
    customer_return_scans,
    customer_returns,
    return_commands,
)
from lsn_desktop.storage import documents, shipped
from tests.companies import BIN
from tests.dock import delivered, enter, expected_next, findings, label, on_hand
from tests.gate import customer, shipment
from tests.gate import scan as ship
from tests.house_for_tests import BUTTER, CHIP, PUMP, TODAY
from tests.services.at_places import carry
from tests.services.documents.test_two_stations import apart, at_once

if TYPE_CHECKING:
    from lsn_desktop.domain.outcomes import Outcome
    from tests.house_for_tests import House

P1, B1 = label(ai01=PUMP, ai21="P1"), label(ai01=BUTTER, ai10="B1")


def went(house: House, customer_id: int, *texts: str) -> int:
    """These left to a customer; the shipment."""
    expected = shipment(house, None, customer_id)
    for text in texts:
        assert ship(house, expected, text).kind is OutcomeKind.OK
    house.post(expected.document_id)
    return expected.document_id


def begun(house: House, customer_id: int) -> Expectation:
    order = customer_returns.OpenReturn(house.uid(), customer_id)
    with house.database.transaction(house.later()) as tx:
        return Expectation(customer_returns.open_return(tx, order))


def scan(house: House, expected: Expectation, text: str) -> Outcome:
    reading = read(text.encode(), today=TODAY)
    use_case = (
        customer_return_scans.return_scan
        if expected.document_id
        else customer_return_scans.choose_by_scan
    )
    ran = scan_runner.run(
        house.database,
        house.later(),
        scan_runner.Arrival(house.uid(), text.encode(), "test", 0),
        expected,
        lambda tx, now, scan_id: use_case(tx, reading, now, scan_id),
    )
    if ran.bug:
        raise ran.bug
    return ran.outcome


def do(house: House, outcome: Outcome, name: str) -> Outcome:
    asked = commands.command(f"LSN-DO-{name}")
    assert asked is not None
    return enter(
        house,
        expected_next(outcome),
        lambda tx, now, scan_id: return_commands.return_command(tx, asked, now, scan_id),
        name,
    )


def turn_back(house: House, document_id: int) -> None:
    with house.database.transaction(house.later()) as tx:
        posting.reverse(tx, document_id, "not ours", house.uid())


def test_goods_come_back_into_quarantine_with_a_reason(house: House) -> None:
    pump = delivered(house, P1)[1]
    lot = delivered(house, label(ai01=BUTTER, ai37="24", ai10="B1"))[1]
    clinic = customer(house)
    went(house, clinic, P1, label(ai01=BUTTER, ai37="10", ai10="B1"))

    back = begun(house, clinic)
    scan(house, back, P1)
    outcome = scan(house, back, label(ai01=BUTTER, ai37="4", ai10="B1"))
    assert str(outcome.words) == "4 pcs of Butter 250 g B1 comes back into QUARANTINE"
    asked = do(house, outcome, "POST")
    assert str(asked.words) == "Why does Clinic Ltd send them back?"
    posted = do(house, asked, "ANSWER-2")

    assert posted.kind is OutcomeKind.OK
    assert on_hand(house, pump) == {"QUARANTINE": 1}
    assert on_hand(house, lot) == {"DOCK-1": 14, "QUARANTINE": 4}
    with house.database.reading() as connection:
        head = documents.by_id(connection, back.document_id)
        assert (head.number, head.reason) == ("CR-00001", "Damaged on the way")
        assert [one.quantity for one in shipped.holders(connection, lot)] == [6]
    assert findings(house) == []
    carry(house, pump, 1, "QUARANTINE", BIN)
    with pytest.raises(Refusal, match="CR-00001 cannot be reversed"):
        turn_back(house, back.document_id)
    carry(house, pump, 1, BIN, "QUARANTINE")
    turn_back(house, back.document_id)
    with house.database.reading() as connection:
        assert [one.quantity for one in shipped.holders(connection, lot)] == [10]
        assert [one.shipment for one in shipped.holders(connection, pump)] == ["SH-00001"]
    assert findings(house) == []


def test_only_what_that_customer_got_and_still_has_comes_back(house: House) -> None:
    for text in (P1, label(ai01=PUMP, ai21="P2"), label(ai01=CHIP, ai10="C1", ai21="S1")):
        delivered(house, text)
    delivered(house, label(ai01=BUTTER, ai37="24", ai10="B1"))
    clinic, school = customer(house), customer(house, "SCHOOL")
    went(
        house, clinic, P1, label(ai01=CHIP, ai21="S1"), label(ai01=BUTTER, ai37="5", ai10="B1")
    )
    back = begun(house, school)

    def refused(expected: Expectation, text: str) -> str:
        outcome = scan(house, expected, text)
        assert outcome.kind is OutcomeKind.REFUSED
        return str(outcome.words)

    assert (
        refused(back, P1)
        == "Infusion pump P1 went to Clinic Ltd with SH-00001, not to School Ltd."
    )
    assert refused(back, label(ai01=PUMP, ai21="P2")) == (
        "Infusion pump P2 is here, in DOCK-1: no customer has any of it."
    )
    assert refused(back, BIN) == (
        "BIN-1 is no quarantine: what comes back waits until Quality says it is good."
    )
    from_clinic = begun(house, clinic)
    assert refused(from_clinic, label(ai01=CHIP, ai10="C1")) == "C1 is a lot of serials."
    assert refused(from_clinic, label(ai01=BUTTER, ai37="6", ai10="B1")) == (
        "Clinic Ltd has 5 pcs of Butter 250 g B1, not 6."
    )
    assert (
        scan(house, from_clinic, label(ai01=BUTTER, ai37="5", ai10="B1")).kind is OutcomeKind.OK
    )
    assert refused(begun(house, clinic), B1) == (
        "All that Clinic Ltd has of Butter 250 g B1 is on CR-00002 already."
    )
    assert scan(house, from_clinic, P1).kind is OutcomeKind.OK
    assert refused(from_clinic, P1).endswith("is on CR-00002 already.")
    house.post(from_clinic.document_id)
    assert (
        refused(back, P1)
        == "Infusion pump P1 is here, in QUARANTINE: no customer has any of it."
    )


def test_a_return_is_opened_by_its_shipment_its_customer_or_its_goods(house: House) -> None:
    delivered(house, P1)
    clinic = customer(house)
    delivered(house, label(ai01=PUMP, ai21="X1"))
    went(house, clinic, P1, "X1")
    assert scan(house, begun(house, clinic), "X1").line.serial == "X1"  # and no x 1
    nowhere = Expectation(0)

    by_goods = scan(house, nowhere, P1)

    assert (by_goods.kind, by_goods.line.serial) == (OutcomeKind.OK, "P1")
    opened = {scan(house, nowhere, text).next for text in ("SH-00001", "CLINIC", "CR-00001")}
    assert [one.document_id for one in opened if one] == [expected_next(by_goods).document_id]
    undone = do(house, by_goods, "UNDO")
    assert undone.kind is OutcomeKind.OK
    assert scan(house, nowhere, "NORTH").next != by_goods.next


def test_one_code_of_two_items_is_the_one_the_customer_has_or_is_asked(house: House) -> None:
    for gtin in (PUMP, CHIP):
        extra = {"ai10": "C1"} if gtin == CHIP else {}
        delivered(house, label(ai01=gtin, **extra, ai21="Q7"))
    clinic, school = customer(house), customer(house, "SCHOOL")
    went(house, clinic, label(ai01=PUMP, ai21="Q7"))
    went(house, school, label(ai01=CHIP, ai21="Q7"))

    assert scan(house, begun(house, clinic), "Q7").line.item == "Infusion pump"
    neither = scan(house, begun(house, customer(house, "THIRD")), "Q7")
    assert neither.kind is OutcomeKind.QUESTION


def test_a_serial_that_comes_back_at_two_stations_at_once_comes_back_once(house: House) -> None:
    pump = delivered(house, P1)[1]
    clinic = customer(house)
    went(house, clinic, P1)
    other = apart(house)
    here, there = begun(house, clinic), begun(other, clinic)

    told = at_once(partial(scan, house, here, P1), partial(scan, other, there, P1))

    assert sorted(each.kind for each in told) == ["ok", "refused"]
    with house.database.reading() as connection:
        assert shipped.coming_back(connection, pump, clinic)[0] == 1
    other.database.close()
