"""Many serials of one item at once: the good ones come in, each other one is told why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.documents import posting
from lsn_desktop.services.receipts import receiving_serials
from lsn_desktop.services.receipts.receiving_serials import OURS, Goods, State, Taken
from lsn_desktop.storage import lsns
from tests.dock import (
    arrive,
    audit,
    delivered,
    findings,
    item_id,
    known,
    label,
    lines,
    next_door,
    on_hand,
    rows,
)
from tests.house_for_tests import PUMP

if TYPE_CHECKING:
    from tests.house_for_tests import House

EXPIRY = date(2027, 1, 31)


def look(house: House, document_id: int, *serials: str, **of: object) -> list[State]:
    goods = replace(Goods(item_id(house, str(of.pop("sku", "PUMP")))), **of)  # type: ignore[arg-type]
    with house.database.reading() as connection:
        found = receiving_serials.look(connection, house.by, document_id, goods, serials)
    return [each.state for each in found]


def receive(
    house: House, document_id: int, *serials: str, uid: str = "", **of: object
) -> Taken:
    goods = replace(Goods(item_id(house, str(of.pop("sku", "PUMP")))), **of)  # type: ignore[arg-type]
    return house.database.run(
        house.later(),
        lambda tx: receiving_serials.receive(
            tx, document_id, goods, serials, uid or house.uid()
        ),
    )


def why(taken: Taken) -> dict[int, str]:
    return {at: str(each.why.fact) for at, each in taken.left.items() if each.why}


def test_good_serials_come_in_and_each_other_one_is_told_why(house: House) -> None:
    delivered(house, label(ai01=PUMP, ai21="S2"))
    other = house.receipt()
    arrive(house, other, label(ai01=PUMP, ai21="S3"))
    receipt = house.receipt().document_id
    serials = ("S1", "S2", "S3", "S1", "X" * 200, "S4")
    states = [State.NEW, State.HERE, State.RECEIPT, State.TWICE, State.FORM, State.NEW]

    assert look(house, receipt, *serials) == states
    taken = receive(house, receipt, *serials)

    assert taken.received == ("S1", "S4")
    assert [taken.left[at].state for at in (1, 2, 3, 4)] == states[1:5]
    assert why(taken)[1] == "Serial S2 of Infusion pump is already in DOCK-1."
    assert why(taken)[3] == "Serial S1 of Infusion pump stands in line 1 too."
    assert len(lines(house, receipt)) == 2
    assert [kind for kind, _words in rows(house, receipt)] == ["ok", "ok"]
    house.post(receipt)
    assert on_hand(house, known(house, "PUMP", "S4", LsnKind.SERIAL).id) == {"DOCK-1": 1}
    assert findings(house) == []


def test_bad_ones_mended_go_onto_the_same_receipt(house: House) -> None:
    receipt = house.receipt().document_id
    receive(house, receipt, "S1", "S1")

    assert look(house, receipt, "S1", "S2") == [State.RECEIPT, State.NEW]
    assert receive(house, receipt, "S2").received == ("S2",)
    assert len(lines(house, receipt)) == 2


def test_lot_and_expiry_are_said_once_for_all(house: House) -> None:
    receipt = house.receipt().document_id

    assert receive(house, receipt, "C1", "C2", sku="CHIP", lot="L7", expiry=EXPIRY).left == {}

    lot = known(house, "CHIP", "L7")
    assert lot.expiry == EXPIRY
    assert known(house, "CHIP", "C2", LsnKind.SERIAL).lot_id == lot.id
    assert look(house, receipt, "C3", sku="CHIP", lot="L7", expiry=date(2028, 1, 1)) == [
        State.WRONG
    ]
    assert look(house, receipt, "C3", sku="CHIP", lot="L7") == [State.NEW]


def test_a_lot_that_is_not_said_is_numbered_by_us(house: House) -> None:
    receipt = house.receipt().document_id

    assert look(house, receipt, "C1", "C2", sku="CHIP") == [State.NEW, State.NEW]
    receive(house, receipt, "C1", "C2", sku="CHIP")

    lot = known(house, "CHIP", "L261122-001")
    assert known(house, "CHIP", "C2", LsnKind.SERIAL).lot_id == lot.id


def test_our_next_numbers_are_given_when_they_are_received(house: House) -> None:
    receipt = house.receipt().document_id

    assert look(house, receipt, "A1", OURS, OURS) == [State.NEW, State.OURS, State.OURS]
    taken = receive(house, receipt, OURS, "S2611-000001", OURS)

    # The one written by hand is passed over, though it is nobody's yet.
    assert taken.received == ("S2611-000002", "S2611-000001", "S2611-000003")


def test_an_order_that_arrives_twice_is_done_once(house: House) -> None:
    receipt, uid = house.receipt().document_id, house.uid()
    assert receive(house, receipt, OURS, uid=uid).received == ("S2611-000001",)
    assert receive(house, receipt, OURS, uid=uid).received == ()
    assert len(lines(house, receipt)) == 1


def test_a_serial_that_left_may_come_again(house: House) -> None:
    receipt, lsn_id = delivered(house, label(ai01=PUMP, ai21="S1"))
    with house.database.transaction(house.later()) as tx:
        posting.reverse(tx, receipt, "wrong goods", house.uid())
    again = house.receipt().document_id

    assert look(house, again, "S1") == [State.KNOWN]
    assert receive(house, again, "S1").received == ("S1",)
    assert audit(house, lsn_id)


def test_what_is_given_up_on_the_way_leaves_nothing(house: House) -> None:
    receipt = house.receipt().document_id
    goods = Goods(item_id(house, "PUMP"))

    def stop() -> None:
        raise GivenUp

    with pytest.raises(GivenUp), house.database.transaction(house.later()) as tx:
        receiving_serials.receive(tx, receipt, goods, ["S1"], house.uid(), stop)
    assert lines(house, receipt) == []


class GivenUp(Exception):
    """Somebody pressed Esc."""


def test_serials_are_of_an_item_with_serials_and_a_draft_of_ours(house: House) -> None:
    receipt = house.receipt().document_id
    with pytest.raises(Refusal) as refused:
        receive(house, receipt, "S1", sku="MILK")
    assert str(refused.value.fact) == "Whole milk 1 L has no serials."
    with pytest.raises(Refusal):
        receive(next_door(house), receipt, "S1")


def test_the_order_says_what_may_come(house: House) -> None:
    receipt = house.receipt("PO-1042").document_id
    assert look(house, receipt, "S1") == [State.WRONG]


def test_ten_thousand_are_looked_at_in_few_statements(house: House) -> None:
    receipt = house.receipt().document_id
    serials = [f"N{n:05}" for n in range(10_000)]

    states = look(house, receipt, *serials)
    taken = receive(house, receipt, *serials)

    assert states == [State.NEW] * 10_000
    assert len(taken.received) == 10_000
    with house.database.reading() as connection:
        assert len(lsns.candidates(connection, "N09999")) == 1
